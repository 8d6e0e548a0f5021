"""Sentences that stop too early (T01, T02), and what was never filled in (T13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from editorial.checks.findings import Found, Severity, found
from editorial.checks.layout import is_before_list
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage, Role
from editorial.checks.patterns import Phrases, any_of
from editorial.checks.registry import check
from editorial.checks.sentences import Sentence

_CUT_ROLES = (Role.SUMMARY, Role.PARAGRAPH, Role.ITEM, Role.SIGN, Role.SHORT_ANSWER)
_LONGEST_STUB = 3  # words: "The" before a list is a sentence that lost its end, not a lead-in without a colon
_LAST_CLAUSE = re.compile(r"[,;:–—(]|\b(?:but|because|although|while)\b")
_DOTS = re.compile(r"(?:\.\s?\.\s?\.|…)[\"'”’)]*\s*$")
_TURNED_NAME = re.compile(r"^[^,]+,\s*[\w-]+\s+(?:to|of|for|with)$")  # "Gout, susceptibility to"
_ONE_LETTER_NAMES = re.compile(
    r"\b(?:vitamin|hepatitis|type|group|influenza|flu|strep|haemophilia|hemophilia|plan|part)\s+a$", re.IGNORECASE
)


@cache
def _ends() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon("sentence_ends").items() if isinstance(words, list)}


@check(
    "T01",
    "Sentence cut off",
    Severity.BLOCKING,
    finds="a paragraph or item that ends in the middle of a sentence: in “the”, “such as”, “and”, “is to”",
    why="The rest got lost, and with it perhaps the “not” or the dose (PEMAT 10: complete information).",
    remedy="Write the sentence to its end from the original, or take it out.",
    languages="en",
)
def sentence_cut_off(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(*_CUT_ROLES):
        if passage.is_cut:  # by us: T15 says so
            continue
        text = passage.text.rstrip()
        cut = "to g" if _is_cut_in_a_verb(passage) else _cut_at(text)
        if cut is None or _may_go_on(manuscript, passage, cut):
            continue
        if cut != "to g" and _missing_at(passage.sentences[-1]):
            continue
        start = text.lower().rfind(cut)
        yield found(passage, f"The text stops after “{_tail(text)}”.", start=max(0, start), end=len(text))


_CUT_VERB = re.compile(r"[a-z]\s+to g$")


def _is_cut_in_a_verb(passage: Passage) -> bool:
    """ "It allows the bone to g": T01 says so, and no figure is missing (T02)."""
    return passage.role in _CUT_ROLES and not passage.is_cut and bool(_CUT_VERB.search(passage.text.rstrip()))


def _tail(text: str) -> str:
    return " ".join(text.split()[-5:])


def _cut_at(text: str) -> str | None:
    """The words in which a text breaks off, if it does."""
    dots = _DOTS.search(text)
    bare = text[: dots.start()].rstrip(" ,") if dots else text
    has_end_mark = bare.endswith((".", "!", "?", "”", '"', ")", ":", "’", "؟"))
    words = re.findall(r"[\w/’'.-]*\w", bare.lower().replace("’", "'"))[-40:]
    if not words or (words[-1].isdigit()):
        return None
    ends = _ends()
    last, two = str(words[-1]), " ".join(words[-2:])
    if has_end_mark:
        is_cut = last in ends["never_last"] and bare.endswith(f"{last}.") and text.rstrip(".").endswith(last)
        return last if is_cut else None
    if bare[-1:] in ",;–—-" or not bare[-1:].isalpha():
        return None
    if bare.split()[-1].isupper():  # OR, AND: emphasis or names
        last = last if last in ends["conjunctions"] else ""
    if two in ends["names"]:
        return None
    if two in ends["conjunctions"]:
        return two
    if last in ends["articles"] and not _ONE_LETTER_NAMES.search(" ".join(words[-2:])):
        return last
    if dots and last in ends["prepositions"]:  # a teaser: nothing ends like that on purpose
        return last
    is_turned_name = _TURNED_NAME.search(bare)
    return last if _hangs(last, words[:-1]) and not is_turned_name else None


def _hangs(last: str, before: list[str]) -> bool:
    """Whether a conjunction, preposition or auxiliary at the end can only be a broken sentence."""
    ends = _ends()
    previous = before[-1] if before else ""
    asks = any(word in ends["asks"] for word in before)
    if last in ends["conjunctions"]:
        return last in ends["always_joins"] or (
            not asks and previous not in {"a", "no", "even", "matter", "after", "at"}
        )
    if last in ends["prepositions"]:
        is_stranded = previous in ends["takes_particle"] or _is_relative(before) or _is_to_do(before)
        is_stranded |= _names_what_to_do(before)
        is_stranded |= last in ends["particles"] and any(word in ends["takes_particle"] for word in before[-6:])
        return bool(before) and not asks and not is_stranded
    if last in ends["auxiliaries"]:
        near = before[-6:]
        is_reply = len(before) <= _LONGEST_STUB and previous in ends["pronouns"]
        return not is_reply and not any(word in ends["asks"] or word in ends["compares"] for word in near)
    return False


def _is_relative(before: list[str]) -> bool:
    """ "the side you lie on": a pronoun directly after a noun."""
    ends = _ends()
    near = list(zip(before[-7:], before[-6:], strict=False)) if len(before) > 1 else []
    return any(word in ends["pronouns"] and first not in ends["no_nouns"] for first, word in near)


def _is_to_do(before: list[str]) -> bool:
    """ "someone to talk to", "nothing to worry about"."""
    return any(word in _ends()["indefinite"] for word in before[-7:]) and "to" in before[-5:]


def _names_what_to_do(before: list[str]) -> bool:
    """ "Foods to eat less of", "drinks to stay away from": a name, "to", a verb, and small words; nothing the verb is done
    to. "Ways to get rid of" names means, and lost its end."""
    ends = _ends()
    if "to" not in before[1:5]:
        return False
    to = before.index("to", 1)
    name, done = before[:to], before[to + 1 :]
    small = done[1:]
    is_name = not any(word in ends["auxiliaries"] or word in ends["pronouns"] - {"people", "person"} for word in name)
    return is_name and name[-1] not in ends["means"] and bool(small) and all(word in ends["between"] for word in small)


def _may_go_on(manuscript: Manuscript, passage: Passage, cut: str) -> bool:
    """“…, and” before the last item of a list is a style, and a lead-in without its colon has a check of its own."""
    following = manuscript.after(passage)
    if following is None:
        return False
    if passage.role in {Role.ITEM, Role.SIGN}:
        return cut in {"and", "or", "but", "and/or"} and following.role is passage.role
    return is_before_list(manuscript, passage) and len(passage.text.split()) > _LONGEST_STUB


@cache
def _value_patterns() -> dict[str, re.Pattern[str]]:
    facts = lexicon("sentence_ends")
    nouns, about, before, more, units = (
        any_of(facts[name]) for name in ("value_nouns", "about_words", "before_value", "comparatives", "units")
    )
    end = r"\s*[.!]?[\"”’)]*$"
    flags = re.IGNORECASE
    return {
        "noun": re.compile(rf"\b{nouns}\b", flags),
        "be": re.compile(rf"\b(?:is|are|was|were)(?:\s+(?:now|still|only|about|around|just))?{end}", flags),
        "than": re.compile(rf"\b{more}\s+than{end}", flags),
        "about": re.compile(rf"(?:\b{before}\s+|[:–—]\s*|^){about}(?:\s+{about})?{end}", flags),
        "always": re.compile(
            rf"\b(?:approximately|roughly|(?<!in )between|(?:is|are|was|were|by|of)\s+about){end}", flags
        ),
        "least": re.compile(r"\b(?:at least|at most|up to|no more than|less than|fewer than)$", flags),
        "percent": re.compile(
            r"(?:^|\b(?:of|is|are|about|around|than|to|by|at|only|just|in|the|under|over|affects?))\s+%(?!\w)", flags
        ),
        "unit": re.compile(  # "of MG" and "of ML" are illnesses
            rf"\b(?:take|takes|of|is|than|about|to|give|dose)\s+(?-i:{units})\b(?!\s*(?:of|/))",
            flags,
        ),
        "gap": re.compile(
            r"\b(?:is|are|was|were|about|around|of|than|at least|up to)\s+(?:in\s+(?:every\s+)?\d|out\s+of\s+\d)", flags
        ),
    }


@check(
    "T02",
    "Value missing",
    Severity.BLOCKING,
    finds="a sentence that announces a figure and does not give it (“The survival rate is.”)",
    why="The figure got lost in copying. A reader may fill in a number of their own (CDC Clear Communication Index 16).",
    remedy="Put the figure back from its source, or take the sentence out.",
    languages="en",
)
def value_missing(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(*PROSE):
        for sentence in passage.sentences:
            at = _missing_at(sentence)
            is_led_in = not sentence.has_end_mark and is_before_list(manuscript, passage)
            if at is None or is_led_in:
                continue
            start, end = sentence.start + at[0], sentence.start + at[1]
            if not (_is_cut_in_a_verb(passage) and end == len(passage.text.rstrip())):
                yield found(passage, f"A figure is missing in “{_tail(passage.text[:end])}”.", start=start, end=end)


def _missing_at(sentence: Sentence) -> tuple[int, int] | None:
    patterns, text = _value_patterns(), sentence.text
    for name in ("percent", "unit", "gap"):
        if (inside := patterns[name].search(text)) and not _follows_number(text, inside):
            return inside.span()
    if sentence.text.endswith("?"):
        return None
    for name in ("than", "always", "about", "least"):
        if (ending := patterns[name].search(text)) and (name == "least" or not _relates(text[: ending.start()], name)):
            return ending.span()
    if (ending := patterns["be"].search(text)) and _announces(text, ending, has_end_mark=sentence.has_end_mark):
        return ending.span()
    return None


def _follows_number(text: str, inside: re.Match[str]) -> bool:
    return bool(re.search(r"\d\s*$", text[: inside.start()]))


def _relates(before: str, name: str) -> bool:
    """Whether the clause asks or relates ("what it is about"), so that it may end like this."""
    if name == "than":
        return bool(re.search(r"\b(?:what|which|whom|that)\b[^,;]*$", before, re.IGNORECASE))
    return _asks(_LAST_CLAUSE.split(before)[-1])


def _asks(clause: str) -> bool:
    """Whether a clause has a word that lets it end in a bare verb. "The number of people who …" has none: there the
    word belongs to the subject."""
    ends = _ends()
    words = [word.strip("“”\"'()").replace("’", "'") for word in clause.lower().split()]
    if any(word in ends["compares"] or word in ends["asks"] - ends["relatives"] for word in words):
        return True
    return any(word in ends["relatives"] for word in words) and not _value_patterns()["noun"].search(clause)


def _announces(text: str, ending: re.Match[str], *, has_end_mark: bool) -> bool:
    """Whether the subject of a bare “is” at the end is something that has a value, or nothing that a reply may have."""
    before = text[: ending.start()].lower().replace("’", "'")
    clause = [word.strip("“”\"'()") for word in _LAST_CLAUSE.split(before)[-1].split()]
    if not clause or _asks(" ".join(clause)):
        return False
    if clause[-1] in _ends()["pronouns"] or clause[-1] in {
        "this",
        "these",
        "those",
        "yours",
        "not",
        "others",
        "some",
        "most",
        "many",
        "few",
        "each",
        "none",
    }:
        return False
    if re.search(r"\bthe\s+\w+er\b.*\bthe\s+(?:\w+er|more|less)\b|,\s*then\b", before):
        return False
    if _value_patterns()["noun"].search(" ".join(clause)):
        return True
    is_contrast = re.search(
        r"\bthe\s+(?:more|less|\w+er)\b|\b(?:but|although|while|whereas|unless|than|as|so|nor|if|though|some|others)\b",
        before,
    )
    return has_end_mark and len(before.split()) > _LONGEST_STUB and not is_contrast and "," not in before


# What was never filled in


@cache
def _placeholders() -> dict[str, Any]:
    facts = lexicon("placeholders")
    inside = any_of(facts["in_brackets"])
    return {
        "alone": re.compile(
            rf"(?:^|(?<=[(\[:–—-])|(?<=[(:–—-] ))\s*{any_of(facts['alone'])}(?=\s*(?:[)\].]|$))", re.IGNORECASE
        ),
        "capitals": re.compile(rf"(?<!\w){any_of(facts['capitals'])}(?!\w)"),
        "words": Phrases(facts["words"]),
        "brackets": re.compile(
            rf"[\[<{{]\s*(?:\.{{2,}}|…|\?+|x{{2,}}|{inside}\b[^\]>}}]{{0,80}}|)\s*[\]>}}]|\{{\{{[^}}]*\}}\}}|\?{{3,}}",
            re.IGNORECASE,
        ),
        "x": re.compile(r"(?<![\w-])x{2,}(?![\w-])", re.IGNORECASE),
        "digits": re.compile(r"\b(?:\d+[\s-])?x{3,}(?:[\s-]x{3,})*\b", re.IGNORECASE),
        "more": re.compile(rf"{any_of(facts['more'])}\s*[.!…»›>→]*", re.IGNORECASE),
    }


_SEX_CHROMOSOMES = re.compile(
    r"chromosom|\bXY\b|\b4\d,\s?X|\bgene|female|\bmale\b|intersex|syndrome|karyotype", re.IGNORECASE
)


@check(
    "T13",
    "Placeholder",
    Severity.BLOCKING,
    finds="text that was to be filled in (TBC, XX, lorem ipsum, “[insert …]”), or “Learn more.” that leads nowhere",
    why="Nobody wrote this for a patient. Where a number was to stand, a patient may miss help.",
    remedy="Write what was to stand here, or take it out.",
)
def placeholder(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.passages:
        yield from placeholders_in(passage, manuscript.language)
        for sentence in passage.sentences:
            is_linked = any(link.start < sentence.end and link.end > sentence.start for link in passage.links)
            if not is_linked and is_only_a_lead(sentence):
                message = f"“{sentence.text}” leads nowhere: it is no link."
                yield found(passage, message, start=sentence.start, end=sentence.end)


def is_only_a_lead(sentence: Sentence) -> bool:
    """Whether the whole sentence leads on, and to nothing if it is no link."""
    return bool(_placeholders()["more"].fullmatch(sentence.text))


_LISTS = re.compile(r"[\s-]+(?:(?P<many>lists|notes|apps)|list|note|app)\b(?!\s*:)", re.IGNORECASE)
_ONE_OF_THEM = re.compile(r"\b(?:an?|your|my)\s+(?:\w+\s+)?[\"“'‘]?$", re.IGNORECASE)
_LISTED = re.compile(r"\s+(?:the|an?|your|all|these|those|its|their|any|what|which|how|side|doses?)\b", re.IGNORECASE)


def _names_a_list(text: str, inside: re.Match[str]) -> bool:
    """Whether the capitals say what kind of list it is ("keep a … list"); before a verb ("… list the doses") they are to
    be filled in."""
    after = _LISTS.match(text, inside.end())
    if after is None or _LISTED.match(text, after.end()):
        return False
    return bool(after["many"] or _ONE_OF_THEM.search(text[: inside.start()]))


def placeholders_in(passage: Passage, language: str) -> Iterator[Found]:
    """What T13 finds but for links that are none."""
    text = passage.text
    patterns = _placeholders()
    spans: list[tuple[int, int]] = []
    for name in ("capitals", "alone", "words", "brackets", "digits", "x"):
        for inside in patterns[name].finditer(text):
            if any(start < inside.end() and inside.start() < end for start, end in spans):
                continue
            if name in {"x", "digits"} and _SEX_CHROMOSOMES.search(text):
                continue
            is_word = language.split("-")[0] != "en" and inside[0] in lexicon("placeholders")["words_elsewhere"]
            if is_word and not text[inside.end() :].startswith(":"):
                continue
            if name == "capitals" and _names_a_list(text, inside):
                continue
            spans.append(inside.span())
            start, end = inside.span()
            yield found(passage, f"“{inside[0]}” was to be filled in.", start=start, end=end)
