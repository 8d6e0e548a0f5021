"""What one line looks like by itself. Nothing here knows its neighbours; `pieces` does."""

from __future__ import annotations

import re

from editorial.markup import names

BULLET = re.compile(r"\s*([-*•‣▪●◦·–\uf0b7])(?:\s+|(?<=[•‣▪●◦·\uf0b7])|(?<=-)(?=[A-Za-z]))(?=\S)|\s*(o)\t\s*(?=\S)")
BARE_BULLET = re.compile(r"\s*[-*•‣▪●◦·–—\uf0b7]\s*")
NUMBER = re.compile(r"\s*((\d{1,2})[.)])\s+(?=\S)")
RULER = re.compile(r"\s*(?:[-=_*~•]\s*){3,}")
HASH = re.compile(r"(#{1,6})\s+(?=\S)")
DROPPED = re.compile(
    r"(?:read also|also read|also check|check also|you (?:may|might)(?: also)? like|recommended reading|related reading"
    r"|don[’']?t miss|read more|see also|related(?: articles?)?)\s*:",
    re.IGNORECASE,
)
ADVERT = re.compile(r"(?:advertisement|advert|ad|sponsored(?: content)?|publicidad)", re.IGNORECASE)
PARTIAL_REVIEW = re.compile(
    r"\b(?:has|have|was|were)\s+(?:medically\s+)?(?:reviewed|checked|answered)\b.{0,40}?"
    r"\b(?P<questions>(?:(?:common|frequent|frequently asked)\s+)?questions\b[^.?!]*)",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:(?:medically|clinically)\s+)?(?:reviewed|fact[- ]checked|written|authored|edited|published"
    r"|(?:last|next)\s+(?:updated?|reviewed|review|modified))(?:\s+(?:by|on)\b|\s*:|\s+due\b).{0,180}",
    re.IGNORECASE,
)
BOX = re.compile(r"(box\s+\d{1,2}[.:]?)(?:\s+(\S.*))?$", re.IGNORECASE)
KEY_POINTS = re.compile(r"(?:key (?:points|facts|takeaways|messages)|at a glance)", re.IGNORECASE)
LEAD_IN = re.compile(r":\s*[-–—]?$")
LEAD_IN_TAIL = re.compile(r":\s*[-–—]$")
EMPTY_ITEM = re.compile(r"(?:[^:]{1,60}:)?[\s.,;:…–-]*")
QUESTION_FIRST = re.compile(r"(¿?[^\W\d_][^.!?؟]{8,140}[?؟])\s+(\S.*)")
GLUED = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-z]+ [a-z])")
CLOSING = "\"'”’»)]"
END_MARKS = ".!?:;,…؟؛،"
QUOTES = "“‘\"'«"

REVIEWED_PAGE = re.compile(r"\b(?:medically|clinically) reviewed\b", re.IGNORECASE)

MAX_HEADING_CHARACTERS = 100  # what the fields for titles and headings hold
MAX_CLAIM_CHARACTERS = 300
MAX_PLAIN_HEADING_WORDS = 8
MAX_QUESTION_CHARACTERS = 160
MIN_TITLE_CASE_SHARE = 0.7

