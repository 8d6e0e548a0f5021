"""From a document to a page. Pure: no query, no clock, no settings, and the same page for the same document.

The only module where text is marked as safe HTML. Bodies were cleaned when they were saved; they are cleaned again
here, because a row may have come in by another way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from selectolax.lexbor import LexborHTMLParser, LexborNode

from editorial import page as parts
from editorial import page_facts as facts
from editorial.anchors import Anchors
from editorial.cleaning import clean
from editorial.dots import dots
from editorial.marking import clean_marked
from editorial.models import Notice
from editorial.source_standing import Standings
from editorial.term_marks import Marked, mark_terms

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
URGENCIES = frozenset({"emergency", "urgent", "non_urgent"})
# All of these stand inside strings of JSON, where a backslash may come before them.
IN_SCRIPT = {"</": "<\\/", "<!": "<\\u0021", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Placements = Mapping[str, parts.Placed]
Files = Mapping[str, tuple[parts.PictureFile, ...]]


def page_from_document(
    signed: Mapping[str, Any],
    placed: Placements,
    *,
    prefix: str = "",
    level: int = 2,
    clean_body: Callable[[str], str] = clean,
    terms: Sequence[str] = (),
    files: Files | None = None,
    standings: Standings | None = None,
) -> parts.Page:
    """The page of a signed part. `placed` holds the live pages it names, by uid; what is not in it is not shown.

    `terms` are the uids of the glossary terms to mark; `files` the renditions of pictures by the name of the original, and
    `standings` what happened to its sources.
    `prefix` starts every id, so that a question set can stand inside an article; `level` is the heading level of its
    sections or questions, below which headings inside texts are put. `clean_body` lets a comparison keep its marks.
    """
    renderer = _Renderer(signed, placed, prefix, level, clean_body)
    renderer.files = files or {}
    renderer.standings = standings or {}
    renderer.terms = [
        Marked(uid, term.signed, term.address) for uid in terms if (term := placed.get(uid)) and term.signed
    ]
    return renderer.page()


def care_card_alone(signed: Mapping[str, Any], data: Mapping[str, Any]) -> parts.CareCard:
    """A care card of a document, to stand by itself on another page; links in it to other pages become text."""
    return _Renderer(signed, {}, "card-", 2, clean).care_card(data)


def marked_html(html: str) -> SafeString:
    """Two versions of a text as one (`editorial/marking.py`), cleaned again to the closed list and the marks."""
    return mark_safe(clean_marked(html))  # noqa: S308


def notice_shown(notice: Notice) -> parts.Notice:
    """A notice as pages show it; its links lead outside only, so nothing has to be looked up."""
    text = mark_safe(clean(notice.text, short=True))  # noqa: S308
    return parts.Notice(notice.level, notice.title, text, f"notice-{notice.pk}")


def json_in_script(data: Mapping[str, Any]) -> SafeString:
    """JSON that can stand inside `<script>`: no text of it ends the element, opens a comment or breaks a line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, written in IN_SCRIPT.items():
        text = text.replace(sign, written)
    return mark_safe(text)  # noqa: S308 - a browser reads it as data, and nothing in it ends the data


