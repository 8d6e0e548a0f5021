"""The two pages that were given as samples, through the importer: what is wrong with them must be found."""

from collections import Counter
from pathlib import Path

import pytest

from articles.importing.reading import read_page
from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import UID

PLACE = Path(__file__).resolve().parents[4] / "shared" / "real-input"
TITLE = "Breast cancer that has spread to the bones"

# At least so many findings; each is a case of the list of what these pages must not carry to patients.
AGGREGATOR = {
    "E01": 10,
    "E02": 2,
    "E07": 1,
    "E11": 2,
    "E12": 2,
    "M01": 2,
    "M02": 1,
    "M03": 8,
    "M09": 6,
    "M10": 5,
    "M13": 2,
    "M16": 6,
}
AGGREGATOR |= {"M17": 1, "M18": 1, "M21": 1, "P10": 1, "P12": 1}
REVIEWED = {
    "E01": 1,
    "E02": 1,
    "E13": 1,
    "M02": 2,
    "M03": 8,
    "M04": 1,
    "M10": 3,
    "M12": 1,
    "M19": 1,
    "P10": 1,
    "P12": 1,
}


def found_in(name):
    path = PLACE / name
    if not path.exists():
        pytest.skip("The sample pages are not here.")
    imported = read_page(path.read_bytes(), name)
    blocks = [
        {
            "uid": UID.format(number),
            "type": block.kind,
            "heading": block.heading,
            "aspect": block.aspect,
            "body": block.body,
        }
        for number, block in enumerate(imported.blocks)
        if not hasattr(block, "questions")
    ]
    return findings_in(
        {
            "schema": 1,
            "kind": "article",
            "article_kind": "condition",
            "language": "en",
            "title": TITLE,
            "blocks": blocks,
        }
    )


@pytest.mark.parametrize(("name", "least"), [("aggregator-page.txt", AGGREGATOR), ("reviewed-article.txt", REVIEWED)])
def test_what_is_wrong_is_found(name, least):
    counts = Counter(finding.check for finding in found_in(name))
    assert {check: count for check, count in least.items() if counts[check] < count} == {}


def test_what_is_done_well_is_left_alone():
    # A section on unproven therapies that says what is known of them.
    assert "M14" not in {finding.check for finding in found_in("aggregator-page.txt")}
    assert "M01" not in {finding.check for finding in found_in("reviewed-article.txt")}
