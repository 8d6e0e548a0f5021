"""What a slug or a name of a tag stands for today.

Frozen documents name tags by the slug of their day, and no revision is touched when a tag is renamed or merged: so
whoever turns slugs or names into tags asks here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from editorial import registry
from editorial.models import PublicationTag, Tag, TagAddress

# How alike two names are that probably mean the same; 1 is the same.
ALIKE = 0.8


def tags_named(slugs: Iterable[str]) -> dict[str, Tag]:
    """The tag that each slug stands for today; what no tag was ever called is left out. Two queries at most."""
    wanted = list(dict.fromkeys(slugs))
    if not wanted:
        return {}
    found = {tag.slug: tag for tag in Tag.objects.filter(slug__in=wanted).select_related("merged_into")}
    if old := [slug for slug in wanted if slug not in found]:
        before = TagAddress.objects.filter(slug__in=old).select_related("tag__merged_into")
        found |= {address.slug: address.tag for address in before}
    return {slug: found[slug].merged_into or found[slug] for slug in wanted if slug in found}


def distinct_tags(slugs: Iterable[str]) -> list[Tag]:
    """The tags that slugs stand for today, each once."""
    return list(dict.fromkeys(tags_named(slugs).values()))


def tags_called(names: Sequence[str]) -> dict[str, Tag]:
    """The tag that is meant by each name: its own, one of its synonyms, or what it is called in another language.

    Names that are no tag's are left out.
    """
    known = _by_name()
    return {name: known[folded(name)] for name in names if folded(name) in known}


def tags_like(name: str) -> list[Tag]:
    """The tags whose names are so like this one that probably the same is meant, the most alike first."""
    known = _by_name()
    alike = difflib.get_close_matches(folded(name), known, n=3, cutoff=ALIKE)
    return list(dict.fromkeys(known[each] for each in alike))


def folded(name: str) -> str:
    """A name without what does not tell names apart: letter case, hyphens, spaces at the ends."""
    return " ".join(name.casefold().replace("-", " ").split())


def names_of(tag: Tag) -> list[str]:
    """Everything that leads to a tag besides its own name: synonyms, and its names in other languages."""
    return [*tag.synonym_list, *foreign_names_of(tag)]


def foreign_names_of(tag: Tag) -> list[str]:
    """Its names in other languages, and those of the tags that were merged into it."""
    return [name.name for each in (tag, *tag.merged.all()) for name in each.names.all()]


def synonyms_in_own_language(tag: Tag) -> list[str]:
    """What a tag is also called in the language of its name: merging once wrote names of other languages among them."""
    foreign = {folded(name) for name in foreign_names_of(tag)}
    return [name for name in tag.synonym_list if folded(name) not in foreign]


def with_all_names(tags: QuerySet[Tag]) -> QuerySet[Tag]:
    """Tags with what `names_of` reads, in a number of queries that does not grow."""
    return tags.prefetch_related("names", "merged__names")


def tags_in_use() -> QuerySet[Tag]:
    """The tags that can be chosen: those that were merged into another are kept for old documents only."""
    in_use: QuerySet[Tag] = Tag.objects.filter(merged_into=None)
    return in_use


def _by_name() -> dict[str, Tag]:
    """Every tag in use by all of its names, folded; where two share one, the tag whose own name it is."""
    tags = list(with_all_names(tags_in_use()))
    others = {folded(name): tag for tag in tags for name in names_of(tag)}
    return others | {folded(tag.name): tag for tag in tags}


def through_tables() -> list[Any]:
    """The tables that hold the tags of drafts, one for each kind."""
    models: list[Any] = [kind.model for kind in registry.kinds()]
    return [model.tags.through for model in models]


def tags_on(publications: Any) -> QuerySet[Tag]:
    """The tags of some publications with `pages`, how many of these carry them or a tag under them."""
    links = PublicationTag.objects.filter(content_object__in=publications.order_by().values("pk"))
    on_tag = links.filter(Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk"))).order_by()
    # Not `Count`: that would bring a row for each group, and none at all for a tag without pages.
    once = Func(F("content_object_id"), template="COUNT(DISTINCT %(expressions)s)", output_field=IntegerField())
    counted: QuerySet[Tag] = tags_in_use().annotate(pages=Subquery(on_tag.annotate(pages=once).values("pages")))
    return counted.filter(pages__gt=0)
