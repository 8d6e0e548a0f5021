"""The version of the checks: it names their code and all that decides what they read."""

import ast
from pathlib import Path

import pytest

from editorial.checks import registry
from tests.repository.source import ROOT, tree_of

# Asked by site checks, and by what keeps findings: nothing of it is kept with a text.
ASKED_TODAY = {"clock", "models", "registry"}
EDITORIAL = ROOT / "editorial"


def editorial_imports(path):
    """The modules directly under `editorial` that a file imports, also inside a function."""
    for node in ast.walk(tree_of(path)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "editorial":
            names = [f"editorial.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from (name.split(".")[1] for name in names if name.startswith("editorial."))


def rests_on():
    """All modules that the checks import, and those that these import."""
    found, waiting = set(), list((EDITORIAL / "checks").rglob("*.py"))
    while waiting:
        new = set(editorial_imports(waiting.pop())) - found - ASKED_TODAY - {"checks"}
        found |= new
        waiting += [EDITORIAL / f"{name}.py" for name in new]
    return found


def test_version_covers_every_module_that_the_checks_rest_on():
    assert set(registry.RESTS_ON) == rests_on()


@pytest.mark.parametrize("changed", ["markup.py", "reading.py", "cut_off.py", "tone.toml"])
def test_change_of_code_or_words_changes_the_version(changed, monkeypatch):
    before = registry.version()
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + (b"#" if path.name == changed else b""))
    assert registry.version.__wrapped__() != before
