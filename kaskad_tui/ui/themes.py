"""The program's own colours: tokens of the targets, as themes of the framework.

Names beyond the framework's own: see `OWN_NAMES`.
"""

from __future__ import annotations

from dataclasses import replace

from textual.theme import Theme

OWN_NAMES = ("strong", "on-accent", "hit", "hit-text", "added", "removed", "rule", "thumb", "behind")


def _theme(name: str, *, dark: bool, tokens: str) -> Theme:
    """Build a theme of a line of tokens, in the order of the table of colours."""
    names = [
        "background",
        "surface",
        "panel",
        "foreground",
        "strong",
        "text-muted",
        "accent",
        "on-accent",
        "hit",
        "hit-text",
        "error",
        "success",
        "warning",
        "added",
        "removed",
        "rule",
        "thumb",
        "behind",
    ]
    colours = {key: f"#{value}" for key, value in zip(names, tokens.split(), strict=True)}
    accent, muted = colours["accent"], colours["text-muted"]
    return Theme(
        name=name,
        primary=accent,
        secondary=muted,
        accent=accent,
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        boost=colours["panel"],
        error=colours["error"],
        success=colours["success"],
        warning=colours["warning"],
        dark=dark,
        variables={
            **{key: colours[key] for key in OWN_NAMES},
            "text": colours["foreground"],
            "text-muted": muted,
            "text-accent": accent,
            "text-error": colours["error"],
            "block-cursor-background": colours["panel"],
            "block-cursor-foreground": colours["strong"],
            "block-cursor-text-style": "bold",
            "input-cursor-background": accent,
            "input-cursor-foreground": colours["on-accent"],
            "input-selection-background": colours["hit"],
            "screen-selection-background": colours["hit"],
            "screen-selection-foreground": colours["hit-text"],
        },
    )


DARK = _theme(
    "kaskad-dark",
    dark=True,
    tokens="14171c 1a1e25 262c36 d3d6db f3f4f6 959daa e3a748 14171c 4d3b1c f6e3bd "
    "ee8079 86c08d dd9160 1d3327 3b2226 343b46 6b7482 3d444f",
)
LIGHT = _theme(
    "kaskad-light",
    dark=False,
    tokens="fbf9f5 f3f0e9 e8e3d8 2c2f34 0e1013 5f636b 8a5200 ffffff f7e0a6 2b1c00 "
    "a92e26 2a6a3a 99430b dcefdc f8dfda d2ccbf 8d877a c2bcb0",
)
SEPIA = _theme(
    "kaskad-sepia",
    dark=False,
    tokens="f4ead6 ecdfc6 e2d2b3 3b2f22 241a10 66553f 854400 fffaf0 efcf8b 2b1a04 "
    "9c2a20 2f6231 8f3d08 d9e4bd f1cfba cbb994 8f7c59 c2b08c",
)
CONTRAST = _theme(
    "kaskad-contrast",
    dark=True,
    tokens="000000 000000 262626 ffffff ffffff cccccc ffc84a 000000 5c4300 ffffff "
    "ff9a91 8fe39a ffb27a 003d17 5a0f12 8c8c8c ffffff 6a6a6a",
)
ANSI = Theme(
    name="kaskad-16",
    primary="ansi_bright_yellow",
    secondary="ansi_default",
    accent="ansi_bright_yellow",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    error="ansi_bright_red",
    success="ansi_bright_green",
    warning="ansi_bright_red",
    dark=True,
    ansi=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "strong": "ansi_bright_white",
        "on-accent": "ansi_black",
        "hit": "ansi_default",
        "hit-text": "ansi_default",
        "added": "ansi_default",
        "removed": "ansi_default",
        "rule": "ansi_bright_black",
        "thumb": "ansi_default",
        "behind": "ansi_bright_black",
    },
)
ANSI_LIGHT = replace(
    ANSI,
    name="kaskad-16-light",
    primary="ansi_blue",
    accent="ansi_blue",
    error="ansi_red",
    success="ansi_default",
    warning="ansi_red",
    dark=False,
    variables={**ANSI.variables, "strong": "ansi_default", "on-accent": "ansi_bright_white"},
)
"""On a light ground neither yellow nor bright white can be read, and green hardly."""
OWN = (DARK, LIGHT, SEPIA, CONTRAST, ANSI, ANSI_LIGHT)
_SOURCE_COLOURS = {
    # name: on a dark ground, on a light one, of the sixteen
    "red": ("#ee8079", "#a92e26", "ansi_red"),
    "orange": ("#dd9160", "#99430b", "ansi_red"),
    "yellow": ("#e3a748", "#7d5a00", "ansi_yellow"),
    "green": ("#86c08d", "#2a6a3a", "ansi_green"),
    "cyan": ("#6fc1c6", "#0d6670", "ansi_cyan"),
    "blue": ("#7fabe8", "#2b5fb0", "ansi_blue"),
    "violet": ("#b79be0", "#6b45a8", "ansi_magenta"),
    "pink": ("#e590bd", "#a53272", "ansi_magenta"),
    "grey": ("#959daa", "#5f636b", "ansi_default"),
}


def _of_sources(theme: Theme) -> dict[str, str]:
    """Return the colours of the sources' marks on a ground; what a mark says stands beside it in words."""
    ground = 2 if theme.ansi else 0 if theme.dark else 1
    return {f"source-{name}": values[ground] for name, values in _SOURCE_COLOURS.items()}


def defaults(theme: Theme) -> dict[str, str]:
    """Return our own names for a theme that lacks them (the framework's built-in ones)."""
    foreground = theme.foreground or ("#e0e0e0" if theme.dark else "#1e1e1e")
    background = theme.background or ("#121212" if theme.dark else "#efefef")
    accent = theme.accent or theme.primary
    panel = theme.panel or theme.surface or background
    return {
        **_of_sources(theme),
        "strong": foreground,
        "on-accent": background,
        "hit": panel,
        "hit-text": foreground,
        "added": panel,
        "removed": panel,
        "rule": f"{foreground} 30%",
        "thumb": f"{foreground} 60%",
        "behind": f"{foreground} 35%",
    } | ({"accent": accent} if accent else {})
