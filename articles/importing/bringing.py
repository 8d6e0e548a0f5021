"""A file that somebody brings in: read in a child process, saved as drafts, and kept on the list of imports with its report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from articles.importing.converting import convert
from articles.importing.errors import ImportRefused
from articles.importing.page import ImportedPage
from articles.importing.report import as_json
from articles.importing.save import save_page
from articles.models import Article, ImportedFile
from editorial import clock, policy
from editorial.models import Contributor

LONGEST_NAME = 200
LONGEST_ENDING = 20


@dataclass(frozen=True)
class Brought:
    """`file` is its entry on the list, of the first time if it was imported before; `name` is what it is called now.

    `article` is empty and `refusal` says why, if it was refused.
    """

    file: ImportedFile
    name: str
    article: Article | None = None
    is_new: bool = False
    page: ImportedPage | None = None
    refusal: ImportRefused | None = None


def bring_in(
    *,
    data: bytes,
    name: str,
    language: str,
    by: Contributor,
    pictures: Mapping[str, bytes] | None = None,
    size: int | None = None,
) -> Brought:
    """Nothing is written twice for the same bytes. Raises NotAllowed or NoContributor; a refused file is an entry too.

    `size` is that of the file, where `data` is only its beginning because it is too large.
    """
    by = policy.require(by, "save_draft")
    name = name or "pasted text"
    digest = hashlib.sha256(data).hexdigest()
    before = ImportedFile.objects.filter(digest=digest, article__isnull=False).select_related("article__item").first()
    if before is not None:
        return Brought(before, name, before.article)
    entry = ImportedFile(name=listed_name(name), size=size or len(data), digest=digest, by=by, at=clock.now())
    try:
        page = in_language(convert(data, name, pictures), language)
        saved = save_page(page=page, file_name=name, language=language, by=by)
    except ImportRefused as refused:
        entry.refusal = str(refused)[:300]
        entry.save()
        return Brought(entry, name, refusal=refused)
    entry.article, entry.format = saved.article, page.format
    entry.report = json.dumps(as_json(saved.page), ensure_ascii=False)
    entry.save()
    return Brought(entry, name, saved.article, saved.is_new, saved.page)


def listed_name(name: str) -> str:
    """A name that the list has room for; a longer one keeps its beginning and its ending, which says what it is."""
    if len(name) <= LONGEST_NAME:
        return name
    ending = PurePath(name).suffix[:LONGEST_ENDING]
    return f"{name[: LONGEST_NAME - len(ending) - 1]}…{ending}"


def in_language(page: ImportedPage, language: str) -> ImportedPage:
    """Says so, if the file speaks of another language than was chosen."""
    if not page.language or page.language.split("-")[0] == language.split("-")[0]:
        return page
    remark = f"The page says that its language is “{page.language}”, and it was brought in as “{language}”: check that."
    return replace(page, remarks=(*page.remarks, remark))
