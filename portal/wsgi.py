"""The application that a WSGI server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal.environment import load_env_file

load_env_file()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
# What was loaded so far stays for good: looking through it for garbage again and again cost some requests 3 ms.
gc.collect()
gc.freeze()
