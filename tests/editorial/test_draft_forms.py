"""Two editors, one page: nothing that either typed is lost, and nobody overwrites what they have not seen."""

import pytest
from django.urls import reverse

from articles.models import Article, CareCard, Section
from editorial import actions
from editorial.models import Event, Item, KeptForm, Revision
from tests.forms import form_data
from tests.making import fresh, make_article, make_person, make_question_set, make_source, put_live, save

pytestmark = pytest.mark.django_db


def sign_in(client, person):
    client.force_login(person.user)
    return client


def url_of(draft):
    options = draft._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[draft.pk])


def opened(client, draft):
    response = client.get(url_of(draft))
    assert response.status_code == 200, response
    return form_data(response)


def name_of(data, value):
    """The name of the field that holds a value."""
    return next(name for name, values in data.items() if value in values)


@pytest.fixture
def article(team):
    return make_article(team.writer, sections=3, tags=["bone"])


@pytest.fixture
def first(client_for, team):
    return client_for(team.writer)


@pytest.fixture
def second(client_for, team):
    return client_for(team.second_writer)


@pytest.fixture
def client_for(db):
    from django.test import Client

    return lambda person: sign_in(Client(), person)


def test_saving_makes_one_revision_by_the_person(first, team, article):
    data = opened(first, article)

    response = first.post(url_of(article), data | {"title": "Sore wrist", "_save": ""})

    assert response.status_code == 302
    head = Revision.objects.get(pk=fresh(article).item.head_id)
    assert (head.number, head.by) == (2, team.writer)
    assert "Sore wrist" in head.signed.text


def test_saving_without_a_change_makes_no_revision(first, article):
    first.post(url_of(article), opened(first, article) | {"_save": ""})

    assert fresh(article).item.head.number == 1


def test_new_article_gets_item_address_and_revision(first, team):
    data = form_data(first.get(reverse("admin:articles_article_add") + "?begin=empty"))

    response = first.post(
        reverse("admin:articles_article_add"), data | {"title": "Sprained ankle", "summary": "Rest.", "tags": "+foot"}
    )

    assert response.status_code == 302, response.content.decode()[:3000]
    article = Article.objects.get(title="Sprained ankle")
    assert (article.item.slug, article.item.owner, article.item.head.number) == ("sprained-ankle", team.writer, 1)


def test_double_click_on_a_new_article_makes_one(first):
    data = form_data(first.get(reverse("admin:articles_article_add") + "?begin=empty")) | {"title": "Sprained ankle"}

    first.post(reverse("admin:articles_article_add"), data)
    response = first.post(reverse("admin:articles_article_add"), data)

    assert response.status_code == 302
    assert Article.objects.filter(title="Sprained ankle").count() == 1
    assert Item.objects.filter(kind="article").count() == 1


def test_double_click_on_save_is_one_save_and_no_conflict(first, article):
    data = opened(first, article) | {"title": "Sore wrist"}

    assert first.post(url_of(article), data).status_code == 302
    assert first.post(url_of(article), data).status_code == 302
    assert fresh(article).item.head.number == 2


def test_second_save_is_refused_and_everything_typed_comes_back(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"title": "First editor's title"})

    answer = second.post(url_of(article), mine | {"title": "Second editor's title", "_save": ""})

    assert answer.status_code == 409
    assert fresh(article).title == "First editor's title"
    assert form_data(answer)["title"] == ["Second editor's title"]
    text = answer.content.decode()
    assert "Two people changed this page" in text
    assert "<ins>First editor's title</ins>" in text


def test_untouched_values_follow_the_first_editor(first, second, article):
    source = make_source(title="New evidence")
    mine, theirs = opened(second, article), opened(first, article)
    body = name_of(theirs, "<p>Rest your arm. This is part 2.</p>")
    first.post(
        url_of(article),
        theirs
        | {
            "summary": "New main message.",
            "tags": "bone, +wrist",
            body: "<p>Changed by the first.</p>",
            "sources": [*theirs["sources"], str(source.pk)],
        },
    )

    answer = second.post(url_of(article), mine | {"title": "Second title"})

    back = form_data(answer)
    assert answer.status_code == 409
    assert back["title"] == ["Second title"]
    assert back["summary"] == ["New main message."]
    assert back["tags"] == ["bone, wrist"]
    assert str(source.pk) in back["sources"]
    assert back[body] == ["<p>Changed by the first.</p>"]
    assert "hold" in answer.content.decode()


