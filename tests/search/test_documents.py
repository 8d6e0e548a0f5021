"""From frozen texts to what is looked through."""

from search.documents import Shelf, page_document

SIGNED = {
    "title": "Bone scan",
    "summary": "A picture of your bones.",
    "blocks": [
        {"uid": "1", "type": "section", "heading": "Before", "body": "<p>Drink water.</p><ul><li>Eat.</li></ul>"},
        {"uid": "2", "type": "care_card", "heading": "Call if", "signs": ["you itch"], "action": "<p>Lie down.</p>"},
        {"uid": "3", "type": "picture", "alt": "A scanner", "caption": "The scanner", "credit": "Nobody"},
        {"uid": "4", "type": "question_set", "item": "5"},
        {"uid": "6", "type": "of the future"},
    ],
    "sources": [{"uid": "7", "title": "Not searched"}],
}


def document(signed, **fields):
    return page_document(number=1, signed=signed, names=fields.pop("names", []), shelf=Shelf("test"), **fields)


def test_names_are_title_and_others_each_once():
    assert document(SIGNED, names=["Bone scan", "Scintigraphy"]).names == ("Bone scan", "Scintigraphy")


def test_headings_are_those_of_blocks():
    assert document(SIGNED).headings == ("Before", "Call if")


def test_passages_are_all_that_is_read_and_neither_sources_nor_credits():
    expected = ("A picture of your bones.", "Drink water.", "Eat.", "you itch", "Lie down.", "The scanner", "A scanner")
    assert document(SIGNED).passages == expected


def test_passages_end_with_the_words_of_the_shelf():
    assert document(SIGNED, shelf_words=["Tests"]).passages[-1] == "Tests"


def test_questions_are_headings_and_answers_passages():
    signed = {
        "title": "Q",
        "introduction": "<p>Hello.</p>",
        "questions": [{"uid": "1", "question": "Does it hurt?", "short_answer": "No.", "answer": "<p>Not at all.</p>"}],
    }
    made = document(signed)
    assert (made.headings, made.passages) == (("Does it hurt?",), ("Hello.", "No.", "Not at all."))


def test_a_text_that_was_removed_leaves_the_names():
    assert document({}, names=["Bone scan"]).names[-1] == "Bone scan"
