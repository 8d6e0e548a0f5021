"""Every page of the admin opens. An admin class that nobody opened may never have run."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def superuser(db) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "a long passphrase"))
    return client


def address(model, page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_changelist_opens(superuser: Client, model):
    assert superuser.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_changelist_search_answers(superuser: Client, model):
    assert superuser.get(address(model, "changelist"), {"q": "a \"quoted' % word"}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_add_page_opens_or_says_that_nobody_may_add(superuser: Client, model):
    assert superuser.get(address(model, "add")).status_code in {200, 403}


def test_index_opens(superuser: Client):
    assert superuser.get(reverse("admin:index")).status_code == 200
