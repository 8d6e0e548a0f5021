"""Medicines by name, and names without a link or source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from editorial.checks.evidence import is_cited
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage
from editorial.checks.phrases import listed, lowered
from editorial.checks.registry import check
from editorial.checks.sentences import WORD


@cache
def medicines() -> dict[str, str]:
    """The generic name for every name of a medicine, in small letters."""
    held = lexicon("medicines")
    brands: dict[str, str] = held["brands"]
    names = [*" ".join(held["generic"]).split(), *held["natural"]]
    return {name: name for name in names} | brands


def is_natural(name: str, text: str) -> bool:
    """Whether the name is that of what the body makes itself."""
    near = listed("medicines", "natural_near")
    return name in lexicon("medicines")["natural"] and bool(near.search(lowered(text)))


@check(
    "M09",
    "Medicine without a link or source",
    Severity.WARNING,
    finds="a medicine that is named where neither a link nor a citation mark says more about it",
    why="Who reads of a medicine must be able to learn what it does and what it may cost them (DISCERN 9 to 11).",
    remedy="Link the name to a page on the medicine, or cite the source.",
    languages="en",
    for_clinical=True,
)
def bare_medicine(manuscript: Manuscript) -> Iterator[Found]:
    title = {medicines().get(word, "") for word in WORD.findall(lowered(str(manuscript.document.get("title", ""))))}
    bare: dict[str, tuple[Passage, int, int]] = {}
    explained: set[str] = set()
    for passage in manuscript.passages:
        if passage.role not in PROSE:
            continue
        for match in WORD.finditer(lowered(passage.text)):
            name = medicines().get(match[0])
            if name is None or name in title or is_natural(name, passage.text):
                continue
            if passage.links or is_cited(manuscript, passage):
                explained.add(name)
            bare.setdefault(name, (passage, match.start(), match.end()))
    for name, (passage, start, end) in bare.items():
        if name not in explained:
            said = passage.text[start:end]
            other = f" ({name})" if name != said.lower() else ""
            yield found(passage, f"Nothing says more about “{said}”{other}.", start=start, end=end)
