"""What the glossary could do for a text: clinical words that it does not explain yet, and terms that stand in it twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from editorial.checks.lexicons import lexicon
from editorial.cleaning import plain_text
from editorial.glossary import used_in
from editorial.models import Publication
from editorial.snapshots import lines
from library.models import Term

# The lexicon of clinical words is English.
LANGUAGE_OF_WORDS = "en"
MOST = 20


@dataclass(frozen=True)
class Suggestion:
    """A word as it stands in the text, and its plain meaning; or a term of the glossary that no reader sees yet."""

    word: str
    meaning: str = ""
    term: Term | None = None


@cache
def clinical_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Clinical words, each as a pattern, with what they mean in plain words."""
    entries = lexicon("jargon")["entry"]
    written = (("|".join(entry["says"]), entry.get("instead", "")) for entry in entries)
    return tuple((re.compile(rf"(?<![\w-])(?:{says})(?![\w-])", re.IGNORECASE), plain) for says, plain in written)


def suggestions_for(bodies: Iterable[str], language: str) -> list[Suggestion]:
    """Terms that wait for their review and stand in these texts, then clinical words that are no term. Two queries."""
    text = "\n".join(plain_text(body) for body in bodies)
    live = Publication.objects.live().filter(kind="term", language=language).values("item")
    terms = {str(term.pk): term for term in Term.objects.filter(item__language=language).select_related("item")}
    used = used_in(text, {key: {"title": term.title, "forms": lines(term.forms)} for key, term in terms.items()})
    public = set(live.values_list("item", flat=True)) if used else set()
    waiting = [Suggestion(terms[key].title, term=terms[key]) for key in used if terms[key].item_id not in public]
    new = _new_words(text, terms.values()) if language == LANGUAGE_OF_WORDS else []
    return [*sorted(waiting, key=lambda each: each.word.casefold()), *new][:MOST]


def _new_words(text: str, terms: Iterable[Term]) -> list[Suggestion]:
    """The clinical words of a text that no term has as its word or form, each meaning once, in reading order."""
    known = [{"title": term.title, "forms": lines(term.forms)} for term in terms]
    found: dict[str, tuple[int, str]] = {}
    for pattern, plain in clinical_words():
        match = pattern.search(text)
        if match and not used_in(match[0], {str(key): signed for key, signed in enumerate(known)}):
            found.setdefault(plain or match[0].lower(), (match.start(), match[0]))
    in_order = sorted((place, word, plain) for plain, (place, word) in found.items())
    return [Suggestion(word if word.isupper() else word.lower(), plain) for _, word, plain in in_order]


def terms_alike(term: Term) -> list[tuple[Term, str]]:
    """Other terms of the same language that have the word or a form of this one, each with the words in common."""
    own = _folded(term)
    others = Term.objects.filter(item__language=term.item.language).exclude(pk=term.pk).order_by("title", "pk")
    shared = ((other, sorted(own & _folded(other))) for other in others)
    return [(other, ", ".join(words)) for other, words in shared if words]


def _folded(term: Term) -> set[str]:
    return {" ".join(word.casefold().split()) for word in [term.title, *lines(term.forms)]}
