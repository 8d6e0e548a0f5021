"""Rows as the bytes of a file, and back. `tablib` knows the formats; here stand the limits and what spreadsheets spoil.

A row is a dictionary of names and texts. JSON files hold rows of any shape.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
import tablib
from openpyxl.utils.exceptions import InvalidFileException

from portal.exchange.refusals import FileRefused

FORMATS = ("json", "csv", "xlsx")
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 100 * 2**20
MOST_ROWS = 5_000
MOST_COLUMNS = 200
csv.field_size_limit(MOST_BYTES)  # a long article is one cell; the limit of the library is 131,072
# A cell of a spreadsheet holds 32,767 signs and drops the rest without a word; longer texts go on in "name (2)".
MOST_IN_A_CELL = 32_000

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_CONTINUED = re.compile(r"(?P<name>.+) \((?P<part>\d{1,3})\)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def escaped(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


def as_json(rows: Iterable[dict[str, Any]]) -> bytes:
    return (json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n").encode()


def as_table(rows: Iterable[dict[str, str]], columns: Sequence[str], ending: str) -> bytes:
    """CSV (with the mark by which spreadsheets know UTF-8) or XLSX."""
    parted = [_parted(row) if ending == "xlsx" else row for row in rows]
    further = sorted({name for row in parted for name in row} - set(columns))
    headers = [*columns, *further]
    table = tablib.Dataset(headers=headers, title="content")
    for row in parted:
        table.append([escaped(row.get(name, "")) for name in headers])
    made = table.export(ending)
    return made.encode("utf-8-sig") if isinstance(made, str) else bytes(made)


def _parted(row: dict[str, str]) -> dict[str, str]:
    cells = {}
    for name, text in row.items():
        text = _NOT_IN_XML.sub("", text)
        for number, start in enumerate(range(0, max(len(text), 1), MOST_IN_A_CELL), start=1):
            cells[name if number == 1 else f"{name} ({number})"] = text[start : start + MOST_IN_A_CELL]
    return cells


def ending_of(name: str) -> str:
    """The format by the ending of a file's name. Raises FileRefused."""
    ending = name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise FileRefused("The name of this file does not end in .json, .csv or .xlsx: save it as one of these.")
    return ending


def read(data: bytes, ending: str) -> list[dict[str, Any]]:
    """The rows of a file. Raises FileRefused."""
    if len(data) > MOST_BYTES:
        raise FileRefused(f"This file is larger than {MOST_BYTES // 2**20} MB. Part it into several.")
    rows = _read_json(data) if ending == "json" else _read_table(data, ending)
    if not rows:
        raise FileRefused("There are no rows in this file.")
    if len(rows) > MOST_ROWS:
        raise FileRefused(f"This file has more than {MOST_ROWS:,} rows. Part it into several.")
    return rows


def _read_json(data: bytes) -> list[dict[str, Any]]:
    try:
        rows = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused("This is no JSON file in UTF-8. Export one to see how it is built.") from error
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise FileRefused("A JSON file holds a list of entries, [{…}, {…}]. Export one to see how it is built.")
    return rows


def _read_table(data: bytes, ending: str) -> list[dict[str, Any]]:
    table = tablib.Dataset()
    try:
        if ending == "xlsx":
            _check_unpacked(data)
            table = _sheet(data)
        else:
            table.load(data.decode("utf-8-sig"), format="csv")
    except UnicodeDecodeError as error:
        raise FileRefused("This CSV file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.") from error
    except (
        ValueError,
        csv.Error,
        KeyError,
        TypeError,
        OSError,
        zipfile.BadZipFile,
        InvalidFileException,
        tablib.InvalidDimensions,
    ) as error:
        raise FileRefused(
            f"This file cannot be read as {ending.upper()}. Save it again as {ending.upper()}."
        ) from error
    headers = [str(header or "").strip() for header in table.headers or []]
    if not headers or len(set(headers)) < len(headers):
        raise FileRefused("The first row must name each column once. Export a file to see how it is built.")
    rows = ([_text(value) for value in row] for row in table)
    return [_joined(dict(zip(headers, row, strict=True))) for row in rows if any(row)]


def _sheet(data: bytes) -> tablib.Dataset:
    """The first sheet, row by row: one cell far out must not make millions of empty ones."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
    headers: list[Any] = list(next(rows, ()))
    while headers and headers[-1] in (None, ""):
        headers.pop()
    table = tablib.Dataset(headers=headers)
    for row in rows:
        if any(value not in (None, "") for value in row):
            table.append([*row, *[None] * len(headers)][: len(headers)])
    return table


def _check_unpacked(data: bytes) -> None:
    """A small packed file may be very large unpacked: look before. Raises BadZipFile or FileRefused."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED or len(packed.infolist()) > 200:
            raise FileRefused("This file is too large when it is unpacked. Part it into several.")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unescaped(str(value).replace("\r\n", "\n"))


def _joined(row: dict[str, str]) -> dict[str, str]:
    """A row whose long texts stand in one piece again."""
    joined = {name: text for name, text in row.items() if not _CONTINUED.fullmatch(name)}
    parts = [(match["name"], int(match["part"]), row[name]) for name in row if (match := _CONTINUED.fullmatch(name))]
    for name, _, text in sorted(parts, key=lambda part: part[:2]):
        joined[name] = joined.get(name, "") + text
    return joined
