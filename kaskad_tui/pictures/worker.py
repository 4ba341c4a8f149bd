"""The decoding as a process of its own: `python -m kaskad_tui.pictures.worker < FILE`.

It reads the picture to the end of its input and answers with a line, `WIDTH HEIGHT` or the name of a problem;
behind a size come the pixels. It ends by the system's hand when it needs too much time or memory.
"""

from __future__ import annotations

import contextlib
import signal
import sys

from kaskad_tui.model import Picture, PictureProblem
from kaskad_tui.pictures.decoding import decode

_MEMORY_BYTES = 1024 * 1024 * 1024
"""Of addresses, libraries included; the pixels of the largest picture that is decoded take a fifth."""
_SECONDS = 10


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows; a limit that is lower already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main() -> int:
    """Decode standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    _limit()
    found: Picture | PictureProblem
    try:
        found = decode(sys.stdin.buffer.read())
    except MemoryError:
        found = PictureProblem.GIVEN_UP
    if isinstance(found, Picture):
        sys.stdout.buffer.write(f"{found.width} {found.height}\n".encode() + found.pixels)
    else:
        sys.stdout.buffer.write(f"{found}\n".encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
