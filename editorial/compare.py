"""What differs between two documents: field by field, and as one document with marks. Pure.

Blocks, questions, sources and authors are told apart by their uid, so that a block that moved is not taken for one
that was removed and one that was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import chain
from typing import Any

from django.utils.safestring import SafeString

from editorial.marking import Names, marked, marked_lines, marked_text
from editorial.rendering import marked_html

Document = Mapping[str, Any]

LABELS = {
    "article_kind": "Kind of page",
    "summary": "Main message",
    "body": "Text",
    "action": "What to do",
    "signs": "Signs",
    "phones": "Telephone numbers",
    "alt": "Alternative text",
    "is_decorative": "Only decoration",
    "file": "Picture file",
    "short_answer": "Short answer",
    "synonyms": "Also called",
    "related": "Related pages",
    "url": "Address",
    "item": "Question set",
    "translation_of": "Translation of",
    "translated_digest": "Made from another text of its source",
    "country": "Country of the telephone numbers",
    "aim": "Aim of treatment",
    "uncertainty": "What is not known",
    "funder": "Paid for by",
    "involvement": "Patient involvement",
    "options": "Choices",
    "without": "Without treatment",
    "questions": "Questions to ask",
    "out_of": "In every",
    "low": "Value, or the lowest",
    "high": "The highest",
    "horizon_years": "After how many years",
    "is_hidden": "Shown on request",
    "forms": "Other forms",
    "terms": "Glossary terms marked",
    "doi": "DOI",
    "pmid": "PubMed number",
    "isbn": "ISBN",
    "locator": "Where in the source",
}
PART_LABELS = {"questions": "Question", "sources": "Source", "authors": "Author", "support": "Who can help"}
HTML_FIELDS = frozenset({"body", "action", "introduction", "answer", "without"})
TEXT_FIELDS = frozenset(
    "title summary heading question short_answer caption credit publisher sentence caveat definition uncertainty "
    "involvement offers".split()
)
# Values that stand for something else, and words that a machine chose.
NAMED = frozenset({"topic", "tags", "related", "item", "translation_of", "terms", "source"})
CODED = frozenset({"article_kind", "aspect", "urgency", "language"})
# What a machine needs and no reader sees.
UNSEEN = frozenset({"schema", "kind", "uid", "type", "slug", "width", "height", "picture", "statistic"})
CITATION = re.compile(r'<sup data-cite="([^"]*)"(?: data-locator="([^"]*)")?></sup>')


@dataclass(frozen=True)
class FieldChange:
    """One difference. `part` is the uid of the block or question, empty for the page itself; `where` names it in words.

    `change` is added, removed, moved or changed; `html` shows both texts as one, with marks.
    """

    change: str
    part: str
    where: str
    field: str
    html: SafeString


@dataclass(frozen=True)
class Part:
    """A block, question, source or author of one document or of both."""

    before: Document | None
    after: Document | None
    has_moved: bool = False

    @property
    def newest(self) -> Document:
        return self.after if self.after is not None else self.before or {}

    @property
    def change(self) -> str:
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "changed"


def field_changes(before: Document, after: Document, names: Names | None = None) -> list[FieldChange]:
    """Every difference between two signed parts, or two listing parts, in reading order.

    `names` has words for what a document names by uid or slug: pages, topics, tags.
    """
    named = _with_sources(before, after, names)
    changes: list[FieldChange] = []
    for key in _keys(before, after):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if _are_parts(old or new):
            changes += chain.from_iterable(_part_changes(key, part, named) for part in parts_of(old or [], new or []))
        else:
            changes.append(_field_change("", "", key, old, new, named))
    return changes


def parts_of(before: Sequence[Document], after: Sequence[Document]) -> Iterator[Part]:
    """The parts of both sides in the order of the new text; what was removed stands where it was."""
    old, new = {part["uid"]: part for part in before}, {part["uid"]: part for part in after}
    stayed = _longest_in_order([list(old).index(uid) for uid in new if uid in old])
    kept = {list(old)[place] for place in stayed}
    gone: dict[str, list[Document]] = {}
    anchor = ""
    for uid, part in old.items():
        if uid in kept:
            anchor = uid
        elif uid not in new:
            gone.setdefault(anchor, []).append(part)
    yield from (Part(part, None) for part in gone.get("", []))
    for uid, part in new.items():
        yield Part(old.get(uid), part, has_moved=uid in old and uid not in kept)
        yield from (Part(removed, None) for removed in gone.get(uid, []) if uid in kept)


def _longest_in_order(places: Sequence[int]) -> set[int]:
    """The most places that stand in order, so that as little as possible is said to have moved."""
    ends: list[int] = []
    chains: list[list[int]] = []
    for place in places:
        at = bisect_left(ends, place)
        chain_here = [*(chains[at - 1] if at else []), place]
        ends[at:], chains[at:] = [place, *ends[at + 1 :]], [chain_here, *chains[at + 1 :]]
    return set(chains[-1]) if chains else set()


def compared_document(before: Document, after: Document, names: Names | None = None) -> dict[str, Any]:
    """A signed part that says both texts at once; render it with `clean_body=clean_marked`."""
    named = _with_sources(before, after, names)
    merged = _merged(before, after, named)
    for key in ("blocks", "questions", "sources"):
        merged[key] = [_merged_part(part, named) for part in parts_of(before.get(key, []), after.get(key, []))]
    return merged


def _merged_part(part: Part, names: Names) -> dict[str, Any]:
    if part.change != "changed" and part.newest.get("type") == "question_set":
        # It is drawn with its own words and its own reviewer: what is said here is only that it came or went.
        title = marked_text(*(_title_of(side, names) if side else "" for side in (part.before, part.after)))
        return {"uid": part.newest["uid"], "type": "callout", "heading": marked_html(title)}
    return _merged(part.before or {}, part.after or {}, names, _notes(part, names))


def _merged(before: Document, after: Document, names: Names, notes: Sequence[str] = ()) -> dict[str, Any]:
    """One part with its texts marked; what is no text is that of the newer side."""
    merged = {**before, **after}
    for key, value in merged.items():
        old, new = before.get(key), after.get(key)
        if key in HTML_FIELDS:
            merged[key] = marked(old or "", new or "", names)
        elif isinstance(value, list) and value and isinstance(value[0], str):
            merged[key] = [marked_html(line) for line in marked_lines(old or [], new or [])]
        elif key in TEXT_FIELDS and old != new:
            merged[key] = marked_html(marked_text(old or "", new or ""))
    if before.get("phones") != after.get("phones"):
        # A button to call must never hold two numbers at once: they are shown as text.
        merged["action"] = merged.get("action", "") + _both("phones", before.get("phones"), after.get("phones"), names)
        merged["phones"] = []
    if before.get("options") != after.get("options"):
        both = _both("options", before.get("options"), after.get("options"), names)
        merged["introduction"] = merged.get("introduction", "") + both
    if notes:
        words = "".join(f'<span class="change-note"> ({escape(note)})</span>' for note in notes)
        shown = next(key for key in ("heading", "question", "title", "caption") if key in merged or key == "caption")
        merged[shown] = marked_html(f"{_as_html(merged.get(shown, ''))}{words}")
    return merged


def _as_html(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


def _notes(part: Part, names: Names) -> list[str]:
    """What a page cannot show of a change, in words."""
    if part.change != "changed":
        return [part.change]
    before, after = part.before or {}, part.after or {}
    unseen = [
        key for key in _keys(before, after) if key not in HTML_FIELDS | TEXT_FIELDS and _is_plain(before, after, key)
    ]
    changed = [
        f"{label_of(key)} changed from “{_words(key, before.get(key), names)}” to “{_words(key, after.get(key), names)}”"
        for key in unseen
        if before.get(key) != after.get(key)
    ]
    return [*(["moved"] if part.has_moved else []), *changed]


def _is_plain(before: Document, after: Document, key: str) -> bool:
    return not isinstance(before.get(key, after.get(key)), list)


# --- words ----------------------------------------------------------------------------------------------------


def _part_changes(key: str, part: Part, names: Names) -> Iterator[FieldChange]:
    before, after = part.before or {}, part.after or {}
    uid, where = str(part.newest["uid"]), _title_of(part.newest, names, PART_LABELS.get(key, ""))
    if part.has_moved:
        yield FieldChange("moved", uid, where, "", marked_html("It stands in another place."))
    for field in _keys(before, after):
        if before.get(field) != after.get(field):
            yield _field_change(uid, where, field, before.get(field), after.get(field), names, part.change)


def _field_change(
    part: str, where: str, key: str, old: Any, new: Any, names: Names, change: str = "changed"
) -> FieldChange:
    return FieldChange(change, part, where, label_of(key), marked_html(_both(key, old, new, names)))


def _both(key: str, old: Any, new: Any, names: Names) -> str:
    """Two values of a field as one piece of HTML."""
    if key in HTML_FIELDS:
        html = marked(old or "", new or "", names)
        return CITATION.sub(lambda mark: f"<sup>[{_cited(mark, names)}]</sup>", html)
    if isinstance(old or new, list):
        before, after = (
            _IN_LINES[key](value) if key in _IN_LINES else [_words(key, each, names) for each in value or []]
            for value in (old, new)
        )
        return "".join(["<ul>", *(f"<li>{line}</li>" for line in marked_lines(before, after)), "</ul>"])
    return f"<p>{marked_text(_words(key, old, names), _words(key, new, names))}</p>"


def _cited(mark: re.Match[str], names: Names) -> str:
    """The source of a citation and the place in it, in words."""
    source, place = names.get(unescape(mark[1]), "source"), unescape(mark[2] or "")
    return escape(f"{source}, {place}" if place else source)


def _keys(before: Document, after: Document) -> list[str]:
    """The fields of both sides that people see: first those of the newer one, in its order of importance."""
    first = [key for key in ("title", "heading", "question", "summary", "introduction") if key in {**before, **after}]
    return [key for key in dict.fromkeys([*first, *after, *before]) if key not in UNSEEN]


def _are_parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "uid" in value[0]


def label_of(key: str) -> str:
    """A field of a document in words."""
    return LABELS.get(key, key.replace("_", " ").capitalize())


def _title_of(part: Document, names: Names, kind: str = "") -> str:
    """A part in words: Section “What it is”."""
    kind = kind or str(part.get("type", "part")).replace("_", " ").capitalize()
    given = [part.get(key) for key in ("heading", "question", "title", "name", "caption", "alt")]
    title = next(filter(None, given), "") or names.get(part.get("item", ""), "")
    return f"{kind} “{title}”" if title else kind


def _words(key: str, value: Any, names: Names) -> str:
    """A value that is no rich text, as people say it."""
    if isinstance(value, bool) or value is None:
        return "yes" if value else ""
    if isinstance(value, dict):
        return str(value.get("statement", ""))
    text = str(value)
    if key in CODED:
        return text.replace("_", " ")
    return names.get(text, text) if key in NAMED else text


def _phones(value: Sequence[Mapping[str, str]] | None) -> list[str]:
    return [": ".join(filter(None, [phone.get("label"), phone.get("number")])) for phone in value or []]


def _options(value: Sequence[Mapping[str, Any]] | None) -> list[str]:
    """One line for each choice: its name, what it may bring, what it may cost."""
    return [
        " ".join(
            [
                f"{option.get('name', '')}:",
                *(f"+ {benefit}" for benefit in option.get("benefits", [])),
                *(f"− {harm}" for harm in option.get("harms", [])),
            ]
        )
        for option in value or []
    ]


_IN_LINES = {"phones": _phones, "options": _options}


def _with_sources(before: Document, after: Document, names: Names | None) -> dict[str, str]:
    sources = [*before.get("sources", []), *after.get("sources", [])]
    return {**{source["uid"]: source.get("title", "") for source in sources}, **(names or {})}
