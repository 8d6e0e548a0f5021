"""What an action says when it refuses. Each has a stable code (for tests and translation) and a sentence for a person
that says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import ngettext

if TYPE_CHECKING:
    from editorial.checks.findings import Finding
    from editorial.registry import Fact


class Refused(Exception):
    """An action was refused; nothing was changed. `str()` is the sentence to show."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "This was not possible, and nothing was changed."

    def __init__(self, sentence: str = "", **facts: object) -> None:
        super().__init__(sentence or self.sentence.format(**facts))
        self.facts = facts


class NoContributor(Refused):
    code = "no_contributor"
    sentence = (
        "Your account is not linked to a contributor, so nobody could be named for this change. Ask an administrator to "
        "add you under Contributors."
    )


class NotAllowed(Refused):
    code = "not_allowed"
    sentence = "Your role does not include this step. Ask {who} to do it."


class StaleDraft(Refused):
    code = "stale_draft"
    sentence = (
        "{by} saved revision {number} after you opened this form. Nothing was saved and nothing is lost: compare the two "
        "texts and choose whose to keep."
    )


class AlreadySaved(Refused):
    """The same form arrived twice (a double click): the first one was saved."""

    code = "already_saved"
    sentence = "This form was saved a moment ago."

    def __init__(self, item_id: int) -> None:
        super().__init__()
        self.item_id = item_id


class NotPutForward(Refused):
    code = "not_put_forward"
    sentence = (
        "This text is not waiting for review: it was never sent, is signed already, or was changed or sent back since. "
        "The history of the page tells which; its owner can send the newest text for review."
    )


class FactsMissing(Refused):
    """`missing` has a sentence for each fact, and where it would stand; `findings` are to be mended as well."""

    code = "facts_missing"

    def __init__(self, missing: Sequence[Fact], findings: Sequence[Finding] = ()) -> None:
        self.missing, self.findings = tuple(missing), tuple(findings)
        also = f" {FindingsBlock(findings)}" if findings else ""
        super().__init__(" ".join(fact.sentence for fact in missing) + also)


class FindingsBlock(Refused):
    """The checks found what patients must not get; `findings` says what, where, and how to mend it."""

    code = "findings_block"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        counted = "1 thing that has" if count == 1 else f"{count} things that have"
        said = " ".join(f"{finding.message} {finding.remedy}".strip() for finding in self.findings[:3])
        more = "" if count <= 3 else f" And {count - 3} more; the checks beside the text list them all."
        super().__init__(f"The checks found {counted} to be mended first. {said}{more}")


class FindingNotThere(Refused):
    code = "finding_not_there"
    sentence = "The newest text does not have this finding any more. Open the page again and look."


class NotWaivable(Refused):
    code = "not_waivable"
    sentence = "Nobody can let this pass: {message} {remedy}"


class OwnText(Refused):
    code = "own_text"
    sentence = "You {did} this text, so you cannot sign it off. Ask a reviewer who did not work on it."


class NoCredential(Refused):
    code = "no_credential"
    sentence = (
        "{name} has no verified, unexpired credential. A clinical lead who did not write this text can verify one under "
        "Contributors."
    )


class EmailNotVerified(Refused):
    code = "email_not_verified"
    sentence = (
        "The e-mail address of {name} is not verified. A clinical lead who did not write this text can verify it under "
        "Contributors."
    )


class VerifierInvolved(Refused):
    code = "verifier_involved"
    sentence = (
        "{verifier}, who verified the {what} of {name}, {did} this text. Ask another clinical lead to verify it again."
    )


class Fictional(Refused):
    code = "fictional"
    sentence = "{name} is invented for the demonstration, so they can vouch for demonstration pages and people only."


class NoConsent(Refused):
    code = "no_consent"
    sentence = "{name} has not agreed to be named in public. Record the consent under Contributors first."


class IdentityNotConfirmed(Refused):
    code = "identity_not_confirmed"
    sentence = "Confirm who you are once more (password, passkey or code), then sign."


class BadDate(Refused):
    code = "bad_date"
    sentence = "{problem}"


