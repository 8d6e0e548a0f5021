"""Repairs inside one line: characters that were decoded wrongly somewhere on the way, and invisible ones.

Only what is certain is changed. ftfy's defaults would also straighten quotes and break ligatures, which are no
damage; sequences with characters already gone are left as they are, for a person to mend.
"""

from __future__ import annotations

import re

from ftfy import TextFixerConfig, fix_text

CONFIG = TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    replace_lossy_sequences=False,
    normalization="NFC",
    explain=False,
)
# Soft hyphens, zero-width spaces, stray byte order marks and control characters, and all that `editorial.cleaning`
# would drop without telling. Joiners stay: scripts need them.
INVISIBLE = re.compile(
    "[\u00ad\u0338\u200b\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
SPACES = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")  # not the no-break space: it means something


def mended(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The line with single spaces, and its repairs as (kind, before, after)."""
    visible, repairs = readable(text)
    return SPACES.sub(" ", visible).strip(), repairs


def readable(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text as it was meant, its spaces untouched, and the repairs as (kind, before, after)."""
    repairs = []
    decoded = fix_text(text, CONFIG)
    if decoded != text:
        repairs.append(("characters decoded again", *changed_part(text, decoded)))
    visible = INVISIBLE.sub("", decoded)
    if visible != decoded:
        repairs.append(("invisible characters removed", *changed_part(decoded, visible)))
    return visible, repairs


def changed_part(before: str, after: str) -> tuple[str, str]:
    """The part of a line that changed, with the whole words at both its ends."""
    shortest = min(len(before), len(after))
    start = next((i for i in range(shortest) if before[i] != after[i]), shortest)
    end = next((i for i in range(shortest - start) if before[-1 - i] != after[-1 - i]), shortest - start)
    while start and not before[start - 1].isspace():
        start -= 1
    while end and not before[len(before) - end].isspace():
        end -= 1
    return before[start : len(before) - end], after[start : len(after) - end]
