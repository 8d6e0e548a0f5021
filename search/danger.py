"""Signs of danger in what people ask, and on the care cards that answer. The signs are those of the content checks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from editorial.checks import red_flags
from editorial.checks.lexicons import lexicon as words_of_the_checks
from editorial.checks.phrases import beginning, lowered, overlaps, pattern
from search.analysis import LONGEST_QUERY
from search.lexicons import PLACE

ENGLISH = "en"
_IN_LATIN, _IN_ARABIC = re.compile(r"[a-z]"), re.compile(r"[\u0621-\u064a]")
_WORD = re.compile(r"(?<!\w)\w")
# With the letters without which a text need not be looked through.
LANGUAGES = {ENGLISH: _IN_LATIN, "es": _IN_LATIN, "ar": _IN_ARABIC}
# A point inside a number ends no clause.
_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
# "can't" and its like have many spellings, and some say that they are "unable to".
_CANNOT = re.compile(
    r"\b(?:can not|cannot|could not|couldn'?t|carn'?t|cann'?t|canot|cant|can t|cudn'?t|cannae|couldnae"
    r"|(?:am |are |is |was |were |been |be |i'm |he's |she's )?(?:unable|not able|not been able|no longer able) to"
    r"|(?:have|has|had|is|are|was)n'?t (?:been )?able to"
    r"|can (?:hardly|barely|no longer))\b"
)
_NOT = re.compile(r"\b(do|does|did|is|was|are|has|have|had|would|wo)(?:n'?t| not)\b|\bwill not\b")
# Letters that people leave out, put in or take for one another: accents, vowel signs, hamza, marks of direction.
_FOLDED = str.maketrans(
    dict(zip("áàâéèêíìîóòôúùûüñأإآٱىؤئةکیگپ´`’‘ʼ", "aaaeeeiiiooouuuunاااايويهكيكب'''''", strict=True))
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    | {
        code: None
        for first, last in ((0x300, 0x36F), (0x64B, 0x655), (0x200B, 0x200F))
        for code in range(first, last + 1)
    }
    | {ord(sign): None for sign in "ـٰ"}
)
# The article, with what is written in one word with it; not where the word itself begins so (pain, now, God, father).
_ARTICLE = re.compile(
    r"\b(?!والد(?:ي\w*|ت\w*|ه|ها|هم|هن|نا|ك|كم|ان)?\b)[وف]?(?:ال|بال|كال|لل)(?=\w{2})(?!(?:ا?م(?:ي|ه|ها|ك)?|ان|له)\b)|\b[وف](?=(?:لا|ما|مش|مو|مب|لم|غير|ليس)\b)"
)
# On a card these are named by words that stand on many cards ("speak to", "blood test"): only whole phrases count there.
_BY_PHRASE = frozenset("bleeding face speech sight rash swelling blue drowsy collapse light sick walking fever".split())
# A card that tells the reader to call people who know the reader.
_TEAM = re.compile(r"\b(?:team|ward|clinic|staff|nurse|department|equipo|planta|enfermer\w+)\b|فريق|قسم")


@cache
def _written(language: str) -> Mapping[str, Any]:
    """The lexicon of a language; empty where nobody has written one."""
    code = language.partition("-")[0]
    return tomllib.loads((PLACE / f"danger_{code}.toml").read_text(encoding="utf-8")) if code in LANGUAGES else {}


def _phrases(language: str, said: Iterable[str]) -> list[str]:
    """The phrases in full, as they stand in a text that is `_folded`."""
    phrases = list(said)
    for name, word in reversed(_written(language).get("words", {}).items()):
        phrases = [phrase.replace("{" + name + "}", word) for phrase in phrases]
    return [one for phrase in red_flags.written_out(phrases) for one in _by_letter(_folded(phrase))]


def _by_letter(phrase: str) -> list[str]:
    """The phrase once for each letter it may begin with: most words of a text are then passed over after one look."""
    if not phrase.startswith("("):
        return [phrase]
    heads, rest = _parts(phrase)
    found: dict[str, list[str]] = {}
    for head in heads:
        for one in _by_letter(head) if head else _by_letter(rest.lstrip("? ")):
            alone = not head or not one[0].isalnum() or one[1:2] == "?"
            found.setdefault(one if alone else one[0], []).append(one + rest if head and alone else one)
    return [
        (f"{letter}({'|'.join(one[1:] for one in several)}){rest}" if len(letter) == 1 else several[0])
        for letter, several in found.items()
    ]


def _parts(phrase: str) -> tuple[list[str], str]:
    """The alternatives with which a phrase begins, and what comes after them; an empty one if it may begin there."""
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in phrase))
    end = depths.index(0)
    marks = [0, *(at for at in range(end) if phrase[at] == "|" and depths[at] == 1), end]
    heads = [phrase[first + 1 : last] for first, last in pairwise(marks)]
    rest = phrase[end + 1 :]
    return ([*heads, ""], rest[1:]) if rest.startswith("?") else (heads, rest)


@cache
def _pattern(language: str, kind: str, name: str) -> re.Pattern[str]:
    """`asked` finds a sign, in a question and on a care card; `unless` what means something else; `card` on a card besides."""
    return pattern(_phrases(language, _written(language).get(kind, {}).get(name, ())))


# A sign as people say it, by name; `True`: in the words of the checks, which have excuses of their own.
Saying = tuple[str, bool]


@cache
def _by_beginning(language: str) -> Mapping[str, Mapping[Saying, Sequence[str]]]:
    """The phrases of the signs by the letter they begin with; under nothing those that begin with any."""
    said: dict[Saying, Iterable[str]] = {
        (name, False): phrases for name, phrases in _written(language)["asked"].items()
    }
    if language == ENGLISH:
        said |= {(entry["id"], True): entry["says"] for entry in words_of_the_checks("red_flags")["sign"]}
    found: dict[str, dict[Saying, list[str]]] = {}
    for saying, phrases in said.items():
        for phrase in _phrases(language, phrases):
            found.setdefault(beginning(phrase), {}).setdefault(saying, []).append(phrase)
    return found


@cache
def _beginning_with(language: str, letter: str) -> re.Pattern[str]:
    """All phrases that begin so. Made when a word does: one expression for all letters took 17 MB to make."""
    return pattern(phrase for phrases in _by_beginning(language).get(letter, {}).values() for phrase in phrases)


@cache
def _sayings(language: str, letter: str) -> Sequence[tuple[Saying, re.Pattern[str]]]:
    """What says each sign with a phrase that begins so."""
    return [(saying, pattern(phrases)) for saying, phrases in _by_beginning(language).get(letter, {}).items()]


@cache
def _excuses(saying: Saying) -> Sequence[re.Pattern[str]]:
    """What excuses a sign. Some words are those of several languages, so excuses hold in all."""
    name, is_of_checks = saying
    own = [_pattern(code, "unless", name) for code in LANGUAGES]
    return [red_flags.excuse(name), *own] if is_of_checks else own


def _starts(language: str, low: str) -> Iterator[int]:
    """Where a sign may begin: most words of most questions begin none, and one look at each is enough to know."""
    letters, of_any = _by_beginning(language), _beginning_with(language, "")
    for word in _WORD.finditer(low):
        start, letter = word.start(), word[0]
        if of_any.match(low, start) or (letter in letters and _beginning_with(language, letter).match(low, start)):
            yield start


def _folded(text: str) -> str:
    """Without accents and vowel signs; Arabic with one alif and without articles, so that lexicon and text agree."""
    low = text.translate(_FOLDED)
    return _ARTICLE.sub("", low) if _IN_ARABIC.search(low) else low


def _plain(text: str) -> str:
    """A text in small letters, `_folded`, with slips of the hand put right, and with one spelling for each "not"."""
    low = _folded(_IN_NUMBER.sub(" ", text.lower()))
    meant, slips = _spelling()
    low = slips.sub(lambda found: meant[found[0]], low)
    return _NOT.sub(lambda found: f"{found[1] or 'wo'}n't", _CANNOT.sub("can't", low))


@cache
def _spelling() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """What is meant by each misspelt word that we know, and one expression for all of these words."""
    of_all = [word for language in LANGUAGES for word in _written(language).get("spelling", {}).items()]
    meant = {slip: word for word, slips in of_all for slip in slips.split()}
    return meant, pattern(meant)


def signs_in(text: str) -> frozenset[str]:
    """The names of the signs that a question speaks of, in every language that we know, however it is meant.

    A card too many harms nobody. No cache stands behind this: nothing of the question is kept.
    """
    low = _plain(text[:LONGEST_QUERY])
    return frozenset(name for code, letters in LANGUAGES.items() if letters.search(low) for name in _said_in(code, low))


def _said_in(language: str, low: str) -> set[str]:
    """Each sign that stands anywhere without an excuse round it: an excuse elsewhere in a letter excuses nothing."""
    found: set[str] = set()
    ends: dict[Saying, int] = {}  # as far as each was looked at: no phrase is found again within another
    letters = _by_beginning(language)
    for start in _starts(language, low):
        own = _sayings(language, low[start]) if low[start] in letters else ()  # no cache grows by what readers write
        for saying, says in (*own, *_sayings(language, "")):
            name = saying[0]
            match = says.match(low, start) if name not in found and start >= ends.get(saying, 0) else None
            if match:
                ends[saying] = match.end()
                if not any(overlaps(excuse, low, match) for excuse in _excuses(saying)):
                    found.add(name)
    return found.union(name for name, parts in _together(language) if all(part.search(low) for part in parts))


@cache
def _together(language: str) -> Sequence[tuple[str, Sequence[re.Pattern[str]]]]:
    """Signs whose parts may stand sentences apart: a letter tells of the treatment first and of the fever at its end."""
    signs = _written(language).get("together", {}).items()
    return [(name, [pattern(_phrases(language, [part])) for part in parts]) for name, parts in signs]


def signs_on(lines: Iterable[str], language: str) -> frozenset[str]:
    """The names of the signs that a care card lists. `lines` are its signs, not what it says to do."""
    listed = "\n".join(lines)
    plain = _plain(listed)
    code = language.partition("-")[0]
    found = {
        name
        for kind in ("asked", "card")
        for name in _written(code).get(kind, {})
        if _pattern(code, kind, name).search(plain)
    }
    if language.startswith(ENGLISH):
        low = lowered(_IN_NUMBER.sub(" ", listed))
        for name, sign in red_flags.signs().items():
            if sign.says.search(low) or (name not in _BY_PHRASE and sign.card.search(low)):
                found.add(name)
    return frozenset(found)


@cache
def _emergency_numbers() -> frozenset[str]:
    """The short ones, which anybody may call: 999, 112, 911."""
    numbers = words_of_the_checks("emergency_numbers")["numbers"].values()
    return frozenset(number for of_country in numbers for number in of_country if len(number) == 3)


def is_for_anybody(heading: str) -> bool:
    """Does a card tell whoever reads it to call an emergency number, and not a team that knows the reader?"""
    said = (number.replace(" ", "") for number in re.findall(r"\d[\d ]*\d", heading))
    calls = any(number in _emergency_numbers() for number in said)
    return calls and not _TEAM.search(heading.lower())
