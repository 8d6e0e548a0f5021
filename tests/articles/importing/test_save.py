"""From a file to drafts. The drafts are looked at through the document that a reviewer would sign."""

import json

import pytest

from articles.importing import save
from articles.importing.errors import BodyTooLong, TextUnaccounted
from articles.importing.page import ImportedSection
from articles.importing.reading import read_page
from articles.importing.save import save_page
from articles.models import Article, Section
from editorial.errors import NotAllowed
from editorial.models import Event, Item, Publication, Revision
from faq.models import QuestionSet
from tests.making import head_of, make_person

pytestmark = pytest.mark.django_db

TEXT = (
    "Wrist Pain\n\nMost wrists heal well.\n\nWhat It Is\nPain in a wrist. It may be:\n- sharp\n- dull & <deep>\n"
    "Read Also: Elbows\nBox 1 How A Splint Helps\nAdvantages\n- rest\nKey Points\n- Rest it\n\nTreatment\n"
    "Questions\nWill it heal?\nYes, mostly.\nCan I work?\nYes.\nWritten by Ann Other\n"
)


def imported(text=TEXT):
    return read_page(text.encode(), "wrist.txt")


def save_it(by, page=None):
    return save_page(page=page or imported(), file_name="wrist.txt", language="en", by=by)


@pytest.fixture
def writer():
    return make_person()


def test_the_article_says_what_the_file_says(writer):
    article = save_it(writer).article
    document = json.loads(head_of(article).signed.text)
    assert (document["title"], document["summary"]) == ("Wrist pain", "Most wrists heal well.")
    assert [(block["type"], block.get("heading", "")) for block in document["blocks"]] == [
        ("section", "What it is"),
        ("callout", "How a splint helps"),
        ("key_points", "Key points"),
        ("section", "Treatment"),
        ("question_set", ""),
    ]
    assert document["blocks"][0]["body"] == (
        "<p>Pain in a wrist. It may be:</p><ul><li>sharp</li><li>dull &amp; &lt;deep&gt;</li></ul>"
    )
    assert "authors" not in document


def test_the_questions_are_a_draft_of_their_own(writer):
    save_it(writer)
    document = json.loads(head_of(QuestionSet.objects.get()).signed.text)
    assert document["title"] == "Questions"
    assert [entry["question"] for entry in document["questions"]] == ["Will it heal?", "Can I work?"]


def test_everything_goes_through_the_action_and_nothing_to_patients(writer):
    save_it(writer)
    assert Event.objects.filter(verb="save_draft").count() == Item.objects.exclude(kind="site").count() == 2
    assert Revision.objects.filter(by=writer).count() == 2
    assert not Publication.objects.exists()


def test_what_was_not_placed_stays_with_the_draft(writer):
    kept = save_it(writer).article.import_notes
    assert "Written by Ann Other" in kept
    assert "Read Also: Elbows" in kept


def test_the_same_file_is_saved_once(writer):
    first = save_it(writer)
    again = save_it(make_person("Other Writer"))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.article == first.article
    assert (Article.objects.count(), QuestionSet.objects.count(), Revision.objects.count()) == (1, 1, 2)


def test_an_edited_article_is_not_overwritten_by_a_second_import(writer):
    article = save_it(writer).article
    Article.objects.filter(pk=article.pk).update(title="My own title")
    assert save_it(writer).article.title == "My own title"


def test_a_person_without_the_role_saves_nothing():
    with pytest.raises(NotAllowed):
        save_it(make_person("Dr Rita Reviewer", "reviewer"))
    assert not Item.objects.filter(kind="article").exists()


def test_being_superuser_is_no_role():
    with pytest.raises(NotAllowed):
        save_it(make_person("Root", "", superuser=True))


def test_a_body_that_storing_would_change_is_refused_and_nothing_is_saved(writer):
    page = imported()
    hostile = ImportedSection("section", "Bad", "<p>x</p><script>lost()</script>", "other")
    with pytest.raises(TextUnaccounted):
        save_it(writer, type(page)(**{**vars(page), "blocks": (*page.blocks, hostile)}))
    assert (Article.objects.count(), QuestionSet.objects.count(), Section.objects.count()) == (0, 0, 0)


def test_a_part_that_is_too_long_is_refused_with_a_sentence(writer):
    with pytest.raises(BodyTooLong, match="2 MB"):
        save_it(writer, imported("Wrists\n\nPart one\n" + "Salt & & & & & words. " * 80_000))
    assert not Item.objects.filter(kind="article").exists()


def test_the_module_knows_no_publication():
    assert not {"Publication", "publish", "sign_off", "submit"} & set(vars(save))
