"""The options of the commands about the archive: search, history, sync, store."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kaskad_tui.commands.argument_types import day, number, text
from kaskad_tui.i18n import _

ACTIONS = ("info", "check", "backup", "restore", "prune", "export", "import")


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", type=text, metavar=_("QUERY"), help=_("words and filters"))
    parser.add_argument("--limit", type=number, metavar="N", default=20, help=_("print at most N articles"))
    parser.add_argument("--ranked", action="store_true", help=_("the best hits first, not the newest"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON array"))


def _history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", type=text, metavar=_("ID_OR_URL"), help=_("the article's address or number"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def _sync(parser: argparse.ArgumentParser) -> None:
    far = parser.add_mutually_exclusive_group()
    far.add_argument("--pages", type=number, metavar="N", help=_("the first N pages of the site's list"))
    far.add_argument(
        "--since", type=day, metavar=_("DATE"), help=_("back to a day: 2022-05-18, 2022-05, 2022")
    )
    far.add_argument("--all", action="store_true", help=_("back to the beginning; so it is without a limit"))
    parser.add_argument("--full-text", action="store_true", help=_("fetch the texts too, not only headlines"))


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar=_("ACTION"), help=", ".join(ACTIONS))
    parser.add_argument(
        "file", nargs="?", type=text, metavar=_("FILE"), help=_("for all but info, check, prune")
    )
    parser.add_argument(
        "--older", type=number, metavar=_("DAYS"), help=_("prune: texts older than so many days")
    )
    parser.add_argument("--keep", type=number, metavar="N", help=_("prune: all texts but the newest N"))
    parser.add_argument("--json", action="store_true", help=_("info: print one JSON object"))


ADDERS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "search": _search,
    "history": _history,
    "sync": _sync,
    "store": _store,
}
