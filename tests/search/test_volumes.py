"""What goes into the indexes of one language: very long pages, and languages that nobody wrote a stemmer for."""

import pytest

from search.analysis import read_query
from search.documents import PageDocument, Place, Shelf, page_document
from search.query import find_in
from search.volumes import Volume

TWO_MEGABYTES = 2_000_000


def found(volume, text):
    return find_in(volume, read_query(text, volume.language)).numbers


def page(number, title, *passages):
    return PageDocument(number, (title,), (Place(passages=passages),))


def test_page_of_two_megabytes_is_found_by_its_end_and_hides_no_other(tmp_path):
    sentence = "Rest your arm and keep the plaster dry. "
    body = f"<p>{sentence * 100}</p>" * (TWO_MEGABYTES // (len(sentence) * 100)) + "<p>Ask about a scaphoid.</p>"
    blocks = [{"type": "section", "heading": "All there is", "body": body}]
    long = page_document(number=1, signed={"title": "Everything", "blocks": blocks}, names=[], shelf=Shelf("article"))
    volume = Volume(tmp_path, "en")
    volume.write([long, page(2, "Plaster", "Keep it dry.")])
    assert found(volume, "scaphoid") == (1,)
    assert 2 in found(volume, "plaster dry")


def test_word_of_two_megabytes_is_no_fault(tmp_path):
    volume = Volume(tmp_path, "en")
    volume.write([page(1, "Wrist", "a" * TWO_MEGABYTES), page(2, "Ankle", "Rest.")])
    assert found(volume, "wrist") == (1,)
    assert found(volume, "a" * TWO_MEGABYTES) == (1,)


@pytest.mark.parametrize(
    ("language", "title", "passage", "asked"),
    [
        ("cy", "Torri arddwrn", "Mae'r rhan fwyaf o arddyrnau yn gwella mewn chwe wythnos.", "arddwrn wedi torri"),
        ("pl", "Złamany nadgarstek", "Większość złamań goi się w sześć tygodni.", "zlamany nadgarstek"),
        ("xx", "Ĝiba osto", "Ripozu.", "giba osto"),
    ],
)
def test_language_without_a_stemmer_is_looked_through_as_it_is_written(tmp_path, language, title, passage, asked):
    volume = Volume(tmp_path, language)
    volume.write([page(1, title, passage), page(2, "Ibuprofen", "400 mg")])
    assert found(volume, asked) == (1,)
    assert found(volume, passage)[0] == 1
