"""A closed-loop load client: each worker is one person with cookies of their own, without thinking time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

Op = Callable[[aiohttp.ClientSession, int], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Run:
    """`rate` operations a second; p50, p99 in milliseconds."""

    rate: float
    p50: float
    p99: float
    count: int
    errors: int
    first_error: str


async def _worker(op: Op, base: str, until: float, numbers: "asyncio.Queue[int]", out: list[float],
                  wrong: list[str]) -> None:  # fmt: skip
    connector = aiohttp.TCPConnector(limit=1)
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(base, connector=connector, cookie_jar=jar) as session:
        while time.perf_counter() < until:
            number = await numbers.get()
            begun = time.perf_counter()
            try:
                await op(session, number)
            except Exception as error:  # noqa: BLE001 - every failure is counted and told
                wrong.append(repr(error)[:300])
            out.append(time.perf_counter() - begun)


async def _drive(op: Op, base: str, clients: int, seconds: float, first: int, most: int) -> Run:
    numbers: asyncio.Queue[int] = asyncio.Queue()
    for n in range(first, first + most):
        numbers.put_nowait(n)
    times: list[float] = []
    wrong: list[str] = []
    begun = time.perf_counter()
    await asyncio.gather(
        *(_worker(op, base, begun + seconds, numbers, times, wrong) for _ in range(clients))
    )
    took = time.perf_counter() - begun
    times.sort()
    return Run(
        rate=len(times) / took,
        p50=times[len(times) // 2] * 1000,
        p99=times[min(len(times) - 1, int(len(times) * 0.99))] * 1000,
        count=len(times),
        errors=len(wrong),
        first_error=wrong[0] if wrong else "",
    )


def drive(
    op: Op, port: int, clients: int, seconds: float, *, first: int = 0, most: int = 20_000
) -> Run:
    """`clients` people for `seconds`; each operation gets a number of its own, from `first` on."""
    return asyncio.run(_drive(op, f"http://127.0.0.1:{port}", clients, seconds, first, most))
