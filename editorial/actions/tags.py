"""Renaming and merging tags. No revision is touched: documents go on naming tags as they were called (`editorial/tagging.py`)."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from django.db import transaction

from editorial import clock, errors, history, policy, signals
from editorial.actions.locks import after_commit, lock_all, raise_generation
from editorial.models import Contributor, Publication, PublicationTag, Tag, TagAddress, TagName
from editorial.tagging import folded, tags_called, through_tables


@transaction.atomic
def rename_tag(*, tag: Tag, name: str, by: Contributor) -> Tag:
    """Give a tag another name and with it another address; the old ones lead to it. Raises TagTaken or NothingToDo."""
    by = policy.require(by, "relist")
    name = " ".join(name.split())
    publications = _locked_publications(tag)
    generation = raise_generation()
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    _check_still_all(tag, publications)
    if not name or name == tag.name or tag.merged_into_id:
        raise errors.NothingToDo(what="Write another name for this tag.")
    meant = tags_called([name]).get(name)
    if meant is not None and meant.pk != tag.pk:
        raise errors.TagTaken(name=meant.name)
    before, old_name = tag.slug, tag.name
    tag.name, tag.slug = name, _free_slug(tag, name)
    if tag.slug != before:
        TagAddress.objects.get_or_create(slug=before, defaults={"tag": tag, "at": clock.now()})
    tag.synonyms = _without(tag, [*tag.synonym_list, old_name])
    tag.save()
    _record(publications, "rename_tag", generation, by, tag, old=old_name, new=name)
    return tag


@transaction.atomic
def merge_tags(*, tag: Tag, into: Tag, by: Contributor) -> Tag:
    """Let `into` stand for `tag` everywhere and for good. Returns `into`. Raises NothingToDo or TagsMove."""
    by = policy.require(by, "relist")
    publications = _locked_publications(tag)
    generation = raise_generation()
    both = {each.pk: each for each in Tag.objects.select_for_update().filter(pk__in=[tag.pk, into.pk]).order_by("pk")}
    tag, into = both[tag.pk], both[into.pk]
    _check_can_merge(tag, into)
    _check_still_all(tag, publications)
    for table in (PublicationTag, *through_tables()):
        _move_links(table, tag, into)
    Tag.objects.filter(merged_into=tag).update(merged_into=into)
    TagAddress.objects.filter(tag=tag).update(tag=into)
    if into.parent_id == tag.pk:
        into.parent = tag.parent
    Tag.objects.filter(parent=tag).exclude(pk=into.pk).update(parent=into)
    into.synonyms = _without(into, [*into.synonym_list, tag.name, *tag.synonym_list])
    into.save()
    # Names in other languages stay names of their language; where both have one, it goes on leading here by itself.
    TagName.objects.filter(tag=tag).exclude(language__in=into.names.values("language")).update(tag=into)
    old_name, tag.name = tag.name, f"{tag.name[:80]} ({tag.pk})"  # its name is free for a tag that is in use
    tag.merged_into, tag.parent, tag.synonyms = into, None, ""
    tag.save()
    _record(publications, "merge_tags", generation, by, into, old=old_name, new=into.name)
    return into


def _check_still_all(tag: Tag, publications: list[Publication]) -> None:
    """Raises TagsMove if a page got the tag before the generation was ours: nobody publishes from now on."""
    known = [publication.pk for publication in publications]
    if Publication.objects.filter(tagged__tag=tag).exclude(pk__in=known).exists():
        raise errors.TagsMove


def _locked_publications(tag: Tag) -> list[Publication]:
    """The publications that carry a tag, withdrawn ones too, with their items locked in the order of their ids.

    Raises TagsMove if one more got the tag while we waited for the locks.
    """
    carrying = Publication.objects.filter(tagged__tag=tag).select_related("address").order_by("item_id")
    items = lock_all(carrying.values_list("item_id", flat=True))
    publications = list(carrying)
    for publication in publications:
        if publication.item_id not in items:
            raise errors.TagsMove
        publication.item = items[publication.item_id]
    return publications


def _check_can_merge(tag: Tag, into: Tag) -> None:
    if tag.pk == into.pk or tag.merged_into_id or into.merged_into_id:
        raise errors.NothingToDo(what="Choose another tag, one that was not merged into a third.")
    below = tag.children.exclude(pk=into.pk)
    if below.exists() and into.parent_id not in (None, tag.pk):
        raise errors.NothingToDo(
            what=f"Other tags stand under “{tag.name}”, and “{into.name}” stands under another tag itself: tags go two "
            "levels deep. Move those tags first."
        )


def _move_links(table: Any, tag: Tag, into: Tag) -> None:
    links = table._default_manager.filter(tag=tag)
    links.filter(content_object__in=table._default_manager.filter(tag=into).values("content_object")).delete()
    links.update(tag=into)


def _free_slug(tag: Tag, name: str) -> str:
    """The address for a name; one that this tag had before is taken up again."""
    for number in chain([None], count(2)):
        slug = tag.slugify(name, number)
        if not Tag.objects.filter(slug=slug).exclude(pk=tag.pk).exists():
            return slug
    raise AssertionError("numbers do not end")


def _without(tag: Tag, names: list[str]) -> str:
    """The lines of "also called": each name once, and not the tag's own."""
    own = folded(tag.name)
    return "\n".join({folded(name): name for name in names if folded(name) != own}.values())


def _record(
    publications: list[Publication], verb: str, generation: int, by: Contributor, tag: Tag, **names: Any
) -> None:
    """Each page that carried the tag says so in its chain, and search is told."""
    for publication in publications:
        publication.generation = generation
        publication.save(update_fields=["generation"])
        history.record(publication.item, verb, by, publication=publication, tag=tag.slug, **names)
    for publication in publications[:1]:  # search looks at everything of the new generation
        after_commit(signals.content_published, publication.item, by)
