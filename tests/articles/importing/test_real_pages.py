"""The two pages that editors really sent. They are not ours to copy, so they stand outside this repository, and only
facts about them stand here."""

from pathlib import Path

import pytest

from articles.importing.page import Done
from articles.importing.reading import read_page
from tests.articles.importing.test_accounting import missing

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "real-input"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real pages in {FOLDER}")


def read(name):
    return read_page((FOLDER / name).read_bytes(), name)


@pytest.fixture(scope="module")
def aggregator():
    return read("aggregator-page.txt")


@pytest.fixture(scope="module")
def reviewed():
    return read("reviewed-article.txt")


def numbers(page, done):
    return [line.number for line in page.lines_done(done)]


def flagged(page, code):
    return [line.number for line in page.lines if code in {flag.code for flag in line.flags}]


@pytest.mark.parametrize("name", ["aggregator-page.txt", "reviewed-article.txt"])
def test_nothing_is_lost(name):
    assert not missing(read(name), (FOLDER / name).read_text(encoding="utf-8"))


def test_aggregator_blocks(aggregator):
    counts = aggregator.counts()
    assert (counts["sections"], counts["boxes"], counts["question sets"], counts["questions"]) == (22, 1, 1, 3)
    assert numbers(aggregator, Done.DROPPED) == [17, 25, 54, 65, 88, 94, 104, 112, 125, 140]
    assert numbers(aggregator, Done.QUESTION) == [60, 62, 63]
    assert numbers(aggregator, Done.BLANK) == [21, 92, 131]
    assert numbers(aggregator, Done.REPAIRED) == [28, 30, 33, 35, 37, 39, 41, 43, 45]
    assert numbers(aggregator, Done.BOX) == [26]
    assert {"HER2", "II"} <= {word for section in aggregator.sections for word in section.heading.split()}


def test_aggregator_flags(aggregator):
    assert flagged(aggregator, "lead_in_without_list") == [6, 24, 115]
    assert flagged(aggregator, "heading_without_text") == [77]
    assert flagged(aggregator, "emergency_sign") == [111, 122]
    assert flagged(aggregator, "needs_set_title") == [60]
    assert flagged(aggregator, "empty_item") == [51]
    assert flagged(aggregator, "same_text") == [61]
    assert flagged(aggregator, "lost_characters") == [57]
    assert flagged(aggregator, "lost_apostrophe") == [79, 80, 86, 87, 96, 100, 110, 111, 122, 124]
    splits = [line.number for line in aggregator.lines if "heading split" in " ".join(r.kind for r in line.repairs)]
    assert splits == [121, 122, 123, 124]


def test_reviewed_blocks(reviewed):
    headings = [section.heading for section in reviewed.sections]
    assert headings == ["Overview", "Symptoms", "Tests", "Treatment", "Outlook", "Part 7"]
    assert numbers(reviewed, Done.QUESTION) == [50, 52, 54]
    assert numbers(reviewed, Done.ANSWER) == [51, 53, 55]
    assert numbers(reviewed, Done.UNPLACED) == [49]
    assert reviewed.title == "Reviewed article"


def test_reviewed_flags(reviewed):
    assert flagged(reviewed, "cut_off") == [9, 46]
    assert flagged(reviewed, "needs_heading") == [3, 16, 27, 34, 45, 56]
    assert flagged(reviewed, "answer_end") == [56]
    assert flagged(reviewed, "help_advice") == [59]
    assert flagged(reviewed, "emergency_sign") == [24, 25]
    assert flagged(reviewed, "needs_title") == [1]
    assert flagged(reviewed, "needs_set_title") == [50]
