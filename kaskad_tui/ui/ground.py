"""Whether the terminal is dark or light: asked before the screens are loaded, heard when they are.

OSC 11 asks for the background's colour. Device attributes (DA1), which every terminal tells, are asked behind
it: once they come, nothing is outstanding. What is typed meanwhile is kept for the app.
"""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal

Ground = Literal["dark", "light"]
Attributes = list[Any]
"""What `termios.tcgetattr` returns."""

_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR = re.compile(r"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
_ATTRIBUTES = re.compile(r"\x1b\[\?[0-9;]{0,64}c")
_BEGUN = re.compile(r"(?:\x1b\]1[^\x07\x1b]{0,64}\x1b?|\x1b\[\?[0-9;]{0,64})\Z")
"""An answer of which the rest is still to come; a key alone never looks so."""
_RGB = re.compile(r"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?")
PATIENCE_S = 0.1
"""So long after the question an answer is waited for; loading the screens takes longer anyway."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the terminal answered."""

    ground: Ground | None = None
    """None: it did not say."""
    typed: str = ""
    """What was typed before the app could hear it."""
    outstanding: bool = False
    """Answers may still come: they must not be taken for keys."""
    attributes: Attributes | None = None
    """How the terminal was, where it is still kept from showing what is typed; the app gives it back so."""


NOTHING = Told()


def of_colour(text: str) -> Ground | None:
    """Return what a colour like `rgb:ffff/ffff/dddd` is; None when it is no colour."""
    found = _RGB.fullmatch(text)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return "light" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else "dark"


def of_environment(environ: Mapping[str, str]) -> Ground | None:
    """Return what COLORFGBG says, which some terminals set (`0;15` is black on white)."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not ground.isdecimal():
        return None
    return "light" if ground in {"7", "15"} else "dark"


def speaks(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal knows of OSC sequences; others would print them."""
    term = environ.get("TERM", "")
    return bool(term) and not term.startswith(("dumb", "linux", "vt", "cons", "unknown"))


class Answers:
    """Takes the answers out of what comes from the terminal."""

    def __init__(self) -> None:
        self.ground: Ground | None = None
        self.done = False
        """The last answer came."""
        self._held = ""

    def take(self, text: str) -> str:
        """Return `text` without answers; the beginning of one is held back until its end comes."""
        text = self._held + text
        if self.done:
            self._held = ""
            return text
        found = _COLOUR.search(text)
        if found is not None:
            self.ground = of_colour(found[1])
            text = _COLOUR.sub("", text, 1)
        if _ATTRIBUTES.search(text) is not None:
            self.done = True
            text = _ATTRIBUTES.sub("", text, 1)
        begun = None if self.done else _BEGUN.search(text)
        self._held = begun[0] if begun else ""
        return text[: begun.start()] if begun else text


class Question:
    """A question that was put to the terminal."""

    def __init__(self, source: int, before: Attributes) -> None:
        self._source = source
        self._before = before
        self._until = monotonic() + PATIENCE_S

    def answer(self) -> Told:
        """Return what came; waits for the rest of the patience only if nothing did.

        When all came, the terminal is as it was before.
        """
        answers, typed = Answers(), ""
        while not answers.done:
            ready, _none, _none = select.select([self._source], [], [], max(0.0, self._until - monotonic()))
            content = os.read(self._source, 4096) if ready else b""
            if not content:
                break
            typed += answers.take(content.decode("utf-8", "replace"))
        if answers.done:
            self.close()
            return Told(answers.ground, typed)
        return Told(answers.ground, typed, outstanding=True, attributes=self._before)

    def close(self) -> None:
        """Let the terminal be as it was before."""
        import termios

        with suppress(termios.error):  # it is gone
            termios.tcsetattr(self._source, termios.TCSANOW, self._before)


@contextmanager
def asked(wanted: bool, environ: Mapping[str, str] = os.environ) -> Iterator[Question | None]:
    """Ask the terminal, if that is wanted and it can be asked; at the end it is as it was before.

    Until then it shows nothing of what is typed, so that no answer is seen either.
    """
    try:
        import termios
    except ImportError:  # Windows
        yield None
        return
    try:
        source, target = sys.stdin.fileno(), sys.stderr.fileno()
        able = wanted and speaks(environ) and os.isatty(source) and os.isatty(target)
        before: Attributes | None = termios.tcgetattr(source) if able else None
    except (OSError, ValueError, AttributeError, termios.error):  # a stream that is none
        before = None
    if before is None:
        yield None
        return
    silent: Attributes = [*before[:3], before[3] & ~(termios.ECHO | termios.ICANON), *before[4:]]
    question = Question(source, before)
    try:
        with suppress(OSError, termios.error):  # a terminal that goes away just now
            termios.tcsetattr(source, termios.TCSANOW, silent)
            os.write(target, _QUESTION)
        yield question
    finally:
        question.close()
