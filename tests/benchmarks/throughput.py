"""How near the fetcher comes to what latency and the number of connections allow.

    python -m tests.benchmarks.throughput

60 pages at 100 ms over 4 connections to one host take at least 60 x 0.1 / 4 s; one page of each of 50 hosts,
of which one is slow, takes what the slow one takes; a refresh of as many sources
is held against the same. The site answers from a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.reader import Reader, refresh_many
from kaskad_tui.sources import Site, parse_profile
from tests.benchmarks.figures import Figure, table
from tests.fault_server import FaultServer, late, page

PAGES, LATENCY_S, CONNECTIONS = 60, 0.1, 4
SOURCES, SLOW_S = 50, 1.0
GOAL = 1.15
SLOWEST_GOAL = 1.5
"""Of the slowest host's time; one after the other they would take six times as long."""
READ_GOAL = 3.0
"""Of the same: feeds are read one after the other in one process, headlines kept by one writer."""
ITEMS = 20
FEED = (
    "<rss version='2.0'><channel><title>x</title>"
    + "".join(
        f"<item><title>Новость номер {n} о городе</title><link>/n/{n}</link>"
        "<description>Правительство области</description>"
        "<pubDate>Tue, 27 Dec 2022 11:00:00 +0300</pubDate></item>"
        for n in range(20)
    )
    + "</channel></rss>"
)
BODY = "<html><body>" + "<p>Правительство области</p>" * 400 + "</body></html>"


async def pages(url: str) -> float:
    """Return the seconds for all pages, the connections being made among them."""
    async with Fetcher(FetchSettings(environ={})) as fetcher:
        fetcher.allow(url)
        await fetcher.get("http://127.0.0.1:9/")  # imports, which are no matter of throughput
        started = time.perf_counter()
        answers = await asyncio.gather(*(fetcher.get(f"{url}late?{n}") for n in range(PAGES)))
        seconds = time.perf_counter() - started
    assert all(isinstance(answer, Fetched) for answer in answers)
    return seconds


async def sources(urls: Sequence[str]) -> float:
    """Return the seconds for one page of each host, the last of which is slow."""
    async with Fetcher(FetchSettings(environ={})) as fetcher:
        for url in urls:
            fetcher.allow(url)
        await fetcher.get("http://127.0.0.1:9/")
        started = time.perf_counter()
        paths = ["late"] * (len(urls) - 1) + ["slow"]
        answers = await asyncio.gather(
            *(fetcher.get(url + path) for url, path in zip(urls, paths, strict=True))
        )
        seconds = time.perf_counter() - started
    assert all(isinstance(answer, Fetched) for answer in answers)
    return seconds


async def readers(urls: Sequence[str]) -> float:
    """Return the seconds for a refresh of as many sources, fed, read and kept in one archive."""
    text = 'name = "s{n}"\nbase_url = "{url}"\nfeeds = ["/{path}"]\nprivate = true\n'
    paths = ["feed"] * (len(urls) - 1) + ["slow-feed"]
    made = zip(urls, paths, strict=True)
    sites = [
        Site(parse_profile(text.format(n=n, url=url.rstrip("/"), path=path)))
        for n, (url, path) in enumerate(made)
    ]
    with TemporaryDirectory() as folder:
        first = Reader.open(site=sites[0], data_dir=Path(folder))
        every = [first, *(first.beside(site) for site in sites[1:])]
        try:
            await first.refresh()  # imports, and the start of the extraction process
            started = time.perf_counter()
            brought = await refresh_many(every)
            seconds = time.perf_counter() - started
            assert all(one.failure is None for one in brought.values())
            assert sum(one.new for one in brought.values()) == ITEMS * (len(urls) - 1)
            return seconds
        finally:
            for reader in reversed(every):
                await reader.close()


async def serve() -> None:
    """Serve on as many ports as there are sources, and say which, until the input ends."""
    feed = page(FEED)
    routes = {
        "/late": late(LATENCY_S, page(BODY)),
        "/slow": late(SLOW_S, page(BODY)),
        "/feed": late(LATENCY_S, feed),
        "/slow-feed": late(SLOW_S, feed),
    }
    servers = [FaultServer(routes) for _ in range(SOURCES)]
    for server in servers:
        await server.__aenter__()
    print(" ".join(str(server.port) for server in servers), flush=True)
    await asyncio.to_thread(sys.stdin.read)


def measure(runs: int = 5) -> list[Figure]:
    """Return the best of several runs, as the ratio to what is possible at all."""
    command = [sys.executable, "-m", "tests.benchmarks.throughput", "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        urls = [f"http://127.0.0.1:{port}/" for port in server.stdout.readline().split()]
        one = min(asyncio.run(pages(urls[0])) for _ in range(runs))
        many = min(asyncio.run(sources(urls)) for _ in range(runs))
        read = min(asyncio.run(readers(urls)) for _ in range(runs))
        server.stdin.close()
    limit = PAGES * LATENCY_S / CONNECTIONS
    return [
        Figure(
            f"{PAGES} pages at {LATENCY_S * 1000:.0f} ms over {CONNECTIONS} connections",
            one / limit,
            "x",
            GOAL,
            f"{one:.2f} s of {limit:.2f} s",
        ),
        Figure(
            f"{SOURCES} hosts, one of them slow",
            many / SLOW_S,
            "x",
            SLOWEST_GOAL,
            f"{many:.2f} s of {SLOW_S:.2f} s",
        ),
        Figure(
            f"{SOURCES} sources refreshed, one of them slow",
            read / SLOW_S,
            "x",
            READ_GOAL,
            f"{read:.2f} s of {SLOW_S:.2f} s, {ITEMS} new headlines each",
        ),
    ]


def main() -> int:
    """Print the table; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.throughput")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
        return 0
    figures = measure(options.runs)
    print(table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
