"""Whether an answer is one: of made-up pages, and of the demonstration with questions that others wrote."""

import csv
from pathlib import Path

import pytest

from search.results import TRUSTED
from tests.search.volume import found, page, volume_of

LABELS = Path(__file__).parents[1] / "data" / "search"

PAGES = (
    page(
        1, "Asthma", text="You may wheeze at night. Dust mites and cold air can be triggers. Use your reliever inhaler."
    ),
    page(2, "Panic attacks", text="Your heart races and you feel that you cannot breathe. Nightmares are common."),
    page(3, "Kidney disease", text="Your kidneys do not work well. Food with less salt helps."),
    page(4, "Animal bites", text="Wash a bite of a dog or a cat and see a nurse."),
)


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    return volume_of(tmp_path_factory.mktemp("index"), *PAGES, fillers=400)


@pytest.mark.parametrize(
    "asked",
    [
        "asthma",
        "what triggers asthma at night",
        "kidney disease salt",
        "my heart races and I cannot breathe",
        "dog bite",
    ],
)
def test_question_that_a_page_answers_is_trusted(volume, asked):
    assert found(volume, asked).trust >= TRUSTED


@pytest.mark.parametrize(
    "asked",
    [
        "football results",
        "weather tomorrow",
        "zanubrutinib asthma",  # a medicine that no page names
        "kidney shaped swimming pool",
        "mortgage advice",
        "best food recipe",
    ],
)
def test_question_that_no_page_answers_is_not_trusted(volume, asked):
    assert found(volume, asked).trust < TRUSTED


def test_on_a_small_site_a_name_of_a_page_is_an_answer_too(tmp_path):
    """Where every other page speaks of pain, the word weighs little."""
    pages = [page(n, f"Pain {n}", text="Pain in bones and joints.") for n in range(2, 12)]
    small = volume_of(tmp_path, page(1, "Bone pain", "Aching bones", text="Sore bones."), *pages, fillers=5)
    for asked in ("bone pain", "Pain in the bones", "aching bones"):
        assert found(small, asked).trust == 1, asked
    for asked in ("bone pain from football", "bone pain with zanubrutinib", "sore bone", "pain in the jaw bone"):
        assert found(small, asked).trust < 1, asked


def test_trust_is_a_share_whatever_is_asked(volume):
    for asked in ("asthma " * 90, "x", "asthma nightmares kidney dog " * 3):
        assert 0 <= found(volume, asked).trust <= 1


@pytest.mark.parametrize("name", ["corpus_chosen", "corpus_judged", "demo_chosen", "demo_judged"])
def test_labels_are_half_in_and_half_out(name):
    with (LABELS / f"{name}.tsv").open(encoding="utf-8") as file:
        labels = [row[0] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert labels.count("in") == labels.count("out") == len(labels) / 2
