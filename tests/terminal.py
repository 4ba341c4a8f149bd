"""A program in a pseudo-terminal of its own: what it writes, how soon, and what it costs.

For the benchmarks and the CI script; it needs a POSIX system. As a program it types in place of a person:

    python -m tests.terminal --wait "ТОП-5" --type q -- kaskad-tui demo

ends with 0 when each text was seen within its time and the program then ended with 0.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|.)")

_SIZE = {"COLUMNS", "LINES"}  # these would speak against the terminal's own size
COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
"""What a usual terminal says of itself."""


def plain(written: bytes) -> str:
    """Return what was written without colours and movements of the cursor."""
    return _ESCAPES.sub(b"", written).decode("utf-8", "replace")


class Terminal:
    """Runs a program from `start` on; every wait has an end."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.started = time.perf_counter()
        self.written = b""
        """Everything that came so far."""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                inherited = {name: text for name, text in os.environ.items() if name not in _SIZE}
                os.execvpe(command[0], list(command), {**inherited, **COLOURS, **(environ or {})})
            finally:
                os._exit(127)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self.hang_up()

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window does."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def read(self, timeout_s: float) -> bytes:
        """Return what comes within the time, "" when nothing does or the program ended."""
        ready, _none, _none = select.select([self._descriptor], [], [], max(0.0, timeout_s))
        if not ready:
            return b""
        try:
            content = os.read(self._descriptor, 1 << 16)
        except OSError:  # Linux: the other side was closed
            return b""
        self.written += content
        return content

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._descriptor, keys.encode())

    def wait_for(self, text: str, timeout_s: float = 60.0, since: int = 0) -> float:
        """Read until `text` stands in what was written after byte `since`; return the moment (perf_counter).

        Raises:
            TimeoutError: it did not come; the message holds the end of what did.
        """
        end = time.perf_counter() + timeout_s
        while True:
            if text in plain(self.written[since:]):
                return time.perf_counter()
            if not self.read(end - time.perf_counter()) and (
                time.perf_counter() >= end or self.ended() is not None
            ):
                raise TimeoutError(f"{text!r} did not come; at the end: {plain(self.written)[-1500:]!r}")

    def settle(self, quiet_s: float = 0.5, timeout_s: float = 30.0) -> bytes:
        """Return what is written until nothing came for `quiet_s`."""
        end = time.perf_counter() + timeout_s
        got = b""
        while (content := self.read(quiet_s)) and time.perf_counter() < end:
            got += content
        return got

    def collect(self, seconds: float) -> bytes:
        """Return all that is written within the time."""
        end = time.perf_counter() + seconds
        got = b""
        while (left := end - time.perf_counter()) > 0:
            got += self.read(left)
        return got

    def ended(self) -> int | None:
        """Return the exit code (negative: the signal), None while the program runs."""
        with contextlib.suppress(ChildProcessError):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return getattr(self, "_status", None)

    def finish(self, timeout_s: float = 20.0) -> int:
        """Wait for the program's end and return its exit code.

        Raises:
            TimeoutError: it goes on.
        """
        end = time.perf_counter() + timeout_s
        while (code := self.ended()) is None:
            if time.perf_counter() > end:
                raise TimeoutError("the program goes on")
            self.read(0.05)
        return code

    def cpu_s(self) -> float:
        """Return the processor time of all its threads so far (seconds; Linux only)."""
        spent = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def memory_mb(self, name: str = "VmRSS") -> float:
        """Return the memory of the program: resident now, or `VmHWM` at its highest (MB; Linux only)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().split("\n"):
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
        raise ValueError(name)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.terminal")
    parser.add_argument("--wait", action="append", default=[], help="a text that has to appear")
    parser.add_argument("--type", default="", help="keys to type then")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds for each text")
    parser.add_argument("--size", default="120x40", help="columns x rows")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    columns, rows = (int(part) for part in options.size.split("x"))
    with Terminal(options.command, columns=columns, rows=rows) as terminal:
        try:
            for text in options.wait:
                terminal.wait_for(text, options.timeout)
            terminal.send(options.type)
            code = terminal.finish()
        except TimeoutError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"seen: {', '.join(options.wait)}; ended with {code}")
    return 0 if code == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
