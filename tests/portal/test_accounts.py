import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db
PASSWORD = "four plain words here"


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("ann", "ann@example.org", PASSWORD, is_staff=True)


@pytest.mark.parametrize("name", ["ann", "ann@example.org"])
def test_editor_signs_in_by_name_or_address(client: Client, editor, name):
    response = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert response.status_code == 302
    assert response["Location"] == reverse("admin:index")


def test_nobody_can_sign_up(client: Client):
    client.post(
        reverse("account_signup"),
        {"username": "new", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not get_user_model().objects.filter(username="new").exists()


def test_sign_in_to_the_admin_is_the_one_with_limits(client: Client):
    response = client.get(reverse("admin:login"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_password_is_not_tried_for_ever(client: Client, editor):
    for _ in range(6):
        client.post(reverse("account_login"), {"login": "ann", "password": "wrong"})
    response = client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    assert response.status_code != 302


def test_sign_in_page_is_never_stored(client: Client):
    assert client.get(reverse("account_login"))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "account_change_password", "account_email"])
def test_page_of_an_account_opens_after_signing_in(client: Client, editor, name):
    client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


def test_adding_a_second_factor_asks_for_the_password_again(client: Client, editor):
    client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    page = reverse("mfa_activate_totp")
    refused = client.get(page)
    assert refused["Location"].startswith(reverse("account_reauthenticate"))
    client.post(refused["Location"], {"password": PASSWORD})
    assert client.get(page).status_code == 200


def test_password_asked_again_holds_for_five_minutes(client: Client, editor, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    time_machine.shift(299)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    time_machine.shift(2)
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
