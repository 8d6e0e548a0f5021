"""Everything the gate can do: the only code that writes its tables.

Each action takes keyword arguments only; `by` is the acting contributor. It checks the permission, locks the item,
changes, and writes the event in one transaction; it raises a subclass of `editorial.errors.Refused` and then has
changed nothing.
"""

from editorial.actions.drafting import hand_over, new_item, request_changes, restore, save_draft, submit
from editorial.actions.duplicating import duplicate
from editorial.actions.feedback import forget_old_feedback, handle_feedback, leave_feedback, purge_feedback
from editorial.actions.findings import waive_finding
from editorial.actions.forms import form_was_saved, keep_form, throw_away_form
from editorial.actions.notices import approve_notice, end_notice, save_notice
from editorial.actions.people import verify_credential, verify_email
from editorial.actions.publishing import change_address, publish, relist, withdraw
from editorial.actions.putting_away import put_away, take_back
from editorial.actions.records import redact, seal
from editorial.actions.reopening import end_reopening, reopen_review, reopen_reviews
from editorial.actions.reviewing import confirm_sign_off, record_sign_off, revoke_sign_off, sign_off, waive
from editorial.actions.tags import merge_tags, rename_tag

__all__ = [
    "approve_notice",
    "change_address",
    "confirm_sign_off",
    "duplicate",
    "end_notice",
    "end_reopening",
    "forget_old_feedback",
    "form_was_saved",
    "hand_over",
    "handle_feedback",
    "keep_form",
    "leave_feedback",
    "merge_tags",
    "new_item",
    "publish",
    "purge_feedback",
    "put_away",
    "record_sign_off",
    "redact",
    "relist",
    "rename_tag",
    "reopen_review",
    "reopen_reviews",
    "request_changes",
    "restore",
    "revoke_sign_off",
    "save_draft",
    "save_notice",
    "seal",
    "sign_off",
    "submit",
    "take_back",
    "throw_away_form",
    "verify_credential",
    "verify_email",
    "waive",
    "waive_finding",
    "withdraw",
]
