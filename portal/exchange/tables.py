"""What can be exported and imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from articles.models import Article
from editorial.models import Contributor
from faq.models import QuestionSet
from library.models import Source, Term
from portal.exchange import documents, drafts, entries, formats


@dataclass(frozen=True)
class Table:
    """One list. `to_cells` and `from_cells` lead from a row as JSON has it to one of a spreadsheet and back."""

    name: str
    model: Any
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[dict[str, Any]]]
    bring_in: Callable[[dict[str, Any], Contributor | None], str]
    to_cells: Callable[[dict[str, Any]], dict[str, str]]
    from_cells: Callable[[dict[str, str]], dict[str, Any]]

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def export(self, ending: str) -> bytes:
        """The bytes of a file with all rows."""
        if ending == "json":
            return formats.as_json(self.rows())
        return formats.as_table(map(self.to_cells, self.rows()), self.columns, ending)


def _drafts(name: str, model: Any, layout: documents.Layout) -> Table:
    return Table(
        name,
        model,
        documents.columns_of(layout),
        partial(drafts.rows_of, layout),
        lambda row, by: drafts.bring_in(row, layout, by),
        documents.in_cells,
        partial(documents.from_cells, layout=layout),
    )


def _entries(name: str, model: Any, names: tuple[str, ...]) -> Table:
    return Table(
        name,
        model,
        entries.columns_of(names),
        partial(entries.rows_of, model, names),
        lambda row, by: entries.bring_in(row, model, names, by),
        dict,
        dict,
    )


# In the order in which a whole site is brought in: what others name comes first.
TABLES = {
    table.name: table
    for table in (
        _entries("contributors", Contributor, entries.PERSON),
        _entries("sources", Source, entries.SOURCE),
        _drafts("terms", Term, documents.TERMS),
        _drafts("question_sets", QuestionSet, documents.QUESTION_SETS),
        _drafts("articles", Article, documents.ARTICLES),
    )
}
