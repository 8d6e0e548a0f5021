"""The rich text field: what it stores, what migrations see, and what its editor brings to a page."""

import base64
import hashlib
import re
from pathlib import Path

import django
import django_prose_editor
import pytest
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter
from django.urls import reverse
from js_asset import ImportMap, Media

from editorial import choosers
from editorial.admin_media import NonceMedia
from editorial.cleaning import TAGS, TooMuchMarkup, clean
from editorial.richtext import RichTextField, RichTextFormField, RichTextWidget, editor_configuration
from faq.models import Question
from tests.making import make_question_set

STATIC = Path(__file__).parents[2] / "editorial" / "static" / "editorial"
MODULES = sorted((STATIC / "editor").glob("*.js"))


@pytest.fixture
def question(team):
    return make_question_set(team.writer).questions.get()


@pytest.fixture
def sources(monkeypatch):
    monkeypatch.setattr(choosers, "_choosers", {})
    kept = [choosers.Choice("a", "Bone guideline", "NICE, 2023"), choosers.Choice("b", "Pain", "WHO")]
    choosers.register_chooser(
        "source",
        lambda words: [choice for choice in kept if words.lower() in choice.title.lower()],
        lambda uids: [choice for choice in kept if choice.uid in uids],
    )


@pytest.fixture
def staff(client, team):
    client.force_login(team.writer.user)
    return client


# What is stored

DIRTY, CLEANED = "<h1>a</h1><p><b>b</b></p><script>c</script>", "<h3>a</h3><p><strong>b</strong></p>"


def test_save_cleans_the_row_and_the_object(question):
    question.answer = DIRTY
    question.save()
    assert question.answer == CLEANED
    assert Question.objects.get().answer == CLEANED


def test_bulk_create_cleans(question):
    Question.objects.bulk_create([Question(question_set=question.question_set, question="New?", answer=DIRTY)])
    assert Question.objects.get(question="New?").answer == CLEANED


def test_update_cleans(question):
    Question.objects.update(answer=DIRTY)
    assert Question.objects.get().answer == CLEANED


def test_bulk_update_cleans(question):
    question.answer = DIRTY
    Question.objects.bulk_update([question], ["answer"])
    assert Question.objects.get().answer == CLEANED


def test_full_clean_refuses_too_much_markup(question):
    question.answer = "<div>" * 200
    with pytest.raises(ValidationError, match="layers of formatting"):
        question.full_clean()


def test_save_refuses_too_much_markup(question):
    question.answer = "<div>" * 200
    with pytest.raises(TooMuchMarkup):
        question.save()


def test_search_for_a_word_is_not_cleaned(question):
    assert Question.objects.filter(answer__icontains="mostly").exists()


def test_migration_sees_a_plain_text_field():
    _name, path, args, kwargs = RichTextField("text", short=True, blank=True).deconstruct()
    assert (path, args, kwargs) == ("django.db.models.TextField", [], {"verbose_name": "text", "blank": True})
    assert MigrationWriter.serialize(RichTextField())[0] == "models.TextField()"


# The form


def test_form_field_cleans_and_refuses_what_only_looks_empty():
    field = RichTextFormField(required=True)
    assert field.clean(DIRTY) == CLEANED
    with pytest.raises(ValidationError, match="required"):
        field.clean("<p>&nbsp;</p>")


def test_form_field_sees_no_change_where_the_editor_only_writes_it_differently():
    field = RichTextFormField()
    assert not field.has_changed("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>")
    assert field.has_changed("<ul><li>a</li></ul>", "<ul><li><p>b</p></li></ul>")


def test_short_field_has_no_headings_and_tables():
    assert RichTextFormField(short=True).clean("<h2>a</h2>") == "<p>a</p>"
    assert not {"Heading", "Table"} & set(editor_configuration(short=True)["extensions"])


def test_editor_can_hold_every_tag_that_cleaning_lets_through():
    text = (
        "p: br:HardBreak strong:Bold em:Italic sub:Subscript sup:Superscript ul:BulletList ol:OrderedList li:ListItem"
    )
    blocks = (
        "h3:Heading a:Link table:Table caption:Table thead:Table tbody:Table tr:TableRow th:TableHeader td:TableCell"
    )
    holders = dict(pair.split(":") for pair in f"{text} {blocks}".split())
    assert set(holders) == TAGS
    assert set(holders.values()) - {""} <= set(editor_configuration(short=False)["extensions"])


