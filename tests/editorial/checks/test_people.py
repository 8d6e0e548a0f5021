"""People who are named without having been introduced (T14)."""

import pytest

from tests.editorial.checks.conftest import found_by, words_found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr Okonjo says that rest helps.", ["Dr Okonjo"]),
        ("Rest helps, says Okonjowe.", ["Okonjowe"]),
        ("Our heart nurse, Mrs Okonjo, will call.", []),
        ("Dr Ada Okonjo runs the clinic. Dr Okonjo calls back.", []),
        ("Mr Okonjo, a surgeon, operates.", []),
        ("Parkinson’s disease and Hodgkin lymphoma.", []),
        ("Doctors said so. Cochrane found the same.", []),
        ("Crohn’s disease affected her life.", []),
    ],
)
def test_unknown_person(text, words):
    assert words_found("T14", f"<p>{text}</p>") == words


def test_author_is_known():
    authors = [{"uid": "1", "name": "Ada Okonjo", "role": "Nurse"}]
    assert not found_by("T14", "<p>Dr Okonjo says so.</p>", authors=authors)


def test_each_person_is_found_once():
    assert len(found_by("T14", "<p>Dr Okonjo says so.</p><p>Dr Okonjo also says this.</p>")) == 1
