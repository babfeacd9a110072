"""Public intake beside the bare framework, in turns, on one PostgreSQL.

One operation of ours is the last pair of the journey: the check-answers page and its submission, which seals contact
and words and writes event, duties, receipt code, notices and the receipt in one transaction. One of the bare
framework's is its form and its submission. The earlier steps are laid ready as sealed drafts. The proof of work is
set to one bit: what is measured is the server, not how fast the load client hashes; checking a proof costs the
server the same. For the same reason what counts as a flood is out of reach.

    python -m benchmarks.intake [--rounds 5] [--seconds 8]
"""

import hashlib
import json
import os
import re
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import click

from benchmarks import bare_table, installation
from benchmarks.load import Run, drive

WORDS = (
    "昨天下午三点多，我在派出所窗口报案，值班民警说这点小事不用立案，让我自己去找物业。我说要一张回执，"
    "他大声说没有，还让后面的人往前走。我六十八岁，腿脚不好，来回跑了三趟。我希望有人告诉我到底归谁管。"
) * 3
BARE, OURS = 8103, 8104
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PROOF = re.compile(r'name="proof"[^>]*value="([^"]*)"')


async def bare_op(session: aiohttp.ClientSession, number: int) -> None:
    async with session.get("/") as answer:
        token = _TOKEN.search(await answer.text())
    assert token
    form = {
        "csrfmiddlewaretoken": token[1],
        "title": f"Complaint {number}",
        "body": WORDS,
        "email": f"p{number}@example.org",
    }
    async with session.post("/", data=form, allow_redirects=False) as answer:
        assert answer.status == 302, answer.status


def solve(token: str) -> str:
    """The proof of a challenge, as the page's script makes it."""
    _version, bits, parts = token.split(".")[:3]
    found = []
    for part in range(int(parts)):
        n = 0
        while True:
            digest = hashlib.sha256(f"{token}.{part}.{n}".encode()).digest()
            if not int.from_bytes(digest[:4], "big") >> (32 - int(bits)):
                break
            n += 1
        found.append(str(n))
    return f"{token}:{','.join(found)}"


async def our_op(session: aiohttp.ClientSession, number: int) -> None:
    # Each is another person, with a draft of their own.
    session.cookie_jar.update_cookies({"hy_draft": draft_token(number)})
    async with session.get("/tell/check", allow_redirects=False) as answer:
        assert answer.status == 200, answer.status
        page = await answer.text()
    token, proof = _TOKEN.search(page), _PROOF.search(page)
    assert token
    assert proof
    form = {"csrfmiddlewaretoken": token[1], "proof": solve(proof[1].partition(":")[0])}
    async with session.post("/tell/check", data=form, allow_redirects=False) as answer:
        assert answer.status == 302, answer.status
        assert answer.headers["Location"].endswith("/tell/receipt"), answer.headers["Location"]


def draft_token(number: int) -> str:
    return hashlib.sha256(f"benchmark {number}".encode()).hexdigest()[:32]


def lay_ready(count: int) -> None:
    """Drafts as the first four steps leave them, each with a telephone number and an e-mail address."""
    from huiying.core import clock
    from huiying.core.people.models import Draft
    from huiying.core.people.services import DRAFT_LIFE, draft_digest, sealed_draft

    until = clock.now() + DRAFT_LIFE
    left = _left_by_the_steps()
    batch = []
    for number in range(count):
        token = draft_token(number)
        digest = draft_digest(token)
        sealed = sealed_draft(token, digest, left)
        batch.append(Draft(digest=digest, purpose="complaint", sealed=sealed, expires_at=until))
    Draft.objects.bulk_create(batch, batch_size=2000)


def _left_by_the_steps() -> dict[str, Any]:
    from huiying.mechanisms.complaints.views import drafts, tell

    typed: dict[str, dict[str, str]] = {
        "how": {"how": "named", "name": "林秋", "phone": "13800000000", "email": "p@example.org"},
        "category": {"category": "no-response"},
        "who": {"unit": "QH-01", "who": ""},
        "what": {"narrative": WORDS, "place": "柳渡路", "wish": "有人管"},
    }
    right = {}
    for one in tell.STEPS:
        form = one.form(typed[one.slug])
        assert form.is_valid(), form.errors
        right[one.slug] = drafts.right(form, typed[one.slug])
    return {"typed": typed, "right": right}


