"""How the documents of each kind are built, and how they are laid out in columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from articles import models as m
from editorial.canonical import without_empty
from editorial.snapshots import SCHEMA
from faq.models import Question, QuestionSet
from library.models import Term
from portal.exchange.refusals import RowRefused
from portal.exchange.shapes import Check, flag, lines, many, one_of, record, slug, text, uid, words

ABOUT = ("uid", "revision", "language", "slug")
LISTING = ("topic", "tags", "synonyms", "related", "terms", "permission")
# What is no plain text: lists of texts stand one a line in a cell, the rest as JSON.
BY_LINE = frozenset({"tags", "synonyms", "related", "terms", "forms"})
AS_JSON = frozenset({"aim", "authors", "blocks", "questions", "support", "sources"})


def _block(model: type[m.blocks.Block], *names: str, **others: Check) -> Check:
    needs = {"heading": text(model, "heading")} if "heading" in names else {}
    fields = {name: text(model, name) for name in names if name != "heading"}
    return record(
        needs | {name: check for name, check in others.items() if name in NEEDED}, {"uid": uid()} | fields | others
    )


NEEDED = {"statistic", "picture", "item"}
_PHONES = many(record({"label": words, "number": words}))
_OPTIONS = many(record({}, {"name": words, "benefits": many(words), "harms": many(words)}))
BLOCKS = one_of(
    {
        "section": _block(m.Section, "heading", "aspect", "body"),
        "care_card": _block(
            m.CareCard, "heading", "urgency", "action", signs=lines(m.CareCard, "signs"), phones=_PHONES
        ),
        "callout": _block(m.Callout, "heading", "body"),
        "key_points": _block(m.KeyPoints, "heading", "body"),
        "statistic": _block(m.StatisticBlock, statistic=uid("statistic"), heading=words, is_hidden=flag),
        "choices": _block(
            m.Choices, "heading", "introduction", "without", options=_OPTIONS, questions=lines(m.Choices, "questions")
        ),
        "picture": _block(m.PictureBlock, "alt", "caption", picture=uid("picture"), is_decorative=flag),
        "question_set": _block(m.QuestionSetBlock, item=uid("question set")),
    }
)


def _common(model: Any) -> dict[str, Check]:
    """What the signed part of every kind may hold besides its own fields."""
    return {
        "translation_of": uid("page"),
        "translated_digest": words,
        "origin": text(model, "text_origin"),
        "copyright_holder": text(model, "copyright_holder"),
        "licence": text(model, "licence"),
        "authors": many(record({"uid": uid("contributor")})),
        "sources": many(record({"uid": uid("source")})),
    }


@dataclass(frozen=True)
class Layout:
    """The documents of one kind: the columns of its signed part in order, and how each part must be built."""

    kind: str
    columns: tuple[str, ...]
    signed: Check
    listing: Check


def _layout(kind: str, model: Any, own: dict[str, Check], synonyms: Check) -> Layout:
    common = _common(model)
    listing = {
        "topic": slug("topic"),
        "tags": many(slug("tag")),
        "synonyms": synonyms,
        "related": many(uid()),
        "terms": many(uid()),
        "permission": text(model, "permission"),
    }
    title = {"title": text(model, "title")}
    return Layout(kind, ("title", *own, *common), record(title, own | common), record({}, listing))


_ARTICLE: dict[str, Check] = {
    **{name: text(m.Article, name) for name in ("article_kind", "summary", "country", "uncertainty")},
    "aim": record({"aim": text(m.Article, "treatment_aim")}, {"statement": text(m.Article, "aim_statement")}),
    "blocks": many(BLOCKS),
    "support": many(record({"uid": uid("organisation")})),
    **{name: text(m.Article, name) for name in ("funding", "funder", "involvement")},
}
_QUESTION = record(
    {"question": text(Question, "question")},
    {"uid": uid(), "short_answer": text(Question, "short_answer"), "answer": text(Question, "answer")},
)
_QUESTION_SET = {"introduction": text(QuestionSet, "introduction"), "questions": many(_QUESTION)}
_TERM = {
    "definition": text(Term, "definition"),
    "forms": lines(Term, "forms"),
    "pronunciation": text(Term, "pronunciation"),
    "body": text(Term, "body"),
}
ARTICLES = _layout("article", m.Article, _ARTICLE, lines(m.Article, "synonyms"))
QUESTION_SETS = _layout("question_set", QuestionSet, _QUESTION_SET, lines(QuestionSet, "synonyms"))
TERMS = _layout("term", Term, _TERM, lines(Term, "synonyms"))


def columns_of(layout: Layout) -> tuple[str, ...]:
    return (*ABOUT, *layout.columns, *LISTING)


def in_cells(row: dict[str, Any]) -> dict[str, str]:
    """A row in document form as cells of a table."""
    facts = row["listing"] | row["signed"]
    cells = {name: str(row[name]) for name in ABOUT}
    for name in set(facts) - {"schema", "kind", "language"}:
        value = facts[name]
        if name in AS_JSON:
            cells[name] = json.dumps(value, ensure_ascii=False)
        else:
            cells[name] = "\n".join(value) if name in BY_LINE else str(value)
    return cells


def from_cells(cells: dict[str, str], layout: Layout) -> dict[str, Any]:
    """The row in document form that cells stand for. Raises RowRefused."""
    if unknown := sorted(set(cells) - set(columns_of(layout))):
        raise RowRefused(f"There is no column “{unknown[0]}” here. Export a file to see which there are.")
    facts = {name: _value(name, cell) for name, cell in cells.items() if cell and name not in ABOUT}
    signed = {name: value for name, value in facts.items() if name in layout.columns}
    about = {"schema": SCHEMA, "kind": layout.kind, "language": cells.get("language", "")}
    listing = {name: value for name, value in facts.items() if name in LISTING}
    return {
        **{name: cells.get(name, "").strip() for name in ABOUT},
        "signed": without_empty(about | signed),
        "listing": {"schema": SCHEMA, **listing},
    }


def _value(name: str, cell: str) -> Any:
    if name in BY_LINE:
        return [line.strip() for line in cell.splitlines() if line.strip()]
    if name not in AS_JSON:
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise RowRefused(f"“{name}” is no JSON. Copy how it is built from an exported file.") from error
