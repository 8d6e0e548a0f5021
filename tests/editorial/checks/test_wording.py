import pytest

from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import manuscript
from tests.editorial.checks.medical import words


@pytest.mark.parametrize(
    "text",
    [
        "You need an EEG.",
        "You need an EEG test (Monday to Friday).",
        "Ask about FEV1.",
        "EEG results come later. An electroencephalogram (EEG) is safe.",
    ],
)
def test_abbreviation_without_words(text):
    assert len(words("M10", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "An electroencephalogram (EEG) is safe. The EEG takes an hour.",
        "An EEG (electroencephalogram) is safe.",
        "An EEG scan (electroencephalogram) is safe.",
        "An EEG test (electroencephalogram, first made by Berger) is safe.",
        "The NHS pays in the UK.",
        "DO NOT drive.",
        "Mutations in the BRCA1 and BRCA2 genes matter.",
        "Stage IV is not stage II.",
    ],
)
def test_abbreviation_that_is_known_or_explained(text):
    assert words("M10", text) == []


def test_abbreviation_in_a_heading_is_explained_below():
    assert words("M10", "A deep vein thrombosis (DVT) is a clot.", title="DVT") == []
    assert words("M10", "It is a clot.", title="DVT") == ["DVT"]


@pytest.mark.parametrize("text", ["TKTK: the sling.", "Opens at TBC.", "Ask [insert CNS number]."])
def test_what_is_to_be_filled_in_has_one_finding(text):
    assert [f.check for f in findings_in(manuscript(f"<p>{text}</p>").document) if f.check in {"M10", "T13"}] == ["T13"]


def test_clinical_term():
    assert words("M11", "You may have dysphagia.") == ["dysphagia"]
    assert words("M11", "You may have trouble swallowing (dysphagia).") == []
    assert words("M11", "You may have dysphagia (trouble swallowing).") == []
    assert words("M11", "It is common.", title="Dysphagia") == []


@pytest.mark.parametrize(
    "text",
    [
        "A lump means you have cancer.",
        "It is completely harmless.",
        "It always causes pain.",
        "There are no side effects.",
    ],
)
def test_overclaim(text):
    assert len(words("M12", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A lump does not mean you have cancer.",
        "It may mean you have cancer.",
        "This means you have to wait.",
        "No treatment is completely safe.",
        "It does not always cause pain.",
        "Does it have no side effects?",
    ],
)
def test_careful_words(text):
    assert words("M12", text) == []


def test_definition_is_no_overclaim():
    assert words("M12", "Gout means you have crystals in a joint.", title="Gout") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sadly, it returns.",
        "He is battling cancer.",
        "People suffer from it.",
        "Simply ask.",
        "Stroke victims need time.",
    ],
)
def test_tone(text):
    assert len(words("M13", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "White cells fight infection.",
        "It is just below the knee.",
        "Crime victims can ask for help.",
        "It has just begun.",
    ],
)
def test_plain_tone(text):
    assert words("M13", text) == []


def test_words_for_professionals():
    assert words("M16", "The odds ratio was small.") == ["odds ratio"]
    assert words("M16", "In vitro fertilisation can help.") == []
    assert words("M16", "An odds ratio (a way to compare) was used.") == []


@pytest.mark.parametrize(
    ("check", "text", "term", "is_found"),
    [
        ("M10", "You may have a QVX.", {"title": "QVX"}, False),
        ("M10", "Two QVX scans are needed.", {"title": "quick view", "forms": ["QVX scans"]}, False),
        ("M10", "A QVX comes before the QVX scan.", {"title": "QVX scan"}, True),
        ("M10", "You may have a ZQ4/6 blocker.", {"title": "ZQ4/6 blocker"}, False),
        ("M10", "You may have a QVX.", {"title": "qvx test"}, True),
        ("M10", "You may have a QVX.", {"title": "QVXY"}, True),
        ("M11", "It helps to know about metastasis.", {"title": "metastasis"}, False),
        ("M11", "It helps to know about metastasis.", {"title": "mets"}, True),
        ("M02", "You may get seizures.", {"title": "seizures"}, True),
    ],
)
def test_marked_glossary_term_explains_its_word(check, text, term, is_found):
    """And takes no other finding away: a sign of danger stays one."""
    document = manuscript(f"<p>{text}</p>").document
    assert [f.check for f in findings_in(document) if f.check == check] == [check]
    assert [f.check for f in findings_in(document, terms=[term]) if f.check == check] == [check] * is_found
