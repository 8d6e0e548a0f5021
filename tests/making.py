"""People and pages for tests, made through the same actions that everybody uses: no way round the gate."""

import datetime as dt
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from articles.models import Article, CareCard, Section
from editorial import actions, clock
from editorial.models import Contributor, Credential, Revision
from editorial.policy import Confirmation
from faq.models import Question, QuestionSet
from library.models import Organisation, Source, Statistic, Term
from library.wording import sentence_of
from tests.scratch_site import PASSWORD

numbers = count(1)


def make_person(name="Wanda Writer", role="writer", *, verified_by=None, consents=True, superuser=False):
    """A contributor with an account in the group `role`; with `verified_by` also a verified credential and e-mail."""
    number = next(numbers)
    username = f"{role.replace(' ', '-')}-{number}"
    user = get_user_model().objects.create_user(
        username, f"{username}@example.org", PASSWORD, is_staff=True, is_superuser=superuser
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    person = Contributor.objects.create(
        user=user,
        name=name,
        slug=f"person-{number}",
        email=user.email,
        role_title="Consultant",
        consents_to_be_named=consents,
    )
    if verified_by:
        credential = Credential.objects.create(
            contributor=person, title="MRCP (UK)", awarding_body="Royal College of Physicians", number=f"C{number}"
        )
        actions.verify_credential(credential=credential, by=verified_by)
        actions.verify_email(person=person, by=verified_by)
        person.refresh_from_db()
    return person


class Team:
    """One person for each role; the reviewer is verified by the clinical lead."""

    def __init__(self):
        self.writer = make_person("Wanda Writer", "writer")
        self.second_writer = make_person("Walter Writer", "writer")
        self.publisher = make_person("Petra Publisher", "publisher")
        self.lead = make_person("Dr Lena Lead", "clinical lead")
        self.reviewer = make_person("Dr Rita Reviewer", "reviewer", verified_by=self.lead)
        self.administrator = make_person("Ada Administrator", "administrator")


def make_source(**fields):
    return Source.objects.create(
        **{"title": "Bones and you", "publisher": "Example Press", "published": "2024", "kind": "guideline"} | fields
    )


@transaction.atomic
def make_article(by, *, title="Broken wrist", slug=None, tags=(), sections=1, **fields):
    """A complete draft with one revision; returns the article."""
    item = actions.new_item(kind="article", language=fields.pop("language", "en"), by=by)
    values = {
        "article_kind": "condition",
        "summary": "Most broken wrists heal well in six weeks.",
        "text_origin": "original",
    } | fields
    article = Article.objects.create(item=item, title=title, **values)
    for number in range(sections):
        body = f"<p>Rest your arm. This is part {number + 1}.</p>"
        Section.objects.create(
            parent=article, region="main", ordering=(number + 1) * 10, heading=f"Part {number + 1}", body=body
        )
    if article.article_kind != "organisation":
        article.sources.add(make_source())
    article.tags.add(*tags)
    actions.save_draft(draft=article, by=by, based_on=None, slug=slug)
    return fresh(article)


@transaction.atomic
def make_question_set(by, *, title="Questions about wrists", questions=("Will it heal?",), **fields):
    item = actions.new_item(kind="question_set", language="en", by=by)
    question_set = QuestionSet.objects.create(item=item, title=title, **{"text_origin": "original"} | fields)
    for number, question in enumerate(questions):
        Question.objects.create(
            question_set=question_set,
            question=question,
            short_answer="Yes, mostly.",
            answer="<p>Yes, mostly.</p>",
            ordering=number,
        )
    actions.save_draft(draft=question_set, by=by, based_on=None)
    return fresh(question_set)


@transaction.atomic
def make_term(
    by, *, title="metastasis", definition="A cancer that grew from cells of another.", language="en", **fields
):
    """A glossary term with one revision; returns the draft."""
    item = actions.new_item(kind="term", language=language, by=by)
    term = Term.objects.create(item=item, title=title, definition=definition, **{"text_origin": "original"} | fields)
    actions.save_draft(draft=term, by=by, based_on=None)
    return fresh(term)


def live_term(team, **fields):
    term = make_term(team.writer, **fields)
    put_live(term, team)
    return fresh(term)


def make_statistic(**fields):
    facts = {
        "name": "Breaks",
        "measure": "proportion",
        "low": 6,
        "high": 10,
        "out_of": 100,
        "counted": "women",
        "population": "with secondary breast cancer",
        "outcome": "break a bone within two years",
        "place": "England",
        "period_start": 2013,
        "period_end": 2017,
    } | fields
    statistic = Statistic(**facts, **({} if "source" in facts else {"source": make_source()}))
    statistic.sentence = statistic.sentence or sentence_of(statistic)
    statistic.save()
    return statistic


def make_organisation(**fields):
    return Organisation.objects.create(
        **{"name": "Bone Line", "offers": "Advice by phone.", "phone": "0800 123", "country": "GB"} | fields
    )


def add_care_card(article, *, country="GB", **fields):
    """A card with a number to call; the number belongs to a country, so the page gets one if it has none."""
    if country and not article.country:
        article.country = country
        article.save()
    return CareCard.objects.create(
        **{
            "parent": article,
            "region": "main",
            "ordering": 5,
            "urgency": "emergency",
            "heading": "Call 999 if:",
            "signs": "the bone shows",
            "phones": "Emergency services: 999",
        }
        | fields
    )


def fresh(draft):
    return type(draft).objects.get(pk=draft.pk)


def head_of(draft) -> Revision:
    return Revision.objects.with_texts().get(pk=type(draft).objects.get(pk=draft.pk).item.head_id)


def save(draft, by, **fields):
    """Change fields of a draft and save it as an editor would; returns the revision."""
    for name, value in fields.items():
        setattr(draft, name, value)
    with transaction.atomic():
        draft.save()
        revision, _ = actions.save_draft(draft=draft, by=by, based_on=draft.item.head_id)
    draft.item.refresh_from_db()
    return revision


def just_now(method="password"):
    return Confirmation(method, clock.now())


def sign(draft, team, **kwargs):
    """Put the newest text forward and let the reviewer sign it."""
    revision = head_of(draft)
    actions.submit(revision=revision, by=team.writer)
    facts = {"confirmation": just_now(), "evidence_searched_on": clock.today() - dt.timedelta(days=1)} | kwargs
    return actions.sign_off(revision=revision, by=team.reviewer, **facts)


def put_live(draft, team):
    """Sign and publish the newest text; returns the publication."""
    sign(draft, team)
    return actions.publish(revision=head_of(draft), by=team.publisher)


def live_article(team, **fields):
    article = make_article(team.writer, **fields)
    put_live(article, team)
    return fresh(article)
