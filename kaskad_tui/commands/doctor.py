"""`kaskad-tui doctor`: what this computer offers the program, fit for a bug report, free of what is private.

Reads only. The network is asked once, for the head of the site's front page, and not at all with --offline.
"""

from __future__ import annotations

import getpass
import os
import platform
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from kaskad_tui.commands import streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.plain import cells
from kaskad_tui.commands.session import Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.config.reference import default_value
from kaskad_tui.config.rules import RULES
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _, language
from kaskad_tui.model import Failure
from kaskad_tui.paths import NoHomeError, default_config_file, default_data_dir
from kaskad_tui.sanitize import clean_line
from kaskad_tui.sources import DEFAULT, Site
from kaskad_tui.wording import failures

if TYPE_CHECKING:
    from kaskad_tui.fetch.outcome import Probed

Rows = Iterator[tuple[str, str]]

PACKAGES = (
    "textual",
    "rich",
    "httpx",
    "h2",
    "lxml",
    "markdownify",
    "feedparser",
    "apsw",
    "protego",
    "truststore",
    "socksio",
    "pillow",
)
_TERMINAL = ("TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORFGBG", "NO_COLOR")
_LOCALE = ("LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "PYTHONIOENCODING", "TZ")
_WITHIN = {"tmux": "TMUX", "screen": "STY", "ssh": "SSH_CONNECTION", "wsl": "WSL_DISTRO_NAME"}
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_TLS = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_PRIVATE = frozenset({"source.base_url", "network.proxy"})
"""Settings whose values are nobody's business."""


def run(session: Session, options: Namespace) -> int:
    """Print the report; return the exit code."""
    if options.page is not None:
        from kaskad_tui.commands.page_doctor import examine

        page: str = options.page
        url = options.url
        stub: bool = options.stub
        return run_loop(lambda: examine(session, page, url, stub=stub))
    return run_loop(lambda: _print(session, config_named=options.config is not None))


async def _print(session: Session, *, config_named: bool) -> int:
    site = session.site()
    found = None if session.offline else await _probe(session, site)
    parts = (
        (_("Program"), _program()),
        (_("Terminal"), _terminal(os.environ)),
        (_("Archive"), _archive(session.folder)),
        (_("Network"), _network(session, site, found)),
        (_("Configuration"), _configuration(session, named=config_named)),
    )
    for title, rows in parts:
        known = list(rows)
        width = max(cells(name) for name, _value in known)
        streams.emit(f"{title}\n")
        for name, value in known:
            gap = " " * (width - cells(name))
            streams.emit(without_private(f"  {name}{gap}  {value}") + "\n")
    return Exit.OK


def _program() -> Rows:
    from kaskad_tui import __version__
    from kaskad_tui.store.inspection import sqlite_version

    yield "kaskad-tui", __version__
    yield "Python", f"{platform.python_version()} ({platform.python_implementation()})"
    yield _("system"), clean_line(f"{platform.system()} {platform.release()} {platform.machine()}", 100)
    yield _("libraries"), ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    yield "SQLite", sqlite_version()


def _version(package: str) -> str:
    try:
        return clean_line(metadata.version(package), 40)
    except metadata.PackageNotFoundError:
        return "–"


def _terminal(environ: Mapping[str, str]) -> Rows:
    named = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr}
    are = [name for name, stream in named.items() if stream is not None and stream.isatty()]
    yield _("terminal on"), ", ".join(are) or "–"
    size = get_terminal_size()
    yield _("size"), f"{size.columns} × {size.lines}"
    yield _("colours"), _colours(environ)
    yield _("says"), _values(environ, _TERMINAL)
    yield _("within"), ", ".join(name for name, mark in _WITHIN.items() if environ.get(mark)) or "–"
    yield _("locale"), _values(environ, _LOCALE)
    yield _("encodings"), f"{sys.getfilesystemencoding()}, {getattr(sys.stdout, 'encoding', '–')}"
    yield _("language"), language()


def _colours(environ: Mapping[str, str]) -> str:
    term, colours = environ.get("TERM", ""), environ.get("COLORTERM", "")
    if environ.get("NO_COLOR"):
        return _("none wanted")
    if colours in {"truecolor", "24bit"} or "direct" in term:
        return "16 777 216"
    return "256" if "256" in term else "16"


def _values(environ: Mapping[str, str], names: tuple[str, ...]) -> str:
    return (
        ", ".join(f"{n}={clean_line(without_private(environ[n]), 60)}" for n in names if environ.get(n))
        or "–"
    )


