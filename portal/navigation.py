"""What stands on every page: the main navigation, the organisation's own pages, and whether this is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info, gettext

from editorial import clock
from editorial.around import notices_of_the_site
from editorial.models import Publication, SiteState
from editorial.page import LanguageLink, Link, Notice
from editorial.unchanged import while_unchanged

HOW_WE_WORK = "how-we-make-our-information"


class LanguageConverter:
    """The first part of every public path: a language that the site knows."""

    regex = "|".join(code for code, _ in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class NavigationLink:
    title: str
    address: str
    is_current: bool = False


@dataclass
class Site:
    """The site as templates name it. Costs one query while nothing changes, and none for what is not printed."""

    path: str = "/"
    content_language: str = field(init=False)

    def __post_init__(self) -> None:
        first = self.path.strip("/").partition("/")[0]
        known = {code for code, _ in settings.LANGUAGES}
        self.content_language = first if first in known else settings.LANGUAGE_CODE

    name: str = field(default_factory=lambda: settings.SITE_NAME)

    @property
    def language(self) -> str:
        """Of the interface: what `<html lang>` says. The text of a page in another language says so itself."""
        return self.content_language

    @property
    def dir(self) -> str:
        return "rtl" if get_language_info(self.content_language)["bidi"] else "ltr"

    @property
    def languages(self) -> list[LanguageLink]:
        """The home page in each language, for pages that exist in one only."""
        return [
            LanguageLink(
                code,
                name,
                "rtl" if get_language_info(code)["bidi"] else "ltr",
                _address("home", code),
                code == self.content_language,
            )
            for code, name in settings.LANGUAGES
        ]

    @property
    def home(self) -> str:
        return self._address("home")

    @property
    def search(self) -> str:
        return f"/{self.content_language}/search/"

    @property
    def nav(self) -> list[NavigationLink]:
        places = [
            (gettext("Topics"), self._address("topics")),
            (gettext("Questions"), self._address("question_sets")),
            (gettext("A to Z"), self._address("a_to_z")),
            (gettext("Glossary"), self._address("glossary")),
            (gettext("Tags"), self._address("tags")),
        ]
        return [NavigationLink(title, address, self.path.startswith(address)) for title, address in places]

    @cached_property
    def organisation_pages(self) -> list[Link]:
        """Contact, privacy and the like; in the site's first language where there are none in this one."""
        language = self.content_language
        return while_unchanged(self._state[0], ("organisation", language), lambda: _organisation_pages(language))

    @property
    def how_we_work(self) -> Link | None:
        """The page that tells how pages are made and checked, once it is live."""
        return next((link for link in self.organisation_pages if link.address.endswith(f"/{HOW_WE_WORK}/")), None)

    @property
    def has_demo(self) -> bool:
        return self._state[1]

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Of the whole site, for pages that bring none of their own; nothing is asked where they are not printed."""
        language, now = self.content_language, clock.now()
        coming = while_unchanged(self._state[0], ("notices", language), lambda: notices_of_the_site(language, now))
        return tuple(notice for starts_at, ends_at, notice in coming if starts_at <= now < ends_at)

    @cached_property
    def _state(self) -> tuple[str, bool]:
        """The stamp of the site, and whether it has demonstration pages."""
        return SiteState.objects.filter(pk=1).values_list("stamp", "has_demo").first() or ("", False)

    def _address(self, name: str) -> str:
        return _address(name, self.content_language)


@lru_cache(256)  # a dozen of them stand on every page
def _address(name: str, language: str) -> str:
    return reverse(name, kwargs={"language": language})


def site_of(request: HttpRequest) -> Site:
    """The site for this request, made once: what it asked the database for is not asked again."""
    made: Site = vars(request).setdefault("portal_site", Site(request.path))
    return made


def _organisation_pages(language: str) -> list[Link]:
    first = settings.LANGUAGE_CODE
    pages = Publication.objects.live().filter(language__in={language, first}, article_kind="organisation")
    rows = sorted(pages.order_by().values_list("language", "title", "address__path"), key=lambda row: row[1].casefold())
    own = [Link(title, path) for code, title, path in rows if code == language]
    return own or [Link(title, path, first) for _, title, path in rows]
