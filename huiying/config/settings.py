"""Settings, all from the environment. docs/operating.md lists them; `huiying doctor` judges them."""

import tomllib
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from huiying.config import secrets
from huiying.config.apps import HUIYING_APPS, OWED_NAMES, PACK_TABLE, SETTLED
from huiying.config.demo.visitors import PASSWORD, VISITORS
from huiying.config.menus import FOOT_MENU, PAGES_OF, PUBLIC_MENU, STAFF_MENU

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]
HOME = Path(env.str("HUIYING_HOME", default=str(ROOT / "var")))
DEBUG = env.bool("HUIYING_DEBUG", default=False)
DEMONSTRATION = env.bool("HUIYING_DEMONSTRATION", default=False)

_secrets = secrets.load(HOME)
_missing = [name for name in secrets.NAMES if not _secrets.get(name)]
if _missing:
    raise ImproperlyConfigured(
        f"Missing secrets: {', '.join(_missing)}. Set them in the environment, "
        f"or run `huiying init`, which writes {HOME / secrets.FILE} for a single machine."
    )
SECRET_KEY = _secrets["HUIYING_SECRET_KEY"]
HUIYING_KEYS = _secrets["HUIYING_KEYS"]
# A ring that comes from a file is followed by running processes.
HUIYING_KEYS_CHANGED = secrets.follow("HUIYING_KEYS", HOME)
HUIYING_INDEX_KEY = _secrets["HUIYING_INDEX_KEY"]
# The public key of the outside body; an installation of one machine keeps it in a file of its own.
HUIYING_OUTSIDE_KEY = secrets.one("HUIYING_OUTSIDE_KEY") or secrets.kept(HOME, secrets.OUTSIDE)

ALLOWED_HOSTS = env.list("HUIYING_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("HUIYING_ORIGINS", default=[])
HTTPS = env.bool("HUIYING_HTTPS", default=False)

# --- the service ---------------------------------------------------------------------------------
HUIYING_SERVICE = {
    "zh": env.str("HUIYING_SERVICE_ZH", default="云浦市公安局"),
    "en": env.str("HUIYING_SERVICE_EN", default="Yunpu City Public Security Bureau"),
}
HUIYING_JURISDICTION = env.str("HUIYING_JURISDICTION", default="cn")
HUIYING_REGION = env.str("HUIYING_REGION", default="")
# Rule packs in force for matters of each kind; empty: the list of the jurisdiction in config/apps.py.
HUIYING_PACK_TABLE = PACK_TABLE
HUIYING_PACKS = env.list("HUIYING_PACKS", default=[])
HUIYING_PARTNER_MONTHS = env.int("HUIYING_PARTNER_MONTHS", default=12)
# Kinds of case in which nothing is sent by itself: a message at the wrong moment could put somebody in danger.
# Where a records system puts its files of cases (JSON or CSV); empty: nowhere. And what that system is called.
HUIYING_CASES_FOLDER = env.str("HUIYING_CASES_FOLDER", default="")
HUIYING_CASES_SOURCE = env.str("HUIYING_CASES_SOURCE", default="records")
HUIYING_HELD_BACK_KINDS = env.list(
    "HUIYING_HELD_BACK_KINDS", default=["domestic-violence", "sexual-offence", "homicide"]
)
# For how many days at most even the existence of something may be withheld from a person, once approved.
HUIYING_EXISTENCE_DAYS = env.int("HUIYING_EXISTENCE_DAYS", default=14)
# For how many days at most a covert inquiry, once approved, may be shown to the person later.
HUIYING_COVERT_DAYS = env.int("HUIYING_COVERT_DAYS", default=90)
# Nobody in danger may be shown the number of another country.
_PLACE = tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))[
    HUIYING_JURISDICTION
]
HUIYING_EMERGENCY = env.str("HUIYING_EMERGENCY", default=_PLACE["emergency"])
HUIYING_EMERGENCY_TEXT = env.str("HUIYING_EMERGENCY_TEXT", default=_PLACE.get("emergency_text", ""))
HUIYING_HOTLINE = env.str("HUIYING_HOTLINE", default=_PLACE.get("hotline", ""))
HUIYING_EXIT_URL = env.str("HUIYING_EXIT_URL", default=_PLACE["exit_url"])
HUIYING_PUBLIC_URL = env.str("HUIYING_PUBLIC_URL", default="http://127.0.0.1:8000")
HUIYING_GALLERY = env.bool("HUIYING_GALLERY", default=DEBUG)
HUIYING_FILES = HOME / "files"
HUIYING_FILE_BYTES = env.int("HUIYING_FILE_BYTES", default=50 * 1024 * 1024)
HUIYING_FILES_PER_MATTER = env.int("HUIYING_FILES_PER_MATTER", default=10)
# Room for files of forms that were not sent yet; they go after a day.
HUIYING_UNSENT_FILE_BYTES = env.int("HUIYING_UNSENT_FILE_BYTES", default=5 * 1024**3)
# A virus scanner that speaks clamd's INSTREAM: clamd://host:3310, or clamd:///path/to/socket; empty: none.
HUIYING_SCANNER = env.str("HUIYING_SCANNER", default="")
if HUIYING_SCANNER and not HUIYING_SCANNER.startswith("clamd://"):
    raise ImproperlyConfigured("HUIYING_SCANNER is clamd://host:3310 or clamd:///path/to/socket.")
