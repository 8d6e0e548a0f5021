"""`make bench-search`: how well the search finds, how fast, and what the index costs.

    python -m tests.search_bench [--pack DIRECTORY] [--only quality,scope,speed,page] [--sizes 6000,50000]

Pages go to the builder of the index, and questions through the code of the search page; nothing is built for the bench.
The pack of public questions stands beside the repository (SEARCH_PACK says where else). Prints a table and the gates, and
writes build/bench-search.json.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402

from search.analysis import read_query  # noqa: E402
from search.query import Found, find_in  # noqa: E402
from search.results import TRUSTED  # noqa: E402
from search.volumes import LARGE_HEAP, Volume  # noqa: E402
from tests import search_speed  # noqa: E402
from tests.search_pack import SETS, Pack, PackMissing, bootstrap, grown, has_answer, ndcg10, pages_of  # noqa: E402
from tests.search_page_speed import page_speed  # noqa: E402
from tests.search_speed import LANGUAGE, timing  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests" / "data" / "search"
LEAST_NDCG = {"ki_title": 0.985, "ki_typo": 0.985, "ki_syn": 0.60, "ki_xsyn": 0.465}
# Few questions stand in these sets, so a difference within the interval says nothing.
BEST_SO_FAR = {"liveqa_summary": 0.849, "liveqa_long": 0.746, "liveqa_keywords": 0.711}
ONE_LINE, MAILS = ("summaries", "titles"), "mails"
PAGES_OF_A_SITE = 300
UPDATES = 20
Results = dict[str, Any]


@dataclass(frozen=True)
class Gate:
    """What has to hold. `is_least`: the value may not be under the limit; else it may not reach it."""

    name: str
    value: float
    limit: float
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.is_least else self.value < self.limit

    def __str__(self) -> str:
        sign = ">=" if self.is_least else "<"
        return f"  {'met   ' if self.is_met else 'MISSED'}  {self.name}: {self.value:g} ({sign} {self.limit:g})"


def say(line: str = "") -> None:
    print(line, flush=True)


def ask(volume: Volume, text: str) -> Found:
    return find_in(volume, read_query(text, LANGUAGE))


def bench_quality(pack: Pack, directory: Path) -> tuple[Results, list[Gate]]:
    """nDCG@10 of each set on its corpus, and the share of questions that nothing was found for."""
    volumes, ids = {}, {}
    for corpus in dict.fromkeys(corpus for _, corpus in SETS.values()):
        rows = pack.corpus(corpus)
        volumes[corpus], ids[corpus] = Volume(directory / corpus, LANGUAGE), [row["id"] for row in rows]
        volumes[corpus].write(pages_of(rows), heap=LARGE_HEAP)
    results: Results = {"ndcg10": {}, "interval": {}, "zero_share": {}}
    say(f"{'set':18}{'nDCG@10':>9}{'95 % interval':>18}{'best so far':>13}{'nothing':>9}")
    for name, (file, corpus) in SETS.items():
        questions = pack.questions(file)
        found = {key: [ids[corpus][n] for n in ask(volumes[corpus], text).numbers] for key, text in questions.items()}
        judged = {key: pages for key, pages in pack.judgments(file).items() if has_answer(pages)}
        values = [ndcg10(found.get(key, []), pages) for key, pages in judged.items()]
        low, high = bootstrap(values)
        results["ndcg10"][name] = mean = round(sum(values) / len(values), 4)
        results["interval"][name] = [round(low, 3), round(high, 3)]
        results["zero_share"][name] = share_without(found.values())
        best = f"{BEST_SO_FAR[name]:.3f}" if name in BEST_SO_FAR else ""
        say(f"{name:18}{mean:9.4f}{low:10.3f} to {high:.3f}{best:>13}{results['zero_share'][name]:9.1%}")
    mails, summaries = pack.mails_and_summaries()
    for name, texts in (("meqsum_mails", mails), ("meqsum_summaries", summaries)):
        results["zero_share"][name] = share_without(ask(volumes["faqs"], text).numbers for text in texts)
        say(f"{name:18}{'':9}{'':18}{'':13}{results['zero_share'][name]:9.1%}")
    gates = [Gate(f"nDCG@10 of {name}", results["ndcg10"][name], least, True) for name, least in LEAST_NDCG.items()]
    found_some = (("mails", "meqsum_mails"), ("summaries", "meqsum_summaries"))
    return results, gates + [
        Gate(f"share of {kind} with results", 1 - results["zero_share"][name], 1, True) for kind, name in found_some
    ]


def share_without(lists: Iterable[Sequence[Any]]) -> float:
    counted = [not found for found in lists]
    return round(sum(counted) / len(counted), 4)


def bench_scope(pack: Pack, directory: Path) -> Results:
    """How often “no exact answer” stands where it should, by lists of questions that say `in` or `out` of the pages."""
    files = sorted(LABELS.glob("corpus_*.tsv"))
    if not files:
        say(f"No lists of questions in and out of the pages in {LABELS}.")
        return {}
    volume = Volume(directory, LANGUAGE)
    if not volume.count():
        volume.write(pages_of(pack.everything()), heap=LARGE_HEAP)
    results: Results = {}
    for file in files:
        counts: dict[str, list[int]] = {"in": [0, 0], "out": [0, 0]}
        mistaken = []
        for label, kind, question, *_ in labelled(file):
            is_answer = ask(volume, question).trust >= TRUSTED
            counts[label][0] += not is_answer
            counts[label][1] += 1
            if is_answer != (label == "in"):
                mistaken.append([label, kind, question])
        results[file.stem] = {**counts, "mistaken": mistaken}
        told = ", ".join(f"{no} of {all_of} that are {label}" for label, (no, all_of) in counts.items())
        say(f"{file.stem}: “no exact answer” for {told}")
    return results


def labelled(file: Path) -> Iterable[list[str]]:
    """Label, kind, question and a note in each line; a line of headings may stand above."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from (
            row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row[:1] in (["in"], ["out"])
        )


