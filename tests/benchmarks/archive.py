"""The archive with 100,000 articles: `python -m tests.benchmarks.archive [--count N] [--keep FOLDER]`.

The articles are made of the words of the sample edition, as often as they stand there, and of names that
nobody has. The figures of one run stand in ARCHIVE.md.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from random import Random

from apsw import Connection

from kaskad_tui.demo.edition import bundled
from kaskad_tui.model import Article, Headline
from kaskad_tui.reader import Goal, NetworkSettings, Reader
from kaskad_tui.store import articles as store_articles
from kaskad_tui.store import connection, headlines
from kaskad_tui.store.archive import Archive, View
from kaskad_tui.store.search.marking import Pattern
from kaskad_tui.store.search.query import parse
from kaskad_tui.store.search.words import words
from tests.benchmarks.figures import Figure, table
from tests.reader.paper import STEP, Answer, PaperSite

SOURCE = "kaskad"
WORDS = 185
"""In a text."""
PAGE = 50
"""Hits shown while a query is typed."""
_NEWEST = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=2)))
_SECTIONS = ("Новости", "Культура", "Спорт", "Сюжеты", "Происшествия")
_SYLLABLES = "ба ве го ди жа зо ку ле мо ну пе ро са ти фе ха це шу яр кин".split()
_ENDINGS = ("", "а", "у", "ом", "е", "ы", "ов", "ами")


def vocabulary() -> Counter[str]:
    """Return the words of the sample edition with how often they stand there."""
    found: Counter[str] = Counter()
    for draft in bundled():
        text = draft.title + " " + draft.intro + " " + draft.rest
        found.update(word.folded for word in words(text) if not word.folded.isascii())
    return found


def made(count: int) -> Iterator[Article]:
    """Yield articles, oldest first, always the same."""
    chance = Random(20261124)
    counted = vocabulary()
    pool = chance.choices(list(counted), list(counted.values()), k=200_000)
    for place in range(count):
        number = 1000 + place
        text_words = [pool[chance.randrange(len(pool))] for _ in range(WORDS)]
        for _ in range(6):
            name = "".join(chance.choices(_SYLLABLES, k=3)).capitalize() + chance.choice(_ENDINGS)
            text_words[chance.randrange(WORDS)] = name
        cut = sorted(chance.sample(range(20, WORDS - 20), 3))
        body = tuple(
            " ".join(text_words[a:b]).capitalize() + "."
            for a, b in zip([0, *cut], [*cut, WORDS], strict=True)
        )
        headline = Headline(
            id=str(number),
            url=f"https://kaskad.tv/novosti/{number}-zametka",
            title=" ".join(pool[chance.randrange(len(pool))] for _ in range(9)).capitalize(),
            published=_NEWEST - (count - place) * timedelta(minutes=42),
            section=chance.choice(_SECTIONS),
        )
        yield Article(headline, "Служба новостей", body, "\n\n".join(body), fetched=_NEWEST.astimezone(UTC))


async def fill(path: Path, count: int) -> None:
    """Make an archive of `count` articles, without its index."""
    archive = Archive.open(path)
    try:
        batch: list[Article] = []

        def save(db: Connection) -> None:
            for article in batch:
                store_articles.save(db, SOURCE, article, _NEWEST)
            headlines.save(db, SOURCE, [a.headline for a in batch], _NEWEST, "listed")

        for article in made(count):
            batch.append(article)
            if len(batch) == 2000:
                await archive._write(save)
                batch.clear()
        if batch:
            await archive._write(save)
    finally:
        await archive.close()


async def index(path: Path) -> float:
    """Index what waits for it, as the program does it behind; return the seconds of the processor."""
    archive = Archive.open(path)
    try:
        start = time.process_time()
        while await archive.index():
            pass
        return time.process_time() - start
    finally:
        await archive.close()


def sizes(path: Path) -> tuple[int, int, int]:
    """Return the bytes of the texts with titles, of the search, and of the file."""
    db = connection.reading(path)
    text = db.execute(
        "SELECT (SELECT sum(octet_length(text)) FROM article) "
        "+ (SELECT sum(octet_length(title)) FROM headline)"
    ).get
    search = db.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search%'").get
    db.close()
    return int(text), int(search), path.stat().st_size


def ms(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def each(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the milliseconds for each text."""
    return [ms(partial(work, text)) for text in texts]


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def queries(chance: Random) -> list[str]:
    """Return what people look for: words of all frequencies, not the smallest."""
    counted = vocabulary()
    known = sorted(word for word in counted if len(word) >= 4)
    common = [word for word, _count in counted.most_common(400) if len(word) >= 4]
    single = chance.sample(known, 30) + chance.sample(common, 10)
    pairs = [" ".join(chance.sample(common, 1) + chance.sample(known, 1)) for _ in range(20)]
    return single + pairs


