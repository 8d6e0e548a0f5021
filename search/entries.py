"""A page as the entries of the indexes (`search/volumes.py`): its names, its text, its passages, its lines to type. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from editorial.checks.red_flags import HELP_NOW
from search.analysis import content_words, pieces, term, words, words_of_any_text
from search.danger import is_for_anybody, signs_on
from search.documents import PageDocument, Place, Shelf, parts_of

Fields = dict[str, Any]
# The rank of a line to type says what it is; that of a word, which stands in the same index, is the number of its pages.
QUESTION, NAME, TITLE = 0, 1, 2
# Among the signs of a care card: it tells whoever reads it to call an emergency number.
ANYBODY = "anybody"


@dataclass
class Entries:
    """What goes into each index, as fields; `words` are the folded words of the page."""

    names: list[Fields] = field(default_factory=list)
    pages: list[Fields] = field(default_factory=list)
    passages: list[Fields] = field(default_factory=list)
    lines: list[Fields] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def entries_of(page: PageDocument, language: str) -> Entries:
    made = Entries()
    shelf = _shelf_fields(page.shelf) | {"page": page.number}
    left_out = words_of_any_text(language)

    def terms(text: str) -> list[tuple[str, str]]:
        folded = words(text)
        made.words.update(folded)
        return [(word, term(word, language)) for word in folded]

    for name in page.names:
        if folded := words(name):
            size = len(set(content_words(folded, language)))
            made.names.append(
                shelf
                | {
                    "name": _all(terms(name)),
                    "piece": " ".join(pieces(folded)),
                    "size": size,
                }
            )
    headings = [_all(terms(place.heading)) for place in page.places]
    said: list[tuple[str, str]] = []
    for number, place in enumerate(page.places):
        danger = _danger(place, language) if place.urgency in HELP_NOW else []
        for part in parts_of(place) if place.passages else [""]:
            said += (found := terms(part))
            text = _without(left_out, found)
            if not place.is_aside:
                made.passages.append(
                    shelf | {"place": number, "under": headings[number], "text": text, "danger": danger}
                )
    for words_of_shelf in page.shelf_words:
        said += terms(words_of_shelf)
    body = _without(left_out, said)
    made.pages.append(shelf | {"heading": " ".join(filter(None, headings)), "body": body, "said": _all(said).encode()})
    made.lines.extend({"page": page.number} | line for line in _lines(page))
    return made


def _all(terms: Iterable[tuple[str, str]]) -> str:
    return " ".join([each for _, each in terms])


def _without(words: Container[str], terms: Iterable[tuple[str, str]]) -> str:
    """Words without which any text is found as well, and half as long; a question asks for them only if for nothing else."""
    return " ".join([each for word, each in terms if word not in words])


def _danger(place: Place, language: str) -> list[str]:
    """What a care card is for: its urgency, whom it tells to call, and its signs."""
    return [place.urgency, *[ANYBODY] * is_for_anybody(place.heading), *sorted(signs_on(place.signs, language))]


def _lines(page: PageDocument) -> Iterator[Fields]:
    """What a person may be about to type: the names of the page, and its questions."""
    for name in page.names:
        yield _line(name, TITLE if name == page.names[0] else NAME, 0)
    for number, place in enumerate(page.places):
        if place.is_question:
            yield _line(place.heading, QUESTION, number)


def _line(text: str, kind: int, place: int) -> Fields:
    folded = " ".join(words(text))
    return {"line": text, "start": folded, "within": folded, "rank": kind, "place": place}


def _shelf_fields(shelf: Shelf) -> Fields:
    return {"kind": [shelf.kind] if shelf.kind else [], "topic": list(shelf.topics), "tag": list(shelf.tags)}
