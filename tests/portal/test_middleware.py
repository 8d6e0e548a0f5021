import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt

from portal.csp import csp_override
from portal.middleware import SecurityHeadersMiddleware


def plain(request):
    return HttpResponse("a page")


def cacheable(request):
    response = HttpResponse("a page")
    response["Cache-Control"] = "public, max-age=60"
    return response


def reads_the_session(request):
    request.session.get("anything")
    return cacheable(request)


def sets_a_cookie(request):
    response = cacheable(request)
    response.set_cookie("seen", "1")
    return response


def fails(request):
    response = cacheable(request)
    response.status_code = 503
    return response


urlpatterns = [
    path("plain/", csrf_exempt(plain)),
    path("admin/plain/", plain),
    path("admin/framed/", xframe_options_sameorigin(plain)),
    path("cacheable/", cacheable),
    path("accounts/cacheable/", cacheable),
    path("session/", reads_the_session),
    path("cookie/", sets_a_cookie),
    path("fails/", fails),
    path("own/", csp_override({"default-src": "'self'"})(plain)),
    path("", include("portal.urls")),
]
handler404 = "portal.errors.not_found"

pytestmark = pytest.mark.urls("tests.portal.test_middleware")


@pytest.fixture
def anyone() -> Client:
    return Client()


def test_public_page_has_a_closed_policy_without_nonce(anyone):
    policy = anyone.get("/plain/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "nonce" not in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Permissions-Policy", "geolocation=(), camera=(), microphone=()"),
    ],
)
def test_every_page_carries(db, anyone, header, value):
    assert anyone.get("/plain/")[header] == value
    assert anyone.get("/no-such-page/")[header] == value


def test_public_page_sets_no_cookie_and_varies_by_none(anyone):
    response = anyone.get("/plain/")
    assert not response.cookies
    assert "Vary" not in response


def test_public_page_keeps_its_own_cache_header(anyone):
    assert anyone.get("/cacheable/")["Cache-Control"] == "public, max-age=60"


def test_public_page_stays_cacheable_for_an_editor(db, anyone):
    anyone.force_login(get_user_model().objects.create_user("editor"))
    assert anyone.get("/cacheable/")["Cache-Control"] == "public, max-age=60"


def test_page_without_cache_header_is_asked_for_each_time(anyone):
    assert anyone.get("/plain/")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/accounts/cacheable/", "/admin/plain/", "/cookie/", "/fails/"])
def test_private_answer_is_never_stored(anyone, address):
    assert anyone.get(address)["Cache-Control"] == "private, no-store"


def test_answer_that_read_the_session_is_never_stored(db, anyone):
    assert anyone.get("/session/")["Cache-Control"] == "private, no-store"


def test_staff_page_may_frame_and_load_data_pictures(anyone):
    policy = anyone.get("/admin/plain/")["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "img-src 'self' data:" in policy
    assert "frame-ancestors 'none'" in policy


def test_staff_page_that_says_so_may_be_framed_by_us(anyone):
    response = anyone.get("/admin/framed/")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_view_with_its_own_policy_keeps_it(anyone):
    assert anyone.get("/own/")["Content-Security-Policy"] == "default-src 'self'"


@pytest.mark.parametrize("address", ["/plain/%00", "/plain/?q=%00", "/plain/?q=a%1bb", "/pl%0aain/", "/plain/\x7f"])
def test_control_characters_are_refused(anyone, address):
    response = anyone.get(address)
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("query", ["q=a%0Ab", "q=a%09b", "q=caf%C3%A9", "q=%D8%A7", "q=%ff"])
def test_what_a_person_may_paste_into_a_search_box_is_taken(anyone, query):
    assert anyone.get(f"/plain/?{query}").status_code == 200


def test_query_of_2048_bytes_is_taken_and_one_more_refused(anyone):
    assert anyone.get("/plain/?q=" + "a" * 2046).status_code == 200
    assert anyone.get("/plain/?q=" + "a" * 2047).status_code == 414


def test_public_body_over_64_kib_is_refused_unread(anyone):
    assert anyone.post("/plain/", "a" * 65536, content_type="text/plain").status_code == 200
    assert anyone.post("/plain/", "a" * 65537, content_type="text/plain").status_code == 413


def test_staff_body_may_be_larger(anyone):
    assert anyone.post("/admin/plain/", "a" * 65537, content_type="text/plain").status_code == 200


def test_body_length_that_is_no_number_is_refused(anyone):
    assert anyone.post("/plain/", "a", content_type="text/plain", CONTENT_LENGTH="-1").status_code == 413


def test_header_that_a_view_set_is_left_alone():
    def view(request):
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    response = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
