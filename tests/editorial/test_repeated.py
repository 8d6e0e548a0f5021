"""Nobody signs their own words on a page that says them again, whichever way they came there."""

import pytest

from articles.models import Section
from editorial import actions, errors
from editorial.models import Contributor
from editorial.policy import has_worked_on
from editorial.repeated import wrote_elsewhere
from portal.exchange.running import run
from portal.exchange.tables import TABLES
from tests.making import fresh, head_of, live_article, make_article, make_person, save, sign

pytestmark = pytest.mark.django_db

TEXT = (
    "<p>A broken wrist is a break in one of the bones near the hand. It hurts at <strong>once</strong> and it swells.</p>"
    "<p>Most people need a cast for six weeks “or so”. Ask your doctor when you may lift things again.</p>"
)
OTHER_TEXT = (
    "<p>Keep your arm above the height of your heart for a while. Move your fingers every hour while you sit.</p>"
)
SHARED = "<p>Call the nurse on the ward if you are worried about anything.</p>"


def write(by, *bodies, title="Broken wrist", **fields):
    article = make_article(by, title=title, sections=0, summary=f"What to know about {title.lower()}.", **fields)
    for number, body in enumerate(bodies):
        Section.objects.create(parent=article, region="main", ordering=number, heading=f"Part {number}", body=body)
    save(fresh(article), by)
    return fresh(article)


def imported(article, by, *, changed=lambda body: body, into=None):
    """What an editor brings in who took out of an exported row whatever says where it comes from."""
    row = next(row for row in TABLES["articles"].rows() if row["uid"] == str(article.item.uid))
    for block in row["signed"]["blocks"]:
        del block["uid"]
        block["body"] = changed(block["body"])
    about = {"uid": str(into.item.uid), "revision": into.item.head.number} if into else {"uid": ""}
    row["slug"], row["signed"]["title"] = "", "About wrists"
    assert run(TABLES["articles"], [row | about], by, is_trial=False, is_table=False).problems == []
    return fresh(into) if into else type(article).objects.latest("pk")


@pytest.fixture
def own(team):
    """A text of the reviewer."""
    team.reviewer.user.groups.add(*team.writer.user.groups.all())
    team.reviewer = Contributor.objects.get(pk=team.reviewer.pk)
    return write(team.reviewer, TEXT)


def test_own_text_that_somebody_imports_as_a_new_page_is_not_signed(team, own):
    copy = imported(own, team.writer)
    with pytest.raises(errors.OwnText, match="on another page, a good part of this text"):
        sign(copy, team)


def test_own_text_that_comes_in_by_two_imports_is_not_signed(team, own):
    begun = write(team.writer, OTHER_TEXT, title="Begun before")
    with pytest.raises(errors.OwnText):
        sign(imported(own, team.writer, into=begun), team)


def test_own_text_that_was_copied_by_hand_is_not_signed(team, own):
    with pytest.raises(errors.OwnText):
        sign(write(team.writer, TEXT, title="Wrists"), team)


def test_some_sentences_written_anew_do_not_make_it_another_text(team, own):
    copy = imported(own, team.writer, changed=lambda body: body.replace("near the hand", "of the arm") + OTHER_TEXT)
    with pytest.raises(errors.OwnText):
        sign(copy, team)


def test_own_text_that_is_no_longer_on_its_page_is_not_signed_elsewhere(team, own):
    copy = imported(own, team.writer)
    Section.objects.filter(parent=own).update(body=OTHER_TEXT)
    save(fresh(own), team.second_writer)
    with pytest.raises(errors.OwnText):
        sign(copy, team)


def test_text_of_which_one_is_named_as_author_is_not_signed_elsewhere(team):
    article = write(team.writer, TEXT)
    article.authors.add(team.reviewer)
    save(fresh(article), team.writer)
    with pytest.raises(errors.OwnText):
        sign(write(team.second_writer, TEXT, title="Wrists"), team)


def test_text_of_another_entry_with_the_same_address_is_not_signed_elsewhere(team):
    second = make_person("R. Reviewer", "writer")
    Contributor.objects.filter(pk=second.pk).update(email=team.reviewer.email.upper())
    write(second, TEXT)
    with pytest.raises(errors.OwnText):
        sign(write(team.writer, TEXT, title="Wrists"), team)


def test_whoever_wrote_it_elsewhere_vouches_for_no_reviewer_of_it(team):
    team.lead.user.groups.add(*team.writer.user.groups.all())
    write(Contributor.objects.get(pk=team.lead.pk), TEXT)
    with pytest.raises(errors.VerifierInvolved, match="Lead, who .* wrote or edited, on another page, a good part"):
        sign(write(team.writer, TEXT, title="Wrists"), team)


