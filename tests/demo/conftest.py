"""A small edition of the tests' own, a client that keeps its connection, and a site to ask."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from datetime import datetime

import pytest

from kaskad_tui.demo.edition import ZONE, Draft, parse
from kaskad_tui.demo.server import SampleSiteThread

NOON = datetime(2026, 11, 24, 12, 4, tzinfo=ZONE)


def draft(
    number: int, day: int, time: str, section: str = "novosti", more: str = "", body: str = ""
) -> Draft:
    header = f"title: Заметка «{number}» & другие\nsection: {section}\n"
    header += f"day: {day}\ntime: {time}\nhits: {number % 97}\n"
    text = body or f"<p>Первый абзац {number}.</p>\n<p>Второй абзац {number}.</p>"
    return parse(f"{number}-zametka-{number}.html", f"{header}{more}\n{text}\n")


def small() -> tuple[Draft, ...]:
    """Return 64 short articles over nine days, and seven of special shapes."""
    drafts = [draft(1000 + 10 * at, 8 - at // 8, f"{7 + at % 8 * 2:02}:30") for at in range(64)]
    split = '<p>Начало.</p>\n<hr id="system-readmore" />\n<p>Остальное.</p>'
    drafts += [
        draft(2001, 0, "15:00", "sport", "split: yes\ntags: Футбол, город\n", split),
        draft(2002, 0, "15:30", "syuzhety", "image: /images/2026/most.jpg\ncaption: Мост & река\n"),
        draft(
            2003,
            0,
            "16:00",
            "syuzhety",
            "author: Пелагея Ветрова\nemail: vetrova@example.org\ntags: Футбол\n",
            '<p style="color: red">Пишите: <a href="mailto:a@example.org">a@example.org</a></p>\n'
            '<p><img src="images/2026/les.jpg" alt="Лес" /></p>\n'
            '<p><iframe src="https://www.youtube.com/embed/abc_DEF-1" width="640"></iframe></p>\n'
            '<p><iframe src="//vk.com/video_ext.php?oid=-1&amp;id=2"></iframe></p>',
        ),
        draft(2004, 0, "20:55", more="", body="<p>Весь день. {date}</p>"),
        draft(1425, 3, "12:00", more="gone: yes\n"),
    ]
    return tuple(sorted(drafts, key=lambda one: one.number))


class Visitor:
    """Asks a site over one connection that is kept."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._connection = http.client.HTTPConnection(base_url.removeprefix("http://"), timeout=10)

    def ask(
        self, target: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        self._connection.request(method, target, headers=headers or {})
        response = self._connection.getresponse()
        return (
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )

    def page(self, target: str, status: int = 200) -> str:
        got, _, body = self.ask(target)
        assert got == status, target
        return body.decode()

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(params=["stock", "bare"])
def visitor(request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor of the small edition, once in each dressing."""
    with SampleSiteThread(dressing=request.param, now=NOON, drafts=small()) as site:
        visitor = Visitor(site.site.base_url)
        yield visitor
        visitor.close()


@pytest.fixture(params=["stock", "bare"])
def bundled(request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor of the bundled edition, once in each dressing."""
    with SampleSiteThread(dressing=request.param, now=NOON) as site:
        visitor = Visitor(site.site.base_url)
        yield visitor
        visitor.close()
