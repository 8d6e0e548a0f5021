"""The graph of a live page: an article, a question set or a glossary term. Pure.

One node of the page, with what it is about as `mainEntity`; questions are a node of their own, because FAQPage needs
`mainEntity` for them, and stand on one address only: articles that show a set name it by its `@id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext

from editorial import page as parts
from editorial.showing import Shown
from editorial.structured.nodes import Publisher, crumbs, person, reference, without_empty, words_of
from editorial.structured.subjects import ANYTHING, SUBJECTS, Node, health_aspect, type_of_source

PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def graph_of(shown: Shown, publisher: Publisher) -> list[Node]:
    return _Graph(shown, publisher).nodes()


class _Graph:
    """Holds what every node needs: the page, its address, the publisher."""

    def __init__(self, shown: Shown, publisher: Publisher) -> None:
        self.shown = shown
        self.page = shown.page
        self.publisher = publisher
        self.url = publisher.absolute(shown.path)
        provenance = shown.provenance
        self.reviewed = provenance if provenance is not None and provenance.is_reviewed else None
        self.authors = [
            person(author, publisher, f"{self.url}#author-{number}")
            for number, author in enumerate(provenance.written_by if provenance else (), start=1)
        ]
        self.subject = self._subject()

    def nodes(self) -> list[Node]:
        nodes = [self._page(), self.subject, *self._questions()]
        nodes.append(crumbs(self.id("crumbs"), self.shown.breadcrumb, self.publisher))
        reviewer = self._reviewer()
        named = [reviewer] if "@id" in reviewer else []
        return [node for node in [*nodes, *named, *self.authors, *self._terms(), self.publisher.node()] if node]

    def id(self, name: str) -> str:
        return f"{self.url}#{quote(name)}"

    # The page

    def _page(self) -> Node:
        about = reference(self.subject["@id"])
        is_ours = self.page.article_kind == "organisation"
        return without_empty(
            {
                "@type": "WebPage" if is_ours else "MedicalWebPage",
                "@id": self.id("page"),
                "url": self.url,
                "name": self.page.title,
                "description": self._description(),
                "inLanguage": self.page.language,
                **self._dates(),
                **self._review(),
                "author": [reference(author["@id"]) for author in self.authors] or reference(self.publisher.id),
                "publisher": reference(self.publisher.id),
                "funder": self._funder(),
                **self._licence(),
                "audience": None if is_ours else self._audience(),
                "about": about,
                "mainEntity": about,
                "mainContentOfPage": {"@type": "WebPageElement", "cssSelector": "main article"},
                "breadcrumb": reference(self.id("crumbs")),
                "keywords": [tag.name for tag in self.shown.tags],
                "citation": [self._citation(source) for source in self.page.sources],
                "hasPart": [*self._sections(), *self._sets()],
                "mentions": [reference(self._term_id(term)) for term in self.page.terms],
                "relatedLink": [self.publisher.absolute(link.address) for link in self.shown.related],
                **self._translations(),
            }
        )

    def _description(self) -> str:
        """The words under the title; a set without an introduction has its title only."""
        return self.page.summary or self.page.definition or words_of(self.page.introduction) or self.page.title

    def _dates(self) -> dict[str, str]:
        changed = self.shown.provenance.changed_on if self.shown.provenance else None
        first = self.shown.published_on
        return {
            "datePublished": first.isoformat() if first else "",
            "dateModified": changed.isoformat() if changed else "",
        }

    def _review(self) -> dict[str, Any]:
        """Nothing unless the page itself says "reviewed by"."""
        if self.reviewed is None or self.reviewed.reviewed_on is None:
            return {}
        reviewer = self._reviewer()
        named = reference(reviewer["@id"]) if "@id" in reviewer else reviewer
        return {"lastReviewed": self.reviewed.reviewed_on.isoformat(), "reviewedBy": [named] if named else []}

    def _reviewer(self) -> Node:
        """Who reviewed the page. Somebody who is not named has a role and nothing else: a sentence is no name."""
        if self.reviewed is None or self.reviewed.reviewer is None:
            return {}
        who = self.reviewed.reviewer
        if who.address:
            return person(who, self.publisher, "")
        return {"@type": "Person", "jobTitle": who.role} if who.role else {}

    def _audience(self) -> Node:
        audience: Node = {"@type": "Patient", "audienceType": gettext("Patients")}
        if self.page.article_kind == "condition":
            audience["healthCondition"] = reference(self.subject["@id"])
        return audience

    def _licence(self) -> Node:
        if not self.page.is_from_others:
            return {}
        holder = {"@type": "Organization", "name": self.page.copyright_holder}
        return {"copyrightHolder": holder, "license": {"@type": "CreativeWork", "name": self.page.licence}}

    def _funder(self) -> Node | None:
        paid = self.page.funder and self.page.funding != "none"
        return {"@type": "Organization", "name": self.page.funder} if paid else None

    def _citation(self, source: parts.Source) -> Node:
        cited: Node = {"@type": type_of_source(source.kind, source.url), "name": source.title, "url": source.url}
        if source.publisher:
            cited["publisher"] = {"@type": "Organization", "name": source.publisher}
        if PARTIAL_DATE.fullmatch(source.published):
            cited["datePublished"] = source.published
        return without_empty(cited)

    def _translations(self) -> dict[str, Any]:
        """The source of a translation, or the translations of a source, as the page links to them."""
        others = [link for link in self.shown.languages if not link.is_current]
        source = next((link for link in others if link.is_source), None)
        if source is not None:
            return {"translationOfWork": self._translation(source)}
        is_source = any(link.is_source and link.is_current for link in self.shown.languages)
        return {"workTranslation": [self._translation(link) for link in others] if is_source else []}

    def _translation(self, link: parts.LanguageLink) -> Node:
        url = self.publisher.absolute(link.address)
        return {"@type": "MedicalWebPage", "@id": f"{url}#page", "url": url, "inLanguage": link.code}

    # What it is about

    def _subject(self) -> Node:
        page, shown = self.page, self.shown
        if page.kind == "term":
            return self._term(shown.path, page.title, page.definition)
        if page.article_kind == "organisation":
            return self.publisher.node()
        kind, name = SUBJECTS.get(page.article_kind, ANYTHING)
        return without_empty(
            {"@type": kind, "@id": self.id(name), "name": page.title, "alternateName": list(shown.also_called)}
        )

    # Its parts

    def _sections(self) -> Iterator[Node]:
        for block in self.page.blocks:
            if isinstance(block, parts.Section) and block.heading and (aspect := health_aspect(block.aspect)):
                yield {
                    "@type": "HealthTopicContent",
                    "url": self.id(block.anchor),
                    "headline": block.heading,
                    "hasHealthAspect": aspect,
                }

    def _sets(self) -> list[Node]:
        """Question sets by their names only; a set's own page marks its questions up, and no other does."""
        shown = [block.address for block in self.page.blocks if isinstance(block, parts.QuestionSet)]
        own = [self.shown.path] if self._answered() else []
        return [reference(f"{self.publisher.absolute(path)}#faq") for path in dict.fromkeys([*shown, *own])]

    def _questions(self) -> list[Node]:
        asked = self._answered()
        if not asked:
            return []
        faq = {"@type": "FAQPage", "@id": self.id("faq"), "url": self.url, "name": self.page.title}
        more = {"inLanguage": self.page.language, "isPartOf": reference(self.id("page")), **self._review()}
        return [{**faq, **more, "mainEntity": asked}]

    def _answered(self) -> list[Node]:
        found = []
        for question in self.page.questions:
            if text := " ".join(filter(None, [question.short_answer, words_of(question.answer)])):
                answer = {"@type": "Answer", "text": text, "url": self.id(question.anchor)}
                found.append({"@type": "Question", "name": question.question, "acceptedAnswer": answer})
        return found

    # Words

    def _terms(self) -> Iterator[Node]:
        if self.page.kind == "term" or self.page.terms:
            yield {"@type": "DefinedTermSet", "@id": self._glossary(), "name": gettext("Glossary")}
        for term in self.page.terms:
            yield self._term(term.address, term.title, term.definition)

    def _term(self, path: str, title: str, definition: str) -> Node:
        url = self.publisher.absolute(path)
        return {
            "@type": "DefinedTerm",
            "@id": f"{url}#term",
            "name": title,
            "description": definition,
            "url": url,
            "inDefinedTermSet": reference(self._glossary()),
        }

    def _term_id(self, term: parts.Term) -> str:
        return f"{self.publisher.absolute(term.address)}#term"

    def _glossary(self) -> str:
        return self.publisher.absolute(reverse("glossary", kwargs={"language": self.page.language}))
