"""An imported page becomes drafts: an article and its question sets, saved by the same action as an editor's form.

Nothing here can reach patients: drafts only, and who wrote or reviewed the text is never taken from the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles.importing.errors import BodyTooLong, TextUnaccounted
from articles.importing.page import ImportedPage, ImportedQuestionSet, ImportedSection
from articles.importing.report import notes
from articles.models import Article, Callout, KeyPoints, QuestionSetBlock, Section
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


def save_page(*, page: ImportedPage, file_name: str, language: str, by: Contributor) -> Saved:
    """All drafts of the page, or none. Raises BodyTooLong, TextUnaccounted, or what the action `save_draft` raises."""
    try:
        with transaction.atomic():
            before = _imported_before(page)
            return Saved(before, is_new=False) if before else Saved(_save_article(page, file_name, language, by), True)
    except TooMuchMarkup as error:
        raise BodyTooLong(" ".join(error.messages)) from error
    except IntegrityError:  # the same file, imported by somebody else at this moment
        before = _imported_before(page)
        if before is None:
            raise
        return Saved(before, is_new=False)


def _imported_before(page: ImportedPage) -> Article | None:
    return Article.objects.filter(import_digest=page.digest).select_related("item").first()


def _save_article(page: ImportedPage, file_name: str, language: str, by: Contributor) -> Article:
    sets = {id(entry): _save_question_set(entry, language, by) for entry in page.question_sets}
    article = Article.objects.create(
        item=actions.new_item(kind="article", language=language, by=by),
        title=page.title,
        summary=page.summary,
        import_digest=page.digest,
        import_notes=notes(page, file_name),
    )
    for position, entry in enumerate(page.blocks, start=1):
        if isinstance(entry, ImportedQuestionSet):
            block: Block = QuestionSetBlock(question_set=sets[id(entry)])
        else:
            block = _block_of(entry)
        block.parent, block.region, block.ordering = article, "main", position * 10
        block.save()
        if isinstance(entry, ImportedSection):
            _check_kept(block.body, entry.body)
    actions.save_draft(draft=article, by=by, based_on=None)
    return article


def _block_of(entry: ImportedSection) -> Block:
    if entry.kind == "section":
        return Section(heading=entry.heading, aspect=entry.aspect, body=entry.body)
    return HEADED_BLOCKS[entry.kind](heading=entry.heading, body=entry.body)


def _save_question_set(entry: ImportedQuestionSet, language: str, by: Contributor) -> QuestionSet:
    item = actions.new_item(kind="question_set", language=language, by=by)
    question_set = QuestionSet.objects.create(item=item, title=entry.title)
    for position, imported in enumerate(entry.questions, start=1):
        question = Question.objects.create(
            question_set=question_set, question=imported.question, answer=imported.answer, ordering=position * 10
        )
        _check_kept(question.answer, imported.answer)
    actions.save_draft(draft=question_set, by=by, based_on=None)
    return question_set


def _check_kept(stored: str, imported: str) -> None:
    """Bodies are cleaned when they are stored. What the importer writes is clean, so a difference is a loss."""
    if stored != imported:
        raise TextUnaccounted
