"""The desk of a complaints officer at growing numbers of open duties: the page by HTTP, and its queries alone.

Two shapes: the open duties spread over five districts, of which the officer's is one; and all of them the officer's
own district's, the worst case. One client, signed in, without thinking time; the first page, with its counts, filters
and alerts.

    python -m benchmarks.worklist [--sizes 1000,100000,1000000] [--seconds 6] [--explain]
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import click

from benchmarks import installation
from benchmarks.load import Run, drive

PORT = 8106
SIZES = "1000,100000,1000000"


def measure(sizes: list[int], seconds: float, explain: bool = False) -> list[dict[str, Any]]:
    with installation.postgres() as socket:
        env = installation.start_django(socket, "even")
        return [
            row
            for shape in ("spread over 5 districts", "all one district's")
            for row in _shape(socket, env, shape, sizes, seconds, explain)
        ]


def _shape(
    socket: Path, env: dict[str, str], shape: str, sizes: list[int], seconds: float, explain: bool
) -> list[dict[str, Any]]:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.seeding import Clones, Spread
    from huiying.config.demo.city import found_city
    from huiying.core import clock
    from huiying.core.units.queries import forget_tree

    one = shape.startswith("all")
    if one:
        # The second shape has a database of its own; this process goes over to it.
        installation.create_database(socket, "one")
        env = {**env, "DATABASE_URL": installation.url(socket, "one")}
        connection.close()
        connection.settings_dict["NAME"] = "one"
        forget_tree()
        call_command("migrate", verbosity=0)
    city = found_city()
    cookie = _sign_in()
    now = clock.now()
    clones = Clones(city, now - timedelta(hours=1), now)
    rows = []
    for size in sizes:
        begun = time.perf_counter()
        held = clones.until_open(size, Spread.one(city) if one else Spread.even(city))
        click.echo(f"{held:,} open, {shape}: laid in {time.perf_counter() - begun:.0f} s", err=True)
        rows.append({"name": "worklist", "shape": shape, "open": held, **_queries()})
        if explain:
            _explain()
        connection.close()
        with installation.gunicorn("huiying.config.wsgi:application", PORT, env):
            drive(_op(cookie), PORT, 1, 2)
            page = drive(_op(cookie), PORT, 1, seconds)
        rows[-1] |= _page(page)
        click.echo(json.dumps(rows[-1]), err=True)
    return rows


def _sign_in() -> str:
    """A session as the sign-in page leaves it; what is measured is the page after it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from huiying.core.people.models import Account
    from huiying.core.web.signin import begun

    account = Account.objects.get(username="complaints")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    begun.set_factor(cast(Any, SimpleNamespace(session=session)), begun.BY_SETTING_UP, account.pk)
    session.save()
    return str(session.session_key)


def _op(cookie: str) -> Callable[[aiohttp.ClientSession, int], Any]:
    async def open_desk(session: aiohttp.ClientSession, _number: int) -> None:
        async with session.get(
            "/desk/", cookies={"sessionid": cookie}, allow_redirects=False
        ) as answer:
            assert answer.status == 200, answer.status
            page = await answer.text()
            assert "hy-counts" in page

    return open_desk


def _page(page: Run) -> dict[str, Any]:
    return {
        "page_p50_ms": round(page.p50, 2),
        "page_p99_ms": round(page.p99, 2),
        "pages": page.count,
        "errors": page.errors,
        "first_error": page.first_error,
    }


def _reads() -> dict[str, Callable[[], Any]]:
    from huiying.core import clock
    from huiying.core.duties import queries_desk as queries
    from huiying.core.notices import desk
    from huiying.core.people.models import Account
    from huiying.core.people.queries import staff_actor
    from huiying.pages.views.desk import Edges

    now = clock.now()
    by = staff_actor(Account.objects.get(username="complaints"), now)
    assert by is not None
    wanted = queries.Wanted()
    edges = Edges.at(now)
    return {
        "list": lambda: queries.worklist(by=by, wanted=wanted),
        "counts": lambda: queries.counts(by=by, wanted=wanted, edges=edges),
        "late": lambda: queries.worklist(by=by, wanted=queries.Wanted(state="overdue")),
        "nobodys": lambda: queries.worklist(by=by, wanted=queries.Wanted(whose="nobody")),
        "mine": lambda: queries.worklist(by=by, wanted=queries.Wanted(whose="mine")),
        "alerts": lambda: desk.waiting_for(by=by),
    }


def _queries() -> dict[str, Any]:
    found = {}
    for name, read in _reads().items():
        read()
        times = []
        for _ in range(30):
            begun = time.perf_counter()
            read()
            times.append((time.perf_counter() - begun) * 1000)
        found[f"{name}_p50_ms"] = round(statistics.median(times), 2)
    return found


def _explain() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for name, read in _reads().items():
        with CaptureQueriesContext(connection) as captured:
            read()
        for query in captured.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + query["sql"])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            click.echo(f"--- {name}\n{query['sql']}\n{plan}", err=True)


@click.command()
@click.option("--sizes", default=SIZES, show_default=True)
@click.option("--seconds", default=6.0, show_default=True)
@click.option("--explain", is_flag=True, help="Print the plan of each query.")
def main(sizes: str, seconds: float, explain: bool) -> None:
    """The desk at growing numbers of open duties."""
    for row in measure([int(n) for n in sizes.split(",")], seconds, explain):
        click.echo(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
