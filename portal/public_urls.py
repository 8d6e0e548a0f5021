"""The addresses that patients see. Language first; an article may be called anything, so it comes last."""

from __future__ import annotations

from django.urls import include, path, register_converter

from portal import checking, feeds, health, sitemaps, views
from portal.navigation import LanguageConverter
from portal.paper import views as paper

register_converter(LanguageConverter, "language")
register_converter(paper.FormConverter, "form")

QUESTIONS = {"place": "questions/"}

urlpatterns = [
    path("", views.start, name="start"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("healthz", health.health, name="health"),
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/feed.xml", feeds.feed, name="feed"),
    path("<language:language>/recent/", views.recent, name="recent"),
    path("<language:language>/topics/", views.topics, name="topics"),
    path("<language:language>/topics/<slug:slug>/", views.topic, name="topic"),
    path("<language:language>/topics/<slug:slug>/feed.xml", feeds.topic_feed, name="topic_feed"),
    path("<language:language>/tags/", views.tags, name="tags"),
    path("<language:language>/tags/<slug:slug>/", views.tag, name="tag"),
    path("<language:language>/tags/<slug:slug>/feed.xml", feeds.tag_feed, name="tag_feed"),
    path("<language:language>/a-z/", views.a_to_z, name="a_to_z"),
    path("<language:language>/people/<slug:slug>/", views.person, name="person"),
    path("check/", checking.check, name="check"),
    path("check/<str:typed>", checking.check, name="check_code"),
    path("check/<str:typed>/", checking.check),
    # The other forms of a page; those of question sets and terms come first, because "questions" may be read as a slug.
    path("<language:language>/questions/<slug:slug>/<form:form>.pdf", paper.pdf, QUESTIONS),
    path("<language:language>/questions/<slug:slug>/card.png", paper.card, QUESTIONS),
    path(
        "<language:language>/questions/<slug:slug>/large-print/",
        paper.large_print,
        QUESTIONS | {"kind": "question_set"},
    ),
    path(
        "<language:language>/glossary/<slug:slug>/large-print/",
        paper.large_print,
        {"place": "glossary/", "kind": "term"},
    ),
    path("", include("search.urls")),
    path("", include("library.urls")),
    path("", include("faq.urls")),
    path("<language:language>/<slug:slug>/<form:form>.pdf", paper.pdf),
    path("<language:language>/<slug:slug>/card.png", paper.card),
    path("<language:language>/<slug:slug>/large-print/", paper.large_print),
    path("", include("articles.urls")),
]
