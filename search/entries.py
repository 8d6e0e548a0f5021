"""A page as the entries of the indexes (`search/volumes.py`): its names, its text, its passages, its lines to type. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from editorial.checks.red_flags import HELP_NOW
from search.analysis import content_words, little_words, pieces, term, words
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
    little = little_words(language)

    def analysed(text: str) -> tuple[str, str]:
        """All terms, and those that are looked for in a text: little words are nearly half of one and find nothing."""
        folded = words(text)
        made.words.update(folded)
        terms = [(word, term(word, language)) for word in folded]
        return " ".join([each for _, each in terms]), " ".join([each for word, each in terms if word not in little])

    for name in page.names:
        if folded := words(name):
            carry = set(content_words(folded, language))
            made.names.append(
                shelf | {"name": analysed(name)[0], "piece": " ".join(pieces(folded)), "size": len(carry)}
            )
    headings = [analysed(place.heading)[0] for place in page.places]
    texts: list[str] = []
    for number, place in enumerate(page.places):
        danger = _danger(place, language) if place.urgency in HELP_NOW else []
        for part in parts_of(place) if place.passages else [""]:
            said, text = analysed(part)
            texts.append(text)
            made.passages.append(shelf | {"place": number, "text": text, "said": said.encode(), "danger": danger})
    texts += [analysed(said)[0] for said in page.shelf_words]
    made.pages.append(shelf | {"heading": " ".join(filter(None, headings)), "body": " ".join(texts)})
    made.lines.extend({"page": page.number} | line for line in _lines(page))
    return made


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
