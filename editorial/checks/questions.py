"""Questions (F): a question is asked once, as a question, and its answer comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.patterns import any_of
from editorial.checks.registry import check

_QUESTION_MARK = re.compile(r"[?؟？;\u037e][\"'”’»)]*\s*$")
_ASKED = re.compile(r"[?؟？\u037e][\"'”’»)]*\s*$")
_CLAUSE = re.compile(r"[,;:.!–—(]\s*|\s-\s|\b(?:and|but|or|so)\s+", re.IGNORECASE)
_FIRST_WORDS = 3  # of a clause: "At what age", "For how long"


@cache
def _forms() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon("questions").items() if isinstance(words, list)}


@check(
    "F01",
    "Not a question",
    Severity.BLOCKING,
    finds="an entry of a question set that does not end in a question mark, or that is no question",
    why="People search with questions, and search engines show them as such (schema.org FAQPage).",
    remedy="Ask it as a patient would, with a question mark at the end.",
)
def not_a_question(manuscript: Manuscript) -> Iterator[Found]:
    is_english = manuscript.language.startswith("en")
    for passage in manuscript.of(Role.QUESTION):
        text = passage.text.strip()
        if not _ASKED.search(text):
            yield found(
                passage, f"“{text}” does not end in a question mark.", repair=_with_mark(text, is_english=is_english)
            )
        elif is_english and not _asks(text):
            yield found(passage, f"“{text}” has a question mark, but asks nothing.")


def _with_mark(text: str, *, is_english: bool) -> str | None:
    """The same with a question mark, where it is clear that it asks."""
    bare = text.rstrip(" .!…:;,")
    return f"{bare}?" if bare and is_english and _asks(bare) else None


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in re.findall(r"[\w’'-]+", text)]


def _asks(text: str) -> bool:
    forms = _forms()
    for clause in _CLAUSE.split(text):
        words = _words(clause)
        if words and (
            words[0] in forms["auxiliaries"] or any(word in forms["asking"] for word in words[:_FIRST_WORDS])
        ):
            return True
    pairs = pairwise(_words(text))  # "If I stop will my symptoms return?"
    return any(first in forms["auxiliaries"] and second in forms["subjects"] for first, second in pairs)


@check(
    "F02",
    "Question asked twice",
    Severity.BLOCKING,
    finds="two questions of one set that are the same",
    why="Two answers to one question drift apart, and readers cannot tell which one holds.",
    remedy="Join the two answers, and take one question out.",
)
def question_twice(manuscript: Manuscript) -> Iterator[Found]:
    seen: set[str] = set()
    for passage in manuscript.of(Role.QUESTION):
        said = _bare(passage.text, is_english=manuscript.language.startswith("en"))
        if said and said in seen:
            yield found(passage, f"“{passage.text.strip()}” is asked twice in this set.")
        seen.add(said)


_SHORT_IS = re.compile(r"\b(what|who|where|when|how|why|it|that|there)'s\b")


def _bare(question: str, *, is_english: bool) -> str:
    """Without capitals, marks and articles."""
    said = question.casefold().replace("’", "'")
    if is_english:
        said = _SHORT_IS.sub(r"\1 is", said)
        said = re.sub(r"\b(?:the|a|an)\b", " ", said)
    return " ".join(re.findall(r"[^\W_]+", said.replace("'", "")))


@cache
def _answers() -> dict[str, re.Pattern[str]]:
    facts = lexicon("questions")
    return {
        name: re.compile(rf"\W*\b{any_of(facts[name])}\b", re.IGNORECASE)
        for name in ("answers", "elsewhere", "asides", "verdicts")
    }


@check(
    "F03",
    "Answer does not come first",
    Severity.ADVICE,
    finds="a question to be answered with yes or no whose answer begins with something else, or an answer that only points"
    " elsewhere",
    why="Readers want the answer in the first words; screens and voices that read answers out give only these (CDC Clear"
    " Communication Index 1: the main message first).",
    remedy="Begin with the answer: “Yes”, “No”, “Usually”, “It depends on …”.",
    languages="en",
    kinds="question_set",
)
def answer_not_first(manuscript: Manuscript) -> Iterator[Found]:
    for question, answer in _pairs(manuscript):
        first = answer.sentences[0] if answer.sentences else None
        if first is None:
            continue
        if _answers()["elsewhere"].match(first.text):
            yield found(answer, f"“{first.text}” sends the reader away.", start=first.start, end=first.end)
        elif _wants_yes_or_no(question.text) and not _answers_it(question.text, first.text):
            message = f"“{question.text.strip()}” asks for yes or no, and the answer begins with something else."
            yield found(answer, message, start=first.start, end=first.end)


def _pairs(manuscript: Manuscript) -> Iterator[tuple[Passage, Passage]]:
    """Each question with the first passage of its answer."""
    question: Passage | None = None
    for passage in manuscript.passages:
        if passage.role is Role.QUESTION:
            question = passage
        elif question is not None and passage.block == question.block:
            yield question, passage
            question = None


def _wants_yes_or_no(question: str) -> bool:
    clauses = [words for clause in re.split(r"[,:;–—]", question) if (words := _words(clause))]
    asked = next((words for words in reversed(clauses) if words[0] in _forms()["auxiliaries"]), None)
    return asked is not None and "or" not in asked and not any(word in _forms()["asking"] for word in asked[:1])


def _answers_it(question: str, answer: str) -> bool:
    """Whether an answer says yes, no or something between, or repeats the verb of the question in its first words."""
    if _answers()["asides"].match(answer):
        return False
    if _answers()["answers"].match(answer):
        return True
    if _answers()["verdicts"].search(answer):
        return True
    asked = next((word for word in _words(question) if word in _forms()["auxiliaries"]), "")
    return asked in _words(answer)[1:4] and _words(answer)[0] in {*_forms()["subjects"], "your"}
