"""What the search page says of a question: its heading, and the words of a reader inside a sentence of ours."""

from __future__ import annotations

import re

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.results import Results

LONGEST_SHOWN = 60
# They turn round what stands beside them: each direction of writing that was begun has to end with the question.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATED = "\u2068%s\u2069"


def in_sentence(asked: str) -> str:
    """What was asked, as it may stand in any sentence of any script: its beginning, cut between words."""
    return _ISOLATED % _beginning(_TURNING.sub("", asked))


def _beginning(text: str) -> str:
    if len(text) <= LONGEST_SHOWN:
        return text
    whole = text[: LONGEST_SHOWN + 1].rpartition(" ")[0]
    if len(whole) < LONGEST_SHOWN // 2:  # one very long word, or a script that has no spaces
        return Truncator(text).chars(LONGEST_SHOWN)
    return whole.rstrip(" ,;:.–-") + "…"


def mended_and_typed(results: Results) -> tuple[str, str]:
    """What was looked for in place of what was typed, and what was typed; of a long question the words that differ."""
    mended, typed = results.mended_text, results.query.text
    if len(typed) > LONGEST_SHOWN:
        changes = results.found.mended.changes
        mended, typed = ", ".join(" ".join(new) for new in changes.values()), ", ".join(changes)
    return in_sentence(mended), in_sentence(typed)


def heading_of(results: Results) -> str:
    """The heading for a question that was asked."""
    if results.is_despair:
        return _("Talk to somebody now")
    words = {"query": in_sentence(results.mended_text or results.query.text), "total": results.total}
    if results.is_filtered_out:
        return _("Nothing for “%(query)s” with these filters") % words
    if not results.total and not results.found.signs:
        return _("Nothing found for “%(query)s”") % words
    if results.found.signs:
        return _("Results for “%(query)s”") % words
    if not results.is_answer:
        return _("No exact answer for “%(query)s”") % words
    if results.found.is_cut:
        return _("The best %(total)d results for “%(query)s”") % words
    return ngettext("%(total)d result for “%(query)s”", "%(total)d results for “%(query)s”", results.total) % words
