"""Events in words."""

from __future__ import annotations

import json
from typing import Any

from editorial.models import Event

# What each verb did, as the end of a sentence that begins with a name. Facts of the event fill the braces.
SENTENCES = {
    "save_draft": "saved revision {revision}",
    "duplicate": "began this page as a copy of another",
    "restore": "went back to an older text, as revision {revision}",
    "submit": "sent revision {revision} for review",
    "request_changes": "asked for changes to revision {revision}",
    "sign_off": "read and signed revision {revision}",
    "record_sign_off": "recorded a sign-off of revision {revision}",
    "confirm_sign_off": "confirmed the record of a sign-off",
    "revoke_sign_off": "took back a sign-off",
    "publish": "published revision {revision}",
    "withdraw": "took the page away from patients",
    "change_address": "changed the address to {path}",
    "relist": "changed topic, tags or names of the live page",
    "rename_tag": "renamed the tag “{old}” to “{new}”",
    "merge_tags": "merged the tag “{old}” into “{new}”",
    "waive": "allowed revision {revision} to go live unreviewed until {until}",
    "waive_finding": "let a finding of the checks pass until {until} ({about})",
    "reopen_review": "opened the review again, to be done by {until}",
    "end_reopening": "took back a reason for opening the review again",
    "put_away": "put the draft away",
    "take_back": "took the draft back",
    "hand_over": "gave the page to another owner",
    "redact": "removed a text for legal reasons",
    "save_notice": "wrote it",
    "approve_notice": "approved it",
    "end_notice": "ended it",
    "handle_feedback": "looked at what a reader said",
}


class _Told(dict[str, Any]):
    """A fact that an old event does not tell is left open, not an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence_of(event: Event, facts: dict[str, Any]) -> str:
    """What was done, as the end of a sentence that begins with a name."""
    return SENTENCES.get(event.verb, event.verb.replace("_", " ")).format_map(_Told(facts))


def note_of(event: Event) -> str:
    """What the person wrote, or that it had to be removed."""
    if event.note is None:
        return ""
    if not event.note.text:
        return "The note was removed for legal reasons."
    return str(json.loads(event.note.text).get("note", ""))
