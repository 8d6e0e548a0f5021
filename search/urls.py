"""The addresses of search. They come before the articles, which may have any other name."""

from __future__ import annotations

from django.urls import path

from search import suggestion_views, views

urlpatterns = [
    path("<language:language>/search/", views.search_page, name="search"),
    path("<language:language>/search/suggestions/", suggestion_views.suggestions, name="suggestions"),
]
