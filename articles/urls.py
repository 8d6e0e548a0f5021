"""The last addresses to be tried, because any word may name an article."""

from __future__ import annotations

from django.urls import path

from articles import views

urlpatterns = [path("<language:language>/<slug:slug>/", views.article, name="article")]
