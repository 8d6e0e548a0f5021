"""The address of search. It comes before the articles, which may have any other name."""

from __future__ import annotations

from django.urls import path

from search import views

urlpatterns = [path("<language:language>/search/", views.search_page, name="search")]
