"""Blocks in their final words, and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.block_documents import options_of, written_options
from articles.models import CareCard, Choices, QuestionSetBlock, StatisticBlock
from editorial import actions, errors
from tests.making import add_care_card, fresh, head_of, make_article, make_organisation, save

TEXT = """Radiotherapy
+ Eases pain
- Sore skin
- Tiredness

No treatment for now
+ Fewer visits
– The cancer may grow"""


def signed(article):
    return json.loads(head_of(article).signed.text)


def block(article, kind):
    return next(block for block in signed(article)["blocks"] if block["type"] == kind)


def test_choices_are_read_from_lines():
    assert options_of(TEXT) == [
        {"name": "Radiotherapy", "benefits": ["Eases pain"], "harms": ["Sore skin", "Tiredness"]},
        {"name": "No treatment for now", "benefits": ["Fewer visits"], "harms": ["The cancer may grow"]},
    ]


words = st.text(st.characters(categories=("L", "N")), min_size=1)
options = st.fixed_dictionaries(
    {"name": words, "benefits": st.lists(words, min_size=1), "harms": st.lists(words, min_size=1)}
)


@given(st.lists(options, max_size=5))
def test_choices_written_and_read_again_are_the_same(listed):
    assert options_of(written_options(listed)) == listed


def with_choices(team, **fields):
    article = make_article(team.writer)
    said = {"options": TEXT, "without": "<p>It may grow.</p>", "heading": "Choices"} | fields
    Choices.objects.create(parent=article, region="main", ordering=50, **said)
    save(article, team.writer)
    return article


def test_complete_choices_may_go_to_review(team):
    article = with_choices(team, questions="Is it for me?")
    assert block(article, "choices")["questions"] == ["Is it for me?"]
    actions.submit(revision=head_of(article), by=team.writer)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"options": "One\n+ good\n- bad"}, "need two at least"),
        ({"options": "One\n+ good\n\nTwo\n+ good\n- bad"}, "at least one harm"),
        ({"options": "+ good\n- bad\n\nTwo\n+ good\n- bad"}, "needs its name"),
        ({"without": ""}, "without treatment"),
    ],
)
def test_incomplete_choices_are_refused_with_what_to_do(team, fields, sentence):
    article = with_choices(team, **fields)
    with pytest.raises(errors.FactsMissing, match=sentence):
        actions.submit(revision=head_of(article), by=team.writer)


@pytest.mark.parametrize(("country", "number"), [("GB", "999"), ("ES", "112"), ("US", "911")])
def test_country_fills_in_the_emergency_number_that_a_card_leaves_open(team, country, number):
    article = make_article(team.writer, country=country)
    add_care_card(article, phones="Emergency services\nYour nurse: 0123 456")
    save(article, team.writer)
    assert block(article, "care_card")["phones"] == [
        {"label": "Emergency services", "number": number},
        {"label": "Your nurse", "number": "0123 456"},
    ]


def test_open_number_without_a_country_is_refused(team):
    article = make_article(team.writer)
    add_care_card(article, phones="Emergency services", country="")
    save(article, team.writer)
    with pytest.raises(errors.FactsMissing, match="without its number"):
        actions.submit(revision=head_of(article), by=team.writer)


def test_later_change_of_the_country_is_a_change_of_the_signed_text(team):
    article = make_article(team.writer, country="GB")
    add_care_card(article, phones="Emergency services")
    save(article, team.writer)
    before = head_of(article).digest
    save(article, team.writer, country="ES")
    assert head_of(article).digest != before


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "cannot be cured"), ("es", "no se puede curar"), ("ar", "الشفاء")],
)
def test_aim_has_its_usual_sentence_in_the_language_of_the_page(team, language, words):
    article = make_article(team.writer, language=language, treatment_aim="control")
    assert words in signed(article)["aim"]["statement"]


def test_own_sentence_of_the_aim_is_kept(team):
    article = make_article(team.writer, treatment_aim="control", aim_statement="To live well.")
    assert signed(article)["aim"] == {"aim": "control", "statement": "To live well."}


def test_page_that_was_paid_for_names_who_paid(team):
    article = make_article(team.writer, funding="sponsored")
    with pytest.raises(errors.FactsMissing, match="name who paid"):
        actions.submit(revision=head_of(article), by=team.writer)


def test_everything_comes_back_on_restore(team):
    article = with_choices(team, questions="Is it for me?")
    add_care_card(article, phones="Emergency services")
    article.support.add(make_organisation())
    facts = {
        "country": "GB",
        "treatment_aim": "control",
        "uncertainty": "Much.",
        "funding": "none",
        "involvement": "Two.",
    }
    full = save(article, team.writer, **facts)
    Choices.objects.all().delete()
    CareCard.objects.all().delete()
    article.support.clear()
    emptied = save(fresh(article), team.writer, **dict.fromkeys(facts, ""))
    assert emptied.signed_id != full.signed_id
    back = actions.restore(revision=full, by=team.writer, based_on=emptied.pk)
    assert back.signed_id == full.signed_id
    assert fresh(article).aim_statement == ""


def test_article_without_new_facts_keeps_the_digest_of_its_older_texts(team):
    """Every empty field is left out: an update of the software must not make a signed text look changed."""
    article = make_article(team.writer, text_origin="")
    assert set(signed(article)) == {
        "schema", "kind", "language", "article_kind", "title", "summary", "authors", "blocks", "sources"
    } - ({"authors"} if "authors" not in signed(article) else set())  # fmt: skip


@pytest.mark.parametrize("phones", ["no number here", "Your nurse: ask at the desk"])
def test_card_whose_telephone_cannot_be_dialled_is_refused(team, phones):
    article = make_article(team.writer)
    add_care_card(article, phones=phones)
    save(article, team.writer)
    with pytest.raises(errors.FactsMissing, match="without its number"):
        actions.submit(revision=head_of(article), by=team.writer)


def test_line_to_write_a_number_on_is_one(team):
    article = make_article(team.writer)
    add_care_card(article, phones="Your team: ____ (write it here)")
    save(article, team.writer)
    actions.submit(revision=head_of(article), by=team.writer)


def test_block_with_nothing_chosen_yet_has_a_name():
    assert [str(StatisticBlock()), str(QuestionSetBlock())] == ["Statistic", "Question set"]
