"""Blocks as documents: each in its final words, and back for a restore."""

from __future__ import annotations

import re
from typing import Any

from articles import models as m
from editorial.canonical import without_empty
from editorial.snapshots import lines
from faq.models import QuestionSet
from library.countries import EMERGENCY_NUMBERS
from library.models import Picture, Statistic

PHONE = re.compile(r"^(?P<label>.+?)\s*:\s*(?P<number>[^:]*)$")
EMERGENCY = re.compile(r"^[^\d:]*(emergency|emergencias|emergencia|طوارئ)[^\d:]*:?$", re.IGNORECASE)


def block_document(block: m.blocks.Block, country: str = "") -> dict[str, Any]:
    """One block in its final words. `country` gives the emergency number that a card leaves open."""
    written = _WRITERS[type(block)](block)
    if country and written["type"] == "care_card":
        written["phones"] = [_with_number(phone, country) for phone in written["phones"]]
    return without_empty({"uid": str(block.uid), **written})


def _section(block: m.Section) -> dict[str, Any]:
    return {"type": "section", "heading": block.heading, "aspect": block.aspect, "body": block.body}


def _care_card(block: m.CareCard) -> dict[str, Any]:
    return {
        "type": "care_card",
        "urgency": block.urgency,
        "heading": block.heading,
        "signs": lines(block.signs),
        "action": block.action,
        "phones": [_phone(line) for line in lines(block.phones)],
    }


def _phone(line: str) -> dict[str, str]:
    """A label and a number; a line that only says "Emergency services" leaves its number to the country."""
    if EMERGENCY.match(line):
        return {"label": line.rstrip(": "), "number": ""}
    match = PHONE.match(line)
    return {"label": match["label"], "number": match["number"]} if match else {"label": "", "number": line}


def _with_number(phone: dict[str, str], country: str) -> dict[str, str]:
    return phone if phone["number"] else phone | {"number": EMERGENCY_NUMBERS.get(country, "")}


def _callout(block: m.Callout) -> dict[str, Any]:
    return {"type": "callout", "heading": block.heading, "body": block.body}


def _key_points(block: m.KeyPoints) -> dict[str, Any]:
    return {"type": "key_points", "heading": block.heading, "body": block.body}


def _statistic(block: m.StatisticBlock) -> dict[str, Any]:
    statistic = block.statistic
    return {
        "type": "statistic",
        "heading": block.heading,
        **statistic.as_document(),
        "is_hidden": block.is_hidden or statistic.is_survival,
    }


def _choices(block: m.Choices) -> dict[str, Any]:
    return {
        "type": "choices",
        "heading": block.heading,
        "introduction": block.introduction,
        "options": options_of(block.options),
        "without": block.without,
        "questions": lines(block.questions),
    }


def options_of(text: str) -> list[dict[str, Any]]:
    """The choices that a text lists: a name, under it "+ benefit" and "- harm" lines; empty lines part the choices."""
    options: list[dict[str, Any]] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        said = [line.strip() for line in part.splitlines() if line.strip()]
        if not said:
            continue
        marks = "+-–−"
        names = [line for line in said if line[0] not in marks]
        options.append(
            without_empty(
                {
                    "name": " ".join(names),
                    "benefits": [line[1:].strip() for line in said if line[0] == "+"],
                    "harms": [line[1:].strip() for line in said if line[0] in "-–−"],
                }
            )
        )
    return options


def unreadable_options(text: str) -> str:
    """Why a line of such a text belongs to no choice, as a sentence; empty where each one does."""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        said = [line.strip() for line in part.splitlines() if line.strip()]
        marked = [line[0] in "+-–−" for line in said]
        first = marked.index(True) if True in marked else len(said)
        if first == 0 and said:
            return f"“{said[0]}” stands before any choice: write the name of the choice on the line above it."
        if False in marked[first:]:
            late = said[first + marked[first:].index(False)]
            return (
                f"“{late}” stands among the benefits and harms of “{said[0]}”: begin it with + or -, or leave an empty line "
                "above it if it is the name of the next choice."
            )
    return ""


