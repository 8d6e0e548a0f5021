import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db

NAME = f"pictures/{hashlib.sha256(b'x').hexdigest()}.png"


def test_picture_is_served_inert_and_for_ever(client):
    default_storage.save(NAME, ContentFile(b"x"))

    answer = client.get(f"/media/{NAME}")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    answer.close()


@pytest.mark.parametrize("name", [NAME, "scans/secret", "../db.sqlite3", "pictures/" + "x" * 300 + ".png", "pictures/"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/media/{name}").status_code == 404
