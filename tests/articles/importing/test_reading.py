"""What comes of a page, read through the front door. The samples are our own."""

import pytest

from articles.importing.page import Done
from articles.importing.reading import read_page

SENTENCE = "Most people feel better after a few weeks of rest."


def read(text, name="wrist-pain.txt"):
    return read_page(text.encode(), name)


def done(page):
    return [str(line.done) for line in page.lines]


def flags(page, number):
    return {flag.code for flag in page.lines[number - 1].flags}


def repairs(page, number):
    return {repair.kind for repair in page.lines[number - 1].repairs}


def bodies(page):
    return {section.heading: section.body for section in page.sections}


def test_first_heading_is_the_title_and_a_short_paragraph_under_it_the_summary():
    page = read(f"Pain In The Wrist\n\n{SENTENCE}\n\nWhat Causes It\n{SENTENCE} It is common.\n")
    assert (page.title, page.summary) == ("Pain in the wrist", SENTENCE)
    assert done(page) == ["title", "blank", "summary", "blank", "heading", "paragraph"]
    assert bodies(page) == {"What causes it": f"<p>{SENTENCE} It is common.</p>"}


def test_without_a_title_the_file_name_is_one_and_the_report_says_so():
    page = read(f"{SENTENCE}\n", "pain_in-the wrist.txt")
    assert page.title == "Pain in the wrist"
    assert [addition.kind for addition in page.additions] == ["title from the file name", "heading"]


def test_without_any_name_the_page_says_that_it_has_no_title():
    assert read_page(SENTENCE.encode()).title == "Untitled page"


def test_lists_follow_their_lead_in():
    page = read("Signs\nYou may have:\n- pain\n* swelling\n• a bruise <5 cm & blue\nHow to rest\n1. Sit\n2) Sleep\n")
    assert page.title == "Signs"
    assert page.sections[0].body == (
        "<p>You may have:</p><ul><li>pain</li><li>swelling</li><li>a bruise &lt;5 cm &amp; blue</li></ul>"
    )
    assert page.sections[1].body == "<ol><li>Sit</li><li>Sleep</li></ol>"


@pytest.mark.parametrize("ending", [":", ":-", ": -", ":–"])
def test_a_lead_in_is_no_heading_and_a_missing_list_is_flagged(ending):
    page = read(f"Wrists\n\nFirst part\n{SENTENCE}\nThere are 3 Kinds Of Wrist{ending}\nNext Part Of It\n{SENTENCE}\n")
    assert page.lines[4].done == Done.LEAD_IN
    assert "lead_in_without_list" in flags(page, 5)
    assert "<p>There are 3 Kinds Of Wrist:</p>" in bodies(page)["First part"]


def test_a_cut_lead_in_is_kept_and_flagged():
    page = read(f"Wrists\n\nFirst part\n{SENTENCE}\nThe\n- palm\n- thumb\n")
    assert page.lines[4].done == Done.LEAD_IN
    assert "cut_off" in flags(page, 5)
    assert page.sections[0].body.endswith("<p>The</p><ul><li>palm</li><li>thumb</li></ul>")


def test_a_sentence_without_its_value_is_flagged():
    page = read(
        "Wrists\n\nHow many\nThe share of people who broke a wrist last year in our town alone is\nOthers did not.\n"
    )
    assert "cut_off" in flags(page, 4)


def test_a_list_mark_alone_on_its_line_is_joined_to_its_text():
    page = read("Wrists\n\nBones\n-\nRadius: the outer one\n-\nUlna: the inner one\n-\n")
    assert page.sections[0].body == "<ul><li>Radius: the outer one</li><li>Ulna: the inner one</li></ul>"
    assert done(page)[3:] == ["repaired", "list item", "repaired", "list item", "unplaced"]
    assert "empty_item" in flags(page, 8)


def test_an_item_that_says_nothing_is_kept_and_flagged():
    page = read("Wrists\n\nBones\n- Radius: .\n- Ulna\n")
    assert "<li>Radius: .</li>" in page.sections[0].body
    assert "empty_item" in flags(page, 4)


def test_a_heading_without_text_is_kept_and_flagged():
    page = read(f"Wrists\n\nTreatment\nOutlook\n{SENTENCE}\n")
    assert [section.heading for section in page.sections] == ["Treatment", "Outlook"]
    assert "heading_without_text" in flags(page, 3)
    assert not flags(page, 1)


