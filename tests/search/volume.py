"""A small index without a database: made-up pages, and enough others for words to be rare or common."""

from search.analysis import read_query
from search.documents import PageDocument, Place, Shelf
from search.query import UNFILTERED, find_in
from search.volumes import Volume

FILLER = "health doctor body people care treatment advice week time feel"


def page(number, title, *others, text="", places=(), kind="condition"):
    made = (Place(passages=(text,)), *places)
    return PageDocument(number, (title, *others), made, shelf=Shelf(kind))


def volume_of(directory, *pages, language="en", fillers=40):
    others = [page(1000 + n, f"Filler {chr(97 + n % 26)}{n}", text=f"{FILLER} page{n}") for n in range(fillers)]
    volume = Volume(directory, language)
    volume.write([*pages, *others])
    return volume


def found(volume, text, filters=UNFILTERED, **how):
    return find_in(volume, read_query(text, volume.language), filters, **how)


def first(volume, text, **how):
    numbers = found(volume, text, **how).numbers
    return numbers[0] if numbers else None
