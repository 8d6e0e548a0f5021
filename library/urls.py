from __future__ import annotations

from django.urls import path

from editorial.feedback_views import feedback
from library import views

urlpatterns = [
    path("<language:language>/glossary/", views.glossary, name="glossary"),
    path("<language:language>/glossary/<slug:slug>/", views.term, name="term"),
    path("<language:language>/glossary/<slug:slug>/feedback/", feedback, name="term_feedback"),
]
