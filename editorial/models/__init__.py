"""What the gate keeps. Only `editorial/actions/` writes these tables."""

from editorial.models.drafts import Draft
from editorial.models.feedback import Feedback
from editorial.models.findings import Checked, FindingWaiver
from editorial.models.forms import KeptForm, OpenForm
from editorial.models.history import Body, Event, Item, Revision, Seal, Use
from editorial.models.notices import Notice
from editorial.models.people import Contributor, Credential
from editorial.models.publications import Address, Copy, Edition, Name, Publication, PublicationTag, SiteState
from editorial.models.reviews import Scan, SignOff, SignOffConfirmed, SignOffRevoked, Waiver
from editorial.models.shelves import Promotion, Tag, TagAddress, TagName, Topic, TopicName

__all__ = [
    "Address",
    "Body",
    "Checked",
    "Contributor",
    "Copy",
    "Credential",
    "Draft",
    "Edition",
    "Event",
    "Feedback",
    "FindingWaiver",
    "Item",
    "KeptForm",
    "Name",
    "Notice",
    "OpenForm",
    "Promotion",
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
    "TagAddress",
    "TagName",
    "Topic",
    "TopicName",
    "Use",
    "Waiver",
]
