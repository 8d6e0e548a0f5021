"""What an imported page brings for the library: sources that its notes name, and pictures."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, field, replace

from django.db.models import Q

from articles.importing.page import ImportedBlock, ImportedPage, ImportedPicture, ImportedSource
from library.models import Picture, Source
from library.pictures import PictureRefused, Redrawn, keep, path_of, redrawn

MAX_NAME = 120


@dataclass
class Evidence:
    """`page` is without the pictures that the library does not take; call `keep` inside the transaction."""

    page: ImportedPage
    file_name: str
    drawn: dict[str, Redrawn]  # by the data of the picture
    sources: dict[str, Source] = field(default_factory=dict)  # by the uid that the page cites

    def keep(self) -> None:
        """Write the sources that the library does not have."""
        self.sources = {source.uid: known(source) or made(source) for source in self.page.sources}

    def cited_in(self, body: str) -> str:
        """The body citing the sources of the library."""
        for uid, source in self.sources.items():
            body = body.replace(f'data-cite="{uid}"', f'data-cite="{source.uid}"')
        return body

    def uncited(self) -> list[Source]:
        bodies = " ".join(text for block in self.page.blocks for text in bodies_of(block))
        return [source for uid, source in self.sources.items() if uid not in bodies]

    def picture_of(self, entry: ImportedPicture) -> Picture:
        """The one in the library with the same file, or a new one. Nobody is named for it before somebody says who."""
        drawn = self.drawn[entry.data]
        found = Picture.objects.filter(file=path_of(drawn)).first()
        name = (entry.alt or entry.caption or f"Picture from {self.file_name}")[:MAX_NAME]
        return found or keep(drawn, name=name, credit="", licence="", alt=entry.alt)


def evidence_of(page: ImportedPage, file_name: str) -> Evidence:
    """Draws the pictures anew; what cannot be taken becomes a remark."""
    drawn: dict[str, Redrawn] = {}
    blocks: list[ImportedBlock] = []
    remarks = list(page.remarks)
    for block in page.blocks:
        if isinstance(block, ImportedPicture):
            try:
                drawn[block.data] = redrawn(base64.b64decode(block.data))
            except PictureRefused as refused:
                remarks.append(
                    f"The picture “{block.alt or block.caption or 'without words'}” was not taken. {refused}"
                )
                continue
        blocks.append(block)
    return Evidence(replace(page, blocks=tuple(blocks), remarks=tuple(remarks)), file_name, drawn)


def bodies_of(block: ImportedBlock) -> list[str]:
    if isinstance(block, ImportedPicture):
        return []
    questions = getattr(block, "questions", None)
    return [question.answer for question in questions] if questions is not None else [getattr(block, "body", "")]


def known(source: ImportedSource) -> Source | None:
    """The source in the library with the same DOI, PubMed number or address."""
    same = Q()
    for name in ("doi", "pmid", "url"):
        if value := getattr(source, name):
            same |= Q(**{f"{name}__iexact": value})
    return Source.objects.filter(same).order_by("pk").first() if same else None


def made(source: ImportedSource) -> Source:
    fields = {name: value for name, value in asdict(source).items() if name != "line"}
    return Source.objects.create(**fields)
