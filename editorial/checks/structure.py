"""Structure (S): lists, tables, paragraphs and boxes that say what they promise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from editorial.checks.findings import Found, Place, Severity, found
from editorial.checks.layout import END_MARK, LEAD_IN, Bullets, is_before_list, lists_of, tables_of
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.registry import check

MOST_ITEMS, FAR_TOO_MANY_ITEMS = 7, 12
MOST_SENTENCES, FAR_TOO_MANY_SENTENCES = 3, 6
MOST_CALLOUTS = 2

_OPENS_QUOTATION = re.compile(r"\s*[\"“‘«„']")
_RICH_FIELDS = ("body", "action", "introduction", "without", "answer")
_EMPTY_ELEMENT = re.compile(r"<(p|li)>(?:\s|\u00a0|\u200b|&nbsp;|<br\s*/?>)*</\1>")
_HEADER_CELL = re.compile(r"<th[\s>]")
_SAYS_NOTHING = re.compile(r"[\W_]*")
_ONLY_A_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s*")
_LABEL_ALONE = re.compile(r"[^:：.!?]{1,60}[:：][\s.,;…–—-]*")
_LABEL_THEN_MARK = re.compile(r"[^:：.!?]{1,60}[:：]\s*[.,;…]+\s*")


@check(
    "S01",
    "Lead-in without a list",
    Severity.BLOCKING,
    finds="a paragraph that ends with a colon and is not followed by a list or table",
    why="A list that got lost may have held the warning signs or the doses that a patient needs. The NHS content guide asks"
    " for a lead-in before a list, so a lead-in alone is half of something.",
    remedy="Put the list back from the original, or write the sentence to its end.",
)
def lead_in_without_list(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.PARAGRAPH, Role.SUMMARY, Role.SHORT_ANSWER):
        if LEAD_IN.search(passage.text) and not passage.is_cut and not _is_continued(manuscript, passage):
            yield found(passage, f"“{_end_of(passage)}” announces something that does not follow.")


def _is_continued(manuscript: Manuscript, passage: Passage) -> bool:
    following = manuscript.after(passage)
    if following is not None:
        is_quotation = following.role is Role.PARAGRAPH and _OPENS_QUOTATION.match(following.text)
        return is_before_list(manuscript, passage) or bool(is_quotation)
    return _block_continues(manuscript, passage)


def _block_continues(manuscript: Manuscript, passage: Passage) -> bool:
    """Whether the block goes on after the field (telephones after what to do, choices after their introduction), or a
    picture or figure without a heading of its own stands next."""
    goes_on = {"action": Role.PHONE, "introduction": Role.OPTION, "without": Role.OPTION}.get(passage.field)
    if any(other.role is goes_on for other in manuscript.in_block(passage.block)):
        return True
    uids = [block.get("uid") for block in manuscript.blocks]
    if passage.block not in uids:
        return False
    following = manuscript.blocks[uids.index(passage.block) + 1 :][:1]
    return bool(following) and following[0].get("type") in {"picture", "statistic"} and not following[0].get("heading")


def _end_of(passage: Passage) -> str:
    """The last words of a passage, for a message."""
    said = passage.text.strip()
    return said if len(said) <= 80 else f"… {said[-70:].partition(' ')[2]}"


@check(
    "S02",
    "List without a lead-in",
    Severity.WARNING,
    finds="a list of fragments that follows neither a sentence ending in a colon nor a heading",
    why="The reader cannot tell what the items are: causes, signs or advice. Half of the lead-in often got lost in copying"
    " (NHS content guide, lists).",
    remedy="Write a sentence that ends in a colon before the list, or put a heading above it.",
)
def list_without_lead_in(manuscript: Manuscript) -> Iterator[Found]:
    for bullets in lists_of(manuscript):
        first, before = bullets.items[0], bullets.before
        if first.block_type == "key_points" or before is None or first.depth > 0:
            continue
        is_led_in = LEAD_IN.search(before.text) or before.role is Role.SUBHEADING or before.is_all_bold
        if not is_led_in and not _are_sentences(bullets):
            yield found(first, f"The list from “{_short(first)}” on has no sentence that says what it lists.")


def _are_sentences(bullets: Bullets) -> bool:
    ended = sum(1 for item in bullets.items if END_MARK.search(item.text) and len(item.text.split()) > 2)
    return ended * 2 > len(bullets.items)


def _short(passage: Passage) -> str:
    said = " ".join(passage.text.split())
    return said if len(said) <= 60 else f"{said[:55].rpartition(' ')[0]} …"


@check(
    "S03",
    "Empty item",
    Severity.BLOCKING,
    finds="an item, sign or paragraph with nothing in it, or a label with nothing after it (“Bone: .”)",
    why="Something was meant to stand there. Missing content is worse than no content in advice on health (PEMAT 10: the"
    " text is complete and in a logical order).",
    remedy="Write what is missing, or take the line out.",
)
def empty_item(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.PARAGRAPH, Role.ITEM, Role.SIGN, Role.OPTION):
        text = passage.text
        is_blank = _SAYS_NOTHING.fullmatch(text) or (
            passage.role is not Role.PARAGRAPH and _ONLY_A_NUMBER.fullmatch(text)
        )
        if is_blank:
            yield found(passage, f"A line says nothing: “{text.strip()}”." if text.strip() else "A line is empty.")
        elif _is_bare_label(manuscript, passage):
            yield found(passage, f"“{text.strip()}” is a label with nothing after it.")
    yield from _empty_elements(manuscript)


def _empty_elements(manuscript: Manuscript) -> Iterator[Found]:
    """Those that hold no words at all, so that they make no passage. Saving drops them; an older text may have them."""
    for block, name, html in _rich_fields(manuscript):
        if _EMPTY_ELEMENT.search(html):
            yield Found(Place(block, name), "A list item or paragraph is empty.")


def _rich_fields(manuscript: Manuscript) -> Iterator[tuple[str, str, str]]:
    """Block, field and HTML of every rich text."""
    for block in (manuscript.document, *manuscript.blocks, *manuscript.document.get("questions", [])):
        for name in _RICH_FIELDS:
            if name in block:
                yield str(block.get("uid", "")), name, str(block[name])


def _is_bare_label(manuscript: Manuscript, passage: Passage) -> bool:
    if passage.role is Role.PARAGRAPH:
        return bool(_LABEL_THEN_MARK.fullmatch(passage.text))
    return bool(_LABEL_ALONE.fullmatch(passage.text)) and not is_before_list(manuscript, passage)


@check(
    "S04",
    "Heading without text",
    Severity.BLOCKING,
    finds="a heading inside a text that is followed by the next heading or by nothing",
    why="A heading promises text. Readers who jump from heading to heading with a screen reader land on nothing"
    " (WCAG 2.4.6).",
    remedy="Write the text under the heading, or take the heading out.",
)
def heading_without_text(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.SUBHEADING):
        following = manuscript.after(passage)
        if following is None or following.role is Role.SUBHEADING:
            yield found(passage, f"Nothing stands under the heading “{passage.text.strip()}”.")


@check(
    "S11",
    "Long list",
    Severity.WARNING,
    finds=f"a list of more than {MOST_ITEMS} items (advice), or of more than {FAR_TOO_MANY_ITEMS} (warning)",
    why="People keep few things in mind at once (CDC Clear Communication Index 8: chunks; NHS content guide, lists).",
    remedy="Part the list in two, each with a heading or lead-in of its own.",
)
def long_list(manuscript: Manuscript) -> Iterator[Found]:
    for bullets in lists_of(manuscript):
        count = len(bullets.items)
        if count > MOST_ITEMS:
            severity = Severity.WARNING if count > FAR_TOO_MANY_ITEMS else Severity.ADVICE
            first = bullets.items[0]
            yield found(first, f"The list from “{_short(first)}” on has {count} items.", severity=severity)


@check(
    "S12",
    "Long paragraph",
    Severity.WARNING,
    finds=f"a paragraph of more than {MOST_SENTENCES} sentences (advice), or of more than {FAR_TOO_MANY_SENTENCES} (warning)",
    why="Short paragraphs are read, long ones are skipped (NHS content guide; CDC Clear Communication Index 8).",
    remedy="Part it where a new thought begins, or make a list of what it lists.",
)
def long_paragraph(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.PARAGRAPH, Role.SUMMARY):
        count = len(passage.sentences)
        if count > MOST_SENTENCES:
            severity = Severity.WARNING if count > FAR_TOO_MANY_SENTENCES else Severity.ADVICE
            yield found(passage, f"The paragraph “{_short(passage)}” has {count} sentences.", severity=severity)


@check(
    "S13",
    "Table without header cells",
    Severity.BLOCKING,
    finds="a table in which no cell is a header",
    why="A screen reader says the header with each cell. Without, “5 ml” belongs to nobody (WCAG 1.3.1).",
    remedy="Make the first row or the first column header cells with the table button.",
)
def table_without_header(manuscript: Manuscript) -> Iterator[Found]:
    # Cells of a head row are read as headers, but shown as they are written.
    with_headers = {(block, name) for block, name, html in _rich_fields(manuscript) if _HEADER_CELL.search(html)}
    for cells in tables_of(manuscript):
        is_written = (cells[0].block, cells[0].field) in with_headers
        if not is_written or not any(cell.role is Role.HEADER_CELL for cell in cells):
            first = next((cell for cell in cells if cell.role is Role.CELL), cells[0])
            yield found(first, f"The table that begins with “{_short(first)}” has no header cells.")


@check(
    "S16",
    "Table without caption",
    Severity.ADVICE,
    finds="a table that does not say what it shows",
    why="A caption tells whoever cannot see the page whether the table is worth entering (WCAG 1.3.1; PEMAT 19).",
    remedy="Give the table a caption of a few words.",
)
def table_without_caption(manuscript: Manuscript) -> Iterator[Found]:
    for cells in tables_of(manuscript):
        if not any(cell.role is Role.CAPTION for cell in cells):
            yield found(cells[0], f"The table that begins with “{_short(cells[0])}” has no caption.")


@check(
    "S14",
    "Many boxes",
    Severity.ADVICE,
    finds=f"more than {MOST_CALLOUTS} callouts, or two care cards of one urgency",
    why="What stands out everywhere stands out nowhere (NHS design system: care cards and inset text are used sparingly).",
    remedy="Keep the box that matters most. Join care cards of one urgency, or write the others as plain text.",
)
def many_boxes(manuscript: Manuscript) -> Iterator[Found]:
    callouts = [block for block in manuscript.blocks if block.get("type") == "callout"]
    for block in callouts[MOST_CALLOUTS:]:
        yield Found(_heading_of(block), f"The page has {len(callouts)} callouts.")
    seen: Counter[str] = Counter()
    for block in manuscript.blocks:
        if block.get("type") == "care_card":
            urgency = str(block.get("urgency", ""))
            seen[urgency] += 1
            if seen[urgency] == 2:
                yield Found(_heading_of(block), f"The page has two care cards that say “{urgency.replace('_', ' ')}”.")


def _heading_of(block: Mapping[str, Any]) -> Place:
    words = str(block.get("heading", ""))
    return Place(str(block.get("uid", "")), "heading", end=len(words), words=words)
