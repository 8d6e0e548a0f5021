"""What is asked, and what never is. A server on this machine stands in for the internet."""

import contextlib
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library import internet
from library.internet import Answer, Internet, NotAsked, ask, is_public, public_addresses, target_of

PUBLIC = "93.184.216.34"
HEAD_ONLY = "HTTP/1.1 {}\r\nContent-Length: 0\r\nConnection: close\r\n{}\r\n"


class Server:
    """Answers with what a path is given; `asked` are the first lines and hosts that came."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listening.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection, contextlib.suppress(OSError):
            data = b""
            while b"\r\n\r\n" not in data:
                data += connection.recv(1024)
            lines = data.decode().split("\r\n")
            method, path, _ = lines[0].split(" ")
            host = next(line[6:] for line in lines if line.startswith("Host: "))
            self.asked.append((method, host, path, next(line for line in lines if line.startswith("User-Agent"))))
            answer = self.answers.get(f"{method} {path}", self.answers.get(path, "404 Not Found"))
            if callable(answer):
                answer(connection)
                return
            status, _, location = answer.partition(" -> ")
            more = f"Location: {location}\r\n" if location else ""
            connection.sendall(HEAD_ONLY.format(status, more).encode())


@pytest.fixture
def served():
    servers = []

    def serve(answers, names=None):
        server = Server(answers)
        servers.append(server)
        connected = []

        def connect(address, port, seconds):
            connected.append((address, port))
            return socket.create_connection(("127.0.0.1", server.port), timeout=seconds)

        def look_up(host, port):
            return (names or {}).get(host, [PUBLIC])

        web = Internet("test/1.0 (+https://here.example)", look_up, connect, secured=lambda plain, host: plain)
        return server, web, connected

    yield serve
    for server in servers:
        server.listening.close()


# What is never asked

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "224.0.0.1", "239.1.1.1", "233.252.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:5db8:d822::1", "2001:0:7f00:1::", "2001:db8::1", "3fff::1",
    "192.88.99.1", "100::1", "no number", "",
]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_number_that_is_not_public_is_known(number):
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", [PUBLIC, "1.1.1.1", "2606:4700::6810:85e5", f"::ffff:{PUBLIC}", "64:ff9b::5db8:d822"]
)
def test_number_on_the_internet_is_known(number):
    assert is_public(number)


@given(st.ip_addresses())
def test_no_number_is_public_against_the_register(address):
    if is_public(str(address)):
        assert address.is_global or address in internet._EMBEDDING or (address.version == 6 and address.ipv4_mapped)
        assert not address.is_loopback


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f000001/",
        "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://127.0.0.1./", "http://[fe80::1%25eth0]/",
        "http://example.org:8080/", "http://example.org:443/", "https://example.org:22/", "ftp://example.org/",
        "file:/etc/passwd", "gopher://example.org/", "http://user:secret@example.org/", "http://@example.org/",
        "http:///etc", "http://", "http://exa mple.org/", "http://a..example/", "http://[bad/", "//example.org/",
        "http://example.org\\@127.0.0.1/", "javascript:alert(1)", "http://example.org:99999/", "http://１２７.０.０.１/",
    ],
)  # fmt: skip
def test_address_that_does_not_lead_to_the_internet_is_not_asked(served, url):
    server, web, connected = served({})
    answer = ask(url, web)
    assert answer.outcome == "not_asked"
    assert answer.detail
    assert connected == server.asked == []


@pytest.mark.parametrize("answers", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::1", PUBLIC], ["fe80::1%eth0"]])
def test_name_with_a_single_private_answer_is_not_asked(served, answers):
    _server, web, connected = served({}, {"inside.example": answers})
    assert ask("https://inside.example/", web) == Answer("not_asked", "inside.example is not on the public internet.")
    assert connected == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://inside.example/",
        "//[::1]/",
        "https://a.example:22/",
        "file:/x",
    ],
)
def test_redirect_to_a_private_address_is_not_followed(served, target):
    _server, web, connected = served({"/": f"302 Found -> {target}"}, {"inside.example": ["10.0.0.1"]})
    assert ask("http://a.example/", web).outcome == "not_asked"
    assert connected == [(PUBLIC, 80)]


def test_name_that_changes_its_answer_is_looked_up_once_for_each_step(served):
    _, web, connected = served({"/": "200 OK"})
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    web.look_up = lambda host, port: next(answers)
    assert ask("http://rebound.example/", web).outcome == "answers"
    assert connected == [(PUBLIC, 80)], "the connection goes to the address that was looked at"


def test_name_of_the_request_is_kept_when_the_number_is_connected_to(served):
    server, web, connected = served({"/x?a=1": "200 OK"})
    names = []
    web.secured = lambda plain, host: names.append(host) or plain
    assert ask("https://Münster.example./x?a=1#part", web) == Answer("answers", "")
    assert names == ["xn--mnster-3ya.example"]
    assert connected == [(PUBLIC, 443)]
    assert server.asked == [
        ("HEAD", "xn--mnster-3ya.example", "/x?a=1", "User-Agent: test/1.0 (+https://here.example)")
    ]


def test_line_ends_in_an_address_add_no_header():
    target = target_of("http://a.example/x\r\nX-Evil: 1")
    assert b"\r\nX-Evil" not in internet._words("HEAD", target, "a")


def test_no_look_up_of_a_number():
    def look_up(host, port):
        raise AssertionError(host)

    assert public_addresses(target_of(f"http://{PUBLIC}/"), look_up) == [PUBLIC]
    with pytest.raises(NotAsked):
        public_addresses(target_of("http://10.0.0.1/"), look_up)


# What an answer means


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        ("200 OK", "answers", ""),
        ("401 Unauthorized", "answers", "asks for a password"),
        ("403 Forbidden", "answers", "does not let programs in"),
        ("429 Too Many Requests", "answers", "asked us to wait"),
        ("404 Not Found", "fails", "It answers 404: Not Found."),
        ("410 Gone", "fails", "410"),
        ("503 Service Unavailable", "fails", "503"),
        ("299 Odd", "answers", ""),
        ("999 Odd", "fails", "an answer that is not known"),
    ],
)
def test_status_is_judged(served, status, outcome, words):
    _, web, _ = served({"/": status})
    answer = ask("http://a.example/", web)
    assert (answer.outcome, answer.reached) == (outcome, True)
    assert words in answer.detail


def test_server_that_knows_no_head_is_asked_for_a_few_bytes(served):
    server, web, _ = served({"HEAD /": "405 Method Not Allowed", "GET /": "206 Partial Content"})
    assert ask("http://a.example/", web) == Answer("answers", "")
    assert [method for method, *_ in server.asked] == ["HEAD", "GET"]


def test_redirects_are_followed_five_times(served):
    answers = {f"/{n}": f"301 Moved -> /{n + 1}" for n in range(9)} | {"/5": "200 OK"}
    _server, web, _ = served(answers)
    assert ask("http://a.example/0", web).outcome == "answers"
    answers["/5"] = "301 Moved -> /6"
    assert ask("http://a.example/0", web) == Answer("fails", "It redirects again and again.")


@pytest.mark.parametrize("target", ["http://[::1/", "//[x", "https://a]b/"])
def test_redirect_to_no_address_fails_with_a_sentence(served, target):
    server, web, _ = served({"/": f"302 Found -> {target}"})
    assert ask("http://a.example/", web) == Answer("fails", "It redirects to something that is no address.", True)
    assert len(server.asked) == 1


@pytest.mark.parametrize("target", ["http://a.example:99999/", "http://a.example:x/", "http://" + "a" * 300])
def test_redirect_that_names_no_host_or_port_is_not_followed(served, target):
    server, web, _ = served({"/": f"302 Found -> {target}"})
    assert ask("http://a.example/", web).outcome == "not_asked"
    assert len(server.asked) == 1


def test_what_comes_before_the_answer_is_passed_over(served):
    def hint_first(connection):
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n")

    _, web, _ = served({"/": hint_first})
    assert "404" in ask("http://a.example/", web).detail


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"x" * 200_000])
def test_what_is_no_answer_of_the_web_fails(served, said):
    def say(connection):
        connection.sendall(said)

    _, web, _ = served({"/": say})
    assert ask("http://a.example/", web) == Answer("fails", "It cannot be reached.", reached=False)


def test_server_that_drips_has_no_more_time_than_others(served, monkeypatch):
    monkeypatch.setattr(internet, "SECONDS_FOR_ONE", 0.5)
    stop = threading.Event()

    def drip(connection):
        while not stop.wait(0.05):
            connection.sendall(b"H")

    _, web, _ = served({"/": drip})
    assert ask("http://a.example/", web).detail == "It did not answer in time."
    stop.set()


def test_name_that_nobody_has_fails(served):
    _, web, _ = served({})

    def look_up(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    web.look_up = look_up
    assert ask("http://nobody.example/", web).reached is False
