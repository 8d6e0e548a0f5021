import json

from articles.importing.reading import read_page
from articles.importing.report import as_json, as_text, notes
from articles.importing.shown import shown
from articles.importing.words import found

TEXT = (
    "Wrist Pain And You\n\nWhat It Is\nYou cant miss it.\n- pa\u00adin\nRead Also: Elbows\nWritten by Ann Other\n"
    "Does it heal?\nYes.\n"
)


def test_text_tells_of_every_line_and_ends_with_the_counts():
    text = as_text(read_page(TEXT.encode(), "wrist.txt"), "wrist.txt")
    lines = text.splitlines()
    assert lines[0] == "wrist.txt (UTF-8)"
    assert lines[3] == "1  title         Wrist Pain And You"
    assert lines[4].strip() == "~ capitals: now Wrist pain and you"
    assert "! an apostrophe may be missing in “cant”" in text
    assert "pa<U+00AD>in" in text
    assert "  sections                     1" in text
    assert lines[-1].startswith("Every character")
    assert all(len(line) < 140 for line in lines)


def test_json_holds_the_same_for_programs():
    data = json.loads(json.dumps(as_json(read_page(TEXT.encode(), "wrist.txt"))))
    assert [line["done"] for line in data["lines"]] == [
        "title",
        "blank",
        "heading",
        "paragraph",
        "list item",
        "dropped",
        "unplaced",
        "question",
        "answer",
    ]
    assert data["lines"][3]["flags"][0]["code"] == "lost_apostrophe"
    assert data["counts"]["dropped lines"] == 1
    assert data["blocks"][1]["questions"] == [{"question": "Does it heal?", "answer": "<p>Yes.</p>"}]


def test_notes_keep_what_is_not_on_the_page():
    kept = notes(read_page(TEXT.encode(), "wrist.txt"), "wrist.txt")
    assert "- line 7: Written by Ann Other (a claim about review" in kept
    assert "- line 6: Read Also: Elbows" in kept
    assert "1 What it is\n- line 4 “You cant miss it.”: an apostrophe may be missing in “cant”" in kept


def test_notes_name_each_part_once_with_all_that_is_to_look_at_in_it():
    text = "Wrists\n\nPart one\nYou cant move it, learn more.\nIt wont heal.\nPart two\nIts a bone.\n"
    kept = notes(read_page(text.encode(), "wrist.txt"), "wrist.txt")
    assert kept.count("1 Part one") == kept.count("2 Part two") == 1
    assert kept.index("1 Part one") < kept.index("line 4") < kept.index("line 5") < kept.index("2 Part two")
    assert "missing in “cant”; a link was probably here" in kept


def test_a_person_reads_the_names_of_the_form_and_sentences():
    page = read_page(f"Wrists\n\nA short message. It is one.\n{TEXT.partition('And You')[2]}".encode(), "wrist.txt")
    rows = shown(json.dumps(as_json(page))).lines
    assert [row.became for row in rows] == [
        "The title.",
        "The main message.",
        "The heading of part 1.",
        "A paragraph in part 1, “What it is”.",
        "A list item in part 1, “What it is”.",
        "Left out.",
        "Not on the page.",
        "A question in part 2, “Questions: What it is”.",
        "Part of an answer in part 2, “Questions: What it is”.",
    ]
    text = as_text(page, "wrist.txt")
    assert "main message  A short message." in text
    assert not any(word in text.lower() for word in ("summary", "dropped", "unplaced"))


def test_findings_are_counted_in_a_sentence():
    told = "The content checks find 1 point to mend before review, 2 warnings and 3 pieces of advice in its text."
    assert found({"blocking": 1, "warning": 2, "advice": 3}) == told
    assert found({"blocking": 0, "warning": 1, "advice": 0}) == "The content checks find 1 warning in its text."
    assert found({"blocking": 0}) == "The content checks find nothing in its text."
