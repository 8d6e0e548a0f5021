"""A browser may send anything where a number is expected; it gets an answer, and nothing is overwritten."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.admin.steps import step_url
from tests.editorial.replacing.test_pages import look, ticked
from tests.forms import form_data
from tests.making import fresh, head_of, live_article, make_article, make_source, save

pytestmark = pytest.mark.django_db

FORGED = ["²", "٣", "-1", "--5", "1e9", "0x1", " 1", "", "9" * 30, "9" * 5000, "\x00"]


@pytest.fixture
def article(team):
    return make_article(team.writer, title="Broken arm", sections=2)


@pytest.fixture
def writer(team):
    client = Client()
    client.force_login(team.writer.user)
    return client


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_form_that_names_no_revision_overwrites_nothing(team, writer, article):
    form = form_data(writer.get(change(article)))
    save(article, team.second_writer, title="Theirs")
    for number in FORGED:
        answer = writer.post(change(article), form | {"based_on": number, "title": "Mine"})
        assert answer.status_code == 409, number
    assert fresh(article).title == "Theirs"


@pytest.mark.parametrize("name", ["-ordering", "TOTAL_FORMS", "INITIAL_FORMS"])
def test_stale_form_with_any_order_or_number_of_blocks_gets_an_answer(team, writer, article, name):
    form = form_data(writer.get(change(article)))
    save(article, team.second_writer, title="Theirs")
    field = next(field for field in form if "section" in field and field.endswith(name))
    for number in FORGED:
        assert writer.post(change(article), form | {field: number, "title": "Mine"}).status_code in (200, 409), number
    assert fresh(article).title == "Theirs"


def test_stale_form_that_chooses_what_is_not_there_gets_an_answer(team, writer, article):
    form = form_data(writer.get(change(article)))
    article.sources.add(make_source(title="Theirs"))
    save(article, team.second_writer, title="Theirs")
    for number in FORGED:
        answer = writer.post(change(article), form | {"sources": [number], "title": "Mine"})
        assert answer.status_code == 409, number
    assert fresh(article).title == "Theirs"


def test_kept_form_that_names_no_revision_is_kept(team, writer, article):
    form = form_data(writer.get(change(article)))
    address = change(article).replace("change/", "typed/")
    for state, number in enumerate(FORGED, start=1):
        answer = writer.post(f"{address}?user={team.writer.user.pk}", form | {"based_on": number, "typed": str(state)})
        assert answer.json()["at"], number


@pytest.mark.parametrize("place", ["item", "head", "occurrence"])
def test_forged_place_of_words_replaces_nothing(writer, article, place):
    whole = ticked(look(writer))
    (item,) = {value.partition(":")[0] for value in whole["change"]}
    for number in [*FORGED, *([f"0{item}"] if place == "item" else [])]:
        posted = dict(whole)
        if place == "item":
            posted |= {name: [number + value[len(item) :] for value in whole[name]] for name in ("change", "page")}
        elif place == "head":
            posted["page"] = [f"{item}:{number}"]
        else:
            posted["change"] = [f"{value.rpartition(':')[0]}:{number}" for value in whole["change"]]
        assert writer.post(reverse("replace_words"), posted).status_code == 200, number
    assert fresh(article).title == "Broken arm"


@pytest.mark.parametrize(
    ("step", "name"), [("restore", "revision"), ("publish", "revision"), ("revoke_sign_off", "sign_off")]
)
def test_step_that_is_asked_for_any_number_gets_an_answer(team, step, name):
    article = live_article(team)
    client = Client()
    client.force_login({"publish": team.publisher, "restore": team.writer}.get(step, team.lead).user)
    save(article, team.writer, title="Later")
    for number in FORGED:
        assert client.get(step_url(step, article.item_id), {name: number}).status_code < 500, number
    assert head_of(article).number == 2
