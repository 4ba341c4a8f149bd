"""`kaskad-tui` alone: the reader's screens."""

from __future__ import annotations

from argparse import Namespace

from kaskad_tui.commands import terminal
from kaskad_tui.commands.demo import SampleEdition
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.screens import show
from kaskad_tui.commands.session import Session


def run(session: Session, options: Namespace) -> int:
    """Open the archive and show it; return the exit code."""
    if options.plain:
        from kaskad_tui.commands import plain_mode

        return plain_mode.run(session, session.open)
    if not terminal.usable():
        return Exit.USAGE
    edition = SampleEdition(session)
    try:
        return show(session, session.open, edition.open, edition.size, resume=session.free)
    finally:
        edition.close()
