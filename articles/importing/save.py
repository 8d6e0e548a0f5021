"""An imported page becomes drafts: an article and its question sets, saved by the same action as an editor's form.

Nothing here can reach patients: drafts only, and who wrote or reviewed the text is never taken from the file. Where the text
comes from stays empty, so that the draft cannot go to review before somebody says it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles.importing.errors import BodyTooLong, TextUnaccounted
from articles.importing.evidence import Evidence, evidence_of
from articles.importing.page import ImportedBlock, ImportedPage, ImportedPicture, ImportedQuestionSet
from articles.importing.report import notes
from articles.models import Article, Callout, KeyPoints, PictureBlock, QuestionSetBlock, Section
from articles.models.blocks import Block
from editorial import actions
from editorial.hostile import TooMuchMarkup
from editorial.models import Contributor
from faq.models import Question, QuestionSet

HEADED_BLOCKS: dict[str, type[Callout | KeyPoints]] = {"callout": Callout, "key_points": KeyPoints}


@dataclass(frozen=True)
class Saved:
    article: Article
    is_new: bool  # False: the same file was imported before, and nothing was written
    page: ImportedPage  # without the pictures that were not taken


def save_page(*, page: ImportedPage, file_name: str, language: str, by: Contributor) -> Saved:
    """All drafts of the page, or none. Raises BodyTooLong, TextUnaccounted, or what the action `save_draft` raises."""
    evidence = evidence_of(page, file_name)
    page = evidence.page
    try:
        with transaction.atomic():
            before = _imported_before(page)
            if before:
                return Saved(before, False, page)
            return Saved(_save_article(page, file_name, language, by, evidence), True, page)
    except TooMuchMarkup as error:
        raise BodyTooLong(" ".join(error.messages)) from error
    except IntegrityError:  # the same file, imported by somebody else at this moment
        before = _imported_before(page)
        if before is None:
            raise
        return Saved(before, False, page)


def _imported_before(page: ImportedPage) -> Article | None:
    return Article.objects.filter(import_digest=page.digest).select_related("item").first()


def _save_article(page: ImportedPage, file_name: str, language: str, by: Contributor, evidence: Evidence) -> Article:
    item = actions.new_item(kind="article", language=language, by=by)
    evidence.keep()
    article = Article.objects.create(
        item=item,
        title=page.title,
        summary=page.summary,
        import_digest=page.digest,
        import_notes=notes(page, file_name),
    )
    for position, entry in enumerate(page.blocks, start=1):
        block = _block_of(entry, language, by, evidence)
        block.parent, block.region, block.ordering = article, "main", position * 10
        block.save()
        if isinstance(block, Section | Callout | KeyPoints):
            _check_kept(block.body, evidence.cited_in(getattr(entry, "body", "")))
    article.sources.add(*evidence.uncited())
    actions.save_draft(draft=article, by=by, based_on=None)
    return article


def _block_of(entry: ImportedBlock, language: str, by: Contributor, evidence: Evidence) -> Block:
    if isinstance(entry, ImportedQuestionSet):
        return QuestionSetBlock(question_set=_save_question_set(entry, language, by, evidence))
    if isinstance(entry, ImportedPicture):
        return PictureBlock(picture=evidence.picture_of(entry), alt=entry.alt, caption=entry.caption)
    body = evidence.cited_in(entry.body)
    if entry.kind == "section":
        return Section(heading=entry.heading, aspect=entry.aspect, body=body)
    return HEADED_BLOCKS[entry.kind](heading=entry.heading, body=body)


def _save_question_set(entry: ImportedQuestionSet, language: str, by: Contributor, evidence: Evidence) -> QuestionSet:
    item = actions.new_item(kind="question_set", language=language, by=by)
    question_set = QuestionSet.objects.create(item=item, title=entry.title)
    for position, imported in enumerate(entry.questions, start=1):
        answer = evidence.cited_in(imported.answer)
        question = Question.objects.create(
            question_set=question_set, question=imported.question, answer=answer, ordering=position * 10
        )
        _check_kept(question.answer, answer)
    actions.save_draft(draft=question_set, by=by, based_on=None)
    return question_set


def _check_kept(stored: str, imported: str) -> None:
    """Bodies are cleaned when they are stored. What the importer writes is clean, so a difference is a loss."""
    if stored != imported:
        raise TextUnaccounted
