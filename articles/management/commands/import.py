"""`manage.py import FILE...`: pages of text, Markdown, HTML or Word to drafts, with a report. Writes only with --save."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError

from articles.importing import words
from articles.importing.bringing import Brought, bring_in, in_language
from articles.importing.converting import convert
from articles.importing.files import pictures_beside, read_file
from articles.importing.findings import counted_findings
from articles.importing.report import as_json, as_text
from editorial.errors import NoContributor, Refused
from editorial.models import Contributor

USAGE_ERROR = 2


class Command(BaseCommand):
    help = "Turn pages (.txt, .md, .html, .docx) into drafts. Without --save it only reports what it would do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="plain text, Markdown, a saved web page or Word")
        parser.add_argument("--save", action="store_true", help="write the drafts (needs --by)")
        parser.add_argument("--by", metavar="USERNAME", help="the account in whose name the drafts are saved")
        parser.add_argument("--report", choices=["text", "json"], default="text")
        parser.add_argument(
            "--language",
            choices=[code for code, _ in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="the language of the pages (default: %(default)s)",
        )

    def handle(self, *args: Any, files: list[str], report: str, **options: Any) -> None:
        by = self._contributor(options["by"]) if options["save"] else None
        entries, refusals = [], []
        for position, name in enumerate(files, start=1):
            if len(files) > 1:
                self.stderr.write(f"{position} of {len(files)}: {name}", self.style.NOTICE)
            try:
                entries.append(self._import(Path(name), by, options["language"], is_text=report == "text"))
            except Refused as refusal:
                refusals.append(f"{name}: {refusal}")
                entries.append({"file": name, "error": {"code": refusal.code, "sentence": str(refusal)}})
        if report == "json":
            self.stdout.write(json.dumps(entries, ensure_ascii=False, indent=1))
        if refusals:
            raise CommandError("\n".join(refusals), returncode=USAGE_ERROR)

    def _import(self, path: Path, by: Contributor | None, language: str, *, is_text: bool) -> dict[str, Any]:
        """One file; the entry for the JSON report is returned, the text report is written at once."""
        data, pictures = read_file(path), pictures_beside(path)
        if by is None:
            brought, page = None, in_language(convert(data, path.name, pictures), language)
        else:
            brought = bring_in(data=data, name=path.name, language=language, by=by, pictures=pictures)
            if brought.refusal:
                raise brought.refusal
            page = brought.page or convert(data, path.name, pictures)
        findings = counted_findings(page, language)
        if is_text:
            self.stdout.write(as_text(page, path.name))
            self.stdout.write(words.found(findings))
            self.stdout.write(outcome(brought) + "\n")
            return {}
        return {"file": str(path), **as_json(page), "findings": findings, "saved": saved_entry(brought)}

    def _contributor(self, username: str | None) -> Contributor:
        if not username:
            raise CommandError("Say in whose name the drafts are saved: --by USERNAME.", returncode=USAGE_ERROR)
        users = get_user_model()._default_manager
        user = users.filter(username=username).select_related("contributor").first()
        if user is None:
            raise CommandError(f"There is no account “{username}”: check --by.", returncode=USAGE_ERROR)
        contributor = Contributor.objects.filter(user=user).first()
        if contributor is None:
            raise CommandError(str(NoContributor()), returncode=USAGE_ERROR)
        return contributor


def outcome(brought: Brought | None) -> str:
    if brought is None or brought.article is None:
        return "Nothing was saved. To write the drafts, add --save --by USERNAME."
    article = f"article {brought.article.pk} “{brought.article.title}”"
    if not brought.is_new:
        return f"Nothing was saved: this very file was imported before, as {article}."
    return f"Saved as a draft: {article}. What is left out and what to look at stands in its form, “From the import”."


def saved_entry(brought: Brought | None) -> dict[str, Any] | None:
    if brought is None or brought.article is None:
        return None
    article = brought.article
    return {"article": article.pk, "item": str(article.item.uid), "is_new": brought.is_new}
