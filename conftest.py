"""What every test gets: a database of its own, no network; on request a server, mail, a browser."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.core.management.color import no_style
from django.core.signals import setting_changed
from django.db import connection
from django.template.autoreload import reset_loaders
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples

from huiying.core.ledger import triggers
from huiying.core.web import frames
from huiying.core.web import site as shell
from tests.support import browser, network, postgres, server, smtp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PACKAGE = Path(__file__).parent / "huiying"
# No database is behind these: once is enough.
PURE = {"engine", "figures", "proofs", "rulepacks"}
ASKS_FOR_DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_blocker"}

# How long an example takes says something of the machine and its other work: no test is timed.
examples.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("suite")

_at_the_end = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=["sqlite", "postgres"], help="The database to test on.")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    network.block()
    setting_changed.connect(_pages_kept_for_other_settings_are_dropped)
    if settings.TEST_DATABASE != "postgres":
        return
    # The cluster is thrown away whole; dropping databases one by one would only cost time.
    config.option.reuse_db = True
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if not is_worker and not config.option.collectonly:
        _at_the_end.enter_context(postgres.cluster(settings.TEST_CLUSTER))


def pytest_unconfigure() -> None:
    _at_the_end.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where several workers share the suite by files, walks are shared role by role."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.support.spreading import Spreading

    return Spreading(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    database = os.environ["HUIYING_TEST_DB"]
    for item in items:
        if _pure(item):
            item.add_marker("pure")
        other = "sqlite" if database == "postgres" else "postgres"
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=f"says nothing about {database}"))
        if item.get_closest_marker("browser") and browser.executable() is None:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def _pages_kept_for_other_settings_are_dropped(setting: str, **_rest: Any) -> None:
    """Settings never change while the product runs, so the parts of pages that it keeps do not ask for them."""
    if setting.startswith("HUIYING_"):
        reset_loaders()
        frames.forget()
        shell.forget()


def _pure(item: pytest.Item) -> bool:
    """Whether a test of the product is the same on any database: it lies where none is, or asks for none.

    What stands under tests/ may begin processes that open one by themselves, so it says so itself.
    """
    if not item.path.is_relative_to(PACKAGE) or item.get_closest_marker("postgres"):
        return False
    if item.path.relative_to(PACKAGE).parts[0] in PURE:
        return True
    asked: set[str] = set(getattr(item, "fixturenames", ()))
    return not item.get_closest_marker("django_db") and not asked & ASKS_FOR_DATABASE


# --- append-only tables stop the emptying of a test database too -----------------------------

# What the migrations fill for good and no test changes. Django empties these as well and fills them again after each
# test that commits: that took nine tenths of the emptying.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def _empty_tables() -> None:
    there = connection.introspection.django_table_names(only_existing=True, include_views=False)
    emptied = [table for table in there if table not in KEPT]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), emptied))


def _empty_guarded_tables(self: TransactionTestCase) -> None:
    with connection.schema_editor() as editor:
        triggers.remove(None, editor)
    try:
        _empty_tables()
    finally:
        with connection.schema_editor() as editor:
            triggers.install(None, editor)


TransactionTestCase._fixture_teardown = _empty_guarded_tables  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each process keeps a few tables in memory (units, rule packs); a test starts without."""
    from huiying.core.units.queries import forget_tree

    cache.clear()
    forget_tree()
    # A request leaves its language behind in the thread.
    translation.deactivate()


# --- things to ask for -----------------------------------------------------------------------


@pytest.fixture
def mail(settings: Any) -> Iterator[smtp.Sink]:
    """A real SMTP server; Django's mail goes to it."""
    sink = smtp.Sink()
    controller = smtp.start(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.HUIYING_MAIL_ENABLED = True
    try:
        yield sink
    finally:
        controller.stop()


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The address of a running Huiying over this test's database."""
    with server.serving() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs a loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = browser.launch(playwright)
        yield found
        found.close()


@pytest.fixture
def context(chromium: "Browser", site: str) -> Iterator["BrowserContext"]:
    made = chromium.new_context(
        base_url=site, viewport=browser.DESK, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: "BrowserContext") -> Iterator["Page"]:
    """A page at desk size in Chinese. An error in script or a breach of the CSP fails the test."""
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on(
        "console",
        lambda message: (
            faults.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield made
    assert faults == []
