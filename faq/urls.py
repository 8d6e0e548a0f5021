from __future__ import annotations

from django.urls import path

from editorial.feedback_views import feedback
from faq import views

urlpatterns = [
    path("<language:language>/questions/", views.question_sets, name="question_sets"),
    path("<language:language>/questions/<slug:slug>/", views.question_set, name="question_set"),
    path("<language:language>/questions/<slug:slug>/feedback/", feedback, name="question_set_feedback"),
]
