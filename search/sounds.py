"""How a word sounds, roughly: words that are spelt by ear have the key of the right one. After English spelling; in
other languages the key is little more than the word without accents and double letters, and does no harm. Pure."""

from __future__ import annotations

import re

SHORTEST = 3
_RULES = tuple(
    (re.compile(pattern), sounds)
    for pattern, sounds in (
        ("^[pg](?=[nst])|^m(?=n)", ""),
        ("ph", "f"),
        ("^wr", "r"),
        ("ght", "t"),
        ("sch|tch|ch(?=r)", "k"),
        ("sc(?=[eiy])", "s"),
        ("c(?=[eiy])", "s"),
        ("g(?=[eiy])", "j"),
        ("ck|c(?!h)|q", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("(?<!^)h", ""),
        ("[ei]w|eu|ou|oo|ue", "u"),
        ("[oae]e", "e"),
        ("ea", "e"),
        ("y", "i"),
        ("ei|ie", "i"),
        (r"(.)\1+", r"\1"),
        ("e$", ""),
    )
)


def is_mendable(word: str) -> bool:
    """Is it a word that others may be taken for? Numbers and codes are not."""
    return len(word) >= SHORTEST and word.isalpha()


def sound(word: str) -> str:
    """The key of a folded word."""
    for pattern, sounds in _RULES:
        word = pattern.sub(sounds, word)
    return word