def written_options(options: list[dict[str, Any]]) -> str:
    """The text that `options_of` reads as these choices."""
    return "\n\n".join(
        "\n".join(
            [
                option.get("name", ""),
                *(f"+ {benefit}" for benefit in option.get("benefits", [])),
                *(f"- {harm}" for harm in option.get("harms", [])),
            ]
        )
        for option in options
    )


def _picture(block: m.PictureBlock) -> dict[str, Any]:
    return {
        "type": "picture",
        **block.picture.as_document(),
        "alt": "" if block.is_decorative else block.alt.strip(),
        "is_decorative": block.is_decorative,
        "caption": block.caption,
    }


def _question_set(block: m.QuestionSetBlock) -> dict[str, Any]:
    # Only the name of the item: its words are its own, signed by its own reviewer. The title is not kept either, or a
    # new title of the set would void the review of every page that shows it.
    return {"type": "question_set", "item": str(block.question_set.item.uid)}


_WRITERS: dict[type[m.blocks.Block], Any] = {
    m.Section: _section,
    m.CareCard: _care_card,
    m.Callout: _callout,
    m.KeyPoints: _key_points,
    m.StatisticBlock: _statistic,
    m.Choices: _choices,
    m.PictureBlock: _picture,
    m.QuestionSetBlock: _question_set,
}


def block_from_document(article: m.Article, entry: dict[str, Any], ordering: int) -> m.blocks.Block:
    """An unsaved block that says what `entry` says.

    Raises DoesNotExist of Picture, QuestionSet or Statistic, and ValueError for a type that is not known.
    """
    place = {"parent": article, "region": "main", "ordering": ordering, "uid": entry["uid"]}
    make = _READERS.get(entry["type"])
    if make is None:
        raise ValueError(f"unknown block type {entry['type']!r}")
    block: m.blocks.Block = make(place, entry)
    return block


def _headed(model: type[m.blocks.Block], *names: str) -> Any:
    """A reader of a block whose fields are named as in the document."""

    def read(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
        return model(**place, **{name: entry.get(name, "") for name in ("heading", *names)})

    return read


def _read_care_card(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
    phones = [": ".join(filter(None, [phone["label"], phone["number"]])) for phone in entry.get("phones", [])]
    return m.CareCard(
        **place,
        heading=entry.get("heading", ""),
        urgency=entry["urgency"],
        signs="\n".join(entry.get("signs", [])),
        action=entry.get("action", ""),
        phones="\n".join(phones),
    )


def _read_section(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
    said = {"heading": entry.get("heading", ""), "body": entry.get("body", "")}
    return m.Section(**place, **said, aspect=entry.get("aspect", "other"))


def _read_statistic(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
    statistic = Statistic.objects.get(uid=entry["statistic"])
    said = {"heading": entry.get("heading", ""), "is_hidden": entry.get("is_hidden", False)}
    return m.StatisticBlock(**place, **said, statistic=statistic)


def _read_choices(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
    said = {name: entry.get(name, "") for name in ("heading", "introduction", "without")}
    options, questions = written_options(entry.get("options", [])), "\n".join(entry.get("questions", []))
    return m.Choices(**place, **said, options=options, questions=questions)


def _read_picture(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
    picture = Picture.objects.get(uid=entry["picture"])
    texts = {"alt": entry.get("alt", ""), "caption": entry.get("caption", "")}
    return m.PictureBlock(**place, picture=picture, is_decorative=entry.get("is_decorative", False), **texts)


def _read_question_set(place: dict[str, Any], entry: dict[str, Any]) -> m.blocks.Block:
    return m.QuestionSetBlock(**place, question_set=QuestionSet.objects.get(item__uid=entry["item"]))


_READERS: dict[str, Any] = {
    "section": _read_section,
    "care_card": _read_care_card,
    "callout": _headed(m.Callout, "body"),
    "key_points": _headed(m.KeyPoints, "body"),
    "statistic": _read_statistic,
    "choices": _read_choices,
    "picture": _read_picture,
    "question_set": _read_question_set,
}
