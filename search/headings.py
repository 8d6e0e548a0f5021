"""What the search page says of a question: its heading, and the words of a reader inside a sentence of ours."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.results import Results


def heading_of(results: Results) -> str:
    """Of a question that was asked; nothing was asked with no words at all."""
    words = {"query": results.mended_text or results.query.text, "total": results.total}
    if not results.total and not results.choice.is_empty:
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
