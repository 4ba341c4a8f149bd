"""The values of the command line: what they may be."""

from __future__ import annotations

import argparse
import re
from datetime import date

from kaskad_tui.config.rules import RULES
from kaskad_tui.i18n import _

HIGHEST = 100_000


def number(text: str) -> int:
    """Return a number of the command line, 1 to 100,000.

    Raises:
        argparse.ArgumentTypeError: it is none, or another one.
    """
    if re.fullmatch(r"[0-9]{1,6}", text) and 1 <= int(text) <= HIGHEST:
        return int(text)
    raise argparse.ArgumentTypeError(
        _("a whole number from 1 to {highest} is needed, not {text!r}").format(highest=HIGHEST, text=text)
    )


def columns(text: str) -> int:
    """Return the longest line of an article, 40 to 120 columns.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if re.fullmatch(r"[0-9]{2,3}", text) and RULES["ui.width"].accepts(int(text)):
        return int(text)
    raise argparse.ArgumentTypeError(
        _("a width from 40 to 120 columns is needed, not {text!r}").format(text=text)
    )


def port(text: str) -> int:
    """Return a port, 1 to 65535.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(_("a port from 1 to 65535 is needed, not {text!r}").format(text=text))


def text(value: str) -> str:
    """Return an argument that is not empty.

    Raises:
        argparse.ArgumentTypeError: it is.
    """
    if not value.strip():
        raise argparse.ArgumentTypeError(_("it must not be empty"))
    return value


def day(text: str) -> date:
    """Return the first day of a day, month or year of the command line.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    from kaskad_tui.store.search.query import days

    found = days(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(
            _("a day like 2022-05-18, a month or a year is needed, not {text!r}").format(text=text)
        )
    return found[0]
