"""How a report speaks to people: with the names that the form has, in sentences. Programs get the codes of `page.Done`."""

from __future__ import annotations

from collections.abc import Mapping

from articles.importing.page import Done

# Short, for the column of the report as text.
SHORT = {Done.SUMMARY: "main message", Done.DROPPED: "left out", Done.UNPLACED: "not placed", Done.BOX: "callout"}
WHOLE = {
    Done.TITLE: "The title.",
    Done.SUMMARY: "The main message.",
    Done.SOURCE: "A source in the library.",
    Done.UNPLACED: "Not on the page.",
    Done.REPAIRED: "Nothing was left of it once it was repaired.",
    Done.BLANK: "An empty line.",
}
IN_A_PART = {
    Done.HEADING: "A heading",
    Done.BOX: "The heading of a callout",
    Done.PARAGRAPH: "A paragraph",
    Done.LEAD_IN: "The line before a list",
    Done.ITEM: "A list item",
    Done.QUESTION: "A question",
    Done.ANSWER: "Part of an answer",
    Done.TABLE: "A cell of a table",
    Done.PICTURE: "A picture",
}
COUNTS = {
    "boxes": "callouts and key points",
    "repairs": "repairs",
    "additions": "additions",
    "flags": "things to look at",
    "dropped lines": "lines left out",
    "unplaced lines": "lines not placed",
}
SEVERITIES = {
    "blocking": ("point to mend before review", "points to mend before review"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}


def short(done: str) -> str:
    return SHORT.get(Done(done), done)


def became(done: str, place: str, text: str = "") -> str:
    """What became of a line, as a sentence. `place` is what the report has: a part with its number, or why it was left out."""
    kind = Done(done)
    if kind is Done.DROPPED:
        return f"Left out: {place}." if place else "Left out."
    number, _, title = place.partition(" ")
    if kind in WHOLE or not number.isdigit():
        return WHOLE.get(kind) or f"{IN_A_PART[kind]}."
    if kind is Done.PICTURE:
        return f"The picture that is part {number}."
    if kind is Done.HEADING and title.casefold() == text.strip().rstrip(":").casefold():
        return f"The heading of part {number}."
    return f"{IN_A_PART[kind]} in part {number}, “{title}”."


def found(counts: Mapping[str, int]) -> str:
    """How many findings there are of each severity, as a sentence."""
    said = [f"{count} {SEVERITIES[name][count != 1]}" for name, count in counts.items() if count]
    if not said:
        return "The content checks find nothing in its text."
    return f"The content checks find {' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))} in its text."
