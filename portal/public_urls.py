"""The addresses that patients see. Language first; an article may be called anything, so it comes last."""

from __future__ import annotations

from django.urls import include, path, register_converter

from portal import machines, views
from portal.navigation import LanguageConverter

register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", views.start, name="start"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/feed.xml", machines.feed, name="feed"),
    path("<language:language>/recent/", views.recent, name="recent"),
    path("<language:language>/topics/", views.topics, name="topics"),
    path("<language:language>/topics/<slug:slug>/", views.topic, name="topic"),
    path("<language:language>/tags/", views.tags, name="tags"),
    path("<language:language>/tags/<slug:slug>/", views.tag, name="tag"),
    path("<language:language>/a-z/", views.a_to_z, name="a_to_z"),
    path("<language:language>/people/<slug:slug>/", views.person, name="person"),
    path("", include("search.urls")),
    path("", include("library.urls")),
    path("", include("faq.urls")),
    path("", include("articles.urls")),
]
