"""What is offered while somebody types."""

import logging
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import actions
from editorial.models import Body, Publication
from search import index, suggestions
from search.documents import PageDocument, Place, Shelf
from search.faults import IndexUnusable
from search.suggestions import LONGEST, MOST, MOST_WORDS, Line, suggest
from search.volumes import Volume
from tests.making import make_article, put_live
from tests.repository.source import ROOT
from tests.suggest_speed import measure_suggestions, volume_of_names

ADDRESS = "/en/search/suggestions/"
SCRIPT = ROOT / "portal" / "static" / "portal" / "js" / "suggestions.js"


def page(number, *names, questions=()):
    places = tuple(Place(f"q-{place}", asked, ("Yes.",), True) for place, asked in enumerate(questions))
    return PageDocument(number, names, (Place(), *places), shelf=Shelf("condition"))


def volume_of(directory, *pages, language="en"):
    volume = Volume(directory, language)
    volume.write(pages)
    return volume


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    return volume_of(
        tmp_path_factory.mktemp("volume"),
        page(1, "Breast cancer", "Mammary carcinoma", questions=["Is breast cancer common?", "Breast or bone?"]),
        page(2, "Breast cancer in the bone", "Bone metastases"),
        page(3, "Bone scan", "Scintigraphy"),
        page(4, "Ménière’s disease", "Endolymphatic hydrops"),
        page(5, "Haemophilia"),
        page(6, "A very long way of naming the breast"),
        page(7, "Diabetes"),
    )


def texts(volume, typed):
    return [line.text for line in suggest(volume, typed)]


def test_lines_that_begin_as_typed_come_first_then_those_with_the_words_inside(volume):
    assert texts(volume, "breast c") == ["Breast cancer", "Breast cancer in the bone", "Is breast cancer common?"]


def test_titles_come_before_other_names_and_questions_last(volume):
    assert texts(volume, "bo") == [
        "Bone scan", "Bone metastases", "Breast cancer in the bone", "Breast or bone?"
    ]  # fmt: skip


def test_page_is_offered_once_for_each_kind_of_line(volume):
    found = suggest(volume, "breast")
    assert len({(line.page, line.kind) for line in found}) == len(found)
    assert [line.text for line in found].count("Breast or bone?") == 1


def test_words_may_stand_in_another_order(volume):
    assert texts(volume, "bone breast") == ["Breast cancer in the bone", "Breast or bone?"]


def test_line_says_where_it_stands(volume):
    assert suggest(volume, "breast or") == (Line(1, 2, suggestions.QUESTION, "Breast or bone?"),)


@pytest.mark.parametrize("typed", ["meniere", "MÉNIÈRE'S", "  ménière's   dis", "Me\u0301nie\u0300re"])
def test_accents_case_and_spaces_make_no_difference(volume, typed):
    assert texts(volume, typed) == ["Ménière’s disease"]


@pytest.mark.parametrize("typed", ["haemopilia", "hemophil", "heamoph", "haemophilias"])
def test_one_slip_is_forgiven(volume, typed):
    assert texts(volume, typed) == ["Haemophilia"]


def test_slip_in_a_word_before_the_last_is_forgiven(volume):
    assert texts(volume, "braest canc")[:2] == ["Breast cancer", "Breast cancer in the bone"]


@pytest.mark.parametrize("typed", ["bnoe", "dia betes", "dib", "haxxophilia"])
def test_more_than_one_slip_or_a_slip_in_a_short_word_is_not(volume, typed):
    assert not {"Diabetes", "Haemophilia"} & set(texts(volume, typed))


def test_slip_is_not_looked_for_when_there_are_lines_without(volume):
    assert texts(volume, "bone")[0] == "Bone scan"
    assert all("bone" in text.lower() for text in texts(volume, "bone"))


@pytest.mark.parametrize(
    "typed", ["", " ", "b", "?!", "é", "b " * (MOST_WORDS + 1), "b" * (LONGEST + 1), "bone " * 900]
)
def test_too_little_and_too_much_is_not_looked_for(volume, typed):
    assert suggest(volume, typed) == ()


