"""The filters beside the results (templates/components/filters.html), counted over all pages found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from editorial.browsing import Choice as Option
from editorial.browsing import Group, kind_label
from editorial.models import Publication, Tag, Topic
from editorial.names import tag_names, topic_titles
from search.results import Choice, Hit, Named, Results, counted, in_other_languages

MOST_CHOICES = 10


def address(results: Results, choice: Choice, *, page: int = 1) -> str:
    """The address of this search with these filters, relative to the search page."""
    pairs = [("q", results.query.text), ("topic", choice.topic), *(("tag", tag) for tag in choice.tags)]
    pairs += [
        ("kind", choice.kind),
        ("typed", "1" if choice.is_as_typed else ""),
        ("page", str(page) if page > 1 else ""),
    ]
    return "?" + urlencode([(name, value) for name, value in pairs if value])


def clear_address(results: Results) -> str:
    """Empty where no filter is chosen, and where none is to blame that nothing was found."""
    is_to_blame = results.total or results.is_filtered_out
    return (
        ""
        if results.choice.is_empty or not is_to_blame
        else address(results, Choice(is_as_typed=results.choice.is_as_typed))
    )


def languages(results: Results) -> tuple[Option, ...]:
    """The same search in the other languages that answer it."""
    names = dict(settings.LANGUAGES)
    return tuple(
        Option(names[language], count, f"/{language}/search/{address(results, results.choice)}")
        for language, count in in_other_languages(results).items()
    )


def groups(results: Results, others: tuple[Option, ...]) -> list[Group]:
    """Kind, topic, tags and other languages; a choice that would leave the list as it is is not offered."""
    made = [
        Group(_("Kind of page"), tuple(_kinds(results))),
        Group(_("Topic"), tuple(_topics(results))),
        Group(_("Tags"), tuple(_tags(results))),
        Group(_("Other languages"), others),
    ]
    return [group for group in made if group.choices]


def _kinds(results: Results) -> Iterable[Option]:
    choice = results.choice
    if choice.kind:
        title = next((hit.kind.title for hit in results.hits), "") or _kind_title(choice.kind)
        yield Option(title, results.total, address(results, replace(choice, kind="")), is_chosen=True)
        return
    for kind, count in _narrowing(results, (hit.kind for hit in results.hits)):
        yield Option(kind.title, count, address(results, replace(choice, kind=kind.slug)))


def _topics(results: Results) -> Iterable[Option]:
    """The top of the tree; once a topic is chosen, that one and those right below it."""
    choice = results.choice
    if choice.topic:
        chosen = (topic.title for hit in results.hits for topic in hit.topics if topic.slug == choice.topic)
        title = next(chosen, "") or _topic_title(choice.topic, results.language)
        yield Option(title, results.total, address(results, replace(choice, topic="")), is_chosen=True)
    below = (topic for hit in results.hits if (topic := _one_level_below(hit, choice.topic)))
    for topic, count in _narrowing(results, below):
        yield Option(topic.title, count, address(results, replace(choice, topic=topic.slug)))


def _one_level_below(hit: Hit, slug: str) -> Named | None:
    """The page's shelf one level below the topic `slug`, or at the top of the tree without one."""
    path = hit.topics[::-1]
    if not slug:
        return path[0] if path else None
    place = next((index for index, topic in enumerate(path) if topic.slug == slug), len(path))
    return path[place + 1] if place + 1 < len(path) else None


def _tags(results: Results) -> Iterable[Option]:
    choice = results.choice
    titles = {tag.slug: tag.title for hit in results.hits for tag in hit.tags}
    if choice.tags and not results.hits:
        titles = _tag_titles(choice.tags, results.language)
    for slug in choice.tags:
        kept = tuple(tag for tag in choice.tags if tag != slug)
        less = address(results, replace(choice, tags=kept))
        yield Option(titles.get(slug, slug), results.total, less, is_chosen=True)
    others = (tag for hit in results.hits for tag in hit.tags if tag.slug not in choice.tags)
    for tag, count in _narrowing(results, others):
        yield Option(tag.title, count, address(results, replace(choice, tags=(*choice.tags, tag.slug))))


def _narrowing(results: Results, named: Iterable[Named]) -> list[tuple[Named, int]]:
    return [(one, count) for one, count in counted(named) if count < results.total][:MOST_CHOICES]


# What is chosen has its name from the pages found. Where the filters leave none, one query for each asks for it.


def _kind_title(slug: str) -> str:
    kinds = Publication.objects.live().filter(Q(article_kind=slug) | Q(article_kind="", kind=slug))
    kind = kinds.values_list("kind", "article_kind").first()
    return kind_label(*kind) if kind else slug


def _topic_title(slug: str, language: str) -> str:
    own = Topic.objects.filter(slug=slug).values_list("title", flat=True).first()
    return topic_titles(language).get(slug, own or slug)


def _tag_titles(slugs: Iterable[str], language: str) -> dict[str, str]:
    return dict(Tag.objects.filter(slug__in=slugs).values_list("slug", "name")) | tag_names(language)
