"""Whatever the document, the checks on evidence, wording and safety answer, and mark words that stand there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.checks.manuscript import Manuscript
from editorial.checks.registry import checks
from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import page

OURS = {"E", "M", "P"}
PIECES = st.sampled_from(
    [
        *[
            "chest pain",
            "numb legs",
            "call 999",
            "can be cured",
            "cannot be cured",
            "reiki",
            "metformin",
            "MRI",
            "(MRI)",
        ],
        *[
            "12%",
            "1 in 8",
            "155,000 people",
            ".5 mg",
            "1 2 500mg",
            "studies show",
            "says Dr Ann Lee",
            "survival is how long",
        ],
        *[
            "biopsy is always done",
            "biopsy is not needed",
            "means you have",
            "suffer from",
            "İ’s",
            "not",
            "if",
            "without",
        ],
        *[
            ".",
            ",",
            ":",
            "?",
            "e.g.",
            "\u00a0",
            "<br>",
            "<strong>",
            "</strong>",
            "</p><p>",
            "<ul><li>",
            "</li></ul>",
            "<h3>",
        ],
        *["</h3>", "طوارئ", "😀"],
    ]
)
TEXT = st.lists(PIECES, max_size=20).map(" ".join)
KIND = st.sampled_from(["condition", "symptom", "test", "treatment", "medicine", "story", "organisation", ""])


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, KIND, st.sampled_from(["en", "es", "ar", "en-GB", ""]), st.sampled_from(["", "GB", "XX"]))
def test_findings_lie_inside_the_text(body, sign, kind, language, country):
    cards = {
        "type": "care_card",
        "urgency": "emergency",
        "heading": sign,
        "signs": [sign, body],
        "action": f"<p>{sign}</p>",
    }
    document = page(
        f"<p>{body}</p>", cards, title=sign, summary=body, article_kind=kind, language=language, country=country
    )
    passages = {(p.block, p.field, p.line): p.text for p in Manuscript(document).passages}
    for finding in findings_in(document):
        place = finding.place
        if finding.check[0] in OURS and place.words:
            assert passages[place.block, place.field, place.line][place.start : place.end] == place.words
        assert finding.message and finding.remedy


def test_every_check_says_what_it_is():
    for check in checks():
        assert all([check.title, check.finds, check.why.endswith("."), check.remedy.endswith(".")]), check.id


def test_empty_documents_are_read():
    assert findings_in({}) is not None
    assert findings_in({"kind": "question_set", "questions": []}) is not None
