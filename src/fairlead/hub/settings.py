"""Django's settings, made from the hub's options (`fairlead.hub.options`)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from fairlead.hub.options import data_folder, flag, number, text

# What somebody on this machine has read from restricted sources must not reach readers of the hub.
os.environ["FAIRLEAD_OWN_FACTS"] = "none"

HUB = Path(__file__).parent
DATA = data_folder()


def _secret_key() -> str:
    """Make the key once, so that two processes that start together end with the same one."""
    if given := text("FAIRLEAD_SECRET_KEY"):
        return given
    path = DATA / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _database() -> dict[str, Any]:
    url = text("DATABASE_URL")
    made: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60) if url else {})
    if not url:
        made = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA / "hub.sqlite3")}
    if made["ENGINE"].endswith("sqlite3"):
        # Writers wait for each other instead of failing; readers never wait; what was acknowledged is on disk.
        made["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
        }
        made["CONN_MAX_AGE"] = None
    made["ATOMIC_REQUESTS"] = False  # operations open their own transactions; pages only read
    return made


SECRET_KEY = _secret_key()
DEBUG = flag("FAIRLEAD_DEBUG")
ALLOWED_HOSTS = [host.strip() for host in text("FAIRLEAD_HOSTS").split(",") if host.strip()]
ADDRESS = text("FAIRLEAD_ADDRESS").rstrip("/")
CSRF_TRUSTED_ORIGINS = [ADDRESS]
ROOT_URLCONF = "fairlead.hub.urls"
WSGI_APPLICATION = "fairlead.hub.wsgi.application"
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "fairlead.hub.people",
    "fairlead.hub.assessments",
    "fairlead.hub.search",
    "fairlead.hub.corrections",
    "fairlead.hub.watch",
    "fairlead.hub.letters",
    "fairlead.hub.matters",
    "fairlead.hub.campaigns",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fairlead.hub.headers.headers",
    "fairlead.hub.sizes.limited",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "fairlead.hub.corrections.live.middleware",
    "fairlead.hub.cache.cached",
    "fairlead.hub.limits.limited",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "fairlead.hub.errors.errors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HUB / "templates", *sorted(HUB.glob("*/templates"))],
        "OPTIONS": {"environment": "fairlead.hub.jinja.environment", "context_processors": []},
    },
    {  # only for the pages of packages that bring their own
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [
    HUB / "static",
    ("report", HUB.parent / "report" / "templates"),
    ("dossier", HUB.parent / "dossier" / "report" / "templates"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
MEDIA_ROOT = DATA / "files"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "fairlead.hub.people.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "fairlead.hub.people.signup.NameForm"
ACCOUNT_CHANGE_EMAIL = True  # one address each: a new one replaces the old once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "fairlead.hub.people.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fairlead"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs in with one; without this, two factors forbid a new address
SOCIALACCOUNT_ADAPTER = "fairlead.hub.people.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if text("FAIRLEAD_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": text("FAIRLEAD_OIDC_NAME") or "Your organisation",
                "client_id": text("FAIRLEAD_OIDC_CLIENT"),
                "secret": text("FAIRLEAD_OIDC_SECRET"),
                "settings": {"server_url": text("FAIRLEAD_OIDC_URL")},
            }
        ],
        "OAUTH_PKCE_ENABLED": True,
    }

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("FAIRLEAD_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if flag("FAIRLEAD_HTTPS") else 0
SECURE_SSL_REDIRECT = flag("FAIRLEAD_HTTPS")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if flag("FAIRLEAD_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

if text("FAIRLEAD_MAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = text("FAIRLEAD_MAIL_HOST"), number("FAIRLEAD_MAIL_PORT")
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = text("FAIRLEAD_MAIL_USER"), text("FAIRLEAD_MAIL_PASSWORD")
    EMAIL_USE_TLS = flag("FAIRLEAD_MAIL_TLS")
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("FAIRLEAD_MAIL_FROM")

# Counts of limits, one file for all processes; with few entries, many addresses would push out those of an account.
CACHES = {
    "default": {
        "BACKEND": "fairlead.hub.counts.SharedCounts",
        "LOCATION": DATA / "counts.sqlite3",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [HUB / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# Requests are not logged here: what readers look at is nobody's business. The web server decides on its own log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]  # FAIRLEAD_HTTPS decides
