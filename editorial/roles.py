"""The roles, as groups. A migration makes the groups; `grant` gives them their permissions after every migrate,
because permissions exist only then. Nobody gets a permission by being superuser."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

WRITER, REVIEWER, PUBLISHER, CLINICAL_LEAD, ADMINISTRATOR = (
    "writer",
    "reviewer",
    "publisher",
    "clinical lead",
    "administrator",
)

ACTIONS: dict[str, set[str]] = {
    WRITER: {"save_draft", "submit", "put_away", "write_notice"},
    REVIEWER: {"sign_off", "request_changes"},
    PUBLISHER: {
        "save_draft",
        "submit",
        "request_changes",
        "record_sign_off",
        "publish",
        "withdraw",
        "change_address",
        "relist",
        "hand_over",
        "put_away",
        "write_notice",
        "approve_notice",
    },
    CLINICAL_LEAD: {
        "sign_off",
        "request_changes",
        "record_sign_off",
        "revoke_sign_off",
        "withdraw",
        "waive",
        "redact",
        "verify_person",
        "hand_over",
        "write_notice",
        "approve_notice",
        "approve_emergency",
    },
    ADMINISTRATOR: {"redact"},
}

_DRAFT_MODELS = ["articles.", "faq.", "library.term", "library.termtag"]
_SHARED = [
    "library.source",
    "library.picture",
    "library.statistic",
    "library.organisation",
    "editorial.tag",
    "editorial.tagname",
]
# Shelves show on public pages as soon as they are saved, with their introductions, so they are a publisher's.
_SHELVES = ["editorial.topic", "editorial.topicname", "editorial.promotion"]
# Rows of a form that carry no history of their own.
_NAMES_OF_TAGS = ["editorial.tagname"]
_ARRANGED = [*_NAMES_OF_TAGS, "editorial.topicname", "editorial.promotion"]
_NOTICES = ["editorial.notice"]
# What editors keep for search works as soon as it is saved, so it is a publisher's.
_SEARCH = ["search.synonym", "search.bestbet"]
_READ = [*_DRAFT_MODELS, *_SHARED, *_SHELVES, *_NOTICES, *_SEARCH, "editorial.contributor", "editorial.credential"]
# What readers wrote may be about their health: for those who look after pages, and nobody from outside.
_READERS = ["editorial.feedback", "search.askedcount"]

MODELS: dict[str, dict[str, list[str]]] = {
    WRITER: {
        "view": [*_READ, *_READERS],
        "add": [*_DRAFT_MODELS, *_SHARED, *_NOTICES],
        "change": [*_DRAFT_MODELS, *_SHARED, *_NOTICES],
        "delete": [*_DRAFT_MODELS, *_NAMES_OF_TAGS],
    },
    REVIEWER: {"view": _READ},
    PUBLISHER: {
        "view": [*_READ, *_READERS],
        "add": [*_DRAFT_MODELS, *_SHARED, *_SHELVES, *_NOTICES, *_SEARCH],
        "change": [*_DRAFT_MODELS, *_SHARED, *_SHELVES, *_NOTICES],
        "delete": [*_DRAFT_MODELS, *_ARRANGED, *_SEARCH],
    },
    CLINICAL_LEAD: {
        "view": [*_READ, *_READERS],
        "add": ["editorial.contributor", "editorial.credential", *_NOTICES],
        "change": ["editorial.contributor", "editorial.credential", *_NOTICES],
        "delete": ["editorial.credential"],
    },
    ADMINISTRATOR: {
        "view": ["auth.", "editorial.contributor", "editorial.credential"],
        "add": ["auth.user", "editorial.contributor"],
        "change": ["auth.user", "editorial.contributor"],
        "delete": [],
    },
}


def who_can(action: str) -> str:
    """The roles that may do `action`, as words for a sentence: "a publisher or a clinical lead"."""
    names = [
        f"a {role}" if role != ADMINISTRATOR else "an administrator" for role in ACTIONS if action in ACTIONS[role]
    ]
    return " or ".join(names) or "an administrator"


def grant(using: str) -> None:
    """Give each role exactly its permissions. Safe to run at any time; makes what is missing."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    permissions = list(Permission.objects.using(using).select_related("content_type"))
    for role in ACTIONS:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([p for p in permissions if _belongs(p, role)])


def _belongs(permission: Permission, role: str) -> bool:
    content_type = permission.content_type
    if (content_type.app_label, content_type.model) == ("editorial", "item"):
        return permission.codename in ACTIONS[role]
    verb = permission.codename.split("_", 1)[0]
    name = f"{content_type.app_label}.{content_type.model}"
    return any(
        name == entry or (entry.endswith(".") and name.startswith(entry)) for entry in MODELS[role].get(verb, [])
    )
