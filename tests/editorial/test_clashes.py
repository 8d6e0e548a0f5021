"""Two editors changed the same part: the second one chooses, part by part, and one post settles all."""

import pytest
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, Section
from editorial.models import KeptForm, Revision
from tests.forms import form_data
from tests.making import fresh, make_article, make_source

pytestmark = pytest.mark.django_db

SECOND_BODY = "<p>Rest your arm. This is part 2.</p>"


class Editor:
    def __init__(self, person, article):
        self.client = Client()
        self.client.force_login(person.user)
        self.url = reverse("admin:articles_article_change", args=[article.pk])
        self.form = form_data(self.client.get(self.url))

    def name_of(self, value):
        return next(name for name, values in self.form.items() if value in values)

    def save(self, form=None, **changes):
        return self.client.post(self.url, (form or self.form) | changes)


@pytest.fixture
def article(team):
    return make_article(team.writer, sections=3, tags=["bone"])


@pytest.fixture
def first(team, article):
    return Editor(team.writer, article)


@pytest.fixture
def second(team, article):
    return Editor(team.second_writer, article)


def settle(second, refused, article, **choices):
    parts = {f"_part-{name}": value for name, value in choices.items()}
    return second.save(form_data(refused), **parts, _over=str(fresh(article).item.head_id))


def test_each_part_that_both_changed_has_a_choice_and_it_is_mine_at_first(first, second):
    first.save(title="First title", summary="First summary.")
    refused = second.save(title="Second title", tags="bone, arm")

    tree = LexborHTMLParser(refused.content.decode())
    radios = {
        r.attributes["name"]: r.attributes["value"] for r in tree.css(".clash input") if "checked" in r.attributes
    }
    assert radios == {"_part-title": "mine"}
    assert [legend.text() for legend in tree.css(".clash legend")] == ["Title"]


def test_what_each_changed_is_marked_word_by_word_against_what_both_began_with(first, second, article):
    body = first.name_of(SECOND_BODY)
    first.save(**{body: "<p>Rest your hand. This is part 2.</p>"})
    refused = second.save(**{body: "<p>Rest your arm. This was part 2.</p>"}).content.decode()

    assert "<p>Rest your <del>arm</del><ins>hand</ins>. This is part 2.</p>" in refused
    assert "<p>Rest your arm. This <del>is</del><ins>was</ins> part 2.</p>" in refused


def test_one_post_settles_all_parts(first, second, team, article):
    body = first.name_of(SECOND_BODY)
    source = make_source(title="New evidence")
    first.save(**{"title": "First title", "summary": "First.", body: "<p>First.</p>", "sources": [str(source.pk)]})
    refused = second.save(**{"title": "Second title", "summary": "Second.", body: "<p>Second.</p>", "sources": []})

    answer = settle(
        second, refused, article, **{"title": "mine", "summary": "theirs", body: "theirs", "sources": "theirs"}
    )

    saved = fresh(article)
    assert answer.status_code == 302
    assert (saved.title, saved.summary) == ("Second title", "First.")
    assert Section.objects.filter(parent=article, body="<p>First.</p>").exists()
    assert list(saved.sources.all()) == [source]
    assert not KeptForm.objects.exists()


def test_text_that_was_not_chosen_stays_in_the_history(first, second, article):
    first.save(title="First title")
    settle(second, second.save(title="Second title"), article, title="mine")

    texts = [revision.signed.text for revision in Revision.objects.with_texts().order_by("number")]
    assert ["First title" in text for text in texts] == [False, True, False]
    assert "Second title" in texts[-1]


def test_my_text_is_kept_until_it_is_settled(first, second, article):
    first.save(title="First title")
    refused = second.save(title="Second title")
    assert "Second" in KeptForm.objects.get().data

    assert second.save(form_data(refused), **{"_part-title": "theirs"}).status_code == 409
    assert "Second" in KeptForm.objects.get().data


def test_choice_stands_when_the_form_is_shown_again(first, second, article):
    first.save(title="First title")
    again = second.save(form_data(second.save(title="Second title")), **{"_part-title": "theirs"})

    assert form_data(again)["_part-title"] == ["theirs"]


def test_choice_counts_nothing_where_a_third_save_came_between(first, second, article):
    first.save(title="First title")
    refused = form_data(second.save(title="Second title"))
    seen = str(fresh(article).item.head_id)
    first.form = form_data(first.client.get(first.url))
    first.save(title="Third title")

    answer = second.save(refused, **{"_part-title": "theirs"}, _over=seen)

    assert answer.status_code == 409
    assert "Third title" in answer.content.decode()
    assert fresh(article).title == "Third title"


@pytest.mark.parametrize(("choice", "left"), [("mine", 2), ("theirs", 3)])
def test_section_that_i_removed_and_the_other_changed(first, second, article, choice, left):
    body = first.name_of(SECOND_BODY)
    removal = body.replace("body", "DELETE")
    first.save(**{body: "<p>Changed by the first.</p>"})
    refused = second.save(**{removal: "on"})
    assert "You marked it to be removed." in refused.content.decode()

    assert settle(second, refused, article, **{removal: choice}).status_code == 302
    assert Section.objects.filter(parent=article).count() == left
    assert Section.objects.filter(body="<p>Changed by the first.</p>").exists() is (choice == "theirs")


