"""Figures: whole numbers in a sentence that is written once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import StatisticBlock
from editorial import actions
from editorial.dots import dots
from library.models import Statistic
from library.wording import definition_of, sentence_of
from tests.making import head_of, live_article, make_article, make_source, make_statistic, put_live, save


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {},
            "6 to 10 in every 100 women with secondary breast cancer break a bone within two years "
            "(England, 2013 to 2017).",
        ),
        (
            {"is_approximate": True, "high": None, "period_end": 2013},
            "About 6 in every 100 women with secondary breast cancer break a bone within two years (England, 2013).",
        ),
        (
            {
                "measure": "count",
                "low": 55000,
                "high": None,
                "out_of": None,
                "population": "",
                "counted": "people",
                "outcome": "are told so each year",
            },
            "55,000 people are told so each year (England, 2013 to 2017).",
        ),
        (
            {
                "language": "es",
                "counted": "mujeres",
                "population": "con cáncer",
                "outcome": "tienen dolor",
                "place": "España",
                "out_of": 10_000,
            },
            "Entre 6 y 10 de cada 10\u00a0000 mujeres con cáncer tienen dolor (España, 2013–2017).",
        ),
        (
            {"language": "ar", "counted": "امرأة", "population": "مصابة", "outcome": "تتألم", "place": "إنجلترا"},
            "من 6 إلى 10 من كل 100 امرأة مصابة تتألم (إنجلترا، 2013–2017).",
        ),
    ],
)
def test_sentence_says_who_how_many_what_where_and_when(db, fields, sentence):
    assert sentence_of(make_statistic(**fields)) == sentence


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"out_of": None}, "out_of"),
        ({"measure": "count"}, "out_of"),
        ({"measure": "survival_net", "caveat": "Past."}, "horizon_years"),
        ({"measure": "survival_net", "horizon_years": 5}, "caveat"),
    ],
)
def test_facts_that_go_together_are_asked_for(db, fields, field):
    statistic = make_statistic(**fields)
    with pytest.raises(ValidationError) as refused:
        statistic.full_clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize("fields", [{"high": 5}, {"low": 101, "high": None}, {"period_end": 2012}])
def test_database_refuses_impossible_figures(db, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_statistic(**fields)


def test_sentence_is_kept_where_somebody_wrote_it_and_made_anew_where_nobody_did(team):
    client = Client()
    client.force_login(team.writer.user)
    statistic = make_statistic()
    address = reverse("admin:library_statistic_change", args=[statistic.pk])
    form = {
        name: getattr(statistic, name) or ""
        for name in "name language measure low high out_of counted population outcome place period_start period_end".split()
    } | {"source": statistic.source_id, "horizon_years": "", "locator": "", "caveat": ""}
    client.post(address, form | {"low": "7", "sentence": statistic.sentence})
    assert Statistic.objects.get().sentence.startswith("7 to 10 in every 100")
    client.post(address, form | {"low": "7", "sentence": "My own words."})
    client.post(address, form | {"low": "8", "sentence": "My own words."})
    assert Statistic.objects.get().sentence == "My own words."


def test_page_keeps_the_words_that_were_signed_when_the_library_changes(team):
    statistic = make_statistic()
    article = make_article(team.writer, slug="wrist")
    StatisticBlock.objects.create(parent=article, region="main", ordering=50, statistic=statistic)
    save(article, team.writer)
    put_live(article, team)
    Statistic.objects.update(sentence="Something else.", low=1)
    page = Client().get("/en/wrist/").content.decode()
    assert "6 to 10 in every 100 women" in page
    assert "Something else." not in page


def test_source_of_a_figure_is_numbered_with_the_others(team):
    source = make_source(title="Cancer registry")
    article = make_article(team.writer, slug="wrist")
    block = {"parent": article, "region": "main", "ordering": 50}
    StatisticBlock.objects.create(**block, statistic=make_statistic(source=source))
    save(article, team.writer)
    document = head_of(article).signed.text
    assert "Cancer registry" in document
    assert f'"source":"{source.uid}"' in document


@pytest.mark.parametrize(("years", "said"), [(1, "alive 1 year after"), (5, "alive 5 years after")])
def test_definition_counts_years(years, said):
    assert said in definition_of(Statistic(measure="survival_overall", horizon_years=years, language="en"))


def test_survival_is_always_shown_on_request(team):
    statistic = make_statistic(measure="survival_overall", horizon_years=5, caveat="Past.")
    article = make_article(team.writer)
    StatisticBlock.objects.create(parent=article, region="main", ordering=50, statistic=statistic, is_hidden=False)
    save(article, team.writer)
    assert '"is_hidden":true' in head_of(article).signed.text


def test_dots_count_what_is_sure_and_what_may_be():
    drawn = dots(6, 10, 100)
    assert [path.count("h0") for path in (drawn.sure, drawn.maybe, drawn.others)] == [6, 4, 90]
    assert (drawn.width, drawn.height) == (100, 100)


@pytest.mark.parametrize("out_of", [None, 0, 10_000])
def test_what_cannot_be_counted_by_eye_is_not_drawn(out_of):
    assert dots(6, None, out_of) is None


def test_restored_text_brings_its_figure_back(team):
    statistic = make_statistic()
    article = live_article(team)
    first = head_of(article)
    StatisticBlock.objects.create(parent=article, region="main", ordering=50, statistic=statistic, heading="Breaks")
    second = save(article, team.writer)
    actions.restore(revision=first, by=team.writer, based_on=second.pk)
    article.item.refresh_from_db()
    third = actions.restore(revision=second, by=team.writer, based_on=article.item.head_id)
    assert third.signed_id == second.signed_id
