"""The tantivy indexes of one language: names, pages, passages, and hints (words and lines to type).

They are apart because BM25 counts documents: in one index the names would have the statistics of the pages. Each name
and each passage is a small document of its own, so that the best one of a page can be taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tantivy

from search.documents import PageDocument
from search.entries import Fields, entries_of
from search.faults import index_faults
from search.sounds import is_mendable, sound

WHITESPACE = "words"
# The least that tantivy takes for a writer; nothing is used until it is needed.
SMALL_HEAP = 15_000_000
LARGE_HEAP = 60_000_000
SHELF = ("kind", "topic", "tag")


def _schema(raw: Iterable[str], stored: Iterable[str] = (), kept: Iterable[str] = (), **fields: str) -> tantivy.Schema:
    """`raw` fields hold one term each, `stored` ones can be read again, `fields` hold terms between spaces with the
    option of the index; what is `kept` is only read."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("page", indexed=True, fast=True)
    for number in ("place", "size", "rank"):
        builder.add_integer_field(number, fast=True)
    for name in raw:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in stored:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", stored=True)
    for name in kept:
        builder.add_bytes_field(name, stored=True)
    for name, option in fields.items():
        builder.add_text_field(name, tokenizer_name=WHITESPACE, index_option=option)
    return builder.build()


class Volume:
    """The indexes of one language under a directory; made when they are not there. Raises IndexUnusable."""

    def __init__(self, directory: Path, language: str) -> None:
        self.language = language
        home = directory / language
        self.names = _open(home / "names", _schema(SHELF, name="position", piece="basic"))
        self.pages = _open(home / "pages", _schema(SHELF, kept=["said"], heading="position", body="freq"))
        self.passages = _open(home / "passages", _schema((*SHELF, "danger"), under="position", text="freq"))
        self.hints = _open(home / "hints", _schema(["start", "sound"], ["word", "line"], within="basic"))
        self.all = (self.names, self.pages, self.passages, self.hints)

    def reload(self) -> None:
        with index_faults():
            for index in self.all:
                index.reload()

    def count(self) -> int:
        """How many pages are in it."""
        with index_faults():
            return self.pages.searcher().num_docs

    def write(self, pages: Iterable[PageDocument], gone: Iterable[int] = (), *, heap: int = SMALL_HEAP) -> None:
        """Take `gone` out, put `pages` in, commit: a page that changed stands in both. The caller holds the lock."""
        with index_faults():
            writers = [index.writer(heap, 1) for index in self.all]
            for number in gone:
                for writer in writers:
                    writer.delete_documents_by_term("page", number)
        seen: Counter[str] = Counter()
        for page in pages:
            made = entries_of(page, self.language)
            seen.update(made.words)
            rows = (made.names, made.pages, made.passages, made.lines)
            with index_faults():
                for index, writer, entries in zip(self.all, writers, rows, strict=True):
                    for fields in entries:
                        writer.add_document(tantivy.Document.from_dict(fields, index.schema))
        with index_faults():
            for fields in self._new_words(seen):
                writers[-1].add_document(tantivy.Document.from_dict(fields, self.hints.schema))
            _commit(writers)
        self.reload()

    def _new_words(self, seen: Mapping[str, int]) -> Iterable[Fields]:
        """The words that are not among the hints yet. They stay when their pages go, until the next build."""
        searcher = self.hints.searcher()
        for word, count in seen.items():
            if is_mendable(word) and not searcher.doc_freq("word", word):
                yield {"word": word, "sound": sound(word), "rank": count}


def _commit(writers: Sequence[tantivy.IndexWriter]) -> None:
    """All at once: a commit is little work and much waiting for the disk."""
    with ThreadPoolExecutor(len(writers)) as threads:
        for _ in threads.map(_commit_one, writers):
            pass


def _commit_one(writer: tantivy.IndexWriter) -> None:
    writer.commit()
    writer.wait_merging_threads()


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
