import base64
import hashlib
import re
from pathlib import Path

import django
import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client, RequestFactory

from portal.csp import CSP, LazyNonce, build_policy, csp


def test_policy_lists_values_in_order():
    assert build_policy({"script-src": [CSP.SELF, "https://example.org"]}) == "script-src 'self' https://example.org"


def test_policy_takes_one_value_a_set_and_none():
    config = {"a-src": "'self'", "b-src": {"z:", "a:"}, "c-src": None, "d-src": False, "e-src": []}
    assert build_policy(config) == "a-src 'self'; b-src a: z:"


def test_policy_writes_a_directive_without_values():
    assert build_policy({"upgrade-insecure-requests": True}) == "upgrade-insecure-requests"


def test_policy_drops_the_nonce_that_no_page_used():
    assert build_policy({"script-src": [CSP.SELF, CSP.NONCE]}, LazyNonce()) == "script-src 'self'"
    assert build_policy({"script-src": [CSP.NONCE]}) == ""


def test_policy_names_the_nonce_that_a_page_used():
    nonce = LazyNonce()
    printed = str(nonce)
    assert build_policy({"script-src": [CSP.SELF, CSP.NONCE]}, nonce) == f"script-src 'self' 'nonce-{printed}'"


def test_nonce_is_new_each_time():
    assert str(LazyNonce()) != str(LazyNonce())


def test_tag_prints_the_nonce_as_an_attribute():
    template = Template("{% load csp %}<script {% csp_nonce_attr %}>")
    assert template.render(Context({"csp_nonce": "abc"})) == '<script nonce="abc">'
    assert template.render(Context({})) == "<script >"


def test_tag_puts_the_nonce_on_the_media_of_a_form():
    media = forms.Media(js=["a.js"])
    rendered = Template("{% load csp %}{% csp_nonce_attr media %}").render(
        Context({"csp_nonce": "abc", "media": media})
    )
    assert re.search(r'<script[^>]*nonce="abc"', rendered)


def test_context_without_the_middleware_holds_no_nonce():
    assert csp(RequestFactory().get("/"))["csp_nonce"] is None


@pytest.mark.skipif(django.VERSION >= (6, 1), reason="Django puts the nonce on admin media itself")
def test_admin_form_carries_the_nonce_of_its_policy(db):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("boss"))
    response = client.get("/admin/auth/user/add/")
    nonces = set(re.findall(r'nonce="([^"]+)"', response.content.decode()))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in response["Content-Security-Policy"]


def test_staff_policy_allows_the_one_style_that_the_rich_text_editor_writes(settings):
    """Breaks when the editor is updated and its style changes: then the hash in the settings changes with it."""
    script = finders.find("django_prose_editor/editor.js")
    assert script
    style = re.search(r"`(\.ProseMirror \{\s+position: relative;[^`]*)`", Path(script).read_text(encoding="utf-8"))
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in settings.STAFF_CSP["style-src"]
    assert f"'sha256-{digest}'" not in settings.SECURE_CSP["style-src"]
