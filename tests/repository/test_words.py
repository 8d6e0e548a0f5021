"""Notes to ourselves, and traces of the machine that something was written on, do not belong in the source."""

import re
from pathlib import Path

import pytest

from tests.repository.source import name_of, written_by_us

OWN = {"tests/repository/test_words.py", "pyproject.toml"}
# What drafts are searched for, and the texts that try it.
LISTED = {"editorial/checks/lexicons/placeholders.toml", "tests/editorial/checks/test_cut_off.py"}
NOTES = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"(?<![\w.])/(?:work|home|Users|root)/\w+|file://|pypi\.org|pythonhosted|registry\.npmjs")


@pytest.mark.parametrize("path", written_by_us(), ids=name_of)
def test_file_holds_no_note_and_no_machine_path(path: Path):
    text = path.read_text(encoding="utf-8")
    if name_of(path) in OWN | LISTED:
        return
    assert NOTES.findall(text) + (MACHINE.findall(text) if "/importing" not in name_of(path) else []) == []


@pytest.mark.parametrize("path", written_by_us(), ids=name_of)
def test_file_ends_with_one_newline(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not text or (text.endswith("\n") and not text.endswith("\n\n"))
