"""The A to Z: titles and "also called" names under their letters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count

from editorial import registry
from editorial.models import Name, Publication
from editorial.page import Link

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Up to here all letters stand on one page; beyond it each has its own.
MOST_ON_ONE_PAGE = 400


@dataclass(frozen=True)
class NameLink:
    """`page_title` is set where the name is another name of the page."""

    name: str
    address: str
    page_title: str = ""


@dataclass(frozen=True)
class LetterShelf:
    letter: str
    anchor: str
    names: list[NameLink]


def letters_and_names(language: str, letter: str, path: str) -> tuple[list[Link], list[LetterShelf]]:
    """The letters as links, and the names to show: all of them on a small site, else those of one letter. Two queries."""
    shown = Name.objects.filter(publication__state=Publication.State.LIVE, publication__language=language)
    shown = shown.exclude(publication__kind__in=registry.unlisted())
    counts = dict(shown.order_by("letter").values_list("letter").annotate(Count("pk")))
    letters = [*ALPHABET, *sorted(set(counts) - set(ALPHABET))] if language == "en" else sorted(counts)
    is_one_page = sum(counts.values()) <= MOST_ON_ONE_PAGE
    if not is_one_page:
        chosen = letter if letter in counts else next(iter(sorted(counts)))
        shown = shown.filter(letter=chosen)
    links = [
        Link(
            each,
            (f"#{_anchor(each)}" if is_one_page else f"{path}?{urlencode({'letter': each})}") if each in counts else "",
        )
        for each in letters
    ]
    return links, _shelves(shown)


def _shelves(names: object) -> list[LetterShelf]:
    rows = names.values_list("letter", "name", "publication__address__path", "publication__title", "is_title")  # type: ignore[attr-defined]
    in_order = sorted(rows, key=lambda row: (not row[0].isalpha(), row[0], row[1].casefold()))
    return [
        LetterShelf(
            letter,
            _anchor(letter),
            [NameLink(name, path, "" if is_title else title) for _, name, path, title, is_title in group],
        )
        for letter, group in groupby(in_order, key=lambda row: row[0])
    ]


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter.isalpha() else "letter-other"