def test_a_heading_glued_to_its_text_is_split():
    page = read(f"Wrists\n\nFractures\n{SENTENCE}\nBroken Wrist: Signs And TestsWhen a wrist is broken, it hurts.\n")
    assert page.sections[0].body.endswith(
        "<h3>Broken wrist: signs and tests</h3><p>When a wrist is broken, it hurts.</p>"
    )
    assert "heading split from its text" in repairs(page, 5)


@pytest.mark.parametrize(
    "name", ["National Library MedlinePlus has more pages than we.", "Doctor Ann McMillan knows all."]
)
def test_names_with_inner_capitals_are_not_split(name):
    page = read(f"Wrists\n\nFractures\n{SENTENCE}\n{name}\n")
    assert f"<p>{name}</p>" in page.sections[0].body


def test_lines_that_only_lure_are_dropped_and_reported():
    page = read(
        f"Wrists\n\nPart one\n{SENTENCE}\nRead Also: Ten Wrists Of The Stars\nDon't Miss: Elbows\nYou May Like: Knees\n"
    )
    assert done(page)[4:] == ["dropped"] * 3
    assert page.lines[4].kept == "Read Also: Ten Wrists Of The Stars"
    assert "Stars" not in page.sections[0].body


def test_the_same_paragraph_twice_is_flagged_with_the_first_line():
    page = read(f"Wrists\n\nPart one\n{SENTENCE}\nPart two\n{SENTENCE}\n")
    assert [(flag.code, flag.detail) for flag in page.lines[5].flags] == [("same_text", "4")]


def test_lost_apostrophes_and_characters_are_flagged_and_not_changed():
    text = "You cant see it, and the handâs bones wont show. Its not rare, but its shape is."
    page = read(f"Wrists\n\nPart one\n{text}\n")
    assert text in page.sections[0].body
    assert flags(page, 4) == {"lost_apostrophe", "lost_characters"}
    assert [flag.detail for flag in page.lines[3].flags if flag.detail] == ["“cant”, “wont”, “Its”"]


def test_mojibake_is_repaired_and_listed():
    page = read("Wrists\n\nPart one\nIt doesnâ€™t hurt much at first.\n")
    assert "It doesn’t hurt" in page.sections[0].body
    assert repairs(page, 4) == {"characters decoded again"}


def test_questions_in_a_row_become_a_set_where_they_stand():
    page = read(
        f"Wrists\n\nWhat it is\n{SENTENCE}\n\nWill it heal?\nYes, mostly.\nCan I work? Yes, but rest.\n"
        f"Should I rest?\nYes:\n- at night\n- at noon\n\nLater On\n{SENTENCE} Or so.\n"
    )
    first, questions, last = page.blocks
    assert (first.heading, last.heading) == ("What it is", "Later on")
    assert questions.title == "Questions: What it is"
    assert [(q.question, q.answer) for q in questions.questions] == [
        ("Will it heal?", "<p>Yes, mostly.</p>"),
        ("Can I work?", "<p>Yes, but rest.</p>"),
        ("Should I rest?", "<p>Yes:</p><ul><li>at night</li><li>at noon</li></ul>"),
    ]
    assert done(page)[5:8] == ["question", "answer", "question"]


def test_a_heading_with_nothing_but_questions_is_their_title():
    page = read(f"Wrists\n\nPart one\n{SENTENCE}\nFrequently Asked Questions\nWill it heal?\nYes, it will.\n")
    assert [type(block).__name__ for block in page.blocks] == ["ImportedSection", "ImportedQuestionSet"]
    assert page.blocks[1].title == "Frequently asked questions"


def test_a_question_without_an_answer_is_kept_and_flagged():
    page = read("Wrists\n\nPart one\nText here.\nWill it heal?\nCan I work?\nYes, you can.\n")
    assert [question.answer for question in page.question_sets[0].questions] == ["", "<p>Yes, you can.</p>"]
    assert "question_without_answer" in flags(page, 5)


