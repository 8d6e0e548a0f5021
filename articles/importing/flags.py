"""The sentences behind the flags, and the flags that can be read off one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.importing.page import Flag

SENTENCES = {
    "answer_end": "may belong to the answer above; it was given a section of its own",
    "bold_heading": "was a line in bold, and was made a heading",
    "box_end": "where this box ends is a guess: check its last lines",
    "check_capitals": "check the capitals of",
    "check_summary": "used as the main message: it should say what matters most in one to three sentences",
    "check_source": "was made a source in the library: check its fields, and say of which kind it is",
    "claim_of_review": "a claim about review or authorship is never imported as text: record it as a sign-off",
    "cut_off": "the sentence stops in the middle: something is missing",
    "emergency_sign": "may need help at once: consider a care card, and ask the reviewer how fast help must come",
    "empty_item": "the list item says nothing",
    "heading_without_text": "no text follows this heading",
    "help_advice": "advice on getting help: consider a care card",
    "lead_in_without_list": "what this line announces does not follow it",
    "link_gone": "a link was probably here",
    "link_in_heading": "headings hold no links: the link is gone",
    "link_without_address": "a link led to another page of its site, whose address the file does not tell:",
    "long_heading": "too long for a heading, so it was made a paragraph in bold",
    "lost_apostrophe": "an apostrophe may be missing in",
    "lost_characters": "characters are lost here and cannot be restored",
    "needs_heading": "had no heading and was given one: write your own",
    "needs_set_title": "the question set had no title and was given one: write your own",
    "needs_title": "the page had no title and was given one: write your own, and empty its address",
    "note_here": "a note stood here, which is no source by itself:",
    "note_to_place": "a note: put it into the text if patients need it, or make it a source",
    "not_read": "the converter for Word files could not read this: copy it by hand",
    "no_text": "this is no text, so the draft cannot hold it: look at it, and put into words what patients need of it",
    "no_end_mark": "has no full stop: perhaps a heading, perhaps cut off",
    "picture_not_there": "the picture was not in the file, and nothing is fetched from elsewhere: add it in the library",
    "picture_rights": "say in the library who made this picture, and under which licence it may be used",
    "picture_without_alt": "has no alternative text: write one",
    "question_without_answer": "no answer follows this question",
    "same_text": "the same text stands in line",
    "stray_mark": "a stray space before a mark: words or a reference may be missing",
}

WITHOUT_APOSTROPHE = re.compile(
    r"\b(?:wont|cant|dont|doesnt|didnt|isnt|arent|wasnt|werent|havent|hasnt|hadnt|wouldnt|couldnt|shouldnt|youre|"
    r"theyre|youve|theyve|weve|youll|theyll|thats|theres|whats|Im|Ive|"
    r"its(?= (?:a|an|the|not|given|called|important|possible|rare)\b| \w+ (?:to|that)\b))\b",
    re.IGNORECASE,
)
# A lone â, Ã or Â that no repair could explain. Real words have it before other letters (château, âge).
LOST_CHARACTERS = re.compile(
    r"\ufffd|[\x80-\x9f]|\w[âÃÂ](?:s|t|d|m|re|ve|ll)?(?!\w)|(?<!\w)[âÂ](?=\s)|Ã(?![A-Za-zÀ-ÿ])|â€"
)
STRAY_MARK = re.compile(r"\s[.,;](?=\s|$)")
LINK_GONE = re.compile(r"\b(?:learn more|find out more|read more|click here|see also our)\b", re.IGNORECASE)
HELP_ADVICE = re.compile(
    r"\b(?:999|911|112|A&E|emergency (?:department|room|services?)|right away|straight away|immediately)(?!\w)",
    re.IGNORECASE,
)
# Signs that pages like to list as routine. No diagnosis: a person decides, so ordinary complaints stay out.
EMERGENCY_SIGN = re.compile(
    r"\b(?:sudden(?:,? and|,)? severe (?:pain|headache)|chest pain|short(?:ness)? of breath|inability to move"
    r"|(?:unable|not able) to (?:move|walk|breathe|speak|urinate|pass urine)"
    r"|(?:difficulty|trouble|problems?) (?:in )?(?:breathing|speaking|swallowing|urinating|passing urine)"
    r"|loss of (?:bladder|bowel|consciousness)|incontinen(?:ce|t)|seizures?"
    r"|(?:coughing|vomiting|throwing|bringing)(?: up)? blood|heavy bleeding|suicid(?:e|al))\b",
    re.IGNORECASE,
)


def sentence(flag: Flag) -> str:
    return " ".join(filter(None, [SENTENCES[flag.code], flag.detail]))


def flags_in(text: str, *, has_link: bool = False) -> Iterator[Flag]:
    """`has_link` says that a link of this text was kept."""
    if LOST_CHARACTERS.search(text):
        yield Flag("lost_characters")
    words = list(dict.fromkeys(WITHOUT_APOSTROPHE.findall(text)))
    if words:
        yield Flag("lost_apostrophe", ", ".join(f"“{word}”" for word in words))
    if STRAY_MARK.search(text):
        yield Flag("stray_mark")
    if not has_link and LINK_GONE.search(text):
        yield Flag("link_gone")
    if HELP_ADVICE.search(text):
        yield Flag("help_advice")
    elif EMERGENCY_SIGN.search(text):
        yield Flag("emergency_sign")
