"""Archives full of Russian news that nobody wrote, made through the store's own door."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from kaskad_tui.model import Article, Headline, Section
from kaskad_tui.store.archive import Archive

SOURCE = "kaskad"
FIRST = 70_000
"""The number of the oldest article."""
_LONG = 100
"""The newest articles have texts of about 20 KB, the others of about 1 KB."""
NEWEST = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_EACH = timedelta(minutes=17)
_SECTIONS = ("Новости", "Культура", "Спорт", "Сюжеты")
_WORDS = (
    "город море порт дорога мост школа янтарь ветер вечер утро автобус трамвай маяк берег дюна музей "
    "концерт театр ремонт выставка урожай ярмарка команда победа матч закон бюджет совет область район "
    "житель врач учитель капитан открыли закрыли починили построили перенесли нашли показали рассказали "
    "проверили обещают ждут готовят новый старый большой тихий северный первый последний каждый после "
    "перед около между снова вчера сегодня завтра"
).split()


def title_mark(number: int) -> str:
    """Return the word that begins the title of an article."""
    return f"Метка{number}"


def body_mark(number: int) -> str:
    """Return the word that begins the text of an article."""
    return f"Начало{number}"


def articles(count: int) -> Iterator[Article]:
    """Yield `count` articles, oldest first, always the same."""
    chance = Random(20261124)
    for place in range(count):
        number = FIRST + place
        back = count - place
        section = chance.choice(_SECTIONS)
        headline = Headline(
            id=str(number),
            url=f"https://kaskad.tv/novosti/{number}-zametka",
            title=f"{title_mark(number)} {_sentence(chance, chance.randint(5, 12))}",
            published=NEWEST - back * _EACH,
            section=section,
            teaser=_sentence(chance, 12),
            source=SOURCE,
        )
        text = body(chance, 20_000 if back <= _LONG else 1_000)
        text[0] = f"{body_mark(number)} {text[0]}"
        yield Article(
            headline=headline,
            author="Служба новостей",
            body=tuple(text),
            text="\n\n".join(text),
            fetched=NEWEST,
        )


def _sentence(chance: Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def body(chance: Random, size_bytes: int) -> list[str]:
    blocks: list[str] = []
    size = 0
    while size < size_bytes or not blocks:
        number = len(blocks)
        text = _sentence(chance, chance.randint(20, 70)).capitalize() + "."
        if number and number % 9 == 0:
            text = f"## {_sentence(chance, 3).capitalize()}"
        elif number % 7 == 3:
            text += f" Подробности — [на сайте](https://example.org/{number}), *«{_sentence(chance, 4)}»*."
        blocks.append(text)
        size += len(text.encode()) + 2
    return blocks


async def _fill(folder: Path, count: int) -> None:
    archive = Archive.open(folder / "archive.db")
    try:
        batch: list[Headline] = []
        for article in articles(count):
            batch.append(article.headline)
            if len(batch) == 5_000:
                await archive.save_headlines(SOURCE, batch, NEWEST, listed=True)
                batch.clear()
        if batch:
            await archive.save_headlines(SOURCE, batch, NEWEST, listed=True)
        for article in articles(count):
            await archive.save_article(SOURCE, article)
        await archive.save_sections(
            SOURCE,
            [
                Section("novosti", "Новости", "https://kaskad.tv/novosti"),
                Section("", "Все", "https://kaskad.tv/"),
            ],
        )
    finally:
        await archive.close()


def make(folder: Path, count: int) -> Path:
    """Fill an archive of `count` articles in a data folder of the program, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_fill(folder, count))
    return folder
