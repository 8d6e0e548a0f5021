"""Signs of danger that a sentence tells of without announcing them: prevented, treated, asked about, of relatives, counted."""

from __future__ import annotations

import re
from enum import Enum

from editorial.checks.figures import figures_in
from editorial.checks.lexicons import lexicon
from editorial.checks.phrases import listed

_TO_COME = r"(?:can|could|may|might|will|would|sometimes|often|also|cause[sd]?|lead[s]?|bring[s]?|give[s]?|make[s]?)"
# What is prevented, up to a word with which something else may begin to act: "stops clots and can cause chest pain".
_PREVENTED = re.compile(
    r"^.*\b(?:prevent(?:s|ed|ing)?|(?:protect|guard)(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?(?:against|from)|immuni[sz]\w+\s+(?:\w+\s+)?against"
    r"|vaccin\w+\s+(?:\w+\s+)?against)\b(?P<then>[^.;:!?]*)$",
    re.DOTALL,
)
_ANOTHER_DEED = re.compile(
    rf"\b(?:but|although|though|however|because|since|if|when|while|unless)\b|\b(?:and|or|they|it|you|this|these)\s+{_TO_COME}\b"
)
# A relative clause with its verb: "clots which can also move". What acts after it is not prevented.
_RELATES = re.compile(
    rf".*?\b(?:which|that|who)\s+(?:(?:also|often|sometimes|then|can|could|may|might|will|would)\s+)*(?:{_TO_COME}|\w+)\b",
    re.DOTALL,
)
_ANOTHER_START = re.compile(r",(?!.*\b(?:and|or)\s*$)")  # "to prevent clots, chest pain …"
_DOES = re.compile(
    r"(?:(?!(?:how|what|when|whether|if|where|who|which|that)\b)[\w'-]+\s+){1,5}"
    r"(?:is|are|can|could|may|might|will|means?|should|must|needs?|never)\b"
)
_LEADS_TO_ITEM = re.compile(r"\b(?:prevent\w*|against|from|causes?|to|such as|like|includ(?:e|es|ing))$")
_ACTS = re.compile(rf"\b{_TO_COME}\b")
# "Fits with this illness are mostly treated with tablets." What is "treated as an emergency" or "not treated" is none of it.
_TREATED = re.compile(
    r"(?:(?!(?:that|which|who|if|until|unless|and|or|is|are)\b)[\w'-]+\s+){1,8}"
    r"(?:is|are|(?:can|may|should|will)(?: often| usually)? be)\s+"
    r"(?:(?!(?:not|never|only|seldom|rarely)\b)\w+\s+)?(?:treated|controlled|managed|prevented|relieved|eased)\b(?!\s+(?:as|like|late|too)\b)"
)
# Somebody asks the reader. "Ask your doctor about chest pain" is advice, and the sign is there.
_PERSON = (
    r"(?:doctor|gp|nurse|midwife|pharmacist|surgeon|specialist|dentist|team|adviser|paramedic|physician|consultant|an(?:a)?esthetist"
    r"|therapist|health visitor|provider|staff|form|questionnaire|they|we|he|she|someone|somebody)s?"
)
_ASKED = re.compile(
    rf"(?:\b(?:be|are|is|were|was|get|being)\s+asked|\b{_PERSON}\s+(?:(?:will|may|might|can|could|should|would|often|also|then|usually"
    r"|always)\s+){0,3}(?:asks?|want(?:s)? to know|need(?:s)? to know))\s+(?:you\s+|your\s+\w+\s+|them\s+|questions\s+)*"
    r"(?:about|if|whether|how often|how long|when|what|which|:)(?P<then>[^.;!?]*)$"
)
_ASKED_FOR_EXAMPLE = re.compile(
    r"\bask(?:s|ed|ing)?\s+(?:you\s+)?about your (?:\w+\s+)?(?:symptoms|signs|health|history|illness),?\s+"
    r"(?:such as|like|including|for example)(?P<then>[^.;!?]*)$"
)
_NOT_ASKED = re.compile(
    r"\b(?:but|because|since|although|which|(?<!such )as)\b|\band\s+(?:call|go|get|see|tell|ask|can|may|might|will|then)\b"
)
_KIN = (
    r"(?:relatives?|parents?|mothers?|mum|fathers?|dad|brothers?|sisters?|siblings?|uncles?|aunts?|grand\w+|cousins?"
    r"|(?:family|blood) (?:members?|relations?)|(?:in|of) (?:your|the|their|his|her) (?:close |wider |own )?family|relations?)"
)
# What somebody has now is no history: "if anyone in your family has chest pain".
_IN_FAMILY = (
    r"\b(?:any(?:one|body)|some(?:one|body)|people|others) (?:else )?in (?:your|the|their) family\s+"
    r"(?:who\s+)?(?:(?:has|have)\s+(?:ever\s+|already\s+)?had|(?:ever\s+)?had)\b"
)
_OF_RELATIVES = re.compile(
    rf"(?:\b{_KIN}\s+(?:(?:who|that|ever|has|have|once|also|already)\s+)*(?:had|died (?:of|from)|suffered)\b|{_IN_FAMILY}"
    r"|\bfamily history\b)(?P<then>[^.;!?]*)$"
)
_TELL = r"\b(?:tell|told|ask|asks|asked|know|say|mention|check|wonder|report|write down|note)\b"
_IF_NOW = re.compile(
    rf"^(?!.*{_TELL}).*\bif (?:(?:any|some)(?:one|body)|people|others) (?:else )?in \w+ family\b", re.DOTALL
)
_IF_FIRST = re.compile(r"^\W*if\b")
_TELLS = re.compile(_TELL)
# "People with a family history of clots may have …": the sign is theirs.
_FINITE = re.compile(
    r"\b(?:can|could|may|might|will|should|must|is|are|gets?|feels?|(?:has|have)(?!\s+(?:ever\s+|already\s+|also\s+)*(?:had|died|suffered)))\b"
)
_OF_READER = re.compile(r"\b(?:and|but|or|if|when|then)\s+(?:now\s+)?(?:you|your child|your baby)\b")
_COUNTED = re.compile(
    r"\b(?:(?:every|each|per|a|in one) year|(?:in|between|since|during) (?:19|20)\d\d|in (?:a|their|his|her|your) lifetime"
    r"|(?:at some (?:time|point|stage)|once) in (?:their|your|his|her|a) (?:life|lives|lifetime))\b"
)
_WITH_IT = re.compile(
    r"\b(?:with|who have|living with|taking|after|because of|from (?:this|it|the)|(?:on|use|using) (?:this|these|it|the|your))\b"
)
_DIED_OF = re.compile(r"\b(?:die|dies|died|deaths?|killed)\b[^,;:]*\b(?:of|from|by|to)\s+(?:\w+\s+){0,3}$")
# "Your pain, chest pain should never wait": the question is over.
_DUTY = re.compile(r",\s+(?:and\s+)?(?:(?!(?:if|whether|how|what|when|or)\b)[\w'-]+\s+){1,4}(?:should|must|needs?)\b")


