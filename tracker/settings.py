"""All settings, in one file, from the environment.

| variable | meaning | unset |
|---|---|---|
| DUIXIAN_ENV | ``local`` or ``production`` | local |
| DUIXIAN_SECRET_KEY | signs sessions; production demands it | generated into var/ |
| DUIXIAN_ALLOWED_HOSTS | host names, comma-separated; production demands them | loopback |
| DUIXIAN_BEHIND_PROXY | trust X-Forwarded-Proto of a proxy in front | no |
| DUIXIAN_DEBUG | Django's debug pages; refused in production | no |
| DUIXIAN_SECOND_FACTOR | ``required`` or ``optional``: a second factor of staff | required in production |
| DUIXIAN_SHOW_UNREVIEWED | show publicly what no person has reviewed, marked so | yes |
| DUIXIAN_DOUBLE_CODING_SHARE | share of the reports taken in by people that a second person codes blind | 0.1 |
| DUIXIAN_VAR | where local data lies | var/ |
| DATABASE_URL | postgresql://user:password@host:port/name; production demands it | a local server |
| DUIXIAN_POOL_SIZE | most database connections a process holds | 8 |
| REDIS_URL | redis://…; production demands it | a local server |
| DUIXIAN_VISIBILITY_TIMEOUT | seconds after which the task of a lost worker is run again | 3600 |
"""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from tracker import environment
from tracker.local import places, secrets

BASE_DIR = places.ROOT
PRODUCTION = environment.choice("DUIXIAN_ENV", ("local", "production"), "local") == "production"

DEBUG = environment.flag("DUIXIAN_DEBUG", False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DUIXIAN_DEBUG must not be on in production: debug pages show settings and code.")
SECRET_KEY = (
    environment.text("DUIXIAN_SECRET_KEY")
    if PRODUCTION
    else environment.text("DUIXIAN_SECRET_KEY", "") or secrets.kept(places.var() / "secret-key")
)
ALLOWED_HOSTS = environment.words("DUIXIAN_ALLOWED_HOSTS", None if PRODUCTION else ("localhost", "127.0.0.1", "[::1]"))

#: Whether statements that no person has reviewed are shown to the public (marked as such).
DUIXIAN_SHOW_UNREVIEWED = environment.flag("DUIXIAN_SHOW_UNREVIEWED", True)

#: Of the reports that people take in, the share that is coded twice; which, the hash of the text decides.
DUIXIAN_DOUBLE_CODING_SHARE = environment.share("DUIXIAN_DOUBLE_CODING_SHARE", 0.1)

INSTALLED_APPS = [
    "tracker.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "import_export",
    "pgtrigger",
    "csp",
    "reports",
    "tracker",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tracker.acting.ActingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tracker.sign_in.sessions.SessionLimits",
    "tracker.sign_in.second_factor.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.admin.blind.BlindMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

if PRODUCTION:
    environment.text("DATABASE_URL")
    environment.text("REDIS_URL")
DATABASES = {"default": environment.database("DATABASE_URL")}
# A connection that a restart of the database cut is noticed before a page uses it.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["OPTIONS"]["pool"] = {
    "min_size": 1,
    "max_size": environment.number("DUIXIAN_POOL_SIZE", 8, least=1),
    # A page that cannot have a connection in 10 s is refused rather than queued for ever.
    "timeout": 10,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache is shared by all processes: attempts to sign in are counted there, and how far a long task has come.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environment.address("REDIS_URL", ("redis", "rediss", "unix"), default="redis://localhost"),
        "KEY_PREFIX": "duixian",
        # A page can be made without the cache: it must not wait for it.
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    }
}

# A task is acknowledged when it is done, so a killed worker loses nothing: it is run again after the
# visibility timeout. kombu looks for such tasks every restore_interval × restore_throttle seconds (its own
# default is 100 s). The timeout must exceed the longest task, or a slow one is started twice.
CELERY_BROKER_URL = environment.address("REDIS_URL", ("redis", "rediss", "unix"), default="")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": environment.number("DUIXIAN_VISIBILITY_TIMEOUT", 3600, least=1),
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# What a task did is read in the database, in the tables it wrote.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Shanghai"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Staff sign in by name and password, then by a second factor: a code of an app, a security key, or a recovery code.
# There is no signing up and no reset by mail: a superuser makes accounts, sets passwords and resets factors.
DUIXIAN_SECOND_FACTOR = environment.choice(
    "DUIXIAN_SECOND_FACTOR", ("required", "optional"), "required" if PRODUCTION else "optional"
)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "tracker.sign_in.adapters.StaffAccounts"
ACCOUNT_FORMS = {"login": "tracker.sign_in.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
# Five failures of one name in five minutes, ten of one address in one: then even the right password is refused, in the
# same words. The counts are in the cache that all processes share.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("DUIXIAN_BEHIND_PROXY", False) else 0
MFA_ADAPTER = "tracker.sign_in.adapters.StaffFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Duixian"
# A clock half a minute off is common; a code is taken once all the same.
MFA_TOTP_TOLERANCE = 1
# Browsers give keys to pages over https and on this machine; locally there is no https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Seconds until a session ends: however busy, and without a page of the staff's opened.
SESSION_COOKIE_AGE = 12 * 60 * 60
DUIXIAN_SESSION_IDLE = 2 * 60 * 60

# What only reads changes nothing, so the history need not know who asked.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = places.var() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "tracker.static_files.HashedFiles"
    },
}
MEDIA_ROOT = places.var() / "media"

# Every page, the admin's included: nothing inline, nothing evaluated, nothing from elsewhere, no frames.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
if environment.flag("DUIXIAN_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
