"""The form of an article, as an editor meets it after an import or with an outline."""

import pytest
from django.urls import reverse

from articles.document import missing
from articles.importing.reading import read_page
from articles.importing.save import save_page
from articles.models import Callout, Section
from editorial import actions, errors
from tests.forms import form_data
from tests.making import fresh, head_of, make_person

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
    assert not [sentence for sentence in missing({"blocks": blocks}) if "box" in sentence]


def test_a_form_that_is_refused_leads_to_the_block_that_needs_mending(answer):
    page = answer(**{"articles_section_set-1-heading": "", "_save": ""}).content.decode()
    assert page.count("needs mending") == 1
    assert 'href="#articles_section_set-1"' in page
    assert 'id="articles_section_set-1"' in page


def test_the_notes_of_an_import_stand_in_the_form_until_they_are_emptied(answer, client, article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.force_login(article.item.owner.user)
    assert "Read Also: Elbows" in client.get(address).content.decode()
    assert answer(import_notes="", _save="").status_code == 302
    assert "From the import" not in client.get(address).content.decode()
