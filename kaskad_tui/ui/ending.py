"""Ends the program when a signal asks for it, also when the terminal is gone and nothing can be drawn."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

_PATIENCE_S = 3.0
"""A program whose terminal is gone blocks in its own output; after so long it ends all the same."""


def end_on_signals(leave: Callable[[int], object]) -> None:
    """Call `leave(128 + signal)` on the running loop for SIGTERM and SIGHUP; end by force if that hangs.

    Plain handlers, not the loop's: they run also while the main thread waits for a full queue of output
    (the framework's writer dies with the terminal). Marks are on disk by then, so that force loses nothing.
    """
    loop = asyncio.get_running_loop()

    def handle(number: int, _frame: FrameType | None) -> None:
        code = 128 + number
        guard = threading.Timer(_PATIENCE_S, os._exit, (code,))
        guard.daemon = True
        guard.start()
        with suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(leave, code)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(ValueError):  # not the main thread: whoever runs it there handles signals
                signal.signal(number, handle)
