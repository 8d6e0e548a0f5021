"""`python -m articles.importing.child`: reads one file in a process of its own, so that no file can hurt the site.

On standard input a line of JSON (the name, and the sizes of the file and of its pictures), then their bytes; on standard output
JSON: the page, or why it was refused. It knows neither settings nor database.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from articles.importing.errors import ImportRefused, TooHard
from articles.importing.reading import read_any
from articles.importing.transport import packed

MEMORY = 768 * 1024 * 1024
SECONDS = 3  # of computing; real pages need less than one
DEEPEST = 6000  # calls: a Word file of the allowed depth needs about 1,500


def limit() -> None:
    """As far as the system lets us: macOS, for one, knows no limit of memory."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        try:
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (most, most if hard == resource.RLIM_INFINITY else min(most, hard)))
        except (ValueError, OSError):
            continue
    sys.setrecursionlimit(DEEPEST)


def answer(request: dict[str, Any], content: bytes) -> dict[str, Any]:
    sizes: list[tuple[str, int]] = [("", request["size"]), *request["pictures"]]
    parts, start = [], 0
    for name, size in sizes:
        parts.append((name, content[start : start + size]))
        start += size
    try:
        return {"page": packed(read_any(parts[0][1], request["name"], dict(parts[1:])))}
    except ImportRefused as refused:
        return {"code": refused.code, "sentence": str(refused)}
    except (MemoryError, RecursionError):
        hard = TooHard()
        return {"code": hard.code, "sentence": str(hard)}


def main() -> None:
    limit()
    request = json.loads(sys.stdin.buffer.readline())
    json.dump(answer(request, sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
