"""The files of the project, for tests about the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Highest first: each may import those after it, and none before it.
LAYERS = ["portal", "search", "articles", "faq", "library", "editorial"]


def product_modules() -> list[Path]:
    return [
        path
        for layer in LAYERS
        for path in sorted((ROOT / layer).rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def templates() -> list[Path]:
    found = [*ROOT.glob("templates/**/*"), *(p for layer in LAYERS for p in ROOT.glob(f"{layer}/templates/**/*"))]
    return sorted(path for path in found if path.suffix in {".html", ".txt", ".xml"})


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def written_by_us() -> list[Path]:
    """Everything that people read as source, whatever its kind; what tests bring in is written as others write."""
    kinds = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".xml", ".conf", ".service"}
    places = [ROOT / "templates", ROOT / "docs", ROOT / "tests", ROOT / "deploy", *(ROOT / layer for layer in LAYERS)]
    inside = [path for place in places for path in place.rglob("*") if not {"__pycache__", "imports"} & set(path.parts)]
    top = [*ROOT.glob("*"), ROOT / ".env.example", *ROOT.glob(".ci/*")]
    return sorted(p for p in [*inside, *top] if p.is_file() and (p.suffix in kinds or p.name in {"Makefile", "run"}))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Name, node and number of lines, decorators not counted."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}:{node.name}", node, (node.end_lineno or node.lineno) - node.lineno + 1
