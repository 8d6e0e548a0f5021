"""The sentences that are written from typed data. Each is made once, when the thing is saved, and then kept.

Natural frequencies come first ("6 to 10 in every 100 women"): more people understand them than percentages
(CDC Clear Communication Index, items 15 to 17). Sentences are in the language of the statistic, not of the editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext, ngettext

if TYPE_CHECKING:
    from library.models import Statistic

# {value} of {total} {who} {what} ({place}, {period}).
_PATTERNS = {
    "en": "{about}{value} in every {total} {who} {what} ({place}, {period}).",
    "es": "{about}{value} de cada {total} {who} {what} ({place}, {period}).",
    "ar": "{about}{value} من كل {total} {who} {what} ({place}، {period}).",
}
_COUNTS = {
    "en": "{about}{value} {who} {what} ({place}, {period}).",
    "es": "{about}{value} {who} {what} ({place}, {period}).",
    "ar": "{about}{value} {who} {what} ({place}، {period}).",
}
_ABOUT = {"en": "About ", "es": "Aproximadamente ", "ar": "حوالي "}
_RANGES = {"en": "{low} to {high}", "es": "entre {low} y {high}", "ar": "من {low} إلى {high}"}


def sentence_of(statistic: Statistic) -> str:
    """The sentence for patients, from the fields: who, how many of how many, what, where and when."""
    language = statistic.language
    low = number(statistic.low, language)
    is_range = statistic.high is not None and statistic.high != statistic.low
    value = _RANGES[language].format(low=low, high=number(statistic.high or 0, language)) if is_range else low
    pattern = (_COUNTS if statistic.out_of is None else _PATTERNS)[language]
    sentence = pattern.format(
        about=_ABOUT[language] if statistic.is_approximate else "",
        value=value,
        total=number(statistic.out_of or 0, language),
        who=f"{statistic.counted} {statistic.population}".strip(),
        what=statistic.outcome,
        place=statistic.place,
        period=period_of(statistic),
    )
    return sentence[0].upper() + sentence[1:]


def number(value: int, language: str) -> str:
    """A whole number with its thousands apart, as the language writes it; four digits stand together in Spanish."""
    if language == "es":
        return f"{value:,}".replace(",", "\u00a0") if value >= 10_000 else str(value)
    return f"{value:,}"


def period_of(statistic: Statistic) -> str:
    start, end = statistic.period_start, statistic.period_end
    if start == end:
        return str(start)
    return _RANGES[statistic.language].format(low=start, high=end) if statistic.language == "en" else f"{start}–{end}"


def definition_of(statistic: Statistic) -> str:
    """What the measure means, in the language of the statistic; empty where the sentence says it all."""
    with translation.override(statistic.language):
        years = statistic.horizon_years or 0
        match statistic.measure:
            case "survival_net":
                return gettext(
                    "Net survival compares people who have this cancer with people of the same age who do not. "
                    "It leaves out other causes of death."
                )
            case "survival_overall":
                words = ngettext(
                    "Overall survival counts everybody who is alive %(years)d year after the diagnosis, "
                    "whatever the others died of.",
                    "Overall survival counts everybody who is alive %(years)d years after the diagnosis, "
                    "whatever the others died of.",
                    years,
                )
                return words % {"years": years}
    return ""
