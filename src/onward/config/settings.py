"""Django's settings, all of them derived from `onward.config.env`. Importing this needs no set-up;
what needs a key or a database says so when it is asked for.
"""

import os
from pathlib import Path
from typing import Any

from onward.config.env import read_environment
from onward.config.logging import configure_logging
from onward.database.address import Address
from onward.foundation.clock import Clock, SystemClock

ONWARD = read_environment(os.environ, Path.cwd())
ONWARD_CLOCK: Clock = SystemClock()
"""What the doors ask for the time."""

SECRET_KEY = ONWARD.keys.django_secret if ONWARD.is_set_up else ""
DEBUG = False
ALLOWED_HOSTS = list(ONWARD.allowed_hosts)
ROOT_URLCONF = "onward.config.urls"
WSGI_APPLICATION = "onward.config.wsgi.application"

INSTALLED_APPS = [
    "onward.audit",
    "onward.directory",
    "onward.access",
    "onward.emails",
    "onward.protection",
    "onward.pupils",
    "onward.messaging",
    "onward.transfers",
    "onward.operations",
    "onward.jobs",
    "onward.web",
    "procrastinate.contrib.django",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "onward.web.static_files.static_files",
    "onward.web.page_headers.page_headers",
    "onward.api.middleware.request_ids",
    "onward.api.middleware.rate_limits",
    "onward.api.middleware.unstored",
    "onward.api.middleware.wrong_methods",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parents[1] / "web" / "templates"],
        "OPTIONS": {"environment": "onward.web.jinja.environment"},
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}},
]

AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["onward.web.sign_in.backend.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "onward.web.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Counted for each name, not for each address: behind one address there may be a whole council.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ONWARD.behind_proxy else 0
ACCOUNT_FORMS = {
    "login": "onward.web.sign_in.forms.SignInForm",
    "reset_password": "onward.web.sign_in.forms.LostPasswordForm",
    "reset_password_from_key": "onward.web.sign_in.forms.NewPasswordForm",
    "change_password": "onward.web.sign_in.forms.OtherPasswordForm",
}
MFA_FORMS = {
    "authenticate": "onward.web.sign_in.forms.CodeForm",
    "activate_totp": "onward.web.sign_in.forms.NewAppForm",
}
# The link by which a password is chosen went to that address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey cannot be guessed; what is counted here keeps one machine from asking without end.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_ADAPTER = "onward.web.sign_in.factors.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Onward"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_attempt"},
}
CSRF_FAILURE_VIEW = "onward.web.refusal_pages.forged"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "onward.web.sign_in.sessions"
SESSION_COOKIE_AGE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database(address: Address | None) -> dict[str, Any]:
    """Return Django's description of a database; without an address, one that cannot be connected to."""
    place = address or Address(host="127.0.0.1", port=1, name="not_set_up")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": place.name,
        "USER": place.user,
        "PASSWORD": place.password,
        "HOST": place.host,
        "PORT": place.port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        # Only what asks for it is prepared: the intake's statements, planned once a connection. A pooler in
        # between must pass prepared statements on, as PgBouncer does from 1.21 on.
        "OPTIONS": {"application_name": "onward", "prepare_threshold": 1_000_000, **place.options},
    }


DATABASES = {"default": _database(ONWARD.app_database())}
if ONWARD.owner_database_url:
    DATABASES["owner"] = _database(Address.from_url(ONWARD.owner_database_url))

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
STATIC_URL = "static/"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ONWARD.demo
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ONWARD.behind_proxy else None
SECURE_HSTS_SECONDS = 31536000 if ONWARD.behind_proxy else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "onward.web.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING_CONFIG = None
configure_logging()
