"""Fields of a JSON object that comes from outside, checked and clean; and moments as they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kaskad_tui.model import Article
from kaskad_tui.sanitize import clean, clean_line
from kaskad_tui.store import times

Json = Mapping[str, object]

LONGEST_TITLE, LONGEST_NAME, LONGEST_TEXT = 2000, 300, 8 * 2**20
"""Characters."""


def text(shape: Json, name: str) -> str | None:
    """Return a text as it stands, None for anything else."""
    value = shape.get(name)
    return value if isinstance(value, str) else None


def line(shape: Json, name: str, limit: int = LONGEST_TITLE) -> str | None:
    """Return a text as one clean line, None when nothing is left of it."""
    return clean_line(text(shape, name) or "", limit) or None


def flag(shape: Json, name: str) -> bool:
    """Return whether a value is true."""
    return shape.get(name) is True


def extractor(shape: Json) -> int:
    """Return the number of what read a text (`Article.extractor`), 0 when it is none."""
    value = shape.get("extractor")
    return value if type(value) is int and Article.FEED <= value < 2**63 else 0


def items(shape: Json, name: str) -> Sequence[object]:
    """Return a list, an empty one for anything else."""
    value = shape.get(name)
    return value if isinstance(value, list) else ()


def when(shape: Json, name: str) -> datetime | None:
    """Return a moment (aware), None for anything else."""
    try:
        moment = datetime.fromisoformat(text(shape, name) or "")
        times.epoch(moment)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def blocks(shape: Json) -> tuple[str, ...]:
    """Return the Markdown blocks of a body, clean, none of them empty."""
    cleaned = (clean(block) for block in items(shape, "body") if isinstance(block, str))
    return tuple(block[:LONGEST_TEXT] for block in cleaned if block.strip())


def iso(value: datetime | None) -> str | None:
    """Return a moment as text."""
    return None if value is None else value.isoformat(timespec="seconds")
