"""The public benchmark pack for search: its pages, questions and judgments, and the measure of a list of answers.

The pack is no part of this repository. Its README says where the texts come from; they are old, for measuring only.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from search.documents import PageDocument, Place, Shelf

ARTICLES, FAQS = "articles", "faqs"
# The name of a set in the files, and the corpus that it is asked of.
SETS = {
    "ki_title": ("ki_title.dev", ARTICLES),
    "ki_typo": ("ki_typo.dev", ARTICLES),
    "ki_syn": ("ki_syn.dev", ARTICLES),
    "ki_xsyn": ("ki_xsyn.dev", ARTICLES),
    "liveqa_summary": ("liveqa_summary_open.dev", FAQS),
    "liveqa_long": ("liveqa_long_open.dev", FAQS),
    "liveqa_keywords": ("liveqa_kw_open.dev", FAQS),
}
Row = Mapping[str, Any]
Judged = Mapping[str, int]


class PackMissing(Exception):
    """The sentence says what to do."""


@dataclass(frozen=True)
class Pack:
    """The directory of the pack."""

    path: Path
    _read: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.path / "qrels").is_dir():
            raise PackMissing(
                f"There is no benchmark pack in {self.path}. Say where it is with --pack or SEARCH_PACK; "
                "it holds corpus_articles.jsonl.gz, corpus_faqs.jsonl.gz, queries/ and qrels/."
            )

    def corpus(self, name: str) -> list[Row]:
        if name not in self._read:
            with gzip.open(self.path / f"corpus_{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                self._read[name] = [json.loads(line) for line in lines]
        return self._read[name]

    def everything(self) -> list[Row]:
        return [*self.corpus(ARTICLES), *self.corpus(FAQS)]

    def questions(self, file: str) -> dict[str, str]:
        """By the id of the question."""
        return {columns[0]: columns[1] for columns in self._columns(file)}

    def mails_and_summaries(self) -> tuple[list[str], list[str]]:
        """What people wrote, and the same in one line by somebody else. Nobody judged answers to these."""
        rows = self._columns("meqsum_unlabelled")
        return [row[1] for row in rows], [row[2] for row in rows]

    def judgments(self, file: str) -> dict[str, dict[str, int]]:
        """For each question the gain of the pages that somebody looked at."""
        found: dict[str, dict[str, int]] = {}
        for line in (self.path / "qrels" / f"{file}.qrels").read_text(encoding="utf-8").splitlines():
            question, _, page, gain = line.split()
            found.setdefault(question, {})[page] = int(float(gain))
        return found

    def _columns(self, file: str) -> list[list[str]]:
        lines = (self.path / "queries" / f"{file}.tsv").read_text(encoding="utf-8").split("\n")
        return [line.split("\t") for line in lines if line]


def page_of(number: int, row: Row) -> PageDocument:
    """A row as a page: one place with its text, whose heading is the question if it answers one."""
    asked = row.get("question") or ""
    place = Place("", asked, tuple(row["body"].splitlines()), bool(asked))
    return PageDocument(number, (row["title"], *(row.get("synonyms") or [])), (place,), shelf=Shelf("article"))


def pages_of(rows: Iterable[Row]) -> Iterator[PageDocument]:
    return (page_of(number, row) for number, row in enumerate(rows))


# More pages than the pack has: copies in which so many of the longer words become words that stood nowhere.
ALTERED = 0.15
LONGER_WORD = re.compile(r"[a-z]{4,}")
ENDINGS = "an er ol ic ium ase oid en al is or um ex yl ide one ane ate ous ent".split()


def grown(rows: Sequence[Row], wanted: int) -> Iterator[PageDocument]:
    """So many pages, the same ones every time: first the rows as they are, then altered copies of them."""
    for number in range(wanted):
        copy, row = number // len(rows), rows[number % len(rows)]
        yield page_of(number, _altered(row, copy, random.Random(number)) if copy else row)


def _altered(row: Row, copy: int, chance: random.Random) -> Row:
    def other(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() > ALTERED:
            return word
        key = zlib.crc32(f"{copy} {word}".encode())  # a copy has one word for it, as an author has
        return word[:5] + ENDINGS[key % len(ENDINGS)] + ENDINGS[key // len(ENDINGS) % len(ENDINGS)]

    changed = {name: LONGER_WORD.sub(other, row.get(name) or "") for name in ("title", "body", "question")}
    names = [LONGER_WORD.sub(other, name) for name in row.get("synonyms") or []]
    return {**row, **changed, "title": f"{changed['title']} {copy}", "synonyms": names}


def ndcg10(found: Sequence[str], judged: Judged) -> float:
    """Normalised discounted cumulative gain of the first ten: the gain itself, divided by log2 of the place and one."""
    best = _gain(sorted((gain for gain in judged.values() if gain > 0), reverse=True)[:10])
    return _gain([max(judged.get(page, 0), 0) for page in found[:10]]) / best


def _gain(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def has_answer(judged: Judged) -> bool:
    """A question that no page answers says nothing about an order."""
    return any(gain > 0 for gain in judged.values())


def bootstrap(values: Sequence[float], *, resamples: int = 1_000, seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of the mean, had other questions of the kind been asked."""
    chance = random.Random(seed)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(resamples))
    return means[int(resamples * 0.025)], means[int(resamples * 0.975)]
