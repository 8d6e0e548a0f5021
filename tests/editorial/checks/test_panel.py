"""How editors meet what the checks found: beside the form, in steps, on the pages of whoever signs or lets pass."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from editorial import actions, clock
from editorial.admin.steps import step_url, steps_for
from editorial.checks import keeping, registry
from editorial.checks.findings import Severity
from editorial.models import FindingWaiver, Item
from tests.forms import form_data
from tests.making import Team, fresh, head_of, make_article, make_term, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team()


@pytest.fixture
def faulty(team, with_check):
    with_check()
    return make_article(team.writer, summary="This is forbidden.")


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def page(response):
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def change_page(person, draft):
    options = draft._meta
    return page(browser(person).get(reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[draft.pk])))


def links(tree):
    return [a.attributes["href"] for a in tree.css("a[href]")]


def finding_of(article):
    return next(f for f in keeping.findings_of(head_of(article)) if f.check == "X99")


def waive(article, team, until=30):
    return actions.waive_finding(
        revision=head_of(article),
        fingerprint=finding_of(article).fingerprint,
        reason="Quoted from a leaflet.",
        until=clock.today() + dt.timedelta(days=until),
        by=team.lead,
    )


def test_form_lists_findings_of_the_saved_text_without_scripts(team, faulty):
    panel = change_page(team.writer, faulty).css_first("aside.checks")
    line = panel.css_first(".checks__group--blocking li")
    assert "A forbidden word." in line.text()
    assert line.css_first("a").attributes["href"] == "#id_summary"
    assert "1 to mend" in panel.css_first("[data-counts]").text()


def test_each_finding_says_why_and_leads_to_its_check(team, faulty):
    tree = change_page(team.writer, faulty)
    address = reverse("checks_explained")
    assert f"{address}#X99" in links(tree.css_first("aside.checks"))
    explained = page(browser(team.writer).get(address))
    assert "Take it out." in explained.css_first("section#X99").text()


def test_reader_of_a_draft_sees_the_findings_without_links_into_the_form(team, faulty):
    panel = change_page(team.reviewer, faulty).css_first("aside.checks")
    assert "A forbidden word." in panel.text()
    assert not [href for href in links(panel) if href.startswith("#")]


def test_panel_is_there_for_a_new_page(team):
    tree = page(browser(team.writer).get(reverse("admin:faq_questionset_add")))
    assert tree.css_first("aside.checks").attributes["data-check"] == reverse("admin:faq_questionset_check_new")


def test_clinical_lead_gets_a_link_and_others_read_who_can(team, faulty):
    waiving = step_url("waive_finding", faulty.item_id)
    assert any(href.startswith(waiving) for href in links(change_page(team.lead, faulty).css_first("aside.checks")))
    panel = change_page(team.writer, faulty).css_first("aside.checks")
    assert not any(href.startswith(waiving) for href in links(panel))
    assert "Only a clinical lead can let it pass" in panel.text()


def test_clinical_lead_lets_a_finding_pass_on_its_page(team, faulty):
    address, client = step_url("waive_finding", faulty.item_id), browser(team.lead)
    fingerprint = finding_of(faulty).fingerprint
    form = page(client.get(address, {"finding": fingerprint}))
    chosen = form.css_first("input[name=finding][checked]")
    assert chosen.attributes["value"] == fingerprint
    until = clock.today() + dt.timedelta(days=30)
    typed = {"revision": head_of(faulty).pk, "finding": fingerprint, "reason": "Quoted.", "until": until.isoformat()}
    assert client.post(address, typed).status_code == 302
    assert FindingWaiver.objects.get().by == team.lead
    panel = change_page(team.writer, faulty).css_first("aside.checks")
    waived = panel.css_first(".checks__group--waived").text()
    assert "Dr Lena Lead let it pass until" in waived
    assert "Quoted." in waived
    history = browser(team.writer).get(reverse("admin:articles_article_history", args=[faulty.pk])).content.decode()
    assert "let a finding of the checks pass" in history


def test_waiver_without_a_reason_or_for_a_finding_that_went_is_refused_in_place(team, faulty):
    address, client = step_url("waive_finding", faulty.item_id), browser(team.lead)
    typed = {"revision": head_of(faulty).pk, "finding": "0" * 64, "reason": "Quoted.", "until": "2990-01-01"}
    assert "does not have this finding any more" in client.post(address, typed).content.decode()
    typed["finding"] = finding_of(faulty).fingerprint
    assert "a year ahead" in client.post(address, typed).content.decode()
    assert not FindingWaiver.objects.exists()


@pytest.mark.parametrize("role", ["writer", "publisher", "reviewer"])
def test_others_cannot_let_a_finding_pass(team, faulty, role):
    address, client = step_url("waive_finding", faulty.item_id), browser(getattr(team, role))
    assert "Ask a clinical lead" in client.get(address).content.decode()
    until = (clock.today() + dt.timedelta(days=9)).isoformat()
    typed = {"revision": head_of(faulty).pk, "finding": finding_of(faulty).fingerprint, "reason": "x", "until": until}
    assert "Ask a clinical lead" in client.post(address, typed).content.decode()
    assert not FindingWaiver.objects.exists()


def test_letting_pass_is_offered_to_a_lead_while_something_blocks(team, faulty):
    def offered():
        item = Item.objects.select_related("head", "publication").get(pk=faulty.item_id)
        return "waive_finding" in [step.name for step in steps_for(item, team.lead)]

    assert offered()
    waive(faulty, team)
    assert not offered()


def test_waivers_that_end_soon_stand_in_the_work_list_of_leads(team, faulty):
    waive(faulty, team, until=5)
    assert "Findings that may pass no longer" in browser(team.lead).get("/admin/").content.decode()
    assert "Findings that may pass no longer" not in browser(team.writer).get("/admin/").content.decode()


def test_waiver_that_was_given_again_for_longer_is_not_ending(team, faulty):
    waive(faulty, team, until=5)
    waive(faulty, team, until=300)
    assert "Findings that may pass no longer" not in browser(team.lead).get("/admin/").content.decode()


def test_step_that_is_held_back_by_findings_lists_them_with_their_fields(team, faulty):
    tree = page(browser(team.writer).get(step_url("submit", faulty.item_id)))
    change = reverse("admin:articles_article_change", args=[faulty.pk])
    assert f"{change}#id_summary" in links(tree.css_first("#to-mend"))
    assert "A forbidden word. Take it out." in tree.css_first("#to-mend").text()


def test_step_that_lacks_facts_lists_them_with_their_fields(team):
    article = make_article(team.writer, summary="", text_origin="")
    article.sources.clear()
    save(article, team.writer)
    tree = page(browser(team.writer).get(step_url("submit", article.item_id)))
    change = reverse("admin:articles_article_change", args=[article.pk])
    named = [href for href in links(tree.css_first("#to-mend")) if href.startswith(change)]
    assert named == [f"{change}#id_{name}" for name in ("summary", "sources", "text_origin")]


def test_refusal_while_a_step_is_taken_is_a_list_too(team, with_check):
    article = make_article(team.writer, summary="This is forbidden.")
    client, address = browser(team.writer), step_url("submit", article.item_id)
    client.get(address)
    with_check()
    tree = page(client.post(address, {"revision": head_of(article).pk, "note": "Please."}))
    assert "A forbidden word. Take it out." in tree.css_first("#to-mend").text()
    assert tree.css_first("textarea[name=note]").text() == "\nPlease." or "Please." in tree.css_first("textarea").text()


def test_state_panel_says_what_a_text_lacks_before_review(team, with_check):
    with_check()
    article = make_article(team.writer, summary="", title="Forbidden forbidden wrist")
    lacks = change_page(team.writer, article).css_first(".state-panel__lacks")
    assert "The main message is missing" in lacks.text()
    assert "#id_summary" in links(lacks)
    assert "1 finding to mend" in lacks.text()


def test_reviewer_reads_the_note_and_the_warnings_before_signing(team, with_check):
    with_check(Severity.WARNING)
    article = make_article(team.writer, summary="This is forbidden.")
    actions.submit(revision=head_of(article), by=team.writer, note="Look at the second part, please.")
    tree = page(browser(team.reviewer).get(step_url("sign", article.item_id)))
    assert "Look at the second part, please." in tree.css_first(".notice").text()
    checks = tree.css_first("details.checks")
    assert "warning" in checks.css_first("summary").text()
    assert "open" not in checks.attributes


def test_form_that_is_refused_lists_its_errors_with_their_fields(team):
    article = make_article(team.writer)
    client = browser(team.writer)
    address = reverse("admin:articles_article_change", args=[article.pk])
    summary = page(client.post(address, form_data(client.get(address)) | {"title": ""})).css_first("#to-mend")
    assert summary.attributes["tabindex"] == "-1"
    assert "#id_title" in links(summary)


def test_fields_of_text_are_spell_checked_in_the_language_of_the_page(team):
    term = make_term(team.writer, title="metástasis", language="es")
    tree = change_page(team.writer, term)
    for name in ("definition", "body", "title"):
        field = tree.css_first(f"[name={name}]").attributes
        assert (field["lang"], field["spellcheck"]) == ("es", "true")
    article = make_article(team.writer, language="ar")
    field = change_page(team.writer, article).css_first("[name=articles_section_set-0-heading]").attributes
    assert (field["lang"], field["spellcheck"]) == ("ar", "true")


def test_list_of_drafts_can_be_narrowed_to_those_with_blocking_findings(team, faulty):
    clean = make_article(team.writer, title="Clean wrist")
    for article in (faulty, clean):
        keeping.findings_of(head_of(fresh(article)))
    address = reverse("admin:articles_article_changelist")
    listed = browser(team.writer).get(address, {"findings": "blocking"}).content.decode()
    assert "Broken wrist" in listed
    assert "Clean wrist" not in listed


def test_texts_that_were_not_checked_by_these_checks_are_found(team, faulty, monkeypatch):
    keeping.findings_of(head_of(faulty))
    address = reverse("admin:articles_article_changelist")
    assert "Broken wrist" not in browser(team.writer).get(address, {"findings": "unchecked"}).content.decode()
    monkeypatch.setattr(registry, "version", lambda: "newer")
    assert "Broken wrist" in browser(team.writer).get(address, {"findings": "unchecked"}).content.decode()
