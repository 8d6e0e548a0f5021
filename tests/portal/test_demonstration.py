"""The demonstration shows a site that people have worked on for years, and everything in it says that it is invented."""

import datetime as dt
import html
import json
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from editorial import clock, registry, verify
from editorial.checks.keeping import findings_of
from editorial.models import Contributor, Event, Item, Publication, Revision, SignOff, SiteState, Tag, Topic, Waiver
from editorial.page import Placed
from editorial.rendering import page_from_document
from editorial.state import draft_waits, state_of, with_state
from library.models import Organisation, Picture, Source, Statistic
from portal.demonstration.content import read
from portal.demonstration.lives import acts
from portal.demonstration.loading import load

CONTENT = read()
TERMS = sum(page["kind"] == "term" for page in CONTENT.pages.values())


def page_of(item: Item) -> dict:
    """What the files say of an item."""
    return CONTENT.pages[f"{item.language}/{item.slug}" if item.kind == "term" else item.slug]


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded, db) -> None:
    """The loaded demonstration."""


def pages():
    return Item.objects.filter(is_demo=True).exclude(kind="notice")


def verbs_of(slug: str) -> list[str]:
    return list(Event.objects.filter(item__slug=slug).order_by("seq").values_list("verb", flat=True))


def signed_part(publication: Publication) -> dict:
    return json.loads(publication.revision.signed.text)


def placed_for(document: dict) -> dict[str, Placed]:
    """Whatever the document names and is live, as the site gives it to the page."""
    return {
        str(publication.item.uid): Placed(
            publication.path, publication.title, page_from_document(signed_part(publication), {}, level=3)
        )
        for publication in Publication.objects.live().with_documents()
    }


def test_history_is_whole(demo):
    assert list(verify.problems()) == []


def test_every_state_is_there(demo):
    found = Counter(
        state_of(
            item,
            is_signed=item.head_is_signed,
            is_waived=item.head_is_waived,
            is_clinical=page_of(item).get("article_kind") != "organisation",
        ).code
        for item in with_state(pages(), prefix="")
    )
    assert found == {"live": 24 + TERMS, "draft": 1, "in_review": 1, "overdue": 1, "unreviewed": 1, "withdrawn": 1}


def test_states_are_those_in_the_files(demo):
    for slug, page in CONTENT.pages.items():
        key = page.get("address", slug)
        publication = Publication.objects.filter(item__slug=key, item__language=page["language"]).first()
        if page["state"] in {"draft", "in_review"}:
            assert publication is None
            continue
        assert (publication.state == "withdrawn") == (page["state"] == "withdrawn")
        if publication.is_live:
            assert publication.is_overdue(clock.today()) == (page["state"] == "overdue")
        assert (publication.basis == "unreviewed") == (page["state"] == "unreviewed")


def test_shelves_are_filled(demo):
    assert Tag.objects.count() == 25
    assert Topic.objects.count() == len(CONTENT.topics)
    assert {t.slug: t.parent.slug for t in Topic.objects.exclude(parent=None)} == {
        t["slug"]: t["parent"] for t in CONTENT.topics if "parent" in t
    }
    assert Topic.objects.filter(parent__parent__isnull=False).exists()
    for publication in Publication.objects.live().in_lists():
        page = page_of(publication.item)
        assert publication.topic.slug == page["topic"]
        assert sorted(publication.tags.slugs()) == sorted(page["tags"])
        assert {name.name for name in publication.names.all()} == {page["title"], *page["synonyms"]}


def test_every_live_page_has_its_facts_and_renders(demo):
    for publication in Publication.objects.live().with_documents():
        document = signed_part(publication)
        assert registry.kind_named(publication.kind).missing(document) == []
        drawn = page_from_document(document, placed_for(document))
        assert drawn.title == publication.title
        assert len(drawn.lead + drawn.body) == len(document.get("blocks", []))
        assert len(drawn.questions) == len(document.get("questions", []))
        assert len(drawn.sources) == len(document.get("sources", []))


def test_every_live_page_answers(demo):
    for publication in Publication.objects.live().select_related("address"):
        response = Client().get(publication.path)
        assert response.status_code == 200
        assert publication.title in html.unescape(response.content.decode())


def test_live_text_is_the_one_in_the_file(demo):
    page = CONTENT.pages["breast-cancer-in-the-bone"]
    document = signed_part(Publication.objects.get(item__slug=page["slug"]))
    assert [block["type"] for block in document["blocks"]] == [block["type"] for block in page["blocks"]]
    card = document["blocks"][0]
    assert card["signs"] == page["blocks"][0]["signs"]
    assert card["phones"] == page["blocks"][0]["phones"]
    assert [author["name"] for author in document["authors"]] == ["Mo Sample (fictional)"]


def test_checks_hold_nothing_back(demo):
    """In no text of the demonstration, live or not."""
    revisions = Revision.objects.filter(item__is_demo=True).select_related("item", "signed", "listing")
    findings = [(r.item.slug, f.check, f.place.words) for r in revisions for f in findings_of(r) if f.is_blocking]
    assert findings == []