def test_a_partial_review_is_unplaced_and_begins_the_questions():
    page = read(
        f"{SENTENCE}\n{SENTENCE} Really.\nAnn Other, Ph.D. has reviewed these common questions about wrists.\n"
        "Will it heal?\nYes, it will.\nCan I work?\nYes, you can.\nWrists are useful. They turn.\nSo rest them.\n"
    )
    _, questions, rest = page.blocks
    assert page.lines[2].done == Done.UNPLACED
    assert "Ph.D." in page.lines[2].kept
    assert "claim_of_review" in flags(page, 3)
    assert questions.title == "Common questions about wrists"
    assert questions.questions[-1].answer == "<p>Yes, you can.</p>"
    assert rest.body == "<p>Wrists are useful. They turn.</p><p>So rest them.</p>"
    assert {"answer_end", "needs_heading"} <= flags(page, 8)


@pytest.mark.parametrize(
    "line",
    [
        "Medically reviewed by Ann Other, MD on 3 May 2024",
        "Written by Ann Other",
        "Last updated: 3 May 2024",
        "This article was medically reviewed by Ann Other.",
    ],
)
def test_claims_about_authors_and_reviews_never_become_text(line):
    page = read(f"Wrists\n{line}\n\nPart one\n{SENTENCE}\n")
    assert page.lines[1].done == Done.UNPLACED
    assert not any("Other" in text or "2024" in text for text in [page.summary, *bodies(page).values()])


def test_a_box_becomes_a_callout_with_its_lists():
    page = read(
        f"Wrists\n\nPart one\n{SENTENCE}\nBox 1 How Splints Can Help\nDefinitions\n-\nSplint: a stiff support\n"
        f"Advantages\n- rest\n- warmth\nPart Two Of The Page\n{SENTENCE} Yes.\n"
    )
    box = page.blocks[1]
    assert (box.kind, box.heading) == ("callout", "How splints can help")
    assert box.body == (
        "<p><strong>Definitions</strong></p><ul><li>Splint: a stiff support</li></ul>"
        "<p><strong>Advantages</strong></p><ul><li>rest</li><li>warmth</li></ul>"
    )
    assert page.blocks[2].heading == "Part two of the page"


def test_key_points_become_key_points():
    page = read(f"Wrists\n\nKey Points\n- Rest it\n- Warm it\nThat helps.\nPart one\n{SENTENCE}\n")
    assert [block.kind for block in page.blocks] == ["key_points", "section", "section"]


def test_text_without_headings_is_divided_by_what_it_is_about():
    page = read(
        "Wrists have eight small bones. They move all day.\nOne sign that it is broken is pain, and other symptoms are:\n"
        "- swelling\n- heat\nTests such as scans can show it:\n- X-ray\nTreatment is rest, and surgery is rare.\n"
        "More treatment is a splint.\nThe treatment takes six weeks.\n"
    )
    assert page.summary == "Wrists have eight small bones. They move all day."
    assert [(section.heading, section.aspect) for section in page.sections] == [
        ("Symptoms", "symptoms"),
        ("Tests", "tests"),
        ("Treatment", "treatment"),
    ]
    assert "needs_heading" in flags(page, 2)


def test_a_heading_made_twice_is_a_number_instead():
    page = read(
        f"Overview\n\n{SENTENCE} " + "It is long. " * 9 + f"\nSome more.\nPart one\n{SENTENCE}\nOverview\nYes.\n"
    )
    assert [section.heading for section in page.sections] == ["Part 1", "Part one", "Overview"]


def test_lines_broken_at_a_fixed_width_are_joined():
    page = read(
        "Pain in the wrist\n\nAbout it\nThe wrist has eight small bones that are\nheld together by bands. They let it move in\n"
        "all directions, and so they are easily hurt\nwhen we fall. Most such falls are harmless,\nbut some are not.\n\n"
        "- Rest the wrist and hold it above the heart\n  as often as it is possible for you to do.\n- Cool it.\n\n"
        "The end\nIt heals.\n"
    )
    assert page.sections[0].body == (
        "<p>The wrist has eight small bones that are held together by bands. They let it move in all directions, and so "
        "they are easily hurt when we fall. Most such falls are harmless, but some are not.</p>"
        "<ul><li>Rest the wrist and hold it above the heart as often as it is possible for you to do.</li>"
        "<li>Cool it.</li></ul>"
    )
    assert done(page)[3:8] == ["paragraph"] * 5


