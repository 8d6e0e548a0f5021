"""Whatever a file does, within five seconds there is a sentence, and nothing outside was asked for anything."""

import socket
import threading
import time

import pytest

from articles.importing.converting import convert
from articles.importing.errors import ImportRefused
from articles.importing.page import Done
from tests.articles.importing import hostile_files

SECONDS = 5


@pytest.fixture
def listener():
    """A server that counts who asks."""
    asked = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    running = True

    def listen():
        while running:
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            asked.append(address)
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
    running = False
    thread.join()
    server.close()


@pytest.mark.parametrize("name", hostile_files.REFUSED)
def test_a_hostile_or_broken_file_is_refused_in_time_with_a_sentence(name):
    make, words = hostile_files.REFUSED[name]
    data = make()
    start = time.monotonic()
    with pytest.raises(ImportRefused) as refused:
        convert(data, name)
    assert time.monotonic() - start < SECONDS
    assert words in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_external_pictures_frames_and_scripts_of_a_web_page_are_not_fetched(listener):
    address, asked = listener
    html = (
        f"<html><head><base href='{address}/'><link rel=stylesheet href='{address}/s.css'><script src='{address}/s.js'></script>"
        f"</head><body><h1>Hearts</h1><p>Look at your heart.</p><img src='{address}/p.png' alt='A heart'>"
        f"<img src='//127.0.0.1/q.png' srcset='{address}/2.png 2x' alt='Another'><iframe src='{address}/f'></iframe>"
        f"<object data='{address}/o'></object><p>It beats.</p></body></html>"
    )
    page = convert(html.encode(), "hearts.html")
    assert asked == []
    assert [line.kept.partition(" (")[0] for line in page.lines_done(Done.UNPLACED)] == [
        "Picture: A heart",
        "Picture: Another",
        "Frame with another page",
        "Embedded file",
    ]
    assert page.pictures == ()


def test_external_pictures_and_templates_of_a_word_file_are_not_fetched(listener):
    address, asked = listener
    page = convert(hostile_files.word_with_external_picture_and_template(address), "heart.docx")
    assert asked == []
    assert [line.kept for line in page.lines_done(Done.UNPLACED)] == ["Picture: A heart"]
    assert set(page.remarks) == {
        "The file points to a picture that is not in the file: it was not fetched.",
        "The file points to a template on another machine: it was not fetched.",
    }


@pytest.mark.parametrize(
    ("name", "data", "remark"),
    [
        (
            "a.txt",
            b"<html><body><h1>Hearts</h1><p>They beat.</p></body></html>",
            "says plain text, but the file is a web page",
        ),
        ("a.docx", b"Hearts\n\nThey beat all day.\n", "says a Word file, but the file is plain text"),
        ("a.html", b"Hearts\n\nThey beat all day.\n", "says a web page, but the file is plain text"),
        ("a.md", hostile_files.DOCX.read_bytes(), "says Markdown, but the file is a Word file"),
    ],
)
def test_a_wrong_ending_is_told_and_the_content_counts(name, data, remark):
    assert remark in convert(data, name).remarks[0]


def test_a_script_never_reaches_a_body():
    html = (
        b"<html><body><h1>Hearts</h1><p onclick='x()'>They <a href='javascript:alert(1)'>beat</a>.<script>x()</script></p>"
        b"<svg><script>x()</script></svg><p>All <img src=x onerror=x() alt='a'> day.</p></body></html>"
    )
    shown = str(convert(html, "a.html").blocks)
    assert not [word for word in ("script", "onclick", "onerror", "<img", "<svg") if word in shown]
