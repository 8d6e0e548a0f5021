"""Asking an address on the internet whether it answers, and never any other address.

What editors and imports write into texts is not to be trusted: an address may name this machine, a router or a cloud's
own data, in many spellings, by a name of the DNS, or by way of a redirect. So a name is looked up once, every answer
must be on the public internet, and the connection goes to the very address that was looked at. Only http and https on
their usual ports; no cookies, no passwords, and of an answer only its head.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.encoding import iri_to_uri

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
LONGEST_HEAD = 64 * 1024
SECONDS_FOR_ONE = 20.0  # with all its redirects
# The server is there but does not let programs in, or asks them to wait: a reader may well get the page.
ANSWERS_ALL_THE_SAME = {401: "asks for a password", 403: "does not let programs in", 429: "asked us to wait"}
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_EMBEDDING = ipaddress.ip_network("64:ff9b::/96")  # IPv4 as networks with IPv6 only spell it
# Of the registers of special addresses (IANA, RFC 6890), what not every version of Python knows: for protocols, for
# relays, for examples, and addresses that hold another one, to be sent on (6to4, Teredo).
_SPECIAL = [
    ipaddress.ip_network(block)
    for block in (
        *("192.0.0.0/24", "192.88.99.0/24"),
        *("64:ff9b:1::/48", "2001::/23", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10"),
    )
]


class NotAsked(Exception):
    """The address does not lead to the public internet; the message says why, for a person."""


class NoAnswer(Exception):
    """Nothing came back, for a reason that may be ours as well as theirs."""


@dataclass(frozen=True)
class Answer:
    """What asking came to. `reached`: somebody answered, so that our own way to the internet is open."""

    outcome: str  # as Link.Outcome
    detail: str
    reached: bool = True


def _look_up(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


def _secured(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


@dataclass
class Internet:
    """What leaves this machine, so that tests can stand in for it. `wait` is called before every request to a host."""

    agent: str
    look_up: Callable[[str, int], Sequence[str]] = _look_up
    connect: Callable[[str, int, float], socket.socket] = _connect
    secured: Callable[[socket.socket, str], socket.socket] = _secured
    wait: Callable[[str], None] = field(default=lambda host: None)


def ask(url: str, internet: Internet) -> Answer:
    """Ask an address by HEAD, and by GET where HEAD is not understood; redirects are followed by hand."""
    reached, asking = False, _Asking(internet)
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _status_of(url, asking)
            reached = True
            if status not in (301, 302, 303, 307, 308) or not location:
                return _judged(status)
            url = urljoin(url, location)
        return Answer("fails", "It redirects again and again.")
    except ValueError:  # what it redirects to is no address
        return Answer("fails", "It redirects to something that is no address.", reached)
    except NotAsked as refusal:
        return Answer("not_asked", str(refusal))
    except NoAnswer as error:
        return Answer("fails", str(error), reached)


def _judged(status: int) -> Answer:
    if 200 <= status < 300 or status in (304, 416):  # 416: there is nothing at the place that we asked for
        return Answer("answers", "")
    if status in ANSWERS_ALL_THE_SAME:
        return Answer("answers", f"It answers, but {ANSWERS_ALL_THE_SAME[status]} ({status}).")
    words = http.client.responses.get(status, "an answer that is not known")
    return Answer("fails", f"It answers {status}: {words}.")


class _Asking:
    """How long one address may still take. Waiting for the turn of its host does not count."""

    def __init__(self, internet: Internet) -> None:
        self.internet = internet
        self.until = time.monotonic() + SECONDS_FOR_ONE

    def wait(self, host: str) -> None:
        before = time.monotonic()
        self.internet.wait(host)
        self.until += time.monotonic() - before

    def left(self) -> float:
        """Raises TimeoutError when nothing is left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _status_of(url: str, asking: _Asking) -> tuple[int, str]:
    """The status and the address of a redirect. Raises NotAsked or NoAnswer."""
    target = target_of(url)
    addresses = public_addresses(target, asking.internet.look_up)
    status, location = _request("HEAD", target, addresses, asking)
    if status >= 400:  # many servers know no HEAD, and say so in many ways
        status, location = _request("GET", target, addresses, asking)
    return status, location


@dataclass(frozen=True)
class Target:
    """Where an address leads: the host in lower-case ASCII, and what is asked for there."""

    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        return PORTS[self.scheme]


