"""A good house is known by its longest function and its biggest file."""

import ast
import math
from pathlib import Path

import pytest

from tests.repository.source import functions, name_of, product_modules, templates

ADMIN_NAMES = ("admin.py", "admin/")
NOT_A_NAME = {"utils", "helpers", "common", "core", "misc", "tools"}


def lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def says_why_it_is_long(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return "Long because" in (ast.get_docstring(node) or "")


def test_functions_are_at_most_40_lines():
    too_long = [
        f"{name}: {lines}"
        for path in product_modules()
        for name, node, lines in functions(path)
        if lines > 40 and not says_why_it_is_long(node)
    ]
    assert too_long == []


def test_nine_functions_in_ten_have_at_most_30_lines():
    sizes = sorted(lines for path in product_modules() for _, _, lines in functions(path))
    assert sizes[math.ceil(len(sizes) * 0.9) - 1] <= 30


def test_files_are_at_most_400_lines():
    assert [f"{name_of(p)}: {lines_in(p)}" for p in product_modules() if lines_in(p) > 400] == []


def test_admin_files_are_at_most_150_lines():
    admin = [p for p in product_modules() if p.name == "admin.py" or "admin" in p.parent.parts]
    assert [f"{name_of(p)}: {lines_in(p)}" for p in admin if lines_in(p) > 150] == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_templates_are_at_most_120_lines(path: Path):
    assert lines_in(path) <= 120


def test_modules_are_named_after_what_they_know():
    assert [name_of(p) for p in product_modules() if NOT_A_NAME & {p.stem, *p.parent.parts}] == []
