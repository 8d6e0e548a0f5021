"""All settings of the site. Values come from the environment only (`.env.example` lists them with their meaning)."""

from datetime import timedelta
from urllib.parse import urlsplit

from portal import environment
from portal.csp import CSP, Policy
from portal.databases import database_settings
from portal.logs import logging_settings

ROOT = environment.ROOT
DATA_DIR = environment.data_directory()
DEBUG = environment.flag("DEBUG")
TESTING = False  # tests/settings.py sets it; the product never does

# --- The site -------------------------------------------------------------------------------------------------
SITE_NAME = environment.text("SITE_NAME", "Plain Health")
SITE_URL = environment.text("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
IS_HTTPS = SITE_URL.startswith("https://")
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# An exact list (portal.E001 refuses "*"): the Host header ends up in links that people follow.
ALLOWED_HOSTS = sorted({SITE_HOST, *environment.words("ALLOWED_HOSTS"), *([] if IS_HTTPS else LOOPBACK_HOSTS)} - {""})
ADMIN_PATH = environment.text("ADMIN_PATH", "admin/")
ACCOUNTS_PATH = "accounts/"
# Everything below these is for staff: never stored by a cache, own content policy, larger uploads.
STAFF_PATHS = (f"/{ADMIN_PATH}", f"/{ACCOUNTS_PATH}")

# --- Applications: imports point down this list only ----------------------------------------------------------
INSTALLED_APPS = [
    "portal",
    "search",
    "articles",
    "faq",
    "library",
    "editorial",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "content_editor",
    "django_prose_editor",
    "js_asset",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's list of passkeys
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.SecurityHeadersMiddleware",
    "portal.csp.ContentSecurityPolicyMiddleware",
    "portal.middleware.InputLimitsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Not Django's LocaleMiddleware: the language stands in the path, so that a page is the same for everyone.
    "portal.middleware.LanguageInPathMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.StaffPagesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.csp.csp",
                "portal.context.site",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------------------
DATABASES = {"default": database_settings(DATA_DIR, debug=DEBUG)}
FORMAT_MODULE_PATH = ["portal.formats"]  # days as people write them: 3 May 2026, 14:05
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = environment.text("REDIS_URL")
# Shared by all processes in either case: the limits on failed logins live in it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        # The default of 300 would throw out counters and sessions at random on a busy day.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "static/"
STATICFILES_DIRS = [path for path in [ROOT / "static"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- What may be sent to us -----------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20  # a 2 MB article and its form; the public gets less:
PUBLIC_BODY_MAX_BYTES = 64 * 2**10
QUERY_MAX_BYTES = 2 * 2**10
SEARCH_MAX_BYTES = 14 * 2**10  # of a search: a letter of 2,000 characters in Arabic, each six bytes of an address
PATH_MAX_BYTES = 2**10  # five times the longest address that a page can have
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a page of 200 blocks posts about 3,000; 1,000 inlines must still fit
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640
# Never in memory: a file of any size costs the process the same.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# --- Sessions, cookies, transport -----------------------------------------------------------------------------
SECRET_KEY = environment.secret_key(DATA_DIR)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # survives the loss of Redis; a cache alone does not
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
# The __Host- prefix ties a cookie to this host and to https; on plain http at localhost browsers would drop it.
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # Strict would break the links in our own mails
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
TRUST_PROXY = environment.flag("TRUST_PROXY")
# Anyone can send this header: believed only where the operator says that a proxy overwrites it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds()) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
# Preloading cannot be undone quickly: the operator's choice, so its warning is silenced.
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"  # the address of a patient's page is health data
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Content-Security-Policy ----------------------------------------------------------------------------------
SECURE_CSP: Policy = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    **({"upgrade-insecure-requests": True} if IS_HTTPS else {}),
}
# The one <style> element that the rich text editor writes (django-prose-editor 0.28.0; a test holds it to that).
PROSE_EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
STAFF_CSP: Policy = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.NONCE],  # the editor's import map is an inline script
    "style-src": [CSP.SELF, PROSE_EDITOR_STYLE],
    "img-src": [CSP.SELF, "data:"],  # the QR code for a one-time-code app
    "frame-src": [CSP.SELF],  # the preview beside the form
}

# --- People who work here -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "portal.accounts.StaffAccountAdapter"  # closes sign-up
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # an administrator makes every account
ACCOUNT_CHANGE_EMAIL = True  # a new address replaces the old one only after it answered
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # its mail would invite strangers to sign up, which nobody can
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # signing off asks again after five minutes
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# The rule guards against strangers who sign up with another's address. Nobody signs up here.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

# --- Tags -----------------------------------------------------------------------------------------------------
TAGGIT_CASE_INSENSITIVE = True

# --- Language and time ----------------------------------------------------------------------------------------
LANGUAGES = [("en", "English"), ("es", "Español"), ("ar", "العربية")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [path for path in [ROOT / "locale"] if path.is_dir()]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone()

# --- Mail: kept as files under DATA_DIR until a server is named ------------------------------------------------
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.whole_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
# Who gets the nightly seal of the history: somebody outside this machine.
SEAL_MAIL_TO = environment.words("SEAL_MAIL_TO")
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("EMAIL_FROM", f"noreply@{SITE_HOST or 'localhost'}")

# --- Links to other sites -------------------------------------------------------------------------------------
# Whether the chores ask them if they answer: nothing else on this site calls out by itself.
CHECK_LINKS = environment.flag("CHECK_LINKS", default=True)

# --- Search ---------------------------------------------------------------------------------------------------
# Of one place on the internet, for each process of the server; 0 sets no limit.
SEARCHES_A_MINUTE = environment.whole_number("SEARCHES_A_MINUTE", 60)

# --- Logs -----------------------------------------------------------------------------------------------------
LOGGING = logging_settings(DATA_DIR / "logs", debug=DEBUG)
