"""From frozen texts to what is looked through."""

from search.documents import LONGEST_PASSAGE, Place, Shelf, page_document, parts_of, place_at, places

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


def passages(made):
    return tuple(passage for place in made.places for passage in place.passages)


def test_headings_are_those_of_blocks():
    assert [place.heading for place in document(SIGNED).places] == ["", "Before", "Call if", "", "", ""]


def test_passages_are_all_that_is_read_and_neither_sources_nor_credits():
    expected = ("A picture of your bones.", "Drink water.", "Eat.", "you itch", "Lie down.", "The scanner", "A scanner")
    assert passages(document(SIGNED)) == expected


def test_questions_are_places_with_their_answers():
    signed = {
        "title": "Q",
        "introduction": "<p>Hello.</p>",
        "questions": [{"uid": "1", "question": "Does it hurt?", "short_answer": "No.", "answer": "<p>Not at all.</p>"}],
    }
    assert document(signed).places == (
        Place(passages=("Hello.",)),
        Place("does-it-hurt", "Does it hurt?", ("No.", "Not at all."), is_question=True),
    )


def test_one_place_is_what_it_is_among_all():
    every = list(places(SIGNED))
    assert [place_at(SIGNED, number) for number in range(len(every) + 1)] == [*every, None]


def test_parts_of_a_place_are_neither_long_nor_lost():
    place = Place(passages=("short line", "word " * 900, "x" * 3000))
    made = list(parts_of(place))
    assert max(map(len, made)) <= LONGEST_PASSAGE
    assert "".join(made).replace(" ", "") == "".join(place.passages).replace(" ", "")


def test_a_text_that_was_removed_leaves_the_names():
    assert document({}, names=["Bone scan"]).names[-1] == "Bone scan"
