"""Sources in the admin: a short form, numbers in one spelling, and what became of them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from editorial import clock
from editorial.models import Publication
from library.choosing import sources_like
from library.identifiers import clean_doi, clean_isbn, clean_pmid
from library.models import Source
from tests.making import live_article, make_person, make_source, put_live, save


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def typed(source, **fields):
    names = "title authors publisher published kind url edition doi pmid isbn status status_note".split()
    return {name: getattr(source, name) for name in names} | {"superseded_by": "", "checked_on": ""} | fields


def post(person, source, **fields):
    address = reverse("admin:library_source_change", args=[source.pk])
    return browser(person).post(address, typed(source, **fields), follow=True)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10.1002/14651858.CD003474.pub4", "10.1002/14651858.CD003474.pub4"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182.", "10.1000/182"),
        ("DOI: 10.1016/S0140-6736(05)71526-8", "10.1016/S0140-6736(05)71526-8"),
        ("  ", ""),
    ],
)
def test_doi_is_kept_in_one_spelling(written, kept):
    assert clean_doi(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"), [("PMID: 29083101", "29083101"), ("https://pubmed.ncbi.nlm.nih.gov/29083101/", "29083101")]
)
def test_pubmed_number_is_kept_as_digits(written, kept):
    assert clean_pmid(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 0-306-40615-2", "9780306406157"),
        ("0-8044-2957-X", "9780804429573"),
    ],
)
def test_isbn_is_kept_as_thirteen_digits(written, kept):
    assert clean_isbn(written) == kept


@pytest.mark.parametrize(
    ("clean", "written"),
    [
        (clean_doi, "11.1000/182"),
        (clean_doi, "10.1000"),
        (clean_pmid, "12a"),
        (clean_isbn, "9780306406158"),
        (clean_isbn, "12"),
    ],
)
def test_number_that_cannot_be_is_refused_with_a_sentence(clean, written):
    with pytest.raises(ValidationError, match="This is no"):
        clean(written)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"doi": "11"}, "doi"),
        ({"status": "retracted"}, "status_note"),
        ({"published": "2999"}, "published"),
        ({"checked_on": dt.date(2999, 1, 1)}, "checked_on"),
    ],
)
def test_facts_that_do_not_fit_are_said_beside_their_field(db, fields, field):
    with pytest.raises(ValidationError) as refused:
        Source(title="A", publisher="B", kind="trial", **{"published": "2020"} | fields).full_clean()
    assert list(refused.value.message_dict) == [field]


def test_source_does_not_replace_itself_and_none_replaces_a_current_one(db):
    source = make_source(status_note="Old.")
    source.superseded_by = source
    for status in ("current", "superseded"):
        source.status = status
        with pytest.raises(ValidationError) as refused:
            source.full_clean()
        assert list(refused.value.message_dict) == ["superseded_by"]


def test_same_doi_leads_to_the_source_that_is_there(db):
    make_source(title="There already", doi="10.1000/ABC")
    with pytest.raises(ValidationError, match="There already"):
        Source(title="A", publisher="B", kind="trial", published="2020", doi="https://doi.org/10.1000/abc").full_clean()


def test_retracting_in_the_form_says_what_it_did(team):
    source = live_article(team).sources.get()
    page = post(team.writer, source, status="retracted", status_note="Invented.", confirmed="1").content.decode()
    assert "The review of 1 live page that uses it was opened again" in page
    assert Source.objects.get().status == "retracted"


def test_retracting_asks_first_with_the_live_pages_that_will_tell_their_readers(team):
    article = live_article(team)
    source = article.sources.get()
    asked = post(team.writer, source, status="retracted", status_note="Invented.")
    page = asked.content.decode()
    assert f'<a href="{article.item.publication.path}">Broken wrist</a>' in page
    assert Source.objects.get().status == "current"
    assert Publication.objects.get().reopened_at is None
    carried = dict(asked.context["kept"]) | {"confirmed": "1"}
    address = reverse("admin:library_source_change", args=[source.pk])
    browser(team.writer).post(address, carried)
    assert Source.objects.get().status == "retracted"
    assert Publication.objects.get().retracted_source == "Bones and you"


def test_retracting_a_source_that_no_live_page_uses_asks_nothing(team):
    source = make_source()
    post(team.writer, source, status="retracted", status_note="Invented.")
    assert Source.objects.get().status == "retracted"


def test_status_of_a_source_is_never_folded_away(team):
    shown = browser(team.writer).get(reverse("admin:library_source_change", args=[make_source().pk]))
    titles = {fieldset.name: fieldset.is_collapsible for fieldset in shown.context["adminform"]}
    assert titles["Status"] is False


def test_mistake_in_the_form_is_told_before_the_question(team):
    source = live_article(team).sources.get()
    page = post(team.writer, source, status="retracted", status_note="").content.decode()
    assert "Say in a sentence what happened" in page


def test_account_without_a_contributor_is_told_so_in_the_form(team, admin_user):
    client = Client()
    client.force_login(admin_user)
    source = make_source()
    response = client.post(reverse("admin:library_source_change", args=[source.pk]), typed(source, title="Other"))
    assert "not linked to a contributor" in response.content.decode()
    assert Source.objects.get().title == "Bones and you"


def test_reviewer_changes_no_source(team):
    assert post(team.reviewer, make_source(), title="Other").status_code == 403


def test_list_finds_by_number_and_by_what_was_not_checked(team):
    today = clock.today()
    make_source(title="Fresh", checked_on=today, doi="10.1000/182")
    make_source(title="Old", checked_on=clock.add_months(today, -25), status="superseded", status_note="Newer.")
    make_source(title="Never")
    client = browser(team.writer)

    def found(**question):
        rows = client.get(reverse("admin:library_source_changelist"), question).context["cl"].result_list
        return sorted(row.title for row in rows)

    assert found(q="10.1000/182") == ["Fresh"]
    assert found(checked="long_ago") == ["Never", "Old"]
    assert found(checked="never") == ["Never"]
    assert found(status__exact="superseded") == ["Old"]


def test_retracted_sources_come_last_where_one_is_cited(db):
    make_source(title="A", status="retracted", status_note="Invented.")
    make_source(title="B", pmid="123")
    assert [choice.title for choice in sources_like("")] == ["B", "A"]
    assert list(sources_like(""))[-1].detail.endswith("retracted")
    assert [choice.title for choice in sources_like("123")] == ["B"]


def test_reader_finds_a_source_by_its_doi_where_it_has_no_address(team):
    article = live_article(team, slug="wrist")
    Source.objects.update(doi="10.1000/182", edition="2nd edition")
    save(article, team.writer)
    put_live(article, team)
    page = Client().get("/en/wrist/").content.decode()
    assert 'href="https://doi.org/10.1000/182"' in page
    assert "Example Press, 2nd edition, 2024" in page


def test_everybody_who_may_look_sees_the_form(team):
    source = make_source()
    lead = make_person("Dr Look", "clinical lead")
    assert browser(lead).get(reverse("admin:library_source_change", args=[source.pk])).status_code == 200
