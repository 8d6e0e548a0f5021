"""What a file said is kept with its import; it goes with the text that the law had emptied."""

import pytest
from django.dispatch import receiver
from django.test import Client

from articles.models import Article, ImportedFile, QuestionSetBlock
from editorial import actions, signals
from editorial.models import Body, Event
from faq.models import QuestionSet
from tests.articles.importing.test_documents import FOLDER
from tests.making import fresh, head_of, make_article, save

QUESTIONS = b"Wrists\n\nMost wrists heal.\n\nQ: Will the wrist of Mrs Smith heal?\nA: Yes, in six weeks.\n"
ANKLES = b"Ankles\n\nMost broken ankles heal well in six weeks.\n"


def brought(team, name, data):
    from articles.importing.bringing import bring_in

    return fresh(bring_in(data=data, name=name, language="en", by=team.writer).article)


def redact_first_text(team, draft):
    first = head_of(draft)
    save(draft, team.writer, title="Another title")
    facts = {"by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(item=draft.item, digests=[first.signed_id], **facts)


@pytest.fixture
def asthma(team):
    return brought(team, "Mrs Smith.md", (FOLDER / "md" / "01-asthma.md").read_bytes())


def test_report_name_and_notes_of_an_import_go_with_the_text(team, asthma):
    Article.objects.update(import_notes="Left over: Mrs Smith")
    other = brought(team, "Other.txt", ANKLES)

    redact_first_text(team, asthma)

    entry = asthma.imports.get()
    assert (entry.report, entry.name) == ("", "A file whose name was removed")
    assert fresh(asthma).import_notes == ""
    assert other.imports.get().report
    assert other.imports.get().name == "Other.txt"


def test_report_that_was_emptied_says_so(team, asthma):
    redact_first_text(team, asthma)
    client = Client()
    client.force_login(team.writer.user)

    page = client.get(f"/admin/articles/importedfile/{asthma.imports.get().pk}/change/").content.decode()

    assert "What this report said was removed for legal reasons" in page


def test_report_goes_with_a_text_that_became_a_question_set(team):
    brought(team, "Mrs Smith.txt", QUESTIONS)

    redact_first_text(team, QuestionSet.objects.get())

    assert not ImportedFile.objects.exclude(report="", name="A file whose name was removed").exists()


def test_import_of_a_page_that_showed_the_question_set_later_stays(team):
    brought(team, "Wrists.txt", QUESTIONS)
    question_set = QuestionSet.objects.get()
    ankles = brought(team, "Ankles.txt", ANKLES)
    Article.objects.filter(pk=ankles.pk).update(import_notes="Left over: nothing")
    block = QuestionSetBlock.objects.create(parent=ankles, region="main", ordering=90, question_set=question_set)
    save(fresh(ankles), team.writer)
    block.delete()
    save(fresh(ankles), team.writer)

    redact_first_text(team, question_set)

    entry = ankles.imports.get()
    assert entry.report and entry.name == "Ankles.txt"
    assert fresh(ankles).import_notes == "Left over: nothing"
    assert ImportedFile.objects.get(report="").name == "A file whose name was removed"


def test_import_stays_when_only_a_note_of_the_history_is_emptied(team, asthma):
    Article.objects.update(import_notes="Left over: a line")
    actions.put_away(item=asthma.item, by=team.publisher, note="Mrs Smith asked for it.")
    note = Event.objects.get(item=asthma.item, verb="put_away").note_id

    facts = {"by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(item=asthma.item, digests=[note], **facts)

    assert Body.objects.get(pk=note).text == ""
    assert asthma.imports.get().report
    assert asthma.imports.get().name == "Mrs Smith.md"
    assert fresh(asthma).import_notes == "Left over: a line"


def test_pages_that_only_shared_a_listing_keep_their_reports(team, asthma):
    article = make_article(team.writer)
    shared = head_of(article).listing_id
    assert head_of(asthma).listing_id == shared
    save(asthma, team.writer, synonyms="wheezing")
    save(article, team.writer, synonyms="wrist fracture")

    facts = {"by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(item=article.item, digests=[shared], **facts)

    assert asthma.imports.get().report


def test_text_stays_where_the_report_cannot_be_emptied(team, asthma):
    first = head_of(asthma).signed_id

    class Broken(Exception):
        pass

    @receiver(signals.texts_redacted)
    def fail(**facts):
        raise Broken

    try:
        with pytest.raises(Broken):
            redact_first_text(team, asthma)
    finally:
        signals.texts_redacted.disconnect(fail)
    assert Body.objects.get(pk=first).text
    assert asthma.imports.get().report
