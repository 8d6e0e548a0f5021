"""What stands in the TOML files under `portal/demo/`, as plain values. Nothing here knows the database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parent.parent / "demo"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """One text of a page and what came of it. `before` is what it said until the reviewer made the request.

    `outcome` is live, overdue, withdrawn, unreviewed, in_review or draft; the first three are signed and published.
    """

    slug: str
    days_ago: int
    outcome: str
    words: Entry
    request: str = ""
    before: Entry | None = None
    withdrawn_days_ago: int = 0
    note: str = ""


@dataclass(frozen=True)
class Content:
    """Everything there is to load. `pages` are articles, question sets and terms by key, `texts` in order of writing.

    The key of a term has its language in it, because two languages may have one word.
    """

    topics: list[Entry]
    tags: list[Entry]
    people: list[Entry]
    sources: list[Entry]
    pictures: list[Entry]
    statistics: list[Entry]
    organisations: list[Entry]
    hubs: list[Entry]
    notices: list[Entry]
    pages: dict[str, Entry]
    texts: list[Text]


def read(folder: Path = DEMO) -> Content:
    """Raises KeyError or ValueError when the files contradict each other: they are part of the program."""
    pages = {
        **_pages(folder / "articles", "article"),
        **_pages(folder / "question_sets", "question_set"),
        **{entry["slug"]: entry for entry in map(_term, _load(folder / "terms.toml")["terms"])},
    }
    names = ("topics", "tags", "people", "sources", "pictures", "statistics", "hubs", "notices")
    shelves = {name: _load(folder / f"{name}.toml")[name] for name in names}
    shelves["organisations"] = _load(folder / "support.toml")["organisations"]
    lives = _load(folder / "lives.toml")["texts"]
    lives += [{"page": key, "days_ago": page["days_ago"]} for key, page in pages.items() if page["kind"] == "term"]
    texts = [_text(entry, pages[entry["page"]]) for entry in lives]
    if silent := pages.keys() - {text.slug for text in texts}:
        raise ValueError(f"lives.toml says nothing about {sorted(silent)}")
    return Content(**shelves, pages=pages, texts=texts)


def _load(file: Path) -> Entry:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _pages(folder: Path, kind: str) -> dict[str, Entry]:
    return {file.stem: {**_load(file), "kind": kind} for file in sorted(folder.glob("*.toml"))}


def _term(entry: Entry) -> Entry:
    """A term as a page: its key, and what all pages have."""
    same_for_all = {"kind": "term", "title": entry["term"], "tags": [], "synonyms": [], "state": "live"}
    key = f"{entry['language']}/{entry['slug']}"
    return {**same_for_all, **entry, "slug": key, "address": entry["slug"], "owner": entry["author"]}


def _text(entry: Entry, page: Entry) -> Text:
    words = _changed(_numbered(page), entry)
    return Text(
        slug=entry["page"],
        days_ago=entry["days_ago"],
        outcome=str(entry.get("outcome", page["state"])),
        words=words,
        request=entry.get("request", ""),
        before=_changed(words, entry["before"]) if "before" in entry else None,
        withdrawn_days_ago=entry.get("withdrawn_days_ago", 0),
        note=entry.get("note", ""),
    )


def _numbered(page: Entry) -> Entry:
    """The page with a number on each block and question, so that it stays the same one in every text of the page."""
    parts = {name: page[name] for name in ("blocks", "questions") if name in page}
    return page | {
        name: [{**part, "number": number} for number, part in enumerate(found, start=1)]
        for name, found in parts.items()
    }


def _changed(page: Entry, how: Entry) -> Entry:
    """The page without some of its parts and with other passages; raises ValueError where there is nothing to change."""
    changed = dict(page)
    for heading in how.get("without", []):
        changed = _without(changed, heading)
    for passage in how.get("differs", []):
        before, changed = changed, _replaced(changed, passage["is"], passage["was"])
        if changed == before:
            raise ValueError(f"{page['slug']} does not say: {passage['is']}")
    return changed


def _without(page: Entry, heading: str) -> Entry:
    name = "blocks" if "blocks" in page else "questions"
    kept = [part for part in page[name] if heading not in (part.get("heading"), part.get("question"))]
    if len(kept) == len(page[name]):
        raise ValueError(f"{page['slug']} has no part “{heading}”")
    return page | {name: kept}


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_replaced(item, old, new) for item in value]
    if isinstance(value, dict):
        return {key: _replaced(item, old, new) for key, item in value.items()}
    return value
