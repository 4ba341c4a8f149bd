"""The exit codes, as `--help` documents them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended. A signal N ends it with 128 + N."""

    OK = 0
    FAILED = 1
    """Network, page, archive, disk: the message on standard error says which."""
    USAGE = 2
    """The command line or the configuration file says something that cannot be meant."""
    STALE = 3
    """The refresh failed; what was printed is what the archive had."""
    INTERRUPTED = 130
    """Ctrl+C."""
