"""The last addresses to be tried, because any word may name an article."""

from __future__ import annotations

from django.urls import path

from articles import views
from editorial.feedback_views import feedback

urlpatterns = [
    path("<language:language>/<slug:slug>/", views.article, name="article"),
    path("<language:language>/<slug:slug>/feedback/", feedback, name="article_feedback"),
]
