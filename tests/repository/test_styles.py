"""The style sheets and scripts of public pages: small, mirrored by themselves, and no more than one in the way."""

import gzip
import re
from pathlib import Path

import pytest

from tests.repository.source import ROOT

STATIC = ROOT / "portal" / "static" / "portal"
PHYSICAL = re.compile(
    r"(?<![\w(-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def sheets() -> list[Path]:
    return sorted((STATIC / "css").glob("*.css"))


def compressed(paths: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_style_sheets_of_public_pages_are_under_20_kilobytes():
    assert compressed(sheets()) < 20 * 1024


def test_scripts_of_public_pages_are_under_10_kilobytes():
    assert compressed(sorted((STATIC / "js").glob("*.js"))) < 10 * 1024


@pytest.mark.parametrize("path", sheets(), ids=lambda path: path.name)
def test_style_sheet_names_no_side_of_the_screen(path: Path):
    rules = re.sub(r"/\*.*?\*/|@(?:media|supports)[^{]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert PHYSICAL.findall(rules) == []


def test_one_style_sheet_stands_before_the_first_paint():
    head = (ROOT / "templates" / "base.html").read_text(encoding="utf-8").partition("</head>")[0]
    links = re.findall(r"<link[^>]*rel=\"stylesheet\"[^>]*>", head)
    scripts = re.findall(r"<script[^>]*>", head)
    assert len([link for link in links if 'media="print"' not in link]) == 1
    assert [script for script in scripts if 'type="module"' not in script] == []
