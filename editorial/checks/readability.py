"""How hard the text is to read (R). Advice for the writer; only very long sentences are a warning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median

from editorial.checks.findings import Found, Severity, found
from editorial.checks.formulas import GRADES, Counts, syllables
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage, Role
from editorial.checks.patterns import Phrases, any_of, like
from editorial.checks.registry import check
from editorial.checks.sentences import words_of

HIGHEST_GRADE = 9
FEWEST_WORDS, FEWEST_SENTENCES = 100, 10
LONG_SENTENCE, VERY_LONG_SENTENCE = 20, 30
SHOWN = 5
_LONG_WORD = 3  # syllables
_SHORTEST_SENTENCE = 3  # words; "Yes." says nothing about how the text reads

_IS_EXPLAINED = re.compile(r"\s*[()]")  # "hair loss (alopecia)"
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Readability:
    """The range of the formulas over the full sentences of a text, in school grades (a child of 11 is in grade 6), with
    its hardest sentences and words. `low` and `high` are None for a text too short to judge."""

    low: float | None
    high: float | None
    middle: float | None
    sentences: int
    words: int
    hardest_sentences: tuple[tuple[Passage, str], ...]
    hardest_words: tuple[str, ...]


def readability_of(manuscript: Manuscript) -> Readability:
    """Of the running text: no headings, lead-ins or fragments, so that lists do not make a text look easy."""
    said = [
        (passage, sentence.text, words_of(sentence.text))
        for passage in manuscript.of(*PROSE)
        for sentence in passage.sentences
        if sentence.has_end_mark
    ]
    full = [(passage, text, words) for passage, text, words in said if len(words) >= _SHORTEST_SENTENCE]
    counts = _counts([words for _, _, words in full])
    grades: list[float] = []
    if counts.words >= FEWEST_WORDS and counts.sentences >= FEWEST_SENTENCES:
        grades = [round(max(0.0, formula(counts)), 1) for formula in GRADES]
    hardest = sorted(full, key=lambda entry: -_weight(entry[2]))[:SHOWN]
    return Readability(
        low=min(grades, default=None),
        high=max(grades, default=None),
        middle=median(grades) if grades else None,
        sentences=counts.sentences,
        words=counts.words,
        hardest_sentences=tuple((passage, text) for passage, text, _ in hardest),
        hardest_words=_hardest_words([words for _, _, words in full]),
    )


def _counts(sentences: list[list[str]]) -> Counts:
    spoken = [[_syllables(word) for word in words] for words in sentences]
    return Counts(
        sentences=len(sentences),
        words=sum(map(len, sentences)),
        syllables=sum(map(sum, spoken)),
        long_words=sum(count >= _LONG_WORD for words in spoken for count in words),
        letters=sum(len(word) for words in sentences for word in words),
    )


@cache
def _cached_syllables(word: str) -> int:
    return sum(syllables(part) for part in re.split(r"[-’'.]", word) if part)


def _syllables(word: str) -> int:
    return _cached_syllables(word) if word.isascii() and len(word) < 40 else max(1, len(word) // 3)


def _weight(words: list[str]) -> int:
    """Long sentences of long words first."""
    return len(words) + 2 * sum(_syllables(word) >= _LONG_WORD for word in words)


def _hardest_words(sentences: list[list[str]]) -> tuple[str, ...]:
    said = Counter(word.lower() for words in sentences for word in words if _LETTERS.search(word))
    return tuple(sorted(said, key=lambda word: (-_syllables(word), -len(word), word))[:SHOWN])


@check(
    "R01",
    "Reading level",
    Severity.ADVICE,
    finds=f"a text whose full sentences need more than {HIGHEST_GRADE} years of school, by most of five formulas",
    why="Half of the adults read below that level; people who are ill read worse still (NHS content guide: reading age 9 to"
    " 11; CDC Clear Communication Index 6; PEMAT 5).",
    remedy="Part the hardest sentences, and write plain words for the hardest ones.",
    languages="en",
)
def reading_level(manuscript: Manuscript) -> Iterator[Found]:
    level = readability_of(manuscript)
    if level.low is None or level.high is None or level.middle is None or level.middle <= HIGHEST_GRADE:
        return
    passage, sentence = level.hardest_sentences[0]
    start = passage.text.find(sentence)
    message = (
        f"Formulas put the text at grade {level.low:.0f} to {level.high:.0f}. Hardest words:"
        f" {', '.join(level.hardest_words)}. This is its hardest sentence."
    )
    yield found(passage, message, start=start, end=start + len(sentence))


@check(
    "R02",
    "Long sentence",
    Severity.WARNING,
    finds=f"a sentence of more than {LONG_SENTENCE} words (advice), or of more than {VERY_LONG_SENTENCE} (warning)",
    why="By its end the reader has lost its beginning (NHS content guide: up to 20 words; CDC Clear Communication Index 6).",
    remedy="Make two sentences of it, or a list.",
    languages="en es",
)
def long_sentence(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(*PROSE):
        if len(passage.text) < 2 * LONG_SENTENCE:
            continue
        for sentence in passage.sentences:
            count = len(words_of(sentence.text))
            if count > LONG_SENTENCE:
                severity = Severity.WARNING if count > VERY_LONG_SENTENCE else Severity.ADVICE
                message = f"The sentence “{' '.join(sentence.text.split()[:6])} …” has {count} words."
                yield found(passage, message, start=sentence.start, end=sentence.end, severity=severity)


@cache
def _passive() -> re.Pattern[str]:
    facts = lexicon("plain_words")
    irregular, adjectives = any_of(facts["participles"]), any_of(facts["no_participles"])
    between = r"(?:\s+(?:not|n[’']t|\w+ly|always|often|never|also|first|then|being|been|already|usually))*"
    return re.compile(
        rf"\b(?:am|is|are|was|were|be|been|being|isn[’']t|aren[’']t|wasn[’']t|weren[’']t|you[’']re|it[’']s|they[’']re){between}\s+"
        rf"(?!{adjectives}\b)(?:\w{{2,}}ed|{irregular})\b(?!-)",
        re.IGNORECASE,
    )


@check(
    "R03",
    "Passive where it matters most",
    Severity.ADVICE,
    finds="a passive in the summary or in a care card",
    why="“You should be seen” does not say who does what. Care cards tell people to act (NHS content guide: active voice;"
    " CDC Clear Communication Index 5).",
    remedy="Say who does it: “Ask for an appointment” instead of “an appointment should be made”.",
    languages="en",
    kinds="article",
)
def passive_where_it_matters(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.passages:
        is_card = passage.block_type == "care_card" and passage.role is not Role.PHONE
        if not is_card and passage.role is not Role.SUMMARY:
            continue
        for passive in _passive().finditer(passage.text):
            message = f"“{passive[0]}” does not say who acts."
            yield found(passage, message, start=passive.start(), end=passive.end())


@cache
def _hard_words() -> Phrases:
    return Phrases(lexicon("plain_words")["plain"], before=r"(?<![\w-])", after=r"(?![\w-])")


@check(
    "R04",
    "Hard word",
    Severity.ADVICE,
    finds="a word for which there is a plain one (“utilise”, “prior to”)",
    why="Plain words are read by everybody and harm nobody (NHS content guide; CDC Clear Communication Index 7; PEMAT 3).",
    remedy="Use the plain word.",
    languages="en",
)
def hard_word(manuscript: Manuscript) -> Iterator[Found]:
    plain: dict[str, str] = lexicon("plain_words")["plain"]
    for passage in manuscript.passages:
        if passage.role in {Role.PHONE, Role.FIGURE}:
            continue
        for hard in _hard_words().finditer(passage.text):
            if _IS_EXPLAINED.match(passage.text, hard.end()) or passage.text[: hard.start()].endswith("("):
                continue
            easy = like(plain[" ".join(hard[0].lower().split())], hard[0])
            message = f"“{hard[0]}” is a hard word for “{easy}”."
            yield found(passage, message, start=hard.start(), end=hard.end(), repair=easy)
