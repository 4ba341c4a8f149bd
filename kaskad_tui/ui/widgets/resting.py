"""Tell something once the reader has come to rest, not at every key."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget

_QUIET_S = 0.1


class Rest:
    """Calls `tell` when nothing has stirred for `after_s` seconds; one timer, however many keys."""

    def __init__(self, widget: Widget, after_s: float, tell: Callable[[], None]) -> None:
        self._widget = widget
        self._after_s = after_s
        self._tell = tell
        self._timer: Timer | None = None
        self._last = 0.0
        self._untold = False

    def stir(self) -> None:
        """Something moved."""
        self._last = monotonic()
        self._untold = True
        if self._timer is None:
            self._timer = self._widget.set_timer(self._after_s, self._wake)

    def quiet(self) -> bool:
        """Return whether nothing stirred in the last tenth of a second."""
        return monotonic() - self._last > _QUIET_S

    def flush(self) -> None:
        """Tell now what was not told yet."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._untold:
            self._untold = False
            self._tell()

    def _wake(self) -> None:
        self._timer = None
        left = self._after_s - (monotonic() - self._last)
        if left > 0.01:
            self._timer = self._widget.set_timer(left, self._wake)
        else:
            self.flush()
