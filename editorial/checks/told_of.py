"""Signs of danger that a sentence tells of without announcing them: prevented, treated, asked about, of relatives, counted."""

from __future__ import annotations

import re

from editorial.checks.figures import figures_in
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
_RELATES = re.compile(r"\b(?:which|that|who)\b")
_ANOTHER_START = re.compile(r",(?!.*\b(?:and|or)\s*$)")  # "to prevent clots, chest pain …"
_DOES = re.compile(r"(?:[\w'-]+\s+){1,5}(?:is|are|can|may|might|will|means?|should|must|needs?)\b")
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
_IN_FAMILY = (
    r"\b(?:any(?:one|body)|some(?:one|body)|people|others) (?:else )?in (?:your|the|their) family\s+"
    r"(?:who\s+)?ha(?:s|ve|d)\b"
)
_OF_RELATIVES = re.compile(
    rf"(?:\b{_KIN}\s+(?:(?:who|that|ever|has|have|once|also|already)\s+)*(?:had|died (?:of|from)|suffered)\b|{_IN_FAMILY}"
    r"|\bfamily history\b)(?P<then>[^.;!?]*)$"
)
_OF_READER = re.compile(r"\b(?:and|but|or|if|when|then)\s+(?:now\s+)?(?:you|your child|your baby)\b")
_COUNTED = re.compile(
    r"\b(?:(?:every|each|per|a|in one) year|(?:in|between|since|during) (?:19|20)\d\d|in (?:a|their|his|her|your) lifetime"
    r"|(?:at some (?:time|point|stage)|once) in (?:their|your|his|her|a) (?:life|lives|lifetime))\b"
)
_WITH_IT = re.compile(r"\b(?:with|who have|living with|taking|after|because of|from (?:this|it|the))\b")


def is_told_of(sentence: str, start: int, lead_in: str = "") -> bool:
    """Whether the sign that begins at `start` of a sentence is only told of. Never where help is urgent.

    `lead_in` is what stands before the list of which the sentence is an item. All in small letters (`lowered`).
    """
    if listed("urgency", "now").search(f"{lead_in} {sentence}"):
        return False
    led = lead_in.rstrip(" :")
    before = f"{led} {sentence[:start]}"
    is_prevented = not (led and _PREVENTED.search(led) and not _LEADS_TO_ITEM.search(led)) and _is_prevented(
        before, sentence[start:]
    )
    is_treated = bool(_TREATED.match(sentence, start))
    return is_prevented or is_treated or _is_asked(before) or _is_of_relatives(before) or _is_counted(sentence)


def _is_prevented(before: str, after: str) -> bool:
    match = _PREVENTED.search(before)
    if match is None or _ANOTHER_DEED.search(match["then"]):
        return False
    if _RELATES.search(match["then"]):
        return True
    return not (_ACTS.search(match["then"]) or _ANOTHER_START.search(match["then"]) or _DOES.match(after))


def _is_asked(before: str) -> bool:
    matches = (_ASKED.search(before), _ASKED_FOR_EXAMPLE.search(before))
    return any(match and not _NOT_ASKED.search(match["then"]) for match in matches)


def _is_of_relatives(before: str) -> bool:
    match = _OF_RELATIVES.search(before)
    return match is not None and not _OF_READER.search(match["then"])


def _is_counted(sentence: str) -> bool:
    """ "6,000 people a year die by suicide" counts a people; "2 in 10 people with it get seizures" warns them."""
    return bool(figures_in(sentence) and _COUNTED.search(sentence) and not _WITH_IT.search(sentence))