def typed(query: str) -> list[str]:
    """Return the query as it grows letter by letter."""
    return [query[:size] for size in range(1, len(query) + 1)]


def search_figures(path: Path) -> list[Figure]:
    """Measure the search against a LIKE scan."""
    archive = Archive.open(path)
    wanted = queries(Random(5))
    filters = ["section:спорт", "is:unread", "from:2024", "is:bookmarked", "source:kaskad"]

    def page(text: str) -> object:
        return archive.search(parse(text, typing=True), limit=PAGE)

    def ranked(text: str) -> object:
        return archive.search(parse(text), ranked=True, limit=PAGE)

    def everything(text: str) -> object:
        return archive.search(parse(text))

    try:
        page("раз")
        letters = [text for query in wanted for text in typed(query)]
        typing = each(page, letters)
        filtered = each(page, [f"{filter_} {query}" for query in wanted for filter_ in filters])
        relevant = each(ranked, wanted)
        whole = each(everything, wanted)
        rows = [row for query in wanted for row in _excerpt_ms(archive, query)]
        scan = p95(scans := _scan_ms(path, wanted[:12]))
        related = [asyncio.run(_related_ms(archive, key)) for key in archive.order(SOURCE, View(), 30).keys]
    finally:
        asyncio.run(archive.close())
    return [
        Figure("LIKE scan, p95", scan, "ms", detail=f"{len(scans)} words"),
        Figure("as you type, p95", p95(typing), "ms", scan / 50, f"{len(letters)} beginnings of words"),
        Figure("as you type, worst", max(typing), "ms", detail=letters[typing.index(max(typing))]),
        Figure("as you type with a filter, p95", p95(filtered), "ms", scan / 50, ", ".join(filters)),
        Figure("by relevance, p95", p95(relevant), "ms", scan / 10, f"{len(relevant)} queries"),
        Figure("all hits, p95", p95(whole), "ms", None, "in a thread of its own"),
        Figure("a page of excerpts, p95", p95(rows), "ms", None, f"{PAGE} rows of 120 characters"),
        Figure("related articles, p95", p95(related), "ms", None, "in a thread of its own"),
    ]


async def _related_ms(archive: Archive, key: int) -> float:
    start = time.perf_counter()
    await archive.related(key, 6)
    return (time.perf_counter() - start) * 1000


def _excerpt_ms(archive: Archive, query: str) -> list[float]:
    pattern = Pattern(parse(query))
    keys = archive.search(parse(query), limit=PAGE).keys

    def page() -> None:
        for text in archive.texts(keys).values():
            pattern.excerpt(text, 120)

    return [ms(page)] if len(keys) == PAGE else []


def _scan_ms(path: Path, wanted: Sequence[str]) -> list[float]:
    db = connection.reading(path)
    sql = (
        "SELECT h.key FROM headline h LEFT JOIN article a ON a.key = h.key "
        "WHERE h.title LIKE ?1 OR a.text LIKE ?1 ORDER BY h.sort DESC"
    )
    took = each(lambda word: db.execute(sql, (f"%{word}%",)).fetchall(), wanted)
    db.close()
    return took


