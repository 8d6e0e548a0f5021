"""Contributors, accounts, topics and tags in the admin."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from editorial import actions, clock
from editorial.admin.verifying import words_about_credential, words_about_email
from editorial.models import Body, Contributor, Credential, SiteState, Tag, Topic
from tests.forms import form_data
from tests.making import PASSWORD, live_article, make_article, make_person, save

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def change_of(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def contributor_form(person, **typed) -> dict:
    names = ("name", "slug", "email", "role_title", "affiliation", "biography", "interests")
    values = {name: getattr(person, name) or "" for name in names}
    return values | {
        "consents_to_be_named": "on", "credentials-TOTAL_FORMS": 0, "credentials-INITIAL_FORMS": 0,
    } | typed  # fmt: skip


# Verifying


@pytest.fixture
def new_reviewer(team):
    person = make_person("Dr New", "reviewer")
    Credential.objects.create(contributor=person, title="MRCP (UK)", awarding_body="Royal College", number="1")
    return person


def button(person, credential=None) -> dict:
    subject = credential or person
    return {"shown": subject.facts_digest(), **({"credential": credential.pk} if credential else {"email": "1"})}


def test_clinical_lead_verifies_address_and_credential(team, new_reviewer):
    client, address = browser(team.lead), reverse("verify_person", args=[new_reviewer.pk])
    assert "Verify this credential" in client.get(address).content.decode()
    credential = new_reviewer.credentials.get()

    client.post(address, button(new_reviewer))
    client.post(address, button(new_reviewer, credential))

    new_reviewer.refresh_from_db()
    credential.refresh_from_db()
    assert new_reviewer.has_verified_email
    assert credential.is_verified


@pytest.mark.parametrize("role", ["writer", "publisher", "administrator", "reviewer"])
def test_nobody_else_verifies(team, new_reviewer, role):
    person = getattr(team, role)
    client, address = browser(person), reverse("verify_person", args=[new_reviewer.pk])
    assert "Your role does not include this step" in client.get(address).content.decode()
    response = client.post(address, button(new_reviewer), follow=True)
    assert "Your role does not include this step" in response.content.decode()
    new_reviewer.refresh_from_db()
    assert not new_reviewer.has_verified_email


def test_superuser_without_a_role_does_not_verify(team, new_reviewer):
    client = browser(make_person("Root", "", superuser=True))
    client.post(reverse("verify_person", args=[new_reviewer.pk]), button(new_reviewer))
    new_reviewer.refresh_from_db()
    assert not new_reviewer.has_verified_email


def test_verify_page_is_forbidden_to_whoever_may_not_see_people(team, new_reviewer):
    nobody = make_person("No Role", "")
    assert browser(nobody).get(reverse("verify_person", args=[new_reviewer.pk])).status_code == 403
    assert Client().post(reverse("verify_person", args=[new_reviewer.pk])).status_code == 302


def test_what_was_changed_meanwhile_is_not_verified(team, new_reviewer):
    shown = button(new_reviewer)
    Contributor.objects.filter(pk=new_reviewer.pk).update(email="other@example.org")
    response = browser(team.lead).post(reverse("verify_person", args=[new_reviewer.pk]), shown, follow=True)
    assert "changed after you opened this page" in response.content.decode()
    new_reviewer.refresh_from_db()
    assert not new_reviewer.has_verified_email


def test_credential_of_somebody_else_is_not_verified(team, new_reviewer):
    credential = new_reviewer.credentials.get()
    client = browser(team.lead)
    client.post(reverse("verify_person", args=[team.writer.pk]), button(new_reviewer, credential))
    credential.refresh_from_db()
    assert not credential.is_verified


def test_words_say_why_something_is_not_verified(team, new_reviewer):
    credential = new_reviewer.credentials.get()
    assert words_about_credential(credential) == words_about_email(new_reviewer) == "Not verified yet."
    actions.verify_credential(credential=credential, by=team.lead)
    actions.verify_email(person=new_reviewer, by=team.lead)
    credential.refresh_from_db()
    new_reviewer.refresh_from_db()
    assert words_about_email(new_reviewer).startswith("Verified by Dr Lena Lead on ")
    credential.number, new_reviewer.email = "2", "new@example.org"
    assert "it was changed after Dr Lena Lead" in words_about_credential(credential)
    assert "the address was changed after Dr Lena Lead" in words_about_email(new_reviewer)
    credential.expires_on = clock.today() - dt.timedelta(days=1)
    assert "it expired on" in words_about_credential(credential)


# Contributors


def test_contributor_keeps_the_slug_and_the_account(team):
    client, other = browser(team.lead), make_person("Other", "writer")
    typed = contributor_form(team.writer, slug="another", user=other.user.pk, name="Wanda W. Writer")
    assert client.post(change_of(team.writer), typed).status_code == 302
    kept = Contributor.objects.get(pk=team.writer.pk)
    assert (kept.name, kept.slug, kept.user) == ("Wanda W. Writer", team.writer.slug, team.writer.user)


def test_day_of_declared_interests_follows_the_text(team):
    client = browser(team.lead)
    typed = contributor_form(team.writer, interests="None declared", interests_declared_on="2001-01-01")
    client.post(change_of(team.writer), typed)
    team.writer.refresh_from_db()
    assert team.writer.interests_declared_on == clock.today()


def test_account_with_another_address_cannot_take_over_a_verified_person(team):
    outside = Contributor.objects.create(name="Dr Out", slug="dr-out", email="out@example.org")
    actions.verify_email(person=outside, by=team.lead)
    outside.refresh_from_db()
    taker = get_user_model().objects.create_user("taker", "taker@example.org", PASSWORD, is_staff=True)
    client = browser(team.administrator)
    response = client.post(change_of(outside), contributor_form(outside, user=taker.pk))
    assert "not the verified one" in response.content.decode()
    taker.email = "Out@example.org"
    taker.save()
    assert client.post(change_of(outside), contributor_form(outside, user=taker.pk)).status_code == 302


def test_change_of_a_profile_raises_the_generation(team):
    before = SiteState.objects.first()
    browser(team.lead).post(change_of(team.writer), contributor_form(team.writer, name="Wanda W."))
    assert SiteState.objects.get().generation > (before.generation if before else 0)


def test_nobody_deletes_people_accounts_topics_or_tags(team):
    root = make_person("Root", "", superuser=True)
    client = browser(root)
    topic, tag = Topic.objects.create(title="Bones", slug="bones"), Tag.objects.create(name="pain")
    for obj in (team.writer, team.writer.user, topic, tag):
        address = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_delete", args=[obj.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


def test_writer_may_look_at_people_and_change_nothing(team):
    client = browser(team.writer)
    assert client.get(change_of(team.lead)).status_code == 200
    assert client.post(change_of(team.lead), contributor_form(team.lead)).status_code == 403


# Accounts


def test_administrator_makes_an_account_and_is_told_what_is_missing(team):
    client = browser(team.administrator)
    typed = {
        "username": "newcomer", "email": "new@example.org", "usable_password": "true", "password1": PASSWORD,
        "password2": PASSWORD, "groups": [Group.objects.get(name="writer").pk],
    }  # fmt: skip
    response = client.post(reverse("admin:auth_user_add"), typed, follow=True)
    assert "added a contributor" in response.content.decode()
    user = get_user_model().objects.get(username="newcomer")
    assert (user.is_staff, user.is_superuser, [group.name for group in user.groups.all()]) == (True, False, ["writer"])


def account_form(user, **typed) -> dict:
    return {"username": user.username, "email": user.email, "is_active": "on", "is_staff": "on"} | typed


def test_administrator_cannot_give_roles_to_themselves(team):
    user = team.administrator.user
    lead = Group.objects.get(name="clinical lead")
    browser(team.administrator).post(change_of(user), account_form(user, groups=[lead.pk], is_superuser="on"))
    user.refresh_from_db()
    assert [group.name for group in user.groups.all()] == ["administrator"]
    assert not user.is_superuser


def test_administrator_makes_no_superusers_and_does_not_touch_them(team):
    client, user = browser(team.administrator), team.writer.user
    client.post(change_of(user), account_form(user, is_superuser="on", user_permissions=["1"]))
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()
    root = make_person("Root", "", superuser=True).user
    assert client.post(change_of(root), account_form(root, email="mine@example.org")).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.post(password, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 403


@pytest.mark.parametrize("role", ["writer", "reviewer", "publisher", "lead"])
def test_accounts_are_for_administrators(team, role):
    client = browser(getattr(team, role))
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert client.post(reverse("admin:auth_user_add"), {}).status_code == 403


def test_roles_have_no_page_of_their_own():
    assert not admin.site.is_registered(Group)


# Shelves


def post(client, address, **fields):
    """Fill in a form of the admin and send it."""
    return client.post(address, form_data(client.get(address)) | fields)


def test_writer_makes_no_topic(team):
    assert browser(team.writer).get(reverse("admin:editorial_topic_add")).status_code == 403


def test_topic_and_tag_keep_their_slug(team):
    client = browser(team.publisher)
    post(client, reverse("admin:editorial_topic_add"), title="Bones", slug="bones", order=0)
    post(client, reverse("admin:editorial_tag_add"), name="Bone  pain")
    topic, tag = Topic.objects.get(), Tag.objects.get()
    assert (topic.slug, tag.name, tag.slug) == ("bones", "Bone pain", "bone-pain")
    post(client, change_of(topic), title="Bones and joints", slug="joints", order=0)
    post(client, change_of(tag), name="Pain in bones", slug="other")
    topic.refresh_from_db()
    tag.refresh_from_db()
    assert (topic.title, topic.slug, tag.name, tag.slug) == ("Bones and joints", "bones", "Bone pain", "bone-pain")


def test_tag_in_other_letters_is_the_same_tag(team):
    Tag.objects.create(name="Pain")
    response = post(browser(team.writer), reverse("admin:editorial_tag_add"), name="pain")
    assert "is there already" in response.content.decode()


def test_shelves_count_pages_in_the_same_number_of_queries(team, django_assert_num_queries):
    topic = Topic.objects.create(title="Bones", slug="bones")
    live_article(team, tags=["bone"], topic=topic)
    draft = make_article(team.writer, title="Draft", tags=["bone"])
    save(draft, team.writer, topic=topic)
    client = browser(team.writer)
    for model in (Topic, Tag):
        address = reverse(f"admin:editorial_{model._meta.model_name}_changelist")
        rows = client.get(address).context["cl"].result_list
        found = next(row for row in rows if row.slug in {"bones", "bone"})
        assert (found.live_pages, found.drafts) == (1, 2)


@pytest.mark.parametrize("name", ["editorial_topic", "editorial_tag", "editorial_contributor", "auth_user"])
def test_list_costs_the_same_with_more_rows(team, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(make_person("Root", "", superuser=True))
    address = reverse(f"admin:{name}_changelist")
    client.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = cost()
    for number in range(10):
        Topic.objects.create(title=f"Topic {number}", slug=f"topic-{number}")
        Tag.objects.create(name=f"tag {number}")
        make_person(f"Dr {number}", "reviewer", verified_by=team.lead)
    assert cost() == few


# Commands


@pytest.fixture
def environment(monkeypatch):
    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"FIRST_ADMIN_{name.upper()}", value)

    return put


COMPLETE = {"name": "Ada Admin", "username": "ada", "email": "ada@example.org", "password": "a long and quiet sentence"}


def test_first_administrator_from_the_environment(environment, capsys):
    environment(**COMPLETE)
    call_command("first_administrator")
    person = Contributor.objects.get()
    assert (person.name, person.user.username, person.user.is_superuser) == ("Ada Admin", "ada", False)
    assert person.may("redact")
    assert "Made the administrator" in capsys.readouterr().out
    assert browser(person).get(reverse("admin:auth_user_add")).status_code == 200
    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("first_administrator")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"password": "short"}, "too short"), ({"email": "nowhere"}, "valid email"), ({"name": ""}, "FIRST_ADMIN_NAME")],
)
def test_first_administrator_refuses_with_a_sentence(environment, change, sentence):
    environment(**COMPLETE | change)
    with pytest.raises(CommandError, match=sentence):
        call_command("first_administrator")
    assert not get_user_model().objects.exists()


def test_first_administrator_asks_on_a_terminal(monkeypatch):
    from editorial.management.commands import first_administrator as command

    answers = iter(["Ada Admin", "ada", "ada@example.org"])
    passwords = iter([COMPLETE["password"], COMPLETE["password"]])
    monkeypatch.setattr(command.Command, "stdin_is_terminal", staticmethod(lambda: True))
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    monkeypatch.setattr(command.getpass, "getpass", lambda prompt: next(passwords))
    call_command("first_administrator")
    assert get_user_model().objects.get().check_password(COMPLETE["password"])


def test_first_administrator_says_so_where_nobody_can_be_asked(monkeypatch):
    from editorial.management.commands import first_administrator as command

    monkeypatch.setattr(command.Command, "stdin_is_terminal", staticmethod(lambda: False))
    with pytest.raises(CommandError, match="Nobody can be asked here"):
        call_command("first_administrator")


def test_demo_logins_prints_new_passwords_for_fictional_people_only(team, capsys):
    with pytest.raises(CommandError, match="no demonstration accounts"):
        call_command("demo_logins")
    Contributor.objects.filter(pk=team.writer.pk).update(is_demo=True)

    call_command("demo_logins")

    role, username, password = capsys.readouterr().out.splitlines()[1].split()
    assert (role, username) == ("writer", team.writer.user.username)
    users = get_user_model().objects
    assert users.get(pk=team.writer.user.pk).check_password(password)
    assert users.get(pk=team.lead.user.pk).check_password(PASSWORD)


def redact(team, article, *more, revision=1):
    call_command(
        "redact_revision", article.item_id, revision, "--administrator", team.administrator.user.username,
        "--clinical-lead", team.lead.user.username, "--reason", "A name.", *more,
    )  # fmt: skip


def test_redact_revision_shows_first_and_empties_with_yes(team, capsys):
    article = make_article(team.writer, summary="Mrs Smith of Mill Lane.")
    digest = article.item.head.digest
    save(article, team.writer, summary="A patient.", synonyms="wrist")
    redact(team, article)
    assert "Nothing was changed" in capsys.readouterr().out
    assert Body.objects.get(pk=digest).text
    redact(team, article, "--yes")
    assert Body.objects.get(pk=digest).text == ""


def test_redact_revision_refuses_what_is_live_and_what_is_not_there(team):
    article = live_article(team)
    with pytest.raises(CommandError, match="Patients see this text"):
        redact(team, article, "--yes")
    with pytest.raises(CommandError, match="has no revision 9"):
        redact(team, article, "--yes", revision=9)
