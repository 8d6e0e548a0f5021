"""Which part of an old text became which part of a new one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

# Parts that stand in for each other by their place, whatever they say: a dose is another dose, not another column.
BY_PLACE = frozenset({"tr", "td", "th", "caption", "thead", "tbody"})
CELLS = frozenset({"td", "th"})
# Parts that hold others: what changed inside is easier to see than one list gone and another there.
HOLDERS = frozenset({"ul", "ol", "table", "caption", "thead", "tbody"})
# Share of common words from which a part counts as the same one, rewritten.
LEAST_IN_COMMON = 0.3
# Above this the parts that changed are shown as removed and added; below it each is held against each.
MOST_COMPARISONS = 10_000


class Part(Protocol):
    @property
    def tag(self) -> str: ...
    @property
    def key(self) -> str: ...
    def texts(self) -> list[str]: ...


P = TypeVar("P", bound=Part)


def paired(before: Sequence[P], after: Sequence[P]) -> Iterator[tuple[P | None, P | None]]:
    """Each part of both sides once and in order, with its partner or with None."""
    long = len(before) * len(after) > MOST_COMPARISONS
    matcher = SequenceMatcher(None, [p.key for p in before], [p.key for p in after], autojunk=long)
    for kind, b1, b2, a1, a2 in matcher.get_opcodes():
        old, new = before[b1:b2], after[a1:a2]
        yield from zip(old, new, strict=True) if kind == "equal" else _rewritten(old, new)


def _rewritten(before: Sequence[P], after: Sequence[P]) -> Iterator[tuple[P | None, P | None]]:
    """Pairs among parts of which no two are equal."""
    if len(before) == len(after) and all(_stand_by_place(b, a) for b, a in zip(before, after, strict=True)):
        yield from zip(before, after, strict=True)
        return
    b = a = 0
    for next_b, next_a in [*_best_pairs(before, after), (len(before), len(after))]:
        yield from ((part, None) for part in before[b:next_b])
        yield from ((None, part) for part in after[a:next_a])
        if next_b < len(before):
            yield before[next_b], after[next_a]
        b, a = next_b + 1, next_a + 1


def _stand_by_place(before: Part, after: Part) -> bool:
    return before.tag in BY_PLACE and (before.tag == after.tag or {before.tag, after.tag} == CELLS)


def _best_pairs(before: Sequence[Part], after: Sequence[Part]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, that have most in common together."""
    if not before or not after or len(before) * len(after) > MOST_COMPARISONS:
        return []
    alike = _alike(before, after)
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for b in reversed(range(len(before))):
        for a in reversed(range(len(after))):
            together = best[b + 1][a + 1] + alike[b][a] if alike[b][a] else 0.0
            best[b][a] = max(together, best[b + 1][a], best[b][a + 1])
    pairs, b, a = [], 0, 0
    while b < len(before) and a < len(after):
        if alike[b][a] and best[b][a] == best[b + 1][a + 1] + alike[b][a]:
            pairs.append((b, a))
            b, a = b + 1, a + 1
        elif best[b][a] == best[b + 1][a]:
            b += 1
        else:
            a += 1
    return pairs


def _alike(before: Sequence[Part], after: Sequence[Part]) -> list[list[float]]:
    counts = [[Counter(part.texts()) for part in side] for side in (before, after)]
    return [[_share(b, a, counts[0][i], counts[1][j]) for j, a in enumerate(after)] for i, b in enumerate(before)]


def _share(before: Part, after: Part, old: Counter[str], new: Counter[str]) -> float:
    """How much two parts have in common, from 0 (they are not the same part) to 1."""
    if before.tag != after.tag and not _stand_by_place(before, after):
        return 0.0
    share = 2 * (old & new).total() / ((old.total() + new.total()) or 1)
    if before.tag in HOLDERS:
        return max(share, 0.01)
    return share if share >= LEAST_IN_COMMON else 0.0