class _Renderer:
    """Holds what must be known across blocks: ids given so far and citations in reading order."""

    def __init__(
        self, signed: Mapping[str, Any], placed: Placements, prefix: str, level: int, clean_body: Callable[[str], str]
    ) -> None:
        self.signed = signed
        self.placed = placed
        self.prefix = prefix
        self.level = level
        self.clean_body = clean_body
        self.anchors = Anchors()
        self.sources: dict[str, Mapping[str, Any]] = {str(s["uid"]): s for s in signed.get("sources", [])}
        self.numbers: dict[str, int] = {}
        self.cited_at: dict[str, list[str]] = {}
        self.contents: list[parts.Heading] = []
        self.files: Files = {}
        self.standings: Standings = {}
        self.terms: list[Marked] = []
        self.marked: dict[str, int] = {}

    def page(self) -> parts.Page:
        signed = self.signed
        language = signed.get("language") or "en"
        introduction = self.html(signed.get("introduction") or signed.get("body", ""), signed.get("title", ""))
        blocks = [block for data in signed.get("blocks", []) if (block := self.block(data)) is not None]
        first = next((i for i, b in enumerate(blocks) if isinstance(b, parts.Section | parts.QuestionSet)), len(blocks))
        return parts.Page(
            kind=signed.get("kind", ""),
            title=signed.get("title", ""),
            language=language,
            dir="rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
            summary=signed.get("summary", ""),
            article_kind=signed.get("article_kind", ""),
            authors=tuple(facts.author(author) for author in signed.get("authors", [])),
            introduction=introduction,
            lead=tuple(blocks[:first]),
            body=tuple(blocks[first:]),
            questions=tuple(self.question(data) for data in signed.get("questions", [])),
            contents=tuple(self.contents),
            sources=self.numbered_sources(),
            terms=self.terms_on_page(blocks),
            **facts.of_page(signed),
        )

    def block(self, data: Mapping[str, Any]) -> parts.Block | None:
        """The block, or None for a kind that this version does not know and for a set that is not live."""
        makers: dict[str, Callable[[Mapping[str, Any]], parts.Block | None]] = {
            "section": self.section,
            "care_card": self.care_card,
            "callout": self.callout,
            "key_points": self.key_points,
            "statistic": self.statistic,
            "choices": self.choices,
            "picture": self.picture,
            "question_set": self.question_set,
        }
        make = makers.get(data.get("type", ""))
        return make(data) if make else None

    def section(self, data: Mapping[str, Any]) -> parts.Section:
        heading = data.get("heading", "")
        anchor = self.anchor(heading)
        if heading:
            self.contents.append(parts.Heading(anchor, heading))
        return parts.Section(
            uid=data["uid"],
            anchor=anchor,
            heading=heading,
            aspect=data.get("aspect", ""),
            body=self.html(data.get("body", ""), heading),
        )

    def care_card(self, data: Mapping[str, Any]) -> parts.CareCard:
        urgency = data.get("urgency", "")
        heading = data.get("heading", "")
        return parts.CareCard(
            uid=data["uid"],
            anchor=self.anchor(heading),
            urgency=urgency if urgency in URGENCIES else "emergency",
            heading=heading,
            signs=tuple(data.get("signs", [])),
            action=self.html(data.get("action", ""), heading, marks=False),
            phones=tuple(facts.phone(phone) for phone in data.get("phones", [])),
        )

    def callout(self, data: Mapping[str, Any]) -> parts.Callout:
        heading = data.get("heading", "")
        anchor = self.anchor(heading)
        return parts.Callout(data["uid"], anchor, heading, self.html(data.get("body", ""), heading))

    def key_points(self, data: Mapping[str, Any]) -> parts.KeyPoints:
        heading = data.get("heading", "")
        anchor = self.anchor(heading)
        return parts.KeyPoints(data["uid"], anchor, heading, self.html(data.get("body", ""), heading))

    def statistic(self, data: Mapping[str, Any]) -> parts.Statistic:
        heading = data.get("heading", "")
        anchor = self.anchor(heading or data.get("sentence", ""))
        if heading:
            self.contents.append(parts.Heading(anchor, heading))
        source = str(data.get("source", ""))
        number, place = self.citation(source) if source in self.sources else (0, "")
        return parts.Statistic(
            uid=data["uid"],
            anchor=anchor,
            heading=heading,
            sentence=data.get("sentence", ""),
            definition=data.get("definition", ""),
            caveat=data.get("caveat", ""),
            place=data.get("place", ""),
            period=data.get("period", ""),
            dots=dots(data.get("low", 0), data.get("high"), data.get("out_of")),
            source_number=number,
            source_anchor=f"{self.prefix}source-{number}",
            source_title=self.sources[source].get("title", "") if number else "",
            cite_anchor=place,
            locator=data.get("locator", ""),
            is_hidden=bool(data.get("is_hidden")),
            is_survival=data.get("measure", "").startswith("survival"),
        )

    def choices(self, data: Mapping[str, Any]) -> parts.Choices:
        heading = data.get("heading", "")
        anchor = self.anchor(heading)
        self.contents.append(parts.Heading(anchor, heading))
        options = (
            parts.Option(option.get("name", ""), tuple(option.get("benefits", [])), tuple(option.get("harms", [])))
            for option in data.get("options", [])
        )
        return parts.Choices(
            uid=data["uid"],
            anchor=anchor,
            heading=heading,
            introduction=self.html(data.get("introduction", ""), heading),
            options=tuple(options),
            without=self.html(data.get("without", ""), heading),
            questions=tuple(data.get("questions", [])),
        )

    def picture(self, data: Mapping[str, Any]) -> parts.Picture:
        return parts.Picture(
            uid=data["uid"],
            file=data.get("file", ""),
            width=int(data.get("width", 0)),
            height=int(data.get("height", 0)),
            alt="" if data.get("is_decorative") else data.get("alt", ""),
            caption=data.get("caption", ""),
            credit=data.get("credit", ""),
            licence=data.get("licence", ""),
            renditions=self.files.get(data.get("file", ""), ()),
        )

    def question_set(self, data: Mapping[str, Any]) -> parts.QuestionSet | None:
        placed = self.placed.get(str(data.get("item", "")))
        if placed is None or placed.page is None:
            return None
        # The set's own words, not those it had when the article was signed.
        anchor = self.anchor(placed.title)
        self.contents.append(parts.Heading(anchor, placed.title))
        return parts.QuestionSet(data["uid"], anchor, placed.title, placed.address, placed.page, placed.provenance)

    def question(self, data: Mapping[str, Any]) -> parts.Question:
        question = data.get("question", "")
        anchor = self.anchor(question)
        self.contents.append(parts.Heading(anchor, question))
        return parts.Question(
            uid=data["uid"],
            anchor=anchor,
            question=question,
            short_answer=data.get("short_answer", ""),
            answer=self.html(data.get("answer", ""), question),
        )

    def anchor(self, title: str) -> str:
        return self.prefix + self.anchors.give(title)

    def html(self, body: str, heading: str, *, marks: bool = True) -> SafeString:
        """A clean body with its citations numbered, its links resolved, its tables wrapped and its headings named."""
        if not body or body.isspace():
            return SafeString()
        tree = LexborHTMLParser(self.clean_body(body))
        root = tree.body
        if root is None:
            return SafeString()
        for mark in root.css("sup[data-cite]"):
            self.cite(mark)
        for link in root.css("a"):
            self.link(link)
        for title in root.css("h3"):
            self.subheading(title)
        if marks:
            words = (gettext("Close"), gettext("More about this word"))
            mark_terms(root, self.terms, self.term_box, words)
        for number, table in enumerate(root.css("table"), start=1):
            self.table(table, heading, number)
        return mark_safe(root.inner_html or "")  # noqa: S308 - cleaned above

    def cite(self, mark: LexborNode) -> None:
        uid = mark.attributes.get("data-cite") or ""
        if uid not in self.sources:
            mark.decompose()
            return
        number, place = self.citation(uid)
        locator = mark.attributes.get("data-locator") or ""
        where = f'{gettext(", ")}<bdi class="locator">{escape(locator)}</bdi>' if locator else ""
        _replace(
            mark,
            f'<sup class="cite"><a id="{escape(place)}" href="#{escape(self.prefix)}source-{number}">'
            f'<span class="visually-hidden">{escape(gettext("Source"))} </span>[{number}{where}]</a></sup>',
        )

    def citation(self, uid: str) -> tuple[int, str]:
        """The number of a source and the id of this place that cites it; numbers follow the order of reading."""
        number = self.numbers.setdefault(uid, len(self.numbers) + 1)
        places = self.cited_at.setdefault(uid, [])
        place = f"{self.prefix}cite-{number}-{len(places) + 1}"
        places.append(place)
        return number, place

    def term_box(self, term: Marked) -> str:
        """The id of the box of one mark; a term is marked once in each section."""
        self.marked[term.uid] = self.marked.get(term.uid, 0) + 1
        return f"{self.prefix}term-{list(self.marked).index(term.uid) + 1}-{self.marked[term.uid]}"

    def terms_on_page(self, blocks: Sequence[parts.Block]) -> tuple[parts.Term, ...]:
        """The terms that are marked here or in a question set that stands here, each once."""
        by_uid = {term.uid: term for term in self.terms}
        own = [facts.term(by_uid[uid]) for uid in self.marked]
        inner = [term for block in blocks if isinstance(block, parts.QuestionSet) for term in block.page.terms]
        return tuple({term.address: term for term in [*own, *inner]}.values())

    def link(self, link: LexborNode) -> None:
        if "data-page" in link.attributes:
            placed = self.placed.get(link.attributes.get("data-page") or "")
            if placed is None:
                if link.text(strip=True):
                    link.unwrap()
                else:
                    link.decompose()
                return
            del link.attrs["data-page"]
            link.attrs["href"] = placed.address
        elif urlsplit(link.attributes.get("href") or "").scheme in {"http", "https"}:
            link.attrs["rel"] = "external noopener"

    def subheading(self, title: LexborNode) -> None:
        anchor = self.anchor(title.text())
        tag = f"h{self.level + 1}"
        _replace(title, f'<{tag} id="{escape(anchor)}">{title.inner_html or ""}</{tag}>')

    def table(self, table: LexborNode, heading: str, number: int) -> None:
        """A table scrolls in itself, by keyboard too; the region needs a name that a screen reader can say."""
        caption = table.css_first("caption")
        words = " ".join(caption.text().split()) if caption else ""
        name = words or gettext("Table %(number)d: %(title)s") % {"number": number, "title": heading}
        _replace(
            table,
            f'<div class="table-scroll" role="region" aria-label="{escape(name)}" tabindex="0">{table.html}</div>',
        )

    def numbered_sources(self) -> tuple[parts.Source, ...]:
        """Cited sources in reading order, then the others in the document's order."""
        for uid in self.sources:
            self.numbers.setdefault(uid, len(self.numbers) + 1)
        return tuple(self.source(uid, number) for uid, number in self.numbers.items())

    def source(self, uid: str, number: int) -> parts.Source:
        data = self.sources[uid]
        return parts.Source(
            number=number,
            anchor=f"{self.prefix}source-{number}",
            title=data.get("title", ""),
            authors=data.get("authors", ""),
            publisher=data.get("publisher", ""),
            published=data.get("published", ""),
            edition=data.get("edition", ""),
            url=facts.source_address(data),
            kind=gettext(data["kind"].replace("_", " ")) if data.get("kind") else "",
            checked_on=facts.day(data.get("checked_on", "")),
            cited_at=tuple(self.cited_at.get(uid, [])),
            standing=self.standings.get(uid, ""),
        )


def _replace(node: LexborNode, html: str) -> None:
    """Put a piece of HTML where a node stands. (Text given to `replace_with` would be escaped.)"""
    piece = LexborHTMLParser(html, is_fragment=True).root
    assert piece is not None
    node.replace_with(piece)
