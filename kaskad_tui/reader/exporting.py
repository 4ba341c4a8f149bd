"""An article as a Markdown file of its own: its name, its text, and writing it without hurting another file.

Nothing in the name or place of the file is up to the article: a title is only letters here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from kaskad_tui.extract.escaping import escape_inline, escape_line_start
from kaskad_tui.model import Article, Headline
from kaskad_tui.sanitize import clean

NAME_BYTES = 100
"""The longest name of a file, its ending included: some encrypting file systems hold no more than 143."""
_ENDING = ".md"
_MOST = 99
"""So many different texts may have the same name: `-2` to `-99` before the ending."""
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")


def file_name(headline: Headline) -> str:
    """Return `2026-11-21-62133-dom-who-moved.md` in the article's own letters: day, number, title.

    At most `NAME_BYTES` long in UTF-8; letters of Latin and Cyrillic, digits, hyphens. It begins with a date
    or «undated», so that it is never hidden, an option, or a name that a system reserves.
    """
    day = "undated" if headline.published is None else f"{headline.published:%Y-%m-%d}"
    id_ = headline.id
    if not _PLAIN_ID.fullmatch(id_):
        id_ = hashlib.blake2b(id_.encode("utf-8", "replace"), digest_size=4).hexdigest()
    words = re.findall(r"[a-z0-9а-яё]+", headline.title.lower())
    name = f"{day}-{id_}"
    room = NAME_BYTES - len(_ENDING) - len(f"-{_MOST}")
    for word in words:
        longer = f"{name}-{word.replace('ё', 'е')}"
        if len(longer.encode()) > room:
            break
        name = longer
    return name + _ENDING


def document(article: Article) -> str:
    """Return an article as Markdown: what is known of it between `---`, title, text, pictures and videos."""
    head = article.headline
    published = head.published
    facts: dict[str, str | None] = {
        "title": head.title,
        "date": None
        if published is None
        else published.date().isoformat()
        if head.day_only
        else published.isoformat(timespec="minutes"),
        "author": article.author,
        "section": head.section,
        "source": head.source,
        "id": head.id,
        "url": head.url,
    }
    # a string of JSON is one of YAML too
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value]
    if not article.complete:
        lines.append("complete: false")
    media = [f"![{_escaped(item.caption or item.alt or '')}]({_target(item.url)})" for item in article.images]
    media += [f"[{_escaped(item.title or item.url)}]({_target(item.url)})" for item in article.videos]
    parts = ["\n".join(("---", *lines, "---")), f"# {_escaped(head.title)}", *article.body, *media]
    return clean("\n\n".join(parts)) + "\n"


def _escaped(text: str) -> str:
    return escape_line_start(escape_inline(text, text, in_link=True))


def _target(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


def export(article: Article, folder: Path) -> Path:
    """Write an article into a folder (made if need be) and return the file.

    No file that is there is ever changed: one that holds the very same is left alone, for another text the
    name gets a number. The file is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = document(article).encode()
    stem = file_name(article.headline).removesuffix(_ENDING)
    for number in range(1, _MOST + 1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{_ENDING}"
        if _holds(path, content) or _write(path, content):
            return path
    raise FileExistsError(17, os.strerror(17), str(path))


def _holds(path: Path, content: bytes) -> bool:
    """Say whether a regular file (no link to one, no pipe) has just this content."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != len(content):
        return False
    return path.read_bytes() == content


def _write(path: Path, content: bytes) -> bool:
    """Make a new file; False when something of the name is there already."""
    if os.path.lexists(path):
        return False
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        _create(beside, content)
        try:
            os.link(beside, path)  # unlike a renaming it never replaces what came there meanwhile
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            if os.path.lexists(path):
                return False
            _create(path, content)
    finally:
        with suppress(OSError):
            beside.unlink()
    return True


def _create(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise
