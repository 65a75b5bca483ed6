"""One settings file. Everything has a working default; the environment may replace a few things, loudly.

Environment:
    WOLOUJ_DATA          folder of the database, files and keys (default: ``.data`` beside the code)
    WOLOUJ_DATABASE      name of the database inside the embedded server (default: ``wolouj``)
    DATABASE_URL         a PostgreSQL server to use instead of the embedded one
    WOLOUJ_HOSTS         comma list of host names served (default: this machine only)
    WOLOUJ_HTTPS         ``1`` when served over HTTPS: cookies become secure
    WOLOUJ_PROXIES       how many reverse proxies stand in front (default 0): whose word on the caller's address counts
    WOLOUJ_COLLECT       ``1`` turns the collector on (off: nothing is ever asked of the portal); with
                         WOLOUJ_COLLECT_CONTACT (whom the portal may write to), WOLOUJ_COLLECT_TENDERS and
                         WOLOUJ_COLLECT_ORDERS (base addresses of its two applications), WOLOUJ_COLLECT_HOURS (``22-6``)
                         and WOLOUJ_COLLECT_PAUSE (seconds, ``5``)
    WOLOUJ_URL           where the house is reached (``https://…``): links in messages and feeds; without it none
    WOLOUJ_SMTP          ``smtp://user:password@host:port`` (``smtps://`` for TLS from the start, else STARTTLS,
                         but on port 25); without it e-mails are shown on the console
    WOLOUJ_MAIL_FROM     the address e-mails come from
    WOLOUJ_SMS_URL       the gateway that takes an SMS as JSON; without it no SMS leaves. With WOLOUJ_SMS_TOKEN (sent as
                         ``Authorization: Bearer``) and WOLOUJ_SMS_SENDER (the name shown)
    WOLOUJ_CONTROLLER    who answers for personal data; with WOLOUJ_CONTROLLER_CONTACT and WOLOUJ_CNDP (receipt number)
    WOLOUJ_DEBUG         ``1`` for Django's debug pages; never in service
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wolouj.foundation import embedded, keys

BASE = Path(__file__).resolve().parents[2]
DATA = embedded.data_folder()

DEBUG = os.environ.get("WOLOUJ_DEBUG") == "1"
STYLEGUIDE = DEBUG or "pytest" in sys.modules
"""Every component in every state, at ``/ar/styleguide/``: for those who build, never in service."""
SECRET_KEY = keys.secret_key(DATA)
TRUSTED_PROXIES = int(os.environ.get("WOLOUJ_PROXIES") or 0)
HTTPS = os.environ.get("WOLOUJ_HTTPS") == "1"
ALLOWED_HOSTS = [h for h in os.environ.get("WOLOUJ_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "wolouj.foundation",
    "wolouj.reference",
    "wolouj.people",
    "wolouj.structures",
    "wolouj.notices",
    "wolouj.gatherings",
    "wolouj.difficulties",
    "wolouj.matching",
    "wolouj.bids",
    "wolouj.alerts",
    "wolouj.orders",
    "wolouj.meetings",
    "wolouj.advocacy",
    "wolouj.programme",
    "wolouj.training",
    "wolouj.results",
    "wolouj.coaching",
    "wolouj.cofinancing",
    "wolouj.petitions",
    "wolouj.support",
    "wolouj.guides",
    "wolouj.home",
]

MIDDLEWARE = [
    "wolouj.foundation.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wolouj.people.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "wolouj.config.urls"
WSGI_APPLICATION = "wolouj.config.wsgi.application"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["wolouj.people.backends.SessionBackend"]
PASSWORD_HASHERS = ["wolouj.people.secrets.PinHasher"]
# Who answers for personal data here (law 09-08), as the notice at sign-up says it; empty is said too.
CONTROLLER = {
    "name": os.environ.get("WOLOUJ_CONTROLLER", ""),
    "contact": os.environ.get("WOLOUJ_CONTROLLER_CONTACT", ""),
    "cndp": os.environ.get("WOLOUJ_CNDP", ""),
}
# The polite collector: off until the operator turns it on; see docs/operate.md.
COLLECT = {
    "on": os.environ.get("WOLOUJ_COLLECT") == "1",
    "contact": os.environ.get("WOLOUJ_COLLECT_CONTACT", ""),
    "tenders": os.environ.get("WOLOUJ_COLLECT_TENDERS", "https://www.marchespublics.gov.ma"),
    "orders": os.environ.get("WOLOUJ_COLLECT_ORDERS", "https://www.marchespublics.gov.ma"),
    "hours": os.environ.get("WOLOUJ_COLLECT_HOURS", "22-6"),
    "pause": os.environ.get("WOLOUJ_COLLECT_PAUSE", "5"),
    "cache": DATA / "collected",
}
# Every room that holds something about a person, top of the house first, people last.
PERSONAL_DATA_ROOMS = [
    "wolouj.training.personal",
    "wolouj.results.personal",
    "wolouj.coaching.personal",
    "wolouj.cofinancing.personal",
    "wolouj.petitions.personal",
    "wolouj.support.personal",
    "wolouj.programme.personal",
    "wolouj.advocacy.personal",
    "wolouj.meetings.personal",
    "wolouj.orders.personal",
    "wolouj.alerts.personal",
    "wolouj.bids.personal",
    "wolouj.matching.personal",
    "wolouj.gatherings.personal",
    "wolouj.difficulties.personal",
    "wolouj.notices.personal",
    "wolouj.structures.personal",
    "wolouj.foundation.personal",
    "wolouj.people.personal",
]

# The rooms that know who accompanies whom: asked when two bidders meet on one notice (people/accompanied.py).
ACCOMPANYING_ROOMS = ["wolouj.coaching.accompanied"]

# Where messages go, and what they say of where we are. Nothing leaves this machine until the operator says where to.
PUBLIC_URL = os.environ.get("WOLOUJ_URL", "").rstrip("/")
SMS = {
    "url": os.environ.get("WOLOUJ_SMS_URL", ""),
    "token": os.environ.get("WOLOUJ_SMS_TOKEN", ""),
    "sender": os.environ.get("WOLOUJ_SMS_SENDER", "Wolouj"),
}
_smtp = urlsplit(os.environ.get("WOLOUJ_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp.hostname else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or (465 if _smtp.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_USE_TLS = bool(_smtp.hostname) and not EMAIL_USE_SSL and EMAIL_PORT != 25
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("WOLOUJ_MAIL_FROM", "wolouj@localhost")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "wolouj" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "wolouj.foundation.context.page",
            ],
            "builtins": ["wolouj.foundation.templatetags.say", "wolouj.foundation.templatetags.page"],
        },
    }
]

DATABASES = {"default": embedded.database_settings(DATA, os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("fr", "Français")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"

STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise serves the files where they lie: nothing to collect
STATICFILES_DIRS = [BASE / "wolouj" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Each database has its files: the demo's are never mixed with real ones.
MEDIA_ROOT = DATA / ("files-demo" if os.environ.get("WOLOUJ_DATABASE") == "demo" else "files")

FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # the domain above may not be ours to promise for
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# To the standard error only, without a value of anybody; no error is ever sent by mail.
ADMINS: list[tuple[str, str]] = []
MANAGERS = ADMINS
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "wolouj.foundation.logs.DiscreetFormatter", "format": "%(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}

# Jobs are declared in one module, and only a worker reads it.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["wolouj.home.jobs"]

LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:desk"
