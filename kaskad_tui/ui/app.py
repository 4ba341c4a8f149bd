"""The app: colours, keys and the one screen; all else stands in `screens`, `features`, `widgets`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter
from textual.widgets import Input

from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import set_ascii
from kaskad_tui.paths import styles_dir
from kaskad_tui.reader import Reader
from kaskad_tui.ui import themes
from kaskad_tui.ui.ending import end_on_signals
from kaskad_tui.ui.ground import NOTHING, Ground, Told, of_environment
from kaskad_tui.ui.keys import keymap
from kaskad_tui.ui.pauses import Pauses
from kaskad_tui.ui.screens.main import MainScreen
from kaskad_tui.ui.signs import AsciiSigns, poor_encoding
from kaskad_tui.ui.switching import Sources
from kaskad_tui.ui.window_title import WindowTitle

if TYPE_CHECKING:
    from kaskad_tui.ui.late_answers import GroundTold

_SHEETS = ("tokens", "panes", "headlines", "article", "sidebar", "narrow")


def choose_theme(setting: str, environ: Mapping[str, str], told: Ground | None = None) -> str:
    """Return the name of the theme for a setting; `auto` goes by what the terminal says of itself.

    Args:
        setting: `[ui] theme`.
        environ: NO_COLOR, TERM, COLORTERM and COLORFGBG count.
        told: what the terminal itself answered; goes before COLORFGBG.
    """
    light = (told or of_environment(environ)) == "light"
    sixteen = themes.ANSI_LIGHT.name if light else themes.ANSI.name
    if environ.get("NO_COLOR"):
        return themes.ANSI.name
    if setting != "auto":
        return sixteen if setting == "ansi" else f"kaskad-{setting}"
    term, colours = environ.get("TERM", ""), environ.get("COLORTERM", "")
    if colours not in {"truecolor", "24bit"} and "256" not in term and "direct" not in term:
        return sixteen
    return themes.LIGHT.name if light else themes.DARK.name


def _driver(told: Told) -> type[Driver] | None:
    """Return the driver for a terminal whose answers are still to come; None is the framework's own."""
    if not told.outstanding:
        return None
    from kaskad_tui.ui.late_answers import PatientDriver

    return PatientDriver