def target_of(url: str) -> Target:
    """Read an address; raises NotAsked for everything but http and https on their own ports, by a name or number."""
    try:
        parts: SplitResult = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise NotAsked("It is no address.") from error
    if parts.scheme not in PORTS or port not in (None, PORTS[parts.scheme]):
        raise NotAsked("Only http and https on their usual ports are asked.")
    if parts.username is not None or parts.password is not None:
        raise NotAsked("It holds a name or a password.")
    path = iri_to_uri(f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}")
    return Target(parts.scheme, _plain_host(host), path)


def _plain_host(host: str) -> str:
    if ":" in host:
        if "%" in host:
            raise NotAsked("It names a network of this machine.")
        return host
    try:
        plain = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise NotAsked("It names no host.") from error
    if not _HOST.fullmatch(plain) or ".." in plain:
        raise NotAsked("It names no host.")
    # 2130706433, 0x7f.1 and 127.1 are spellings of 127.0.0.1 to the system: only the usual one is read.
    if _NUMBER.fullmatch(plain.rpartition(".")[2]) and not _is_number(plain):
        raise NotAsked("It spells a number in an unusual way.")
    return plain


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def public_addresses(target: Target, look_up: Callable[[str, int], Sequence[str]]) -> list[str]:
    """The numbers of a host, looked up once. Raises NotAsked if a single one is not public, NoAnswer if there is none."""
    if _is_number(target.host):
        found: Sequence[str] = [target.host]
    else:
        try:
            found = look_up(target.host, target.port)
        except (OSError, UnicodeError) as error:
            raise NoAnswer(f"There is no {target.host}, or its name cannot be looked up.") from error
    if not found:
        raise NoAnswer(f"There is no {target.host}.")
    if not all(map(is_public, found)):
        raise NotAsked(f"{target.host} is not on the public internet.")
    return list(dict.fromkeys(found))


def is_public(number: str) -> bool:
    """Is this an address that anybody on the internet may ask?"""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:  # with the name of a network of this machine, or no number at all
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address in _EMBEDDING:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    if any(address in block for block in _SPECIAL):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _request(method: str, target: Target, addresses: Sequence[str], asking: _Asking) -> tuple[int, str]:
    asking.wait(target.host)
    try:
        with _connected(target, addresses, asking) as connection:
            connection.sendall(_words(method, target, asking.internet.agent))
            return _head_of(connection, asking)
    except ssl.SSLCertVerificationError as error:
        raise NoAnswer("Its certificate is not valid, and browsers warn of it.") from error
    except TimeoutError as error:
        raise NoAnswer("It did not answer in time.") from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NoAnswer("It cannot be reached.") from error


def _connected(target: Target, addresses: Sequence[str], asking: _Asking) -> socket.socket:
    """A connection to one of the addresses that were looked at, and to no other."""
    failed: OSError = OSError("no address")
    for address in addresses[:2]:
        try:
            plain = asking.internet.connect(address, target.port, asking.left())
        except OSError as error:
            failed = error
            continue
        if target.scheme == "http":
            return plain
        try:
            return asking.internet.secured(plain, target.host)
        except BaseException:
            plain.close()
            raise
    raise failed


def _words(method: str, target: Target, agent: str) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    lines = [
        f"{method} {target.path} HTTP/1.1",
        f"Host: {host}",
        f"User-Agent: {agent}",
        "Accept: */*",
        *(["Range: bytes=0-0"] if method == "GET" else []),
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _head_of(connection: socket.socket, asking: _Asking) -> tuple[int, str]:
    """The status and the address of a redirect, from the first bytes that come; a slow server has no more time."""
    status, data = 100, b""
    while status < 200:  # what comes before the answer itself
        data = _up_to_the_text(connection, data, asking)
        first, _, rest = data.partition(b"\r\n")
        found = re.match(rb"HTTP/1\.[01] ([1-9]\d\d)(?: |$)", first)
        if not found:
            raise ValueError("no answer of the web")
        status, data = int(found[1]), data.partition(b"\r\n\r\n")[2]
    headers = http.client.parse_headers(io.BytesIO(rest))
    return status, str(headers.get("Location", "")).strip()


def _up_to_the_text(connection: socket.socket, data: bytes, asking: _Asking) -> bytes:
    while b"\r\n\r\n" not in data and len(data) < LONGEST_HEAD:
        connection.settimeout(asking.left())
        part = connection.recv(4096)
        if not part:
            break
        data += part
    return data
