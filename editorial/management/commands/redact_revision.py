"""`manage.py redact_revision`: empty texts that the law says must go."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from editorial import actions
from editorial.errors import Refused
from editorial.models import Contributor, Edition, Event, Item, Revision, SignOff


class Command(BaseCommand):
    help = (
        "Empty texts of one page for ever; their digests stay and the history says so. An administrator and a clinical "
        "lead do it together. Without --yes it only says what would be emptied."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("item", type=int, help="number of the item, as its steps have it in their address")
        parser.add_argument(
            "revisions", type=int, nargs="*", metavar="revision", help="numbers of the revisions to empty"
        )
        parser.add_argument(
            "--digest", action="append", default=[], help="another text: a note, a person of a sign-off"
        )
        parser.add_argument("--administrator", required=True, help="username of the administrator")
        parser.add_argument("--clinical-lead", required=True, help="username of the clinical lead")
        parser.add_argument("--reason", required=True, help="kept with the history")
        parser.add_argument("--yes", action="store_true", help="do it; it cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        item = Item.objects.filter(pk=options["item"]).first()
        if item is None:
            raise CommandError(f"There is no item {options['item']}.", returncode=2)
        digests = sorted({*self._digests(item, options["revisions"]), *options["digest"]})
        by, other = self._person(options["administrator"]), self._person(options["clinical_lead"])
        for digest in digests:
            self.stdout.write(f"{digest}  {self._where(item, digest)}")
        if not options["yes"]:
            self.stdout.write("Nothing was changed. Add --yes to empty these texts for ever.")
            return
        try:
            actions.redact(item=item, digests=digests, by=by, together_with=other, reason=options["reason"])
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"Emptied {len(digests)} texts of “{item.title}”.")

    def _digests(self, item: Item, numbers: list[int]) -> set[str]:
        """Texts and listings of the revisions, but no listing that a draft still has: then it tells of nobody."""
        found = {
            number: {signed, listing}
            for number, signed, listing in Revision.objects.filter(item=item, number__in=numbers).values_list(
                "number", "signed_id", "listing_id"
            )
        }
        missing = [str(number) for number in numbers if number not in found]
        if missing:
            raise CommandError(f"“{item.title}” has no revision {', '.join(missing)}.", returncode=2)
        texts = {digest for pair in found.values() for digest in pair}
        return texts - set(Item.objects.filter(head__listing__in=texts).values_list("head__listing_id", flat=True))

    def _person(self, username: str) -> Contributor:
        person = Contributor.objects.filter(user__username=username).select_related("user").first()
        if person is None:
            raise CommandError(f"No contributor has the account “{username}”.", returncode=2)
        return person

    def _where(self, item: Item, digest: str) -> str:
        """Where a text stands, in words: the same text may stand in several revisions, and all lose it."""
        revisions = Revision.objects.filter(item=item)
        as_text = revisions.filter(signed=digest).order_by("number").values_list("number", flat=True)
        as_listing = revisions.filter(listing=digest).order_by("number").values_list("number", flat=True)
        places = [f"text of revision {n}" for n in as_text] + [f"listing of revision {n}" for n in as_listing]
        if SignOff.objects.filter(revision__item=item, person=digest).exists():
            places.append("person of a sign-off")
        if Event.objects.filter(item=item, note=digest).exists():
            places.append("note in the history")
        if Edition.objects.filter(item=item, note=digest).exists():
            places.append("note for readers")
        return ", ".join(places) or "no text of this page"
