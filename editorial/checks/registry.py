"""All checks by id, and the version of them all."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from editorial.checks.findings import Found, Severity
from editorial.checks.manuscript import Manuscript
from editorial.models import Item

DocumentCheck = Callable[[Manuscript], Iterator[Found]]


@dataclass(frozen=True)
class SiteView:
    """What a site check may ask besides the text: which page it is (None while it is new), and the day."""

    item: Item | None
    today: dt.date


SiteCheck = Callable[[Manuscript, SiteView], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """What a check is. `finds` completes “This check finds …”; `why` says why it matters and names what is behind it.

    `languages` empty: all. `kinds` empty: all kinds of documents. A check `for_clinical` leaves organisation pages
    alone. A check that is not `is_waivable` finds facts that nobody can let pass. What a check `answered_by_terms` finds
    is settled where the page marks a glossary term for the very words.
    """

    id: str
    title: str
    severity: Severity
    finds: str
    why: str
    remedy: str
    run: DocumentCheck | SiteCheck
    is_of_site: bool = False
    is_waivable: bool = True
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    for_clinical: bool = False
    answered_by_terms: bool = False

    def applies_to(self, manuscript: Manuscript) -> bool:
        language = manuscript.language.split("-")[0]
        return (
            (not self.languages or language in self.languages)
            and (not self.kinds or manuscript.kind in self.kinds)
            and (manuscript.is_clinical or not self.for_clinical)
        )


_checks: dict[str, Check] = {}


def check(
    name: str,
    title: str,
    severity: Severity,
    *,
    finds: str,
    why: str,
    remedy: str,
    of_site: bool = False,
    waivable: bool = True,
    languages: str = "",
    kinds: str = "",
    for_clinical: bool = False,
    answered_by_terms: bool = False,
) -> Callable[[Callable[..., Iterator[Found]]], Callable[..., Iterator[Found]]]:
    """Register a function as the check with the id `name`. `languages` and `kinds` are names parted by spaces."""

    def register(run: Callable[..., Iterator[Found]]) -> Callable[..., Iterator[Found]]:
        if name in _checks and _checks[name].run.__qualname__ != run.__qualname__:
            raise ValueError(f"There are two checks {name}.")
        _checks[name] = Check(
            id=name,
            title=title,
            severity=severity,
            finds=finds,
            why=why,
            remedy=remedy,
            run=run,
            is_of_site=of_site,
            is_waivable=waivable,
            languages=frozenset(languages.split()),
            kinds=frozenset(kinds.split()),
            for_clinical=for_clinical,
            answered_by_terms=answered_by_terms,
        )
        return run

    return register


def check_named(name: str) -> Check:
    """Raises KeyError."""
    return _checks[name]


def checks(*, of_site: bool | None = None) -> list[Check]:
    """The checks in the order of their ids: all, those of documents, or those of the site."""
    found = (one for _, one in sorted(_checks.items()))
    return [one for one in found if of_site is None or one.is_of_site == of_site]


# The code below the checks that decides what they read. Models and the clock are asked by site checks, whose findings
# are not kept.
RESTS_ON = ("glossary", "hostile", "markup", "reading")


@cache
def version() -> str:
    """Names this state of the checks: 16 digits of the SHA-256 over their code, their lexicons and what they rest on.
    Never typed."""
    hashed = hashlib.sha256()
    place = Path(__file__).parent
    below = [place.parent / f"{name}.py" for name in RESTS_ON]
    for path in [*sorted([*place.rglob("*.py"), *place.rglob("*.toml")]), *below]:
        hashed.update(path.relative_to(place.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()[:16]
