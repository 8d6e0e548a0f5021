"""From text to the terms that are indexed and looked for. The same steps for both, done here and not by the index.

Folding accents and case, the Arabic article, UK and US spellings, plurals, then the stemmer of the language; a language
without a stemmer goes without.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import tantivy

from search.lexicons import lexicon

# A letter of 200 words is welcome; what is longer is cut, and of very many different words the first are looked for.
LONGEST_QUERY = 2_000
MOST_WORDS = 80
LONGEST_WORD = 60
MOST_CHARACTERS = 5_000
PIECE = 4

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
QUOTED = re.compile(r"[\"“”«»„‟＂]([^\"“”«»„‟＂]{2,200})[\"“”«»„‟＂]")
MOST_PHRASES = 5

# Spellings of one sound, American to the left of the arrow's head: "haemoglobin" and "hemoglobin" become one term.
_SPELLINGS = tuple(
    (re.compile(pattern), one)
    for pattern, one in (
        ("ae", "e"),
        ("(?<=rh|pn)oe(?=a)", "e"),
        ("oe(?=[a-z]{3})", "e"),
        ("(?<=[a-z]{2})our(?=$|s$|ed|ing|al|less|ful|ite)", "or"),
        ("(?<=[a-z]{3})is(?=e$|ed$|es$|ing$|ation)", "iz"),
        ("(?<=[a-z]{2})tre$", "ter"),
        ("ys(?=e$|ed$|es$|ing$)", "yz"),
        ("(?<=[a-z])ll(?=ed$|ing$|er$)", "l"),
    )
)


# What is left must be a word of two letters at least ("blood"), of three after "for the", and "pain" begins so by nature.
_ARTICLE = re.compile(r"^(?!الم$|الي$|الا$)(?:[وف]?[بك]?ال(?=\w{2})|[وف]?لل(?=\w{3}))")


@dataclass(frozen=True)
class Query:
    """What was asked.

    `text` as it is shown again; `words` folded, in their order, little words out, each once; `phrases` are words that
    have to stand together, because they were typed in quotation marks.
    """

    text: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()


# They part and join letters in Persian and Urdu.
JOINERS = frozenset({0x200C, 0x200D})


class _Bare(dict[int, str]):
    """Characters without their accents, worked out when they are first met; of all the world's only so many are kept."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        bare = "".join(character for character in decomposed if not unicodedata.combining(character))
        if unicodedata.category(chr(code)) == "Cf" and code not in JOINERS:
            bare = ""  # a soft hyphen, or a mark that nobody sees, that came with a pasted word
        if len(self) < MOST_CHARACTERS:
            self[code] = bare
        return bare


_BARE = _Bare()


def fold(text: str) -> str:
    """Lower case without accents."""
    return text.lower() if text.isascii() else text.translate(_BARE).lower()


def words(text: str) -> list[str]:
    """The folded words; "Crohn's" is "crohn"."""
    found = WORD.findall(fold(text))
    return [word[:LONGEST_WORD] if word.isalnum() else _without_apostrophe(word)[:LONGEST_WORD] for word in found]


def _without_apostrophe(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").replace("'", "")


def terms(text: str, language: str) -> list[str]:
    """What is indexed for a text."""
    return [term(word, language) for word in words(text)]


def pieces(folded: Sequence[str]) -> list[str]:
    """Pieces of four letters of the longer words: they find a name in spite of a slip or a compound."""
    return [
        word[start : start + PIECE] for word in folded if len(word) > PIECE for start in range(len(word) - PIECE + 1)
    ]


@lru_cache(100_000)
def term(word: str, language: str) -> str:
    """The term of a folded word."""
    known = lexicon(language)
    if language.startswith("ar"):
        word = _without_article(word)
    word = _same(language).get(word, word)
    if language.startswith("en"):
        word = _one_spelling(_singular(word))
    stemmer = _stemmer(known.stemmer)
    stems = stemmer.analyze(word) if stemmer else None
    return stems[0] if stems else word


@cache
def _same(language: str) -> dict[str, str]:
    return {fold(one): fold(other) for one, other in lexicon(language).same}


def _without_article(word: str) -> str:
    """Arabic writes the article, and "and", "with" or "for" before it, in one with the word. Before the stemmer, which
    takes "the cancer" and "cancer" for two words; again and again, since some words begin like it ("inflammation")."""
    while (bare := _ARTICLE.sub("", word)) != word:
        word = bare
    return word


@cache
def _stemmer(name: str) -> tantivy.TextAnalyzer | None:
    if not name:
        return None
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.stemmer(name)).build()


def _one_spelling(word: str) -> str:
    for pattern, one in _SPELLINGS:
        word = pattern.sub(one, word)
    return word


def _singular(word: str) -> str:
    """English and the Greek and Latin plurals of medicine: metastases, biopsies, carcinomata, vertebrae."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith(("oses", "yses")) or (word.endswith("ases") and len(word) > 6):
        return word[:-2] + "is"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("omata", "sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("ae") or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
        return word[:-1]
    return word


def read_query(text: str, language: str) -> Query:
    """What to look for. Takes any text: characters that are no text go, the rest is cut to what a person types."""
    shown = " ".join(UNWANTED.sub(" ", text[: LONGEST_QUERY * 10]).split())[:LONGEST_QUERY].strip()
    return Query(shown, tuple(_words_asked(shown, language)), tuple(_phrases(shown)))


def _words_asked(shown: str, language: str) -> list[str]:
    """The words that carry the question; the little ones too if there are no others."""
    known = lexicon(language)
    asked = known.round_it.sub(" ", shown) if known.round_it else shown
    for said in (asked, shown):
        if kept := list(dict.fromkeys(content_words(words(said), language))):
            return kept[:MOST_WORDS]
    return list(dict.fromkeys(words(shown)))[:MOST_WORDS]


def content_words(folded: Iterable[str], language: str) -> Iterator[str]:
    """Without the little words."""
    little = little_words(language)
    return (word for word in folded if word not in little)


def _phrases(shown: str) -> Iterator[tuple[str, ...]]:
    said = QUOTED.findall(shown)[:MOST_PHRASES]
    yield from dict.fromkeys(found for phrase in said if (found := tuple(words(phrase))))


@cache
def little_words(language: str) -> frozenset[str]:
    return frozenset(fold(word).replace("'", "") for word in lexicon(language).little)


@cache
def words_of_any_text(language: str) -> frozenset[str]:
    """The little words that nobody looks for by themselves: nearly half of any text is made of them."""
    return little_words(language) - folded(lexicon(language).alone)


@cache
def folded(said: frozenset[str]) -> frozenset[str]:
    """Words of a lexicon as those of a question are compared with them."""
    return frozenset(map(fold, said))


def marked_words(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and term of each word of a text that is shown."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), _term_as_written(match.group(), language)


@lru_cache(100_000)
def _term_as_written(word: str, language: str) -> str:
    folded = words(word)
    return term(folded[0], language) if folded else ""
