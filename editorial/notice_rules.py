"""What a notice must be before anybody sees it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.conf import settings
from django.template.defaultfilters import date as spelled
from django.utils import timezone

from editorial import errors
from editorial.cleaning import cited, linked_pages, plain_text
from editorial.models import Item, Notice, Publication, Topic

LONGEST = dt.timedelta(days=90)
_PAGE_LINK = re.compile(r'<a data-page="([^"]*)">')


def with_addresses(text: str) -> str:
    """Links to pages as links to the addresses of those pages, so that showing a notice asks for nothing more.

    An address leads to its page for ever, also when the page moves. Raises NoticeRefused for a page that is not live.
    """
    uids = linked_pages(text)
    if not uids:
        return text
    live = Publication.objects.live().filter(item__uid__in=uids).select_related("address", "item")
    paths = {str(page.item.uid): page.path for page in live}
    for uid in uids:
        if uid not in paths:
            item = Item.objects.filter(uid=uid).first()
            title = item.title if item else "something that is gone"
            sentence = f"The text links to “{title}”, which is not live. Publish it first, or take the link out."
            raise errors.NoticeRefused([errors.Problem("text", "link_not_live", sentence)])
    return _PAGE_LINK.sub(lambda match: f'<a href="{settings.SITE_URL}{paths[match[1]]}">', text)


def check(notice: Notice) -> None:
    """Raise NoticeRefused with all that is wrong."""
    problems = list(problems_with(notice))
    if problems:
        raise errors.NoticeRefused(problems)


def problems_with(notice: Notice) -> Iterator[errors.Problem]:
    """What is wrong with a notice, each with its field, a code and what to do."""
    if not notice.title.strip():
        yield errors.Problem("title", "no_title", "Write a title: it is what readers see first.")
    if not plain_text(notice.text).strip():
        yield errors.Problem("text", "no_text", "Write what readers should know or do.")
    if cited(notice.text):
        sentence = "A notice has no list of sources. Name the source in words, or link to it."
        yield errors.Problem("text", "cites", sentence)
    yield from _problems_with_times(notice)
    yield from _problems_with_place(notice)


def _problems_with_times(notice: Notice) -> Iterator[errors.Problem]:
    if notice.ends_at <= notice.starts_at:
        yield errors.Problem("ends_at", "ends_before_start", "The end must come after the start.")
    elif notice.ends_at - notice.starts_at > LONGEST:
        last = spelled(timezone.localtime(notice.starts_at + LONGEST), "j F Y, H:i")
        sentence = f"A notice stands for 90 days at most: until {last}. Write it anew if it is still needed then."
        yield errors.Problem("ends_at", "too_long", sentence)


def _problems_with_place(notice: Notice) -> Iterator[errors.Problem]:
    wanted = {Notice.Scope.TOPIC: "topic", Notice.Scope.PAGE: "page"}.get(Notice.Scope(notice.scope), "")
    for name in ("topic", "page"):
        chosen = getattr(notice, f"{name}_id") is not None
        if name == wanted and not chosen:
            yield errors.Problem(name, "not_chosen", f"Choose the {name} whose readers should see this.")
        if name != wanted and chosen:
            yield errors.Problem(name, "chosen", f"Leave the {name} empty, or choose above that it is shown there.")
    if notice.page is not None and notice.page.language != notice.language:
        sentence = "This page is in another language, so nobody would see the notice there. Choose its language."
        yield errors.Problem("language", "other_language", sentence)


def check_only_emergency(notice: Notice) -> None:
    """Two emergencies at once hide each other; raises EmergencyShowing."""
    if notice.level != Notice.Level.EMERGENCY:
        return
    others = Notice.objects.filter(
        approved_by__isnull=False,
        level=Notice.Level.EMERGENCY,
        language=notice.language,
        starts_at__lt=notice.ends_at,
        ends_at__gt=notice.starts_at,
    ).exclude(pk=notice.pk)
    for other in others.select_related("topic__parent__parent"):
        if _have_readers_in_common(notice, other):
            until = spelled(timezone.localtime(other.ends_at), "j F Y, H:i")
            raise errors.EmergencyShowing(title=other.title, until=until)


def _have_readers_in_common(one: Notice, other: Notice) -> bool:
    """Can both stand on one page? A topic's notice stands on the pages of all topics under it."""
    scopes = {one.scope, other.scope}
    if Notice.Scope.SITE in scopes:
        return True
    if scopes == {Notice.Scope.PAGE}:
        return one.page_id == other.page_id
    if scopes == {Notice.Scope.TOPIC}:
        return one.topic_id in _with_those_above(other.topic) or other.topic_id in _with_those_above(one.topic)
    of_page, of_topic = (one, other) if one.scope == Notice.Scope.PAGE else (other, one)
    page = Publication.objects.live().filter(item=of_page.page_id).select_related("topic__parent__parent").first()
    return page is not None and of_topic.topic_id in _with_those_above(page.topic)


def _with_those_above(topic: Topic | None) -> set[int]:
    found: set[int] = set()
    while topic is not None and topic.pk not in found:
        found.add(topic.pk)
        topic = topic.parent
    return found
