"""From a bare process to a working Django: home, secrets, settings, database."""

import os
from pathlib import Path

from huiying.config import secrets

ROOT = Path(__file__).resolve().parents[2]


class NotInstalled(RuntimeError):
    """This installation lacks something that only its operator can give; the message says what."""


def home() -> Path:
    return Path(os.environ.get("HUIYING_HOME") or ROOT / "var")


def embedded() -> bool:
    """SQLite in the installation's own folder: one machine, where secrets may be made unasked."""
    return os.environ.get("DATABASE_URL", "sqlite:").startswith("sqlite")


def ensure_secrets() -> Path | None:
    """Write secrets on the first run of an embedded installation; a real one must bring its own."""
    found = secrets.load(home())
    if all(found.get(name) for name in secrets.NAMES):
        return None
    if not embedded() or any(found.get(name) for name in secrets.NAMES):
        lacking = ", ".join(name for name in secrets.NAMES if not found.get(name))
        raise NotInstalled(
            f"Secrets are missing: {lacking}. They come from the environment (NAME, or NAME_FILE "
            "with a path). `huiying init --new-secrets` prints fresh ones for your secret store."
        )
    return secrets.ensure(home())


def start_django() -> None:
    """Load settings and applications; raises NotInstalled with a sentence where they cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise NotInstalled(str(error)) from error


def unapplied() -> list[str]:
    """Migrations that this database still lacks."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise NotInstalled(f"The database does not answer: {error}".rstrip()) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def require_migrated() -> None:
    if lacking := unapplied():
        raise NotInstalled(
            f"The database lacks {len(lacking)} migrations, first {lacking[0]}. Run `huiying init`."
        )
