"""What imports keep of a page beside its revisions: it goes when the law had a text of the page emptied."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from articles.models import Article, ImportedFile
from editorial import signals
from editorial.models import Item, Use

NAME_REMOVED = "A file whose name was removed"


@receiver(signals.texts_redacted, dispatch_uid="articles.empty_reports")
def empty_reports(item_ids: list[int], **facts: Any) -> None:
    """Reports quote every line of the file, also what became a question set; the notes repeat what had no place.

    What became a question set is in the first revision of the article; one that was put in later has a file of its own.
    """
    uids = Item.objects.filter(pk__in=item_ids).values("uid")
    showing = Use.objects.filter(kind="question_set", uid__in=uids, revision__number=1).values("revision__item")
    articles = Article.objects.filter(item__in=item_ids) | Article.objects.filter(item__in=showing)
    imports = ImportedFile.objects.filter(article__in=articles.values("pk"))
    Article.objects.filter(pk__in=imports.values("article")).update(import_notes="")
    imports.update(name=NAME_REMOVED, report="")
