"""An imported page on its way from the child process: as JSON, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from articles.importing import errors
from articles.importing.page import (
    Done,
    Flag,
    ImportedBlock,
    ImportedPage,
    ImportedPicture,
    ImportedQuestion,
    ImportedQuestionSet,
    ImportedSection,
    ImportedSource,
    LineReport,
    Repair,
)


def packed(page: ImportedPage) -> dict[str, Any]:
    return asdict(page)


def unpacked(data: dict[str, Any]) -> ImportedPage:
    """The page that `packed` wrote."""
    return ImportedPage(
        **{
            **data,
            "blocks": tuple(map(block_of, data["blocks"])),
            "lines": tuple(map(line_of, data["lines"])),
            "additions": tuple(Repair(**addition) for addition in data["additions"]),
            "sources": tuple(ImportedSource(**source) for source in data["sources"]),
            "remarks": tuple(data["remarks"]),
        }
    )


def block_of(data: dict[str, Any]) -> ImportedBlock:
    if "questions" in data:
        return ImportedQuestionSet(**{**data, "questions": tuple(ImportedQuestion(**q) for q in data["questions"])})
    return ImportedPicture(**data) if data["kind"] == "picture" else ImportedSection(**data)


def line_of(data: dict[str, Any]) -> LineReport:
    return LineReport(
        **{
            **data,
            "done": Done(data["done"]),
            "repairs": tuple(Repair(**repair) for repair in data["repairs"]),
            "flags": tuple(Flag(**flag) for flag in data["flags"]),
        }
    )


def refusal_of(code: str, sentence: str) -> errors.ImportRefused:
    """The exception that was raised in the child."""
    kinds = {kind.code: kind for kind in errors.ImportRefused.__subclasses__()}
    return kinds.get(code, errors.ImportRefused)(sentence)
