"""What is being typed is kept on the server, and nothing of it is lost, saved by itself, or shown to another."""

from importlib import import_module

import pytest
from django.apps import apps
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import actions
from editorial.actions.forms import form_name
from editorial.models import KeptForm, Revision
from portal.worklist import waiting_for
from tests.forms import form_data
from tests.making import fresh, make_article, make_person, save

pytestmark = pytest.mark.django_db

ADD = "admin:articles_article_add"


def sign_in(person):
    client = Client()
    client.force_login(person.user)
    return client


def url_of(article, page="change/"):
    return reverse("admin:articles_article_change", args=[article.pk]).replace("change/", page)


@pytest.fixture
def article(team):
    return make_article(team.writer, tags=["bone"])


@pytest.fixture
def writer(team):
    return sign_in(team.writer)


@pytest.fixture
def opened(writer, article):
    """The form as the writer opened it."""
    return form_data(writer.get(url_of(article)))


def typing(client, person, form, address, number=1, **changes):
    return client.post(f"{address}?user={person.user.pk}", {**form, "typed": str(number), **changes})


def new_form(client):
    return form_data(client.get(f"{reverse(ADD)}?begin=empty"))


ADD_TYPED = "admin:articles_article_typed_new"


def test_typed_text_is_kept_and_no_revision_and_no_draft_is_touched(writer, team, article, opened):
    answer = typing(writer, team.writer, opened, url_of(article, "typed/"), title="Typed")

    assert answer.json()["at"]
    kept = KeptForm.objects.get()
    assert (kept.user, kept.item, kept.is_typed, kept.based_on_id) == (
        team.writer.user,
        article.item,
        True,
        article.item.head_id,
    )
    assert fresh(article).title == "Broken wrist"
    assert Revision.objects.count() == 1


def test_form_says_that_a_typed_text_waits_and_shows_it_again(writer, team, article, opened):
    typing(writer, team.writer, opened, url_of(article, "typed/"), title="Typed")

    assert "You have a text here that is not saved" in writer.get(url_of(article)).content.decode()
    again = writer.get(url_of(article, "kept/"))
    assert again.status_code == 200
    assert form_data(again)["title"] == ["Typed"]
    assert fresh(article).title == "Broken wrist"


def test_looking_at_a_kept_text_leaves_it_kept_as_it_was(writer, team, article, opened):
    typing(writer, team.writer, opened, url_of(article, "typed/"), title="Typed")
    before = KeptForm.objects.values().get()

    writer.get(url_of(article, "kept/"))

    assert KeptForm.objects.values().get() == before


def test_saving_a_recovered_text_throws_away_what_was_kept(writer, team, article, opened):
    typing(writer, team.writer, opened, url_of(article, "typed/"), title="Typed")
    again = form_data(writer.get(url_of(article, "kept/")))

    answer = writer.post(url_of(article), again | {"_continue": ""})

    assert (answer.status_code, answer.url) == (302, url_of(article))
    assert fresh(article).title == "Typed"
    assert not KeptForm.objects.exists()
    assert "not saved</strong>" not in writer.get(url_of(article)).content.decode()


def test_saving_leaves_what_another_window_typed(writer, team, article, opened):
    typing(writer, team.writer, opened, url_of(article, "typed/"), title="Typed in a window that crashed")
    other = form_data(writer.get(url_of(article)))

    writer.post(url_of(article), other | {"title": "Saved elsewhere"})

    assert "crashed" in KeptForm.objects.get().data


def test_later_state_of_a_form_replaces_an_earlier_one_and_never_the_other_way(writer, team, article, opened):
    address = url_of(article, "typed/")
    typing(writer, team.writer, opened, address, 2, title="Second state")

    late = typing(writer, team.writer, opened, address, 1, title="First state")
    assert late.json() == {"overtaken": True}
    assert "Second" in KeptForm.objects.get().data

    typing(writer, team.writer, opened, address, 3, title="Third state")
    assert "Third" in KeptForm.objects.get().data


