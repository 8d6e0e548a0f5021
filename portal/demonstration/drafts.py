"""Writes the rows of a draft so that they say what a text of the demonstration says."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from articles import models as m
from articles.block_documents import written_options
from editorial.models import Item
from editorial.translating import live_text_of
from faq.models import Question, QuestionSet
from library.models import Term
from portal.demonstration.content import Entry
from portal.demonstration.stage import Stage

_NAMED = re.compile(r'data-(cite|page)="([^"]+)"')

Draft = m.Article | QuestionSet | Term
WRITTEN_HERE = {"text_origin": m.Article.Origin.ORIGINAL}
FACTS = ("country", "treatment_aim", "aim_statement", "uncertainty", "funding", "funder", "involvement")


def write(words: Entry, stage: Stage) -> Draft:
    """The draft of this page, made or changed. It is no revision before the action `save_draft` has frozen it."""
    item = stage.items[words["slug"]]
    draft = _WRITERS[words["kind"]](words, item, stage)
    _pin_translation(draft, words, stage)
    draft.authors.set([stage.people[words["author"]]])
    draft.tags.set([stage.tags[slug] for slug in words["tags"]])
    draft.related.set([stage.items[slug] for slug in words.get("related", [])])
    return draft


def _article(words: Entry, item: Item, stage: Stage) -> m.Article:
    facts = {name: words[name] for name in ("title", "summary", "article_kind")}
    facts |= WRITTEN_HERE | {name: words.get(name, "") for name in FACTS}
    article, _ = m.Article.objects.update_or_create(item=item, defaults=facts | _shelf(words, stage))
    article.sources.set([stage.sources[key] for key in words["other_sources"]])
    article.support.set([stage.organisations[key] for key in words.get("support", [])])
    unmarked = [stage.items[f"{words['language']}/{slug}"] for slug in words.get("unmarked_terms", [])]
    article.unmarked_terms.set(unmarked)
    for model in m.BLOCKS:
        model._default_manager.filter(parent=article).delete()
    for part in words["blocks"]:
        _block(part, article, stage).save()
    return article


def _question_set(words: Entry, item: Item, stage: Stage) -> QuestionSet:
    facts = WRITTEN_HERE | {"title": words["title"], "introduction": _linked(words["introduction"], stage)}
    question_set, _ = QuestionSet.objects.update_or_create(item=item, defaults=facts | _shelf(words, stage))
    question_set.questions.all().delete()
    for part in words["questions"]:
        Question.objects.create(
            uid=_uid(item, part),
            question_set=question_set,
            ordering=part["number"] * 10,
            question=part["question"],
            short_answer=part["short_answer"],
            answer=_linked(part["answer"], stage),
        )
    return question_set


def _term(words: Entry, item: Item, stage: Stage) -> Term:
    facts = WRITTEN_HERE | {
        "title": words["title"],
        "definition": words["definition"],
        "forms": "\n".join(words.get("forms", [])),
        "pronunciation": words.get("pronunciation", ""),
        "body": _linked(words.get("body", ""), stage),
    }
    term, _ = Term.objects.update_or_create(item=item, defaults=facts)
    term.sources.set([stage.sources[key] for key in words.get("sources", [])])
    return term


_WRITERS: dict[str, Callable[[Entry, Item, Stage], Draft]] = {
    "article": _article,
    "question_set": _question_set,
    "term": _term,
}


def _pin_translation(draft: Draft, words: Entry, stage: Stage) -> None:
    """A translation is made from what its source says to patients when it is first written."""
    if "translation_of" in words and draft.translation_of is None:
        source = Item.objects.get(pk=stage.items[words["translation_of"]].pk)
        draft.translation_of, draft.translated_from = source, live_text_of(source)
        draft.save()


def _shelf(words: Entry, stage: Stage) -> Entry:
    return {"topic": stage.topics[words["topic"]], "synonyms": "\n".join(words["synonyms"])}


def _block(part: Entry, article: m.Article, stage: Stage) -> m.blocks.Block:
    place = {
        "parent": article,
        "region": "main",
        "ordering": part["number"] * 10,
        "uid": _uid(article.item, part),
    }
    said = {name: part[name] for name in ("heading", "aspect", "urgency", "alt", "caption") if name in part}
    rich = {name: _linked(part[name], stage) for name in ("body", "action", "introduction", "without") if name in part}
    match part["type"]:
        case "section":
            return m.Section(**place, **said, **rich)
        case "care_card":
            phones = [f"{phone['label']}: {phone['number']}" for phone in part["phones"]]
            return m.CareCard(**place, **said, **rich, signs="\n".join(part["signs"]), phones="\n".join(phones))
        case "callout":
            return m.Callout(**place, **said, **rich)
        case "key_points":
            return m.KeyPoints(**place, **said, **rich)
        case "statistic":
            shown = {"statistic": stage.statistics[part["statistic"]], "is_hidden": part.get("is_hidden", False)}
            return m.StatisticBlock(**place, **said, **shown)
        case "choices":
            asked = {"options": written_options(part["options"]), "questions": "\n".join(part.get("questions", []))}
            return m.Choices(**place, **said, **rich, **asked)
        case "picture":
            return m.PictureBlock(**place, **said, picture=stage.pictures[part["picture"]])
        case "question_set":
            item = stage.items[part["question_set"]]
            return m.QuestionSetBlock(**place, question_set=QuestionSet.objects.get(item=item))
    raise ValueError(f"unknown block type {part['type']!r}")


def _uid(item: Item, part: Entry) -> uuid.UUID:
    """The same in every text of the page, so that a comparison knows a changed part from a new one."""
    return uuid.uuid5(item.uid, str(part["number"]))


def _linked(html: str, stage: Stage) -> str:
    """Citations and links name uids instead of the keys of the files."""

    def uid_of(mark: re.Match[str]) -> str:
        rows = stage.sources if mark[1] == "cite" else stage.items
        return f'data-{mark[1]}="{rows[mark[2]].uid}"'

    return _NAMED.sub(uid_of, html)
