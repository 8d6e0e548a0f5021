"""What people and robots type that we did not think of: an answer that helps, with the right status, and never a 500.

The client raises what a view raises, so a test that gets an answer at all has seen no error.
"""

import re

import pytest
from django.test import Client, RequestFactory, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import actions
from editorial.models import Publication, Topic
from library.models import Term
from portal.languages import best_for, known
from portal.middleware import InputLimitsMiddleware
from tests.making import fresh, live_article, make_article, make_question_set, put_live, save

PAGES = [
    "/en/", "/en/topics/", "/en/topics/bones/", "/en/tags/", "/en/tags/pain/", "/en/a-z/", "/en/search/",
    "/en/questions/", "/en/glossary/", "/en/glossary/splint/", "/en/wrist/", "/en/people/nobody/", "/en/feed.xml",
    "/en/topics/bones/feed.xml", "/en/tags/pain/feed.xml", "/sitemap.xml", "/robots.txt",
    "/check/", "/check/ABCD-EFGH/", "/en/recent/", "/en/wrist/a4.pdf", "/en/wrist/card.png", "/en/wrist/large-print/", "/",
]  # fmt: skip
QUERIES = [
    "page=9999", "page=abc", "page=-1", "page=0", "page=", "page=1e9", "page=%D9%A3", "page=%C2%B2", "page=99999999999999999999",
    "page=1&page=2", "tag=", "tag=nothing", "tag=%FF%FE", "tag=%F0%9F%92%A9", "tag[]=x", "tag=../../etc/passwd",
    "tag=" + "x" * 1500, "&".join(f"tag=t{number}" for number in range(100)), "letter=", "letter=%ED%A0%80", "letter=ZZZ",
    "q=" + "%22" * 300, "q=%27%20OR%201=1--", "q=*%3A*%20AND%20(", "kind=nothing&topic=nothing", "&&&==&", "%", "%zz", "?",
    "a" * 2000, "q=%E2%80%AE%D8%A7", "language=xx", "%2e%2e=1",
]  # fmt: skip
MAY_ANSWER = {200, 301, 302, 400, 404, 405, 410, 414}


@pytest.fixture
def patient():
    return Client()


@pytest.fixture
def pages(team):
    topic = Topic.objects.create(title="Bones", slug="bones")
    live_article(team, slug="wrist", tags=["pain"], topic=topic)
    put_live(make_question_set(team.writer, title="Asked about wrists"), team)
    item = actions.new_item(kind="term", language="en", by=team.writer)
    term = Term.objects.create(
        item=item, title="splint", definition="A hard support for a broken bone.", text_origin="original"
    )
    save(term, team.writer)
    put_live(fresh(term), team)
    return team


def helps(answer):
    """An error page is a page: it has one heading, and a way on."""
    page = answer.content.decode()
    return page.count("<h1") == 1 and re.search(r'<a href="/', page) is not None


# Queries


@pytest.mark.parametrize("path", PAGES)
def test_no_query_breaks_a_page(pages, patient, path):
    for query in QUERIES:
        answer = patient.get(f"{path}?{query}")
        assert answer.status_code in MAY_ANSWER, query
        if answer.status_code >= 400 and answer.headers["Content-Type"].startswith("text/html"):
            assert helps(answer), query


@pytest.mark.parametrize("path", ["/en/topics/bones/", "/en/tags/pain/", "/en/questions/"])
@pytest.mark.parametrize("query", ["page=9999", "page=abc", "page=0", "tag=nothing"])
def test_page_of_a_list_that_is_not_there(pages, patient, path, query):
    answer = patient.get(f"{path}?{query}")
    assert answer.status_code == 404 and helps(answer)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("query", "status"), [("q=%00", 400), ("tag=%1b", 400), ("q=" + "a" * 2100, 414), ("q=" + "a" * 15_000, 414)]
)
def test_query_that_nobody_types_is_refused(pages, patient, path, query, status):
    answer = patient.get(f"{path}?{query}")
    if path == "/en/search/" and len(query) < 14_000:
        status = 200  # a letter is welcome there, with what was pasted along
    assert answer.status_code == status and helps(answer)


# Paths


@pytest.mark.parametrize(
    "path",
    [
        "/xx/", "/fr/", "/fr/wrist/", "/e/", "/english/", "/xx-YY/", "/en/nothing/", "/en/Wrist/", "/en/wrist/wrist/",
        "/en/..%2fadmin/", "/en/wrist/%2e%2e/", "/en/tags/n%C3%B3/", "/en/tags/%FF/",
        "/en/topics/%F0%9F%92%A9/", "/en/%ED%A0%80/", "/en/a%20b/",
        "/en/questions/nothing/", "/en/glossary/nothing/", "/en/people/x/", "/en/topics/nothing/", "/.env", "/wp-login.php",
        "/en//wrist/", "/en/" + "a" * 900 + "/", "/en/tags/" + "%D8%B9" * 300 + "/", "/media/../../etc/passwd",
    ],
)  # fmt: skip
def test_address_that_is_not_there(pages, patient, path):
    answer = patient.get(path, follow=True)
    assert answer.status_code == 404 and helps(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/en/%00/", 400), ("/en/wrist%0a/", 400), ("/en/%7f/", 400), ("/%0d%0aSet-Cookie:a=b/", 400), ("/EN/%0d%0ax/", 400),
     ("/en/" + "a" * 1100 + "/", 414), ("/" + "%D8%B9" * 600 + "/", 414), ("/en/tags/" + "a" * 9000 + "/", 414)],
)  # fmt: skip
def test_path_that_nobody_types_is_refused(db, patient, path, status):
    answer = patient.get(path)
    assert answer.status_code == status and helps(answer)


