"""The extraction as a process of its own: `python -m kaskad_tui.extract.worker`.

Requests and answers are pickles behind a length of four bytes (big-endian). A request is the tuple
`(content, url, profile, content_type, now)`, with a `SiteMemory` behind them or none;
an answer is `("ok", Page)` or `("error", text)`.
The process ends at the end of its input, and by the system's hand when it needs too much memory.
"""

from __future__ import annotations

import contextlib
import pickle
import signal
import struct
import sys
from typing import BinaryIO

_LENGTH = struct.Struct(">I")
MAX_REQUEST = 64 * 1024 * 1024
_MEMORY_BYTES = 300 * 1024 * 1024
"""How much the process may grow beyond its imports; with the program that asks, it is 400 MB."""


def _limit_memory() -> None:
    """Bound the address space, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as stream:
            pages = int(stream.read().split()[0])
        limit = pages * resource.getpagesize() + _MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (2 * _MEMORY_BYTES, 2 * _MEMORY_BYTES))


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _answer(request: bytes) -> bytes:
    from kaskad_tui.extract.reading import read

    try:
        content, url, profile, content_type, now, *rest = pickle.loads(request)
        memory = rest[0] if rest else None
        page = read(content, url, profile=profile, content_type=content_type, now=now, memory=memory)
        return pickle.dumps(("ok", page), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("error", "out of memory"))
    except Exception as error:  # the border of the process: whatever it is, the asker gets a value
        text = f"{type(error).__name__}: {error}"[:500]
        return pickle.dumps(("error", text.encode("utf-8", "replace").decode("utf-8")))


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until `source` ends."""
    while True:
        head = _exactly(source, _LENGTH.size)
        if head is None:
            return
        (size,) = _LENGTH.unpack(head)
        if size > MAX_REQUEST:
            return
        request = _exactly(source, size)
        if request is None:
            return
        answer = _answer(request)
        sink.write(_LENGTH.pack(len(answer)) + answer)
        sink.flush()


def main() -> int:
    """Serve standard input and output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    import kaskad_tui.extract.reading  # noqa: F401  # now, so that the first request does not wait for it

    _limit_memory()
    sink = sys.stdout.buffer
    sys.stdout = sys.stderr
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, sink)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
