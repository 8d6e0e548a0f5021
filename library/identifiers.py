"""The numbers by which publications are known: DOI, PubMed number and ISBN, however somebody writes them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

_DOI_PREFIX = re.compile(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:)\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"]+")
_PMID_PREFIX = re.compile(
    r"^(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|www\.ncbi\.nlm\.nih\.gov/pubmed/|pmid:?)\s*", re.IGNORECASE
)
_PMID = re.compile(r"[1-9]\d{0,8}")
_ISBN_PREFIX = re.compile(r"^isbn(?:-1[03])?:?\s*", re.IGNORECASE)


def clean_doi(typed: str) -> str:
    """A DOI without what stands before it; empty for nothing. Raises ValidationError."""
    doi = _DOI_PREFIX.sub("", typed.strip()).rstrip(".,;")
    if doi and not _DOI.fullmatch(doi):
        raise ValidationError("This is no DOI: one begins with 10., such as 10.1002/14651858.CD003474.pub4.")
    return doi


def clean_pmid(typed: str) -> str:
    """A PubMed number: digits only; empty for nothing. Raises ValidationError."""
    pmid = _PMID_PREFIX.sub("", typed.strip()).rstrip("/")
    if pmid and not _PMID.fullmatch(pmid):
        raise ValidationError("This is no PubMed number: it has digits only, nine at most, such as 29083101.")
    return pmid


def clean_isbn(typed: str) -> str:
    """An ISBN as its 13 digits, without hyphens; empty for nothing. Raises ValidationError."""
    isbn = re.sub(r"[\s\u2010-\u2015-]", "", _ISBN_PREFIX.sub("", typed.strip())).upper()
    if not isbn:
        return ""
    if re.fullmatch(r"\d{9}[\dX]", isbn) and _check_of_ten(isbn):
        return _thirteen(isbn[:9])
    if re.fullmatch(r"97[89]\d{10}", isbn) and _thirteen(isbn[3:12], isbn[:3]) == isbn:
        return isbn
    raise ValidationError("This is no ISBN: its last digit does not fit the others, or there are not 10 or 13.")


def _check_of_ten(isbn: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in isbn]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def _thirteen(nine: str, prefix: str = "978") -> str:
    digits = f"{prefix}{nine}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
