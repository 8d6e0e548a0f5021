"""Which questions may be counted at all, and in which form. Pure.

A question that may tell who asked is not counted, instead of being cut: where a name ends cannot be told. What is
written of a name without any word before it ("john smith knee") is not recognised; against that stands the number of
times that a question has to be asked before anything of it is kept (`search/counting.py`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from editorial.personal_details import found_in
from search.analysis import Query, fold, little_words, words
from search.danger import signs_in
from search.models import LONGEST_ASKED

# A letter tells about a person.
MOST_WORDS = 8

_LONG_NUMBER = re.compile(r"\d(?:[\s.,()/+‐-―-]*\d){5,}")
_ADDRESS = re.compile(
    r"@|\(at\)|\[at\]|://|\bwww\.|\b[\w-]+\.(?:com|org|net|info|co|uk|es|eu|edu|gov)\b", re.IGNORECASE
)
# "b12 5mg" looks alike.
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d(?!mg|ml|kg|cm|mm|iu)[a-z]{2}\b", re.IGNORECASE)
_SAYS_A_NAME = re.compile(
    r"\b(?:(?:my|his|her|our|the)\s+(?:\w+\s+)?name(?:\s+is|'?s)|named"
    r"|(?:i am|i'?m|he is|he'?s|she is|she'?s|(?:son|daughter|husband|wife|partner|mother|father|mum|mom|dad|child|baby)"
    r"(?:\s+is|'?s))\s+called"
    r"|me llamo|se llama|mi nombre(?:\s+completo)?\s+es"
    r"|اسمي|اسمه|اسمها|ادعى)\b|\b(?:name|nombre|الاسم)\s*[:=]"
)
# Folded titles; what follows them is a name unless it is a little word ("dear doctor").
_TITLES = frozenset(
    fold(
        "dear mr mrs miss mister dr prof professor sr sra srta dra don doña señor señora señorita doctora estimado estimada "
        "querido querida السيد السيدة الآنسة الأستاذ الأستاذة الدكتور الدكتورة دكتور دكتورة عزيزي عزيزتي"
    ).split()
)
# "MR scan" is magnetic resonance, "MS" multiple sclerosis, "miss a dose" nobody.
_NO_NAMES = {
    "mr": frozenset("scan scans scanner imaging angiogram angiography spectroscopy enterography elastography".split()),
    "miss": frozenset("dose doses period periods tablet tablets pill pills injection appointment".split()),
}
_MS = re.compile(r"\bMs\.?\s+\w|\bms\.\s+\w")


def countable(query: Query, language: str, *, this_year: int) -> str:
    """The words that are counted: folded, in their order, little ones out, spelled as typed. Empty: not counted.

    Where they hold a sign of danger the little ones stay ("i want to die"), so that editors see what is meant.
    """
    said = " ".join(query.words)
    if not said or len(query.words) > MOST_WORDS:
        return ""
    if signs_in(query.text):
        said = " ".join(words(query.text))
        if not signs_in(said):
            return ""
    if len(said) > LONGEST_ASKED:
        return ""
    return "" if _may_tell_who(query.text, language, this_year) else said


def _may_tell_who(text: str, language: str, this_year: int) -> bool:
    return bool(
        _LONG_NUMBER.search(text)
        or _ADDRESS.search(text)
        or _POSTCODE.search(text)
        or found_in(text, this_year=this_year)
        or _MS.search(text)
        or _SAYS_A_NAME.search(fold(text).replace("’", "'"))
        or _has_title(words(text), language)
    )


def _has_title(said: list[str], language: str) -> bool:
    """A title with a word behind it that can be a name."""
    little = little_words(language)
    return any(
        before in _TITLES and word not in little and word not in _TITLES and word not in _NO_NAMES.get(before, ())
        for before, word in pairwise(said)
    )
