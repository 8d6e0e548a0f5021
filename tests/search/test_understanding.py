"""How a question is understood: slips of the pen, other names, phrases, places."""

from dataclasses import replace

import pytest

from search import analysis
from search.analysis import read_query, terms, words
from search.documents import Place
from search.entries import entries_of
from search.lexicons import lexicon
from search.scoring import Filters
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


def test_quoted_words_are_found_across_a_cut_and_among_tags(tmp_path):
    """Long paragraphs are looked through in parts."""
    text = "Word " * 195 + "then comes the swollen purple elbow at last. " + "Word " * 100
    scattered = page(1, "Elbow", "Purple", text="Purple elbow. Swollen elbow, purple and swollen.")
    tagged = replace(page(3, "Blood", text="Blood cells."), shelf_words=("Bone marrow transplant",))
    near = page(4, "Marrow", text="Bone and marrow. A transplant of marrow, of bone.")
    made = volume_of(tmp_path, scattered, page(2, "Arms", text=text), tagged, near)
    assert len(entries_of(page(2, "Arms", text=text), "en").passages) > 1
    assert first(made, '"swollen purple elbow"') == 2
    assert first(made, '"bone marrow transplant"') == 3


def test_typed_title_comes_first_however_many_are_called_nearly_so(tmp_path):
    many = [page(n, f"Gout {n}", "Gout", text="Gout, gout and gout again.") for n in range(2, 152)]
    named = [page(1, "What I need to know about gout", text="Uric acid."), page(500, "Gout", text="Uric acid.")]
    made = volume_of(tmp_path, *many, *named)
    assert first(made, "What I need to know about gout") == 1
    assert first(made, "gout") == 500
    assert first(made, "gout", filters=Filters(kind="test")) is None


def test_question_typed_whole_leads_to_its_place(tmp_path):
    asked = (
        Place(
            "same", "Is it the same as gout of the toe?", ("Gout of the toe is gout, gout, gout.",), is_question=True
        ),
        Place("cured", "Can gout be cured?", ("No, but it can be treated.",), is_question=True),
    )
    made = volume_of(
        tmp_path, page(1, "Gout", text="Gout can be cured, can be cured."), page(2, "Questions", places=asked)
    )
    answer = found(made, "can gout be cured")
    assert (answer.numbers[0], answer.places[2], answer.trust) == (2, 2, 1)


def test_place_is_chosen_by_its_heading_too(tmp_path):
    places = (
        Place("a", "Side effects", ("You may feel sick and tired for a day or two.",)),
        Place("b", "Support", ("Ask the nurse about the effects of the other side.",)),
    )
    others = [page(n, f"Page {n}", places=(Place("x", "What it is", ("A thing.",)),)) for n in range(2, 30)]
    made = volume_of(tmp_path, page(1, "Denosumab", places=places), *others, fillers=0)
    assert found(made, "denosumab side effects").places[1] == 1


def test_organisation_that_helps_is_found_but_is_no_answer(tmp_path):
    places = (
        Place("what", "What it is", ("Breast cancer can spread.",)),
        Place(passages=("Breast Cancer Now: nurses to talk to",), is_aside=True),
    )
    made = volume_of(tmp_path, page(1, "Secondary cancer", places=places))
    assert found(made, "breast cancer now").places[1] == 1
    assert first(made, "nurses to talk to") == 1


def test_neighbouring_words_of_a_heading_count(tmp_path):
    one, other = (
        Place("a", heading, ("Plain words.",)) for heading in ("Blood of the heart, pressure", "Heart blood pressure")
    )
    made = volume_of(tmp_path, page(1, "One", places=(one,)), page(2, "Other", places=(other,)))
    assert first(made, "blood pressure") == 2


def test_texts_leave_out_the_words_that_stand_in_any_text(tmp_path):
    made = entries_of(page(1, "The doctor", text="You may ask the doctor of the ward for help."), "en")
    assert made.pages[0]["body"].split() == terms("may ask doctor ward help", "en")
    assert made.names[0]["name"].split() == terms("the doctor", "en")
    assert first(volume_of(tmp_path, page(1, "Ward", text="Ask your doctor for help.")), "doctor") == 1


def test_likeness_alone_must_be_near(tmp_path):
    names = ("Wheezing", "Wheat", "Whey and whelk", "Housework", "Housemaid")
    near = [page(n, name, text="A thing.") for n, name in enumerate(names, 10)]
    made = volume_of(tmp_path, page(2, "Electrochemotherapy", text="A treatment."), *near)
    assert first(made, "chemotherapy") == 2
    few = found(made, "wheexhousy")
    assert len(few.numbers) == 3 and few.trust == 0  # the least unlike, and no answer


def test_word_that_means_another_stands_back_for_it(tmp_path):
    made = volume_of(tmp_path, page(1, "Care of the bone", text="An injection."), page(2, "Xgevaria", text="A place."))
    answer = found(made, "xgeva", pairs={("xgeva",): [("care", "of", "the", "bone")]})
    assert answer.numbers[0] == 1
    assert answer.looked == ("care", "bone")
    assert answer.mended.words == ("xgeva",)  # so that what is recommended for the other is not shown for this


def test_lay_words_with_other_endings_are_understood(tmp_path):
    made = volume_of(tmp_path, page(1, "Haemorrhoids", text="They itch."))
    assert first(made, "piles") == first(made, "pile") == 1


@pytest.mark.parametrize(
    ("language", "asked", "text"),
    [
        ("ar", "سرطان", "ما هو السرطان وكيف يعالج"),
        ("ar", "السرطان", "أنواع سرطان كثيرة"),
        ("ar", "آلام العظام", "ألم في العظم"),
        ("ar", "الالتهاب", "التهاب في المفصل"),
        ("ar", "والسكري", "مرض سكري"),
        ("ar", "كيماوي", "العلاج الكيميائي"),
        ("ar", "دم", "فقر الدم"),
        ("ar", "الفم", "رعاية فم"),
        ("ar", "بالدم", "في دم"),
    ],
)
def test_arabic_is_found_with_and_without_its_article(tmp_path, language, asked, text):
    assert first(volume_of(tmp_path, page(1, "صفحة", text=text), language=language), asked) == 1


def test_kidneys_are_not_every_day(tmp_path):
    assert first(volume_of(tmp_path, page(1, "صفحة", text="كل يوم"), language="ar"), "كلى") is None


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("es", "síndrome de cola de caballo"),
        ("es", "estadio del cáncer"),
        ("es", "me marea"),
        ("ar", "القدم"),
        ("ar", "فيتامين دي"),
    ],
)
def test_words_of_medicine_are_not_taken_for_something_else(language, asked):
    assert not set(words(asked)) & analysis.folded(lexicon(language).elsewhere)
    assert read_query("فيتامين دي", "ar").words == tuple(words("فيتامين دي"))


def test_words_with_accents_are_no_slips(tmp_path):
    made = volume_of(tmp_path, page(1, "Señales", text="Las señales de alarma."), language="es")
    assert found(made, "Estimados señores: señales").mended.changes == {}


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