def test_saving_after_looking_keeps_both(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"summary": "New main message."})
    refused = second.post(url_of(article), mine | {"title": "Second title"})

    answer = second.post(url_of(article), form_data(refused) | {"_over": str(fresh(article).item.head_id)})

    assert answer.status_code == 302
    assert (fresh(article).title, fresh(article).summary) == ("Second title", "New main message.")
    assert not KeptForm.objects.exists()


def test_saving_over_a_text_that_was_not_seen_is_refused_again(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"title": "First"})
    refused = second.post(url_of(article), mine | {"title": "Second"})
    seen = str(fresh(article).item.head_id)
    first.post(url_of(article), opened(first, article) | {"title": "Third"})

    answer = second.post(url_of(article), form_data(refused) | {"_over": seen})

    assert answer.status_code == 409
    assert fresh(article).title == "Third"


def test_pressing_save_again_is_refused_again(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"title": "First"})
    refused = second.post(url_of(article), mine | {"title": "Second"})

    assert second.post(url_of(article), form_data(refused) | {"_save": ""}).status_code == 409


def test_refused_text_is_kept_when_the_window_is_closed(first, second, team, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"summary": "First summary"})
    second.post(url_of(article), mine | {"title": "Typed by the second"})

    assert "You have a text here that is not saved" in second.get(url_of(article)).content.decode()
    again = second.get(url_of(article).replace("change/", "kept/"))
    assert again.status_code == 200
    assert form_data(again)["title"] == ["Typed by the second"]
    assert fresh(article).title == "Broken wrist"
    saved = second.post(url_of(article), form_data(again) | {"_over": str(fresh(article).item.head_id)})
    assert saved.status_code == 302
    assert (fresh(article).title, fresh(article).summary) == ("Typed by the second", "First summary")


def test_kept_text_belongs_to_its_editor_alone(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"title": "First"})
    second.post(url_of(article), mine | {"title": "Second"})

    assert "not saved</strong>" not in first.get(url_of(article)).content.decode()
    assert first.get(url_of(article).replace("change/", "kept/")).status_code == 302


