"""Invented texts and states for the gallery: one of everything that a page can show. Not health information."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from editorial.page import Page, Person, Placed, Provenance
from editorial.rendering import page_from_document

REVIEWER = Person("Dr Amara Example (fictional)", "Consultant oncologist", "Example Medical Register", "#")
WRITER = Person("Mo Sample (fictional)", "Health writer")

SIGNED = Provenance(
    basis="signed",
    reviewer=REVIEWER,
    reviewed_on=dt.date(2026, 3, 3),
    next_review_on=dt.date(2029, 3, 3),
    written_by=(WRITER, Person("Ada Placeholder (fictional)", "Senior health writer", address="#")),
    changed_on=dt.date(2026, 3, 5),
    code="K7M2-Q4XD",
)
PROVENANCES: dict[str, Provenance] = {
    "Reviewed": SIGNED,
    "Reviewed, recorded from paper": replace(SIGNED, recorded_from="paper"),
    "Due for review": replace(SIGNED, next_review_on=dt.date(2026, 9, 1), is_overdue=True),
    "Review taken back": replace(SIGNED, review_revoked_on=dt.date(2026, 10, 12)),
    "Source taken back": replace(
        SIGNED, retracted_source="Rest or movement after a broken bone", reopened_until=dt.date(2026, 12, 9)
    ),
    "Not yet reviewed": Provenance("unreviewed", written_by=(WRITER,), changed_on=dt.date(2026, 3, 5)),
    "No clinical review needed": Provenance("none_needed", changed_on=dt.date(2026, 3, 5)),
}

QUESTIONS: dict[str, Any] = {
    "schema": 1,
    "kind": "question_set",
    "language": "en",
    "title": "Secondary breast cancer in the bone: questions people ask",
    "introduction": "<p>Short answers to questions that patients and families put to their nurses.</p>",
    "questions": [
        {
            "uid": "question-1",
            "question": "Is it bone cancer?",
            "short_answer": "No. It is breast cancer that has spread to the bone.",
            "answer": "<p>The cells in the bone are breast cancer cells, so it is treated with medicines for breast cancer."
            '<sup data-cite="00000000-0000-4000-8000-00000000000b"></sup></p>',
        },
        {
            "uid": "question-2",
            "question": "Can I still exercise?",
            "short_answer": "Usually yes, but ask first which movements are safe for you.",
            "answer": "<p>Walking, swimming and gentle stretching suit most people.</p><ul><li>Start with ten minutes.</li>"
            "<li>Stop if a new pain begins.</li></ul>",
        },
        {
            "uid": "question-3",
            "question": "Will I be in pain?",
            "short_answer": "Many people have some pain, and it can nearly always be treated.",
            "answer": '<p>Tell your team early. There is more in <a data-page="00000000-0000-4000-8000-00000000000c">help with pain</a>.</p>',
        },
    ],
    "sources": [
        {
            "uid": "00000000-0000-4000-8000-00000000000b",
            "title": "Living with cancer in the bone",
            "publisher": "Sample Charity",
            "published": "2025",
        }
    ],
}

TERMS: dict[str, dict[str, Any]] = {
    "term-a": {
        "title": "Metastasis",
        "forms": ["metastases", "bone metastases"],
        "definition": "A cancer that has spread from the place where it began. The plural is metastases.",
        "pronunciation": "meh-TASS-tuh-sis",
    },
    "term-b": {"title": "Denosumab", "definition": "A medicine that slows down the loss of bone."},
}

FIGURES: list[dict[str, Any]] = [
    {
        "uid": "block-11",
        "type": "statistic",
        "heading": "How often the jaw is harmed",
        "sentence": "Of 100 people who have this medicine for three years, 1 to 2 have trouble with the jaw.",
        "definition": "Trouble means bone that shows through the gum for eight weeks or longer.",
        "caveat": "It happens more often after a tooth is taken out.",
        "place": "England",
        "period": "2015 to 2019",
        "low": 1,
        "high": 2,
        "out_of": 100,
        "source": "source-c",
        "locator": "table 4",
    },
    {
        "uid": "block-12",
        "type": "statistic",
        "heading": "Survival figures",
        "sentence": "Of 10 people, 6 to 8 are alive five years later.",
        "definition": "They are counted from the day on which the cancer was found.",
        "low": 6,
        "high": 8,
        "out_of": 10,
        "measure": "survival_5y",
        "is_hidden": True,
        "source": "source-c",
    },
    {
        "uid": "block-13",
        "type": "statistic",
        "sentence": "30 of 1,000 people have a fracture in a year.",
        "low": 30,
        "high": 30,
        "out_of": 1000,
        "is_hidden": True,
    },
    {"uid": "block-14", "type": "statistic", "sentence": "The bones ache in about half of all people.", "low": 0},
    {
        "uid": "block-15",
        "type": "choices",
        "heading": "Two ways to protect your bones",
        "introduction": "<p>Both slow down bone loss. Neither is better for everybody.</p>",
        "options": [
            {
                "name": "A drip every few weeks",
                "benefits": ["has been used the longest", "some people need it only every 12 weeks"],
                "harms": ["you come to the hospital", "aches like flu for a day or two"],
            },
            {
                "name": "An injection under the skin",
                "benefits": ["takes a few minutes", "can be given at home"],
                "harms": ["every 4 weeks", "the level of calcium in the blood can fall"],
            },
        ],
        "without": "<p>The bones lose strength faster, and may break more easily. Some people choose to wait.</p>",
        "questions": ["Which of the two suits my kidneys?", "What happens if I miss a dose?"],
    },
]

ARTICLE: dict[str, Any] = {
    "schema": 1,
    "kind": "article",
    "language": "en",
    "article_kind": "condition",
    "title": "Breast cancer that has spread to the bone",
    "summary": "Breast cancer cells can travel and grow in a bone. It cannot be cured, but it can be treated, often for "
    "years. Treatment controls the cancer, eases pain and protects your bones.",
    "blocks": [
        {
            "uid": "block-1",
            "type": "care_card",
            "urgency": "emergency",
            "heading": "Call your cancer team’s 24-hour line now, or 999, if you have:",
            "signs": [
                "new weakness, numbness or heaviness in your legs or arms",
                "trouble passing or holding urine or stools",
                "a tight band of pain round your chest or back, worse when you lie down",
            ],
            "action": "<p>Lie flat and keep still until somebody has told you what to do.</p>",
            "phones": [
                {"label": "Emergency", "number": "999"},
                {"label": "Your team’s line", "number": "write it here"},
            ],
        },
        {
            "uid": "block-2",
            "type": "key_points",
            "heading": "Key points",
            "body": "<ul><li>The cells in the bone are breast cancer cells. It is not bone cancer."
            '<sup data-cite="00000000-0000-4000-8000-00000000000b"></sup></li><li>Most people have treatment that reaches the whole body.</li>'
            "<li>Pain can nearly always be eased: tell your team early.</li></ul>",
        },
        {
            "uid": "block-3",
            "type": "section",
            "heading": "What it is",
            "aspect": "overview",
            "body": "<p>Cancer that starts in the breast can send cells through the blood. When they settle in a bone and "
            'grow, doctors speak of <strong>secondary breast cancer in the bone</strong>.<sup data-cite="00000000-0000-4000-8000-00000000000a"></sup>'
            '<sup data-cite="00000000-0000-4000-8000-00000000000b"></sup> You may also hear “bone metastases” or “stage 4”.</p>'
            "<p>The spine, the hips, the ribs and the upper parts of arms and legs are the bones it reaches most often.</p>"
            "<h3>What it is not</h3><p>It is not a new cancer, and not bone cancer. That is why breast cancer medicines work.</p>",
        },
        {
            "uid": "block-4",
            "type": "picture",
            "file": "pictures/sample.svg",
            "width": 1200,
            "height": 640,
            "alt": "Outline of a body with the spine, the hips and the tops of the arms and legs marked.",
            "caption": "The bones that breast cancer reaches most often.",
            "credit": "Drawn for this gallery",
            "licence": "CC BY 4.0",
        },
        {
            "uid": "block-5",
            "type": "section",
            "heading": "Symptoms",
            "aspect": "symptoms",
            "body": "<p>Tell your nurse about:</p><ul><li>a pain that is new, and does not go when you rest</li>"
            "<li>a bone that breaks without a fall</li><li>thirst, sickness and tiredness, which can mean too much calcium"
            ' in the blood<sup data-cite="00000000-0000-4000-8000-00000000000a"></sup></li></ul>',
        },
        {
            "uid": "block-6",
            "type": "care_card",
            "urgency": "urgent",
            "heading": "Ring your team today if you:",
            "signs": ["feel sick, very thirsty, drowsy or muddled", "have a temperature of 38 °C or more during treatment"],
            "phones": [{"label": "Urgent advice", "number": "111"}],
        },
        {
            "uid": "block-7",
            "type": "section",
            "heading": "Treatment",
            "aspect": "treatment",
            "body": '<p>Your team will plan treatment with you. See also <a data-page="00000000-0000-4000-8000-00000000000c">help with pain</a>.</p>'
            "<h3>Medicines that strengthen bone</h3><p>They slow down bone loss. You will have a dental check first.</p>"
            "<table><caption>Bone-strengthening medicines</caption><thead><tr><th scope=\"col\">Medicine</th>"
            '<th scope="col">How it is given</th><th scope="col">How often</th><th scope="col">What to watch</th></tr></thead>'
            "<tbody><tr><th scope=\"row\">Zoledronic acid</th><td>Drip into a vein</td><td>Every 4 to 12 weeks</td>"
            "<td>Kidneys, jaw</td></tr><tr><th scope=\"row\">Denosumab</th><td>Injection under the skin</td>"
            "<td>Every 4 weeks</td><td>Calcium, jaw</td></tr></tbody></table>",
        },
        {
            "uid": "block-8",
            "type": "callout",
            "heading": "See a dentist before you start",
            "body": "<p>Bone-strengthening medicines can harm the jaw after a tooth is taken out.</p>",
        },
        {
            "uid": "block-9",
            "type": "care_card",
            "urgency": "non_urgent",
            "heading": "Make an appointment with your nurse if you:",
            "signs": ["are more tired than you can manage", "want to talk about work, money or worries"],
        },
        *FIGURES,
        {"uid": "block-10", "type": "question_set", "item": "set-a"},
    ],
    "country": "GB",
    "aim": {"statement": "To control the cancer for as long as possible, and to keep you well. It cannot be cured."},
    "uncertainty": "Nobody knows yet which people do best with which medicine first. Trials are asking.",
    "support": [
        {"name": "Sample Cancer Line", "offers": "Nurses who answer questions about cancer, for you and your family.",
         "phone": "0800 000 0000", "phone_label": "Free", "hours": "Every day, 8 am to 8 pm", "url": "https://example.org/line"},
        {"name": "Sample Benefits Advice", "offers": "Help with money and work.", "url": "https://www.example.org/money"},
        {"name": "Your specialist nurse", "phone": "write it here", "phone_label": "Number"},
    ],
    "funding": "funded",
    "funder": "the Sample Trust",
    "origin": "licensed",
    "copyright_holder": "Sample Charity",
    "licence": "CC BY 4.0",
    "involvement": "Six people with secondary breast cancer read a draft. They asked for the part about work.",
    "sources": [
        {
            "uid": "00000000-0000-4000-8000-00000000000a",
            "title": "Advanced breast cancer: diagnosis and treatment",
            "publisher": "Sample Guideline Institute",
            "published": "2023",
            "url": "https://example.org/guideline",
            "kind": "guideline",
            "checked_on": "2026-03-01",
        },
        {"uid": "00000000-0000-4000-8000-00000000000b", "title": "When cancer spreads to the bone", "publisher": "Sample Charity", "published": "2024",
         "kind": "charity"},
        {"uid": "source-c", "title": "Register of cancers", "publisher": "Sample Office of Statistics", "published": "2025",
         "url": "https://example.org/register", "kind": "registry"},
    ],
}  # fmt: skip


def question_set() -> Page:
    return page_from_document(QUESTIONS, {"00000000-0000-4000-8000-00000000000c": Placed("#", "Help with pain")})


def article() -> Page:
    """An article with every kind of block, a question set under its own reviewer among them."""
    embedded = page_from_document(
        QUESTIONS, {"00000000-0000-4000-8000-00000000000c": Placed("#", "Help with pain")}, prefix="set-", level=3
    )
    placed = {
        "00000000-0000-4000-8000-00000000000c": Placed("#", "Help with pain"),
        "set-a": Placed("#", embedded.title, embedded, PROVENANCES["Reviewed, recorded from paper"]),
        **{uid: Placed("#", str(term["title"]), signed=term) for uid, term in TERMS.items()},
    }
    happened = {"00000000-0000-4000-8000-00000000000b": "superseded", "source-c": "retracted"}
    return page_from_document(ARTICLE, placed, terms=list(TERMS), standings=happened)


def term() -> Page:
    return page_from_document({"kind": "term", "language": "en", **TERMS["term-a"]}, {})
