"""Rows of hits: where the words stand, where hits are marked, what gives way in a narrow list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kaskad_tui.i18n import set_ascii, set_language
from kaskad_tui.model import Headline
from kaskad_tui.reader import Hit
from kaskad_tui.ui import hit_rows
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.headline_rows import RowLook
from kaskad_tui.ui.hit_rows import HitLook
from kaskad_tui.ui.marks import UNICODE

NOW = datetime.fromisoformat("2022-12-27T12:04:00+02:00")
TITLE = "«Тяжёлый, как хлеб»: в карьере подняли янтарь весом почти два килограмма"
TEXT = "…такой крупный янтарь здесь не находили одиннадцать лет…"


def look(width: int = 56, lines: int = 3, *, timeless: bool = False) -> HitLook:
    return HitLook(RowLook(width, lines, UNICODE, NOW, grouped=False, timeless=timeless))


def hit(published: str = "2022-12-27T08:30:00+02:00", title: str = TITLE) -> Hit:
    headline = Headline("1", "https://kaskad.tv/novosti/1-x", title, datetime.fromisoformat(published), key=1)
    spans = tuple((at, at + 6) for at in [title.find("янтарь")] if at >= 0)
    return Hit(headline, spans, TEXT, ((15, 21),))


def lines(found: Hit, how: HitLook, *, cursor: bool = False) -> list[str]:
    rows = hit_rows.item(found, how, cursor=cursor)
    assert all(sum(cells(text) for text, _role in row) == how.rows.width for row in rows)
    return ["".join(text for text, _role in row).rstrip() for row in rows]


def words_marked(found: Hit, how: HitLook) -> list[str]:
    return [text for row in hit_rows.item(found, how, cursor=False) for text, role in row if "+hit" in role]


@pytest.fixture(autouse=True)
def in_russian() -> None:
    set_language("ru")


def test_date_and_time_beside_headline_and_excerpt() -> None:
    assert lines(hit(), look(), cursor=True) == [
        "▌● 27 дек       «Тяжёлый, как хлеб»: в карьере подняли",
        "▌  08:30        янтарь весом почти два килограмма",
        "▌               …такой крупный янтарь здесь…",
    ]


@pytest.mark.parametrize("width", [40, 45, 56, 60, 200])
def test_every_hit_in_sight_is_marked(width: int) -> None:
    assert words_marked(hit(), look(width)) == ["янтарь", "янтарь"]


def test_a_hit_that_is_cut_by_the_end_of_a_line_is_marked_in_both() -> None:
    found = hit(title="Янтарный-преянтарнейший-из-всех-янтарей-комбинат-на-берегу-моря")
    found = Hit(found.headline, ((0, len(found.headline.title)),), "", ())
    parts = words_marked(found, look(40))
    assert len(parts) == 2
    assert found.headline.title.startswith("".join(parts).rstrip("…"))


def test_a_short_headline_leaves_two_lines_to_the_excerpt() -> None:
    found = hit(title="Янтарь")
    assert look().excerpt_characters(found.headline) > look().excerpt_characters(hit().headline)
    rows = lines(found, look())
    assert rows[0].endswith("Янтарь")
    assert "янтарь" in rows[1]
    assert rows[2].strip()


def test_another_year_stands_beside_the_day_and_in_a_narrow_list_below_it() -> None:
    old = hit("2021-05-18T10:00:00+02:00")
    assert lines(old, look())[0].startswith(" ● 18 мая 2021 ")
    assert [row[3:9].strip() for row in lines(old, look(45))] == ["18 мая", "2021", ""]


def test_without_a_column_of_times_the_date_stands_before_the_excerpt() -> None:
    rows = lines(hit("2021-05-18T10:00:00+02:00"), look(40, timeless=True))
    assert rows[2].startswith("   18 мая 2021 · …такой")
    assert words_marked(hit(), look(40, timeless=True)) == ["янтарь", "янтарь"]


def test_marks_stand_under_the_time() -> None:
    plain = hit()
    found = replace(plain, headline=replace(plain.headline, read=True, bookmarked=True, changed=True))
    rows = lines(found, look())
    assert rows[2].startswith("   ★ ≠ ")
    assert rows[0].startswith("   27 дек")
    assert lines(found, look(lines=2))[1].startswith("   08:30 ★ ≠ ")
    assert lines(found, look(40, timeless=True))[2].startswith(" ★ ")


def test_cut_ends_are_ascii_where_all_is() -> None:
    set_ascii(True)
    rows = lines(hit(), look())
    marked = words_marked(hit(), look())
    set_ascii(False)
    assert rows[2].endswith("...")
    assert "   ...такой крупный" in rows[2]
    assert marked == ["янтарь", "янтарь"]


def test_nothing_known_but_the_headline() -> None:
    bare = Hit(Headline("1", "https://kaskad.tv/novosti/1-x", "Заметка", key=1), (), "", ())
    assert lines(bare, look()) == [" ●              Заметка", "", ""]