@pytest.mark.parametrize(("choice", "left"), [("mine", 3), ("theirs", 2)])
def test_section_that_the_other_removed_and_i_changed(first, second, article, choice, left):
    body = first.name_of(SECOND_BODY)
    first.save(**{body.replace("body", "DELETE"): "on"})
    refused = second.save(**{body: "<p>I worked on this.</p>"})
    removal = next(name for name in form_data(refused) if name.startswith("_part-")).removeprefix("_part-")

    assert settle(second, refused, article, **{removal: choice}).status_code == 302
    assert Section.objects.filter(parent=article).count() == left


def test_preview_shows_the_page_as_chosen_and_saves_nothing(first, second, article):
    first.save(title="First title")
    refused = form_data(second.save(title="Second title"))

    answer = second.save(refused, **{"_part-title": "theirs"}, _preview="1").content.decode()

    assert "First title" in answer
    assert "Second title" not in answer


def test_text_too_deep_to_compare_is_refused_with_a_sentence(first, second, article):
    body = first.name_of(SECOND_BODY)
    first.save(**{body: "<p>First.</p>"})

    answer = second.save(**{body: "<ul><li>" * 3000})

    assert answer.status_code == 409
    assert "too deeply nested" in answer.content.decode()


def test_forged_choice_of_something_that_is_no_text_changes_nothing(first, second, article):
    first.save(title="First title")
    refused = second.save(title="Second title")

    settle(second, refused, article, token="theirs", based_on="theirs", nothing="theirs")

    assert fresh(article).title == "Second title"


# Texts that only look different


NOTES = "LEFT OUT\n- line 16: <script>alert('x')</script>\n\n- line 17: <b>Cafe\u0301</b>"


@pytest.fixture
def imported(team):
    """An article with what an import left over; both its editors have browsers, which send CRLF."""
    article = make_article(team.writer)
    Article.objects.filter(pk=article.pk).update(import_notes=NOTES, synonyms="Broken wrist\nCracked wrist")
    return article


def in_a_browser(form):
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in form.items()}


@pytest.fixture
def in_browsers(team, imported):
    editors = [Editor(person, imported) for person in (team.writer, team.second_writer)]
    for editor in editors:
        editor.form = in_a_browser(editor.form)
    return editors


def test_text_that_nobody_touched_is_no_clash_whatever_its_line_ends(in_browsers, imported):
    first, second = in_browsers
    assert first.save(title="First title").status_code == 302
    refused = second.save(summary="Second summary.")

    tree = LexborHTMLParser(refused.content.decode())
    assert tree.css(".clash") == []
    assert second.save(form_data(refused), _over=str(fresh(imported).item.head_id)).status_code == 302
    assert (fresh(imported).title, fresh(imported).summary) == ("First title", "Second summary.")


@pytest.mark.parametrize(
    "change", [lambda text: f"{text}  ", lambda text: text.replace("\n", " \n"), lambda text: text.replace("\n", "\r")]
)
def test_blanks_at_the_ends_of_lines_are_no_clash(in_browsers, change):
    first, second = in_browsers
    first.save(title="First title", import_notes=change(NOTES))
    refused = second.save(summary="Second summary.")
    assert LexborHTMLParser(refused.content.decode()).css(".clash") == []


def test_plain_text_with_tags_in_it_is_shown_as_it_stands(in_browsers):
    first, second = in_browsers
    first.save(title="First title", import_notes=NOTES + "\n- mine")
    refused = second.save(import_notes=NOTES + "\n- yours")
    shown = LexborHTMLParser(refused.content.decode()).css_first(".clash .compare")
    assert "- line 16: <script>alert('x')</script>" in shown.text()
    assert "<b>Caf" in shown.text()
    assert shown.css("script, b") == []


def test_what_stands_in_no_revision_is_not_overwritten_unseen(in_browsers, imported):
    first, second = in_browsers
    first.save(title="First title", import_notes="Only this is left.")
    refused = second.save(summary="Second summary.")
    assert [each.text() for each in LexborHTMLParser(refused.content.decode()).css(".clash legend")] == [
        "Left over from the import"
    ]
    settle(second, refused, imported, import_notes="theirs")
    assert fresh(imported).import_notes == "Only this is left."


@pytest.mark.parametrize(("button", "lands_on"), [("_continue", "form"), ("_save", "list")])
def test_settling_leads_where_the_button_that_was_pressed_before_leads(first, second, article, button, lands_on):
    first.save(title="First title")
    refused = second.save(title="Second title", **{button: "1"})
    answer = settle(second, refused, article, title="mine")
    assert answer["Location"] == {"form": second.url, "list": reverse("admin:articles_article_changelist")}[lands_on]