# A line that ends in one of these without a mark is cut off: an article, a conjunction, a verb that announces
# something, or a preposition. Headings may end in a preposition ("Things to look out for") or, if they ask, in a verb
# ("What it is").
CUT = names(
    "the a an and or but nor than as that which is are was were be been has have had include includes including such "
    "if when because not no"
)
PREPOSITIONS = names("of to in on at by for from with without about around between into onto over under")
# A heading that asks in its word order: "Why is it painful", not "Why it is painful" or "Do not lift".
ASKS = re.compile(
    r"(?:(?:what|why|where|who|how(?: (?:common|often|long|soon|many|much|serious|fast|far|likely))?)\s+)?"
    r"(?:is|are|was|were|does|can|could|should)\s+\w|(?:what|why|where|how)\s+(?:do|did|will|would)\s+\w",
    re.IGNORECASE,
)
ASKING = names("what how who where why when which")
SMALL_IN_SENTENCES = names("is are it its be do does can will you your")  # Title Case would give them a capital
NEVER_NAMES = CUT | PREPOSITIONS | SMALL_IN_SENTENCES
# Names with a capital inside, which are no glued words.
INNER_CAPITALS = re.compile(
    r"\b(?:MedlinePlus|YouTube|PubMed|HealthUnlocked|WhatsApp|FaceTime|FaceBook|LinkedIn|PowerPoint|MacMillan)\b"
)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_][\w’'/-]*", text)


def has_end_mark(text: str) -> bool:
    return text.rstrip(CLOSING).endswith(tuple(END_MARKS))


def is_unfinished(text: str) -> bool:
    """Whether the last word shows that something must follow which is not there."""
    words = words_of(text)
    return bool(words) and not has_end_mark(text) and words[-1].lower() in CUT | PREPOSITIONS


def is_title_case(text: str) -> bool:
    """Most longer words after the first begin with a capital, and there is at least one such word."""
    words = words_of(text)[1:]
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = [word for word in longer if word[0].isupper()]
    if not longer:
        return any(word.istitle() and len(word) > 1 and word.lower() in NEVER_NAMES for word in words)
    if len(longer) == 1 and SMALL_IN_SENTENCES.intersection(words):
        return False
    return bool(capitals) and len(capitals) >= MIN_TITLE_CASE_SHARE * len(longer)


def begins_anew(text: str) -> bool:
    """Begins like a sentence. Scripts such as Arabic have no capitals, and Spanish questions begin with a mark."""
    first = text.lstrip("¿¡")[:1]
    return first.isalpha() and not first.islower()


def lacks_question_mark(heading: str) -> bool:
    return ASKS.match(heading) is not None and not has_end_mark(heading) and len(heading) < MAX_HEADING_CHARACTERS


def split_question(text: str) -> tuple[str, str] | None:
    """A paragraph whose first sentence asks what the rest answers."""
    match = QUESTION_FIRST.fullmatch(text)
    return (match[1], match[2]) if match and begins_anew(text) else None


def may_be_heading(text: str) -> bool:
    """Short, begins like a heading, and no mark ends it."""
    return (
        len(text) <= MAX_HEADING_CHARACTERS
        and (begins_anew(text) or text[0].isdigit() or text[0] in QUOTES)
        and not has_end_mark(text)
        and any(character.isalpha() for character in text)
        and not is_cut(text)
    )


def is_cut(text: str) -> bool:
    """Whether a line is broken off even if it should be a heading."""
    words = [word.lower() for word in words_of(text)]
    return bool(words) and words[-1] in CUT and (words[0] not in ASKING or len(words) < 3)


def is_heading(text: str) -> bool:
    if not may_be_heading(text):
        return False
    return is_title_case(text) or text.isupper() or len(words_of(text)) <= MAX_PLAIN_HEADING_WORDS


def is_question(text: str) -> bool:
    """One sentence of its own that ends in a question mark."""
    return (
        text.endswith(("?", "؟"))
        and len(text) <= MAX_QUESTION_CHARACTERS
        and begins_anew(text)
        and not re.search(r"[.!?؟]\s", text)
        and len(words_of(text)) > 1
    )


def is_claim_of_review(text: str) -> bool:
    """Who wrote or checked a page, and when. Such words come from sign-offs only, never from a file."""
    if len(text) > MAX_CLAIM_CHARACTERS:
        return False
    return any((PARTIAL_REVIEW.search(text), REVIEWED_PAGE.search(text), BYLINE.fullmatch(text)))


def split_glued(text: str) -> tuple[str, str] | None:
    """A heading and the sentence that lost the line break between them, as in "Lung Metastasis: SymptomsThe most"."""
    for match in GLUED.finditer(text[: MAX_HEADING_CHARACTERS + 2]):
        before, after = text[: match.start()], text[match.start() :]
        if len(words_of(before)) < 2 or re.search(r"[.!?;,]", before) or not is_title_case(before):
            continue
        if len(after) > 20 and not any(m.start() < match.start() < m.end() for m in INNER_CAPITALS.finditer(text)):
            return before, after
    return None
