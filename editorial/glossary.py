"""Finding the words of glossary terms in texts. Pure.

A form matches as a whole word in any letter case; forms in capitals (CT, MRI) only as they stand. The longest form
wins, so that "hormone therapy" is not marked as "hormone".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any


def forms_of(signed: Mapping[str, Any]) -> tuple[str, ...]:
    """The word and its forms, from the signed part of a term."""
    return tuple(dict.fromkeys(filter(None, [signed.get("title", ""), *signed.get("forms", [])])))


def pattern_of(terms: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """A pattern that finds a form of any of these terms as a whole word."""
    return _pattern(tuple(sorted({form for term in terms for form in forms_of(term)}, key=lambda f: (-len(f), f))))


@lru_cache(maxsize=512)
def _pattern(forms: Sequence[str]) -> re.Pattern[str]:
    if not forms:
        return re.compile(r"(?!)")
    # Hyphens belong to a word: "bone-scan" holds no "bone".
    return re.compile(r"(?<![\w-])(?:" + "|".join(_form(form) for form in forms) + r")(?![\w-])")


def _form(form: str) -> str:
    words = r"[\s\u00a0]+".join(re.escape(word) for word in form.split())
    return words if form.isupper() else f"(?i:{words})"


def is_form_of(text: str, signed: Mapping[str, Any]) -> bool:
    """Is this very text the word of the term, or a form of it?"""
    return pattern_of([signed]).fullmatch(text) is not None
