"""What holds for every check and every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.checks.manuscript import Manuscript
from editorial.checks.running import findings_in
from editorial.cleaning import clean
from tests.editorial.checks import harness
from tests.editorial.checks.conftest import page

SAMPLES = """
the The rate|is about Dr Okonjo says XX wont Its|given|to : :- . .. … ? â Â bodyâs â€™ \ufffd 6 68h % NOT see|above recently
[insert|x] Read|also: ¿ в 水 painwhen DiagnosisThe \u200b \u202e ( ) &amp;nbsp; &amp; <br> utilise de|la red|box \u0338
"""
WORDS = st.sampled_from([word.replace("|", " ") for word in SAMPLES.split()] + ["\u00a0", " ."])
PHRASE = st.lists(WORDS | st.text(max_size=6), max_size=8).map(" ".join)
TAGGED = st.tuples(
    st.sampled_from(["p", "h3", "li", "td", "th", "strong", "a href='https://example.org/a.pdf'", "ul", "table"]),
    PHRASE,
).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>")
BODY = st.lists(TAGGED | PHRASE, max_size=6).map("".join)


def documents():
    return st.builds(
        lambda body, title, sign, language: page(
            body,
            {"type": "care_card", "urgency": "urgent", "heading": title, "signs": [sign, ""], "action": body},
            {"type": "picture", "alt": sign, "caption": title},
            title=title,
            summary=sign,
            language=language,
        ),
        BODY,
        PHRASE,
        PHRASE,
        st.sampled_from(["en", "en-GB", "es", "ar", "zh-hans"]),
    )


@settings(max_examples=150, deadline=None)
@given(documents())
def test_findings_lie_inside_the_text(document):
    texts = {(p.block, p.field, p.line): p.text for p in Manuscript(document).passages}
    for finding in findings_in(document):
        place = finding.place
        assert finding.message
        assert finding.remedy
        if place.words:
            assert texts[place.block, place.field, place.line][place.start : place.end] == place.words, finding


@settings(max_examples=60, deadline=None)
@given(BODY)
def test_the_same_text_has_the_same_findings_before_and_after_cleaning_twice(body):
    once = clean(body)
    assert findings_in(page(once)) == findings_in(page(clean(once)))


def repaired(document, finding):
    """The document with the words of a finding replaced, where its field is plain HTML or text."""
    blocks = []
    for block in document["blocks"]:
        value = block.get(finding.place.field)
        if block["uid"] == finding.place.block and isinstance(value, str) and value.count(finding.place.words) == 1:
            block = block | {finding.place.field: value.replace(finding.place.words, finding.repair)}
        blocks.append(block)
    return document | {"blocks": blocks}


MENDED = [
    (label["id"], label)
    for label in harness.labels()
    if label["found"] and label["check"][0] in "STLARF" and ("body" in label or "block" in label)
]


@pytest.mark.parametrize("label", [label for _, label in MENDED], ids=[name for name, _ in MENDED])
def test_repair_removes_its_finding(label):
    document = harness.document_of(label)
    for finding in findings_in(document):
        mended = repaired(document, finding) if finding.repair is not None else document
        if mended == document:
            continue
        left = [(f.check, f.place.words) for f in findings_in(mended)]
        before = [(f.check, f.place.words) for f in findings_in(document)]
        said = (finding.check, finding.place.words)
        assert left.count(said) == before.count(said) - 1
