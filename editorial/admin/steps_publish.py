"""Steps that change what patients see, or where."""

from __future__ import annotations

from typing import Any

from editorial import actions, errors, policy, registry
from editorial.actions.locks import document_of
from editorial.admin.mixin import is_key
from editorial.admin.steps_page import StepPage, words_about, words_about_sign_off
from editorial.forms import AddressForm, PublishForm, StepForm, WithdrawForm
from editorial.models import Contributor, Item, Publication, Revision
from editorial.publishable import differences_of_listing, revision_to_publish


class Publish(StepPage):
    name = action = "publish"
    label = "Publish"
    intro = "Patients see exactly this text from this moment on."
    button = "Publish"
    form_class = PublishForm

    def revision(self) -> Revision | None:
        asked = self.request.GET.get("revision", "")
        if is_key(asked):
            return Revision.objects.with_texts().filter(item=self.item, pk=int(asked)).select_related("by").first()
        return revision_to_publish(self.item)

    def check(self, by: Contributor) -> None:
        revision = self.revision()
        if revision is None:
            raise errors.NothingToDo(what="There is no text yet. Save the draft first.")
        document = _document(revision)
        policy.check_text(revision)
        policy.basis_for(self.item, revision, document)
        policy.check_embeds_live(self.item.kind, document)

    def facts(self) -> list[tuple[str, str]]:
        revision = self.revision()
        if revision is None:
            return []
        try:
            basis = policy.basis_for(self.item, revision, _document(revision))
        except errors.Refused:
            return [("Text", words_about(revision))]
        words = (
            words_about_sign_off(basis.sign_off) if basis.sign_off else Publication.Basis(basis.name).label.capitalize()
        )
        address = registry.kind_named(self.item.kind).path_for(self.item.language, self.item.slug)
        newer = "No" if revision.pk == self.item.head_id else "Yes; they stay in the draft"
        return [
            ("Text", words_about(revision)),
            ("Signed off by" if basis.sign_off else "Review", words),
            ("Address", address),
            ("Later changes in the draft", newer),
        ]

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        publication = actions.publish(revision=data["revision"], by=by, note=data["note"])
        return f"“{publication.title}” is live at {publication.path}."


def _document(revision: Revision) -> dict[str, Any]:
    if not revision.signed.text:
        raise errors.TextRemoved
    return document_of(revision)


class Withdraw(StepPage):
    name = action = "withdraw"
    label = "Withdraw"
    intro = (
        "Patients no longer find this page, and other pages no longer show it. Its old address says why, and leads to "
        "the page that replaces it if you name one. Nothing is deleted, and it can be published again."
    )
    button = "Withdraw the page"
    is_grave = True
    form_class = WithdrawForm
    template_name = "editorial/steps/withdraw.html"

    def check(self, by: Contributor) -> None:
        if not Publication.objects.live().filter(item=self.item).exists():
            raise errors.NotLive(action="withdraw")

    def more_context(self, form: StepForm | None) -> dict[str, Any]:
        live = Publication.objects.live().exclude(item=self.item).filter(language=self.item.language)
        near = live.filter(topic=self.draft.topic, kind=self.item.kind).order_by("title")[:50]
        return {"replacements": near.values_list("title", flat=True)}

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        replacement: Item | None = data["replaced_by"]
        actions.withdraw(item=self.item, by=by, reason=data["reason"], replaced_by=replacement)
        led = f" Its address leads to “{replacement.title}”." if replacement else ""
        return f"“{self.item.title}” is withdrawn.{led}"


class ChangeAddress(StepPage):
    name = action = "change_address"
    label = "Change the address"
    intro = "Links and bookmarks go on working: the old address leads to the new one for ever."
    button = "Change the address"
    form_class = AddressForm

    def check(self, by: Contributor) -> None:
        if not Publication.objects.filter(item=self.item).exists():
            raise errors.NotLive(action="re-address; change the address in its form")

    def initial(self) -> dict[str, Any]:
        return {"slug": self.item.slug}

    def facts(self) -> list[tuple[str, str]]:
        return [("Addresses so far", ", ".join(self.item.addresses.order_by("pk").values_list("path", flat=True)))]

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        address = actions.change_address(item=self.item, slug=data["slug"], by=by)
        return f"“{self.item.title}” now stands at {address.path}."


class Relist(StepPage):
    name = action = "relist"
    label = "Show topic, tags and names of the draft"
    intro = "The text of the live page stays as it was signed; only where it is found changes."
    button = "Show them on the live page"

    def check(self, by: Contributor) -> None:
        publication = Publication.objects.live().filter(item=self.item).first()
        if publication is None or self.item.head is None:
            raise errors.NotLive(action="relist")
        if publication.listing_id == self.item.head.listing_id:
            raise errors.NothingToDo(what="Topic, tags and names of the live page are those of the draft already.")

    def facts(self) -> list[tuple[str, str]]:
        return differences_of_listing(self.item)

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.relist(item=self.item, by=by)
        return f"“{self.item.title}” is now found where its draft says."
