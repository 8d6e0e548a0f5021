"""A row may hold anything; it is answered with a result or a sentence, never with the error page."""

import io
import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.exchange.tables import TABLES
from tests.making import make_article
from tests.portal.exchange.test_round_trip import bring, browser, rows_from


def nested(levels):
    value = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("levels", [30, 800, 20_000])
@pytest.mark.parametrize("place", ["signed", "listing", "title", "uid", "revision", "anything"])
def test_row_that_nests_without_end_has_a_sentence(team, place, levels):
    for name in TABLES:
        said = bring(name, [{place: nested(levels)}], team.lead).problems[0]
        assert "nests more than 20 levels deep" in said.problem
        assert said.title == "without a title"


def test_cell_that_nests_or_holds_half_a_character_has_a_sentence(team):
    make_article(team.writer)
    for cell, sentence in (("[" * 50 + "]" * 50, "levels deep"), (r'["\ud800"]', "half a character")):
        row = rows_from("articles", "csv")[0] | {"blocks": cell}
        assert sentence in bring("articles", [row], team.writer, "csv").problems[0].problem


def test_parts_that_another_kind_has_are_not_read(team):
    row = {"signed": {"language": "en", "title": "mets", "definition": "Spread.", "blocks": 5, "questions": [5]}}
    assert bring("terms", [row], team.writer).counts == {"new": 1}


TEXTS = st.text(st.characters() | st.sampled_from('\ud800\udfff\x00<>"\\'), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.sampled_from(["en", "section", "condition"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_row_has_a_result_or_a_sentence_that_can_be_shown(everything, team, data):
    """Rows that were exported, with one or more entries replaced by anything."""
    name = data.draw(st.sampled_from(list(TABLES)))
    row = json.loads(TABLES[name].export("json"))[0]
    for _ in range(data.draw(st.integers(1, 3))):
        place = row
        while True:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            if not (isinstance(place[key], dict | list) and place[key]) or data.draw(st.booleans()):
                break
            place = place[key]
        place[key] = data.draw(VALUES)
    (outcome,) = bring(name, [row], team.lead, is_trial=True).outcomes
    assert bool(outcome.problem) != bool(outcome.result)
    f"{outcome.title} {outcome.problem}".encode()


def test_file_of_rows_that_cannot_be_is_answered_with_their_sentences(team):
    rows = [{"title": "\ud800 first"}, {"signed": nested(300)}, {"signed": {"language": [], "title": "x"}}]
    file = io.BytesIO(json.dumps(rows).encode())
    file.name = "articles.json"
    answer = browser(team.writer).post(reverse("exchange_import", args=["articles"]), {"file": file})
    assert answer.status_code == 200
    assert [outcome.title for outcome in answer.context["report"].problems] == ["? first", "without a title", "x"]