def test_form_field_keeps_its_widget_in_the_admin():
    field = RichTextField().formfield(widget=forms.Textarea)
    assert isinstance(field.widget, RichTextWidget)


def test_widget_names_its_modules_and_the_addresses_of_its_choosers():
    html = RichTextFormField().widget.render("body", "", {"id": "id_body"})
    assert f'data-choose-source="{reverse("choosers:choose", args=["source"])}"' in html
    assert "editorial/citation" in html
    importmap = str(RichTextWidget().media)
    for module in MODULES:
        assert f'"editorial/{module.stem}"' in importmap
        assert finders.find(f"editorial/editor/{module.name}")


# The page around it


def test_style_of_the_editor_is_the_one_that_our_policy_allows():
    bundle = Path(django_prose_editor.__file__).parent / "static/django_prose_editor/editor.js"
    style = re.search(r"`(\.ProseMirror \{[^`]*)`", bundle.read_text(encoding="utf-8")).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in settings.STAFF_CSP["style-src"]


@pytest.mark.skipif(django.VERSION >= (6, 1), reason="Django's own templates print the nonce")
def test_form_media_carries_the_nonce_of_the_request(rf):
    class Base:
        media = Media(importmap=ImportMap({"a": "a.js"}))

        def render_change_form(self, request, context):
            return str(context["media"])

    class Admin(NonceMedia, Base):
        pass

    request = rf.get("/")
    request._csp_nonce = "n0nce"
    html = Admin().render_change_form(request, {"media": Admin().media})
    assert html.count('nonce="n0nce"') == html.count("<script") == 2
    assert "editorial/moving.js" in html


@pytest.mark.parametrize("script", [*MODULES, STATIC / "moving.js"], ids=lambda path: path.stem)
def test_script_needs_nothing_that_our_policy_or_a_keyboard_forbids(script):
    text = script.read_text(encoding="utf-8")
    for forbidden in ("window.prompt", "innerHTML =", "eval(", "http://", "document.write", 'setAttribute("style"'):
        assert forbidden not in text.replace("https?://", "")


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.stem)
def test_style_sheet_loads_nothing_from_elsewhere(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert not re.search(r"@import|https?:", text)
    for name in re.findall(r"url\(\"?([^)\"]+)", text):
        assert (sheet.parent / name).exists()


# Choosers


def test_chooser_finds_by_words(staff, sources):
    answer = staff.get(reverse("choosers:choose", args=["source"]), {"q": "bone"})
    assert answer.json() == [{"uid": "a", "title": "Bone guideline", "detail": "NICE, 2023"}]


def test_chooser_names_what_was_chosen_before(staff, sources):
    answer = staff.get(reverse("choosers:choose", args=["source"]) + "?uid=b&uid=gone")
    assert [choice["uid"] for choice in answer.json()] == ["b"]


def test_chooser_shows_a_page_of_results(staff, sources):
    choosers.register_chooser("page", lambda words: (choosers.Choice(str(n), "x") for n in range(1000)))
    assert len(staff.get(reverse("choosers:choose", args=["page"])).json()) == choosers.SHOWN


def test_chooser_of_an_unknown_kind_is_not_found(staff, sources):
    assert staff.get(reverse("choosers:choose", args=["nothing"])).status_code == 404


def test_chooser_is_for_staff_only(client, db, sources):
    address = reverse("choosers:choose", args=["source"])
    assert client.get(address).status_code == 403
    client.force_login(get_user_model().objects.create_user("patient", password="x"))
    assert client.get(address).status_code == 403


def test_chooser_only_reads(staff, sources):
    assert staff.post(reverse("choosers:choose", args=["source"])).status_code == 405


def test_clean_text_of_the_editor_is_stable():
    typed = '<p>a<sup data-cite="s"></sup></p><table><tbody><tr><th><p>A</p></th></tr><tr><td><p></p></td></tr></tbody></table>'
    assert clean(clean(typed)) == clean(typed)
