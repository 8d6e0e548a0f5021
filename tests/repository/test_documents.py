"""What the documentation and the lists name is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.repository.source import LAYERS, ROOT, documents, name_of

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CODE = re.compile(r"`([^`\n]+)`")
# A path in backticks: has a slash or one of our endings, and none of the signs of a pattern or an address.
FILE = re.compile(r"^(?:[\w.-]+/)*[\w.-]+\.(?:py|md|html|css|js|toml|txt|conf|service|example)$")
FOLDER = re.compile(rf"^(?:{'|'.join(LAYERS)}|templates|tests|docs|deploy)/(?:[\w.-]+/)*$")


def exists(named: str, document: Path) -> bool:
    return (ROOT / named).exists() or (document.parent / named).exists()


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_links_lead_to_files(document: Path):
    text = document.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not exists(link, document)] == []


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_named_files_exist(document: Path):
    words = {word for code in CODE.findall(document.read_text(encoding="utf-8")) for word in code.split()}
    named = [word for word in words if FILE.match(word) or FOLDER.match(word)]
    forbidden_names = {"utils.py", "helpers.py", "common.py"}
    missing = [n for n in named if not exists(n, document) and not any(ROOT.glob(f"*/{n}"))]
    assert sorted(set(missing) - forbidden_names) == []


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_named_commands_exist(document: Path):
    text = document.read_text(encoding="utf-8")
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text)) - {"help"}
    targets = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert sorted(commands - set(get_commands())) == []
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_a_reason(name: str):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = re.compile(r"^[A-Za-z0-9_.\[\],-]+==[^\s]+\s+# \w")
    unexplained = [line for line in lines if line and not line.startswith(("#", "-r ")) and not wanted.match(line)]
    assert unexplained == []


def test_example_environment_lists_exactly_what_is_read():
    read: set[str] = set()
    for path in (ROOT / "portal").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"(?:environment\.)?\b(?:text|flag|whole_number|words)\(\"([A-Z_]+)\"", text))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == read
