"""`kaskad-tui` alone: the reader's screens."""

from __future__ import annotations

from argparse import Namespace

from kaskad_tui.commands import terminal
from kaskad_tui.commands.demo import SampleEdition
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session


def run(session: Session, options: Namespace) -> int:
    """Open the archive and show it; return the exit code."""
    if not terminal.usable():
        return Exit.USAGE
    from kaskad_tui.ui.app import run_app

    edition = SampleEdition(session)
    try:
        return run_app(
            reader=session.open(),
            settings=session.settings,
            open_sample=edition.open,
            sample_size=edition.size,
        )
    finally:
        edition.close()
