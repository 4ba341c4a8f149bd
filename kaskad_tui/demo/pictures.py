"""Small pictures drawn from an address: a sky, a sun, the sea or roofs; the same for the same address."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from random import Random

WIDTH = 320
HEIGHT = 180
TYPE = "image/png"
"""The true type, whatever the address ends in."""

_SKIES = (
    ((36, 62, 120), (243, 178, 122)),
    ((88, 140, 198), (226, 236, 240)),
    ((18, 24, 52), (88, 70, 120)),
    ((120, 128, 140), (214, 214, 208)),
    ((60, 110, 150), (250, 222, 170)),
)


@lru_cache(maxsize=128)
def png(address: str) -> bytes:
    """Return a picture of 320 x 180 pixels, RGB, as PNG."""
    chance = Random(zlib.crc32(address.encode()))
    high, low = chance.choice(_SKIES)
    horizon = chance.randint(95, 130)
    sun_x, sun_y, radius = chance.randint(40, 280), chance.randint(25, horizon - 10), chance.randint(8, 18)
    roofs = _roofs(chance, horizon) if chance.random() < 0.6 else None
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        if y < horizon or roofs is not None:
            row = bytearray(_mix(high, low, y / HEIGHT) * WIDTH)
            half = int(max(0, radius**2 - (y - sun_y) ** 2) ** 0.5)
            if half:
                row[(sun_x - half) * 3 : (sun_x + half) * 3] = bytes((255, 240, 200)) * (2 * half)
            for left, right, top in roofs or ():
                if y >= top:
                    row[left * 3 : right * 3] = _mix((60, 52, 58), high, 0.25) * (right - left)
        else:
            row = bytearray(_mix(low, (20, 40, 60), (y - horizon) / (HEIGHT - horizon)) * WIDTH)
            half = max(1, (HEIGHT - y) // 6) if y % 3 else 2
            left = max(0, sun_x - half)
            row[left * 3 : (sun_x + half) * 3] = bytes((250, 230, 190)) * (sun_x + half - left)
            del row[WIDTH * 3 :]
        rows += row
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + _chunk(b"IEND", b"")
    )


def _roofs(chance: Random, horizon: int) -> list[tuple[int, int, int]]:
    roofs = []
    left = 0
    while left < WIDTH:
        right = min(WIDTH, left + chance.randint(14, 46))
        roofs.append((left, right, horizon + chance.randint(-28, 22)))
        left = right
    return roofs


def _mix(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> bytes:
    return bytes(int(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
