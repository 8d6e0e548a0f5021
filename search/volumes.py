"""The two tantivy indexes of one language: names, and pages.

They are apart because BM25 counts documents: in one index the names would have the statistics of the pages. Each name
is a small document of its own, so that the best name of a page can be taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy

from search.analysis import pieces, terms, words
from search.documents import PageDocument, Shelf
from search.faults import index_faults

WHITESPACE = "words"
# The least that tantivy takes for a writer; nothing is used until it is needed.
SMALL_HEAP = 15_000_000
LARGE_HEAP = 60_000_000


def _schema(**fields: str) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("page", indexed=True, fast=True)
    for name in ("kind", "topic", "tag"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name, option in fields.items():
        builder.add_text_field(name, tokenizer_name=WHITESPACE, index_option=option)
    return builder.build()


class Volume:
    """The indexes of one language under a directory; made when they are not there. Raises IndexUnusable."""

    def __init__(self, directory: Path, language: str) -> None:
        self.language = language
        self.names = self._open(directory / language / "names", _schema(name="freq", piece="freq"))
        self.pages = self._open(directory / language / "pages", _schema(heading="freq", body="position"))

    @staticmethod
    def _open(directory: Path, schema: tantivy.Schema) -> tantivy.Index:
        with index_faults():
            directory.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(schema, path=str(directory))
            analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            index.register_tokenizer(WHITESPACE, analyzer)
            # Reloaded when the site's generation moves; watching files would come half a second late.
            index.config_reader("manual")
            index.reload()
        return index

    def reload(self) -> None:
        with index_faults():
            self.names.reload()
            self.pages.reload()

    def count(self) -> int:
        """How many pages are in it."""
        with index_faults():
            return self.pages.searcher().num_docs

    def write(self, pages: Iterable[PageDocument], gone: Iterable[int] = (), *, heap: int = SMALL_HEAP) -> None:
        """Take `gone` out, put `pages` in, commit: a page that changed stands in both. The caller holds the lock."""
        with index_faults():
            names, texts = self.names.writer(heap, 1), self.pages.writer(heap, 1)
            for number in gone:
                names.delete_documents_by_term("page", number)
                texts.delete_documents_by_term("page", number)
        for page in pages:
            with index_faults():
                self._put_in(page, names, texts)
        with index_faults():
            for writer in (names, texts):
                writer.commit()
                writer.wait_merging_threads()
        self.reload()

    def _put_in(self, page: PageDocument, names: tantivy.IndexWriter, texts: tantivy.IndexWriter) -> None:
        shelf = _shelf_fields(page.shelf) | {"page": page.number}
        for name in page.names:
            if folded := words(name):
                fields = {"name": " ".join(terms(name, self.language)), "piece": " ".join(pieces(folded))}
                names.add_document(tantivy.Document.from_dict(shelf | fields, self.names.schema))
        fields = {
            "heading": " ".join(term for heading in page.headings for term in terms(heading, self.language)),
            "body": " ".join(term for passage in page.passages for term in terms(passage, self.language)),
        }
        texts.add_document(tantivy.Document.from_dict(shelf | fields, self.pages.schema))


def _shelf_fields(shelf: Shelf) -> dict[str, object]:
    return {
        "kind": [shelf.kind] if shelf.kind else [],
        "topic": list(shelf.topics),
        "tag": list(shelf.tags),
    }
