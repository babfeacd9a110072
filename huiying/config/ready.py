"""From a bare process to a working Django: home, secrets, settings, database."""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from huiying.config import secrets

ROOT = Path(__file__).resolve().parents[2]


class NotInstalled(RuntimeError):
    """This installation lacks something that only its operator can give; the message says what, in both languages."""

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self.zh = zh or en


def home() -> Path:
    return Path(os.environ.get("HUIYING_HOME") or ROOT / "var")


def embedded() -> bool:
    """SQLite in the installation's own folder: one machine, where secrets may be made unasked."""
    return (os.environ.get("DATABASE_URL") or "sqlite:").startswith("sqlite")


def ensure_secrets() -> Path | None:
    """Write secrets on the first run of an embedded installation; a real one must bring its own."""
    lacking = _lacking()
    if not lacking:
        return None
    if not embedded() or any(secrets.load(home()).get(name) for name in secrets.NAMES):
        raise NotInstalled(
            f"Secrets are missing: {lacking}. They come from the environment (NAME, or NAME_FILE "
            "with a path). `huiying init --new-secrets` prints fresh ones for your secret store.",
            f"缺少密钥：{lacking}。密钥来自环境变量（NAME，或者写着路径的 NAME_FILE）。"
            "`huiying init --new-secrets` 生成一套新的，请存入您的密钥库。",
        )
    return secrets.ensure(home())


def _lacking() -> str:
    found = secrets.load(home())
    return ", ".join(name for name in secrets.NAMES if not found.get(name))


def require_secrets() -> None:
    if lacking := _lacking():
        raise NotInstalled(
            f"Secrets are missing: {lacking}. Set them in the environment, or run `huiying init`, "
            f"which writes {home() / secrets.FILE} for a single machine.",
            f"缺少密钥：{lacking}。请在环境变量中写明；只用一台机器的，运行 `huiying init`，"
            f"它会写好 {home() / secrets.FILE}。",
        )


def start_django() -> None:
    """Load settings and applications; raises NotInstalled with a sentence where they cannot be."""
    require_secrets()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise NotInstalled(str(error)) from error


def unapplied() -> list[str]:
    """Migrations that this database still lacks.

    Where it has each that is shipped, none of them is read: Django would keep them in memory, two megabytes of them.
    """
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    try:
        if MigrationRecorder(connection).applied_migrations().keys() >= _shipped():
            return []
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise NotInstalled(
            f"The database does not answer: {error}".rstrip(), f"连不上数据库：{error}".rstrip()
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _shipped() -> set[tuple[str, str]]:
    """(application, name) of each migration, by its file."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    found = set()
    for app in apps.get_app_configs():
        module, _explicit = MigrationLoader.migrations_module(app.label)
        if module and find_spec(module):
            folder = import_module(module).__path__
            found |= {(app.label, one.name) for one in iter_modules(folder) if not one.ispkg}
    return found


def require_migrated() -> None:
    if lacking := unapplied():
        count = f"{len(lacking)} migrations, first" if len(lacking) > 1 else "the migration"
        raise NotInstalled(
            f"The database lacks {count} {lacking[0]}. Run `huiying init`.",
            f"数据库还缺 {len(lacking)} 次迁移，从 {lacking[0]} 开始。请运行 `huiying init`。",
        )
