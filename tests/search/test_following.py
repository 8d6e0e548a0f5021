"""The index follows a publication after the answer, and at once where nobody waits for one."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from search import following

pytestmark = pytest.mark.django_db
followed = []


def publishes_twice(request):
    following.follow()
    following.follow()
    return HttpResponse(str(len(followed)))


def only_reads(request):
    return HttpResponse("")


urlpatterns = [path("publishes/", publishes_twice), path("reads/", only_reads)]


@pytest.fixture(autouse=True)
def _watch(monkeypatch, settings):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(following, "note_change", lambda: followed.append(True))
    followed.clear()


def test_index_follows_at_once_where_nobody_waits():
    following.follow()
    assert followed == [True]


def test_index_follows_once_after_the_answer():
    assert Client().get("/publishes/").content == b"0"
    assert followed == [True]


def test_thread_that_has_answered_follows_at_once_again():
    Client().get("/publishes/")
    following.follow()
    assert followed == [True, True]


def test_request_that_publishes_nothing_leaves_the_index():
    Client().get("/reads/")
    assert followed == []


def test_publication_whose_answer_never_ended_is_left_to_the_next_search():
    following._start()
    following.follow()
    Client().get("/reads/")
    assert followed == []