def _archive(folder: Path | None) -> Rows:
    if folder is None:
        yield _("place"), _("none: there is no home folder")
        return
    from kaskad_tui.reader.service import ARCHIVE_FILE
    from kaskad_tui.store.inspection import inspect

    seen = inspect(folder / ARCHIVE_FILE)
    yield (
        _("place"),
        _("the usual one") if folder == _usual(default_data_dir) else _("another one (--data-dir)"),
    )
    writable = _("can be written") if seen.writable else _("cannot be written")
    if seen.size_bytes is None:
        yield _("file"), _("none yet; the folder {state}").format(state=writable)
        return
    yield _("file"), f"{seen.size_bytes / 2**20:.1f} MiB + {seen.unmerged_bytes / 2**20:.1f} MiB, {writable}"
    if seen.failure is not None:
        yield _("state"), f"{failures.short(seen.failure)}: {seen.failure.detail}"
        return
    yield _("schema"), str(seen.version)
    yield _("state"), _("sound") if seen.sound else _("damaged: start the program, it saves what can be read")
    yield _("headlines"), str(seen.headlines if seen.headlines is not None else "–")
    yield _("texts"), str(seen.texts if seen.texts is not None else "–")


async def _probe(session: Session, site: Site) -> Probed | Failure:
    from kaskad_tui.fetch.fetcher import Fetcher
    from kaskad_tui.fetch.settings import FetchSettings

    async with Fetcher(FetchSettings(proxy=session.settings.network.proxy)) as fetcher:
        if site.typed:
            fetcher.allow(site.front_url)
        return await fetcher.probe(site.front_url)


def _network(session: Session, site: Site, found: Probed | Failure | None) -> Rows:
    own = _("its own address") if not site.overridden else _("another address (--base-url or the settings)")
    # which other sites somebody reads is nobody's business
    yield _("source"), f"{site.name if site.name == DEFAULT else '…'}, {own}"
    yield _("proxy"), _proxy(session.settings, os.environ)
    yield _("certificates"), ", ".join(name for name in _TLS if os.environ.get(name)) or _("the system's")
    if found is None:
        yield _("answer"), _("not asked (--offline)")
    elif isinstance(found, Failure):
        # the sentence and the detail name hosts, which are private unless the site is the known one
        detail = "" if site.overridden or site.name != DEFAULT or not found.detail else f": {found.detail}"
        yield _("answer"), f"{failures.short(found)} ({found.kind}{detail})"
    else:
        way = ", TLS" if found.secure else ""
        led = _(", redirects: {n}").format(n=found.redirects) if found.redirects else ""
        yield _("answer"), f"{found.status}, {found.protocol}{way}, {found.elapsed_s:.2f} s{led}"


def _proxy(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return how proxies are named: neither hosts nor passwords."""
    said = [f"[network] proxy ({_scheme(settings.network.proxy)})"] if settings.network.proxy else []
    for name in _PROXIES:
        value = environ.get(name) or environ.get(name.upper())
        if value:
            said.append(name if name == "no_proxy" else f"{name} ({_scheme(value)})")
    return ", ".join(said) or "–"


def _scheme(proxy: str) -> str:
    found = re.match(r"[a-z0-9]{1,10}(?=://)", proxy)
    return found.group() if found else "http"


def _usual(place: Callable[[], Path]) -> Path | None:
    try:
        return place()
    except NoHomeError:
        return None


def _configuration(session: Session, *, named: bool) -> Rows:
    there = _("another one (--config)") if named else _("the usual one")
    usual = _usual(default_config_file)
    yield _("file"), there if named or (usual is not None and usual.exists()) else _("none")
    if session.broken is not None:
        # what stands there may be private, and every other command says it
        lines = ", ".join(str(problem.line or "–") for problem in session.broken.problems[:9])
        yield (
            _("wrong"),
            _("line {lines}: nothing of it holds; any other command says why").format(lines=lines),
        )
        return
    settings = session.settings
    changed = []
    for path in RULES:
        value: object = settings
        for name in path.split("."):
            value = getattr(value, name)
        if value != default_value(path):
            changed.append(f"{path} = {'…' if path in _PRIVATE else value}")
    changed += [f"keys.{clean_line(action, 40)}" for action in settings.keys]
    yield _("changed"), ", ".join(changed) or "–"


def without_private(line: str) -> str:
    """Return a line without the home folder, the user's and the computer's name, wherever they came from."""
    names = {os.path.expanduser("~"): "~", platform.node(): "…"}
    with suppress(OSError, KeyError, ImportError):  # a user without a name
        names[getpass.getuser()] = "…"
    for name, cover in names.items():
        if len(name) > 2:
            line = re.sub(rf"(?<![\w/]){re.escape(name)}(?!\w)", cover, line)
    return line