def test_second_window_never_overwrites_what_the_first_typed_and_says_so(writer, team, article, opened):
    address = url_of(article, "typed/")
    typing(writer, team.writer, opened, address, title="First window")
    save(article, team.writer, summary="A newer base.")
    second = form_data(writer.get(url_of(article)))

    answer = typing(writer, team.writer, second, address, 9, title="Second window")

    assert answer.status_code == 409
    assert "another text of yours waits" in answer.json()["sentence"]
    assert answer.json()["way"] == ["Look at it", url_of(article, "kept/")]
    assert "First" in KeptForm.objects.get().data


def test_refused_text_is_not_overwritten_by_an_older_state_of_its_form(writer, team, article, opened):
    save(article, team.second_writer, title="Saved by another")
    writer.post(url_of(article), opened | {"title": "Refused", "typed": "5"})

    typing(writer, team.writer, opened, url_of(article, "typed/"), 4, title="Older")

    kept = KeptForm.objects.get()
    assert not kept.is_typed
    assert "Refused" in kept.data


@pytest.fixture
def refused_twice(writer, team, article, opened):
    """Two windows of one person, both refused when they were saved; the older one was kept first."""
    second = form_data(writer.get(url_of(article)))
    save(article, team.second_writer, title="Saved by another")
    for form, title in ((opened, "Refused first"), (second, "Refused second")):
        assert writer.post(url_of(article), form | {"title": title, "typed": "5"}).status_code == 409
    return KeptForm.objects.order_by("pk")


def test_refused_form_is_kept_beside_an_older_one_and_each_is_offered(writer, article, refused_twice):
    first, second = refused_twice
    shown = writer.get(url_of(article)).content.decode()
    addresses = [f"{url_of(article, 'kept/')}?kept={kept.pk}" for kept in (second, first)]
    assert [shown.find(address) > 0 for address in addresses] == [True, True]
    assert shown.find(addresses[0]) < shown.find(addresses[1])
    assert [form_data(writer.get(each))["title"] for each in addresses] == [["Refused second"], ["Refused first"]]
    assert form_data(writer.get(url_of(article, "kept/")))["title"] == ["Refused second"]


def test_form_that_is_refused_again_takes_its_own_place_only(writer, article, refused_twice):
    again = form_data(writer.get(f"{url_of(article, 'kept/')}?kept={refused_twice[0].pk}"))
    writer.post(url_of(article), again | {"title": ""})
    assert [form.data.count("title=Refused") for form in refused_twice.all()] == [0, 1]


def test_saving_one_refused_form_leaves_the_other(writer, article, refused_twice):
    first, second = refused_twice
    again = form_data(writer.get(f"{url_of(article, 'kept/')}?kept={first.pk}"))
    answer = writer.post(url_of(article), again | {"_over": str(fresh(article).item.head_id)})
    assert answer.status_code == 302
    assert list(refused_twice.all()) == [second]


def test_kept_form_that_is_thrown_away_is_the_one_that_was_named(writer, article, refused_twice):
    first, second = refused_twice
    for nothing in ("0", "²", "9" * 40, "x"):
        writer.post(url_of(article, "kept/discard/"), {"kept": nothing})
        assert writer.get(url_of(article, "kept/"), {"kept": nothing}).status_code == 302
    assert refused_twice.count() == 2
    writer.post(url_of(article, "kept/discard/"), {"kept": first.pk})
    assert list(refused_twice.all()) == [second]


def test_conflict_that_is_decided_for_the_other_text_throws_away_that_form_alone(
    writer, article, opened, refused_twice
):
    writer.post(url_of(article, "kept/discard/"), opened)
    assert "Refused+second" in refused_twice.get().data


def test_kept_forms_of_another_person_are_not_thrown_away(team, article, refused_twice):
    sign_in(team.second_writer).post(url_of(article, "kept/discard/"), {"kept": refused_twice[0].pk})
    assert refused_twice.count() == 2


