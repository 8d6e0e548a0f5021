"""What follows from SITE_URL, read in a process of its own because settings are read once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.source import ROOT

NAMES = [
    "ALLOWED_HOSTS",
    "CSRF_COOKIE_NAME",
    "SECURE_CSP",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
]


def settings_with(tmp_path: Path, **environment: str) -> dict:
    script = f"import json, portal.settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"
    variables = {**os.environ, "DATA_DIR": str(tmp_path), **environment}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=variables, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_https_brings_host_cookies_and_strict_transport(tmp_path):
    found = settings_with(tmp_path, SITE_URL="https://health.example.org", ALLOWED_HOSTS="www.example.org")
    assert found["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 63072000
    assert found["SECURE_CSP"]["upgrade-insecure-requests"] is True
    assert found["ALLOWED_HOSTS"] == ["health.example.org", "www.example.org"]


def test_plain_http_at_home_keeps_plain_cookies_so_that_they_work(tmp_path):
    found = settings_with(tmp_path, SITE_URL="http://localhost:8000")
    assert found["SESSION_COOKIE_NAME"] == "sessionid"
    assert found["SESSION_COOKIE_SECURE"] is False
    assert found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert "upgrade-insecure-requests" not in found["SECURE_CSP"]
    assert set(found["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize(("word", "header"), [("", None), ("1", ["HTTP_X_FORWARDED_PROTO", "https"])])
def test_header_of_a_proxy_is_believed_only_when_the_operator_says_so(tmp_path, word, header):
    assert settings_with(tmp_path, TRUST_PROXY=word)["SECURE_PROXY_SSL_HEADER"] == header