@pytest.fixture
def lead(team):
    """The clinical lead, who verified the reviewer and may write too."""
    team.lead.user.groups.add(*team.writer.user.groups.all())
    return Contributor.objects.get(pk=team.lead.pk)


def change_words(article, by, old, new):
    section = Section.objects.get(parent=article)
    section.body = section.body.replace(old, new)
    section.save()
    return save(fresh(article), by)


def test_whoever_mended_a_comma_elsewhere_wrote_nothing_of_it(team, lead):
    article = write(team.writer, TEXT)
    save(article, lead, title="Broken wrist.")
    change_words(article, lead, "Ask your doctor when", "Ask the nurse when")
    sign(write(team.writer, TEXT, title="Wrists"), team)


def test_whoever_saved_only_what_the_page_is_listed_by_wrote_nothing_of_it(team, lead):
    article = write(team.writer, TEXT)
    before = head_of(article)
    assert save(article, lead, synonyms="wrist fracture").signed_id == before.signed_id
    sign(write(team.writer, TEXT, title="Wrists"), team)


def test_whoever_replaced_words_of_many_pages_wrote_none_of_them(team, lead):
    articles = [write(team.writer, TEXT + OTHER_TEXT, title=f"Wrist {number}") for number in range(3)]
    for article in articles:
        change_words(article, lead, "a cast", "a splint")
    said = TEXT.replace("a cast", "a splint") + OTHER_TEXT
    sign(write(team.writer, said, title="Wrists"), team)


def test_whoever_restored_an_older_text_wrote_nothing_of_it(team, lead):
    article = write(team.writer, TEXT)
    first = head_of(article)
    Section.objects.filter(parent=article).update(body=OTHER_TEXT)
    save(fresh(article), team.writer)
    actions.restore(revision=first, by=lead, based_on=head_of(article).pk)
    assert head_of(article).signed_id == first.signed_id
    sign(write(team.writer, TEXT, title="Wrists"), team)


def test_what_was_written_in_several_small_savings_is_theirs_all_the_same(team, lead):
    article = write(team.writer, OTHER_TEXT, title="Begun before")
    for part in TEXT.split("<p>")[1:]:
        change_words(article, lead, "<p>Keep", f"<p>{part}<p>Keep")
    with pytest.raises(errors.VerifierInvolved):
        sign(write(team.writer, TEXT, title="Wrists"), team)


def test_texts_are_looked_at_once_however_often_it_is_asked(team, own, django_assert_max_num_queries):
    copy = imported(own, team.writer)
    revision = head_of(copy)
    assert wrote_elsewhere(team.reviewer, revision)
    with django_assert_max_num_queries(2) as asked:
        assert wrote_elsewhere(team.reviewer, revision)
    assert not [query for query in asked if "editorial_body" in query["sql"]]


def test_whoever_wrote_it_elsewhere_has_worked_on_it(team, own):
    copy = imported(own, team.writer)
    assert has_worked_on(team.reviewer, head_of(copy), copy.item)
    assert not has_worked_on(team.second_writer, head_of(copy), copy.item)


def test_paragraph_that_many_pages_share_keeps_nobody_from_signing(team, own):
    save(own, team.reviewer, uncertainty="Call the nurse on the ward if you are worried about anything.")
    sign(write(team.writer, OTHER_TEXT, OTHER_TEXT.replace("a while", "some time"), SHARED, title="Rest"), team)


def test_copy_that_a_reviewer_begins_keeps_them_from_signing_the_copy_only(team):
    team.reviewer.user.groups.add(*team.writer.user.groups.all())
    team.reviewer = Contributor.objects.get(pk=team.reviewer.pk)
    article = live_article(team)
    Section.objects.filter(parent=article).update(body=TEXT)
    save(fresh(article), team.writer)
    copy = actions.duplicate(draft=fresh(article), by=team.reviewer)
    with pytest.raises(errors.OwnText):
        sign(copy, team)
    save(fresh(article), team.writer, title="Wrists that broke")
    sign(fresh(article), team)


def test_text_that_the_law_had_emptied_is_compared_with_nothing(team, own):
    first = head_of(own)
    Section.objects.filter(parent=own).update(body=OTHER_TEXT)
    save(fresh(own), team.reviewer)
    copy = write(team.writer, TEXT, title="Wrists")
    facts = {"by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(item=own.item, digests=[first.signed_id], **facts)
    sign(copy, team)
