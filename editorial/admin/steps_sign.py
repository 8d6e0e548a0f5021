"""The signature: a reviewer vouches for exactly the text that the page names."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import date as spelled
from django.urls import reverse

from editorial import actions, clock, errors, policy
from editorial.actions.locks import document_of
from editorial.admin.event_words import note_of
from editorial.admin.findings_shown import panel, shown
from editorial.admin.form_places import saved_places
from editorial.admin.identity import confirm_address, fresh_confirmation, use_up
from editorial.admin.sides import last_reviewed, names_for, revision_named, side_of
from editorial.admin.steps_review import PutForwardStep
from editorial.checks import keeping
from editorial.compare import FieldChange, field_changes
from editorial.forms import SignForm, StepForm
from editorial.models import Contributor, Event, Item, Revision
from editorial.rendering import page_from_document
from editorial.showing import embedded_in, pages_linked_in, placements

KEPT_ON_THE_WAY = ("evidence_searched_on", "months")


class Sign(PutForwardStep):
    name = "sign"
    action = "sign_off"
    label = "Read and sign"
    intro = (
        "You vouch for exactly these words with your name and your credentials as they are today. Whatever is changed "
        "afterwards is not covered, and patients never see it under your name."
    )
    button = "Sign this text"
    form_class = SignForm
    template_name = "editorial/steps/sign.html"

    def check(self, by: Contributor) -> None:
        super().check(by)
        revision = self.item.put_forward
        if revision is None:
            raise errors.NotPutForward
        policy.check_may_sign(by, revision, self.item, clock.today())

    def initial(self) -> dict[str, Any]:
        came_back_with = {name: self.request.GET[name] for name in KEPT_ON_THE_WAY if name in self.request.GET}
        return {**super().initial(), **came_back_with}

    def facts(self) -> list[tuple[str, str]]:
        revision = self.item.put_forward
        print_of_text = [("Fingerprint of the text", revision.digest[:16])] if revision else []
        return [*super().facts(), *print_of_text]

    def more_context(self, form: StepForm | None) -> dict[str, Any]:
        """What was typed goes along to the page that asks who you are, and comes back."""
        source = self.request.POST or self.request.GET
        typed = {name: source[name] for name in KEPT_ON_THE_WAY if source.get(name)}
        here = self.request.path + (f"?{urlencode(typed)}" if typed else "")
        return {
            "is_confirmed": fresh_confirmation(self.request) is not None,
            "confirm_address": confirm_address(here),
            **self.text_to_read(),
        }

    def text_to_read(self) -> dict[str, Any]:
        """Exactly the text that is signed, drawn as patients will see it, and where its differences are shown."""
        revision = self.item.put_forward
        if revision is None:
            return {}
        document = document_of(revision)
        placed = placements([*embedded_in(document), *pages_linked_in(document)], clock.today())
        return {
            "page": page_from_document(document, placed, prefix="text-"),
            "reads": links_to_read(self.item, revision),
            "differences": self.differences(revision),
            "written_to_you": self.words_with_the_request(),
            **panel(
                shown(keeping.findings_of(revision), saved_places(self.request, self.draft), self.item),
                self.item,
                self.person,
            ),
        }

    def differences(self, revision: Revision) -> list[FieldChange] | None:
        """What differs from the text that was signed last; None where there is none that can be read."""
        before = revision_named(self.item, "reviewed")
        if before is None or not before.signed.text:
            return None
        older, newer = side_of(self.item, before, {}), side_of(self.item, revision, {})
        return field_changes(older.signed, newer.signed, names_for(older, newer))

    def words_with_the_request(self) -> str:
        """What was written to the reviewer when the text was sent."""
        sent = Event.objects.filter(item=self.item, verb="submit").select_related("note").order_by("-seq").first()
        return note_of(sent) if sent else ""

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        confirmation = fresh_confirmation(self.request)
        given = actions.sign_off(
            revision=data["revision"],
            by=by,
            confirmation=confirmation,
            evidence_searched_on=data["evidence_searched_on"],
            months=data["months"],
        )
        use_up(self.request)
        due = spelled(given.next_review_on, "j F Y")
        return f"You signed revision {given.revision.number} of “{self.item.title}”. Its next review is due on {due}."


def links_to_read(item: Item, revision: Revision) -> list[tuple[str, str]]:
    """Pairs of words and address: where else a reviewer may want to look before signing."""
    links = [("As patients will see it", reverse("item_preview", args=[item.pk, revision.number]))]
    if last_reviewed(item) is not None:
        compared = urlencode({"before": "reviewed", "after": revision.number})
        links.append(("Differences to the last signed text", f"{reverse('item_compare', args=[item.pk])}?{compared}"))
    return links
