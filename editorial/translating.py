"""Translations and the text they were made from: what an editor sees, and what a form may say."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse

from editorial import registry
from editorial.models import Contributor, Draft, Item, Publication, Revision


@dataclass(frozen=True)
class Translation:
    """How a page and its source stand. `made_from` and `newest` are numbers of revisions of the source; 0: unknown."""

    title: str
    language: str
    address: str
    made_from: int
    newest: int
    comparison: str = ""

    @property
    def is_behind(self) -> bool:
        return self.made_from != self.newest


def live_text_of(source: Item) -> Revision | None:
    """The text that a translation should say: what patients read, or the newest while there is none."""
    publication = Publication.objects.live().filter(item=source).select_related("revision").first()
    return publication.revision if publication else source.head


def source_of(draft: Draft) -> Translation | None:
    """How a translation stands to the page it was made from."""
    if draft.translation_of is None:
        return None
    source, newest, made_from = draft.translation_of, live_text_of(draft.translation_of), draft.translated_from
    is_same = newest is not None and made_from is not None and newest.signed_id == made_from.signed_id
    number = newest.number if newest else 0
    comparison = ""
    if made_from is not None and not is_same:
        comparison = f"{reverse('item_compare', args=[source.pk])}?before={made_from.number}&after={number}"
    return Translation(
        title=source.title,
        language=language_name(source.language),
        address=_change_page(registry.draft_of(source.pk, source.kind)),
        made_from=number if is_same else made_from.number if made_from else 0,
        newest=number,
        comparison=comparison,
    )


def translation_fields(draft: Draft | None) -> list[str]:
    """The fields of a form about the source: the page, and where its text moved on, the tick that says it was followed."""
    source = source_of(draft) if draft is not None and draft.pk else None
    return ["translation_of", *(["follows_source"] if source and source.is_behind else [])]


def translations_of(item: Item) -> list[Translation]:
    """The pages made from this one, and which of them are behind its live text."""
    newest = live_text_of(item)
    found = []
    for kind in registry.kinds():
        drafts = kind.model._default_manager.filter(translation_of=item, item__put_away_at=None).select_related(
            "item", "translated_from"
        )
        for draft in drafts.order_by("item__language"):
            made_from, number = draft.translated_from, newest.number if newest else 0
            is_same = newest is not None and made_from is not None and newest.signed_id == made_from.signed_id
            found.append(
                Translation(
                    title=draft.title,
                    language=language_name(draft.item.language),
                    address=_change_page(draft),
                    made_from=number if is_same else made_from.number if made_from else 0,
                    newest=number,
                )
            )
    return found


def behind_their_source(person: Contributor) -> QuerySet[Publication]:
    """Live translations of this person whose source has another live text than the one they were made from."""
    return (
        Publication.objects.live()
        .filter(item__owner=person, translation_of__publication__state=Publication.State.LIVE)
        .exclude(translated_digest="")
        .exclude(translation_of__publication__revision__signed_id=F("translated_digest"))
        .select_related("item", "translation_of")
        .order_by("title")
    )


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)


def _change_page(draft: Draft) -> str:
    options = draft._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[draft.pk])