class KaskadApp(App[int]):
    """Shows one reader; the sample edition or another address replace it."""

    CSS_PATH = [styles_dir() / f"{name}.tcss" for name in _SHEETS]  # noqa: RUF012  # the framework reads it so
    ENABLE_COMMAND_PALETTE = False
    TITLE = "kaskad-tui"
    BINDINGS = []  # noqa: RUF012  # none of the framework's own: the table holds them all

    def __init__(
        self,
        reader: Reader,
        settings: Settings,
        open_sample: Callable[[], Reader] | None = None,
        sample_size: int = 0,
        told: Told = NOTHING,
        *,
        resume: bool = False,
    ) -> None:
        """Make the app.

        Args:
            reader: the source that was asked for.
            settings: what the configuration says.
            open_sample: opens the sample edition, from the screen of an empty start.
            sample_size: how many articles it has.
            told: what the terminal answered before the start.
            resume: no source was asked for by name: show the one that was shown last.
        """
        self.ascii = settings.ui.ascii or poor_encoding(os.environ) is not None
        """Signs are ASCII: by the setting, or because the terminal's encoding has no others."""
        set_ascii(self.ascii)
        plain = bool(os.environ.get("NO_COLOR"))
        # the framework chooses its filter here: black on black unless it knows of the 16 colours by now
        super().__init__(driver_class=_driver(told), ansi_color=True if plain else None)
        for theme in themes.OWN:
            self.register_theme(theme)
        self.told = told
        """What the terminal answered before the start."""
        self._environ = {**os.environ, "NO_COLOR": "1" if plain else ""}
        automatic = choose_theme(settings.ui.theme, self._environ, told.ground)
        free = settings.ui.theme == "auto" and "theme" not in settings.ui.insisted and not plain
        chosen = reader.shared.choice("theme") if free else None
        known = chosen in self.available_themes and not self.available_themes[automatic].ansi
        self.theme = chosen if chosen and known else automatic
        self.stylesheet.set_variables(self.get_css_variables())
        self._parsed_for = self.theme
        self.animation_level = "none"
        self.reader = reader
        self.settings = settings
        self.open_sample = open_sample
        """Opens a reader on the sample edition; None where this is one."""
        self.sample_size = sample_size
        """How many articles the sample edition has."""
        self._signs = AsciiSigns()
        self.window_title = WindowTitle(self._write, wanted=settings.ui.title)
        """Names what is read on the terminal's window."""
        self.sources = Sources(reader)
        """Readers of the other sources on the same archive."""
        self._left: list[Sources] = []
        self.pauses = Pauses()
        """Whoever runs the app as the process's only work gives it one that is entered."""
        if resume:
            self.reader = self.sources.resumed()
        self.set_keymap(keymap(settings.keys))

    def _write(self, sequence: str) -> None:
        """Send a sequence to the terminal, in turn with what the framework sends."""
        if self._driver is not None:
            self._driver.write(sequence)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Exchange the signs where only ASCII can be shown."""
        found = super().get_line_filters()
        return [*found, self._signs] if self.ascii else found

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the framework's own themes the names that our style sheets use."""
        return themes.defaults(self.current_theme)

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the sheets for another theme: the framework also asks for it right after the first parse."""
        if self.theme != self._parsed_for:
            self._parsed_for = self.theme
            super().refresh_css(animate)

    def get_default_screen(self) -> MainScreen:
        """Return the main screen."""
        return MainScreen(self.reader, self.settings)

    def on_mount(self) -> None:
        """Leave the terminal as it was, however the program is ended."""
        # back from the shell the terminal is empty, and the framework paints only what changed
        self.app_resume_signal.subscribe(self, lambda _app: self.screen.refresh(layout=True))
        self.window_title.enter()
        # at once: a message would be read when the program is back
        self.app_suspend_signal.subscribe(self, lambda _app: self.window_title.leave(), immediate=True)
        self.app_resume_signal.subscribe(self, lambda _app: self.window_title.enter())
        end_on_signals(self.exit)

    def on_ready(self) -> None:
        """Take what was typed while the program was still being loaded."""
        self.pauses.begin()
        if self.told.typed:
            from textual._xterm_parser import XTermParser

            parser = XTermParser()
            for part in (self.told.typed, ""):
                for event in parser.feed(part):
                    self.post_message(event.set_sender(self))

    async def on_event(self, event: events.Event) -> None:
        """Every key and every move of the mouse comes this way."""
        if isinstance(event, events.InputEvent):
            self.pauses.stir()
        await super().on_event(event)

    def on_ground_told(self, message: GroundTold) -> None:
        """Follow the terminal although it said late what it is, unless a theme was chosen meanwhile."""
        if self.theme == choose_theme(self.settings.ui.theme, self._environ):
            self.theme = choose_theme(self.settings.ui.theme, self._environ, message.ground)

    def on_key(self, event: events.Key) -> None:
        """Give a line what was typed before it had heard of its focus; what it hears stays with it."""
        line = self.focused
        if isinstance(line, Input) and line.check_consume_key(event.key, event.character):
            event.prevent_default()
            line.post_message(events.Key(event.key, event.character))

    def change_archive(self, reader: Reader) -> None:
        """Show a reader of another archive or address in place of this one, which is closed at the end."""
        self._left.append(self.sources)
        self.sources = Sources(reader)
        self.show_reader(reader)

    def show_reader(self, reader: Reader, said: str = "") -> None:
        """Show another source, and say something there."""
        self.reader = reader
        before, screen = self.screen, MainScreen(reader, self.settings)
        if len(self.screen_stack) > 1:
            # in the app's own turn: a worker of the screen that goes would be ended in the middle of it
            self.call_later(self.switch_screen, screen)
        else:  # the framework cannot take the first screen away: it stays below, at rest
            if isinstance(before, MainScreen):
                before.rest()
            self.call_later(self.push_screen, screen)
        if said:
            screen.call_after_refresh(screen.bars.message, said, seconds=10)

    async def on_unmount(self) -> None:
        """Close what was opened; by now the screens have kept what they want to keep."""
        self.window_title.leave()
        for sources in (*self._left, self.sources):
            await sources.close()


def run_app(
    *,
    reader: Reader,
    settings: Settings,
    open_sample: Callable[[], Reader] | None = None,
    sample_size: int = 0,
    told: Told = NOTHING,
    resume: bool = False,
    pauses: Pauses,
) -> int:
    """Run the reader until it is left; return the exit code. It closes the readers that it was given."""
    app = KaskadApp(reader, settings, open_sample, sample_size, told, resume=resume)
    app.pauses = pauses
    encoding = poor_encoding(os.environ)
    if encoding is not None and isinstance(sys.__stderr__, io.TextIOWrapper):
        sys.__stderr__.reconfigure(encoding=encoding, errors="replace")  # where the framework writes
    code = app.run(mouse=settings.ui.mouse)
    return code or app.return_code or 0
