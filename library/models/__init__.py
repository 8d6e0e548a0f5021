"""What pages share: sources, pictures, statistics, organisations and glossary terms."""

from library.models.organisations import Organisation
from library.models.shared import Picture, Rendition, Source
from library.models.statistics import Statistic
from library.models.terms import Term, TermTag

__all__ = ["Organisation", "Picture", "Rendition", "Source", "Statistic", "Term", "TermTag"]
