"""Opens the reader's screens; the two commands that show them share it."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kaskad_tui.commands import streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session
from kaskad_tui.i18n import _
from kaskad_tui.sanitize import clean_line

if TYPE_CHECKING:
    from kaskad_tui.reader.service import Reader
    from kaskad_tui.ui.keys import KeymapError


def show(
    session: Session,
    open_reader: Callable[[], Reader],
    open_sample: Callable[[], Reader] | None = None,
    sample_size: int = 0,
) -> int:
    """Show the screens until they are left; return the exit code.

    Args:
        session: options and settings.
        open_reader: opens what is shown first; only called when the user's keys fit.
        open_sample: opens the sample edition, from the screen of an empty start.
        sample_size: articles of the sample edition.

    Raises:
        FailureError: STORE_*.
    """
    from kaskad_tui.ui.keys import KeymapError, keymap

    try:
        keymap(session.settings.keys)
    except KeymapError as error:
        streams.say(_sentence(error))
        return Exit.USAGE
    from kaskad_tui.ui.app import run_app

    return run_app(
        reader=open_reader(), settings=session.settings, open_sample=open_sample, sample_size=sample_size
    )


def _sentence(error: KeymapError) -> str:
    from kaskad_tui.ui.keys import BY_ID, action_text
    from kaskad_tui.ui.layouts import shown

    name = clean_line(error.action, 60)
    if error.other is None or error.key is None:
        near = get_close_matches(error.action, BY_ID, 1, 0.5)
        text = _("[keys] «{name}»: there is no such action.").format(name=name)
        return text + (" " + _("Did you mean «{name}»?").format(name=near[0]) if near else "")
    return _(
        "[keys] the key {key} would mean both «{one}» ({name}) and «{two}» ({other}): change one of them."
    ).format(
        key=shown(error.key),
        one=action_text(BY_ID[error.action]),
        name=name,
        two=action_text(BY_ID[error.other]),
        other=error.other,
    )
