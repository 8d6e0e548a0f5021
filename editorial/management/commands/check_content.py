"""What the checks find on the whole site; fails when a live page has something to mend that no clinical lead let pass.

What is found in a text is kept, so that a second run is short.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.checks.findings import ORDER
from editorial.checks.registry import check_named
from editorial.checks.whole_site import Result, check_site


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="One line of JSON for each text.")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--live", action="store_true", help="Only what patients read.")
        which.add_argument("--drafts", action="store_true", help="Only newest texts that patients do not read.")

    def handle(self, **options: Any) -> None:
        counts: Counter[str] = Counter()
        texts, held_back = 0, 0
        for result in check_site(live=not options["drafts"], drafts=not options["live"]):
            texts += 1
            counts.update(finding.check for finding in result.findings)
            held_back += bool(result.blocking and result.is_live)
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) if options["json"] else _line(result))
            self._show(result.number, result.total)
        if not options["json"]:
            self.stdout.write(_summary(counts, texts))
        if held_back:
            counted = "1 live page has" if held_back == 1 else f"{held_back} live pages have"
            raise CommandError(f"{counted} something to mend. Mend it, or ask a clinical lead to let it pass.")

    def _show(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(
                f"\r{done} of {total} pages ({100 * done // total} %)", ending="" if done < total else "\n"
            )


def _line(result: Result) -> str:
    count = Counter(finding.severity for finding in result.findings)
    said = ", ".join(f"{count[severity]} {severity}" for severity in ORDER if count[severity]) or "nothing found"
    standing = "live" if result.is_live else "draft"
    blocking = [f"  {f.check} {f.message} “{f.place.words[:80]}”" for f in result.blocking]
    return "\n".join([f"{result.item.title} ({standing}): {said}", *blocking])


def _summary(counts: Counter[str], texts: int) -> str:
    by_check = [f"{number:>6} {name} {check_named(name).title}" for name, number in counts.most_common()]
    return "\n".join([f"{texts} texts checked.", *by_check])