def test_numbers_that_are_no_run_stay_in_the_text():
    page = read("Wrists\n\nPart one\n7. This is a sentence that begins with seven.\n2. And this is another one.\n")
    assert page.sections[0].body.startswith("<p>7. This is")


def test_marked_headings_and_rulers():
    page = read(f"# Wrists\n\n## Part one\n{SENTENCE}\n### Deeper\n{SENTENCE} Yes.\n-----\n")
    assert page.title == "Wrists"
    assert page.sections[0].body == f"<p>{SENTENCE}</p><h3>Deeper</h3><p>{SENTENCE} Yes.</p>"
    assert page.lines[6].done == Done.DROPPED


def test_signs_of_an_emergency_listed_as_routine_are_pointed_out():
    page = read(
        "Wrists\n\nSigns\nYou may have:\n- difficulty breathing\n- sudden severe pain\n- a bruise\n- tired hands\n"
    )
    assert [flags(page, number) for number in (5, 6, 7, 8)] == [{"emergency_sign"}] * 2 + [set()] * 2


@pytest.mark.parametrize(
    "heading", ["What Is A Wrist", "Can A Wrist Break", "How Common Is It", "Why Does It Hurt", "What Are The Signs"]
)
def test_a_heading_that_asks_gets_its_question_mark_and_the_report_says_so(heading):
    page = read(f"Wrists\n\n{heading}\n{SENTENCE}\n")
    assert page.sections[0].heading.endswith("?")
    assert "question mark added" in repairs(page, 3)


@pytest.mark.parametrize(
    "heading", ["What It Is", "Why A Wrist Breaks", "When Wrists Can Rest", "How It Is Treated", "Do Not Lift"]
)
def test_a_heading_that_tells_gets_none(heading):
    page = read(f"Wrists\n\n{heading}\n{SENTENCE}\n")
    assert not page.sections[0].heading.endswith("?")


def test_questions_after_a_heading_that_asks_are_named_after_the_page():
    page = read(f"Broken Wrists\n\nWhat Is A Wrist\n{SENTENCE}\nWill it heal?\nYes, mostly.\n")
    assert page.question_sets[0].title == "Questions: Broken wrists"
    assert "needs_set_title" in flags(page, 5)


def test_a_title_from_the_file_name_is_pointed_out_at_the_first_line():
    assert "needs_title" in flags(read(f"\n{SENTENCE}\n"), 2)
    assert "needs_title" not in flags(read(f"Wrists\n\nPart one\n{SENTENCE}\n"), 1)


def test_advice_on_getting_help_is_pointed_out():
    page = read("Wrists\n\nPart one\nCall 999 if the bone shows.\n")
    assert "help_advice" in flags(page, 4)


def test_every_line_end_counts_lines_alike():
    assert len(read("One line.\r\nTwo lines.\rThree lines.\n\nFive lines.").lines) == 5


def test_the_digest_names_the_bytes():
    assert len({read(text).digest for text in (SENTENCE, SENTENCE + "\n", SENTENCE)}) == 2


@pytest.mark.parametrize("heading", ["What it is", "Things to look out for", "Who to talk to", "Living with a splint"])
def test_a_heading_may_end_in_a_small_word(heading):
    page = read(f"Wrists\n\nPart one\n{SENTENCE}\n{heading}\n{SENTENCE} Yes.\n")
    assert [section.heading for section in page.sections] == ["Part one", heading]


@pytest.mark.parametrize(
    ("text", "headings", "questions"),
    [
        (
            "Dolor de muñeca\n\nQué es\nEs un dolor en la muñeca.\n¿Se cura sola?\nSí, casi siempre.\n",
            ["Qué es"],
            ["¿Se cura sola?"],
        ),
        (
            "ألم المعصم\n\nما هو هذا الألم\nهو ألم في المعصم بعد سقوط.\nهل يزول الألم وحده؟\nنعم، في الغالب.\n",
            ["ما هو هذا الألم"],
            ["هل يزول الألم وحده؟"],
        ),
    ],
)
def test_pages_in_the_other_languages_of_the_site(text, headings, questions):
    page = read(text)
    assert page.lines[0].done == Done.TITLE
    assert [section.heading for section in page.sections] == headings
    assert [question.question for question in page.question_sets[0].questions] == questions