class Told(Enum):
    """How a sentence speaks of a sign: only of it; in a way that may still mean the reader; or as what may happen."""

    ONLY = "only"
    PERHAPS = "perhaps"
    NOT = "not"


def told_of(sentence: str, start: int, sign: str, lead_in: str = "") -> Told:
    """How a sentence tells of the sign (its id) that begins at `start`. Never only of it where help is urgent.

    `lead_in` is what stands before the list of which the sentence is an item. All in small letters (`lowered`).
    """
    if listed("urgency", "now").search(f"{lead_in} {sentence}"):
        return Told.NOT
    led = lead_in.rstrip(" :")
    before, after = f"{led} {sentence[:start]}", sentence[start:]
    is_prevented = not (led and _PREVENTED.search(led) and not _LEADS_TO_ITEM.search(led)) and _is_prevented(
        before, after
    )
    if is_prevented or _is_asked(before, after) or _is_of_relatives(before, after):
        return Told.ONLY
    if _TREATED.match(sentence, start):
        return Told.ONLY if sign in lexicon("red_flags")["treated"] else Told.PERHAPS
    if _is_counted(sentence):
        return Told.ONLY if sign == "suicide" or _DIED_OF.search(before) else Told.PERHAPS
    return Told.NOT


def _is_prevented(before: str, after: str) -> bool:
    match = _PREVENTED.search(before)
    if match is None or _ANOTHER_DEED.search(match["then"]):
        return False
    then = _RELATES.sub("", match["then"], count=1)
    return not (_ACTS.search(then) or _ANOTHER_START.search(then) or _DOES.match(after))


def _is_asked(before: str, after: str) -> bool:
    matches = (_ASKED.search(before), _ASKED_FOR_EXAMPLE.search(before))
    return any(match and not _is_over(match["then"], after) for match in matches)


def _is_over(then: str, after: str) -> bool:
    is_new_subject = then.rstrip().endswith(",") and _DOES.match(after)
    return bool(is_new_subject or _NOT_ASKED.search(then) or _DUTY.search(then))


def _is_of_relatives(before: str, after: str) -> bool:
    match = _OF_RELATIVES.search(before)
    if match is None or _OF_READER.search(match["then"]) or _FINITE.search(match["then"]) or _IF_NOW.search(before):
        return False
    is_condition = _IF_FIRST.search(before) and not _TELLS.search(after)
    return "," not in match["then"] or not (is_condition or _DOES.match(after))


def _is_counted(sentence: str) -> bool:
    """ "6,000 people a year die by suicide" counts a people; "2 in 10 people with it get seizures" warns them."""
    return bool(figures_in(sentence) and _COUNTED.search(sentence) and not _WITH_IT.search(sentence))
