"""One site with the demonstration for all journeys of a process that only look at it."""

import pytest

from tests.journeys.pages_of_the_demo import demo_site


@pytest.fixture(scope="session")
def demo():
    with demo_site() as site:
        yield site
