"""Several editors at once, against the production server and a database on disk."""

import os

import pytest

from tests.many_editors import save_different, save_same
from tests.scratch_site import ScratchSite

TEXTS = """
import json
from articles.models import Article
from editorial.models import KeptForm, Revision
print(json.dumps({
    "revisions": [r.signed.text for r in Revision.objects.select_related("signed")],
    "kept": KeptForm.objects.count(),
}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if os.environ.get("DATABASE_URL"):
        pytest.skip("SQLite is the database with the one write lock; PostgreSQL is measured by make bench")
    with ScratchSite(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.mark.slow
def test_eight_editors_on_different_articles_save_without_an_error(site):
    result = save_different(site, editors=8, seconds=4)

    assert set(result.statuses) == {302}, result.summary
    frozen = "\n".join(site.run(TEXTS)["revisions"])
    for texts in result.acknowledged.values():
        assert all(text in frozen for text in texts)


@pytest.mark.slow
def test_of_two_editors_on_one_article_exactly_one_wins_and_the_other_keeps_the_text(site):
    before = site.run(TEXTS)["kept"]

    outcomes = save_same(site, editors=2, rounds=3)

    assert all(outcome == {302: 1, 409: 1} for outcome in outcomes), outcomes
    assert site.run(TEXTS)["kept"] > before
