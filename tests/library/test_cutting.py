"""A part of a picture is a file of its own; the whole is kept, and nothing is overwritten."""

import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.models import PictureBlock
from editorial.models import Event
from library.cutting import Cut, cut_of
from library.models import Picture
from library.pictures import add_picture
from tests.making import fresh, make_article, put_live, save

pytestmark = pytest.mark.django_db

WORDS = {"name": "Wrist", "credit": "Ours", "licence": "CC0", "alt": "A wrist"}
WHOLE = {"left": 0, "top": 0, "right": 100, "bottom": 100}


def halves(kind="PNG"):
    """A picture of 200 by 100 pixels, red on the left and blue on the right."""
    picture = Image.new("RGB", (200, 100), "red")
    picture.paste("blue", (100, 0, 200, 100))
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def picture():
    return add_picture(halves(), **WORDS)


@pytest.fixture
def writer(team):
    client = Client()
    client.force_login(team.writer.user)
    return client


def cut(client, picture, **changes):
    form = {**WORDS, **WHOLE, "focus_x": 50, "focus_y": 50} | changes
    return client.post(reverse("admin:library_picture_change", args=[picture.pk]), form)


def bytes_of(name):
    with default_storage.open(name) as kept:
        return kept.read()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_part_is_a_new_file_named_by_its_bytes_and_the_whole_stays(writer, kind):
    picture = add_picture(halves(kind), **WORDS)
    whole = picture.file.name

    assert cut(writer, picture, left=50).status_code == 302

    part = fresh(picture)
    assert (part.width, part.height, part.cut, part.uncut) == (100, 100, "50,0,100,100", whole)
    assert hashlib.sha256(bytes_of(part.file.name)).hexdigest() in part.file.name
    assert default_storage.exists(whole)
    with Image.open(io.BytesIO(bytes_of(part.file.name))) as shown:
        red, _, blue = shown.convert("RGB").getpixel((50, 50))
        assert (shown.format, red < 60, blue > 200) == (kind, True, True)


def test_part_of_a_part_is_cut_from_the_whole(writer, picture):
    whole = picture.file.name
    cut(writer, picture, left=50)
    cut(writer, picture, right=50)

    part = fresh(picture)
    assert (part.uncut, cut_of(part)) == (whole, Cut(0, 0, 50, 100))
    with Image.open(io.BytesIO(bytes_of(part.file.name))) as shown:
        assert shown.convert("RGB").getpixel((50, 50)) == (255, 0, 0)


def test_whole_picture_can_be_shown_again(writer, picture):
    whole = picture.file.name
    cut(writer, picture, left=50)
    cut(writer, picture)

    assert (fresh(picture).file.name, fresh(picture).cut, fresh(picture).uncut) == (whole, "", "")
    assert fresh(picture).width == 200


def test_saving_words_cuts_nothing(writer, picture):
    cut(writer, picture, left=10, top=20)
    before = fresh(picture).file.name
    cut(writer, picture, left=10, top=20, alt="Two halves")

    assert (fresh(picture).file.name, fresh(picture).alt) == (before, "Two halves")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"left": 60, "right": 60}, "Nothing is left"),
        ({"top": 90, "bottom": 10}, "Nothing is left"),
        ({"left": 99}, "smaller than 16 pixels"),
        ({"left": -1}, "greater than or equal to 0"),
        ({"right": 101}, "less than or equal to 100"),
        ({"right": "wide"}, "Enter a whole number"),
        ({"focus_x": 101}, "less than or equal to 100"),
    ],
)
def test_part_that_is_none_is_refused_with_a_sentence(writer, picture, changes, sentence):
    answer = cut(writer, picture, **changes)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert fresh(picture).cut == ""


def test_picture_without_its_file_is_not_cut(writer, picture):
    default_storage.delete(picture.file.name)

    assert "Restore it from a backup" in cut(writer, picture, left=50).content.decode()


def test_point_of_interest_stays_where_it_was_in_the_picture(writer, picture):
    cut(writer, picture, focus_x=75, focus_y=20)
    assert (fresh(picture).focus_x, fresh(picture).focus_y) == (75, 20)

    cut(writer, picture, left=50, focus_x=75, focus_y=20)
    assert (fresh(picture).focus_x, fresh(picture).focus_y) == (50, 20)


def test_live_page_shows_what_was_signed_after_the_picture_was_cut_and_its_review_is_opened_again(
    writer, team, picture
):
    article = make_article(team.writer)
    PictureBlock.objects.create(parent=article, region="main", ordering=5, picture=picture, alt="A wrist")
    save(article, team.writer)
    put_live(article, team)

    opened_again = Event.objects.filter(item=article.item, verb="reopen_review")
    cut(writer, picture, focus_x=10)
    assert not opened_again.exists()
    cut(writer, picture, left=50)
    assert opened_again.count() == 1

    public = Client().get("/en/broken-wrist/").content.decode()
    assert hashlib.sha256(halves()).hexdigest() not in fresh(picture).file.name
    assert fresh(picture).uncut in public
    assert fresh(picture).file.name not in public
    form = writer.get(reverse("admin:library_picture_change", args=[picture.pk])).content.decode()
    assert '<a href="/en/broken-wrist/">Broken wrist</a>' in form


def test_whoever_may_not_change_pictures_cuts_none(team, picture):
    client = Client()
    client.force_login(team.reviewer.user)

    assert cut(client, picture, left=50).status_code == 403
    assert fresh(picture).cut == ""


def test_chooser_finds_pictures_by_any_of_their_words(writer, picture):
    add_picture(halves("JPEG"), name="Knee", credit="Theirs", licence="CC BY 4.0")
    address = reverse("admin:library_picture_choose")

    assert [found["name"] for found in writer.get(address).json()] == ["Knee", "Wrist"]
    assert [found["name"] for found in writer.get(address, {"q": "theirs by"}).json()] == ["Knee"]
    assert writer.get(address, {"q": "nothing like that"}).json() == []
    assert writer.get(address, {"q": "a wrist"}).json() == [
        {
            "pk": picture.pk,
            "name": "Wrist",
            "alt": "A wrist",
            "size": "200 × 100",
            "licence": "Ours, CC0",
            "src": picture.file.url,
            "focus": "50% 50%",
        }
    ]


def test_chooser_is_for_those_who_may_see_pictures(team, picture):
    client = Client()
    client.force_login(team.administrator.user)

    assert client.get(reverse("admin:library_picture_choose")).status_code == 403
    assert Picture.objects.count() == 1


def test_form_of_an_article_says_where_pictures_are_chosen(writer):
    page = writer.get(reverse("admin:articles_article_add") + "?begin=empty").content.decode()

    assert f'data-choose-picture="{reverse("admin:library_picture_choose")}"' in page
