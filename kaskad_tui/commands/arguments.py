"""The command line as it is written: options, commands, their help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn, get_args

from kaskad_tui.commands import archive_arguments, argparse_words, help_texts
from kaskad_tui.commands.argument_types import columns, number, port, text
from kaskad_tui.config.settings import Theme
from kaskad_tui.i18n import _

COMMANDS = (
    "headlines",
    "top",
    "read",
    "convert",
    "search",
    "history",
    "mark",
    "sync",
    "store",
    "sources",
    "doctor",
    "demo",
)
"""In the order of the help; each is a module of this package with `run(options) -> int`."""

SOURCE_ACTIONS = ("add", "list", "remove", "test", "export", "import")

DRESSINGS = ("stock", "bare")


class UsageError(Exception):
    """The command line cannot be understood; the message says why."""

    def __init__(self, message: str, prog: str = "kaskad-tui") -> None:
        super().__init__(message)
        self.message = message
        self.prog = prog
        """The program with the command, as its help is asked for."""


class Answered(Exception):
    """An option like `--help` ends the parsing with a text for standard output."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Parser(argparse.ArgumentParser):
    """A parser that neither prints nor exits: it raises `UsageError` and `Answered`."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse has to complain of."""
        raise UsageError(message, self.prog)


class _Answer(argparse.Action):
    """Base of the options that are answered on the spot, also beside a mistake that comes later."""

    def __init__(
        self, option_strings: Sequence[str], dest: str = argparse.SUPPRESS, help: str | None = None
    ) -> None:
        super().__init__(option_strings, dest=dest, default=argparse.SUPPRESS, nargs=0, help=help)


class _Help(_Answer):
    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> NoReturn:
        raise Answered(parser.format_help())


class _Version(_Answer):
    def __call__(self, *_rest: object) -> NoReturn:
        from kaskad_tui import __version__

        raise Answered(f"kaskad-tui {__version__}\n")


class _PrintConfig(_Answer):
    def __call__(self, *_rest: object) -> NoReturn:
        from kaskad_tui.config.reference import default_toml

        raise Answered(default_toml())