def bench_speed(pack: Pack, directory: Path, sizes: Sequence[int]) -> tuple[Results, list[Gate]]:
    rows = pack.everything()
    mails, summaries = pack.mails_and_summaries()
    questions = {"summaries": summaries, "titles": list(pack.questions("ki_title.dev").values()), MAILS: mails}
    results: Results = {"cpu_ms": {}, "index": {}, "memory_mb": {}}
    gates: list[Gate] = []
    for size in sizes:
        home = directory / str(size)
        results["index"][size] = index = search_speed.build(home, size, rows, show_progress)
        volume = Volume(home, LANGUAGE)
        results["cpu_ms"][size] = spent = search_speed.search_speed(volume, questions)
        if suggestions := search_speed.suggestion_speed(volume, summaries[:100]):
            spent["suggestions"] = suggestions
        grows = search_speed.memory(home, [*summaries[:100], *mails[:100]])
        results["memory_mb"][size] = grows
        changed = list(grown(rows, UPDATES * 97))[::97]
        index["update_ms"] = search_speed.update_speed(volume, changed)
        index["disk_ms"] = search_speed.disk_speed(directory)
        say(f"{size} pages: {index}\n  memory of a fresh process, MB: {grows}")
        for name, figures in spent.items():
            say(f"  {name:12} median {figures['median']:6.2f} ms of CPU, p95 {figures['p95']:6.2f}")
        gates += speed_gates(size, spent, is_large=size > sizes[0])
        gates.append(Gate(f"update of a page at {size}, ms", index["update_ms"]["median"], 50))
        if size == 50_000:
            gates.append(Gate("building 50,000 pages, s", index["build_s"], 60))
            gates.append(Gate("growth of a process at 50,000, MB (RSS)", grows["rss"], 60))
    return results, gates


def speed_gates(size: int, spent: dict[str, search_speed.Timing], *, is_large: bool) -> list[Gate]:
    gates = []
    for name in ONE_LINE:
        gates.append(Gate(f"{name} at {size}, median ms", spent[name]["median"], 5 if is_large else 3))
        gates.append(Gate(f"{name} at {size}, p95 ms", spent[name]["p95"], 10))
    gates.append(Gate(f"{MAILS} at {size}, p95 ms", spent[MAILS]["p95"], 15))
    if "suggestions" in spent:
        gates.append(Gate(f"suggestions at {size}, median ms", spent["suggestions"]["median"], 3))
    return gates


def bench_page() -> tuple[Results, list[Gate]]:
    spent = timing(page_speed(PAGES_OF_A_SITE))
    say(f"The search page of a site of {PAGES_OF_A_SITE} pages: {spent} ms of CPU")
    return {"page_cpu_ms": spent}, [Gate(f"search page, {figure} ms", spent[figure], 15) for figure in spent]


def show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} pages" + ("\n" if done == total else ""))


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pack = os.environ.get("SEARCH_PACK") or ROOT.parent / "shared" / "search-benchmark"
    parser.add_argument("--pack", type=Path, default=Path(pack))
    parser.add_argument("--only", default="quality,scope,speed,page")
    parser.add_argument("--sizes", default="6000,50000", type=lambda text: [int(part) for part in text.split(",")])
    return parser.parse_args()


def run(options: argparse.Namespace, pack: Pack, directory: Path) -> tuple[Results, list[Gate]]:
    results: Results = {"python": sys.version.split()[0], "when": time.strftime("%Y-%m-%d")}
    gates: list[Gate] = []
    parts: dict[str, Callable[[], tuple[Results, list[Gate]]]] = {
        "quality": lambda: bench_quality(pack, directory),
        "scope": lambda: ({"scope": bench_scope(pack, directory / "both")}, []),
        "speed": lambda: bench_speed(pack, directory, options.sizes),
        "page": bench_page,
    }
    for name, part in parts.items():
        if name in options.only.split(","):
            found, asked = part()
            results |= found
            gates += asked
            say()
    return results, gates


def main() -> None:
    options = parsed()
    try:
        pack = Pack(options.pack)
    except PackMissing as error:
        raise SystemExit(str(error)) from error
    with tempfile.TemporaryDirectory() as directory:
        results, gates = run(options, pack, Path(directory))
    for gate in gates:
        say(str(gate))
    results["gates"] = [asdict(gate) | {"is_met": gate.is_met} for gate in gates]
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench-search.json").write_text(json.dumps(results, indent=2))
    say("Written to build/bench-search.json")
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


if __name__ == "__main__":
    main()
