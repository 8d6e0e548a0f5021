"""What is kept in memory while the site is the same, and not a change longer."""

import pytest
from django.db import transaction

from editorial.actions.locks import raise_generation
from editorial.models import SiteState
from editorial.unchanged import site_stamp, while_unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(request):
    """What was made so far, under a name that no other test uses."""
    calls = []

    def ask():
        return while_unchanged(site_stamp(), request.node.name, lambda: calls.append(1) or len(calls))

    return ask


def change():
    with transaction.atomic():
        raise_generation()


def test_it_is_made_once_until_something_changes(made):
    change()
    assert [made(), made()] == [1, 1]
    change()
    assert [made(), made()] == [2, 2]


def test_nothing_is_kept_on_a_site_without_history(made):
    assert site_stamp() == ""
    assert [made(), made()] == [1, 2]


def test_a_database_that_was_put_back_is_not_taken_for_the_one_of_before(made):
    """It comes to the same generation again, with other pages."""
    change()
    before = SiteState.objects.get()
    change()
    assert made() == 1
    SiteState.objects.update(generation=before.generation, stamp=before.stamp)
    change()
    assert SiteState.objects.get().generation == before.generation + 1
    assert made() == 2


def test_a_change_that_was_taken_back_leaves_nothing_behind(made):
    change()
    with transaction.atomic():
        raise_generation()
        assert made() == 1
        transaction.set_rollback(True)
    change()
    assert made() == 2


def test_what_is_false_is_kept_too():
    change()
    calls = []
    for _ in range(2):
        assert while_unchanged(site_stamp(), "nothing of this test", lambda: calls.append(1)) is None
    assert calls == [1]
