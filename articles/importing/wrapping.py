"""Text that a mail or terminal program broke at a fixed width: which line goes on in the next one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from articles.importing import patterns

MIN_WIDTH, MAX_WIDTH = 40, 100
MIN_PAIRS = 4


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which the file was broken, or 0 when a line of the file is a paragraph.

    A program breaks a line where the next word would not fit. If that explains most of the line ends inside
    paragraphs, the file was broken by a program.
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip() and not starts_item(b)]
    broken = sum(is_broken(a, b, width) for a, b in pairs)
    return width if broken >= MIN_PAIRS and 2 * broken >= len(pairs) else 0


def is_broken(line: str, following: str, width: int) -> bool:
    """Whether `following` goes on with `line`: its first word did not fit any more."""
    if not width or not following.strip() or starts_item(following):
        return False
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def starts_item(line: str) -> bool:
    return any(pattern.match(line) for pattern in (patterns.BULLET, patterns.NUMBER, patterns.DROPPED)) or bool(
        patterns.BARE_BULLET.fullmatch(line)
    )
