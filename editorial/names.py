"""What topics and tags are called in the language of a page. Their own titles are in the site's first language."""

from __future__ import annotations

from django.conf import settings

from editorial.models import TagName, Topic, TopicName


def tag_names(language: str) -> dict[str, str]:
    """The names of tags by slug; those that have none keep their own. No query for the site's first language."""
    if language == settings.LANGUAGE_CODE:
        return {}
    return dict(TagName.objects.filter(language=language).values_list("tag__slug", "name"))


def topic_names(language: str) -> dict[int, TopicName]:
    """The names of topics by their key, as for tags."""
    if language == settings.LANGUAGE_CODE:
        return {}
    return {name.topic_id: name for name in TopicName.objects.filter(language=language)}


def title_of(topic: Topic, names: dict[int, TopicName]) -> str:
    return names[topic.pk].title if topic.pk in names else topic.title


def topic_titles(language: str) -> dict[str, str]:
    """The titles of topics by slug."""
    if language == settings.LANGUAGE_CODE:
        return {}
    return dict(TopicName.objects.filter(language=language).values_list("topic__slug", "title"))
