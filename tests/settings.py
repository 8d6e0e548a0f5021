"""The product's own settings, in a scratch directory, untouched by what the developer's shell sets."""

import os
import re
import tempfile
from pathlib import Path

# Which database and which Chromium to use is for the person who runs the tests; everything else is not.
FOR_THE_PERSON = {"DATABASE_URL", "REDIS_URL"}
_example = (Path(__file__).parent.parent / ".env.example").read_text(encoding="utf-8")
for _name in re.findall(r"^#?\s?([A-Z_]+)=", _example, re.MULTILINE):
    if _name not in FOR_THE_PERSON:
        os.environ.pop(_name, None)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")

from portal.settings import *  # noqa: E402, F403
from portal.settings import DATA_DIR, STORAGES  # noqa: E402

TESTING = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SEARCHES_A_MINUTE = 0  # tests ask more than a person; those of the limit set one
# No manifest: tests do not wait for every file to be compressed.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
(DATA_DIR / "static").mkdir()
(DATA_DIR / "logs").mkdir()
