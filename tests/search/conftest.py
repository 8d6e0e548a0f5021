"""Each test has an index directory of its own."""

from pathlib import Path

import pytest

from articles.models import Section
from editorial.models import Tag, Topic
from search import index
from tests.making import fresh, head_of, make_article, make_question_set, put_live, save


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings) -> None:
    settings.DATA_DIR = tmp_path
    index._keepers.clear()
    yield
    index._keepers.clear()


class Shelf:
    """Puts pages before patients, through the gate."""

    def __init__(self, team):
        self.team = team

    def article(self, title, *, heading="Overview", body="<p>Plain words.</p>", tags=(), topic=None, **fields):
        article = make_article(
            self.team.writer, title=title, tags=[tag(name) for name in tags], topic=topic, sections=0, **fields
        )
        Section.objects.create(parent=article, region="main", ordering=10, heading=heading, body=body)
        save(article, self.team.writer)
        return put_live(fresh(article), self.team)

    def questions(self, title, *questions):
        return put_live(make_question_set(self.team.writer, title=title, questions=questions), self.team)

    def again(self, publication, **fields):
        """Change a live article and put it live again."""
        article = publication.item.article
        save(fresh(article), self.team.writer, **fields)
        return put_live(fresh(article), self.team)


def tag(name):
    return Tag.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})[0]


def topic(title, parent=None):
    return Topic.objects.create(title=title, slug=title.lower().replace(" ", "-"), parent=parent)


@pytest.fixture
def shelf(team):
    return Shelf(team)


__all__ = ["head_of", "tag", "topic"]
