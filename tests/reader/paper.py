"""A small newspaper on loopback whose pages, failures and order a test changes while it is being read."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

ZONE = timezone(timedelta(hours=2))
START = datetime(2022, 12, 27, 11, 0, tzinfo=ZONE)
STEP = 5

_TITLES = (
    "Мост через Преголю закроют на ремонт до весны",
    "В порту Балтийска встретили парусник из кругосветки",
    "Школьники из Советска выиграли турнир по робототехнике",
    "Янтарный комбинат показал находку весом в два килограмма",
    "На Куршской косе насчитали рекордное число лосей",
    "В Черняховске восстановили старые башенные часы",
    "Новый трамвай вышел на первый маршрут",
    "Синоптики обещают гололёд и сильный ветер с моря",
)


@dataclass(frozen=True)
class Story:
    """An article of the paper."""

    number: int
    title: str
    published: datetime
    section: str = "novosti"
    paragraphs: tuple[str, ...] = ()
    author: str | None = None
    dated: bool = True
    amp: bool = True

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.number}-zametka"


def story(number: int, section: str = "novosti") -> Story:
    """Make the story of a number; higher numbers are later."""
    title = f"{_TITLES[number % len(_TITLES)]}, выпуск {number}"
    paragraphs = (
        f"Об этом сообщили в пресс-службе города, запись номер {number}. Работы начнутся утром и займут "
        "несколько недель, объезд уже подготовлен, а схема движения опубликована.",
        "Жителей просят планировать поездки заранее. Как уточнили в ведомстве, автобусы пойдут по соседним "
        "улицам, и время в пути вырастет примерно на десять минут.",
    )
    return Story(number, title, START + timedelta(minutes=30 * (number - 100)), section, paragraphs)


@dataclass(frozen=True)
class Answer:
    """An answer in place of the page that an address has."""

    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/html; charset=utf-8"
    raw: bytes | None = None
    """In place of the body."""


class PaperSite:
    """Serves the stories with numbers from high to low, five a page."""

    def __init__(self) -> None:
        self.stories: dict[int, Story] = {}
        self.answers: dict[str, Answer] = {}
        """By path with query: what is answered in place of the page."""
        self.top: tuple[int, ...] = ()
        self.feed = True
        self.feed_numbers: tuple[int, ...] | None = None
        self.front_lists = True
        self.etags = False
        self.links = 0
        """So many of the next page's stories are only named below a page of the list, as Joomla does it."""
        self.requests: list[str] = []
        self.conditional: list[str] = []
        self.gate: asyncio.Event | None = None
        """While set and not open, every request waits."""
        self.base_url = ""
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.StreamWriter] = set()

    async def start(self, port: int = 0) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self.base_url

    async def stop(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for writer in tuple(self._connections):
            writer.transport.abort()
        await server.wait_closed()

    def publish(self, *numbers: int, section: str = "novosti") -> None:
        for number in numbers:
            self.stories[number] = story(number, section)

    def change(self, number: int, **changes: object) -> None:
        self.stories[number] = replace(self.stories[number], **changes)  # type: ignore[arg-type]  # a test's own

    def answer_for(self, target: str) -> Answer:
        """Return what an address has now."""
        if target in self.answers:
            return self.answers[target]
        parts = urlsplit(target)
        query = parse_qs(parts.query)
        path = parts.path.strip("/")
        if "format" in query:
            return self._feed(path) if self.feed else Answer(404, "<p>Нет такой страницы</p>")
        if path == "":
            return self._page("Газета", self._items(self._numbers("novosti")[:STEP]), side=self.front_lists)
        if path in ("novosti", "syuzhety"):
            return self._listing(path, int(query.get("start", ["0"])[0]))
        amp = path.endswith("/amp")
        number = path.removesuffix("/amp").rsplit("/", 1)[-1].split("-")[0]
        found = self.stories.get(int(number)) if number.isdigit() else None
        if found is None or (amp and not found.amp):
            return Answer(404, "<p>Нет такой страницы</p>")
        return self._amp(found) if amp else self._article(found)

    def _numbers(self, section: str) -> list[int]:
        chosen = [s.number for s in self.stories.values() if section == "novosti" or s.section == section]
        return sorted(chosen, reverse=True)

    def _listing(self, section: str, start: int) -> Answer:
        numbers = self._numbers(section)
        body = self._items(numbers[start : start + STEP])
        named = [self.stories[n] for n in numbers[start + STEP : start + STEP + self.links]]
        if named:
            rows = "".join(f'<li><a href="{s.path}">{s.title}</a></li>' for s in named)
            body += f"<div><h3>Другие материалы</h3><ol>{rows}</ol></div>"
        if len(numbers) > STEP and start < len(numbers):
            links = "".join(
                f'<li><a href="/{section}?start={at}">{at // STEP + 1}</a></li>'
                for at in range(0, len(numbers), STEP)
                if at != start
            )
            if start + STEP < len(numbers):
                links += f'<li><a href="/{section}?start={start + STEP}" rel="next">Вперёд</a></li>'
            body += f"<ul>{links}</ul>"
        return self._page("Новости" if section == "novosti" else "Сюжеты", body, side=not self.front_lists)

    def _items(self, numbers: list[int]) -> str:
        found = [self.stories[number] for number in numbers]
        return "".join(
            f'<div><h2><a href="{s.path}">{s.title}</a></h2>'
            + (
                f'<p><time datetime="{s.published.isoformat()}">{s.published:%d.%m.%Y %H:%M}</time></p>'
                if s.dated
                else ""
            )
            + f"<p>{s.paragraphs[0]}</p></div>"
            for s in found
        )

    def _article(self, s: Story) -> Answer:
        date = f"<p>{s.published:%d.%m.%Y %H:%M}</p>" if s.dated else ""
        author = f"<p>Автор {s.author}</p>" if s.author and s.dated else ""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in s.paragraphs)
        return self._page(s.title, f"<article><h1>{s.title}</h1>{date}{text}{author}</article>", side=True)

    def _amp(self, s: Story) -> Answer:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in s.paragraphs)
        author = f"<p>Автор {s.author or 'Служба новостей'}</p>"
        return Answer(
            body=f'<!doctype html><html amp lang="ru"><head><meta charset="utf-8"><title>{s.title}</title>'
            f'<link rel="canonical" href="{s.path}"></head><body><h1>{s.title}</h1>'
            f"<p>{s.published:%d.%m.%Y %H:%M}</p><div>{text}</div>{author}"
            f'<p><a href="{s.path}">Основной сайт</a></p></body></html>'
        )

    def _page(self, title: str, main: str, *, side: bool) -> Answer:
        menu = '<nav><a href="/novosti">Новости</a> <a href="/syuzhety">Сюжеты</a></nav>'
        tops = "".join(
            f'<li><a href="{self.stories[n].path}">{self.stories[n].title}</a></li>' for n in self.top
        )
        block = f"<aside><h3>ТОП 5 Сегодня</h3><ul>{tops}</ul></aside>" if side and tops else ""
        foot = "<footer><p>© НТРК «Каскад»</p><p>Калининград</p><p>18+</p></footer>"
        return Answer(
            body=f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body>{menu}<main>{main}</main>{block}{foot}</body></html>"
        )

    def _feed(self, section: str) -> Answer:
        numbers = self.feed_numbers or tuple(self._numbers(section or "novosti")[: STEP + 2])
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.base_url}{s.path}</link>"
            f'<guid isPermaLink="true">{self.base_url}{s.path}</guid>'
            f"<description><![CDATA[<p>{s.paragraphs[0]}</p>]]></description>"
            f"<category>{'Новости' if s.section == 'novosti' else 'Сюжеты'}</category>"
            f"<pubDate>{format_datetime(s.published)}</pubDate></item>"
            for s in (self.stories[number] for number in numbers)
        )
        return Answer(
            body='<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Газета</title>'
            f"<link>{self.base_url}</link>{items}</channel></rss>",
            content_type="application/rss+xml; charset=utf-8",
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                while True:
                    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                    await self._one(head, writer)
        finally:
            self._connections.discard(writer)
            writer.close()

    async def _one(self, head: str, writer: asyncio.StreamWriter) -> None:
        target = head.split(" ", 2)[1]
        self.requests.append(target)
        if self.gate is not None:
            await self.gate.wait()
        answer = self.answer_for(target)
        body = answer.raw if answer.raw is not None else answer.body.encode()
        extra = list(answer.headers)
        if self.etags and answer.status == 200:
            etag = f'"{hash(answer.body)}"'
            extra.append(("ETag", etag))
            if f"if-none-match: {etag}" in head.lower():
                self.conditional.append(target)
                answer, body = Answer(304), b""
        lines = [f"HTTP/1.1 {answer.status} X", f"Content-Type: {answer.content_type}"]
        lines += [f"{name}: {value}" for name, value in extra]
        if "Content-Length" not in dict(answer.headers):
            lines.append(f"Content-Length: {len(body)}")
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()