def test_editor_may_choose_the_other_text(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    first.post(url_of(article), theirs | {"title": "First"})
    second.post(url_of(article), mine | {"title": "Second"})

    second.post(url_of(article).replace("change/", "kept/discard/"))

    assert not KeptForm.objects.exists()
    assert fresh(article).title == "First"


def test_block_the_first_editor_removed_stays_if_the_second_worked_on_it(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    body = name_of(theirs, "<p>Rest your arm. This is part 2.</p>")
    first.post(url_of(article), theirs | {body.replace("body", "DELETE"): "on"})
    assert Section.objects.filter(parent=article).count() == 2

    refused = second.post(url_of(article), mine | {body: "<p>I worked on this.</p>"})
    back = form_data(refused)
    answer = second.post(url_of(article), back | {"_over": str(fresh(article).item.head_id)})

    assert refused.status_code == 409
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Section.objects.filter(parent=article, body="<p>I worked on this.</p>").count() == 1
    assert Section.objects.filter(parent=article).count() == 3


def test_block_the_first_editor_removed_goes_if_the_second_left_it_alone(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    body = name_of(theirs, "<p>Rest your arm. This is part 2.</p>")
    first.post(url_of(article), theirs | {body.replace("body", "DELETE"): "on"})

    refused = second.post(url_of(article), mine | {"title": "Second"})
    answer = second.post(url_of(article), form_data(refused) | {"_over": str(fresh(article).item.head_id)})

    assert answer.status_code == 302
    assert Section.objects.filter(parent=article).count() == 2


def test_block_the_first_editor_added_joins_the_second_form(first, second, article):
    mine = opened(second, article)
    CareCard.objects.create(
        parent=article, region="main", ordering=5, urgency="emergency", heading="Call 999 if:", signs="it bleeds"
    )
    save(article, article.item.owner)

    refused = second.post(url_of(article), mine | {"title": "Second"})
    answer = second.post(url_of(article), form_data(refused) | {"_over": str(fresh(article).item.head_id)})

    assert "Call 999 if:" in refused.content.decode()
    assert answer.status_code == 302
    assert CareCard.objects.filter(parent=article).count() == 1


def test_order_of_the_first_editor_is_kept_when_the_second_did_not_move_anything(first, second, article):
    mine, theirs = opened(second, article), opened(first, article)
    names = sorted(n for n in theirs if "section" in n and n.endswith("-ordering"))
    first.post(url_of(article), theirs | dict(zip(names, ["30", "20", "10"], strict=True)))

    refused = second.post(url_of(article), mine | {"title": "Second"})
    second.post(url_of(article), form_data(refused) | {"_over": str(fresh(article).item.head_id)})

    assert list(Section.objects.filter(parent=article).order_by("ordering").values_list("heading", flat=True)) == [
        "Part 3",
        "Part 2",
        "Part 1",
    ]


def test_stale_save_of_a_question_set_is_refused_too(first, second, team):
    question_set = make_question_set(team.writer, questions=["Will it heal?", "Can I drive?"])
    mine, theirs = opened(second, question_set), opened(first, question_set)
    first.post(url_of(question_set), theirs | {"questions-0-question": "Will it mend?"})

    refused = second.post(url_of(question_set), mine | {"questions-1-question": "May I drive?"})

    assert refused.status_code == 409
    back = form_data(refused)
    assert (back["questions-0-question"], back["questions-1-question"]) == (["Will it mend?"], ["May I drive?"])


def test_bulk_tag_makes_an_open_form_stale_and_is_not_lost(first, second, team, article):
    mine = opened(second, article)
    first.post(
        reverse("admin:articles_article_changelist"),
        {"action": "add_tag_to_selected", "tag": "+Hand", "_selected_action": [article.pk]},
    )

    refused = second.post(url_of(article), mine | {"title": "Second"})

    assert refused.status_code == 409
    assert set(form_data(refused)["tags"][0].split(", ")) == {"bone", "Hand"}


def test_bulk_publish_goes_through_the_gate(client_for, team, article):
    answer = client_for(team.publisher).post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish_selected", "_selected_action": [article.pk]},
        follow=True,
    )

    assert "Nobody has signed off this text" in answer.content.decode()
    assert not Event.objects.filter(verb="publish").exists()


def test_forged_post_without_a_base_is_refused(first, article):
    data = opened(first, article) | {"title": "Forged"}
    data.pop("based_on")

    assert first.post(url_of(article), data).status_code == 409
    assert fresh(article).title == "Broken wrist"


def test_forged_clone_is_refused(first, team, article):
    other = make_article(team.writer, title="Other")
    section = Section.objects.filter(parent=other).get()
    data = opened(first, article)

    answer = first.post(
        url_of(article),
        data | {"_clone": f"articles.section:{section.pk}", "_clone_region": "main", "_clone_ordering": "10"},
    )

    assert answer.status_code == 403
    assert Section.objects.filter(parent=other).count() == 1


def test_superuser_without_a_role_cannot_save(client_for, article):
    powerful = make_person("Root", "", superuser=True)
    client = client_for(powerful)

    answer = client.post(url_of(article), opened(client, article) | {"title": "Mine"})

    assert answer.status_code == 409
    assert "Your role does not include this step" in answer.content.decode()
    assert fresh(article).title == "Broken wrist"


def test_account_without_a_contributor_cannot_save(client_for, team, article):
    team.writer.user = None
    user = type(team.second_writer.user).objects.get(pk=team.second_writer.user.pk)
    type(team.second_writer).objects.filter(pk=team.second_writer.pk).update(user=None)
    from django.test import Client

    client = Client()
    client.force_login(user)

    answer = client.post(url_of(article), opened(client, article) | {"title": "Mine"})

    assert "not linked to a contributor" in answer.content.decode()
    assert fresh(article).title == "Broken wrist"


def test_invalid_block_keeps_everything_and_saves_nothing(first, article):
    data = opened(first, article)
    heading = name_of(data, "Part 1")

    answer = first.post(url_of(article), data | {heading: "", "title": "New"})

    assert answer.status_code == 200
    assert form_data(answer)["title"] == ["New"]
    assert fresh(article).title == "Broken wrist"


def test_drafts_cannot_be_deleted_in_the_admin(client_for, article):
    client = client_for(make_person("Root", "publisher", superuser=True))

    answer = client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    assert answer.status_code == 403


def test_others_who_have_the_form_open_are_named(first, second, article):
    open_url = url_of(article).replace("change/", "open/")
    first.post(open_url)

    assert second.post(open_url).json() == {"others": ["Wanda Writer"]}
    assert "Wanda Writer has this form open too" in second.get(url_of(article)).content.decode()


@pytest.mark.parametrize("page", ["open/", "kept/", "kept/discard/"])
def test_side_pages_are_for_those_who_may_change(client_for, team, article, page):
    client = client_for(team.reviewer)

    assert client.post(url_of(article).replace("change/", page)).status_code == 403


def test_preview_of_what_is_typed_saves_nothing(first, article):
    before = Revision.objects.count()

    answer = first.post(url_of(article), opened(first, article) | {"title": "Only typed", "_preview": "1"})

    assert answer.status_code == 200
    assert "Only typed" in answer.content.decode()
    assert Revision.objects.count() == before
    assert fresh(article).title == "Broken wrist"


def test_refused_address_is_shown_beside_its_field(first, team, article):
    make_article(team.writer, title="Taken", slug="taken")

    answer = first.post(url_of(article), opened(first, article) | {"slug": "taken"})

    assert answer.status_code == 200
    assert "belongs to another page" in answer.content.decode()


def test_text_removed_by_law_cannot_be_typed_again(first, team, article):
    secret = save(article, team.writer, summary="Mrs Smith told us.")
    save(fresh(article), team.writer, summary="A patient told us.")
    actions.redact(
        item=article.item, digests=[secret.digest], by=team.administrator, together_with=team.lead, reason="Law."
    )

    answer = first.post(url_of(article), opened(first, article) | {"summary": "Mrs Smith told us."})

    assert answer.status_code == 409
    assert "removed for legal reasons" in answer.content.decode()


def test_change_page_compares_with_the_live_and_the_last_reviewed_text_in_one_click(first, team, article):

    put_live(article, team)
    save(fresh(article), team.writer, summary="Changed words.")

    page = first.get(url_of(article)).content.decode()

    for before, words in (("live", "Compare with the live page"), ("reviewed", "Compare with the last reviewed text")):
        assert words in page
        answer = first.get(reverse("item_compare", args=[article.item_id]) + f"?before={before}&after=head")
        assert "Changed words" in answer.content.decode()


def test_somebody_who_may_only_read_gets_the_page_and_not_a_closed_form(client_for, team, article):
    page = client_for(team.reviewer).get(url_of(article)).content.decode()

    assert "as patients would see it" in page
    assert 'name="title"' not in page


def test_whoever_begins_a_page_is_its_author(first, team):
    data = form_data(first.get(reverse("admin:articles_article_add") + "?begin=empty"))

    assert data["authors"] == [str(team.writer.pk)]


def test_request_of_the_reviewer_stands_above_the_form(first, team, article):
    actions.submit(revision=fresh(article).item.head, by=team.writer)
    actions.request_changes(revision=fresh(article).item.head, by=team.reviewer, note="Say how long it takes.")

    page = first.get(url_of(article)).content.decode()
    assert "Dr Rita Reviewer asked for changes" in page
    assert "Say how long it takes." in page
    actions.submit(revision=fresh(article).item.head, by=team.writer)
    assert "Say how long it takes." not in first.get(url_of(article)).content.decode()


def test_whoever_saved_has_the_form_open_no_longer(first, second, article):
    first.post(url_of(article).replace("change/", "open/"))
    first.post(url_of(article), opened(first, article) | {"title": "Sore wrist"})

    assert "has this form open" not in second.get(url_of(article)).content.decode()