class SecondPersonNeeded(Refused):
    code = "second_person_needed"
    sentence = (
        "Whoever recorded a sign-off, gave it or worked on the text cannot confirm the record. Ask somebody else."
    )


class AlreadyRevoked(Refused):
    code = "already_revoked"
    sentence = "This sign-off was taken back before. Nothing more needs to be done."


class NotSigned(Refused):
    code = "not_signed"
    sentence = "{why}{still} Send this text for review first."


class OlderThanLive(Refused):
    code = "older_than_live"
    sentence = (
        "Patients see revision {number} already, which is newer than this text. To go back to this one, restore it in the "
        "history, then publish it."
    )


class NotLive(Refused):
    code = "not_live"
    sentence = "This page is not live, so there is nothing to {action}."


class EmbedNotLive(Refused):
    code = "embed_not_live"
    sentence = "This page shows “{title}”, which is not live. Publish it first, or take it out of this page."


class AddressTaken(Refused):
    code = "address_taken"
    sentence = "The address {path} belongs to another page, now or in the past. Choose another one."


class AddressReserved(Refused):
    code = "address_reserved"
    sentence = "The site itself uses “{slug}”. Choose another address."


class KindFixed(Refused):
    code = "kind_fixed"
    sentence = (
        "A page about health cannot become an organisation page, or the other way round, because the two are reviewed "
        "differently. Make a new page instead."
    )


class LanguageFixed(Refused):
    code = "language_fixed"
    sentence = "A page keeps its language. Make a new page for the translation."


class ReasonMissing(Refused):
    code = "reason_missing"
    sentence = "Write the reason: it is kept with the history{audience}."


class OutcomeMissing(Refused):
    code = "outcome_missing"
    sentence = "Write what came of it in a sentence: whoever looks at the page next wants to know."


class TextRemoved(Refused):
    code = "text_removed"
    sentence = "Exactly this text was removed for legal reasons. Change it, or ask an administrator."


class StillLive(Refused):
    code = "still_live"
    sentence = "Patients see this text at the moment. Withdraw the page first."


class PutAway(Refused):
    code = "put_away"
    sentence = "{by} put this draft away. Take it back first, by the button above its form."


class WasPublic(Refused):
    code = "was_public"
    sentence = "Patients have seen this page, so it cannot be put away. Withdraw it if they should see it no longer."


class TagTaken(Refused):
    code = "tag_taken"
    sentence = "There is a tag “{name}” already, or one that is also called so. Merge the two tags instead."


class TagsMove(Refused):
    code = "tags_move"
    sentence = "Somebody gave this tag to another page at this very moment, so nothing was changed. Try again."


class NothingToDo(Refused):
    code = "nothing_to_do"
    sentence = "{what}"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, with a stable code and a sentence that says what to do."""

    field: str
    code: str
    sentence: str


class WithProblems(Refused):
    """What was filled in cannot be taken; each of the `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)


class FeedbackRefused(WithProblems):
    code = "feedback_refused"


class NoticeRefused(WithProblems):
    code = "notice_refused"


class StaleNotice(Refused):
    code = "stale_notice"
    sentence = "{by} changed this notice after you opened this page. Nothing was done: open it again and look."


class OwnNotice(Refused):
    code = "own_notice"
    sentence = "You wrote or changed this notice, so somebody else has to approve it."


class EmergencyShowing(Refused):
    code = "emergency_showing"
    sentence = (
        "The emergency notice “{title}” is for the same readers, until {until}. Two at once hide each other: end that one "
        "first, or choose other times."
    )


class TooOften(Refused):
    """Too many answers came from one place, or from everywhere; `minutes` until it may be tried again."""

    code = "too_often"

    def __init__(self, minutes: int) -> None:
        words = ngettext(
            "We cannot take more messages just now. Please send it again in %(minutes)d minute: your text is still here.",
            "We cannot take more messages just now. Please send it again in %(minutes)d minutes: your text is still here.",
            minutes,
        )
        super().__init__(words % {"minutes": minutes})
        self.minutes = minutes
