"""What people look for, as editors meet it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from editorial import clock
from portal.worklist import waiting_for
from search.actions import add_best_bet, add_synonym
from search.models import AskedCount, BestBet, NotForUs, Synonym
from tests.making import make_person

pytestmark = pytest.mark.django_db
LIST = "/admin/search/askedcount/"


def count(words, times=20, without=20, *, language="en", days_ago=1):
    day = clock.today() - dt.timedelta(days=days_ago)
    return AskedCount.objects.create(day=day, language=language, words=words, times=times, without_answer=without)


def client_of(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def publisher(team):
    return client_of(team.publisher)


@pytest.fixture
def page(shelf):
    return shelf.article("Bone cancer")


def gaps(response):
    return [(gap.words, gap.times, gap.without_answer) for gap, _ in response.context["rows"]]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def press(client, verb, asked="bone hubbub", page=None, language="en", **extra):
    data = {"asked": asked, "language": language, "page": page.item_id if page else "", **extra}
    return client.post(reverse("admin:search_askedcount_do", args=[verb]), data, follow=True)


def test_list_adds_up_the_days_and_begins_with_what_has_no_answer(publisher):
    count("gout", 40, 10)
    count("hubbub", 20, 15)
    count("hubbub", 30, 15, days_ago=90)
    count("hubbub", 100, 100, days_ago=91)
    count("croup", 90, 10)
    response = publisher.get(LIST)
    assert gaps(response) == [("hubbub", 50, 30), ("croup", 90, 10), ("gout", 40, 10)]
    assert "30 (60%)" in text_of(response)


def test_row_shows_what_is_found_today(publisher, page):
    count("bone cancer")
    count("bone hubbub zzzzz qqqqq")
    count("zzzzqqqq")
    rows = {
        gap.words: (gap.nearest and gap.nearest.title, gap.is_answered_now)
        for gap, _ in publisher.get(LIST).context["rows"]
    }
    assert rows == {
        "bone cancer": ("Bone cancer", True),
        "bone hubbub zzzzz qqqqq": ("Bone cancer", False),
        "zzzzqqqq": (None, False),
    }


def test_one_click_makes_a_synonym(publisher, client, page):
    count("hubbub")
    response = press(publisher, "mean", "hubbub", page)
    assert (Synonym.objects.get().asked_key, Synonym.objects.get().means) == ("hubbub", "Bone cancer")
    assert "is shown pages that say “Bone cancer” from now on" in text_of(response)
    assert gaps(response) == []
    assert gaps(publisher.get(LIST, {"show": "done"})) == [("hubbub", 20, 20)]
    assert publisher.get(LIST, {"show": "done"}).context["rows"][0][0].is_answered_now
    found = client.get("/en/search/", {"q": "hubbub"})
    assert [result.entry.title for result in found.context["results"]] == ["Bone cancer"]


def test_one_click_recommends_the_page(publisher, page):
    count("bone hubbub")
    press(publisher, "recommend", page=page)
    assert (BestBet.objects.get().asked_key, BestBet.objects.get().item_id) == ("bone hubbub", page.item_id)
    assert gaps(publisher.get(LIST)) == []


def test_what_is_not_for_us_is_off_the_list_until_it_is_brought_back(publisher):
    count("bone hubbub")
    assert gaps(press(publisher, "dismiss")) == []
    assert gaps(publisher.get(LIST, {"show": "not-for-us"})) == [("bone hubbub", 20, 20)]
    press(publisher, "return", show="not-for-us")
    assert gaps(publisher.get(LIST)) == [("bone hubbub", 20, 20)]


def test_done_list_says_what_was_done_by_whom_and_when(publisher, team, page):
    count("bone hubbub")
    word = add_synonym(language="en", asked="the bone hubbub", means="Bone cancer", by=team.publisher)
    bet = add_best_bet(language="en", asked="bone hubbub", item=page.item, by=team.publisher)
    add_synonym(language="es", asked="bone hubbub", means="Otra cosa", by=team.publisher)
    response = publisher.get(LIST, {"show": "done"})
    text, shown = text_of(response), response.content.decode()
    by = f"{team.publisher.name}, {date_format(clock.today(), 'j F Y')}"
    assert re.search(rf"Synonym: +Bone cancer +by {by}", text) and re.search(
        rf"Recommended page: +Bone cancer +by {by}", text
    )
    assert "Otra cosa" not in text
    for row in (f"/admin/search/synonym/{word.pk}", f"/admin/search/bestbet/{bet.pk}"):
        for address in (f"{row}/change/", f"{row}/delete/"):
            assert f'href="{address}"' in shown
            assert publisher.get(address).status_code == 200
    assert "</button>" not in shown.partition("<tbody>")[2].partition("</tbody>")[0]
    for link in ("Say what it means", "Recommend another page", "Write a page"):
        assert link not in text


def test_done_list_offers_a_writer_nothing_to_take_back(team):
    count("bone hubbub")
    add_synonym(language="en", asked="bone hubbub", means="Bone cancer", by=team.publisher)
    text = text_of(client_of(team.writer).get(LIST, {"show": "done"}))
    assert "Synonym:" in text and "Take it back" not in text


def test_put_aside_row_says_by_whom_and_when_with_one_button(publisher, team, page):
    count("bone hubbub")
    press(publisher, "dismiss")
    shown = text_of(publisher.get(LIST, {"show": "not-for-us"}))
    assert f"Not for us by {team.publisher.name}, {date_format(clock.today(), 'j F Y')}" in shown
    assert "Back to the list" in shown and "Write a page" not in shown


def test_page_can_be_begun_with_its_title(publisher):
    count("bone hubbub")
    [(_, address)] = publisher.get(LIST).context["rows"]
    chooser = publisher.get(address)
    form = publisher.get(reverse("admin:articles_article_add") + chooser.context["empty"])
    assert 'value="Bone hubbub"' in form.content.decode()


def test_question_of_danger_is_shown_with_a_note_and_can_only_be_put_aside(publisher, page):
    count("i want to die bone cancer")
    text = text_of(publisher.get(LIST))
    assert "A sign of danger: readers are shown at once what to do" in text
    assert "Not for us" in text[text.index("A sign of danger") :]
    for button in ("People mean this page", "Recommend this", "Recommend another", "Write a page", "Say what it means"):
        assert button not in text
    for verb in ("mean", "recommend"):
        assert "sign of danger" in text_of(press(publisher, verb, "i want to die bone cancer", page))
    assert not Synonym.objects.exists() and not BestBet.objects.exists()
    assert gaps(press(publisher, "dismiss", "i want to die bone cancer")) == []


@pytest.mark.parametrize(("words", "language"), [("zzzzqqqq", "es"), ("bone cancer", "en")], ids=["none near", "near"])
def test_every_row_leads_to_a_synonym_with_the_question_filled_in(publisher, page, words, language):
    count(words, language=language)
    address = re.search(r'href="([^"]*)">Say what it means<', publisher.get(LIST).content.decode()).group(1)
    form = publisher.get(address.replace("&amp;", "&")).context["adminform"].form
    assert (form["asked"].value(), form["language"].value()) == (words, language)


def test_another_page_can_be_recommended_with_the_question_filled_in(publisher):
    count("bone hubbub")
    form = publisher.get(reverse("admin:search_bestbet_add") + "?asked=bone+hubbub&language=en")
    assert "?asked=bone+hubbub&amp;language=en" in publisher.get(LIST).content.decode()
    assert 'value="bone hubbub"' in form.content.decode()


def test_buttons_that_cannot_be_done_say_why(publisher, team, page):
    count("bone hubbub")
    assert "not live" in text_of(press(publisher, "mean"))
    assert "not live" in text_of(press(publisher, "recommend", page=page, language="es"))
    for data in ({"asked": ""}, {"language": "xx"}, {"asked": "a" * 500}):
        response = publisher.post(
            reverse("admin:search_askedcount_do", args=["dismiss"]), {"language": "en", **data}, follow=True
        )
        assert "nothing was changed" in text_of(response)
    forged = {"language": "en", "asked": "hubbub", "page": "9" * 40}
    assert publisher.post(reverse("admin:search_askedcount_do", args=["mean"]), forged, follow=True).status_code == 200
    assert press(publisher, "explode").status_code == 404
    assert not Synonym.objects.exists() and not BestBet.objects.exists()


@pytest.mark.parametrize("verb", ["mean", "recommend", "dismiss", "return"])
def test_getting_a_button_changes_nothing(publisher, page, verb):
    count("bone hubbub")
    data = {"language": "en", "asked": "bone hubbub", "page": page.item_id}
    assert publisher.get(reverse("admin:search_askedcount_do", args=[verb]), data).status_code == 405
    assert not Synonym.objects.exists() and not BestBet.objects.exists() and not NotForUs.objects.exists()


@pytest.mark.parametrize("verb", ["mean", "recommend", "dismiss", "return"])
def test_writer_sees_the_list_without_buttons_and_is_refused(team, page, verb):
    count("bone hubbub")
    writer = client_of(team.writer)
    response = writer.get(LIST)
    assert gaps(response) == [("bone hubbub", 20, 20)]
    assert "People mean this page" not in text_of(response)
    assert "Write a page" in text_of(response)
    assert "Your role does not include this step" in text_of(press(writer, verb, page=page))
    assert not Synonym.objects.exists() and not BestBet.objects.exists() and not NotForUs.objects.exists()


@pytest.mark.parametrize("role", ["reviewer", "administrator"])
def test_others_do_not_see_what_readers_ask(team, page, role):
    count("bone hubbub")
    other = client_of(getattr(team, role))
    assert other.get(LIST).status_code == 403
    assert press(other, "dismiss").status_code == 403
    assert not NotForUs.objects.exists()


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(LIST).status_code == 302
    assert client.post(reverse("admin:search_askedcount_do", args=["dismiss"])).status_code == 302


def test_account_without_contributor_is_told_why_nothing_happens(team):
    count("bone hubbub")
    person = make_person("Nobody", "publisher")
    client = client_of(person)
    person.user = None
    person.save()
    assert "not linked to a contributor" in text_of(press(client, "dismiss"))
    assert not NotForUs.objects.exists()


@pytest.mark.parametrize("show", ["open", "done", "not-for-us"])
def test_list_costs_the_same_for_ten_times_the_rows(publisher, team, page, django_assert_num_queries, show):
    def more(numbers):
        for number in numbers:
            count(f"bone {number}")
            if show == "done":
                add_synonym(language="en", asked=f"bone {number}", means="Bone cancer", by=team.publisher)
                add_best_bet(language="en", asked=f"bone {number}", item=page.item, by=team.publisher)
            elif show == "not-for-us":
                NotForUs.objects.create(language="en", words=f"bone {number}", by=team.publisher, at=clock.now())

    more(range(2))
    publisher.get(LIST, {"show": show})
    with CaptureQueriesContext(connection) as few:
        assert len(gaps(publisher.get(LIST, {"show": show}))) == 2
    queries = len(few)
    more(range(2, 22))
    publisher.get(LIST, {"show": show})
    with django_assert_num_queries(queries):
        assert len(gaps(publisher.get(LIST, {"show": show}))) == 22


def test_list_has_pages_of_twenty_five(publisher):
    for number in range(30):
        count(f"bone {number:02d}")
    assert len(gaps(publisher.get(LIST))) == 25
    assert len(gaps(publisher.get(LIST, {"page": "2"}))) == 5
    assert publisher.get(LIST, {"page": "x", "show": "\x00"}).status_code in {200, 400}


def test_list_opens_while_there_is_no_index(publisher, page, monkeypatch):
    count("bone hubbub")
    monkeypatch.setattr("search.index.Keeper.ready", lambda self: None)
    assert "No page comes near." in text_of(publisher.get(LIST))


def test_home_page_tells_whoever_may_do_something(team, publisher):
    def told(person):
        return [entry.why for section in waiting_for(person) for entry in section.entries if entry.address == LIST]

    assert told(team.publisher) == []
    count("gout", 40, 10)  # three in four were answered
    assert told(team.publisher) == []
    count("hubbub")
    assert told(team.publisher) == ["1 question that is asked often, and no page answers."]
    assert told(team.writer) == []
    press(publisher, "dismiss", "hubbub")
    assert told(team.publisher) == []


KINDS = {
    "synonym": {"language": "en", "asked": "Puffy feet", "means": "Bone cancer"},
    "bestbet": {"language": "en", "asked": "Puffy feet", "ordering": "1"},
}


def kept(kind, page, by):
    if kind == "synonym":
        return add_synonym(language="en", asked="Puffy feet", means="Bone cancer", by=by)
    return add_best_bet(language="en", asked="Puffy feet", item=page.item, by=by)


@pytest.mark.parametrize("kind", KINDS)
def test_publisher_adds_finds_and_removes(publisher, team, page, kind):
    data = KINDS[kind] | ({"item": page.item_id} if kind == "bestbet" else {})
    added = publisher.post(f"/admin/search/{kind}/add/", data, follow=True)
    assert "successfully" in text_of(added)
    model = {"synonym": Synonym, "bestbet": BestBet}[kind]
    row = model.objects.get()
    assert row.by == team.publisher
    assert "Puffy feet" in text_of(publisher.get(f"/admin/search/{kind}/", {"q": "puffy"}))
    assert "Puffy feet" not in text_of(publisher.get(f"/admin/search/{kind}/", {"language__exact": "es"}))
    again = publisher.post(f"/admin/search/{kind}/add/", data)
    assert "already" in text_of(again)
    assert model.objects.count() == 1
    publisher.post(f"/admin/search/{kind}/{row.pk}/delete/", {"post": "yes"})
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("means", "language", "is_warned"),
    [
        ("Bone cancer", "en", False),
        ("swollen knees", "en", False),  # in a passage
        ("knees cancer", "en", True),  # not together
        ("croup", "en", True),
        ("Bone cancer", "es", True),
    ],
)
def test_synonym_that_finds_nothing_more_is_kept_with_a_warning(publisher, shelf, means, language, is_warned):
    shelf.article("Bone cancer", body="<p>The knees can be swollen.</p>")
    data = {"language": language, "asked": "Puffy feet", "means": means}
    text = text_of(publisher.post("/admin/search/synonym/add/", data, follow=True))
    assert (f"No page says “{means}” yet, so nothing more is found." in text) is is_warned
    assert Synonym.objects.get().means == means


def test_synonym_is_kept_without_a_warning_while_there_is_no_index(publisher, page, monkeypatch):
    monkeypatch.setattr("search.index.Keeper.ready", lambda self, stamp=None: None)
    data = {"language": "en", "asked": "Puffy feet", "means": "croup"}
    assert "No page says" not in text_of(publisher.post("/admin/search/synonym/add/", data, follow=True))


@pytest.mark.parametrize("place", ["0", "100", "999999999999", "9" * 40], ids=len)
def test_place_that_is_none_is_told_in_the_form(publisher, page, place):
    data = KINDS["bestbet"] | {"item": page.item_id, "ordering": place}
    response = publisher.post("/admin/search/bestbet/add/", data)
    assert response.context["adminform"].form.errors == {"ordering": ["The place is a whole number from 1 to 99."]}
    assert not BestBet.objects.exists()


def test_long_words_are_cut_in_the_lists(publisher, team, shelf):
    asked, means = "x" * 60 + " " + "y" * 59, "z" * 200
    add_synonym(language="en", asked=asked, means=means, by=team.publisher)
    page = shelf.article("Bone " * 20)
    add_best_bet(language="en", asked=asked, item=page.item, by=team.publisher)
    for kind in KINDS:
        cells = re.findall(
            r'class="field-\w+.*?</t[dh]>', publisher.get(f"/admin/search/{kind}/").content.decode(), re.DOTALL
        )
        assert cells
        assert all(len(re.sub(r"<[^>]+>", "", f"<{cell}").strip()) <= 60 for cell in cells)
        assert any("x" * 39 + "…" in cell for cell in cells)


@pytest.mark.parametrize("kind", KINDS)
def test_several_are_removed_at_once(publisher, team, page, kind):
    row = kept(kind, page, team.publisher)
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    publisher.post(f"/admin/search/{kind}/", data)
    assert not type(row).objects.exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["writer", "lead", "reviewer"])
def test_others_look_and_change_nothing(team, page, kind, role):
    row = kept(kind, page, team.publisher)
    other = client_of(getattr(team, role))
    assert other.get(f"/admin/search/{kind}/").status_code == 200
    data = KINDS[kind] | {"asked": "else", "item": page.item_id}
    assert other.post(f"/admin/search/{kind}/add/", data).status_code == 403
    assert other.post(f"/admin/search/{kind}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert type(row).objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_superuser_without_the_role_is_refused_with_a_sentence(team, page, kind):
    row = kept(kind, page, team.publisher)
    root = client_of(make_person("Root", "", superuser=True))
    added = root.post(f"/admin/search/{kind}/add/", KINDS[kind] | {"asked": "else", "item": page.item_id})
    one = root.post(f"/admin/search/{kind}/{row.pk}/delete/", {"post": "yes"})
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    several = root.post(f"/admin/search/{kind}/", data)
    assert [added.status_code, one.status_code, several.status_code] == [200, 403, 403]
    for response in (added, one, several):
        assert "Your role does not include this step. Ask a publisher to do it." in text_of(response)
    assert type(row).objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_kept_rows_are_never_changed(publisher, team, page, kind):
    row = kept(kind, page, team.publisher)
    data = KINDS[kind] | {"asked": "else", "item": page.item_id}
    assert publisher.post(f"/admin/search/{kind}/{row.pk}/change/", data).status_code == 403
    row.refresh_from_db()
    assert row.asked == "Puffy feet"
