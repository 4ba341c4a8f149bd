"""«Новости по теме» computed from texts: hand-made pairs of the sample edition; what is popular in a week."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest

from kaskad_tui.demo.edition import bundled
from kaskad_tui.model import Article, Headline, ListKind
from kaskad_tui.store.archive import Archive
from tests.store.conftest import NOW

PAIRS = [
    (61992, 62099),  # water in the pipes, water in the pumps
    (61999, 62002),  # the tram of 1937
    (62034, 62136),  # the yard league
    (61996, 62136),  # teams that won for the first time
    (62171, 62176),  # fog at night, fog on the road
    (62005, 62171),  # fog over the river
    (62045, 62160),  # bridges
    (62056, 62127),  # the storm and the ferries
]
"""What a reader would call the same topic; numbers of articles."""


@pytest.fixture(scope="module")
def texts() -> dict[int, tuple[str, str]]:
    found = {}
    for draft in bundled():
        blocks = re.split("</p>|</h2>|</li>", draft.intro + draft.rest)
        plain = (" ".join(html.unescape(re.sub("<[^>]+>", " ", block)).split()) for block in blocks)
        found[draft.number] = (draft.title, "\n\n".join(block for block in plain if block))
    return found


async def test_pairs_of_the_sample_edition_find_each_other(
    texts: dict[int, tuple[str, str]], tmp_path: Path
) -> None:
    archive = Archive.open(tmp_path / "a.db", clock=lambda: NOW)
    keys = {}
    for number, (title, text) in texts.items():
        item = Headline(str(number), f"https://kaskad.tv/n/{number}", title, NOW)
        keys[number] = await archive.save_article("k", Article(item, None, (text,), text, fetched=NOW))
    found = {number: await archive.related(key, 5) for number, key in keys.items()}
    met = sum((keys[two] in found[one]) + (keys[one] in found[two]) for one, two in PAIRS)
    assert met >= 14, f"{met} of 16"
    # most articles of an edition stand alone: five for each would be noise
    assert sum(map(len, found.values())) / len(found) < 2
    assert all(key not in found[number] for number, key in keys.items())
    await archive.close()


async def test_an_article_alone_has_none(archive: Archive) -> None:
    key = await archive.save_article("k", Article(Headline("1", "https://x/1", "Мост"), None, ("x",), "x"))
    assert await archive.related(key, 5) == [] == await archive.related(999, 5)


async def test_what_stood_high_and_long_is_popular(archive: Archive) -> None:
    items = {n: Headline(str(n), f"https://x/{n}", f"T{n}") for n in range(1, 6)}

    async def day(back: int, *numbers: int) -> None:
        lists = {ListKind.POPULAR: tuple(items[n] for n in numbers)}
        await archive.save_lists("k", lists, NOW - timedelta(days=back))

    await day(20, 5, 4)  # not of this week
    await day(6, 1, 2)
    await day(3, 2, 1, 3)
    await day(1, 2, 3)
    await day(0, 3)
    ids = [item.id for item in archive.headlines(archive.popular("k", 10))]
    assert ids == ["2", "3", "1"]
    assert archive.popular("other", 10) == []
