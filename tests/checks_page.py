"""`make explain`: write docs/checks.md from the checks themselves."""

from tests.repository.source import ROOT

PAGE = ROOT / "docs" / "checks.md"


def main() -> None:
    import django

    django.setup()
    from editorial.checks.explained import as_markdown

    PAGE.write_text(as_markdown(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