def test_work_list_leads_to_each_kept_form(team, article, refused_twice):
    addresses = [entry.address for entry in waiting_for(team.writer)[0].entries]
    assert addresses == [f"{url_of(article, 'kept/')}?kept={kept.pk}" for kept in refused_twice.reverse()]


def test_what_is_typed_stays_in_its_window_while_two_other_forms_wait(writer, team, article, refused_twice):
    third = form_data(writer.get(url_of(article)))
    answer = typing(writer, team.writer, third, url_of(article, "typed/"), 9, title="Third window")
    assert answer.status_code == 409
    assert refused_twice.count() == 2


def test_form_without_a_token_that_is_refused_takes_no_place(team, article):
    for number in range(2):
        actions.keep_form(user=team.writer.user, item=article.item, based_on=None, data=f"title=Text+{number}")
    assert [kept.data for kept in KeptForm.objects.order_by("pk")] == ["title=Text+0", "title=Text+1"]


def test_what_is_typed_without_a_token_takes_the_place_of_nothing(team, article):
    facts = {"user": team.writer.user, "item": article.item, "based_on": None}
    for number in range(2):
        actions.keep_form(**facts, data=f"title=Text+{number}")
    assert actions.keep_form(**facts, data="title=Typed&typed=3", is_typed=True) is None
    assert [kept.data for kept in KeptForm.objects.order_by("pk")] == ["title=Text+0", "title=Text+1"]


def test_saving_a_form_without_a_token_throws_no_other_away(team, article):
    actions.keep_form(user=team.writer.user, item=article.item, based_on=None, data="title=Mine")
    actions.form_was_saved(user=team.writer.user, item=article.item, saved=QueryDict("title=Other"))
    assert KeptForm.objects.count() == 1


def test_what_is_typed_after_a_refusal_is_kept_in_its_place(writer, team, article, opened):
    save(article, team.second_writer, title="Saved by another")
    refused = form_data(writer.post(url_of(article), opened | {"title": "Refused", "typed": "5"}))

    typing(writer, team.writer, refused, url_of(article, "typed/"), int(refused["typed"][0]) + 1, title="Newer")

    assert "Newer" in KeptForm.objects.get().data


def test_state_that_comes_after_its_form_was_saved_is_not_kept(writer, team, article, opened):
    writer.post(url_of(article), opened | {"title": "Saved", "typed": "2"})

    assert typing(writer, team.writer, opened, url_of(article, "typed/"), 1, title="On its way").json() == {
        "overtaken": True
    }
    assert not KeptForm.objects.exists()


def test_new_page_is_kept_recovered_and_thrown_away_when_it_is_saved(writer, team):
    form = new_form(writer)
    typing(writer, team.writer, form, reverse(ADD_TYPED), title="A page to be", summary="Rest.")

    kept = KeptForm.objects.get()
    assert (kept.item, kept.kind) == (None, "article")
    assert "You have a text here that is not saved" in writer.get(f"{reverse(ADD)}?begin=empty").content.decode()
    again = writer.get(reverse("admin:articles_article_kept_new"))
    assert form_data(again)["title"] == ["A page to be"]
    assert f'action="{reverse(ADD)}"' in again.content.decode()
    assert not Article.objects.exists()

    writer.post(reverse(ADD), form_data(again))

    assert Article.objects.get().title == "A page to be"
    assert not KeptForm.objects.exists()


def test_work_list_leads_to_a_new_page_that_was_never_saved(writer, team):
    typing(writer, team.writer, new_form(writer), reverse(ADD_TYPED), title="A page to be")

    entry = waiting_for(team.writer)[0].entries[0]

    address = f"{reverse('admin:articles_article_kept_new')}?kept={KeptForm.objects.get().pk}"
    assert (entry.title, entry.address) == ("A page to be", address)