# The service's own terms after which matters are erased, as TOML; empty: the example that is shipped.
HUIYING_KEEPING = env.str("HUIYING_KEEPING", default="")
# How long somebody reads beyond their scope in an emergency, before it ends by itself.
HUIYING_BREAK_GLASS_MINUTES = env.int("HUIYING_BREAK_GLASS_MINUTES", default=30)
# Only the demonstration can do without: its sign-ins are known to everybody anyway.
HUIYING_REQUIRE_SECOND_FACTOR = not DEMONSTRATION or env.bool(
    "HUIYING_REQUIRE_SECOND_FACTOR", default=False
)
# Names of networks, narrowest wins: `10.1.0.0/16=QH`. The list of sign-ins shows the name; no address is kept.
HUIYING_NETWORKS = env.list("HUIYING_NETWORKS", default=[])
# The service's single sign-on (OpenID Connect); empty: none.
HUIYING_OIDC_URL = env.str("HUIYING_OIDC_URL", default="")
HUIYING_OIDC_CLIENT = env.str("HUIYING_OIDC_CLIENT", default="")
HUIYING_OIDC_SECRET = secrets.one("HUIYING_OIDC_SECRET")
HUIYING_OIDC_NAME = env.str("HUIYING_OIDC_NAME", default="")
HUIYING_OIDC_MAP = env.str("HUIYING_OIDC_MAP", default="")
HUIYING_PROOF_BITS = env.int("HUIYING_PROOF_BITS", default=15)
# Beyond so many complaints, or petitions, a minute each costs more work.
HUIYING_FLOOD_A_MINUTE = env.int("HUIYING_FLOOD_A_MINUTE", default=120)
HUIYING_PUBLIC_MENU, HUIYING_STAFF_MENU, HUIYING_FOOT_MENU = PUBLIC_MENU, STAFF_MENU, FOOT_MENU
HUIYING_PAGES_OF = PAGES_OF
# The demonstration lists the seats to try on its sign-in page.
HUIYING_VISITORS = VISITORS if DEMONSTRATION else ()
HUIYING_VISITOR_PASSWORD = PASSWORD if DEMONSTRATION else ""
# Who examines the installation for the administrator's page, which may not import what wires it.
HUIYING_DOCTOR = "huiying.config.doctor.examine"
HUIYING_SETTLED = SETTLED
HUIYING_OWED_NAMES = OWED_NAMES
HUIYING_EVENT_SPECS = "huiying.config.apps.event_specs"
# Who knows what kind of case a matter is, for the sentences cleared for it.
HUIYING_CASE_KIND = "huiying.config.apps.case_kind"
HUIYING_KIND_RULES = "huiying.config.kind_rules.kind_rules"
# Which of the rules' words mean which of the people, of kinds where the role alone does not say it.
HUIYING_TABLET_FORMS = "huiying.config.tablet_forms.forms"
HUIYING_OWED_WORDS = "huiying.config.kind_rules.owed_words"
# Every command on a demonstration's data reads its clock; only `run --demo` and `demo` can move it.
HUIYING_DEMO_KEPT = HOME / "demo.json"
HUIYING_CLOCK_FILE = HOME / "clock" if DEMONSTRATION or HUIYING_DEMO_KEPT.exists() else None

