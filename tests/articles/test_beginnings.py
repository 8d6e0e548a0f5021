"""A new page is begun with the parts that its kind needs; a part that nobody filled is not saved."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.beginnings import kinds, part_named, parts_for, words
from articles.models import Article, CareCard, KeyPoints, Section
from editorial.checks.lexicons import lexicon
from tests.forms import form_data
from tests.making import make_article

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_article_add")


@pytest.fixture
def writer(team):
    client = Client()
    client.force_login(team.writer.user)
    return client


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return form_data(response)


def headings(form):
    return [value for name, values in form.items() if name.endswith("-heading") for value in values]


def field_of(form, heading, field):
    name = next(name for name, values in form.items() if name.endswith("-heading") and heading in values)
    return name.replace("-heading", f"-{field}")


def test_editor_chooses_a_kind_first(writer):
    page = writer.get(ADD).content.decode()

    assert page.count('href="?begin=') == len(Article.Kind) + 1
    assert "An illness or an injury" in page
    assert "Empty page" in page
    assert 'name="title"' not in page


def test_whoever_may_not_add_a_page_chooses_none(team):
    client = Client()
    client.force_login(team.reviewer.user)

    assert client.get(ADD).status_code == 403


def test_new_page_has_the_parts_of_its_kind_in_reading_order(writer):
    form = opened(writer, f"{ADD}?begin=condition")

    assert form["article_kind"] == ["condition"]
    placed = sorted(
        (int(form[name.replace("-heading", "-ordering")][0]), values[0])
        for name, values in form.items()
        if name.endswith("-heading")
    )
    assert [heading for _, heading in placed] == [
        "What it is",
        "Symptoms",
        "Get emergency help now if you:",
        "Tests",
        "Treatment",
        "Living with it",
        "Key points",
    ]


def test_empty_page_has_no_parts(writer):
    assert headings(opened(writer, f"{ADD}?begin=empty")) == []


def test_kind_that_is_not_known_begins_an_empty_page(writer):
    assert headings(opened(writer, f"{ADD}?begin=nonsense")) == []


def test_parts_that_nobody_touched_are_not_saved(writer):
    form = opened(writer, f"{ADD}?begin=condition")

    assert writer.post(ADD, form | {"title": "Sprained ankle"}).status_code == 302
    assert Article.objects.get().title == "Sprained ankle"
    assert not (Section.objects.exists() or CareCard.objects.exists() or KeyPoints.objects.exists())


def test_part_that_was_filled_is_saved_with_all_that_was_prepared(writer):
    form = opened(writer, f"{ADD}?begin=condition")

    writer.post(ADD, form | {"title": "Sprained ankle", field_of(form, "Symptoms", "body"): "<p>It swells.</p>"})

    section = Section.objects.get()
    assert (section.heading, section.aspect, section.body) == ("Symptoms", "symptoms", "<p>It swells.</p>")


def test_moving_an_empty_part_does_not_save_it(writer):
    form = opened(writer, f"{ADD}?begin=condition")

    writer.post(ADD, form | {"title": "Sprained ankle", field_of(form, "Tests", "ordering"): "5"})

    assert not Section.objects.exists()


def test_card_that_was_begun_needs_its_signs(writer):
    form = opened(writer, f"{ADD}?begin=condition")
    heading = next(name for name, values in form.items() if "Get emergency help now if you:" in values)

    answer = writer.post(ADD, form | {"title": "Sprained ankle", heading: "Call 999 if you:"})

    assert answer.status_code == 200
    assert "Care card" in answer.content.decode()
    assert not Article.objects.exists()


def test_saving_and_going_on_keeps_the_parts_that_are_still_empty_in_the_form(writer):
    form = opened(writer, f"{ADD}?begin=condition")
    filled = {"title": "Sprained ankle", field_of(form, "Symptoms", "body"): "<p>It swells.</p>", "_continue": ""}

    address = writer.post(ADD, form | filled).url

    assert address.endswith("/change/?begin=condition")
    again = opened(writer, address)
    assert "Tests" in headings(again)
    assert headings(again).count("Symptoms") == 1
    assert writer.post(address, again | {"summary": "Rest.", "_continue": ""}).url == address
    assert Section.objects.count() == 1


def test_form_of_a_page_offers_the_parts_that_are_not_there(writer, team):
    article = make_article(team.writer)
    address = reverse("admin:articles_article_change", args=[article.pk])

    page = writer.get(address).content.decode()

    assert "Parts that are not here" in page
    assert "<q>Symptoms</q>" in page
    assert "Symptoms" in headings(opened(writer, f"{address}?begin=condition"))
    assert "Parts that are not here" not in writer.get(f"{address}?begin=condition").content.decode()


def test_parts_that_are_there_are_not_offered(writer, team):
    article = make_article(team.writer, sections=0)
    for number, part in enumerate(parts_for("condition", "en")):
        signs = {"signs": "pain"} if part.model is CareCard else {}
        part.model.objects.create(parent=article, region="main", ordering=number * 10, **part.values, **signs)

    address = reverse("admin:articles_article_change", args=[article.pk])
    assert "Parts that are not here" not in writer.get(address).content.decode()


def test_part_is_offered_between_its_neighbours(team):
    from articles.beginnings import parts_not_begun

    article = make_article(team.writer, sections=0)
    for number, aspect in enumerate(["overview", "treatment"], 1):
        Section.objects.create(parent=article, region="main", ordering=number * 10, heading=aspect, aspect=aspect)

    places = {part.aspect: place for part, place in parts_not_begun("condition", "en", Section.objects.all())}

    assert 10 < places["symptoms"] < places["tests"] < 20 < places["living_with"]


def test_headings_are_in_the_language_of_the_page(writer):
    form = opened(writer, f"{ADD}?begin=condition&language=es")

    assert form["language"] == ["es"]
    assert "Síntomas" in headings(form)


def test_forged_names_of_parts_are_nothing_prepared():
    assert [part_named(key) for key in ("", "en", "en:condition", "en:condition:nothing", "x:y:z:z")] == [None] * 5


@pytest.mark.parametrize("kind", ["condition", "symptom", "test", "treatment", "medicine"])
def test_all_that_the_checks_require_is_prepared(kind):
    prepared = {part.aspect for part in parts_for(kind, "en")}

    assert set(lexicon("aspects")[kind]["required"]) <= prepared


def test_every_kind_has_a_sentence_and_its_headings_in_every_language(settings):
    assert [kind for kind, _, _ in kinds()] == Article.Kind.values
    for language, _ in settings.LANGUAGES:
        assert set(words()["headings"][language]) == set(words()["headings"]["en"])
        for kind in Article.Kind:
            assert all(part.values["heading"] for part in parts_for(kind, language))


def test_no_prepared_heading_is_a_question_or_too_long():
    for headings_of in words()["headings"].values():
        assert all(not heading.endswith(("?", "؟")) and len(heading) <= 60 for heading in headings_of.values())
