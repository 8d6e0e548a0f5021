"""A note that names a publication, taken apart: only where it is clear, because a wrong source is worse than none."""

from __future__ import annotations

import re

from articles.importing.mending import mended
from articles.importing.page import ImportedSource
from articles.importing.rich.elements import NoteText
from editorial.reading import clean_address

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”]+", re.IGNORECASE)
DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>“”]+[^\s\"<>“”.,;)\]])", re.IGNORECASE)
PMID = re.compile(r"\bPMID:?\s*(\d{1,8})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,8})", re.IGNORECASE)
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
NUMBERED = re.compile(r"^\s*[\[(]?\d{1,3}[\]).]\s+")
QUOTED = re.compile(r"[“\"‘«]([^“”\"»]{8,240})[”\"’»]")
# Smith J, Jones KL, et al
PERSON = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?,? (?:[A-Z]\.? ?-?){1,3}"
PEOPLE = re.compile(rf"{PERSON}(?:(?:,| and| &|,? et al\.?|;)\s*(?:{PERSON})?)*,?(?: et al\.?)?", re.UNICODE)
ORGANISATION = re.compile(
    r"\b(?:NHS|NICE|WHO|SIGN|CDC|FDA|EMA|NCI|Institute|Organi[sz]ation|Society|College|Foundation|Agency|Association|Department"
    r"|University|Centers?|Centres?|Trust|Cochrane|Council|Ministry|Academy|Commission|Office|Service|Charity|Research UK"
    r"|Cancer Support|Network|Collaboration|Press|Federation|Alliance|Hospital)\b"
)
KINDS = {
    "guideline": re.compile(r"\bguidelines?\b|\bNG\d+\b|\bCG\d+\b|\bSIGN \d+", re.IGNORECASE),
    "systematic_review": re.compile(r"systematic review|meta-analysis|cochrane", re.IGNORECASE),
    "trial": re.compile(r"randomi[sz]ed|\btrial\b", re.IGNORECASE),
    "cohort": re.compile(r"\bcohort\b", re.IGNORECASE),
    "registry": re.compile(r"\bregistry\b|\bstatistics\b", re.IGNORECASE),
}
NOISE = re.compile(
    r"\b(?:available (?:at|from|online)|retrieved(?: from)?|accessed(?: on)?|last (?:checked|accessed)|doi|pmid|online|internet)\b"
    r".*$",
    re.IGNORECASE,
)
MAX_TITLE, MAX_PUBLISHER, MAX_ADDRESS = 250, 160, 500


def source_in(note: NoteText) -> ImportedSource | None:
    """None unless the note has a title, a year, and either a publisher or where to find it, and no doubt which is which."""
    text = NUMBERED.sub("", mended(note.words)[0])
    address = address_in(" ".join([text, *note.addresses]))
    doi = DOI.search(" ".join([text, *note.addresses]))
    pmid = PMID.search(" ".join([text, *note.addresses]))
    year = YEAR.search(ADDRESS.sub(" ", text))
    named = named_in(plain(text), note.emphasised)
    if named is None or year is None or not (address or doi or pmid or named[2]):
        return None
    authors, title, publisher = named
    if not 4 <= len(title) <= MAX_TITLE or len(publisher) > MAX_PUBLISHER:
        return None
    return ImportedSource(
        uid=note.uid,
        line=0,
        title=title,
        authors=authors[:MAX_TITLE],
        publisher=publisher,
        published=year[1],
        url="" if doi and "doi.org" in address else address,
        doi=doi[1] if doi else "",
        pmid=next(filter(None, pmid.groups()), "") if pmid else "",
        kind=next((kind for kind, pattern in KINDS.items() if pattern.search(text)), ""),
    )


def address_in(text: str) -> str:
    found = ADDRESS.search(text)
    address = clean_address(found[0].rstrip(".,;)]")) if found else ""
    return address if len(address) <= MAX_ADDRESS else ""


def plain(text: str) -> str:
    """Without addresses and numbers, which would be taken for words."""
    text = PMID.sub(" ", DOI.sub(" ", ADDRESS.sub(" ", text)))
    return " ".join(NOISE.sub("", text).split())


def named_in(text: str, emphasised: str) -> tuple[str, str, str] | None:
    """Authors, title and publisher, if their order is one of those that are common."""
    parts = [part for raw in re.split(r"(?<=[\w)”\"’])[.;]\s+|\.\s*$", text) if (part := raw.strip(" .,;:"))]
    quoted = QUOTED.search(text)
    if quoted:
        before, after = text[: quoted.start()], text[quoted.end() :]
        return people_in(before), quoted[1].strip(" ,."), organisation_in([before, *re.split(r"[.;,]", after)])
    if len(parts) < 2:
        return None
    if PEOPLE.fullmatch(without_year(parts[0])) and "," not in parts[0].rsplit(" ", 1)[-1]:
        return without_year(parts[0]), without_year(parts[1]), first_words(parts[2]) if len(parts) > 2 else ""
    if ORGANISATION.search(parts[0]) and len(parts[0]) <= MAX_PUBLISHER and not ORGANISATION.search(parts[1]):
        return "", without_year(parts[1]), without_year(parts[0])
    if emphasised and emphasised.strip(" .") in map(without_year, parts):
        return "", emphasised.strip(" ."), organisation_in(parts)
    if ORGANISATION.search(parts[1]) and not ORGANISATION.search(parts[0]):
        return "", without_year(parts[0]), without_year(parts[1])
    return None


def without_year(text: str) -> str:
    return re.sub(r"[,\s]*\(?\b(?:19|20)\d\d\b\)?[,\s]*$", "", text).strip(" ,.")


def first_words(text: str) -> str:
    """The journal, before its year, volume and pages."""
    return re.split(r"[\s,]*\(?\b(?:19|20)\d\d\b", text)[0].strip(" ,.;")[:MAX_PUBLISHER]


def people_in(text: str) -> str:
    text = without_year(text.strip(" ,.:"))
    return text if PEOPLE.fullmatch(text) else ""


def organisation_in(parts: list[str]) -> str:
    found = (without_year(part.strip(" ,.:")) for part in parts)
    return next((part for part in found if part and ORGANISATION.search(part)), "")
