"""The program `kaskad-tui`: from the command line to an exit code, and no traceback on the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from kaskad_tui.commands import signals, streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.i18n import _, choose_language, set_language
from kaskad_tui.model import FailureError
from kaskad_tui.sanitize import clean_line

if TYPE_CHECKING:
    from argparse import Namespace

    from kaskad_tui.commands.session import Session
    from kaskad_tui.config.problems import ConfigError
    from kaskad_tui.config.settings import Settings

DEBUG = "KASKAD_TUI_DEBUG"
"""Environment variable: 1 shows the traceback of an error of the program itself."""


def main() -> NoReturn:
    """Run the program as a process: the console script's entry."""
    try:
        if os.environ.get(DEBUG) != "1":
            _quiet()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # a second one, while the first was being answered
        streams.abandon()
        code = int(Exit.INTERRUPTED)
    except signals.Terminated as ended:
        streams.abandon()
        code = 128 + ended.number
    signals.leave(code)


def run(argv: Sequence[str]) -> int:
    """Run a command line (without the program's name) and return its exit code; never raises an Exception."""
    streams.prepare()
    try:
        with signals.polite():
            code = _guarded(argv)
    except KeyboardInterrupt:
        streams.abandon()
        return int(Exit.INTERRUPTED)
    except signals.Terminated as ended:
        streams.abandon()
        return 128 + ended.number
    if code > 128:
        streams.abandon()
    return code


def _guarded(argv: Sequence[str]) -> int:
    try:
        code = _command(argv)
        streams.flush()
        return code
    except streams.OutputClosedError:
        streams.abandon()
        return Exit.OK
    except streams.OutputError as error:
        streams.say(str(error))
        streams.abandon()
        return Exit.FAILED
    except FailureError as error:
        from kaskad_tui.wording.failures import sentence

        streams.say(sentence(error.failure))
        return Exit.FAILED
    except Exception as error:  # the border of the program: whatever it is, the user gets one message
        return _own_error(error)


def _own_error(error: Exception) -> int:
    if os.environ.get(DEBUG) == "1":
        import traceback

        traceback.print_exception(error)
        return Exit.FAILED
    what = clean_line(f"{type(error).__name__}: {error}", 300)
    streams.say(
        _("An error of the program itself: {what}").format(what=what)
        + "\n"
        + _("Please report it with the same command's output under {name}=1.").format(name=DEBUG)
    )
    return Exit.FAILED


def _command(argv: Sequence[str]) -> int:
    from kaskad_tui.commands import arguments

    flag = arguments.early(argv, "--lang")
    settings, broken = _settings(arguments.early(argv, "--config"))
    setting = broken.language if broken is not None else settings.language
    set_language(choose_language(flag, setting))
    try:
        options = arguments.build().parse_args(argv)
        if broken is not None and options.command != "doctor":
            streams.say(broken.message())
            return Exit.USAGE
        from kaskad_tui.commands import session

        if options.log is not None:
            from kaskad_tui.commands import logfile

            logfile.start(options.log, "kaskad-tui" + (f" {options.command}" if options.command else ""))
        current = session.make(
            settings=session.insisting(settings, theme=options.theme, width=options.width),
            base_url=options.base_url,
            data_dir=options.data_dir,
            offline=options.offline,
            command=options.command,
            source=options.source,
            broken=broken,
        )
        code = _dispatch(options.command)(current, options)
        # a script must learn of a damaged archive too, whatever the command made of the rest
        return Exit.FAILED if code == Exit.OK and current.damaged else code
    except arguments.Answered as answer:
        streams.emit(answer.text)
        return Exit.OK
    except arguments.UsageError as error:
        message = clean_line(error.message, 1500)
        streams.say(message + "\n" + _("Help: {command}").format(command=f"{error.prog} --help"))
        return Exit.USAGE


def _dispatch(command: str | None) -> Callable[[Session, Namespace], int]:
    """Return what runs a command; only its own module is imported."""
    match command:
        case "headlines":
            from kaskad_tui.commands.headlines import run as chosen
        case "top":
            from kaskad_tui.commands.top import run as chosen
        case "read":
            from kaskad_tui.commands.read import run as chosen
        case "convert":
            from kaskad_tui.commands.convert import run as chosen
        case "mark":
            from kaskad_tui.commands.mark import run as chosen
        case "search":
            from kaskad_tui.commands.search import run as chosen
        case "history":
            from kaskad_tui.commands.history import run as chosen
        case "sync":
            from kaskad_tui.commands.sync import run as chosen
        case "store":
            from kaskad_tui.commands.store import run as chosen
        case "sources":
            from kaskad_tui.commands.sources import run as chosen
        case "doctor":
            from kaskad_tui.commands.doctor import run as chosen
        case "demo":
            from kaskad_tui.commands.demo import run as chosen
        case _:
            from kaskad_tui.commands.app import run as chosen
    return chosen


def _settings(named: str | None) -> tuple[Settings, ConfigError | None]:
    """Return the settings, or the defaults and what is wrong with the file."""
    from kaskad_tui.config.loader import load
    from kaskad_tui.config.problems import ConfigError
    from kaskad_tui.config.settings import Settings
    from kaskad_tui.paths import typed_path

    def check(keys: Mapping[str, str]) -> tuple[str, Callable[[], str]] | None:
        from kaskad_tui.commands.keymap import check_keys  # only for files that change keys

        return check_keys(keys)

    try:
        return load(typed_path(named) if named is not None else None, check), None
    except ConfigError as error:
        return Settings(), error


def _quiet() -> None:
    """Keep libraries and threads from writing to standard error beside our messages."""
    import logging
    import threading

    logging.getLogger().addHandler(logging.NullHandler())
    threading.excepthook = lambda _details: None
    sys.unraisablehook = lambda _details: None