def _add_global(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Add the options that may stand before and after the command.

    After it their default is left out, so that it does not overwrite what stood before.
    """
    absent = None if top else argparse.SUPPRESS
    group = parser.add_argument_group(_("options everywhere, before or after the command"))
    group.add_argument(
        "--source",
        type=text,
        metavar=_("NAME_OR_URL"),
        default=absent,
        help=_("the source: the name of a known one, or the address of any news site"),
    )
    group.add_argument(
        "--base-url",
        type=text,
        metavar=_("URL"),
        default=absent,
        help=_("the site under another address: a mirror, a test server"),
    )
    group.add_argument(
        "--data-dir", type=text, metavar=_("DIR"), default=absent, help=_("the folder of the archive")
    )
    group.add_argument(
        "--config", type=text, metavar=_("FILE"), default=absent, help=_("the configuration file")
    )
    group.add_argument(
        "--offline",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help=_("use the archive only, never the network"),
    )
    group.add_argument(
        "--log", type=text, metavar=_("FILE"), default=absent, help=_("write what is done into this file")
    )
    group.add_argument(
        "--plain",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help=_("read line by line, without a screen: for screen readers, plain terminals, pipes"),
    )
    group.add_argument(
        "--theme", choices=get_args(Theme), default=absent, help=_("the colours of the reader's screens")
    )
    group.add_argument(
        "--width",
        type=columns,
        metavar="N",
        default=absent,
        help=_("the longest line of an article, 40 to 120 columns"),
    )
    group.add_argument("--lang", choices=("ru", "en"), default=absent, help=_("the language"))
    group.add_argument(
        "--print-config",
        action=_PrintConfig,
        help=_("print a configuration file with every setting and its default"),
    )
    group.add_argument("--version", action=_Version, help=_("print the version"))
    group.add_argument("-h", "--help", action=_Help, help=_("print this help"))


def build() -> Parser:
    """Return the parser of the whole command line, its texts in the language that is set."""
    argparse_words.install()
    parser = Parser(
        prog="kaskad-tui",
        usage=_("kaskad-tui [options] [command] …"),
        description=help_texts.description(),
        epilog=help_texts.epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    _add_global(parser, top=True)
    commands = parser.add_subparsers(
        dest="command", metavar=_("command"), title=_("commands (without one the reader opens)")
    )
    for name in COMMANDS:
        command = commands.add_parser(
            name,
            prog=f"kaskad-tui {name}",
            usage=help_texts.usage(name),
            help=help_texts.command(name),
            description=help_texts.command_description(name),
            epilog=help_texts.codes(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        vars(command)["color"] = False  # Python 3.14 colours help; texts of ours are plain
        _ADDERS[name](command)
        _add_global(command, top=False)
    vars(parser)["color"] = False
    return parser


def _headlines(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--section", type=text, metavar=_("SECTION"), help=_("a section, by name or title"))
    parser.add_argument("--page", type=number, metavar="N", help=_("the N-th page of the site's list"))
    parser.add_argument("--limit", type=number, metavar="N", help=_("print at most N headlines"))
    parser.add_argument(
        "--filter", choices=("all", "unread", "bookmarked"), default="all", help=_("which headlines")
    )
    parser.add_argument(
        "--muted", action="store_true", help=_("also what the muted words of the settings hide")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON array"))


def _top(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", type=text, metavar=_("URL_OR_ID"), help=_("the article's address or number"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--format", choices=("md", "text", "json"), default="md", help=_("how it is printed"))
    how.add_argument(
        "--save",
        action="store_true",
        help=_("save it as a Markdown file and print where, in place of the text"),
    )


def _convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar=_("FILE"), help=_("saved pages; - is standard input"))
    parser.add_argument("--url", type=text, metavar=_("URL"), help=_("the address that the page came from"))
    parser.add_argument(
        "--format", choices=("md", "text", "json", "jsonl"), default="md", help=_("how it is printed")
    )


def _mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "how",
        choices=("read", "unread", "bookmark", "unbookmark"),
        metavar=_("MARK"),
        help="read, unread, bookmark, unbookmark",
    )
    parser.add_argument(
        "refs", nargs="+", type=text, metavar=_("ID_OR_URL"), help=_("articles, by number or address")
    )


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=SOURCE_ACTIONS, metavar=_("ACTION"), help=", ".join(SOURCE_ACTIONS))
    parser.add_argument(
        "target", nargs="?", type=text, metavar=_("TARGET"), help=_("an address, a name or a file")
    )
    parser.add_argument("--name", type=text, metavar=_("NAME"), help=_("add: what the source is called"))
    parser.add_argument("--json", action="store_true", help=_("list, test: print JSON"))


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "page",
        nargs="?",
        type=text,
        metavar=_("URL_OR_FILE"),
        help=_("a page: how it is read, and by which rules"),
    )
    parser.add_argument("--url", type=text, metavar=_("URL"), help=_("the address that the page came from"))
    parser.add_argument(
        "--stub", action="store_true", help=_("only a profile of the page's site, to be mended and kept")
    )


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--serve-only", action="store_true", help=_("only serve the site, and print its address")
    )
    parser.add_argument("--port", type=port, metavar="N", help=_("the port; the system chooses one"))
    parser.add_argument(
        "--dressing", choices=DRESSINGS, default=DRESSINGS[0], help=_("how its pages are made")
    )


_ADDERS = {
    "headlines": _headlines,
    "top": _top,
    "read": _read,
    "convert": _convert,
    "mark": _mark,
    "doctor": _doctor,
    "demo": _demo,
    "sources": _sources,
    **archive_arguments.ADDERS,
}


def early(argv: Sequence[str], name: str) -> str | None:
    """Return the value of an option before the command line is parsed (the language of its own messages)."""
    value = None
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == name and place + 1 < len(argv):
            value = argv[place + 1]
        elif word.startswith(name + "="):
            value = word.partition("=")[2]
    return value