class Cost:
    """What operations cost of the processor, by part. Other work on the machine lengthens it less than it does time."""

    def __init__(self, web: int, database: int) -> None:
        self._pids = {"web": web, "postgresql": database, "client": os.getpid()}
        self._used = dict.fromkeys(self._pids, 0.0)

    def _read(self) -> dict[str, float]:
        own = sum(os.times()[:2])
        return {
            part: own if part == "client" else installation.processor_seconds(pid)
            for part, pid in self._pids.items()
        }

    def __enter__(self) -> None:
        self._before = self._read()

    def __exit__(self, *_why: object) -> None:
        for part, now in self._read().items():
            self._used[part] += now - self._before[part]

    def by_part(self, operations: int) -> dict[str, float]:
        """Milliseconds an operation."""
        return {part: round(used / operations * 1000, 2) for part, used in self._used.items()}


def measure(rounds: int = 5, seconds: float = 8) -> dict[str, Any]:
    """Rounds in turn, bare and ours, at 8 clients; then ours at 32. The ratio is taken round by round."""
    with installation.postgres() as socket:
        env = installation.start_django(
            socket, "huiying", HUIYING_PROOF_BITS="1", HUIYING_FLOOD_A_MINUTE="1000000"
        )
        from django.db import connection

        from huiying.config.demo.city import found_city

        found_city()
        lay_ready(int(rounds * seconds * 700 + 12_000))
        connection.close()
        installation.create_database(socket, "bare")
        bare_env = installation.environment(socket, "bare")
        _bare_table(socket)
        with (
            installation.gunicorn("benchmarks.bare:application", BARE, bare_env) as bare_pid,
            installation.gunicorn("huiying.config.wsgi:application", OURS, env) as pid,
        ):
            bare: list[Run] = []
            ours: list[Run] = []
            drive(bare_op, BARE, 2, 1)
            used = drive(our_op, OURS, 2, 1).count
            database = installation.postmaster(socket)
            cost_bare, cost_ours = Cost(bare_pid, database), Cost(pid, database)
            for _ in range(rounds):
                with cost_bare:
                    bare.append(drive(bare_op, BARE, 8, seconds))
                with cost_ours:
                    ours.append(drive(our_op, OURS, 8, seconds, first=used))
                used += ours[-1].count + 8
            crowd = drive(our_op, OURS, 32, seconds, first=used)
            memory = installation.resident_mib(pid)
    ratios = sorted(o.rate / b.rate for o, b in zip(ours, bare, strict=True))
    parts_bare = cost_bare.by_part(sum(r.count for r in bare))
    parts_ours = cost_ours.by_part(sum(r.count for r in ours))
    return {
        "name": "public intake",
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(r, 3) for r in ratios],
        "ours_a_second": round(statistics.median(r.rate for r in ours), 1),
        "processor_ms_ours": parts_ours,
        "processor_ms_bare": parts_bare,
        "processor_ratio": round(sum(parts_bare.values()) / sum(parts_ours.values()), 3),
        "bare_a_second": round(statistics.median(r.rate for r in bare), 1),
        "p50_ms_8_clients": round(statistics.median(r.p50 for r in ours), 1),
        "p99_ms_8_clients": round(statistics.median(r.p99 for r in ours), 1),
        "p99_ms_32_clients": round(crowd.p99, 1),
        "a_second_32_clients": round(crowd.rate, 1),
        "errors": sum(r.errors for r in (*ours, *bare, crowd)),
        "first_error": next((r.first_error for r in (*ours, *bare, crowd) if r.first_error), ""),
        "web_mib_after_load": round(memory, 1),
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def _bare_table(socket: Path) -> None:
    import psycopg

    with psycopg.connect(host=str(socket), user="huiying", dbname="bare", autocommit=True) as link:
        link.execute(bare_table.TABLE)


@click.command()
@click.option("--rounds", default=5)
@click.option("--seconds", default=8.0)
def main(rounds: int, seconds: float) -> None:
    click.echo(json.dumps(measure(rounds, seconds), ensure_ascii=False))


if __name__ == "__main__":
    main()