@given(
    path=st.text(st.characters(codec="utf-8"), max_size=40),
    query=st.text(st.characters(codec="utf-8"), max_size=40),
    page=st.sampled_from(PAGES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_an_answer(db, patient, path, query, page):
    assert (
        patient.get(page + path.lstrip("/"), {"page": query, "tag": query, "letter": query}).status_code in MAY_ANSWER
    )
    assert patient.get(page + path.lstrip("/"), {"q": query}).status_code in MAY_ANSWER


@pytest.mark.parametrize("length", ["²", "-1", "1e3", "٣", "abc"])
def test_length_that_is_no_number_is_refused(length):
    request = RequestFactory().get("/en/", CONTENT_LENGTH=length)
    assert InputLimitsMiddleware(lambda request: None)(request).status_code == 413


# Languages


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/EN/", "/en/"),
        ("/EN", "/en"),
        ("/En/wrist/?a=1&b=%20", "/en/wrist/?a=1&b=%20"),
        ("/en-GB/", "/en/"),
        ("/en_us/wrist/", "/en/wrist/"),
        ("/AR/a%3Fb/%D8%B9/", "/ar/a%3Fb/%D8%B9/"),
        ("/es-419/", "/es/"),
        ("/EN//evil.example/", "/en//evil.example/"),
    ],
)
def test_language_spelled_in_another_way_leads_to_ours(db, patient, path, leads_to):
    answer = patient.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)


def test_form_sent_to_another_spelling_is_not_led_on(db):
    assert Client().post("/EN/", {"a": "b"}).status_code == 404


@override_settings(STAFF_PATHS=("/en-desk/",))
def test_staff_path_that_looks_like_a_language_is_left_alone(db, patient):
    assert patient.get("/en-desk/").status_code == 404


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("es", "es"),
        ("ar", "ar"),
        ("en", "en"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("ar-EG", "ar"),
        ("fr,de;q=0.9", "en"),
        ("fr, ar;q=0.5, es;q=0.7", "es"),
        ("es;q=0, ar;q=0.1", "ar"),
        ("es;q=0", "en"),
        ("*", "en"),
        ("ES", "es"),
        ("es;q=nonsense", "en"),
        ("\x00\xff;;;,,,", "en"),
        ("es," * 400, "es"),
        ("x" * 5000, "en"),
    ],
)
def test_start_leads_to_the_language_of_the_reader(patient, header, code):
    answer = patient.get("/", headers={"Accept-Language": header})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{code}/")
    assert answer.headers["Vary"] == "Accept-Language"
    assert "public" not in answer.headers["Cache-Control"]


def test_start_needs_no_database_and_sets_no_cookie(patient):
    """There is no `db` here: a query would be an error."""
    assert not patient.get("/", headers={"Accept-Language": "es"}).cookies


def test_no_other_page_depends_on_the_language_of_the_browser(pages, patient):
    for path in ["/en/", "/en/wrist/", "/en/topics/bones/", "/en/nothing/"]:
        answer = patient.get(path, headers={"Accept-Language": "es"})
        assert "Accept-Language" not in answer.headers.get("Vary", "")
        assert '<html lang="en"' in answer.content.decode()


@pytest.mark.parametrize(("code", "own"), [("EN", "en"), ("en-GB", "en"), ("fr", ""), ("", ""), ("eng", "")])
def test_known_language(code, own):
    assert known(code) == own


def test_best_language_never_raises():
    assert best_for("es;q=1.00000") == "en"  # not how a weight is written


# A page that is there in another language


def test_page_not_found_names_the_page_in_another_language(pages, patient):
    answer = patient.get("/es/wrist/")
    assert answer.status_code == 404
    assert [(link.code, link.address) for link in answer.context["elsewhere"]] == [("en", "/en/wrist/")]
    assert '<a href="/en/wrist/" hreflang="en" lang="en" dir="ltr">English</a>' in answer.content.decode()


def test_page_not_found_names_nothing_that_is_not_live(pages, patient):
    make_article(pages.writer, slug="secret", title="Secret")
    withdrawn = live_article(pages, slug="old", title="Old")
    actions.withdraw(item=withdrawn.item, by=pages.publisher, reason="Old.")
    for path in ["/es/secret/", "/es/old/", "/es/nothing/", "/xx/wrist/", "/nothing/"]:
        assert not patient.get(path).context["elsewhere"]


def test_page_not_found_leads_to_the_translation_too(pages, patient):
    made = make_article(pages.writer, slug="muneca", title="Muñeca rota", language="es")
    made.translation_of = Publication.objects.get(title="Broken wrist").item
    save(made, pages.writer)
    put_live(fresh(made), pages)
    assert [link.address for link in patient.get("/es/wrist/").context["elsewhere"]] == ["/en/wrist/", "/es/muneca/"]
