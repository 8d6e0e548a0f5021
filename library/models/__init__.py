"""What pages share: sources, pictures, statistics, organisations and glossary terms."""

from library.models.links import Link
from library.models.organisations import Organisation
from library.models.shared import Picture, Rendition, Source
from library.models.statistics import Statistic
from library.models.terms import Term, TermTag

__all__ = ["Link", "Organisation", "Picture", "Rendition", "Source", "Statistic", "Term", "TermTag"]
