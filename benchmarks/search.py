"""Word search on PostgreSQL: a rare word, a word in a quarter of all matters, phrases, one character.

    .venv/bin/python -m benchmarks.search [--matters 1000000]

Makes a throwaway cluster with default settings (indexes are built with more memory), fills it with invented matters
of one sealed narrative each, and times `search.services.search` whole: access, index, reading the unsealed
candidates, the read log's row. Two searchers: one whose unit handles nine tenths of all, one whose unit handles 2,000.
"""

import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import click

from huiying.core.kinds import Actor, ActorKind, SeatRole

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SMALL = 2_000
# word -> share of matters, or a fixed count
WORDS = {
    "执法": 0.25, "officer": 0.25, "走失": 0.01, "turnstile": 0.01, "黄牛": 50, "blindfold": 50,
    "执法不规范": 300, "警": 0.3,
}  # fmt: skip


def invented_sentences(source: random.Random, count: int) -> list[str]:
    """Half Chinese, half English, from made-up words with a long tail."""
    signs = [chr(n) for n in range(0x4E00, 0x4E00 + 2500) if chr(n) not in "执法不规范黄牛走失警"]
    heavy = [1 / (n + 20) for n in range(len(signs))]
    letters = "abcdefghijklmnopqrstuvwxyz"
    stock = ["".join(source.choices(letters, k=source.randint(3, 9))) for _ in range(6000)]
    tail = [1 / (n + 10) for n in range(len(stock))]
    made = []
    for n in range(count):
        if n % 2:
            made.append(" ".join(source.choices(stock, tail, k=source.randint(6, 14))) + ". ")
        else:
            made.append("".join(source.choices(signs, heavy, k=source.randint(10, 24))) + "。")
    return made


def settings(url: str, home: Path) -> None:
    os.environ.update(
        HUIYING_HOME=str(home),
        HUIYING_SECRET_KEY="x" * 50,
        HUIYING_KEYS="b1:" + b64encode(bytes(range(32))).decode(),
        HUIYING_INDEX_KEY=b64encode(bytes(range(32, 64))).decode(),
        DATABASE_URL=url,
        DJANGO_SETTINGS_MODULE="huiying.config.settings",
    )
    import django

    django.setup()


def units() -> tuple[int, int, list[int]]:
    from huiying.core.units.models import Level
    from huiying.core.units.services import open_unit

    def unit(code: str, level: Level, parent: int | None) -> int:
        return open_unit(
            code=code, zh=code, en=code, level=level, opened_on=date(2015, 1, 1), parent=parent,
            complaints_office=True,
        )  # fmt: skip

    city = unit("city", Level.CITY, None)
    large, small = (unit(code, Level.COUNTY, city) for code in ("large", "small"))
    return large, small, [unit(f"s{n}", Level.STATION, large) for n in range(30)]


