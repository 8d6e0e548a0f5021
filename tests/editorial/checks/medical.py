"""What one check says about a document, in a few words; for the tests of the checks on evidence, wording and safety."""

from editorial.checks.registry import check_named
from tests.editorial.checks.conftest import UID, manuscript

CITED = f'<sup data-cite="{UID.format(999)}"></sup>'


def words(name, *blocks, **fields):
    """The words that the check `name` marks, in order; "" where it marks a place only."""
    return [found.place.words for found in run(name, *blocks, **fields)]


def run(name, *blocks, **fields):
    checked = manuscript(
        *[block if not isinstance(block, str) or "<" in block else f"<p>{block}</p>" for block in blocks], **fields
    )
    check = check_named(name)
    return list(check.run(checked)) if check.applies_to(checked) else []


def card(urgency, *signs, heading="Call 999 if you:", **fields):
    return {
        "type": "care_card",
        "urgency": urgency,
        "heading": heading,
        "signs": list(signs),
        "action": "<p>Go now.</p>",
    } | fields


def section(heading, body, aspect="other"):
    return {"type": "section", "heading": heading, "aspect": aspect, "body": f"<p>{body}</p>"}