@pytest.mark.parametrize("page", ["kept/discard/", "add/kept/discard/"])
def test_kept_text_is_thrown_away_by_a_post_only(writer, team, article, opened, page):
    new = page.startswith("add/")
    item = None if new else article.item
    actions.keep_form(user=team.writer.user, item=item, kind="article", based_on=None, data="title=Mine&token=a")
    address = reverse("admin:articles_article_discard_new") if new else url_of(article, page)

    writer.get(address)
    assert KeptForm.objects.count() == 1
    writer.post(address)
    assert not KeptForm.objects.exists()


def test_kept_page_without_a_kept_text_leads_to_the_form(writer, article):
    assert writer.get(url_of(article, "kept/")).url == url_of(article)
    assert writer.get(reverse("admin:articles_article_kept_new")).url == reverse(ADD)


def test_typed_text_is_nobody_elses(writer, team, article, opened):
    typing(writer, team.writer, opened, url_of(article, "typed/"), title="Typed")
    other = sign_in(team.second_writer)

    assert "not saved</strong>" not in other.get(url_of(article)).content.decode()
    assert other.get(url_of(article, "kept/")).status_code == 302


def test_whoever_is_signed_out_gets_a_sentence_and_a_way_and_not_the_sign_in_page(team, article, opened):
    answer = typing(Client(), team.writer, opened, url_of(article, "typed/"))

    assert answer.status_code == 401
    assert "signed out" in answer.json()["sentence"]
    assert answer.json()["way"] == ["Sign in again", reverse("admin:login")]


def test_somebody_else_who_signed_in_keeps_nothing_of_the_first(team, article, opened):
    answer = typing(sign_in(team.second_writer), team.writer, opened, url_of(article, "typed/"))

    assert answer.status_code == 403
    assert "Somebody else" in answer.json()["sentence"]
    assert not KeptForm.objects.exists()


def test_forgery_token_of_a_new_session_is_told_to_its_own_person_only(writer, team, article):
    address = url_of(article, "typed/")

    assert writer.get(f"{address}?user={team.writer.user.pk}").json()["csrf"]
    assert "csrf" not in writer.get(f"{address}?user={team.lead.user.pk}").json()
    assert "csrf" not in Client().get(f"{address}?user={team.writer.user.pk}").json()


@pytest.mark.parametrize("page", ["typed/", "add/typed/", "add/kept/", "add/kept/discard/"])
def test_pages_of_kept_texts_are_for_those_who_may_write(team, article, page):
    new = page.startswith("add/")
    names = {"add/typed/": "typed_new", "add/kept/": "kept_new", "add/kept/discard/": "discard_new"}
    address = reverse(f"admin:articles_article_{names[page]}") if new else url_of(article, page)
    reviewer = sign_in(team.reviewer)

    assert reviewer.post(f"{address}?user={team.reviewer.user.pk}", {"title": "Mine"}).status_code == 403
    assert not KeptForm.objects.exists()


def test_refused_new_page_is_kept_too(team):
    powerful = make_person("Root", "", superuser=True)
    client = sign_in(powerful)

    answer = client.post(reverse(ADD), new_form(client) | {"title": "Mine"})

    assert answer.status_code == 409
    assert not Article.objects.exists()
    assert KeptForm.objects.get(user=powerful.user).kind == "article"


def test_forms_kept_before_they_had_names_are_given_theirs(team, article):
    facts = {"user": team.writer.user, "item": article.item, "based_on": None}
    for data in ("token=one&title=A", "title=B&token=Zo%C3%AB", "token=%ED%A0%80", "title=C", "token=&title=D"):
        actions.keep_form(**facts, data=data)
    KeptForm.objects.update(form="")
    migration = import_module("editorial.migrations.0007_several_forms_are_kept_of_one_page")

    migration.name_forms(apps, None)

    names = {kept.data: kept.form for kept in KeptForm.objects.all()}
    assert len(names) == 5
    assert names == {data: form_name(QueryDict(data)) for data in names}
    assert names["title=C"] == names["token=&title=D"] == "" != names["token=one&title=A"]