def fill(matters: int) -> tuple[int, int]:
    """COPY straight into the tables, since a million services would take hours."""
    from django.db import connection

    from huiying.core.people import sealing
    from huiying.core.search.folding import terms
    from huiying.core.search.folding import units as cut
    from huiying.core.search.tokens import tokens

    large, small, stations = units()
    source = random.Random(11)
    sentences = invented_sentences(source, 4000)
    stock = [(text, frozenset(tokens(terms(cut(text))))) for text in sentences]
    extra = {
        word: (word + ("。" if ord(word[0]) > 255 else " "), frozenset(tokens(terms(cut(word)))))
        for word in WORDS
    }
    chosen = {w: set(source.sample(range(matters), int(n))) for w, n in WORDS.items() if n >= 1}
    ids = [uuid.UUID(int=n + 1) for n in range(matters)]
    opened = [NOW - timedelta(seconds=(matters - n) * 120) for n in range(matters)]

    def parts(n: int) -> list[tuple[str, frozenset[str]]]:
        given = [
            extra[w] for w, share in WORDS.items()
            if (n in chosen[w] if share >= 1 else source.random() < share)
        ]  # fmt: skip
        return source.choices(stock, k=4) + given

    def handled(n: int) -> int:
        return small if n % max(1, matters // SMALL) == 0 else large if n % 10 else stations[0]

    with connection.cursor() as cursor:
        raw = cursor.cursor
        cursor.execute("DROP INDEX search_row_tokens")
        with raw.copy("COPY ledger_matter (id, ref, kind, region, origin, opened_at, packs, last_sequence, "
                      "handling_unit_id) FROM STDIN") as copy:  # fmt: skip
            for n, pk in enumerate(ids):
                copy.write_row(
                    (pk, f"R{n}", "complaint", "", "live", opened[n], "[]", 1, handled(n))
                )
        for role, whose in (
            ("deciding", lambda n: handled(n)),
            ("accused", lambda n: stations[n % 30]),
        ):
            with raw.copy(
                "COPY ledger_party (id, matter_id, role, unit_id, since) FROM STDIN"
            ) as copy:
                for n, pk in enumerate(ids):
                    copy.write_row(
                        (uuid.UUID(int=source.getrandbits(128)), pk, role, whose(n), opened[n])
                    )
        made = ((n, parts(n)) for n in range(matters))
        while chunk := list(islice(made, 20_000)):
            with raw.copy("COPY people_sealedtext (id, sealed, created_at) FROM STDIN") as copy:
                for n, pieces in chunk:
                    text = "".join(text for text, _ in pieces).encode()
                    copy.write_row(
                        (ids[n], sealing.seal(text, aad=f"people.text:{ids[n]}"), opened[n])
                    )
            with raw.copy("COPY search_row (text_id, matter_id, kind, tokens) FROM STDIN") as copy:
                for n, pieces in chunk:
                    line = " ".join(frozenset().union(*(t for _, t in pieces)))
                    copy.write_row((ids[n], ids[n], "narrative", line))
            click.echo(f"{chunk[-1][0] + 1} of {matters}", err=True)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        started = time.perf_counter()
        cursor.execute("CREATE INDEX search_row_tokens ON search_row USING gin (tokens)")
        click.echo(f"inverted index built in {time.perf_counter() - started:.0f} s")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT pg_size_pretty(pg_total_relation_size('people_sealedtext')), "
            "pg_size_pretty(pg_total_relation_size('search_row') - pg_relation_size('search_row_tokens')), "
            "pg_size_pretty(pg_relation_size('search_row_tokens'))"
        )
        click.echo(
            "sealed texts {}, rows of tokens {}, inverted index {}".format(*cursor.fetchone())
        )
    return large, small


def searcher(number: str, unit: int) -> Actor:
    from huiying.core.units import queries
    from huiying.core.units.services import add_officer, post_officer

    officer = add_officer(number=number, zh=number)
    post_officer(
        officer_id=officer, unit_id=unit, role=SeatRole.COMPLAINTS, since=NOW - timedelta(days=9999)
    )
    return Actor(
        kind=ActorKind.STAFF, name=number, officer_id=officer, seats=queries.seats_of(officer, NOW)
    )


def measure(by: Actor, words: str, rounds: int) -> str:
    from huiying.core.search.services import search

    def once() -> tuple[float, int, bool]:
        started = time.perf_counter()
        found = search(by=by, words=words, reason="measured", at=NOW, page="bench")
        return (time.perf_counter() - started) * 1000, len(found.hits), found.looked_back_to is None

    once()
    runs = [once() for _ in range(rounds)]
    times = sorted(t for t, _, _ in runs)
    whole = "" if runs[0][2] else ", not to the beginning"
    return f"p50 {statistics.median(times):7.1f} ms, worst {times[-1]:7.1f} ms, {runs[0][1]:2d} hits{whole}"


@click.command()
@click.option("--matters", default=1_000_000, show_default=True)
@click.option("--rounds", default=20, show_default=True)
def main(matters: int, rounds: int) -> None:
    """Time word search at a number of matters."""
    from tests.support import postgres

    with (
        tempfile.TemporaryDirectory(prefix="huiying-search-", ignore_cleanup_errors=True) as folder,
        postgres.cluster(Path(folder) / "cluster", options="-c max_wal_size=8GB") as socket,
    ):
        settings(f"postgres://huiying@/postgres?host={socket}", Path(folder) / "home")
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        large, small = fill(matters)
        for name, unit in (("handles nine tenths", large), ("handles 2,000", small)):
            by = searcher(name, unit)
            for words in [*WORDS, "absent", "执法 officer", "执法 黄牛"]:
                click.echo(f"{name:20} {words:10} {measure(by, words, rounds)}")


if __name__ == "__main__":
    sys.exit(main())
