"""Opens the reader's screens; the two commands that show them share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaskad_tui.commands.session import Session

if TYPE_CHECKING:
    from kaskad_tui.reader.service import Reader


def show(
    session: Session,
    open_reader: Callable[[], Reader],
    open_sample: Callable[[], Reader] | None = None,
    sample_size: int = 0,
    *,
    resume: bool = False,
) -> int:
    """Show the screens until they are left; return the exit code.

    Args:
        session: options and settings.
        open_reader: opens what is shown first.
        open_sample: opens the sample edition, from the screen of an empty start.
        sample_size: articles of the sample edition.
        resume: show the source that was shown last.

    Raises:
        FailureError: STORE_*.
    """
    from kaskad_tui.ui import ground
    from kaskad_tui.ui.pauses import Pauses

    asked = ground.asked(session.settings.ui.theme in {"auto", "ansi"})
    with Pauses() as pauses, asked as question:
        # the terminal answers while this is loaded
        from kaskad_tui.ui.app import run_app

        reader = open_reader()
        told = question.answer() if question is not None else ground.NOTHING
        return run_app(
            reader=reader,
            settings=session.settings,
            open_sample=open_sample,
            sample_size=sample_size,
            told=told,
            resume=resume,
            pauses=pauses,
        )
