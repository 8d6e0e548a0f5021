"""Finding the words of glossary terms in texts. Pure.

A form matches as a whole word in any letter case; forms in capitals (CT, MRI) only as they stand. The longest form
wins, so that "hormone therapy" is not marked as "hormone".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

IN_WORD = re.compile(r"[\w-]")
KINDS_OF_I = str.maketrans("ıİ", "ii")  # one letter to patterns, three to casefold


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


def used_in(text: str, terms: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The keys of the terms a form of which stands in `text` as a whole word, also within a longer form of another.

    One pass for all terms: at each place the pattern gives the longest form, and whatever else starts there is the
    start of that one. What is found by its folded letters is then looked at as it stands.
    """
    by_letters: dict[str, list[str]] = {}
    forms: set[str] = set()
    for key, signed in terms.items():
        for form in filter(str.strip, forms_of(signed)):
            by_letters.setdefault(_folded(form), []).append(key)
            forms.add(" ".join(form.split()))
    pattern = _pattern_at_each_place(tuple(sorted(forms, key=lambda form: (-len(form), form))))
    found: set[str] = set()
    for longest in {match.group(1) for match in pattern.finditer(text)}:
        for word in _starts_of(longest):
            for key in by_letters.get(_folded(word), []):
                if key not in found and is_form_of(word, terms[key]):
                    found.add(key)
    return sorted(found)


@lru_cache(maxsize=16)
def _pattern_at_each_place(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(f"(?=({_pattern(forms).pattern}))")


def _starts_of(words: str) -> list[str]:
    """A text and the shorter ones that it starts with, as far as they end where a word does."""
    ends = (end for end in range(1, len(words)) if not IN_WORD.match(words, end))
    return [words, *(words[:end] for end in ends)]


def _folded(text: str) -> str:
    """The same for all texts that a pattern without letter case takes for the same, and for some more."""
    return " ".join(text.translate(KINDS_OF_I).casefold().split())


def is_form_of(text: str, signed: Mapping[str, Any]) -> bool:
    """Is this very text the word of the term, or a form of it?"""
    return pattern_of([signed]).fullmatch(text) is not None
