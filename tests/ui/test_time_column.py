"""The column of times holds whole words in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kaskad_tui.i18n import Language, set_language
from kaskad_tui.model import Headline
from kaskad_tui.ui.headline_rows import RowLook, item, time_column
from kaskad_tui.ui.marks import UNICODE
from tests.ui.harness import NOW

MOMENT = datetime.fromisoformat(NOW)


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("ru", 0, "12:04"),
        ("ru", 1, "вчера"),
        ("ru", 2, "22 ноя"),
        ("en", 0, "12:04"),
        ("en", 1, "23 Nov"),
        ("en", 2, "22 Nov"),
    ],
)
def test_a_day_in_a_list_without_separators(language: Language, days: int, words: str) -> None:
    set_language(language)
    headline = Headline("1", "https://kaskad.tv/novosti/1-x", "Новость", MOMENT - timedelta(days=days))
    look = RowLook(39, 2, UNICODE, MOMENT, grouped=False)
    assert time_column(headline, look) == (words, "")
    line = "".join(text for text, _role in item(headline, look, cursor=False)[0])
    assert line.startswith(f" ● {words.ljust(6)} Новость")
