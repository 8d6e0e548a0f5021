"""What counts as a figure about people: shares, counts and rates; not doses, ages, times, strengths or readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from editorial.checks.phrases import listed, lowered
from editorial.checks.sentences import sentences_of

_WORDS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000}
_NUMBER = r"\d+(?:[.,]\d+)*"
_SPOKEN = "|".join(_WORDS)
_UNIT = (
    r"(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|hrs?|doses|tablets?|times|mg|g|ml|kg|cm|mm|litres?|liters?"
    r"|pm|am|o'clock)"
)
_PERCENT = re.compile(rf"(?<![\w.,])(?P<many>{_NUMBER})\s?(?:%|per\s?cent\b)")
_SHARE = re.compile(
    rf"(?<![\w.,/-])(?P<some>{_NUMBER}|(?:{_SPOKEN})\b)(?:\s?(?:to|-|–|or)\s?(?:{_NUMBER}|(?:{_SPOKEN})\b))?\s+"
    rf"(?:(?:people|persons?|wom[ae]n|m[ae]n|child(?:ren)?|adults?|bab(?:y|ies)|patients?)\s+)?(?:in|(?P<out>out\s+of))\s+(?:every\s+|each\s+|about\s+)?(?P<all>{_NUMBER}|(?:a\s+)?(?:{_SPOKEN})\b)"
    rf"(?![\w%°/-]|\s?%|\s+per\s?cent|\s+{_UNIT}\b|\s+of\s+(?:the\s+following|these)\b)"
)
_RATE = re.compile(
    rf"(?<![\w.,])(?:rate\s+of\s+)?(?:about\s+)?(?P<many>{_NUMBER})(?:\s+(?:new\s+)?(?:cases|deaths|people|births|women|men|children|babies))?"
    r"\s+(?:per|in\s+every|for\s+every|out\s+of\s+every)\s+(?P<all>\d{1,3}(?:[,.]?000)+|100|million)\b(?!\s?(?:ml|g|mg|kg|mm|cm|grams?|kcal|calories|millilit|micro|µ))"
)
_LARGE = re.compile(
    r"(?<![\w.,/$£€])(?P<many>(?:\d{1,3}(?:,\d{3})+|\d{4,}|\d+(?:\.\d+)?)(?:\s+(?:million|billion|thousand))?"
    r"|(?:half\s+a|a|one|two|three|four|five|six|seven|eight|nine|ten|several|many|hundreds\s+of|tens\s+of)\s+(?:million|thousand|billion)s?)(?=\s)"
)
_PORTION = re.compile(
    r"\b(?:half|(?:a|one|two|three|four)[ -](?:half|thirds?|quarters?|fourths?|fifths?|tenths?)) of\s+"
    r"(?:all\s+|the\s+|these\s+|those\s+)?(?P<next>\w+)"
)
# Two ends of a range, and a figure that is said again in brackets, are one.
_JOINED = re.compile(r"\s?(?:to|–|-|or|and|\()\s?(?:about |around |as many as )?")
_BEFORE_NUMBER = re.compile(
    r"\b(?:type|stage|grade|phase|week|day|step|class|chapter|page|table|box|figure|factor|version|number|no\.|trial|year|born|since|by|until|room)\s*$"
)


@dataclass(frozen=True)
class Figure:
    """Characters `start` to before `end` of a passage. `kind` is "percent", "share", "rate", "count" or "portion";
    `value` what a percentage says; `out_of` the denominator of a share or rate, 0 if there is none."""

    kind: str
    start: int
    end: int
    value: float = 0
    out_of: int = 0


@lru_cache(maxsize=2048)
def figures_in(text: str) -> tuple[Figure, ...]:
    """The figures of a passage in order, none within another."""
    low = lowered(text)
    if not any(one.isdigit() for one in low) and not re.search(
        rf"\b(?:{_SPOKEN}|half|third|quarter|quarters|thirds|fifth|fifths|tenth|million|millions|thousands)\b", low
    ):
        return ()
    kept: list[Figure] = []
    for figure in sorted(_all(low), key=lambda one: (one.start, -one.end)):
        if kept and _JOINED.fullmatch(low, kept[-1].end, figure.start):
            kept[-1] = replace(kept[-1], end=figure.end)
        elif not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return tuple(kept)


def _all(low: str) -> Iterator[Figure]:
    yield from _percents(low)
    yield from _shares(low)
    for match in _RATE.finditer(low):
        if not _BEFORE_NUMBER.search(low[: match.start("many")]):
            yield Figure("rate", *match.span(), out_of=int(_value(match["all"])))
    yield from _counts(low)
    for match in _PORTION.finditer(low):
        if listed("figures", "people").match(match["next"]):
            yield Figure("portion", match.start(), match.end("next"))


def _percents(low: str) -> Iterator[Figure]:
    strength, measured = listed("figures", "strength"), listed("figures", "measured")
    for match in _PERCENT.finditer(low):
        value = _value(match["many"])
        after = low[match.end() :].lstrip(" -")
        before = low[max(0, match.start() - 40) : match.start()]
        is_strength = strength.match(after) or strength.match(after.partition(" ")[2])
        if value != 100 and not is_strength and not measured.search(before):
            yield Figure("percent", *match.span(), value=value)


def _shares(low: str) -> Iterator[Figure]:
    for match in _SHARE.finditer(low):
        some, out_of = _value(match["some"]), _value(match["all"].removeprefix("a "))
        is_year = 1800 <= out_of <= 2100 and "," not in match["all"] and not match["out"]
        if not 0 < some < out_of or is_year or _BEFORE_NUMBER.search(low[: match.start()]):
            continue
        # "1 in the morning" and "two in ten minutes" are gone; a mark out of ten is known by the words round it.
        sentence = next((one.text for one in sentences_of(low) if one.start <= match.start() < one.end), low)
        if (
            out_of <= 10
            and match["out"]
            and listed("figures", "score").search(sentence)
            and not _counts_people(sentence)
        ):
            continue
        if out_of in {10, 5, 20} and match["out"] and not _counts_people(sentence):
            continue
        yield Figure("share", *match.span(), value=100 * some / out_of, out_of=int(out_of))


def _counts(low: str) -> Iterator[Figure]:
    for match in _LARGE.finditer(low):
        said = match["many"]
        is_large = any(word in said for word in ("million", "billion", "thousand"))
        following = low[match.end() :].split()[:4]
        noun = next(
            (at for at, word in enumerate(following) if listed("figures", "people").fullmatch(word.strip(".,;:()"))),
            None,
        )
        if (
            noun is None
            and is_large
            and "llion" in said
            and following
            and following[0] in {"have", "live", "are", "get", "more", "of"}
        ):
            noun = -1 if following[0] != "of" and following[0] != "more" else None
        if noun is None or (not is_large and _value(said) < 1000) or (_is_year(said) and not is_large):
            continue
        words = following[: noun + 1]
        if any(word.endswith((".", ";", ":")) for word in words[:-1]):
            continue
        end = low.index(words[-1], match.end()) + len(words[-1].rstrip(".,;:)")) if words else match.end()
        yield Figure("count", match.start(), end)


def _counts_people(sentence: str) -> bool:
    return bool(listed("figures", "people").search(sentence))


def _is_year(said: str) -> bool:
    return said.isdigit() and len(said) == 4 and 1800 <= int(said) <= 2100


def _value(said: str) -> float:
    if said in _WORDS:
        return _WORDS[said]
    if said.endswith("million"):
        return 1_000_000
    plain = said.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", said) else said.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return 0
