"""A question is asked once, as a question, and its answer comes first (F)."""

import pytest

from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import questions


def found(check, *pairs, **fields):
    return [finding for finding in findings_in(questions(*pairs, **fields)) if finding.check == check]


@pytest.mark.parametrize(
    "question",
    [
        "How long does it take?",
        "Can I fly?",
        "If I feel well, can I stop?",
        "In which week do I come back?",
        "What’s a stent?",
        "After the test will I be tired?",
    ],
)
def test_question(question):
    assert not found("F01", (question, "Two days."))


@pytest.mark.parametrize(
    ("question", "repair"),
    [("Can I fly", "Can I fly?"), ("Flying", None), ("Flying after the test?", None), ("Is it safe.", "Is it safe?")],
)
def test_no_question(question, repair):
    (finding,) = found("F01", (question, "Two days."))
    assert finding.repair == repair


def test_other_languages_need_only_the_mark():
    assert not found("F01", ("¿Duele?", "No."), language="es")
    assert not found("F01", ("هل يؤلم؟", "لا."), language="ar")


def test_question_twice():
    assert found("F02", ("What is a stent?", "A tube."), ("What's a stent", "A pipe."))
    assert not found("F02", ("What is a stent?", "A tube."), ("What is a graft?", "A pipe."))


@pytest.mark.parametrize(
    ("question", "answer", "late"),
    [
        ("Can I fly?", "Airlines have many rules about this.", True),
        ("Does it hurt?", "This is a common question.", True),
        ("How long does it take?", "See above.", True),
        ("Can I fly?", "Yes, after two days.", False),
        ("Can I fly?", "You can fly after two days.", False),
        ("Does it hurt?", "Usually a little.", False),
        ("Is it a scan or a test?", "It is a scan.", False),
        ("How long does it take?", "Two days.", False),
    ],
)
def test_answer_comes_first(question, answer, late):
    assert bool(found("F03", (question, answer))) is late
