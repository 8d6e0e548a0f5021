"""What the gate keeps. Only `editorial/actions/` writes these tables."""

from editorial.models.drafts import Draft
from editorial.models.forms import KeptForm, OpenForm
from editorial.models.history import Body, Event, Item, Revision, Seal, Use
from editorial.models.people import Contributor, Credential
from editorial.models.publications import Address, Name, Publication, PublicationTag, SiteState
from editorial.models.reviews import Scan, SignOff, SignOffConfirmed, SignOffRevoked, Waiver
from editorial.models.shelves import Tag, Topic

__all__ = [
    "Address",
    "Body",
    "Contributor",
    "Credential",
    "Draft",
    "Event",
    "Item",
    "KeptForm",
    "Name",
    "OpenForm",
    "Publication",
    "PublicationTag",
    "Revision",
    "Scan",
    "Seal",
    "SignOff",
    "SignOffConfirmed",
    "SignOffRevoked",
    "SiteState",
    "Tag",
    "Topic",
    "Use",
    "Waiver",
]
