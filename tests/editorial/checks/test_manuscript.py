"""How a document is laid out as passages."""

from editorial.checks import manuscript as manuscripts
from editorial.checks.manuscript import Manuscript, Mark, Role
from tests.editorial.checks.conftest import manuscript, page

SOURCE = "11111111-1111-4111-8111-111111111111"


def said(*blocks, **fields):
    return [(p.field, p.role, p.text) for p in manuscript(*blocks, **fields).passages if p.block]


def test_passages_come_in_reading_order():
    body = "<p>First:</p><ul><li>one</li><li>two</li></ul><h3>More</h3><p>Last.</p>"
    assert said(body) == [
        ("heading", Role.HEADING, "What to know"),
        ("body", Role.PARAGRAPH, "First:"),
        ("body", Role.ITEM, "one"),
        ("body", Role.ITEM, "two"),
        ("body", Role.SUBHEADING, "More"),
        ("body", Role.PARAGRAPH, "Last."),
    ]


def test_table_has_caption_header_and_cells():
    body = (
        "<table><caption>Doses</caption><thead><tr><th>Age</th><th>Dose</th></tr></thead>"
        "<tbody><tr><td>6</td><td>5 ml</td></tr></tbody></table>"
    )
    roles = [role for _, role, _ in said(body)][1:]
    assert roles == [Role.CAPTION, Role.HEADER_CELL, Role.HEADER_CELL, Role.CELL, Role.CELL]


def test_care_card_has_signs_and_telephones():
    card = {
        "type": "care_card",
        "heading": "Call 999 if:",
        "signs": ["you cannot breathe"],
        "phones": [{"label": "Emergency", "number": "999"}],
    }
    assert said(card) == [
        ("heading", Role.HEADING, "Call 999 if:"),
        ("signs", Role.SIGN, "you cannot breathe"),
        ("phones", Role.PHONE, "Emergency: 999"),
    ]


def test_question_set_has_questions_and_answers():
    document = {
        "kind": "question_set",
        "language": "en",
        "title": "Questions",
        "questions": [
            {"uid": "q", "question": "Will it heal?", "short_answer": "Yes.", "answer": "<p>Yes, it will.</p>"}
        ],
    }
    roles = [p.role for p in Manuscript(document).passages]
    assert roles == [Role.TITLE, Role.QUESTION, Role.SHORT_ANSWER, Role.PARAGRAPH]


def test_marks_know_links_citations_and_bold_words():
    body = f'<p>See <a href="https://example.org/a?b=1&amp;c=2">our <strong>page</strong></a>.<sup data-cite="{SOURCE}"></sup></p>'
    passage = next(iter(manuscript(body).of(Role.PARAGRAPH)))
    assert passage.text == "See our page."
    assert passage.links == [Mark("link", 4, 12, "https://example.org/a?b=1&c=2")]
    assert Mark("strong", 8, 12) in passage.marks
    assert passage.has_citation


def test_place_counts_how_often_the_words_stood_before():
    passages = list(manuscript("<p>pain and pain</p><p>more pain here</p>").of(Role.PARAGRAPH))
    assert passages[0].place(9, 13).occurrence == 1
    assert passages[1].place(5, 9).occurrence == 2
    assert passages[1].place(5, 9).words == "pain"


def test_the_same_document_gives_the_same_passages():
    document = page("<p>One.</p>")
    first, second = Manuscript(document).passages, Manuscript(document).passages
    assert [p.text for p in first] == [p.text for p in second]


def test_words_are_looked_up_in_a_field_once_however_often_they_are_found(monkeypatch):
    looked_up = []

    def starts(text, words):
        looked_up.append(words)
        return starts_of(text, words)

    starts_of = manuscripts._starts_of
    monkeypatch.setattr(manuscripts, "_starts_of", starts)
    body = "".join(f"<p>aaa number {number}</p>" for number in range(200))
    passages = [p for p in manuscript(body).passages if p.field == "body"]
    counted = [p.place(at, at + 2).occurrence for p in passages for at in (0, 1)]
    assert counted == list(range(400))  # overlaps count
    assert looked_up == ["aa"]
