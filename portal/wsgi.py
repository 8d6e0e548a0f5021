"""The application that a WSGI server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from portal.environment import load_env_file

load_env_file()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
# What is loaded with the addresses stays for good: looking through it for garbage again and again cost some requests 3 ms.
get_resolver().url_patterns  # noqa: B018 - loads them
gc.collect()
gc.freeze()
