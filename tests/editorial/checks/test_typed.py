"""What is typed in a form is checked as the text it would become, and nothing of it is kept or refused."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Section, StatisticBlock
from editorial.models import Checked, Event, Revision
from tests.forms import form_data
from tests.making import Team, add_care_card, make_article, make_question_set, make_statistic, make_term, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team()


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


class Form:
    """The form of a draft as a person has it open, and what is found when it is typed in."""

    def __init__(self, person, draft):
        options = draft._meta
        self.client = browser(person)
        base = f"admin:{options.app_label}_{options.model_name}"
        self.address = reverse(f"{base}_check", args=[draft.pk])
        self.data = form_data(self.client.get(reverse(f"{base}_change", args=[draft.pk])))

    def check(self, **changes):
        response = self.client.post(self.address, self.data | changes)
        assert response.status_code == 200
        return response.json()

    def findings(self, **changes):
        return [f for f in self.check(**changes)["findings"] if f["check"] == "X99"]

    def found(self, **changes):
        return [(f["name"], f["words"]) for f in self.findings(**changes)]


@pytest.fixture
def article(team, with_check):
    with_check()
    return make_article(team.writer, sections=2)


@pytest.fixture
def form(team, article):
    return Form(team.writer, article)


def test_finding_names_the_field_that_is_typed_in(form):
    name = "articles_section_set-1-body"
    [finding] = form.findings(**{name: "<p>Fine.</p><p>This is <em>forbid</em>den.</p>"})
    assert (finding["name"], finding["words"], finding["occurrence"]) == (name, "forbidden", 0)
    assert (finding["severity"], finding["check"], finding["waived_until"]) == ("blocking", "X99", None)
    assert finding["where"] == "Section “Part 2”: Text"


def test_nothing_is_saved_and_no_lock_is_taken(form, article):
    before = Revision.objects.count(), Event.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        form.check(summary="It is forbidden.")
    assert (Revision.objects.count(), Event.objects.count()) == before
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []
    assert "FOR UPDATE" not in "".join(q["sql"] for q in queries)
    article.refresh_from_db()
    assert article.summary == "Most broken wrists heal well in six weeks."
    assert not Checked.objects.exclude(digest=article.item.head.signed_id).exists()


def test_typed_text_is_read_as_it_would_be_saved(form, article, team, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "editorial.admin.checking.findings_in", lambda document, listing, terms: seen.append((document, listing)) or []
    )
    form.check(tags="+bone", synonyms="sore wrist")
    form.client.post(
        form.address.replace("/check/", "/change/"),
        form.data | {"tags": "+bone", "synonyms": "sore wrist", "_save": ""},
    )
    article.refresh_from_db()
    head = Revision.objects.with_texts().get(pk=article.item.head_id)
    document, listing = seen[0]
    assert document == json.loads(head.signed.text)
    # A new tag gets its row, and its slug, only when the form is saved.
    assert {**listing, "tags": ["bone"]} == json.loads(head.listing.text)


def test_words_that_the_form_refuses_are_checked_too(form):
    long = "forbidden " * 30
    assert len(form.found(title=long)) == 1
    assert form.found(**{"articles_section_set-0-heading": long})[0][0] == "articles_section_set-0-heading"


def test_emptied_field_is_empty_and_not_what_was_saved(team, article):
    save(article, team.writer, title="Forbidden is forbidden")
    assert Form(team.writer, article).found(title="") == []


def test_new_block_is_checked_and_a_deleted_one_is_not(form):
    section = {"heading": "New", "aspect": "other", "body": "<p>Now forbidden.</p>", "ordering": "50", "region": "main"}
    new = {f"articles_section_set-2-{name}": value for name, value in section.items()}
    rows = {"articles_section_set-TOTAL_FORMS": "3"} | new
    assert form.found(**rows) == [("articles_section_set-2-body", "forbidden")]
    assert form.found(**rows, **{"articles_section_set-2-DELETE": "on"}) == []


def test_block_without_its_figure_or_urgency_is_left_out(form):
    rows = {
        "articles_statisticblock_set-TOTAL_FORMS": "1",
        "articles_statisticblock_set-0-heading": "A forbidden figure",
        "articles_carecard_set-TOTAL_FORMS": "1",
        "articles_carecard_set-0-heading": "Call now, forbidden",
    }
    assert form.found(**rows) == []
    assert len(form.found(**rows, **{"articles_carecard_set-0-urgency": "emergency"})) == 1


def test_block_that_somebody_else_removed_is_still_read(form, article):
    Section.objects.filter(parent=article).delete()
    assert form.found(**{"articles_section_set-0-body": "<p>It is forbidden.</p>"}) == [
        ("articles_section_set-0-body", "forbidden")
    ]


def test_figure_of_the_library_is_found_at_its_block(team, with_check):
    article = make_article(team.writer)
    with_check()
    StatisticBlock.objects.create(
        parent=article, region="main", ordering=40, statistic=make_statistic(sentence="6 in 100, forbidden.")
    )
    save(article, team.writer)
    assert Form(team.writer, article).found() == [("articles_statisticblock_set-0-statistic", "forbidden")]


@pytest.mark.parametrize(
    "rubbish",
    [
        {"articles_section_set-TOTAL_FORMS": "9999999999"},
        {"articles_section_set-TOTAL_FORMS": "-1"},
        {"articles_section_set-TOTAL_FORMS": "²"},
        {"articles_section_set-0-id": "0x1"},
        {"articles_section_set-0-ordering": "first"},
        {"articles_section_set-0-aspect": "nothing"},
        {"authors": "x", "tags": '"', "topic": "-5", "sources": "999999"},
        {"translation_of": "1", "language": "xx"},
        {"title": "\x00"},
    ],
)
def test_rubbish_is_answered(form, rubbish):
    assert "findings" in form.check(**rubbish)


def test_text_that_no_parser_should_read_is_answered_with_a_sentence(form):
    assert form.found(**{"articles_section_set-0-body": "<div>" * 500 + "forbidden"}) == []


def test_empty_post_is_answered(team, article):
    client = browser(team.writer)
    assert client.post(reverse("admin:articles_article_check", args=[article.pk])).status_code == 200
    assert client.post(reverse("admin:articles_article_check_new")).status_code == 200


def test_new_page_is_checked_before_it_is_saved(team, with_check):
    with_check()
    answer = browser(team.writer).post(reverse("admin:articles_article_check_new"), {"title": "A forbidden page"})
    assert [f["name"] for f in answer.json()["findings"] if f["check"] == "X99"] == ["title"]


def test_question_sets_and_terms_are_checked_too(team, with_check):
    with_check()
    questions = Form(team.writer, make_question_set(team.writer))
    assert questions.found(**{"questions-0-answer": "<p>It is forbidden.</p>"}) == [("questions-0-answer", "forbidden")]
    assert Form(team.writer, make_term(team.writer)).found(definition="What is forbidden.") == [
        ("definition", "forbidden")
    ]


@pytest.mark.parametrize("role", ["reviewer", "lead", "administrator"])
def test_whoever_may_not_change_a_draft_may_not_check_it(team, article, role):
    client = browser(getattr(team, role))
    assert client.post(reverse("admin:articles_article_check", args=[article.pk])).status_code == 403
    assert client.post(reverse("admin:articles_article_check_new")).status_code == 403


def test_it_is_asked_by_post_and_with_an_account(team, article):
    address = reverse("admin:articles_article_check", args=[article.pk])
    assert browser(team.writer).get(address).status_code == 405
    assert Client().post(address).status_code == 302


def test_number_of_queries_does_not_grow_with_the_blocks(team, with_check, django_assert_max_num_queries):
    with_check()
    small, large = make_article(team.writer, sections=2), make_article(team.writer, sections=20, title="Long")
    counts = []
    for article in (small, large):
        add_care_card(article)
        save(article, team.writer, synonyms="x")
        form = Form(team.writer, article)
        with CaptureQueriesContext(connection) as queries:
            form.check()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_that_nobody_has_begun_is_not_told_what_it_lacks(team):
    client, address = browser(team.writer), reverse("admin:articles_article_check_new")
    begun = {"title": "Broken wrist", "article_kind": "condition"}
    assert [f["message"] for f in client.post(address, begun).json()["findings"]] == []
    found = client.post(address, begun | {"summary": "Most broken wrists heal well."}).json()["findings"]
    assert "Nothing on the page is about its symptoms." in [f["message"] for f in found]
