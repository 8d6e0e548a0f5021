"""The aim of treatment, in one controlled sentence for each aim, so that no two places of a page can contradict."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from articles.models import Article
from editorial.canonical import without_empty


def aim_in_words(article: Article, *, usual: bool = False) -> dict[str, Any]:
    """The aim with its sentence in the language of the page, as a revision freezes it; empty where none is chosen.

    `usual` asks for the sentence that stands where the writer left the field empty.
    """
    if not article.treatment_aim:
        return {}
    own = "" if usual else article.aim_statement.strip()
    with translation.override(article.item.language):
        return without_empty({"aim": article.treatment_aim, "statement": own or _usual(article.treatment_aim)})


def _usual(aim: str) -> str:
    return {
        "cure": gettext("The aim of treatment is to cure it."),
        "control": gettext(
            "It can be treated, but it cannot be cured. Treatment aims to control it, relieve symptoms and give you the "
            "best quality of life."
        ),
        "depends": gettext("What treatment can do depends on the person. Ask your team what the aim is for you."),
    }.get(aim, "")