def test_there_are_never_more_than_fit(tmp_path):
    volume = volume_of(tmp_path, *(page(number, f"Bone {number}", f"Bones {number}") for number in range(50)))
    assert len(suggest(volume, "bone")) == MOST


@pytest.mark.parametrize("typed", ["breast c", "bo", "br", "is breast", "bone scan"])
def test_best_line_is_the_same_where_too_many_begin_so(volume, typed, monkeypatch):
    expected = texts(volume, typed)
    monkeypatch.setattr(suggestions, "MOST_BEGINNINGS", 0)
    assert texts(volume, typed) == expected


def test_speed_is_measured_with_any_volume(volume):
    assert set(measure_suggestions(volume, ["bone", "b", "wh"])) == {"median", "95 %", "slowest"}


def test_volume_to_measure_holds_as_many_names_as_asked(tmp_path):
    assert volume_of_names(tmp_path, 20).count() == 10


def test_arabic_is_offered_with_and_without_its_signs(tmp_path):
    volume = volume_of(tmp_path, page(1, "أَلَم العظام"), page(2, "خزعة"), language="ar")
    for typed in ("ألم", "الم ال", "أَلَم", "العظ", "العظان"):
        assert texts(volume, typed) == ["أَلَم العظام"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=200) | st.from_regex(r"[a-zÀ-ÿ*?~\"():^\\/ ]{0,60}", fullmatch=True))
def test_anything_may_be_typed(volume, typed):
    assert len(suggest(volume, typed)) <= MOST


@pytest.mark.parametrize("typed", ["\ud800bone", "bone\x00", "ﷺ" * 150, "🦴" * 150, "a\u0301" * 70, "(" * 150])
def test_odd_signs_are_not_looked_for(volume, typed):
    assert len(suggest(volume, typed)) <= MOST


# --- Through the address ------------------------------------------------------------------------------------------


@pytest.fixture
def pages(shelf):
    shelf.article("Bone cancer", synonyms="Osteosarcoma")
    shelf.article("Bone scan", article_kind="test")
    shelf.questions("About bones", "Do bones hurt?", "Will it heal?")


def offered(client, typed, address=ADDRESS):
    return client.get(address, {"q": typed}).json()


def test_each_suggestion_has_text_kind_detail_and_address(client, pages):
    assert offered(client, "bone") == [
        {"text": "Bone scan", "kind": "title", "detail": "Test", "address": "/en/bone-scan/"},
        {"text": "Bone cancer", "kind": "title", "detail": "Condition", "address": "/en/bone-cancer/"},
        {"text": "About bones", "kind": "title", "detail": "Questions and answers", "address": "/en/questions/about-bones/"},
        {"text": "Do bones hurt?", "kind": "question", "detail": "About bones",
         "address": "/en/questions/about-bones/#do-bones-hurt"},
    ]  # fmt: skip


def test_other_name_leads_to_its_page_and_says_its_title(client, pages):
    expected = {"text": "Osteosarcoma", "kind": "name", "detail": "Bone cancer", "address": "/en/bone-cancer/"}
    assert offered(client, "osteo") == [expected]


def test_every_address_and_anchor_is_there(client, pages):
    for suggestion in [*offered(client, "bone"), *offered(client, "will it")]:
        path, _, anchor = suggestion["address"].partition("#")
        response = client.get(path)
        assert response.status_code == 200
        assert not anchor or f'id="{anchor}"' in response.content.decode()


def test_withdrawn_page_is_not_offered(client, pages, team):
    withdraw("Bone cancer", team)
    assert "Bone cancer" not in [one["text"] for one in offered(client, "bone")]


def withdraw(title, team):
    actions.withdraw(item=Publication.objects.get(title=title).item, by=team.lead, reason="It is out of date.")


def test_withdrawn_page_is_not_offered_whatever_the_index_says(client, pages, team, monkeypatch):
    before = index.keeper().ready()
    for title in ("Bone cancer", "About bones"):
        withdraw(title, team)
    monkeypatch.setattr(index.Keeper, "ready", lambda self: before)
    assert [one["text"] for one in offered(client, "bone")] == ["Bone scan"]
    assert offered(client, "osteo") == []


