"""Looking at what was: history, comparison and preview, for those who may see the page and for nobody else."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import QuestionSetBlock, Section
from editorial import actions
from editorial.models import Body, Topic
from tests.forms import form_data
from tests.making import fresh, head_of, live_article, make_article, make_question_set, put_live, save, sign

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(team):
    return signed_in(team.writer.user)


def history_url(draft):
    options = draft._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_history", args=[draft.pk])


def compare_url(draft):
    return reverse("item_compare", args=[draft.item_id])


def side_views(draft):
    pk = draft.item_id
    return [
        history_url(draft),
        compare_url(draft),
        f"{compare_url(draft)}?view=page",
        reverse("item_compared_page", args=[pk]),
        reverse("item_revision", args=[pk, 1]),
        reverse("item_preview", args=[pk, 1]),
    ]


def text_of(response):
    return " ".join(LexborHTMLParser(response.content.decode()).body.text(separator=" ").split())


def rewritten(article, team, body="<p>Rest your arm well. This is part 1.</p>"):
    Section.objects.filter(parent=article).update(body=body)
    save(article, team.writer)
    return fresh(article)


# --- who may look ---------------------------------------------------------------------------------------------


def test_side_views_open_for_those_who_may_see_the_page(client, team):
    article = rewritten(make_article(team.writer), team)

    assert [client.get(url).status_code for url in side_views(article)] == [200] * 6


def test_side_views_are_refused_to_staff_without_permission(team):
    article = rewritten(make_article(team.writer), team)
    outsider = get_user_model().objects.create_user("outsider", password="x", is_staff=True)

    assert [signed_in(outsider).get(url).status_code for url in side_views(article)] == [403] * 6


def test_side_views_ask_others_to_sign_in(team):
    article = rewritten(make_article(team.writer), team)
    patient = get_user_model().objects.create_user("patient", password="x")

    for client in (Client(), signed_in(patient)):
        assert {client.get(url).status_code for url in side_views(article)} <= {302, 403}


def test_side_views_take_no_post(client, team):
    article = rewritten(make_article(team.writer), team)

    assert [client.post(url).status_code for url in side_views(article)[1:]] == [405] * 5


def test_side_views_of_what_is_not_there(client, team):
    article = make_article(team.writer)

    for url in [
        reverse("item_revision", args=[article.item_id, 99]),
        reverse("item_preview", args=[article.item_id, 99]),
        reverse("item_compare", args=[999_999]),
        f"{compare_url(article)}?after=99",
        f"{compare_url(article)}?after=99999999999999999999999",
        f"{compare_url(article)}?after=²",
    ]:
        assert client.get(url).status_code == 404, url


# --- history --------------------------------------------------------------------------------------------------


def test_history_tells_everything_newest_first(client, team):
    article = make_article(team.writer)
    put_live(article, team)

    lines = [
        node.text(separator=" ")
        for node in LexborHTMLParser(client.get(history_url(article)).content.decode()).css(".history > li")
    ]

    told = [" ".join(line.split()) for line in lines]
    assert "Petra Publisher published revision 1" in told[0]
    assert "Dr Rita Reviewer read and signed revision 1" in told[1]
    assert "Wanda Writer sent revision 1 for review" in told[2]
    assert "Wanda Writer saved revision 1" in told[3]
    assert "Live" in told[3]
    assert "Signed by Dr Rita Reviewer" in told[3]


def test_history_shows_notes(client, team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    actions.request_changes(revision=head_of(article), by=team.reviewer, note="Say <b>how long</b>.")

    assert "Say <b>how long</b>." in text_of(client.get(history_url(article)))


def test_history_offers_to_restore_an_older_text_only(client, team):
    article = make_article(team.writer)
    first = head_of(article)
    rewritten(article, team)

    html = client.get(history_url(article)).content.decode()

    assert f"{reverse('step_restore', args=[article.item_id])}?revision={first.pk}" in html
    assert html.count(">Restore<") == 1


def test_history_offers_no_restore_to_a_reviewer(team):
    article = rewritten(make_article(team.writer), team)

    assert ">Restore<" not in signed_in(team.reviewer.user).get(history_url(article)).content.decode()


def test_restored_text_says_where_it_came_from(client, team):
    article = make_article(team.writer)
    first = head_of(article)
    rewritten(article, team)
    actions.restore(revision=first, by=team.writer, based_on=fresh(article).item.head_id)

    assert "Restored from revision 1" in text_of(client.get(history_url(article)))


def test_history_of_many_saves_costs_the_same(client, team, django_assert_num_queries):
    article = make_article(team.writer)
    client.get(history_url(article))
    with django_assert_num_queries(QUERIES_OF_HISTORY):
        client.get(history_url(article))
    for number in range(60):
        rewritten(article, team, f"<p>Text {number}</p>")

    with django_assert_num_queries(QUERIES_OF_HISTORY):
        first = client.get(history_url(article))

    assert "Page 1 of 2" in text_of(first)
    assert "saved revision 1 " in text_of(client.get(history_url(article) + "?page=2"))


QUERIES_OF_HISTORY = 14


# --- comparison -----------------------------------------------------------------------------------------------


def test_comparison_says_who_stands_behind_each_text(client, team):
    article = rewritten(live_article(team), team)

    text = text_of(client.get(compare_url(article)))

    assert "Older text: revision 1 Saved by Wanda Writer on" in text
    assert "Signed by Dr Rita Reviewer on" in text
    assert "Newer text: revision 2 Saved by Wanda Writer on" in text
    assert "Nobody has signed this text." in text


def test_comparison_shows_whole_words_that_changed(client, team):
    article = rewritten(make_article(team.writer), team)

    html = client.get(compare_url(article)).content.decode()

    assert "Rest your arm<ins> well</ins>. This is part 1." in html
    assert "Section “Part 1”" in html


@pytest.mark.parametrize("name", ["live", "reviewed"])
def test_comparison_with_the_live_and_the_reviewed_text_is_one_click(client, team, name):
    article = rewritten(live_article(team), team)
    rewritten(article, team, "<p>Third text.</p>")

    page = client.get(history_url(article)).content.decode()
    link = f"{compare_url(article)}?before={name}&amp;after=3"

    assert link in page
    assert "Older text: revision 1" in text_of(client.get(link.replace("&amp;", "&")))


def test_comparison_with_the_reviewed_text_where_nobody_reviewed(client, team):
    article = rewritten(make_article(team.writer), team)

    assert "Nobody has reviewed this page yet." in text_of(client.get(f"{compare_url(article)}?before=reviewed"))


def test_comparison_of_equal_texts_says_that_nothing_differs(client, team):
    article = live_article(team)

    assert "Nothing differs." in text_of(client.get(f"{compare_url(article)}?before=live&after=head"))


def test_comparison_of_first_revision_says_that_there_is_no_other(client, team):
    article = make_article(team.writer)

    assert "There is no other text to compare with." in text_of(client.get(compare_url(article)))


def test_comparison_tells_that_only_the_shelf_changed(client, team):
    article = live_article(team)
    article.topic = Topic.objects.create(title="Bones", slug="bones")
    save(article, team.writer)

    text = text_of(client.get(compare_url(article)))

    assert "a reviewer need not read it again" in text
    assert "Topic Bones" in text


def test_comparison_with_the_live_text_knows_tags_that_went_live_alone(client, team):
    article = live_article(team)
    article.tags.add("wrist")
    save(article, team.writer)
    actions.relist(item=article.item, by=team.publisher)

    assert "Nothing differs." in text_of(client.get(f"{compare_url(article)}?before=live&after=head"))


def test_compared_page_marks_the_public_page(client, team):
    article = rewritten(make_article(team.writer), team)

    response = client.get(reverse("item_compared_page", args=[article.item_id]))

    assert "Rest your arm<ins> well</ins>." in response.content.decode()
    assert 'class="site-header"' in response.content.decode()


def test_compared_page_keeps_quotes_out_of_attributes(client, team):
    article = make_article(team.writer)
    save(article, team.writer, title='A "wrist" <i>', summary='x" http-equiv="refresh" y="')

    html = client.get(reverse("item_compared_page", args=[article.item_id])).content.decode()

    tree = LexborHTMLParser(html)
    assert tree.css("[http-equiv]") == []
    assert 'http-equiv="refresh"' in tree.css_first(".main-message").text()
    assert "<del>" not in tree.css_first("title").text()


def test_comparison_costs_the_same_for_any_length(client, team, django_assert_max_num_queries):
    article = rewritten(make_article(team.writer, sections=40), team, "<p>Other</p>")

    with django_assert_max_num_queries(20):
        client.get(compare_url(article))
    with django_assert_max_num_queries(22):
        client.get(reverse("item_compared_page", args=[article.item_id]))


def test_removed_text_is_said_to_be_removed(client, team):
    article = rewritten(make_article(team.writer), team)
    first = article.item.revisions.get(number=1)
    actions.redact(
        item=article.item, digests=[first.signed_id], by=team.administrator, together_with=team.lead, reason="The law"
    )

    assert "removed for legal reasons" in text_of(client.get(history_url(article)))
    assert "removed for legal reasons" in text_of(client.get(compare_url(article)))
    assert client.get(f"{compare_url(article)}?view=page").status_code == 200
    assert "removed for legal reasons" in text_of(client.get(reverse("item_preview", args=[article.item_id, 1])))
    assert client.get(reverse("item_revision", args=[article.item_id, 1])).status_code == 404
    assert Body.objects.get(pk=first.signed_id).text == ""


# --- preview --------------------------------------------------------------------------------------------------


def test_preview_is_the_public_page(client, team):
    article = live_article(team)
    preview = client.get(reverse("item_revision", args=[article.item_id, 1]))
    live = Client().get(article.item.publication.path)

    def main(response):
        page = LexborHTMLParser(response.content.decode()).css_first("#main")
        # What only a published page has: its changes, the code for paper, other forms of it, and readers to ask.
        for part in page.css("#changes, .qr, .feedback, .paper"):
            part.decompose()
        return re.sub(r"\s+", " ", page.html)

    assert main(preview) == main(live)


def test_preview_of_unsigned_text_names_no_reviewer(client, team):
    article = rewritten(live_article(team), team)

    text = text_of(client.get(reverse("item_revision", args=[article.item_id, 2])))

    assert "Reviewed by" not in text
    assert "Nobody has signed it." in text


def test_preview_may_stand_in_a_frame_of_ours_only(client, team):
    article = make_article(team.writer)

    response = client.get(reverse("item_revision", args=[article.item_id, 1]))

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_frame_page_itself_stands_in_no_frame(client, team):
    article = make_article(team.writer)

    response = client.get(reverse("item_preview", args=[article.item_id, 1]))

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert f'src="{reverse("item_revision", args=[article.item_id, 1])}"' in response.content.decode()


def test_preview_of_what_is_typed_is_the_page_in_a_frame(client, team):
    article = make_article(team.writer)
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(client.get(url)) | {"title": "Typed & <b>not</b> saved", "_preview": "1"}

    response = client.post(url, data)

    frame = LexborHTMLParser(response.content.decode()).css_first("iframe.preview")
    inside = LexborHTMLParser(frame.attributes["srcdoc"])
    assert inside.css_first("h1").text() == "Typed & <b>not</b> saved"
    assert "no-store" in response["Cache-Control"]
    assert fresh(article).title == "Broken wrist"


def test_preview_shows_a_question_set_that_is_not_live_as_unreviewed(client, team):
    article, questions = make_article(team.writer), make_question_set(team.writer)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=90, question_set=questions)
    save(article, team.writer)

    text = text_of(client.get(reverse("item_revision", args=[article.item_id, 2])))

    assert "Will it heal?" in text
    assert "Not yet reviewed" in text


def test_preview_of_a_question_set(client, team):
    questions = make_question_set(team.writer)

    assert "Will it heal?" in text_of(client.get(reverse("item_revision", args=[questions.item_id, 1])))


def test_sign_off_alone_is_told_in_the_banner(client, team):
    article = make_article(team.writer)
    sign(article, team)

    assert "Signed by Dr Rita Reviewer." in text_of(client.get(reverse("item_preview", args=[article.item_id, 1])))
