"""Pictures get smaller and better packed files after the upload, and a lost file is noticed."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from library import drawing
from library.models import Picture, Rendition
from library.pictures import add_picture
from library.renditions import renditions_of
from portal.worklist import waiting_for
from tests.library.test_pictures import WORDS, drawn

pytestmark = pytest.mark.django_db


def add(size=(1000, 500), kind="PNG", **words) -> Picture:
    return add_picture(drawn(kind, size), **WORDS | words)


def see_through(size=(500, 500), alpha=0) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", size, (0, 128, 128, alpha)).save(buffer, "PNG")
    return buffer.getvalue()


def endings() -> set[str]:
    return {name.rpartition(".")[2] for name in Rendition.objects.values_list("file", flat=True)}


def spoil(picture: Picture) -> None:
    default_storage.delete(picture.file.name)
    default_storage.save(picture.file.name, ContentFile(b"no picture at all"))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(16, (16,)), (300, (300,)), (480, (480,)), (799, (480,)), (1000, (480, 800)), (4000, (480, 800, 1200))],
)
def test_files_are_never_wider_than_the_picture(width, widths):
    assert drawing.widths_for(width) == widths


def test_each_file_is_what_its_row_says():
    picture = add()
    assert drawing.draw_renditions().files == 6
    stem = picture.file.name.rpartition(".")[0]
    for row in Rendition.objects.all():
        with default_storage.open(row.file) as file:
            content = file.read()
        with Image.open(io.BytesIO(content)) as made:
            assert (made.get_format_mimetype(), made.size) == (row.media_type, (row.width, row.width // 2))
        assert row.size == len(content)
        assert row.file.startswith(f"{stem}-{row.width}.")
    assert endings() == {"avif", "webp", "jpg"}


def test_page_is_offered_the_files_best_packing_first():
    picture = add()
    drawing.draw_renditions()
    kinds = renditions_of([picture.file.name])[picture.file.name]
    assert [kind.media_type for kind in kinds] == ["image/avif", "image/webp", "image/jpeg"]
    assert [width for _, width in kinds[0].files] == [480, 800]


def test_made_file_is_served(client):
    add()
    drawing.draw_renditions()
    for row in Rendition.objects.all():
        answer = client.get(f"/media/{row.file}")
        assert (answer.status_code, answer["Content-Type"]) == (200, row.media_type)
        answer.close()


def test_transparency_is_kept():
    add_picture(see_through(), **WORDS)
    drawing.draw_renditions()
    assert endings() == {"avif", "webp", "png"}


def test_picture_that_nothing_shines_through_needs_no_png():
    add_picture(see_through(alpha=255), **WORDS)
    drawing.draw_renditions()
    assert endings() == {"avif", "webp", "jpg"}


def test_second_run_makes_nothing():
    add()
    add_picture(see_through(), **WORDS)
    drawing.draw_renditions()
    assert drawing.draw_renditions().files == 0


def test_files_that_were_lost_are_made_again():
    add()
    drawing.draw_renditions()
    lost = Rendition.objects.first()
    default_storage.delete(lost.file)
    assert drawing.draw_renditions().files == 1
    assert default_storage.exists(lost.file)


def test_file_that_a_stopped_run_left_half_written_is_written_anew():
    add()
    drawing.draw_renditions()
    row = Rendition.objects.first()
    size, name = row.size, row.file
    row.delete()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"half"))
    drawing.draw_renditions()
    assert default_storage.size(name) == size


def test_one_broken_picture_does_not_stop_the_others():
    broken, whole = add(name="Broken"), add((600, 300), "JPEG", name="Whole")
    spoil(broken)
    result = drawing.draw_renditions()
    assert result.broken == ["Broken"]
    assert set(Rendition.objects.values_list("original", flat=True)) == {whole.file.name}


def test_empty_storage_is_no_error():
    assert drawing.mark_missing() == (0, 0)
    assert drawing.draw_renditions().files == 0


def test_missing_file_is_marked_until_it_is_back():
    picture, other = add(), add((40, 40))
    with default_storage.open(picture.file.name) as file:
        content = file.read()
    default_storage.delete(picture.file.name)
    assert drawing.mark_missing() == (1, 0)
    assert list(Picture.objects.filter(is_missing=True)) == [picture]
    assert drawing.draw_renditions().broken == []
    assert drawing.mark_missing() == (0, 0)
    default_storage.save(picture.file.name, ContentFile(content))
    assert drawing.mark_missing() == (0, 1)
    assert not Picture.objects.filter(is_missing=True).exists()
    assert other.pk


def test_missing_file_stands_in_the_work_list_of_those_who_may_change_pictures(team):
    picture = add(name="Lost wrist")
    default_storage.delete(picture.file.name)
    drawing.mark_missing()
    heading = "Pictures without their file"
    found = {section.heading: section for section in waiting_for(team.writer)}
    assert [entry.title for entry in found[heading].entries] == ["Lost wrist"]
    client = Client()
    client.force_login(team.writer.user)
    assert client.get(found[heading].entries[0].address).status_code == 200
    assert heading not in {section.heading for section in waiting_for(team.reviewer)}


def test_list_of_pictures_is_filtered_by_missing_files(team):
    lost, _ = add(name="Lost wrist"), add((40, 40), name="Whole wrist")
    default_storage.delete(lost.file.name)
    drawing.mark_missing()
    client = Client()
    client.force_login(team.writer.user)
    page = client.get(reverse("admin:library_picture_changelist"), {"is_missing__exact": 1}).content.decode()
    assert "Lost wrist" in page
    assert "Whole wrist" not in page
