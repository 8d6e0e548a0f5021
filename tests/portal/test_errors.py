import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import include, path

from portal import errors
from portal.csp import csp_override


def denies(request):
    raise PermissionDenied("Only a publisher can do this. Ask one.")


def suspects(request):
    raise SuspiciousOperation("odd")


def breaks(request):
    raise RuntimeError("a bug")


urlpatterns = [
    path("", include("portal.urls")),
    path("denies/", denies),
    path("suspects/", suspects),
    path("breaks/", breaks),
    path("posts/", csp_override({})(lambda request: errors.not_found(request, Exception()))),
]
handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"


@pytest.fixture
def anyone() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.urls("tests.portal.test_errors")
class TestPages:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        ("address", "status", "words"),
        [
            ("/suspects/", 400, "We could not read that request"),
            ("/denies/", 403, "Only a publisher can do this. Ask one."),
            ("/no-such-page/", 404, "Page not found"),
            ("/breaks/", 500, "Something went wrong on our side"),
        ],
    )
    def test_page_says(self, anyone, address, status, words):
        response = anyone.get(address)
        assert response.status_code == status
        assert words in response.content.decode()
        assert response.content.decode().count("<h1") == 1

    def test_forged_form_gets_our_own_page(self, anyone):
        response = anyone.post("/posts/", {"a": "b"})
        assert response.status_code == 403
        assert "Please send that again" in response.content.decode()

    def test_page_of_an_error_sets_no_cookie(self, anyone):
        assert not anyone.get("/no-such-page/").cookies

    def test_strange_host_gets_the_plain_page(self, anyone):
        response = anyone.get("/denies/", headers={"host": "elsewhere.example.org"})
        assert response.status_code == 400
        assert "elsewhere" not in response.content.decode()


def test_server_error_needs_no_database():
    """No `db` fixture: any query would fail this test."""
    assert errors.server_error(RequestFactory().get("/")).status_code == 500


def test_refused_request_needs_no_database():
    page = errors.refused(RequestFactory().get("/"), 414, "Too <long>.")
    assert page.status_code == 414
    assert "Too &lt;long&gt;." in page.content.decode()
