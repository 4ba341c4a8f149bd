"""The driver for a terminal whose answers are still to come: they are heard, and are no keys.

The framework reads an answer that it did not ask for as keys: `1` would open the top news, `?` the help.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

from kaskad_tui.ui.ground import NOTHING, Answers, Ground


class GroundTold(Message):
    """The terminal said late whether it is dark or light."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground


class PatientParser(XTermParser):
    """Takes the answers out before anything is made a key."""

    def __init__(self, debug: bool = False) -> None:
        self._answers = Answers()
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what is in `data`, the terminal's late answer as a message."""
        before = self._answers.ground
        rest = self._answers.take(data) if data else ""
        if self._answers.ground is not None and before is None:
            yield GroundTold(self._answers.ground)
        if rest or not data:  # the framework takes an empty text for the end of all input
            yield from super().feed(rest)


class PatientDriver(linux_driver.LinuxDriver):
    """The framework's driver with that parser, which it makes by name."""

    def start_application_mode(self) -> None:
        """Begin; the terminal will be left as it was before it was asked."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # the framework's
        told = getattr(self._app, "told", NOTHING)
        self.attrs_before = told.attributes or self.attrs_before

    def run_input_thread(self) -> None:
        """Hear what comes until the app ends."""
        vars(linux_driver)["XTermParser"] = PatientParser
        try:
            super().run_input_thread()
        finally:
            vars(linux_driver)["XTermParser"] = XTermParser
