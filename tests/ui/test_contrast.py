"""Contrast of the colours on the grounds they stand on, by WCAG 2.2 (1.4.3, 1.4.11): words 4.5, marks 3."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from kaskad_tui.ui import themes

TRUECOLOUR = tuple(theme for theme in themes.OWN if not theme.ansi)

WORDS = (
    *(
        (ink, ground)
        for ink in ("foreground", "strong", "text-muted", "accent", "error", "success", "warning")
        for ground in ("background", "surface")
    ),
    *((ink, "panel") for ink in ("foreground", "strong", "text-muted", "accent")),
    ("on-accent", "accent"),
    ("hit-text", "hit"),
    ("error", "removed"),
    ("success", "added"),
    ("foreground", "added"),
    ("foreground", "removed"),
    ("text-muted", "added"),
    ("text-muted", "removed"),
)
"""Ink and ground of what is to be read."""
MARKS = (("accent", "background"), ("accent", "panel"), ("thumb", "background"))
"""Ink and ground of what says where the focus and the place are."""


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def luminance(one: Color) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in one.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def named(theme: Theme) -> str:
    return theme.name


def test_black_on_white_is_21() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


def test_there_are_four_themes_with_true_colours() -> None:
    assert len(TRUECOLOUR) == 4


@pytest.mark.parametrize("theme", TRUECOLOUR, ids=named)
def test_words_can_be_read(theme: Theme) -> None:
    found = {(ink, ground): contrast(colour(theme, ink), colour(theme, ground)) for ink, ground in WORDS}
    assert not {pair: round(value, 2) for pair, value in found.items() if value < 4.5}


@pytest.mark.parametrize("theme", TRUECOLOUR, ids=named)
def test_marks_can_be_seen(theme: Theme) -> None:
    found = {(ink, ground): contrast(colour(theme, ink), colour(theme, ground)) for ink, ground in MARKS}
    assert not {pair: round(value, 2) for pair, value in found.items() if value < 3}


@pytest.mark.parametrize("theme", TRUECOLOUR, ids=named)
def test_tones_are_told_apart(theme: Theme) -> None:
    """Unread, read and title are three tones; a cursor is another ground than the pane."""
    inks = [colour(theme, name) for name in ("background", "text-muted", "foreground")]
    assert contrast(inks[0], inks[1]) * 1.5 < contrast(inks[0], inks[2])
    assert colour(theme, "panel") != colour(theme, "background")


def test_sixteen_colours_are_only_names_of_the_terminal() -> None:
    values = [themes.ANSI.primary, *(themes.ANSI.variables or {}).values(), themes.ANSI.background]
    assert all(str(value).startswith("ansi_") for value in values)
