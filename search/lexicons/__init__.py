"""What is known of a language when it is looked through: one TOML file each, beside this one; `source` says from where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PLACE = Path(__file__).parent
# The stemmers of the index library; other languages (Polish, Welsh, Urdu ...) go without.
STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """`little`: words left out of a question unless there are no others; `alone`: those of them that somebody may ask for;
    `round_it`: what is said round a question; `same`: spellings of one word; `around`: who asks and when; `elsewhere`: words
    that speak of other things than the health of people; `means`: what people say, and what pages say for it.

    `stemmer` is the name of tantivy's, empty for a language without one: its words are then found as they are written.
    """

    stemmer: str = ""
    little: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    round_it: re.Pattern[str] | None = None
    same: tuple[tuple[str, str], ...] = ()
    around: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; one without words where there is no file, so that any language can be looked through."""
    code = language.partition("-")[0]
    path = PLACE / f"{code}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    said = "|".join(sorted(data.get("round", []), key=len, reverse=True))
    return Lexicon(
        stemmer=STEMMERS.get(code, ""),
        little=frozenset(data.get("little", "").split()),
        alone=frozenset(data.get("alone", "").split()),
        round_it=re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE) if said else None,
        same=tuple(data.get("same", {}).items()),
        around=frozenset(data.get("around", "").split()),
        elsewhere=frozenset(data.get("elsewhere", "").split()),
        means={said: tuple(meant) for said, meant in data.get("means", {}).items()},
    )