# --- Django --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    # Before allauth, whose pages take our templates.
    *HUIYING_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]
MIDDLEWARE = [
    "huiying.core.web.middleware.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huiying.core.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huiying.core.web.middleware.NewsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "huiying.core.web.signin.middleware.SignInMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiying.core.web.tablet.TabletMiddleware",
    "huiying.core.web.middleware.PageMiddleware",
]
ROOT_URLCONF = "huiying.config.urls"
WSGI_APPLICATION = "huiying.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huiying.core.web.context.site",
            ],
            "builtins": ["huiying.core.web.templatetags.hy"],
        },
    }
]
FORM_RENDERER = "huiying.core.web.forms.GovRenderer"

DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{HOME / 'huiying.sqlite3'}")
_database: dict[str, Any] = env.db_url_config(DATABASE_URL)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # WAL, IMMEDIATE and one process-wide write lock: measured p99 30 ms where IMMEDIATE alone gave 333 ms.
    # recursive_triggers: without it INSERT OR REPLACE walks past the append-only triggers.
    _database["ENGINE"] = "huiying.core.sqlite"
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
        ),
    }
else:
    _database["ENGINE"] = "huiying.core.postgres"
    _database["CONN_MAX_AGE"] = env.int("HUIYING_CONN_MAX_AGE", default=600)
    _database["CONN_HEALTH_CHECKS"] = True
    # No JIT: compiling a plan took a second where the query itself took fifty milliseconds. Django keeps statements
    # from being prepared; the hot paths ask for it (ledger.batch), which a pooler of transactions may not bear.
    _prepare = None if env.bool("HUIYING_POOLED", default=False) else 5
    _database["OPTIONS"] = {
        "options": "-c jit=off",
        "prepare_threshold": _prepare,
        **_database.get("OPTIONS", {}),
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "huiying.core.access.signin.held"
SESSION_COOKIE_AGE = 8 * 3600
if HTTPS:
    # A browser takes a cookie of this name from this host alone: no neighbour of the domain can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-form"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "huiying.core.web.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("HUIYING_PROXIED", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- people who sign in --------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "huiying.core.web.signin.passwords.NoWordsOfTheHouse"},
]
ACCOUNT_ADAPTER = "huiying.core.web.signin.adapters.StaffAccounts"
# Our own limits stand in huiying/core/web/signin/attempts.py: nobody can be locked out by others, all processes count.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "huiying.core.web.signin.adapters.SecondFactors"
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "Huiying"
# One step of thirty seconds either way: telephones' clocks drift.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "huiying.core.web.signin.sso.SingleSignOn"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

# --- words and time ------------------------------------------------------------------------------
LANGUAGE_CODE = env.str(
    "HUIYING_LANGUAGE", default="zh-hans" if HUIYING_JURISDICTION == "cn" else "en"
)
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("en", _("English")),
    ("zh-hant", _("Traditional Chinese")),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("HUIYING_TIME_ZONE", default=_PLACE["time_zone"])

# --- files and mail ------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "huiying.core.web.uploads.NamelessFiles",
]
_mail: dict[str, Any] = env.email_url("EMAIL_URL", default="dummymail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("HUIYING_MAIL_FROM", default="huiying@localhost")
HUIYING_MAIL_ENABLED = "EMAIL_URL" in env.ENVIRON
# Domains whose mail EMAIL_URL's server keeps itself ("*": all): taken by it is taken by the recipient's own server.
HUIYING_MAIL_FINAL_FOR = env.list("HUIYING_MAIL_FINAL_FOR", default=[])
HUIYING_MAIL_BOUNCES_TO = env.str("HUIYING_MAIL_BOUNCES_TO", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("HUIYING_LOG_LEVEL", default="WARNING")},
}
