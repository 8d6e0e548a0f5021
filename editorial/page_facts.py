"""What a page says beside its text, from the signed part: people, organisations, telephone numbers, facts. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from editorial import page as parts
from editorial.term_marks import Marked


def term(marked: Marked) -> parts.Term:
    said = marked.signed
    return parts.Term(said.get("title", ""), said.get("definition", ""), said.get("pronunciation", ""), marked.address)


def of_page(signed: Mapping[str, Any]) -> dict[str, Any]:
    """What an article or a term says beside its text."""
    plain = "country uncertainty funding funder involvement definition pronunciation origin copyright_holder licence".split()
    return {name: signed.get(name, "") for name in plain} | {
        "aim": signed.get("aim", {}).get("statement", ""),
        "forms": tuple(signed.get("forms", [])),
        "support": tuple(organisation(entry) for entry in signed.get("support", [])),
    }


def organisation(entry: Mapping[str, Any]) -> parts.Organisation:
    number = {"label": entry.get("phone_label", ""), "number": entry.get("phone", "")}
    url = entry.get("url", "")
    return parts.Organisation(
        name=entry.get("name", ""),
        offers=entry.get("offers", ""),
        phone=phone(number) if number["number"] else None,
        hours=entry.get("hours", ""),
        url=url if urlsplit(url).scheme in {"http", "https"} else "",
    )


def source_address(entry: Mapping[str, Any]) -> str:
    """Where a reader finds a source: at its web address, or else by its DOI or PubMed number."""
    url, doi, pmid = (str(entry.get(name, "")) for name in ("url", "doi", "pmid"))
    if urlsplit(url).scheme in {"http", "https"}:
        return url
    if doi:
        return f"https://doi.org/{quote(doi, safe='/:;()._-')}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/" if pmid else ""


def author(entry: Mapping[str, Any]) -> parts.Person:
    return parts.Person(name=entry.get("name", ""), role=entry.get("role", ""))


def phone(entry: Mapping[str, Any]) -> parts.Phone:
    """A number that can be dialled as it stands becomes a link; "111, option 2" would dial something else."""
    number = entry.get("number", "")
    # In "+44 (0)20 ..." the nought is for callers inside the country.
    dialled = re.sub(r"[^\d+*#]", "", re.sub(r"^(\s*\+.*?)\(0\)", r"\1", number))
    can_dial = re.fullmatch(r"[\d\s()+.*#\u2010-\u2013-]+", number) and re.search(r"\d", dialled)
    return parts.Phone(_name_of(entry.get("label", ""), number), number, f"tel:{dialled}" if can_dial else "")


def _name_of(label: str, number: str) -> str:
    """The name of a number without the number itself: "NHS 111" and 111 are read as "NHS 111", not "NHS 111 111"."""
    end = number.strip()
    before = label.strip().removesuffix(end).rstrip() if end else label
    ends_the_name = before != label.strip() and not before[-1:].isdigit()
    return before.rstrip(" :") if ends_the_name else label


def day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
