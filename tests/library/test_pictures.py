"""Pictures are drawn anew; whatever else a file holds does not come along."""

import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image, PngImagePlugin

from library.models import Picture
from library.pictures import PictureRefused, add_picture, redrawn

WORDS = {"name": "Wrist", "credit": "Ours", "licence": "CC0"}


def drawn(kind="PNG", size=(40, 30), **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_picture_is_kept_under_the_hash_of_its_bytes(kind, ending):
    picture = add_picture(drawn(kind), **WORDS)
    with default_storage.open(picture.file.name) as file:
        content = file.read()
    assert picture.file.name == f"pictures/{hashlib.sha256(content).hexdigest()}.{ending}"
    assert (picture.width, picture.height) == (40, 30)
    assert Picture.objects.get().width == 40


@pytest.mark.django_db
def test_same_picture_twice_is_one_file():
    first, second = add_picture(drawn(), **WORDS), add_picture(drawn(), **WORDS)
    assert first.file.name == second.file.name
    assert len(default_storage.listdir("pictures")[1]) == 1


def test_metadata_does_not_come_along():
    exif = Image.Exif()
    exif[0x010E] = "taken at Mill Lane"
    exif[0x0112] = 6  # lying on its side
    jpeg = redrawn(drawn("JPEG", exif=exif, comment=b"Mill Lane"))
    assert b"Mill Lane" not in jpeg.content
    assert (jpeg.width, jpeg.height) == (30, 40)
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Mill Lane")
    assert b"Mill Lane" not in redrawn(drawn("PNG", pnginfo=info)).content


def test_bytes_behind_the_picture_do_not_come_along():
    assert b"leftover" not in redrawn(drawn("JPEG") + b"leftover").content


@pytest.mark.parametrize(
    ("mode", "kind", "becomes"),
    [
        ("L", "PNG", "RGB"), ("P", "PNG", "RGB"), ("RGBA", "PNG", "RGBA"), ("LA", "PNG", "RGBA"), ("1", "PNG", "RGB"),
        ("I;16", "PNG", "RGB"), ("CMYK", "JPEG", "RGB"), ("L", "JPEG", "RGB"),
    ],
)  # fmt: skip
def test_every_kind_of_picture_is_drawn(mode, kind, becomes):
    buffer = io.BytesIO()
    Image.new(mode, (20, 20)).save(buffer, kind)
    with Image.open(io.BytesIO(redrawn(buffer.getvalue()).content)) as picture:
        assert picture.mode == becomes


def _moving() -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"\xef\xbb\xbf <SVG onload='x'/>", "svg"),
        (b"GIF89a" + b"0" * 40, "wrong_kind"),
        (b"", "wrong_kind"),
        (b"%PDF-1.4", "wrong_kind"),
        (b"RIFF\x00\x00\x00\x00AVI ", "wrong_kind"),
        (drawn() + b"PK\x03\x04zip", "polyglot"),
        (drawn("JPEG") + b"<script>alert(1)</script>", "polyglot"),
        (drawn("WEBP") + b"%PDF-1.4", "polyglot"),
        (drawn()[:60], "broken"),
        (drawn("JPEG")[:200], "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "broken"),
        (drawn(size=(4, 4)), "too_small"),
        (_moving(), "moving"),
        (_bomb(), "too_many_pixels"),
        (drawn() + b"0" * (10 * 2**20), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_is_refused_with_a_sentence(data, code):
    with pytest.raises(PictureRefused) as refusal:
        redrawn(data)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")