def test_checks_warn_of_nothing_that_is_live(demo):
    live = Publication.objects.live().filter(item__is_demo=True).select_related("item")
    revisions = live.select_related("revision__signed", "revision__listing", "revision__item")
    found = [(p.item.slug, f) for p in revisions for f in findings_of(p.revision) if f.severity != "advice"]
    assert [(slug, f.check, f.place.words) for slug, f in found] == []


def test_no_mark_still_holds_a_key_of_the_files(demo):
    models = (Item, Source, Picture, Statistic, Organisation)
    known = {str(uid) for model in models for uid in model.objects.values_list("uid", flat=True)}
    uses = {str(uid) for uid in Revision.objects.exclude(uses=None).values_list("uses__uid", flat=True)}
    assert uses <= known
    keys = {*CONTENT.pages, *(source["key"] for source in CONTENT.sources)}
    for revision in Revision.objects.with_texts():
        assert [key for key in keys if f'\\"{key}\\"' in revision.signed.text] == []


def test_everything_carries_the_mark(demo):
    assert Item.objects.filter(is_demo=False).values_list("kind", flat=True).get() == "site"
    for model in (Event, Publication, Contributor, Source, Picture, Statistic, Organisation):
        assert model.objects.exists()
        assert not model.objects.filter(is_demo=False).exists()
    assert SiteState.objects.get().has_demo


def test_everybody_is_fictional_and_nobody_has_a_password(demo):
    assert Contributor.objects.count() == len(CONTENT.people)
    for person in Contributor.objects.select_related("user"):
        assert person.name.endswith("(fictional)")
        assert person.email.endswith("@example.org")
        assert person.user.is_staff and not person.user.is_superuser
        assert not person.user.has_usable_password()
        assert person.user.groups.count() == 1


def test_signatures_are_of_verified_reviewers_who_did_not_write(demo):
    assert SignOff.objects.count() > 15
    for given in SignOff.objects.select_related("reviewer", "revision"):
        assert json.loads(given.person.text)["name"].endswith("(fictional)")
        assert given.confirmed_with == "demonstration"
        assert given.reviewer.has_verified_email
        assert given.reviewer.usable_credential(given.signed_on) is not None
        assert given.reviewer_id != given.revision.by_id


def test_site_looks_lived_in(demo):
    reviewed = Publication.objects.live().filter(basis="signed")
    recent = reviewed.filter(reviewed_on__gte=clock.add_months(clock.today(), -14))
    assert recent.count() > reviewed.count() * 0.8
    overdue = reviewed.get(next_review_on__lt=clock.today())
    assert overdue.reviewed_on < clock.add_months(clock.today(), -36)


def test_nothing_happened_in_the_future(demo):
    assert not Event.objects.filter(at__gt=clock.now()).exists()
    assert Waiver.objects.get().until > clock.today()


def test_blood_pressure_page_had_another_text_before(demo):
    verbs = verbs_of("high-blood-pressure")
    assert verbs.count("publish") == 2
    first, last = Revision.objects.filter(item__slug="high-blood-pressure").with_texts().order_by("number")
    before, after = (json.loads(revision.signed.text)["blocks"] for revision in (first, last))
    assert len(before) + 1 == len(after)
    same = {block["uid"] for block in before} & {block["uid"] for block in after}
    assert len(same) == len(before)
    assert before != after[: len(before)]


def test_back_pain_page_has_a_draft_on_top_of_its_live_text(demo):
    item = Item.objects.get(slug="back-pain")
    assert draft_waits(item)
    assert [i.slug for i in pages().exclude(publication=None) if draft_waits(i)] == ["back-pain"]


def test_reviewer_asked_for_changes_before_signing(demo):
    assert verbs_of("breast-cancer-in-the-bone") == [
        "save_draft",
        "submit",
        "sign_off",
        "publish",
        "submit",
        "request_changes",
        "save_draft",
        "submit",
        "sign_off",
        "publish",
    ]


def test_withdrawn_page_says_why_and_leads_on(demo):
    publication = Publication.objects.get(state="withdrawn")
    assert publication.withdrawn_reason == CONTENT.pages["blue-reliever-inhalers"]["withdrawn_reason"]
    assert publication.replaced_by.slug == "asthma-in-adults"
    assert publication.withdrawn_at > publication.replaced_by.publication.first_published_at


def test_pages_belong_to_their_owner(demo):
    for item in pages().select_related("owner"):
        assert item.owner.slug == page_of(item)["owner"]


def test_bone_page_stands_in_three_languages_and_one_is_behind(demo):
    source = Item.objects.get(slug="breast-cancer-in-the-bone")
    live = source.publication.revision.signed_id
    made_from = {p.language: p.translated_digest for p in Publication.objects.filter(translation_of=source)}
    assert made_from["es"] == live
    assert made_from["ar"] not in {"", live}
    assert "popovertarget" in Client().get("/ar/saratan-al-thadi-fi-al-izam/").content.decode()


def test_acts_are_in_order_of_time():
    found = acts(CONTENT, dt.date(2027, 1, 31))
    assert found == sorted(found, key=lambda act: act.at)
    assert {act.text.slug for act in found} == set(CONTENT.pages)
