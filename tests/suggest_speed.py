"""How long suggestions take: for a volume of any size, and for one of many invented names."""

import random
import time
from collections.abc import Iterable
from pathlib import Path

from search.documents import PageDocument, Place, Shelf
from search.suggestions import suggest
from search.volumes import LARGE_HEAP, Volume

# Beginnings of words and lines that stand in very many lines, in few and in none; slips; and as much as is looked at.
PREFIXES = (
    "wh", "what", "what is", "what is co", "co", "can", "sy", "a", "st", "breast c", "hype", "hpyer", "diabetis",
    "zzqq", "how is xy", "a b c d e f g h i j k l", "x" * 150, "of the in on at is to by or as an it",
)  # fmt: skip
SYLLABLES = (
    "al ar ba car cer co de di do en fer gas go he hy in ka ker la li ma mo ne no o per pha ra ro sa se ti".split()
)
ENDINGS = ("itis", "osis", "oma", "pathy", "scan", "therapy", "syndrome", "disease", "pain", "")
ASKED = ("What is {}?", "What are the signs of {}?", "How is {} treated?", "Can {} be cured?")
REPEATS = 7


def measure_suggestions(volume: Volume, prefixes: Iterable[str] = PREFIXES) -> dict[str, float]:
    """Milliseconds of CPU for what is typed: of each the median of some tries, of all the median, 95 % and the slowest."""
    medians = {typed: _milliseconds(volume, typed) for typed in prefixes}
    in_order = sorted(medians.values())
    return {
        "median": in_order[len(in_order) // 2],
        "95 %": in_order[min(len(in_order) - 1, int(len(in_order) * 0.95))],
        "slowest": in_order[-1],
    }


def _milliseconds(volume: Volume, typed: str) -> float:
    tries = []
    for _ in range(REPEATS):
        began = time.thread_time()
        suggest(volume, typed)
        tries.append((time.thread_time() - began) * 1000)
    return round(sorted(tries)[REPEATS // 2], 2)


def volume_of_names(directory: Path, names: int, seed: int = 1) -> Volume:
    """A volume with so many names, two for each page, and a question for every second name."""
    chance = random.Random(seed)
    volume = Volume(directory, "en")
    volume.write((_page(number, chance) for number in range(names // 2)), heap=LARGE_HEAP)
    return volume


def _page(number: int, chance: random.Random) -> PageDocument:
    title, other = _name(chance), _name(chance)
    asked = chance.choice(ASKED).format(title)
    return PageDocument(
        number, (title, other), (Place(), Place("q", asked, ("Yes.",), is_question=True)), shelf=Shelf("condition")
    )


def _name(chance: random.Random) -> str:
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 4)))
    return " ".join([*words, chance.choice(ENDINGS)]).strip().capitalize()
