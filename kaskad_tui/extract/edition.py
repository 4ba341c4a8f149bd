"""Which rules read a page: a text that they read differently today was not edited by its site."""

from __future__ import annotations

from zlib import crc32

from kaskad_tui.extract.profile import Profile

EDITION = 7
"""Raised by hand when a change of this room makes the same page give other words; a test says when."""


def edition(profile: Profile | None) -> int:
    """Return the number of the rules with a profile: other rules or another profile give another one."""
    return EDITION << 32 | crc32(repr(profile).encode("utf-8", "replace"))
