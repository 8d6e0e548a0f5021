import datetime as dt
import io
import shutil

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from editorial import clock
from editorial.models import Event, Item, Publication, Waiver
from portal.demonstration import content
from portal.demonstration.loading import load
from tests.making import make_article, make_person

pytestmark = pytest.mark.django_db
PAGES = len(content.read().pages)


def load_demo(**options: object) -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_it_shows_how_far_it_is_and_twice_changes_nothing():
    lines = load_demo().splitlines()
    assert lines[0] == f"1 of {PAGES} Type 2 diabetes"
    assert [line.split()[0] for line in lines[:-1]] == [str(number) for number in range(1, PAGES + 1)]
    assert lines[-1] == f"The demonstration is loaded: {PAGES} pages. Everybody in it is fictional."
    before = rows()
    assert load_demo() == "The demonstration is loaded already. Nothing was changed.\n"
    assert load_demo(force=True) == "The demonstration is loaded already. Nothing was changed.\n"
    assert rows() == before


def test_it_refuses_to_stand_between_real_pages():
    make_article(make_person())
    before = rows()
    with pytest.raises(CommandError, match="holds real pages.*--force"):
        load_demo()
    assert rows() == before


def test_it_stands_between_real_pages_when_told_to():
    article = make_article(make_person())
    load_demo(force=True)
    assert Item.objects.filter(is_demo=True).exclude(kind="notice").count() == PAGES
    assert not Item.objects.get(pk=article.item_id).is_demo


def test_address_of_a_real_page_is_not_taken():
    make_article(make_person(), slug="migraine")
    before = rows()
    with pytest.raises(CommandError, match="nothing was loaded: Migraine, save: The address /en/migraine/"):
        load_demo(force=True)
    assert rows() == before


def test_person_of_the_same_name_stops_it_with_a_sentence():
    make_person().user.__class__.objects.create_user("mo-sample")
    with pytest.raises(CommandError, match="does not fit into this site, and nothing was loaded"):
        load_demo()


def test_files_that_contradict_each_other_are_found(tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(content.DEMO, folder)
    page = folder / "articles" / "back-pain.toml"
    page.write_text(page.read_text().replace("Use a warm pad", "Use a warm bottle"))
    with pytest.raises(ValueError, match="back-pain does not say: <li>Use a warm pad"):
        content.read(folder)


def test_page_without_a_life_is_found(tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(content.DEMO, folder)
    shutil.copy(folder / "articles" / "migraine.toml", folder / "articles" / "migraine-2.toml")
    with pytest.raises(ValueError, match=r"says nothing about \['migraine-2'\]"):
        content.read(folder)


@pytest.mark.parametrize(
    "at", [dt.datetime(2028, 2, 29, 0, 5, tzinfo=dt.UTC), dt.datetime(2033, 3, 27, 23, 55, tzinfo=dt.UTC)]
)
def test_it_does_not_go_stale(at):
    with clock.demonstration(at):
        load()
        assert Publication.objects.due_for_review(clock.today()).get().item.slug == "type-2-diabetes"
        assert Waiver.objects.get().until > clock.today()
        assert not Event.objects.filter(at__gt=at).exists()
