"""Whether a page says what pages of its kind must say, and nothing that belongs elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from editorial.checks.findings import Found, Place, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import HEADINGS, Manuscript, Passage, Role
from editorial.checks.meaning import stems_of
from editorial.checks.phrases import listed, lowered
from editorial.checks.registry import check

_CLINICAL = frozenset({"condition", "symptom", "test", "treatment", "medicine", "living_with"})
_TREATS = frozenset({"condition", "treatment"})


def required_aspects(kind: str) -> list[str]:
    """The aspects that a page of a kind must have, in the order of a good page."""
    return list(lexicon("aspects").get(kind, {}).get("required", []))


@check(
    "M15",
    "Section on something else",
    Severity.WARNING,
    finds="a section whose words hardly occur in the rest of the page",
    why="Readers who came for one thing lose their way in another (PEMAT 2).",
    remedy="Move the section to a page of its own, or say what it has to do with this one.",
    languages="en",
    kinds="article",
    for_clinical=True,
)
def scope_drift(manuscript: Manuscript) -> Iterator[Found]:
    sections = [str(block["uid"]) for block in manuscript.blocks if block.get("type") in {"section", "callout"}]
    said = {uid: _stems(manuscript.in_block(uid)) for uid in sections}
    whole = _stems(list(manuscript.passages))
    everyday = frozenset(lexicon("everyday")["words"].split())
    roots = re.compile("|".join(lexicon("everyday")["roots"]))
    if manuscript.article_kind not in _CLINICAL or len(sections) < 3:
        return
    for uid, words in said.items():
        strange = [
            word for word in words if whole[word] <= words[word] and word not in everyday and not roots.search(word)
        ]
        if len(words) >= 15 and len(strange) >= 0.5 * len(words):
            heading = manuscript.in_block(uid)[0]
            yield found(heading, f"“{heading.text}” has little to do with the rest of the page.")


def _stems(passages: list[Passage]) -> Counter[str]:
    return Counter(stem for passage in passages for stem in stems_of(passage.text))


@check(
    "M17",
    "Something that such pages must say is missing",
    Severity.ADVICE,
    finds="a page without the sections that its kind needs; for a condition without symptoms or treatment it warns",
    why="Readers look for these things and cannot know that they are missing (DISCERN 2 and 9 to 15).",
    remedy="Write the section, or choose what an existing one is about.",
    kinds="article",
    for_clinical=True,
)
def missing_aspect(manuscript: Manuscript) -> Iterator[Found]:
    held = {str(block.get("aspect", "")) for block in manuscript.blocks}
    held |= {"when_to_get_help"} if any(block.get("type") == "care_card" for block in manuscript.blocks) else set()
    held |= (
        {"treatment", "side_effects"} if any(block.get("type") == "choices" for block in manuscript.blocks) else set()
    )
    names, gravely = (
        lexicon("coverage")["names"],
        lexicon("aspects").get(manuscript.article_kind, {}).get("gravely", []),
    )
    for aspect in required_aspects(manuscript.article_kind):
        if aspect not in held:
            message = f"Nothing on the page is about {names[aspect]}."
            severity = Severity.WARNING if aspect in gravely else Severity.ADVICE
            yield Found(Place(field="blocks"), message, severity=severity)


def _about_treatment(manuscript: Manuscript) -> list[Passage]:
    """What the page says about treatment; everything on a page of that kind."""
    if manuscript.article_kind == "treatment":
        return [passage for passage in manuscript.passages if passage.role not in HEADINGS]
    uids = {
        str(block.get("uid")) for block in manuscript.blocks if block.get("aspect") in {"treatment", "side_effects"}
    }
    return [passage for passage in manuscript.passages if passage.block in uids and passage.role != Role.HEADING]


def _says(passages: list[Passage], words: str) -> bool:
    return any(listed("coverage", f"words.{words}").search(lowered(passage.text)) for passage in passages)


def _has_choices(manuscript: Manuscript) -> bool:
    return any(block.get("type") == "choices" for block in manuscript.blocks)


@check(
    "M18",
    "Nothing on what is not known",
    Severity.ADVICE,
    finds="a page on a condition or treatment with nothing under “What is not known”",
    why="Uncertainty that is kept quiet looks like certainty (DISCERN 8).",
    remedy="Fill in “What is not known”.",
    kinds="article",
)
def no_uncertainty(manuscript: Manuscript) -> Iterator[Found]:
    if manuscript.article_kind not in _TREATS or manuscript.document.get("uncertainty"):
        return
    if not _says(list(manuscript.passages), "uncertain"):
        yield Found(Place(field="uncertainty"), "The page does not say what is not known.")


@check(
    "M19",
    "Treatment without its harms",
    Severity.ADVICE,
    finds="text on treatment without a word on what it may cost, and no block of choices",
    why="Nobody can choose who knows one side only (DISCERN 10 and 11).",
    remedy="Say what the treatment may do to people, or add a block of choices.",
    languages="en",
    kinds="article",
)
def no_harms(manuscript: Manuscript) -> Iterator[Found]:
    about = _about_treatment(manuscript)
    if manuscript.article_kind in _TREATS and about and not _has_choices(manuscript) and not _says(about, "harm"):
        place = Place(block=about[0].block, field=about[0].field)
        yield Found(place, "Nothing is said about what treatment may cost people.")


@check(
    "M20",
    "Nothing on doing without",
    Severity.ADVICE,
    finds="a page on a condition or treatment that does not say what happens without treatment",
    why="No treatment is a choice too (DISCERN 12).",
    remedy="Say what is likely to happen without treatment.",
    languages="en es ar",
    kinds="article",
)
def no_no_treatment(manuscript: Manuscript) -> Iterator[Found]:
    if manuscript.article_kind not in _TREATS:
        return
    chosen = any(block.get("type") == "choices" and block.get("without") for block in manuscript.blocks)
    whole = [passage for passage in manuscript.passages if passage.role not in HEADINGS]
    if not chosen and not _says(whole, "without") and not _says(_about_treatment(manuscript), "bare"):
        yield Found(Place(field="blocks"), "The page does not say what happens without treatment.")