def daily_figures(small: Path, large: Path, runs: int = 40) -> list[Figure]:
    """Measure what every reader does, with few and with many articles, by turns."""
    figures = []
    for name, measure in (("start", _start), ("list", _list), ("open", _open), ("mark", _mark)):
        one, many = list[float](), list[float]()
        for run in range(runs):
            one.append(measure(small, run))
            many.append(measure(large, run))
        few, lots = sorted(one)[runs // 2], sorted(many)[runs // 2]
        figures.append(
            Figure(f"{name}, many to few", lots / few, "x", 1.2, f"{few:.2f} → {lots:.2f} ms, medians")
        )
    return figures


def _start(path: Path, _run: int) -> float:
    def start() -> None:
        opened = Archive.open(path)
        opened.headlines(opened.order(SOURCE, View(), 64).keys)
        opened.unread(SOURCE)
        asyncio.run(opened.close())

    return ms(start)


_kept: dict[Path, Archive] = {}


def _archive(path: Path) -> Archive:
    if path not in _kept:
        _kept[path] = Archive.open(path)
    return _kept[path]


def _list(path: Path, run: int) -> float:
    archive = _archive(path)
    return ms(lambda: archive.headlines(archive.order(SOURCE, View(), 64).keys))


def _open(path: Path, run: int) -> float:
    archive = _archive(path)
    keys = archive.order(SOURCE, View(), 90).keys
    return ms(lambda: archive.article(keys[2 * run]))


def _mark(path: Path, run: int) -> float:
    archive = _archive(path)
    keys = archive.order(SOURCE, View(), 90).keys

    async def mark() -> float:
        start = time.perf_counter()
        await archive.mark([keys[run]], read=run % 2 == 0, undoable=True)
        return (time.perf_counter() - start) * 1000

    return asyncio.run(mark())


class _SlowSite(PaperSite):
    """A site that takes its time, with a window of ten links to pages as Joomla has it."""

    def __init__(self, delay_s: float) -> None:
        super().__init__()
        self.delay_s = delay_s
        self.slept_s = 0.0

    async def _one(self, head: str, writer: asyncio.StreamWriter) -> None:
        start = time.perf_counter()
        await asyncio.sleep(self.delay_s)
        self.slept_s += time.perf_counter() - start
        await super()._one(head, writer)

    def _listing(self, section: str, start: int) -> Answer:
        numbers = self._numbers(section)
        here, last = start // STEP, (len(numbers) - 1) // STEP
        shown = {0, last, *range(max(0, here - 5), min(last, here + 5) + 1)} - {here}
        links = "".join(
            f'<li><a href="/{section}?start={at * STEP}">{at + 1}</a></li>' for at in sorted(shown)
        )
        if here < last:
            links += f'<li><a href="/{section}?start={start + STEP}" rel="next">Вперёд</a></li>'
        body = self._items(numbers[start : start + STEP]) + f"<ul>{links}</ul>"
        return self._page("Новости", body, side=True)


async def _sync(folder: Path, pages: int) -> Figure:
    site = _SlowSite(0.25)
    site.publish(*range(100, 100 + STEP * pages))
    site.answers["/robots.txt"] = Answer(404)
    await site.start()
    reader = Reader.open(base_url=site.base_url, data_dir=folder / "sync", network=NetworkSettings(gap_s=0.0))
    start = time.perf_counter()
    done = await reader.sync(Goal(), lambda _progress: None)
    took = time.perf_counter() - start
    await reader.close()
    await site.stop()
    assert done.failure is None and done.new == STEP * pages
    detail = f"{done.pages} pages, {took:.1f} s, of them {site.slept_s:.1f} s the site's own"
    return Figure("sync, to the site's own delays", took / site.slept_s, "x", 1.15, detail)


def main() -> int:
    """Measure and print a table; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=1000, help="of the sync; 0 for none")
    parser.add_argument("--keep", type=Path, help="folder that keeps the archives for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        small, large = folder / "archive-100.db", folder / f"archive-{options.count}.db"
        figures = []
        for path, count in ((small, 100), (large, options.count)):
            if not path.exists():
                asyncio.run(fill(path, count))
            took = asyncio.run(index(path))
            if took > 0.1:
                figures.append(Figure(f"index of {count:,} articles", took, "s of processor"))
        text, search, file = sizes(large)
        figures.append(
            Figure("index to text", search / text, "x", 0.6, f"{search / 2**20:.0f} of {text / 2**20:.0f} MB")
        )
        figures.append(Figure("file", file / 2**20, "MB"))
        figures += search_figures(large)
        gc.collect()
        figures += daily_figures(small, large)
        for archive in _kept.values():
            asyncio.run(archive.close())
        if options.pages:
            figures.append(asyncio.run(_sync(Path(temporary), options.pages)))
        figures.append(
            Figure("memory, the most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
        )
    print(table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    raise SystemExit(main())
