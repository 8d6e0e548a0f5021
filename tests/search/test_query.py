"""What is found, and in which order."""

import pytest

from editorial import actions
from editorial.models import Publication
from search.analysis import read_query
from search.query import Filters, find
from tests.search.conftest import topic

pytestmark = pytest.mark.django_db


def titles(text, language="en", **filters):
    found = find(read_query(text, language), language, Filters(**filters)).numbers
    names = dict(Publication.objects.values_list("pk", "title"))
    return [names[number] for number in found]


@pytest.fixture
def pages(shelf):
    shelf.article(
        "Breast cancer in the bone",
        article_kind="living_with",
        synonyms="bone secondaries\nskeletal metastases",
        heading="Feeling tired",
        body="<p>A warm bath can ease an aching back.</p>",
        tags=["Bone", "Pain"],
    )
    shelf.article("Iron-deficiency anaemia", heading="Symptoms", body="<p>You may look pale.</p>", tags=["Blood"])
    shelf.article("Bone scan", article_kind="test", body="<p>A scanner takes pictures.</p>", tags=["Bone"])
    shelf.questions("Questions about inhalers", "Can I use a spacer?", "How many puffs?")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Breast cancer in the bone", "Breast cancer in the bone"),  # title
        ("bone secondaries", "Breast cancer in the bone"),  # "also called"
        ("can i use a spacer", "Questions about inhalers"),  # question
        ("feeling tired", "Breast cancer in the bone"),  # heading
        ("scanner", "Bone scan"),  # a word of the text
        ("bath aching", "Breast cancer in the bone"),  # the other way round
        ("pictures of a zebra", "Bone scan"),  # a word that is nowhere
        ("skeletal metastasis", "Breast cancer in the bone"),  # one for many
        ("iron deficiency anemia", "Iron-deficiency anaemia"),  # US spelling
        ("ANAEMIA", "Iron-deficiency anaemia"),
        ("spacers", "Questions about inhalers"),
        ("anaemya", "Iron-deficiency anaemia"),  # a slip, found by its pieces
        ("blood", "Iron-deficiency anaemia"),  # the tag
    ],
)
def test_page_is_found_by(pages, asked, first):
    assert titles(asked)[0] == first


def test_order_is_the_same_every_time(pages):
    assert len({tuple(titles("bone")) for _ in range(5)}) == 1


@pytest.mark.parametrize("asked", ["", "   ", "((((((", "🦴", "zebra crossing", "\x00"], ids=range(6))
def test_nothing_is_found_for(pages, asked):
    assert titles(asked) == []


def test_filters_narrow_what_is_found(pages):
    assert titles("bone", kind="test") == ["Bone scan"]
    assert titles("bone", tags=("bone", "pain")) == ["Breast cancer in the bone"]
    assert titles("bone", tags=("blood",)) == []


def test_topic_stands_for_those_below(shelf):
    cancer = topic("Cancer")
    shelf.article("Bone cancer", topic=topic("Bones", parent=cancer))
    shelf.article("Bone scan", topic=topic("Tests"))
    assert titles("bone", topic="cancer") == ["Bone cancer"]


def test_topic_that_moved_takes_its_pages_along(shelf):
    bones, health = topic("Bones"), topic("Health")
    shelf.article("Bone cancer", topic=bones)
    assert titles("bone", topic="health") == []
    bones.parent = health
    bones.save()
    shelf.article("Another page")  # any change of the site's generation
    assert titles("bone", topic="health") == ["Bone cancer"]


def test_languages_are_apart(shelf):
    shelf.article("Cáncer de mama", language="es", body="<p>Los huesos.</p>")
    shelf.article("Cancer of the breast")
    assert titles("hueso", "es") == ["Cáncer de mama"]
    assert titles("cancer") == ["Cancer of the breast"]
    assert titles("سرطان", "ar") == []


def test_changed_page_is_found_by_its_new_words_only(shelf):
    page = shelf.article("Gout")
    assert titles("gout") == ["Gout"]
    shelf.again(page, title="Sprained ankle")
    assert titles("ankle") == ["Sprained ankle"]
    assert titles("gout") == []


def test_withdrawn_page_leaves_the_index(shelf, team):
    page = shelf.article("Broken wrist")
    assert titles("wrist") == ["Broken wrist"]
    actions.withdraw(item=page.item, by=team.lead, reason="It is out of date.")
    assert titles("wrist") == []
