"""The form of an article, as an editor meets it after an import or with an outline."""

import pytest
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.block_documents import unreadable_options
from articles.document import missing
from articles.importing.reading import read_page
from articles.importing.save import save_page
from articles.models import Callout, Choices, Section
from editorial import actions, errors
from tests.forms import form_data
from tests.making import fresh, head_of, make_article, make_person

pytestmark = pytest.mark.django_db

TEXT = (
    "Wrist Pain\n\nWhat It Is\nPain in a wrist.\nTreatment Of It\nOutlook For Wrists\nYou cant tell.\n"
    "Box 1 How A Splint Helps\nBox 2 When To Rest It\nAt night.\nRead Also: Elbows\n"
)


@pytest.fixture
def article():
    page = read_page(TEXT.encode(), "wrist.txt")
    return save_page(page=page, file_name="wrist.txt", language="en", by=make_person()).article


@pytest.fixture
def answer(client, article):
    """Opens the form and posts it, with changes."""
    client.force_login(article.item.owner.user)
    address = reverse("admin:articles_article_change", args=[article.pk])
    return lambda **changes: client.post(address, form_data(client.get(address)) | changes)


def test_an_imported_page_with_a_heading_without_text_can_be_saved_and_previewed(answer, article):
    assert Section.objects.filter(body="").exists()
    assert Callout.objects.filter(body="").exists()
    assert answer(_save="").status_code == 302
    assert fresh(article).item.head.number == 1
    assert "It is not saved" in answer(_preview="1").content.decode()


def test_empty_sections_and_boxes_do_not_go_to_review(article):
    with pytest.raises(errors.FactsMissing) as refused:
        actions.submit(revision=head_of(article), by=article.item.owner)
    assert "The section “Treatment of it” is empty" in str(refused.value)
    assert "The box “How a splint helps” is empty" in str(refused.value)
    assert "When to rest it" not in str(refused.value)


@pytest.mark.parametrize("kind", ["callout", "key_points"])
def test_a_box_with_text_is_not_missed(kind):
    blocks = [{"type": kind, "heading": "Rest", "body": "<p>Rest it.</p>"}]
    assert not [fact for fact in missing({"blocks": blocks}) if "box" in fact.sentence]


def test_a_form_that_is_refused_leads_to_the_block_that_needs_mending(answer):
    page = answer(**{"articles_section_set-1-heading": "", "_save": ""}).content.decode()
    assert page.count('<a href="#id_articles_section_set-1-heading">') == 1
    assert 'id="id_articles_section_set-1-heading"' in page


def test_the_notes_of_an_import_stand_in_the_form_until_they_are_emptied(answer, client, article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.force_login(article.item.owner.user)
    assert "Read Also: Elbows" in client.get(address).content.decode()
    assert answer(import_notes="", _save="").status_code == 302
    assert "From the import" not in client.get(address).content.decode()


UNREADABLE = [
    ("+ Less pain\nTablets", "stands before any choice"),
    ("Tablets\n+ Less pain\nRadiotherapy\n- Tired", "“Radiotherapy” stands among the benefits and harms of “Tablets”"),
]


@pytest.mark.parametrize(("options", "sentence"), UNREADABLE)
def test_choices_that_cannot_be_read_are_refused_beside_their_field(options, sentence):
    writer = make_person()
    article = make_article(writer)
    Choices.objects.create(parent=article, region="main", ordering=30, options="Tablets")
    client = Client()
    client.force_login(writer.user)
    address = reverse("admin:articles_article_change", args=[article.pk])
    typed = form_data(client.get(address)) | {"articles_choices_set-0-options": options}
    page = LexborHTMLParser(client.post(address, typed).content.decode())
    assert sentence in page.css_first(".field-options .errorlist").text()


@pytest.mark.parametrize(
    "options",
    [
        "",
        "Tablets",
        "Tablets\n+ Less pain\n- Tired\n\nNo treatment\nfor now",
        "Tablets\n- Tired\n+ Less pain\n\n\nNothing",
    ],
)
def test_choices_may_be_unfinished_in_a_draft(options):
    assert unreadable_options(options) == ""
