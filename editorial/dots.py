"""A picture of a natural frequency: "6 to 10 in every 100" as dots. Pure; the sentence beside it says the same."""

from __future__ import annotations

from editorial.page import Dots

ACROSS = 10
STEP = 10
# More dots than these tell nobody anything; then there is no picture.
MOST = 1000
ACROSS_OF_MANY = 50


def dots(low: int, high: int | None, out_of: int | None) -> Dots | None:
    """The dots for `low` to `high` of `out_of`, row by row; None where there is no total or it is too large to draw."""
    if not out_of or out_of > MOST:
        return None
    across = ACROSS if out_of <= 100 else ACROSS_OF_MANY
    highest = max(low, high or low)
    return Dots(
        sure=_points(0, low, across),
        maybe=_points(low, highest, across),
        others=_points(highest, out_of, across),
        width=across * STEP,
        height=-(-out_of // across) * STEP,
        low=low,
        high=highest,
        total=out_of,
    )


def _points(first: int, last: int, across: int) -> str:
    """An SVG path of points (lines of no length), from dot number `first` up to but without `last`."""
    places = (divmod(number, across) for number in range(first, last))
    return "".join(f"M{column * STEP + STEP // 2} {row * STEP + STEP // 2}h0" for row, column in places)
