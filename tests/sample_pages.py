"""What became of the twenty cases of the two real sample pages: `python -m tests.sample_pages` prints the table.

The pages belong to others and are not part of this project; nothing of their text is written here. A case counts when
a content check finds it after the import, when the importer dropped, mended or flagged the very lines, or when the draft
cannot go to review without what the page lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from articles.document import missing
from articles.importing.page import ImportedPage, ImportedQuestionSet
from articles.importing.reading import read_page
from editorial.checks.running import findings_in

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "real-input"
A, B = "aggregator-page.txt", "reviewed-article.txt"


class Case(NamedTuple):
    """`checks`: at least one finding of each is needed on the page; `import_says`: flags or deeds of the importer, each
    needed; `lacks`: words of the facts that the gate asks for."""

    number: int
    what: str
    page: str
    checks: tuple[str, ...] = ()
    import_says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


CASES = (
    Case(1, "the list of emergency signs is gone", A, ("S01", "M03"), ("lead_in_without_list",)),
    Case(2, "can be cured, and cannot be cured", A, ("M01",)),
    Case(3, "the same paragraph twice", A, (), ("same_text",)),
    Case(4, "a rate without its value", B, ("T02",), ("cut_off",)),
    Case(5, "a sentence that stops in the middle", B, ("T01", "S02"), ("cut_off",)),
    Case(6, "numbers without a source", A, ("E01", "E02")),
    Case(7, "signs of danger as ordinary advice", B, ("M02", "M04"), ("emergency_sign",)),
    Case(8, "a review of some questions, without a day", B, (), ("claim_of_review",)),
    Case(9, "no author, day, source or payer", A, ("P10",), (), ("source", "text comes from")),
    Case(10, "labels of links that are gone", A, ("L01",), ("dropped",)),
    Case(11, "gossip and lures", A, (), ("dropped 65", "dropped 112")),
    Case(12, "a news story inside a medical page", A, ("T12", "T14", "E12")),
    Case(13, "text of others", A, ("T11",), (), ("text comes from",)),
    Case(
        14,
        "broken characters, lost apostrophes, glued words, lost ranges",
        A,
        ("T03", "T04", "T05", "T06", "T07"),
        ("lost_characters",),
    ),
    Case(15, "headings that are alike, ask, or shout", A, ("S05", "S09"), ("capitals",)),
    Case(16, "an empty item and an empty heading", A, ("S03",), ("empty_item", "heading_without_text")),
    Case(17, "words and matters for researchers", A, ("M16",)),
    Case(18, "advice on a test that contradicts itself; shares that clash", A, ("M21", "E07")),
    Case(18, "survival told as a length of time", B, ("E13",)),
    Case(19, "medicines without source or more about them", A, ("M09",)),
    Case(20, "no country for numbers and rules", A, ("E02",), (), ()),
)


@cache
def imported(name: str) -> ImportedPage:
    return read_page((FOLDER / name).read_bytes(), name)


def documents_of(name: str) -> Iterator[dict[str, Any]]:
    """The documents of the article and of the question sets that the import would save."""
    page = imported(name)
    sections = [block for block in page.blocks if not isinstance(block, ImportedQuestionSet)]
    blocks = [
        {"uid": str(n), "type": block.kind, "heading": block.heading, "aspect": block.aspect, "body": block.body}
        for n, block in enumerate(sections)
    ]
    article = {"kind": "article", "article_kind": "condition", "title": page.title, "summary": page.summary}
    yield article | {"language": "en", "blocks": blocks}
    for held in page.question_sets:
        questions = [{"uid": q.question, "question": q.question, "answer": q.answer} for q in held.questions]
        yield {"kind": "question_set", "language": "en", "title": held.title, "questions": questions}


@cache
def findings_by_check(name: str) -> Counter[str]:
    return Counter(finding.check for document in documents_of(name) for finding in findings_in(document))


@cache
def said_by_import(name: str) -> Counter[str]:
    """Flags, kinds of repairs, what was done, and what was dropped where."""
    said: Counter[str] = Counter()
    for line in imported(name).lines:
        said.update([flag.code for flag in line.flags] + [repair.kind for repair in line.repairs])
        said.update([str(line.done), f"{line.done} {line.number}"])
    return said


def facts_missing(name: str) -> str:
    """What the gate says of the article, as one text."""
    return " ".join(str(getattr(fact, "sentence", fact)) for fact in missing(next(documents_of(name))))


def unmet(case: Case) -> list[str]:
    """What a case needs and does not get; empty: it is caught, mended or held back."""
    return [
        *(check for check in case.checks if not findings_by_check(case.page)[check]),
        *(said for said in case.import_says if not said_by_import(case.page)[said]),
        *(words for words in case.lacks if words not in facts_missing(case.page)),
    ]


def row(case: Case) -> str:
    by = [f"{check} ×{findings_by_check(case.page)[check]}" for check in case.checks]
    by += [f"import: {said.replace('_', ' ')} ×{said_by_import(case.page)[said]}" for said in case.import_says]
    by += [f"gate asks: {words}" for words in case.lacks]
    failed = unmet(case)
    return f"| {case.number} | {case.what} | {'NOT: ' + ', '.join(failed) if failed else '; '.join(by)} |"


def main() -> None:
    print("| case | what the page does | what the system says |\n|---|---|---|")
    print("\n".join(map(row, CASES)))
    met = {case.number for case in CASES} - {case.number for case in CASES if unmet(case)}
    print(f"\n{len(met)} of {len({case.number for case in CASES})} cases.")


if __name__ == "__main__":
    main()
