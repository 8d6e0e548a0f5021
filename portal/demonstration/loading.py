"""Loads the demonstration: all of it, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from editorial import clock
from editorial.actions.people import SITE_KIND
from editorial.errors import Refused
from editorial.models import Item
from portal.demonstration.content import read
from portal.demonstration.lives import acts, perform
from portal.demonstration.notices import put_up
from portal.demonstration.stage import set_up

SET_UP_BEFORE = dt.timedelta(days=30)
INTERESTS_DECLARED = dt.timedelta(days=120)

Progress = Callable[[int, int, str], object]


class AlreadyLoaded(Exception):
    """Demonstration pages are there."""


class RealPages(Exception):
    """Demonstration pages would stand between real ones."""


class DoesNotFit(Exception):
    """An action refused; the sentence names the page and says why."""


@transaction.atomic
def load(*, among_real_pages: bool = False, progress: Progress = lambda done, total, title: None) -> int:
    """Load everything in one transaction and return the number of pages. `progress` gets (pages done, all, title).

    Raises AlreadyLoaded, RealPages unless `among_real_pages`, or DoesNotFit.
    """
    if Item.objects.filter(is_demo=True).exists():
        raise AlreadyLoaded
    if not among_real_pages and Item.objects.filter(is_demo=False).exclude(kind=SITE_KIND).exists():
        raise RealPages
    today = clock.today()
    content = read()
    to_do = acts(content, today)
    with clock.demonstration(to_do[0].at - SET_UP_BEFORE):
        stage = set_up(content, declared_on=today - INTERESTS_DECLARED)
    last = {act.text.slug: act for act in to_do}
    done = 0
    for act in to_do:
        try:
            perform(act, stage)
        except Refused as error:
            raise DoesNotFit(f"{act.words['title']}, {act.verb}: {error}") from error
        if act is last[act.text.slug]:
            done += 1
            progress(done, len(last), act.words["title"])
    for entry in content.notices:
        put_up(entry, stage, today)
    return done