def test_words_that_a_page_has_no_more_are_not_offered_whatever_the_index_says(client, shelf, monkeypatch):
    page = shelf.article("Bone cancer", synonyms="Osteosarcoma")
    before = index.keeper().ready()
    shelf.again(page, title="Cancer that began in a bone", synonyms="Sarcoma")
    monkeypatch.setattr(index.Keeper, "ready", lambda self: before)
    assert offered(client, "bone") == offered(client, "osteo") == []


def test_question_that_a_page_has_no_more_is_not_offered_whatever_the_index_says(client, pages, monkeypatch):
    number = Publication.objects.get(title="About bones").pk
    lines = (Line(number, 1, suggestions.QUESTION, "Do bones break?"), Line(number, 99, suggestions.QUESTION, "Why?"))
    monkeypatch.setattr(suggestions, "suggest", lambda volume, typed: lines)
    assert offered(client, "do bones") == []


def test_question_of_a_text_that_was_emptied_is_not_offered(client, pages):
    assert offered(client, "do bones")
    Body.objects.filter(text__contains="Do bones hurt?").update(text="")
    assert offered(client, "do bones") == []


def test_questions_that_were_read_are_forgotten_when_there_are_many(client, pages, monkeypatch):
    monkeypatch.setattr(suggestions, "MOST_KEPT", 1)
    for _ in range(3):
        assert [one["text"] for one in offered(client, "do bones")] == ["Do bones hurt?"]
        assert [one["text"] for one in offered(client, "will it")] == ["Will it heal?"]
    assert len(suggestions._asked) == 1


def test_page_in_another_language_is_not_offered(client, pages, team, monkeypatch):
    put_live(make_article(team.writer, title="Bone en otro idioma", language="es"), team)
    assert "Bone en otro idioma" not in [one["text"] for one in offered(client, "bone")]
    spanish = "/es/search/suggestions/"
    assert [one["text"] for one in offered(client, "bone", spanish)] == ["Bone en otro idioma"]
    monkeypatch.setattr(
        suggestions, "suggest", lambda *args: [Line(Publication.objects.last().pk, 0, 2, "Bone en otro idioma")]
    )
    assert offered(client, "bone") == []


def test_answer_may_be_neither_indexed_nor_kept_and_sets_no_cookie(client, pages):
    response = client.get(ADDRESS, {"q": "bone"})
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_address_is_only_read(client, db):
    assert client.post(ADDRESS, {"q": "bone"}).status_code == 405


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=%00", "?q=%ff%fe", "?q=" + "%F0%9F%A6%B4" * 40, "?q=a&q=b", "?x=1"], ids=range(7)
)
def test_odd_address_is_answered(client, pages, query):
    response = client.get(ADDRESS + query)
    assert response.status_code in {200, 400}


def test_what_is_typed_reaches_no_log(client, pages, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    offered(client, "secretword")
    monkeypatch.setattr(suggestions, "suggest", _fails)
    offered(client, "secretword")
    assert "secretword" not in caplog.text


def _fails(*args):
    raise IndexUnusable("secretword")


def test_index_that_fails_or_is_not_there_offers_nothing(client, pages, monkeypatch):
    monkeypatch.setattr(suggestions, "suggest", _fails)
    assert offered(client, "bone") == []
    monkeypatch.setattr(index.Keeper, "ready", lambda self: None)
    assert offered(client, "bone") == []


def test_queries_do_not_grow(client, shelf, django_assert_num_queries):
    for number in range(10):
        shelf.article(f"Bone {number}", synonyms=f"Bones {number}")
        shelf.questions(f"About bone {number}", f"Does bone {number} hurt?")
        offered(client, "bone")
        with django_assert_num_queries(2):
            offered(client, "bone")


def test_form_works_without_the_script_and_names_what_it_needs(client, db):
    page = client.get("/en/").content.decode()
    forms = re.findall(r"<form class=\"search-form.*?</form>", page, re.DOTALL)
    assert forms
    for form in forms:
        assert 'action="/en/search/"' in form
        assert f'data-suggestions="{ADDRESS}"' in form
        assert 'autocomplete="off"' in form
        assert 'role="combobox"' not in form


def test_script_is_small():
    assert SCRIPT.stat().st_size < 10 * 1024
