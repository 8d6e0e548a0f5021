"""The page that says what the checks look for."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.checks.explained import as_markdown
from editorial.checks.registry import checks
from tests.checks_page import PAGE
from tests.making import make_person


def test_page_of_the_documentation_is_that_of_the_checks():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "Run: make explain"


def test_each_check_is_explained_in_sentences():
    for check in checks():
        assert all([check.title, check.finds, check.why, check.remedy]), check.id


@pytest.mark.django_db
def test_page_of_the_admin_has_an_anchor_for_each_check(with_check):
    with_check()
    client = Client()
    client.force_login(make_person(role="reviewer").user)
    page = client.get(reverse("checks_explained")).content.decode()
    assert [check.id for check in checks() if f'<section id="{check.id}"' not in page] == []


@pytest.mark.django_db
def test_page_of_the_admin_is_for_people_with_an_account():
    assert Client().get(reverse("checks_explained")).status_code == 302
