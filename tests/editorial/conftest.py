import pytest

from tests.making import Team


@pytest.fixture
def team(db):
    return Team()
