"""The user's `[keys]` held against the table of actions, and the sentence about what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from kaskad_tui.i18n import _
from kaskad_tui.sanitize import clean_line
from kaskad_tui.ui.keys import BY_ID, KeymapError, action_text, keymap
from kaskad_tui.ui.layouts import shown


def check_keys(keys: Mapping[str, str]) -> tuple[str, Callable[[], str]] | None:
    """Return the first action that is wrong and what makes the sentence about it; None when all fits."""
    try:
        keymap(keys)
    except KeymapError as error:
        found = error
        return found.action, lambda: _sentence(found)
    return None


def _sentence(error: KeymapError) -> str:
    name = clean_line(error.action, 60)
    if error.key is not None and error.other is None:
        return _("«{name}»: there is no key {key}; keys are written like j, ctrl+d, pagedown, f5.").format(
            name=name, key=clean_line(error.key, 30)
        )
    if error.other is None or error.key is None:
        near = get_close_matches(error.action, BY_ID, 1, 0.5)
        text = _("there is no action «{name}».").format(name=name)
        return text + (" " + _("Did you mean «{name}»?").format(name=near[0]) if near else "")
    return _(
        "the key {key} would mean both «{one}» ({name}) and «{two}» ({other}): change one of them."
    ).format(
        key=shown(error.key),
        one=action_text(BY_ID[error.action]),
        name=name,
        two=action_text(BY_ID[error.other]),
        other=error.other,
    )
