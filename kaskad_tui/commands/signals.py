"""Signals: what ends the program from outside ends it cleanly, silently, and soon."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from types import FrameType
from typing import Any, NoReturn

_GRACE_S = 0.7
"""How long a command may take to let go after a signal; then the process ends as it stands."""


class Terminated(BaseException):
    """A signal that asks to end reached the program outside a loop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def ending() -> tuple[signal.Signals, ...]:
    """Return the signals that ask a program to end, apart from Ctrl+C, as far as the platform has them."""
    return tuple(signal.Signals[name] for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


@contextlib.contextmanager
def polite() -> Iterator[None]:
    """Turn ending signals into `Terminated` while the block runs; one that is ignored (nohup) stays so.

    Outside the main thread nothing is changed.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        raise Terminated(number)

    before = _handle(ending(), end)
    try:
        yield
    finally:
        _restore(before)


_Handler = Callable[[int, FrameType | None], object]
_Before = _Handler | int | None


def _handle(numbers: Iterable[signal.Signals], handler: _Handler) -> dict[signal.Signals, _Before]:
    """Let `handler` answer signals, apart from ignored ones; returns what answered them before."""
    before: dict[signal.Signals, _Before] = {}
    if threading.current_thread() is threading.main_thread():
        for number in numbers:
            old = signal.getsignal(number)
            if old not in (signal.SIG_IGN, None):
                before[number] = old
                signal.signal(number, handler)
    return before


def _restore(before: dict[signal.Signals, _Before]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)


def run(work: Callable[[], Coroutine[Any, Any, int]], interrupted: Callable[[], bool] | None = None) -> int:
    """Run a command's coroutine in a loop of its own and return its exit code.

    Ctrl+C and the ending signals cancel it; what does not let go in time is left behind: a look-up of a name
    blocks its thread for as long as the system pleases, and nothing stops that.

    Args:
        work: starts the coroutine.
        interrupted: is asked first at Ctrl+C; True: it was meant for something that ends by itself now.
    """
    import asyncio

    loop = asyncio.new_event_loop()
    caught: list[int] = []
    task = loop.create_task(work())

    def end(number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGINT and interrupted is not None and interrupted():
            return
        # not the loop's own handler: that one has to wait while a read or a write blocks the loop
        if not caught:
            caught.append(number)
            guard = threading.Timer(_GRACE_S, os._exit, [128 + number])
            guard.daemon = True
            guard.start()
        loop.call_soon_threadsafe(task.cancel)

    before = _handle((signal.SIGINT, *ending()), end)
    try:
        return loop.run_until_complete(task)
    except asyncio.CancelledError:
        return 128 + (caught[0] if caught else signal.SIGINT)
    finally:
        _restore(before)
        _close(loop)


def _close(loop: Any) -> None:  # noqa: ANN401 - asyncio is not imported with this module
    """Close a loop without waiting for its threads."""
    import asyncio

    left = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


def leave(code: int) -> NoReturn:
    """End the process with `code`, without waiting for threads that hang in the system.

    Threads that are merely idle get a moment to end.
    """
    import time

    deadline = time.monotonic() + 0.2
    while _hanging() and time.monotonic() < deadline:
        time.sleep(0.005)
    if _hanging():
        os._exit(code)  # everything is flushed: see `streams.flush`
    sys.exit(code)


def _hanging() -> bool:
    main = threading.main_thread()
    return any(thread is not main and not thread.daemon for thread in threading.enumerate())
