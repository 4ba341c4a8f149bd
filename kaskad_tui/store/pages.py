"""Rows read from a file's pages directly, where the tree above them is damaged.

A row stands in a leaf page of its table (SQLite file format, "B-tree Pages" and "Record Format"); which table
that is, only the shape of the row tells: how many columns it has and of what type.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path

PAGE = 4096
"""Bytes a page; every store of this program has these."""

_TABLE_LEAF = 0x0D
_LARGEST_LOCAL = PAGE - 35
_SMALLEST_LOCAL = (PAGE - 12) * 32 // 255 - 23
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)

Value = int | str | float | bytes | None


def rows(path: Path) -> Iterator[tuple[int, Sequence[Value]]]:
    """Yield (rowid, columns) of every row that stands in a table's leaf page, whatever the table."""
    if path.stat().st_size < PAGE:
        return
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield from _rows(data)


def _rows(data: mmap) -> Iterator[tuple[int, Sequence[Value]]]:
    for start in range(0, len(data) - PAGE + 1, PAGE):
        head = start + 100 if start == 0 else start
        if data[head] != _TABLE_LEAF:
            continue
        count = int.from_bytes(data[head + 3 : head + 5], "big")
        for index in range(min(count, PAGE // 4)):
            at = head + 8 + 2 * index
            offset = int.from_bytes(data[at : at + 2], "big")
            try:
                yield _row(data, start, offset)
            except (IndexError, ValueError, struct.error):
                continue  # this cell is overwritten; its neighbours need not be


def _row(data: mmap, start: int, offset: int) -> tuple[int, Sequence[Value]]:
    if not 8 <= offset < PAGE:
        raise ValueError("no cell")
    size, at = _varint(data, start + offset)
    rowid, at = _varint(data, at)
    return rowid, _columns(_payload(data, at, size))


def _payload(data: mmap, at: int, size: int) -> bytes:
    """Return the bytes of a record: those in the page, then those of the overflow pages."""
    if size > len(data):
        raise ValueError("longer than the file")
    if size <= _LARGEST_LOCAL:
        return data[at : at + size]
    local = _SMALLEST_LOCAL + (size - _SMALLEST_LOCAL) % (PAGE - 4)
    if local > _LARGEST_LOCAL:
        local = _SMALLEST_LOCAL
    parts = [data[at : at + local]]
    missing = size - local
    following = int.from_bytes(data[at + local : at + local + 4], "big")
    while missing > 0:  # ends: each page takes from `missing`
        start = (following - 1) * PAGE
        if following < 2 or start + PAGE > len(data):
            raise ValueError("the chain leaves the file")
        part = data[start + 4 : start + 4 + min(missing, PAGE - 4)]
        parts.append(part)
        missing -= len(part)
        following = int.from_bytes(data[start : start + 4], "big")
    return b"".join(parts)


def _columns(record: bytes) -> Sequence[Value]:
    head, at = _varint(record, 0)
    if not 1 <= head <= len(record):
        raise ValueError("no header")
    body = head
    columns: list[Value] = []
    while at < head:
        code, at = _varint(record, at)
        value, body = _value(record, body, code)
        columns.append(value)
    if body != len(record):
        raise ValueError("the header does not fit the record")
    return columns


def _value(record: bytes, at: int, code: int) -> tuple[Value, int]:
    if code == 0:
        return None, at
    if code <= 6:
        end = at + _INTEGER_BYTES[code]
        return int.from_bytes(record[at:end], "big", signed=True), end
    if code == 7:
        return struct.unpack(">d", record[at : at + 8])[0], at + 8
    if code in (8, 9):
        return code - 8, at
    if code < 12:
        raise ValueError("a reserved type")
    end = at + (code - 12) // 2
    if end > len(record):
        raise ValueError("longer than the record")
    return (record[at:end].decode("utf-8") if code % 2 else record[at:end]), end


def _varint(data: bytes | mmap, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9
