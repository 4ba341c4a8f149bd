"""Contrast of the colours on the grounds they stand on, by WCAG 2.2 (1.4.3, 1.4.11): words 4.5, marks 3."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from textual.color import Color
from textual.theme import Theme

from kaskad_tui.extract.profile import COLORS
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


FIGURES: Mapping[tuple[str, str], tuple[float, ...]] = {
    ("foreground", "background"): (12.3, 12.8, 10.9, 21.0),
    ("strong", "background"): (16.3, 18.1, 14.3, 21.0),
    ("text-muted", "background"): (6.6, 5.7, 6.0, 13.1),
    ("accent", "background"): (8.5, 6.1, 6.2, 13.6),
    ("on-accent", "accent"): (8.5, 6.4, 7.1, 13.6),
    ("hit-text", "hit"): (8.5, 12.7, 11.2, 9.3),
    ("error", "background"): (6.8, 6.4, 6.4, 10.3),
    ("success", "background"): (8.5, 6.2, 6.0, 13.6),
    ("warning", "background"): (7.1, 6.3, 6.2, 11.9),
    ("rule", "background"): (1.6, 1.5, 1.6, 6.2),
    ("thumb", "background"): (3.8, 3.4, 3.4, 21.0),
    ("behind", "background"): (1.8, 1.8, 1.8, 3.9),
    ("text-muted", "panel"): (5.1, 4.7, 4.8, 9.4),
    ("accent", "panel"): (6.6, 5.0, 5.0, 9.8),
    ("error", "surface"): (6.4, 5.9, 5.8, 10.3),
    ("error", "removed"): (5.5, 5.3, 5.2, 6.8),
    ("success", "added"): (6.4, 5.4, 5.4, 8.1),
}
"""What the design says of dark, light, sepia and high contrast; rule and behind are ornament."""


@pytest.mark.parametrize("number", range(4), ids=lambda number: TRUECOLOUR[number].name)
def test_the_colours_are_those_of_the_design(number: int) -> None:
    theme = TRUECOLOUR[number]
    found = {
        (ink, ground): round(contrast(colour(theme, ink), colour(theme, ground)), 1)
        for ink, ground in FIGURES
    }
    assert found == {pair: figures[number] for pair, figures in FIGURES.items()}


@pytest.mark.parametrize("theme", TRUECOLOUR, ids=named)
def test_there_is_one_accent(theme: Theme) -> None:
    assert theme.primary == theme.accent
    assert colour(theme, "secondary") == colour(theme, "text-muted")
    assert colour(theme, "boost") == colour(theme, "panel")


@pytest.mark.parametrize("theme", [themes.ANSI, themes.ANSI_LIGHT], ids=named)
def test_sixteen_colours_are_only_names_of_the_terminal(theme: Theme) -> None:
    values = [theme.primary, *theme.variables.values(), theme.background]
    assert all(str(value).startswith("ansi_") for value in values)


def test_on_a_light_ground_no_word_is_yellow_white_green_or_grey() -> None:
    inks = ("foreground", "strong", "accent", "primary", "error", "success", "warning", "hit-text")
    theme = themes.ANSI_LIGHT
    names = {ink: str(theme.variables.get(ink) or getattr(theme, ink)) for ink in inks}
    pale = ("yellow", "white", "green", "bright", "cyan")
    assert not {ink: name for ink, name in names.items() if any(word in name for word in pale)}
    assert not theme.dark


def test_every_theme_has_a_visible_mark_for_each_colour_of_a_source() -> None:
    for theme in themes.OWN:
        marks = {name: value for name, value in themes.defaults(theme).items() if name.startswith("source-")}
        assert set(marks) == {f"source-{name}" for name in COLORS}
        if not theme.ansi:
            ground = colour(theme, "background")
            assert min(contrast(Color.parse(value), ground) for value in marks.values()) >= 3, theme.name
