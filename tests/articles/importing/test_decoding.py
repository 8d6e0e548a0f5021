import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import formats
from articles.importing.decoding import decode
from articles.importing.errors import EncodingUnknown, FileEmpty, FileNotText, ImportRefused, TextTooLong

MAX_BYTES = formats.LONGEST_TEXT
TEXT = "Don’t worry – it’s 5 °C, says “Anna Müller” at the café.\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_text_is_the_same_in_every_encoding_we_read(codec, name):
    decoded = decode(TEXT.encode(codec))
    assert (decoded.text, decoded.encoding) == (TEXT, name)


def test_big_endian_utf_16_is_read_by_its_mark():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")).text == TEXT


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-32", "utf-16-be"])
def test_wide_text_without_a_mark_of_ours_is_refused(codec):
    with pytest.raises((FileNotText, EncodingUnknown)):
        decode(TEXT.encode(codec))


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Болезнь костей", "cp1251"),
        ("Здоровье", "koi8-r"),
        ("Gdzie boli bark, a głowa i włosy", "cp1250"),
        ("Don’t wait: it’s urgent", "mac-roman"),
        ("Crème brûlée and a très vieux château", "cp437"),
        ("骨に転移した乳がん", "shift-jis"),
        ("ασθένεια των οστών", "cp1253"),
    ],
)
def test_other_code_pages_are_refused_instead_of_read_as_wrong_letters(text, codec):
    with pytest.raises(EncodingUnknown):
        decode(text.encode(codec))


def test_utf_8_with_a_broken_character_is_refused_and_its_line_named():
    with pytest.raises(EncodingUnknown, match="UTF-8, but .* line 2:"):
        decode("It’s a wrist.\nIt’s ".encode() + b"\xff a bone.\n")


def test_a_byte_without_a_meaning_in_windows_1252_is_refused():
    with pytest.raises(EncodingUnknown):
        decode(b"A page with \x81 in it")


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\n\x00"])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(FileEmpty):
        decode(data)


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(TextTooLong):
        decode(b"a" * (MAX_BYTES + 1))


def test_a_file_at_the_limit_is_read():
    assert len(decode(b"a" * MAX_BYTES).text) == MAX_BYTES


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04rest",
        b"{\\rtf1\\ansi Hello}",
        b"\x89PNG\r\n\x1a\n",
        b"text with\x00a hole",
        b"\x01\x02\x03\x04 few letters",
    ],
)
def test_a_file_that_is_no_plain_text_is_refused(data):
    with pytest.raises(FileNotText):
        decode(data)


def test_every_refusal_has_its_own_code_and_one_sentence():
    kinds = [kind for kind in ImportRefused.__subclasses__() if kind.__module__ == ImportRefused.__module__]
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert str(kind(limit=5, why="is odd", advice="divide it")).endswith(".")
        assert "\n" not in str(kind(limit=5, why="is odd", advice="divide it"))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        decoded = decode(data)
    except ImportRefused:
        return
    assert decoded.text.strip("\ufeff \n\r\t\f\v")
