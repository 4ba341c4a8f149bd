"""The words that `argparse` says itself, in the language of the interface.

argparse looks its texts up through two names of its own module. They are led here; a text that is not in the
table (a mistake of the programmer, never of the user) stays English.
"""

from __future__ import annotations

import argparse

from kaskad_tui.i18n import _, ngettext


def _words() -> dict[str, str]:
    return {
        "usage: ": _("usage: "),
        "positional arguments": _("positional arguments"),
        "options": _("options"),
        "argument %(argument_name)s: %(message)s": _("argument %(argument_name)s: %(message)s"),
        "unknown parser %(parser_name)r (choices: %(choices)s)": _(
            "unknown parser %(parser_name)r (choices: %(choices)s)"
        ),
        "unrecognized arguments: %s": _("unrecognized arguments: %s"),
        "not allowed with argument %s": _("not allowed with argument %s"),
        "ignored explicit argument %r": _("ignored explicit argument %r"),
        "the following arguments are required: %s": _("the following arguments are required: %s"),
        "expected one argument": _("expected one argument"),
        "expected at most one argument": _("expected at most one argument"),
        "expected at least one argument": _("expected at least one argument"),
        "unexpected option string: %s": _("unexpected option string: %s"),
        "ambiguous option: %(option)s could match %(matches)s": _(
            "ambiguous option: %(option)s could match %(matches)s"
        ),
        "invalid %(type)s value: %(value)r": _("invalid %(type)s value: %(value)r"),
        "invalid choice: %(value)r (choose from %(choices)s)": _(
            "invalid choice: %(value)r (choose from %(choices)s)"
        ),
        "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": _(
            "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)"
        ),
    }


def translated(text: str) -> str:
    """Return one of argparse's texts in the language that is set."""
    return _words().get(text, text)


def install() -> None:
    """Let argparse speak the language of the interface."""
    vars(argparse).update(_=translated, ngettext=ngettext)
