"""Signing in and looking after one's account: our look and words over allauth's pages, under the content policy."""

from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

PASSWORD = "four plain words here"
SIGNING = "You are about to sign. Confirm that it is you."


@pytest.fixture
def editor(transactional_db):
    return get_user_model().objects.create_superuser("ann", "ann@example.org", PASSWORD)


@pytest.fixture
def client_of_editor(client: Client, editor):
    client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    return client


@pytest.fixture
def key(page):
    """A passkey that says yes at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | abilities})


def give_password(page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Username or email address").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove_by_password(page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def sign_out(page, live_server) -> None:
    page.goto(live_server.url + reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    page.wait_for_url(live_server.url + reverse("account_login"))


def add_passkey(page, live_server) -> None:
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    prove_by_password(page)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(live_server.url + reverse("mfa_view_recovery_codes"))


# --- What the pages say ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_closed_sign_up_says_who_to_ask(client: Client):
    assert "ask an administrator of this site" in client.get(reverse("account_signup")).content.decode()


@pytest.mark.django_db
def test_sign_in_page_invites_nobody_to_sign_up(client: Client):
    assert reverse("account_signup") not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("after", [{}, {"password": "wrong"}], ids=["asked", "refused"])
def test_proving_who_one_is_for_a_signature_says_so(client_of_editor: Client, after):
    address = reverse("account_reauthenticate")
    next_page = {"next": f"{reverse('admin:index')}editorial/item/1/sign/?months=6"}
    answer = client_of_editor.post(address, next_page | after) if after else client_of_editor.get(address, next_page)
    assert SIGNING in answer.content.decode()


def test_proving_who_one_is_for_a_new_key_does_not_speak_of_signing(client_of_editor: Client):
    page = client_of_editor.get(reverse("mfa_add_webauthn"), follow=True).content.decode()
    assert SIGNING not in page
    assert "You are about to change how you sign in." in page


def test_new_address_that_waits_is_shown_without_inline_style(client_of_editor: Client, editor):
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)
    EmailAddress.objects.create(user=editor, email="new@example.org", verified=False)
    page = client_of_editor.get(reverse("account_email")).content.decode()
    assert "new@example.org" in page
    assert "style=" not in page


def test_error_stands_with_its_field(client_of_editor: Client):
    wrong = {"oldpassword": "wrong", "password1": PASSWORD + " too", "password2": PASSWORD + " too"}
    page = client_of_editor.post(reverse("account_change_password"), wrong).content.decode()
    assert 'id="id_oldpassword_error"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.django_db
def test_too_many_tries_are_told_in_our_words(client: Client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _ in range(2):
        answer = client.post(reverse("account_login"), {"login": "ann", "password": "wrong"})
    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.content.decode()


# --- In the browser --------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_password_leads_to_the_editors_home(live_server, page, editor):
    give_password(page, live_server.url + reverse("account_login"))
    page.wait_for_url(live_server.url + reverse("admin:index"))
    assert page.complaints == []


@pytest.mark.browser
def test_password_is_enough_without_scripts(live_server, chromium, editor):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    give_password(page, live_server.url + reverse("account_login"))
    page.wait_for_url(live_server.url + reverse("admin:index"))
    context.close()


@pytest.mark.browser
def test_passkey_signs_in_under_the_content_policy(live_server, page, editor, key):
    give_password(page, live_server.url + reverse("account_login"))
    add_passkey(page, live_server)
    sign_out(page, live_server)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(live_server.url + reverse("admin:index"))
    assert page.complaints == []


@pytest.mark.browser
def test_passkey_proves_who_one_is_and_goes_on(live_server, page, editor, key):
    give_password(page, live_server.url + reverse("account_login"))
    add_passkey(page, live_server)
    goal = reverse("admin:auth_user_changelist")
    page.goto(f"{live_server.url}{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': goal})}")
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(live_server.url + goal)
    assert page.complaints == []


@pytest.mark.browser
def test_passkey_that_fails_is_told_on_the_page(live_server, page, key):
    page.goto(live_server.url + reverse("account_login"))  # the key knows nobody here
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("alert").get_by_text("That did not work").wait_for()
    assert page.complaints == []


@pytest.mark.browser
def test_code_of_an_app_signs_in_under_the_content_policy(live_server, page, editor, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the clock may go on between writing the code and reading it
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    give_password(page, live_server.url + reverse("account_login"))
    _, now, _ = yield_hotp_counters_from_time()
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, now)))
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url(live_server.url + reverse("admin:index"))
    assert page.complaints == []


@pytest.mark.browser
def test_picture_for_the_app_is_drawn(live_server, page, editor):
    give_password(page, live_server.url + reverse("account_login"))
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    prove_by_password(page)
    page.get_by_label("Authenticator code").wait_for()
    assert page.evaluate("document.querySelector('.account-qr').naturalWidth") > 0
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_for_anybody_is_accessible_on_a_small_screen(live_server, page, scheme, db):
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)
    for name in ["account_login", "account_signup", "account_reset_password"]:
        page.goto(live_server.url + reverse(name))
        assert problems_of(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_of_an_account_is_accessible_on_a_small_screen(live_server, page, editor, scheme):
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)
    give_password(page, live_server.url + reverse("account_login"))
    for name in ["mfa_index", "account_change_password", "account_email", "account_reauthenticate", "account_logout"]:
        page.goto(live_server.url + reverse(name))
        assert problems_of(page) == []


def problems_of(page) -> list[str]:
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    is_wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found + ["wider than the screen"] * is_wider + page.complaints
