"""`make messages`: bring locale/*/LC_MESSAGES/django.po up to date with the sentences of the public site, and compile.

Needs no gettext tools. New sentences come in empty, for a translator; those that nobody says any more go.
"""

import ast
import re
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from tests.repository.source import ROOT, product_modules

CALLS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "_"}
PUBLIC = ("pages", "components", "errors")
STAFF_ONLY = {"templates/pages/gallery.html"}
STRING = r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\""
TAG = re.compile(rf"(?:\b(?:gettext|ngettext)|(?<!\w)_)\s*\(\s*({STRING})(?:\s*,\s*({STRING}))?", re.DOTALL)
HEADERS = {
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}

# A sentence and its plural, which is empty where it has none.
Sentence = tuple[str, str]


def sentences() -> dict[str, str]:
    """Everything that the public site says: sentence -> plural or empty."""
    found: dict[str, str] = {}
    for singular, plural in [*_in_templates(), *_in_modules()]:
        found[singular] = plural or found.get(singular, "")
    return found


def _in_templates() -> list[Sentence]:
    paths = [*ROOT.glob("templates/*.html")]
    paths += [path for folder in PUBLIC for path in ROOT.glob(f"templates/{folder}/**/*.html")]
    found: list[Sentence] = []
    for path in paths:
        if path.relative_to(ROOT).as_posix() not in STAFF_ONLY:
            source = templatize(path.read_text(encoding="utf-8"))
            for one, many in TAG.findall(source):
                found.append((ast.literal_eval(one.lstrip("u")), ast.literal_eval(many.lstrip("u")) if many else ""))
    return found


def _in_modules() -> list[Sentence]:
    found: list[Sentence] = []
    for path in product_modules():
        if "admin" in path.parts or path.name == "admin.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                said = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if said:
                    found.append((said[0], said[1] if node.func.id == "ngettext" and len(said) > 1 else ""))
    return found


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def update(language: str) -> int:
    """Write the catalogue of a language anew and compile it; returns how many sentences are not translated yet."""
    path = catalogue(language)
    known = {entry.msgid: entry for entry in polib.pofile(str(path))} if path.exists() else {}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": HEADERS[language],
    }
    for singular, plural in sorted(sentences().items()):
        fresh.append(_entry(singular, plural, known.get(singular), language))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(path))
    fresh.save_as_mofile(str(path.with_suffix(".mo")))
    return len(fresh.untranslated_entries())


def _entry(singular: str, plural: str, before: polib.POEntry | None, language: str) -> polib.POEntry:
    if plural:
        forms = before.msgstr_plural if before else {}
        count = int(HEADERS[language].split("nplurals=")[1][0])
        filled = {number: forms.get(number, "") for number in range(count)}
        return polib.POEntry(msgid=singular, msgid_plural=plural, msgstr_plural=filled, flags=_flags(singular))
    return polib.POEntry(msgid=singular, msgstr=before.msgstr if before else "", flags=_flags(singular))


def _flags(sentence: str) -> list[str]:
    return ["python-format"] if re.search(r"%\(\w+\)[sd]|%s", sentence) else []


def main() -> None:
    import django

    django.setup()
    for language in languages():
        print(f"{catalogue(language).relative_to(ROOT)}: {update(language)} not translated")


if __name__ == "__main__":
    main()
