"""What no template may hold: the content policy would refuse it, or the sanitiser would be passed by."""

import re
from pathlib import Path

import pytest

from tests.repository.source import name_of, product_modules, templates

COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    # A block of data is no script; everything else names a file.
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "something loaded from elsewhere": re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed|link(?=[^>]*stylesheet))[^>]*(?:src|href)=\"(?:https?:)?//",
        re.IGNORECASE,
    ),
}
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")
# The one place that turns strings into HTML: bodies that were cleaned when they were saved.
MAY_MARK_SAFE = {"editorial/rendering.py"}


def text_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_template_holds_nothing_inline(path: Path):
    assert [what for what, pattern in INLINE.items() if pattern.search(text_of(path))] == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_template_leaves_escaping_on(path: Path):
    assert UNESCAPED.findall(text_of(path)) == []


@pytest.mark.parametrize("path", product_modules(), ids=name_of)
def test_only_one_module_marks_html_as_safe(path: Path):
    found = re.findall(r"\b(?:mark_safe|SafeString|SafeText)\(", path.read_text(encoding="utf-8"))
    assert found == [] or name_of(path) in MAY_MARK_SAFE


@pytest.mark.parametrize("path", product_modules(), ids=name_of)
def test_product_uses_no_post_save(path: Path):
    """A save is not an event: what follows an action is called by the action."""
    assert not re.search(r"\bpost_(?:save|delete)\b|\bpre_delete\b", path.read_text(encoding="utf-8"))
