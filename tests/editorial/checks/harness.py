"""Holds the content checks against the labelled sentences and documents of tests/data/checks (its README says how).

python -m tests.editorial.checks.harness [--set fresh] [CHECK ...]     the tables; with ids each miss and false alarm

The set `fresh` was written blind, when the checks were done: its first figures are the honest ones.
"""

import json
import os
import re
import sys
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data" / "checks"
UID = "00000000-0000-4000-8000-{:012d}"
# These need a whole page, so fragments do not judge them.
OF_WHOLE_PAGES = {"M03", "M15", "M17", "M18", "M19", "M20", "R01", "E10", "P10", "P12"}
OF_WHOLE_TABLES = {"S13", "S16"}
LEAST = {"blocking": 0.9, "warning": 0.8, "advice": 0.8}


@cache
def labels(name="sentences"):
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def labelled_documents():
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("documents/*.json"))}


_SHORT_UID = re.compile(r'(data-(?:page|cite)=\\?")([^"\\]+)')


def document_of(label):
    """The document that a labelled line stands for; short names of pages and sources become uids."""
    said = json.dumps(_document_of(label), ensure_ascii=False)
    return json.loads(_SHORT_UID.sub(lambda found: found[1] + _uid(found[2]), said))


def _uid(name):
    return name if len(name) == 36 else str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def _document_of(label):
    base = {"schema": 1, "language": label.get("language", "en"), "title": "About this subject"}
    if "questions" in label:
        questions = [{"uid": UID.format(n), **one} for n, one in enumerate(label["questions"], start=1)]
        return {**base, "kind": "question_set", "questions": questions, **label.get("fields", {})}
    if "blocks" in label:
        blocks = label["blocks"]
    elif "block" in label:
        blocks = [label["block"]]
    else:
        heading = label.get("heading", "What to know")
        blocks = [{"type": "section", "heading": heading, "body": label["body"]}]
    blocks = [{"uid": UID.format(number), **block} for number, block in enumerate(blocks, start=1)]
    summary = {"summary": label["summary"]} if label.get("summary") else {}
    article = {"kind": "article", "article_kind": label.get("kind", "condition"), **summary, "blocks": blocks}
    return {**base, **article, **label.get("fields", {})}


def findings_for(label):
    from editorial.checks.running import findings_in

    return findings_in(document_of(label))


def is_right(label, document, finding):
    """Whether a finding marks the words of the label, in the passage where they stand. What is found in a table as a
    whole is marked at its first cell, so any words of the table will do."""
    if finding.check in OF_WHOLE_TABLES:
        return True
    wanted = [words for words in (label.get("words"), *label.get("or_words", [])) if words]
    return not wanted or any(_overlap(document, finding.place, words) for words in wanted)


def _overlap(document, place, words):
    from editorial.checks.manuscript import Manuscript

    words = words.replace("\u00a0", " ")
    if not place.words:
        return True
    for passage in Manuscript(document).passages:
        if (passage.block, passage.field, passage.line) != (place.block, place.field, place.line):
            continue
        at = passage.text.find(words)
        while at >= 0:
            if at < place.end and place.start < at + len(words):
                return True
            at = passage.text.find(words, at + 1)
        # Words that run over several passages, or a mark that holds them all.
        if passage.text and passage.text in words:
            return True
    return False


@dataclass
class Score:
    expected: int = 0
    hit: int = 0
    false: int = 0
    misses: list = field(default_factory=list)
    alarms: list = field(default_factory=list)

    @property
    def recall(self):
        return self.hit / self.expected if self.expected else 1.0

    @property
    def precision(self):
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0


def counts_for_clean_text(finding):
    return finding.severity != "advice" and finding.check not in OF_WHOLE_PAGES


@cache
def scores(name="sentences"):
    """By check: what it found on its own lines, and on the clean ones."""
    found = defaultdict(Score)
    for label in labels(name):
        findings = findings_for(label)
        if label["check"] == "*":
            for check in {finding.check for finding in findings if counts_for_clean_text(finding)}:
                found[check].false += 1
                found[check].alarms.append(label["id"])
            continue
        score = found[label["check"]]
        own = [finding for finding in findings if finding.check == label["check"]]
        if not label["found"]:
            score.false += bool(own)
            score.alarms += [label["id"]] * bool(own)
            continue
        score.expected += 1
        is_hit = any(is_right(label, document_of(label), finding) for finding in own)
        score.hit += is_hit
        score.misses += [label["id"]] * (not is_hit)
    return dict(found)


def findings_in_document(entry):
    from editorial.checks.running import findings_in

    return findings_in(entry["document"], entry.get("listing", {}))


@cache
def document_scores():
    """By check: on how many labelled documents it was to speak, and did."""
    found = defaultdict(Score)
    for name, entry in labelled_documents().items():
        findings = findings_in_document(entry)
        spoke = {finding.check for finding in findings}
        graver = {finding.check for finding in findings if finding.severity != "advice"}
        expected, advised = set(entry["found"]), set(entry.get("advice", []))
        for check in expected | advised | spoke:
            score = found[check]
            if check in expected | advised:
                score.expected += 1
                score.hit += check in spoke
                score.misses += [name] * (check not in spoke)
            elif check in graver:
                score.false += 1
                score.alarms.append(name)
    return dict(found)


def table(found):
    from editorial.checks.registry import checks

    print(f"{'id':4} {'severity':9} {'found':>7} {'recall':>7} {'precision':>9}  misses | false alarms")
    for check in checks(of_site=False):
        score = found.get(check.id, Score())
        is_low = min(score.recall, score.precision) < LEAST[check.severity]
        print(
            f"{check.id:4} {check.severity.value:9} {score.hit:>3}/{score.expected:<3} {score.recall:7.2f}"
            f" {score.precision:9.2f} {'!' if is_low else ' '} {' '.join(score.misses)} | {' '.join(score.alarms)}"
        )


def details(names, chosen):
    for label in labels(chosen):
        own = [f for f in findings_for(label) if f.check in names]
        if label["check"] in names and label["found"]:
            if not any(is_right(label, document_of(label), f) for f in own if f.check == label["check"]):
                print("MISSED", json.dumps(label, ensure_ascii=False), [f.place.words for f in own])
        elif own and (label["check"] in names or (label["check"] == "*" and any(map(counts_for_clean_text, own)))):
            print("FALSE ", json.dumps(label, ensure_ascii=False), [(f.check, f.place.words) for f in own])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    asked = sys.argv[1:]
    chosen = asked.pop(1) if asked[:1] == ["--set"] else "sentences"
    asked = [name for name in asked if name != "--set"]
    if asked:
        details(set(asked), chosen)
    else:
        print(f"Sentences ({chosen})")
        table(scores(chosen))
        print("\nDocuments")
        table(document_scores())
