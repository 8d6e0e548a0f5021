"""How a question is understood: slips of the pen, other names, phrases, places."""

import pytest

from search.documents import Place
from search.entries import entries_of
from search.sounds import sound
from tests.search.volume import first, found, page, volume_of

PAGES = (
    page(1, "Diarrhoea", "The runs", text="Loose stools many times a day."),
    page(2, "Pneumonia", text="An infection of the lungs. You may cough and have a fever."),
    page(3, "Myocardial infarction", "Heart attack", text="A clot blocks an artery of the heart."),
    page(4, "Heart failure", text="The heart pumps weakly. A myocardial infarction can lead to it."),
    page(5, "Lymphatic drainage", text="Lymphatic lymphatic vessels."),
    page(6, "Lymphocytic infiltrate", text="A rare skin disease with an infiltrate."),
    page(
        7,
        "Bone scan",
        text="A picture of bones.",
        places=(
            Place("before", "Before the scan", ("You may eat and drink water as usual.",)),
            Place("does-it-hurt", "Does it hurt?", ("No. Only the needle may sting a little.",), is_question=True),
        ),
    ),
    page(8, "Prostate cancer", text="Bicalutamide is a hormone medicine. Stage C90.0 codes stand elsewhere."),
    page(9, "Falls", text="Older people who fall."),
    page(10, "Chest", *["Rib cage"], text="Chest pain has many causes. chest pain"),
    *(page(20 + n, f"Pain {n}", text="chest pain story") for n in range(6)),
)


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    return volume_of(tmp_path_factory.mktemp("index"), *PAGES)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("pnuemonia", "pneumonia"),  # two letters changed places
        ("diahrea", "diarrhoea"),  # by ear
        ("numonia", "pneumonia"),
        ("flls", "falls"),
        ("chestpain", "chest pain"),  # two words in one
        ("lympcytic infiltrate", "lymphocytic infiltrate"),  # the rarer word, because it stands beside the other
    ],
)
def test_slip_becomes_the_word_of_the_pages(volume, typed, mended):
    assert " ".join(found(volume, typed).mended.words) == mended


@pytest.mark.parametrize("typed", ["pneumonia", "husband", "bicalutamide", "c90", "xq", "gullet"])
def test_word_that_is_known_or_everyday_stays(volume, typed):
    assert found(volume, typed).mended.words == (typed,)


def test_slip_is_mended_in_the_text_as_it_was_typed(volume):
    assert found(volume, "What is Pnuemonia?").mended.in_text("What is Pnuemonia?") == "What is pneumonia?"


def test_nothing_is_mended_when_it_is_wanted_as_typed(volume):
    assert found(volume, "pnuemonia", as_typed=True).mended.changes == {}


def test_other_name_leads_to_pages_that_use_the_first(volume):
    assert set(found(volume, "heart attack").numbers[:2]) == {3, 4}


def test_lay_word_leads_to_the_clinical_one(volume):
    assert first(volume, "poo", as_typed=True) == 1


def test_pair_of_the_editors_leads_to_what_it_means(volume):
    pairs = {("mud", "belly"): [("pneumonia",)]}
    assert first(volume, "mud belly") is None
    assert first(volume, "mud belly", pairs=pairs) == 2


def test_words_in_quotation_marks_have_to_stand_together(volume):
    assert found(volume, "heart artery").numbers[0] == 3
    assert found(volume, "“heart pumps” artery clot").numbers[0] == 4


def test_words_in_quotation_marks_are_looked_for_in_their_order_little_words_too(tmp_path):
    made = volume_of(
        tmp_path,
        page(1, "Knee", text="Pain in the knee, pain of the knee, knee and pain, the knee in pain, pain."),
        page(2, "Joints", text="Many people have other troubles for years before there is a knee in pain at last."),
    )
    assert found(made, "knee pain").numbers[0] == 1
    assert found(made, '"a knee in pain"').numbers[0] == 2


def test_whoever_types_a_title_gets_its_page_before_those_that_are_also_called_so(tmp_path):
    text = "Gout of the toe. Gout, gout and more gout."
    made = volume_of(tmp_path, page(1, "Toe gout", "Gout", text=text), page(2, "Gout", "Podagra", text="Uric acid."))
    assert first(made, "gout") == 2
    assert first(made, "goutt") == 2  # as it was meant
    made = volume_of(
        tmp_path / "little",
        page(1, "Gout", text=text),
        page(2, "What I need to know about gout", text="Uric acid."),
    )
    assert first(made, "What I need to know about gout") == 2


def test_code_is_found_as_typed(volume):
    assert first(volume, "C90.0") == 8


def test_answer_has_its_place(volume):
    assert found(volume, "drink water before scan").places[7] == 1
    assert found(volume, "does the scan needle hurt").places[7] == 2


def test_page_is_no_better_for_many_names(tmp_path):
    one = page(1, "Gout", text="Uric acid.")
    many = page(2, "Toe gout", *[f"Toe gout kind {n}" for n in range(9)], text="Uric acid.")
    assert first(volume_of(tmp_path, one, many), "gout") == 1


def test_long_mail_is_answered(volume):
    mail = (
        "Dear doctor, my mother is 82 and we are worried. " * 20 + "She has pneumonia and a cough with fever. Thank you"
    )
    assert first(volume, mail) == 2


@pytest.mark.parametrize("language", ["cy", "pl", "ur"])
def test_language_without_a_stemmer_is_searched_by_its_words(tmp_path, language):
    made = volume_of(tmp_path, page(1, "Poen cefn", text="Cysylltwch â meddyg"), language=language)
    assert first(made, "meddyg") == 1


@pytest.mark.parametrize(
    ("one", "other"), [("numonia", "pneumonia"), ("fisiotherapy", "physiotherapy"), ("skin", "skinn")]
)
def test_words_that_sound_alike_have_one_key(one, other):
    assert sound(one) == sound(other)


def test_page_of_two_megabytes_is_taken(tmp_path):
    text = " ".join(f"word{n % 5000}" for n in range(250_000))
    made = entries_of(page(1, "Long", text=text), "en")
    assert len(text) > 2_000_000
    assert len(made.passages) > 1000
    assert first(volume_of(tmp_path, page(1, "Long", text=text)), "word77") == 1
