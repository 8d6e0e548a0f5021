import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.logs import PrivateFormatter, PrivateJSONFormatter, without_personal_data


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /en/search/?q=breast+cancer HTTP/1.1", "GET /en/search/?… HTTP/1.1"),
        ("<WSGIRequest: GET '/en/search/?q=lump&page=2'>", "<WSGIRequest: GET '/en/search/?…'>"),
        ("Invalid /?next=/admin/ from 203.0.113.77", "Invalid /?… from 203.0.113.0"),
        ("from 2001:db8:85a3:8d3:1319:8a2e:370:7348", "from 2001:db8:85a3::"),
        ("from 2001:db8:85a3::7348, refused", "from 2001:db8:85a3::, refused"),
        ("POST <QueryDict: {'name': ['Ann']}> failed", "POST <QueryDict …> failed"),
    ],
)
def test_query_and_address_are_taken_out(line, kept):
    assert without_personal_data(line) == kept


@pytest.mark.parametrize(
    "line",
    ["Is it on? Yes.", "at 12:30:05 on 127.0.0.1", "version 5.2.19", "from ::1", "editorial::sign_off", "1:2"],
)
def test_other_text_is_left(line):
    assert without_personal_data(line) == line


@given(st.integers(0, 255), st.from_regex(r"[a-z0-9+%]{1,20}", fullmatch=True))
def test_no_query_and_no_last_octet_survives(octet, words):
    line = without_personal_data(f"198.51.100.{octet} GET /en/search/?q={words}&tag=x")
    assert line == "198.51.100.0 GET /en/search/?…"


def record(message: str, *args: object, exc_info=None) -> logging.LogRecord:
    return logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, exc_info)


def test_json_line_is_one_line_whatever_the_message():
    line = PrivateJSONFormatter().format(record("Not found: %s", "/a\n{forged}"))
    assert "\n" not in line
    assert json.loads(line)["message"] == "Not found: /a\n{forged}"


@pytest.mark.parametrize("formatter", [PrivateFormatter(), PrivateJSONFormatter()])
def test_traceback_holds_no_query(formatter):
    try:
        raise ValueError("cannot read /en/search/?q=lump")
    except ValueError:
        line = formatter.format(record("Internal Server Error: %s", "/en/search/", exc_info=sys.exc_info()))
    assert "ValueError" in line
    assert "lump" not in line
