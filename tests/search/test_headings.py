"""What the search page says of a question."""

import html
import re

import pytest

from search.headings import LONGEST_SHOWN, in_sentence

ADDRESS = "/en/search/"
LETTER = "Since the operation on my left knee in May, it has been hot and swollen every evening and I cannot sleep"


def bare(shown):
    assert (shown[0], shown[-1]) == ("\u2068", "\u2069")
    return shown[1:-1]


def test_short_question_is_shown_whole():
    assert bare(in_sentence("pain in the bones")) == "pain in the bones"


def test_long_question_is_cut_between_words():
    shown = bare(in_sentence(LETTER))
    assert shown.endswith("…") and len(shown) <= LONGEST_SHOWN + 1
    assert LETTER.startswith(shown[:-1])
    assert LETTER[len(shown) - 1] in ", "
    assert bare(in_sentence("x" * LONGEST_SHOWN + " y")) == "x" * LONGEST_SHOWN + "…"


@pytest.mark.parametrize("text", ["骨" * 100, "a " + "x" * 200], ids=["no spaces", "a long word"])
def test_question_without_a_place_to_cut_is_cut_nevertheless(text):
    shown = bare(in_sentence(text))
    assert LONGEST_SHOWN // 2 < len(shown) <= LONGEST_SHOWN
    assert shown.endswith("…")


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_the_direction_of_writing_is_not_shown(sign):
    assert bare(in_sentence(f"bone{sign} pain")) == "bone pain"


def sentences(response):
    """Title, heading and the line on the spelling."""
    page = html.unescape(response.content.decode())
    told = re.findall(r'<title>.*?</title>|<h1>.*?</h1>|<p class="mended">.*?</p>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each) for each in told]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["\u202egout", "ألم العظام"], ids=["turned round", "Arabic"])
def test_question_is_set_apart_from_the_sentence_around_it(client, asked):
    title, heading = sentences(client.get(ADDRESS, {"q": asked}))
    for sentence in (title, heading):
        assert f"“\u2068{asked.strip(chr(0x202E))}\u2069”" in sentence
        assert "\u202e" not in sentence


@pytest.mark.django_db
def test_mended_question_is_set_apart_too(client, shelf):
    shelf.article("Oedema")
    title, heading, line = sentences(client.get(ADDRESS, {"q": "\u202eoedemma, hands"}))
    assert "\u2068oedema, hands\u2069" in title and "\u2068oedema, hands\u2069" in heading
    assert "Showing results for \u2068oedema, hands\u2069" in line
    assert "Search instead for “\u2068oedemma, hands\u2069”" in line


@pytest.mark.django_db
def test_of_a_long_question_only_the_mended_words_are_told(client, shelf):
    shelf.article("Oedema")
    _, heading, line = sentences(client.get(ADDRESS, {"q": f"{LETTER} oedemma"}))
    assert "\u2068Since the operation" in heading and "cannot sleep" not in heading
    assert "Since" not in line
    assert "oedema" in line.partition("Search instead for")[0] and "oedemma" in line.partition("Search instead for")[2]


@pytest.mark.django_db
def test_field_keeps_the_whole_question(client):
    response = client.get(ADDRESS, {"q": LETTER})
    assert f'value="{LETTER}"' in response.content.decode()
    assert all("cannot sleep" not in sentence for sentence in sentences(response))
