"""No character is lost silently: proved here without the importer's own bookkeeping code."""

import re
from collections import Counter
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.importing.accounting import account_for
from articles.importing.errors import ImportRefused, TextUnaccounted
from articles.importing.page import Done
from articles.importing.reading import read_page
from editorial.cleaning import clean

STARTS = ["", "- ", "-", "* ", "1. ", "2. ", "Read Also: ", "Box 1 ", "# ", "  ", "•", "Last updated: ", "Key Points"]
ENDS = [
    "",
    ".",
    ":",
    ":-",
    "?",
    " ?",
    " .",
    "? Yes, it is.",
    " has reviewed these common questions about it.",
    "\t",
    "the",
]
WORDS = [
    "Pain",
    "And",
    "the",
    "bones",
    "donâ€™t",
    "Ii",
    "HER2",
    "StageTwo is here",
    "a\u00adb",
    "&amp;",
    "<b>",
    "ß",
    "İt",
    "x\u0338",
    "é",
    "1\u00a0mg",
]

line = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(WORDS), max_size=7) | st.lists(st.text(max_size=12), max_size=3),
    st.sampled_from(ENDS),
)
pages = st.lists(line, min_size=1, max_size=14).map("\n".join)


def visible(text):
    return Counter(character for character in text if not character.isspace())


def bodies_of(page):
    for section in page.sections:
        yield section.body, section.kind != "section"
    for question_set in page.question_sets:
        for question in question_set.questions:
            yield question.answer, False


def missing(page, text):
    """What the page and its report hold, less what the file held, once all repairs are undone."""
    found = Counter()
    headings = [section.heading for section in page.sections]
    headings += [words for s in page.question_sets for words in (s.title, *(q.question for q in s.questions))]
    bodies = [unescape(re.sub(r"</?(?:p|ul|ol|li|h3|strong)>", "", body)) for body, _ in bodies_of(page)]
    for part in (page.title, page.summary, *headings, *bodies, *(line.kept for line in page.lines)):
        found.update(visible(part))
    for repair in [*page.additions, *(repair for line in page.lines for repair in line.repairs)]:
        found.update(visible(repair.before))
        found.subtract(visible(repair.after))
    found.subtract(visible(text))
    return {character: count for character, count in found.items() if count}


@settings(max_examples=400, deadline=None)  # the machine may be busy
@given(pages)
@example("* *")
@example("- \x08\nPain")
def test_no_character_is_lost_and_every_line_is_reported_once(text):
    try:
        page = read_page(text.encode(errors="replace"), "a-page.txt")
    except TextUnaccounted:
        raise
    except ImportRefused:
        return
    text = text.encode(errors="replace").decode().removeprefix("\ufeff")
    assert not missing(page, text)
    lines = re.split(r"\r\n|\n|\r", text)
    lines = lines[:-1] if not lines[-1] else lines
    assert [(line.number, line.text) for line in page.lines] == list(enumerate(lines, start=1))
    for line in page.lines:
        assert (line.done is Done.BLANK) == (not line.text.strip())


@settings(max_examples=200, deadline=None)
@given(pages)
def test_the_site_stores_the_bodies_as_they_are(text):
    """Cleaning happens on every save; it must not drop after the account was made."""
    try:
        page = read_page(text.encode(errors="replace"))
    except ImportRefused:
        return
    for body, short in bodies_of(page):
        assert clean(body, short=short) == body
    assert all(0 < len(section.heading) <= 100 for section in page.sections)
    assert len(page.title) <= 100
    for question_set in page.question_sets:
        assert 0 < len(question_set.title) <= 100
        assert all(0 < len(question.question) <= 200 for question in question_set.questions)


def test_the_guard_refuses_a_page_that_lost_a_word():
    page = read_page(b"Wrists\n\nPart one\nIt does not hurt.\n")
    lost = type(page)(**{**vars(page), "blocks": ()})
    account_for(page)
    with pytest.raises(TextUnaccounted):
        account_for(lost)


def test_a_file_at_the_limit_is_read_in_bearable_time():
    page = read_page(b"It is a short sentence about wrists.\n" * 56_000)
    assert len(page.lines) == 56_000
