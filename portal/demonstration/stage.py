"""What pages stand on before the first is written: shelves, people, sources, pictures, and an item for each page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from editorial import actions
from editorial.models import Contributor, Credential, Item, Promotion, Tag, TagName, Topic, TopicName
from library.models import Organisation, Picture, Source, Statistic
from library.pictures import add_picture
from library.wording import sentence_of
from portal.demonstration.content import DEMO, Content, Entry


@dataclass
class Stage:
    """Rows by the key that the files use for them; `roles` has one person for each role."""

    topics: dict[str, Topic] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    people: dict[str, Contributor] = field(default_factory=dict)
    roles: dict[str, Contributor] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    statistics: dict[str, Statistic] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)


def set_up(content: Content, declared_on: dt.date) -> Stage:
    """Everything but the texts of the pages, which name each other and so need all items first. The clock must be set.

    `declared_on` is the day on which everybody declared their interests.
    """
    stage = Stage()
    for order, entry in enumerate(content.topics):
        stage.topics[entry["slug"]] = _topic(entry, order, stage)
    for entry in content.tags:
        stage.tags[entry["slug"]] = _tag(entry)
    for entry in content.people:
        person = _person(entry, declared_on)
        stage.people[entry["key"]] = person
        stage.roles.setdefault(entry["group"], person)
    for entry in content.people:
        if entry["group"] == "reviewer":
            _verify(stage.people[entry["key"]], stage.roles["clinical_lead"])
    _fill_library(content, stage, declared_on)
    for slug, page in content.pages.items():
        author = stage.people[page["author"]]
        stage.items[slug] = actions.new_item(kind=page["kind"], language=page["language"], by=author)
    for hub in content.hubs:
        for order, slug in enumerate(hub["promoted"]):
            Promotion.objects.create(topic=stage.topics[hub["topic"]], item=stage.items[slug], order=order)
    return stage


def _fill_library(content: Content, stage: Stage, checked_on: dt.date) -> None:
    for entry in content.sources:
        stage.sources[entry["key"]] = _source(entry)
    for entry in content.pictures:
        stage.pictures[entry["key"]] = _picture(entry)
    for entry in content.statistics:
        stage.statistics[entry["key"]] = _statistic(entry, stage)
    for entry in content.organisations:
        stage.organisations[entry["key"]] = _organisation(entry, checked_on)


def _topic(entry: Entry, order: int, stage: Stage) -> Topic:
    """The topic of this title, which a site that holds real pages may have already."""
    facts = {"slug": entry["slug"], "introduction": entry["introduction"], "order": order}
    parent = stage.topics[entry["parent"]] if "parent" in entry else None
    topic, _ = Topic.objects.get_or_create(title=entry["title"], defaults={**facts, "parent": parent})
    for language, title in entry.get("names", {}).items():
        introduction = entry.get("introductions", {}).get(language, "")
        name = {"title": title, "introduction": introduction}
        TopicName.objects.get_or_create(topic=topic, language=language, defaults=name)
    return topic


def _tag(entry: Entry) -> Tag:
    """The tag of this name in any letter case."""
    own = {"name": entry["name"], "slug": entry["slug"]}
    tag: Tag = Tag.objects.get_or_create(name__iexact=entry["name"], defaults=own)[0]
    for language, name in entry.get("names", {}).items():
        TagName.objects.get_or_create(tag=tag, language=language, defaults={"name": name})
    return tag


def _person(entry: Entry, declared_on: dt.date) -> Contributor:
    """Somebody who can sign in once `demo_logins` has given them a password."""
    email = f"{entry['key']}@example.org"
    user = get_user_model().objects.create_user(entry["key"], email, is_staff=True)
    user.groups.add(Group.objects.get(name=entry["group"].replace("_", " ")))
    person = Contributor.objects.create(
        user=user,
        name=entry["name"],
        slug=entry["slug"],
        email=email,
        role_title=entry["role"],
        affiliation=entry["affiliation"],
        biography=entry["biography"],
        interests=entry["interests"],
        interests_declared_on=declared_on,
        consents_to_be_named=True,
        is_demo=True,
    )
    for facts in entry["credentials"]:
        Credential.objects.create(contributor=person, **facts)
    return person


def _verify(person: Contributor, lead: Contributor) -> None:
    for credential in person.credentials.all():
        actions.verify_credential(credential=credential, by=lead)
    actions.verify_email(person=person, by=lead)
    person.refresh_from_db()


def _source(entry: Entry) -> Source:
    facts = {name: entry[name] for name in ("title", "publisher", "kind", "authors", "url") if name in entry}
    return Source.objects.create(**facts, published=entry["year"], is_demo=True)


def _statistic(entry: Entry, stage: Stage) -> Statistic:
    facts = {name: value for name, value in entry.items() if name not in ("key", "source")}
    statistic = Statistic(**facts, source=stage.sources[entry["source"]], is_demo=True)
    statistic.full_clean()
    statistic.sentence = sentence_of(statistic)
    statistic.save()
    return statistic


def _organisation(entry: Entry, checked_on: dt.date) -> Organisation:
    facts = {name: value for name, value in entry.items() if name != "key"}
    return Organisation.objects.create(**facts, checked_on=checked_on, is_demo=True)


def _picture(entry: Entry) -> Picture:
    words = {name: entry[name] for name in ("alt", "credit", "licence")}
    name = entry["key"].replace("-", " ").capitalize()
    return add_picture((DEMO / entry["file"]).read_bytes(), name=name, is_demo=True, **words)
