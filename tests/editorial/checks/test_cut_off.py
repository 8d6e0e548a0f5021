"""Sentences that stop too early, missing figures, placeholders (T01, T02, T13)."""

import pytest

from tests.editorial.checks.conftest import found_by, words_found


@pytest.mark.parametrize(
    "text",
    [
        "Ask your pharmacist about the",
        "You can eat soft foods such as",
        "Keep the wound dry and",
        "The aim is to",
        "Rinse your mouth with…",
        "Store the drops in the.",
        "This scan takes pictures of",
        "Your doctor will",
    ],
)
def test_sentence_is_cut_off(text):
    assert found_by("T01", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    "text",
    [
        "the side you sleep on",
        "what the tablets are for",
        "someone to talk to",
        "if you are pregnant or might be",
        "as often as you can",
        "things to look out for",
        "medicines you are allergic to",
        "a rash that goes up and down",
        "foods high in vitamin A",
        "blood group A",
        "when to switch it off",
        "Sit down and rest.",
        "What it is for",
        "a living will",
        "money from a will",
        "Foods to eat less of",
        "drinks to stay away from",
        "Other plants to keep clear of",
        "Vitamins to get more of",
        "People to keep in touch with",
        "Warning lights to look out for",
    ],
)
def test_sentence_may_end_like_this(text):
    assert not found_by("T01", f"<p>Think of:</p><ul><li>{text}</li></ul>"), text


@pytest.mark.parametrize(
    "text",
    [
        "Your doctor will",
        "a nurse will",
        "Tips to get rid of",
        "Methods to keep clear of",
        "Foods to eat as part of",
        "Medicines to lower the risk of",
        "A diet to lose some of the",
        "Your plan is to stay away from",
    ],
)
def test_item_is_cut_off(text):
    assert found_by("T01", f"<p>Think of:</p><ul><li>{text}</li></ul>"), text


def test_what_is_longer_than_the_checks_read_is_not_taken_for_cut_off():
    """Only the checks stop there; T15 says so."""
    for end in ("the ", "signs: "):
        text = "The signs are many. " * 199 + "See " + "x" * (4000 - 199 * 20 - 4 - len(end) - 1) + " " + end
        assert len(text) == 4000
        assert not found_by("T01", f"<p>{text}doctor.</p>")
        assert not found_by("S01", f"<p>{text}fever.</p>")


def test_word_before_a_list_is_cut_off_but_a_lead_in_without_colon_is_not():
    items = "<ul><li>knee</li><li>hip</li></ul>"
    assert found_by("T01", f"<p>The</p>{items}")
    assert not found_by("T01", f"<p>The joints that hurt most are the</p>{items}")


def test_and_before_the_last_item_is_a_style():
    assert not found_by("T01", "<p>Call if:</p><ul><li>you have a fever and</li><li>you are over 60</li></ul>")


@pytest.mark.parametrize(
    "text",
    [
        "The risk of an infection is.",
        "The number of people who need a second operation is about.",
        "The usual dose is up to.",
        "It takes more than.",
        "Fewer than in 10 people have this.",
        "The chance of twins is %.",
        "Take mg in the morning.",
        "Take g",
        "Give g",
        "The usual dose is g",
        "Cut the dose to g.",
        "The average age is",
    ],
)
def test_value_is_missing(text):
    assert found_by("T02", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    "text",
    [
        "Ask what your risk is.",
        "Leave it as it is.",
        "Find out where you are.",
        "It is nothing to worry about.",
        "Nobody knows how common it is.",
        "Not all lumps are cancer, but some are.",
        "Rest for two weeks at least.",
        "The risk is 1 in 10.",
        "About 5% of people have it.",
        "Ask what the test is about.",
        "Take 5 mg at night.",
        "The symptoms of MG come and go.",
        "The medicine allows the bone to g",
    ],
)
def test_no_value_is_missing(text):
    assert not found_by("T02", f"<p>{text}</p>"), text


def test_verb_that_is_cut_off_is_found_once():
    text = "<p>The medicine allows the bone to g</p>"
    assert words_found("T01", text) == ["to g"]
    assert not found_by("T02", text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring the ward on XXX.", ["XXX"]),
        ("The clinic opens at [insert time].", ["[insert time]"]),
        ("Opening hours TBC", ["TBC"]),
        ("Lorem ipsum dolor sit amet.", ["Lorem ipsum", "dolor sit amet"]),
        ("Gout is common. Read more.", ["Read more."]),
        ("Girls have two X chromosomes (XX), boys XY.", []),
        ("He said: “I was [sic] there.”", []),
        ("Read more about gout in our leaflet.", []),
        ("My pain today: ____", []),
        ("TODO lists help some people to plan a day.", []),
        ("Keep a TO DO list by the bed.", []),
        ("Your daily TODO list can be short.", []),
        ("TODO list the side effects", ["TODO"]),
        ("See the TODO list the doses.", ["TODO"]),
        ("Here is a TODO list the doses.", ["TODO"]),
        ("See the TODO list.", ["TODO"]),
        ("The dose: TODO", ["TODO"]),
        ("Ask for a TODO.", ["TODO"]),
        ("TODO lists: add them", ["TODO"]),
    ],
)
def test_placeholder(text, words):
    assert words_found("T13", f"<p>{text}</p>") == words


def test_read_more_with_a_link_is_no_placeholder():
    assert not found_by("T13", '<p>Gout hurts. <a href="https://example.org/">Read more.</a></p>')


def test_todo_is_a_word_in_spanish():
    assert not found_by("T13", "<p>TODO va bien.</p>", language="es")
    assert found_by("T13", "<p>TODO: dosis</p>", language="es")
