"""Tags are renamed, merged and put under each other; nothing that was frozen or linked is lost."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from editorial import actions, errors
from editorial.actions import tags as editorial_tags
from editorial.models import Event, Publication, Revision, SiteState, Tag, TagName
from editorial.tag_field import meant_by, names_in
from editorial.tagging import tags_called, tags_like, tags_named
from editorial.verify import problems
from portal.worklist import recently_done
from tests.forms import form_data
from tests.making import fresh, head_of, live_article, make_article, make_question_set, save

pytestmark = pytest.mark.django_db


def named(name):
    return Tag.objects.get(name=name)


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def rename(team, old, new):
    return actions.rename_tag(tag=named(old), name=new, by=team.publisher)


def merge(team, tag, into):
    return actions.merge_tags(tag=named(tag), into=named(into), by=team.publisher)


@pytest.fixture
def page(team):
    return live_article(team, tags=["bone scintigraphy", "pain"])


@pytest.fixture
def other(team):
    return live_article(team, title="Bone scan", tags=["bone scan"])


# Renaming


def test_old_address_of_a_renamed_tag_leads_to_the_new_one(team, page):
    rename(team, "bone scintigraphy", "bone scan")
    answer = Client().get("/en/tags/bone-scintigraphy/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/tags/bone-scan/")
    assert Client().get("/en/tags/bone-scintigraphy/feed.xml")["Location"] == "/en/tags/bone-scan/feed.xml"
    assert "Broken wrist" in Client().get("/en/tags/bone-scan/").content.decode()


def test_each_address_of_a_tag_renamed_twice_leads_to_the_last(team, page):
    rename(team, "bone scintigraphy", "scan")
    rename(team, "scan", "bone scan")
    for old in ("bone-scintigraphy", "scan"):
        assert Client().get(f"/en/tags/{old}/")["Location"] == "/en/tags/bone-scan/"


def test_tag_takes_its_old_address_up_again(team, page):
    rename(team, "bone scintigraphy", "scan")
    assert rename(team, "scan", "bone scintigraphy").slug == "bone-scintigraphy"
    assert Client().get("/en/tags/bone-scintigraphy/").status_code == 200
    assert Client().get("/en/tags/scan/").status_code == 301


def test_old_address_is_never_given_to_another_tag(team, page):
    rename(team, "pain", "aches")
    assert Tag.objects.create(name="pain").slug == "pain-2"


def test_tag_gets_an_address_in_any_script(db):
    assert Tag.objects.create(name="cáncer").slug == "cancer"
    assert Client().get(f"/en/tags/{Tag.objects.create(name='ألم').slug}/").status_code == 200


def test_renaming_touches_no_revision_and_the_history_stays_whole(team, page):
    before = list(Revision.objects.values_list("pk", "listing"))
    generation = SiteState.objects.get().generation
    rename(team, "bone scintigraphy", "bone scan")
    assert list(Revision.objects.values_list("pk", "listing")) == before
    assert SiteState.objects.get().generation > generation
    assert list(problems()) == []
    event = Event.objects.get(verb="rename_tag")
    assert json.loads(event.facts)["old"] == "bone scintigraphy"


def test_draft_does_not_differ_from_its_text_because_a_tag_was_renamed(team, page):
    rename(team, "bone scintigraphy", "bone scan")
    before = page.item.head_id
    assert save(fresh(page), team.writer).pk == before


def test_publishing_an_old_listing_again_finds_the_renamed_tag(team, page):
    rename(team, "bone scintigraphy", "bone scan")
    save(fresh(page), team.writer, synonyms="Wrist break")
    actions.relist(item=page.item, by=team.publisher)
    assert sorted(Publication.objects.get().tags.slugs()) == ["bone-scan", "pain"]
    assert list(problems()) == []


def test_restoring_an_old_text_finds_the_renamed_tag(team, page):
    old = head_of(page)
    save(fresh(page), team.writer, title="Wrist")
    rename(team, "bone scintigraphy", "bone scan")
    actions.restore(revision=old, by=team.writer, based_on=fresh(page).item.head_id)
    assert sorted(fresh(page).tags.names()) == ["bone scan", "pain"]


def test_name_of_another_tag_is_refused(team, page, other):
    with pytest.raises(errors.TagTaken):
        rename(team, "pain", "Bone scan")


def test_writer_renames_and_merges_no_tag(team, page, other):
    with pytest.raises(errors.NotAllowed):
        actions.rename_tag(tag=named("pain"), name="aches", by=team.writer)
    with pytest.raises(errors.NotAllowed):
        actions.merge_tags(tag=named("pain"), into=named("bone scan"), by=team.writer)
    assert (
        browser(team.writer).post(reverse("tag_rename", args=[named("pain").pk]), {"name": "aches"}).status_code == 200
    )
    assert Tag.objects.filter(name="pain").exists()


# Merging


def test_merged_tag_stands_for_the_other_everywhere(team, page, other):
    question_set = make_question_set(team.writer)
    question_set.tags.add("bone scintigraphy", "bone scan")
    merge(team, "bone scintigraphy", "bone scan")
    assert sorted(fresh(page).tags.names()) == ["bone scan", "pain"]
    assert list(fresh(question_set).tags.names()) == ["bone scan"]
    assert sorted(Publication.objects.get(item=page.item).tags.slugs()) == ["bone-scan", "pain"]
    shown = Client().get("/en/tags/bone-scan/").content.decode()
    assert "Broken wrist" in shown
    assert "2 pages" in shown
    assert Client().get("/en/tags/bone-scintigraphy/")["Location"] == "/en/tags/bone-scan/"
    assert list(problems()) == []


def test_addresses_lead_through_a_chain_of_renames_and_merges(team, page, other):
    rename(team, "bone scintigraphy", "scintigraphy")
    merge(team, "scintigraphy", "bone scan")
    rename(team, "bone scan", "skeletal scan")
    merge(team, "skeletal scan", "pain")
    for old in ("bone-scintigraphy", "scintigraphy", "bone-scan", "skeletal-scan"):
        assert Client().get(f"/en/tags/{old}/")["Location"] == "/en/tags/pain/"
    assert {tag.name for tag in tags_named(["bone-scintigraphy", "skeletal-scan", "nothing"]).values()} == {"pain"}
    assert list(problems()) == []


def test_name_of_a_merged_tag_leads_to_the_other_and_is_not_offered(team, page, other):
    merge(team, "bone scintigraphy", "bone scan")
    assert meant_by(["Bone scintigraphy"]) == ["bone scan"]
    found = browser(team.writer).get(reverse("choosers:choose", args=["tag"]), {"q": "scinti"}).json()
    assert [(choice["title"], choice["detail"]) for choice in found] == [("bone scan", "also: bone scintigraphy")]
    assert rename(team, "bone scan", "bone scintigraphy").slug == "bone-scintigraphy-2"


def test_list_narrowed_by_an_old_tag_is_narrowed_by_the_new_one(team, page, other):
    merge(team, "bone scintigraphy", "bone scan")
    shown = Client().get("/en/tags/pain/?tag=bone-scintigraphy").content.decode()
    assert "pain + bone scan" in shown
    assert "Broken wrist" in shown


def test_comparison_names_a_merged_tag_as_it_is_called_now(team, page, other):
    from editorial.admin.sides import names_for, side_of

    merge(team, "bone scintigraphy", "bone scan")
    assert names_for(side_of(page.item, head_of(page), {}))["bone-scintigraphy"] == "bone scan"


def test_tag_is_merged_neither_into_itself_nor_twice(team, page, other):
    merge(team, "bone scintigraphy", "bone scan")
    gone = Tag.objects.get(slug="bone-scintigraphy")
    for tag, into in ((gone, named("pain")), (named("pain"), gone), (named("pain"), named("pain"))):
        with pytest.raises(errors.NothingToDo):
            actions.merge_tags(tag=tag, into=into, by=team.publisher)


def test_merge_page_says_what_is_touched_and_merges(team, page, other):
    client = browser(team.publisher)
    address = reverse("tag_merge", args=[named("bone scintigraphy").pk])
    asked = client.get(address)
    assert ("Live pages that carry it", 1) in asked.context["facts"]
    assert "cannot be parted again" in asked.content.decode()
    client.post(address, {"into": named("bone scan").pk})
    assert named("bone scan").synonym_list == ["bone scintigraphy"]


def test_names_in_other_languages_stay_out_of_the_english_list_after_a_merge(team, page, other):
    old, new = named("bone scintigraphy"), named("bone scan")
    for tag, language, name in ((old, "es", "gammagrafía"), (new, "es", "escáner óseo"), (old, "ar", "مسح")):
        TagName.objects.create(tag=tag, language=language, name=name)
    merge(team, "bone scintigraphy", "bone scan")
    assert [row["name"] for row in Client().get("/en/tags/").context["tags"]] == [
        "bone scan",
        "bone scintigraphy",
        "pain",
    ]
    assert dict(new.names.values_list("language", "name")) == {"es": "escáner óseo", "ar": "مسح"}
    assert {tag.name for tag in tags_called(["gammagrafía", "مسح"]).values()} == {"bone scan"}


def test_recent_changes_say_what_was_done_with_tags(team, page, other):
    merge(team, "bone scintigraphy", "bone scan")
    assert recently_done()[0].why == "Petra Publisher merged two tags."


def test_list_leaves_out_names_that_an_older_merge_wrote_among_the_english_ones(team, page):
    TagName.objects.create(tag=named("pain"), language="es", name="dolor")
    Tag.objects.filter(name="pain").update(synonyms="aches\nDolor")
    assert [row["name"] for row in Client().get("/en/tags/").context["tags"]] == ["aches", "bone scintigraphy", "pain"]


# Hierarchy


def test_page_of_a_tag_shows_pages_of_the_tags_under_it_once(team, page, other):
    scans = Tag.objects.create(name="scans")
    Tag.objects.filter(name__startswith="bone sc").update(parent=scans)
    fresh(page).item.publication.tags.add(named("bone scan"))
    shown = Client().get("/en/tags/scans/").content.decode()
    assert "2 pages" in shown
    breadcrumb = Client().get("/en/tags/bone-scan/").context["breadcrumb"]
    assert [link.title for link in breadcrumb] == ["Home", "Tags", "scans", "bone scan"]
    counts = {row["name"]: row["count"] for row in Client().get("/en/tags/").context["tags"]}
    assert counts == {"scans": 2, "bone scan": 2, "bone scintigraphy": 1, "pain": 1}


def test_tags_go_two_levels_deep_and_in_no_circle(db):
    top, middle, low = (Tag.objects.create(name=name) for name in ("scans", "bone scans", "spine scans"))
    middle.parent = top
    middle.full_clean()
    middle.save()
    for tag, parent, sentence in ((low, middle, "two levels"), (top, low, "two levels"), (top, top, "under itself")):
        tag.parent = parent
        with pytest.raises(ValidationError, match=sentence):
            tag.full_clean()


def test_list_of_tags_shows_other_names(team, page):
    Tag.objects.filter(name="pain").update(synonyms="aches")
    rows = Client().get("/en/tags/").context["tags"]
    assert [(row["name"], row.get("meant")) for row in rows] == [
        ("aches", "pain"),
        ("bone scintigraphy", None),
        ("pain", None),
    ]
    assert rows[0]["address"] == "/en/tags/pain/"


# The field of a form


def test_names_are_parted_by_commas_only():
    assert names_in('bone scan,  "pain" , ,+new one, +') == ["bone scan", "pain", "+new one"]


def test_synonym_and_name_in_another_language_lead_to_the_tag(db):
    tag = Tag.objects.create(name="pain", synonyms="aches\nachy bones")
    TagName.objects.create(tag=tag, language="es", name="Dolor")
    assert set(tags_called(["Pain", "ACHES", "achy-bones", "dolor", "joy"])) == {"Pain", "ACHES", "achy-bones", "dolor"}


def test_new_tag_is_made_on_purpose_only(db):
    Tag.objects.create(name="bone scan")
    with pytest.raises(ValidationError, match="There is “bone scan” already.*write \\+bone scans"):
        meant_by(["bone scans"])
    assert meant_by(["+bone scans", "Bone-Scan"]) == ["bone scans", "bone scan"]
    assert tags_like("heart") == []


def test_form_says_what_to_write_for_an_unknown_tag(team):
    article = make_article(team.writer, tags=["bone scan"])
    client = browser(team.writer)
    address = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(client.get(address))
    assert data["tags"] == ["bone scan"]
    refused = client.post(address, data | {"tags": "bone scans"})
    assert "is no tag yet" in refused.content.decode()
    client.post(address, data | {"tags": "Bone scan, +pain"})
    assert sorted(fresh(article).tags.names()) == ["bone scan", "pain"]


def test_bulk_action_makes_no_tag_by_a_slip(team):
    article = make_article(team.writer, tags=["bone scan"])
    client = browser(team.writer)
    asked = {"action": "add_tag_to_selected", "tag": "bone scans", "_selected_action": [article.pk]}
    answer = client.post(reverse("admin:articles_article_changelist"), asked, follow=True)
    assert "is no tag yet" in answer.content.decode()
    assert list(fresh(article).tags.names()) == ["bone scan"]


# While somebody else publishes


@pytest.fixture
def published_meanwhile(team, monkeypatch):
    """Lets a page with the tag "pain" be published just after the action did `step`, as another process would."""

    def between(step):
        doing = getattr(editorial_tags, step)

        def do(*args):
            done = doing(*args)
            monkeypatch.undo()
            live_article(team, title="Sore wrist", tags=["pain"])
            return done

        monkeypatch.setattr(editorial_tags, step, do)

    return between


@pytest.mark.parametrize("step", ["lock_all", "raise_generation"])
def test_tag_that_a_page_gets_meanwhile_is_neither_renamed_nor_merged(team, page, other, published_meanwhile, step):
    published_meanwhile(step)
    with pytest.raises(errors.TagsMove):
        rename(team, "pain", "aches")
    published_meanwhile(step)
    with pytest.raises(errors.TagsMove):
        merge(team, "pain", "bone scan")
    assert sorted(page.tags.names()) == ["bone scintigraphy", "pain"]
    assert not Event.objects.filter(verb__in=["rename_tag", "merge_tags"]).exists()
    assert list(problems()) == []


def test_tag_is_merged_on_all_pages_when_it_is_tried_again(team, page, other):
    live_article(team, title="Sore wrist", tags=["pain"])
    merge(team, "pain", "bone scan")
    assert Event.objects.filter(verb="merge_tags").count() == 2
    assert not Publication.objects.filter(tagged__tag__name="pain").exists()
    assert list(problems()) == []


def test_bulk_action_asks_for_the_tag_and_keeps_the_selection(team):
    article, other = make_article(team.writer), make_article(team.writer, title="Cough")
    client, address = browser(team.writer), reverse("admin:articles_article_changelist")
    asked = client.post(address, {"action": "add_tag_to_selected", "_selected_action": [article.pk]})
    assert [thing.title for thing in asked.context["things"]] == ["Broken wrist"]
    kept = dict(asked.context["kept"])
    empty = client.post(address, kept | {"tag": ""})
    assert "Write the tag that these drafts should carry." in empty.content.decode()
    client.post(address, dict(empty.context["kept"]) | {"tag": "+hand"})
    assert list(fresh(article).tags.names()) == ["hand"]
    assert list(fresh(other).tags.names()) == []


def test_rename_and_merge_are_offered_to_whoever_may(team, page):
    address = reverse("admin:editorial_tag_change", args=[named("pain").pk])
    assert "Merge into another" in browser(team.publisher).get(address).content.decode()
    shown = browser(team.writer).get(address).content.decode()
    assert "Merge into another" not in shown
    assert "ask a publisher" in shown
