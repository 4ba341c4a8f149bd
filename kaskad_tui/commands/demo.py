"""`kaskad-tui demo`: the sample edition, alone or with the reader on it."""

from __future__ import annotations

import errno
from argparse import Namespace
from typing import TYPE_CHECKING

from kaskad_tui.clock import now
from kaskad_tui.commands import streams, terminal
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.screens import show
from kaskad_tui.commands.session import Session
from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.paths import package_dir
from kaskad_tui.sanitize import clean_line

if TYPE_CHECKING:
    from kaskad_tui.demo.server import SampleSiteThread
    from kaskad_tui.reader.service import Reader


class SampleEdition:
    """The sample site in a thread, started when first needed, and readers of it with an archive apart."""

    def __init__(self, session: Session, port: int = 0, dressing: str = "stock") -> None:
        self._session = session
        self._port = port
        self._dressing = dressing
        self._site: SampleSiteThread | None = None

    @property
    def size(self) -> int:
        """How many articles it has; what the edition marks as gone is none."""
        files = (package_dir() / "demo" / "edition").glob("*.html")
        return sum("\ngone:" not in file.read_text("utf-8")[:400] for file in files)

    def open(self) -> Reader:
        """Return a new reader on the sample site.

        Raises:
            OSError: the port cannot be had.
            FailureError: STORE_*.
        """
        from kaskad_tui.demo.editors import second_texts
        from kaskad_tui.demo.server import SampleSiteThread

        if self._site is None:
            site = SampleSiteThread(self._port, self._dressing, now(), edited=second_texts())
            site.start()
            self._site = site
        return self._session.open(self._session.data_dir / "sample", self._site.site.base_url)

    def close(self) -> None:
        """Stop the site."""
        if self._site is not None:
            self._site.stop()


def run(session: Session, options: Namespace) -> int:
    """Serve, or open the reader on what is served; return the exit code."""
    port: int = options.port or 0
    dressing: str = options.dressing
    plain: bool = options.plain
    if not options.serve_only and not plain and not terminal.usable():
        return Exit.USAGE
    try:
        if options.serve_only:
            return _serve(port, dressing)
        return _show(session, port, dressing, plain=plain)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = _("another program uses it") if taken else clean_line(why(error), 200)
        streams.say(
            _("The sample site cannot be served on port {port}: {reason}.").format(port=port, reason=reason)
        )
        return Exit.FAILED


def _serve(port: int, dressing: str) -> int:
    import signal

    from kaskad_tui.demo.server import serve_forever

    def ready(base_url: str) -> None:
        streams.emit(base_url + "\n")
        streams.flush()

    serve_forever(port, dressing, ready, now())
    return 128 + signal.SIGTERM  # the one signal after which it returns


def _show(session: Session, port: int, dressing: str, *, plain: bool) -> int:
    edition = SampleEdition(session, port, dressing)
    try:
        if plain:
            from kaskad_tui.commands import plain_mode

            return plain_mode.run(session, edition.open)
        return show(session, edition.open)
    finally:
        edition.close()
