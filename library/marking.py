"""Which glossary terms a text uses, and where it uses each first. Pure but for one query.

The names of the terms are kept in the listing of a page: a new term, or a term that a page should not mark, changes no
word that a reviewer signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from editorial.cleaning import plain_text
from editorial.glossary import used_in
from editorial.models import Publication


def terms_in(bodies: Iterable[str], language: str, unmarked: Iterable[object]) -> list[str]:
    """The uids of the live terms of `language` whose word or form stands in a body, sorted, without the `unmarked`."""
    text = "\n".join(plain_text(body) for body in bodies)
    if not text:
        return []
    left_out = {str(uid) for uid in unmarked}
    live = Publication.objects.live().in_language(language).filter(kind="term")
    rows = live.values_list("item__uid", "revision__signed__text")
    return used_in(text, {str(uid): json.loads(signed) for uid, signed in rows if str(uid) not in left_out})
