"""Keeps the interpreter's own pauses out of the way of keys.

A full garbage collection looks at every object there is: 50 ms of processor, and it came once a second while
keys were pressed. Here it is done when no key came for a while; the objects of the start are looked at once,
when the first picture stands: looking at them while they were made took 6 % of the start.
A thread that computes (an index being written) may hold the interpreter for 5 ms by default, each time that
the loop comes back from the terminal, the network or the archive; here for half a millisecond.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from types import TracebackType

QUIET_S = 1.0
"""No key for so long: now a pause is noticed least."""
_SWITCH_S = 0.0005
_YOUNG, _MIDDLE = 700, 10
_FULL = 60
"""After so many of the middle one a full collection comes all the same: so memory stays bounded."""
_WORTH = 3
"""So many middle collections since the last full one make it worth another."""


class Pauses:
    """Collects garbage between keys while entered; before and after that it does nothing."""

    def __init__(self) -> None:
        self._before: tuple[float, tuple[int, int, int]] | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self._stirred = 0.0
        self._settled = False

    def __enter__(self) -> Pauses:
        """Make the pauses short, for the whole process; until `begin` there is none for garbage."""
        gc.disable()
        self._before = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(_SWITCH_S)
        gc.set_threshold(_YOUNG, _MIDDLE, _FULL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the interpreter as it was."""
        if self._before is not None:
            sys.setswitchinterval(self._before[0])
            gc.set_threshold(*self._before[1])
            gc.unfreeze()
            gc.enable()
            self._before = None
            self._settled = False

    def begin(self) -> None:
        """Note that the first picture is on the screen; call it in the loop's thread."""
        if self._before is not None:
            gc.enable()
        self.stir()

    def stir(self) -> None:
        """Note that the reader did something; call it in the loop's thread."""
        if self._before is None:
            return
        loop = asyncio.get_running_loop()
        self._stirred = loop.time()
        if self._waiting is None:
            self._waiting = loop.call_later(QUIET_S, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._waiting = None
        if self._before is None:
            return
        left = self._stirred + QUIET_S - loop.time()
        if left > 0.01:
            self._waiting = loop.call_later(left, self._look, loop)
        elif not self._settled:
            gc.collect()
            gc.freeze()  # modules, classes, styles, widgets: they stay as long as the program
            self._settled = True
        elif gc.get_count()[2] >= _WORTH:
            gc.collect()
