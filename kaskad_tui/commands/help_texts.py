"""The longer texts of `--help`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kaskad_tui.i18n import _
from kaskad_tui.paths import NoHomeError, default_config_file, default_data_dir, default_sources_dir
from kaskad_tui.sanitize import clean_line


def description() -> str:
    """Return what the program is."""
    return _("Read the news of kaskad.tv in the terminal.")


def command(name: str) -> str:
    """Return what a command does, in one line of the list of commands."""
    return {
        "headlines": _("the headlines, newest first"),
        "top": _("the lists beside the news: top 5, popular, video of the day"),
        "read": _("one article"),
        "convert": _("saved pages as text, Markdown or JSON, without network and archive"),
        "search": _("find articles in the archive"),
        "history": _("what the site changed in an article"),
        "mark": _("mark articles as read, unread, bookmarked"),
        "sync": _("bring the site's own archive in"),
        "store": _("look after the archive: check, copy, prune, export, import"),
        "sources": _("add any news site; list, try, remove, export and import sources"),
        "doctor": _("how a page is read; without one, what this computer offers the program"),
        "demo": _("the sample edition: a news site on this computer"),
    }[name]


def usage(name: str) -> str:
    """Return how a command is written; the options that may stand everywhere are in the list below it."""
    return {
        "headlines": "kaskad-tui headlines [--section S] [--page N] [--limit N] [--filter F] [--muted]"
        "\n       [--json]",
        "top": "kaskad-tui top [--json]",
        "read": "kaskad-tui read " + _("URL_OR_ID") + " [--format md|text|json | --save]",
        "convert": "kaskad-tui convert " + _("FILE") + "… [--url URL] [--format md|text|json|jsonl]",
        "search": "kaskad-tui search " + _("QUERY") + "… [--ranked] [--limit N] [--json]",
        "history": "kaskad-tui history " + _("ID_OR_URL") + " [--json]",
        "sync": "kaskad-tui sync [--pages N | --since " + _("DATE") + " | --all] [--full-text]",
        "store": "kaskad-tui store info|check|backup|restore|prune|export|import ["
        + _("FILE")
        + "] [--older "
        + _("DAYS")
        + " | --keep N]",
        "sources": "kaskad-tui sources add "
        + _("URL")
        + "|list|remove "
        + _("NAME")
        + "|test "
        + _("NAME_OR_URL")
        + "|export ["
        + _("FILE")
        + "]|import "
        + _("FILE")
        + " [--name "
        + _("NAME")
        + "] [--json]",
        "mark": "kaskad-tui mark read|unread|bookmark|unbookmark " + _("ID_OR_URL") + "…",
        "doctor": "kaskad-tui doctor [" + _("URL_OR_FILE") + "] [--url URL] [--stub]",
        "demo": "kaskad-tui demo [--serve-only] [--port N] [--dressing stock|bare]",
    }[name]


def command_description(name: str) -> str:
    """Return what a command does, at the top of its own help."""
    return {
        "headlines": _(
            "Refresh the archive and print its headlines, newest first. When the refresh fails,\n"
            "the archive's headlines are printed all the same, with a message and exit code 3."
        ),
        "top": _("Refresh and print the lists that stand beside the news."),
        "read": _(
            "Print an article: the archive's copy, or fetched. md is Markdown with title, date\n"
            "and links, text is its paragraphs only, json is everything that the page says."
        ),
        "convert": _(
            "Print what saved pages say: articles, lists and feeds. No network, no archive.\n"
            "json of one file is an object, of several an array; jsonl is one object a line,\n"
            "in the order given. A file that fails gives an object with file and error, and\n"
            "exit code 1."
        ),
        "search": _(
            "Find articles by words of their titles and texts, in all their forms, the newest first.\n"
            '"several words" stand together, a word* is the beginning of one. Filters: section:NAME,\n'
            "source:NAME, from:2022-05, to:2022, is:unread, is:read, is:bookmarked, is:changed.\n"
            "Nothing is fetched."
        ),
        "history": _(
            "Print how an article was changed after the archive first had it, as {example};\n"
            "unchanged paragraphs are counted. Only this computer has the older texts."
        ).format(example="[-2-] {+3+}"),
        "sync": _(
            "Fetch the site's list page by page into the past, with pauses, as its robots.txt allows.\n"
            "It may be interrupted at any time: the next one goes on from there. Progress is\n"
            "written to standard error."
        ),
        "store": _(
            "info     what is in the archive and how large it is\n"
            "check    read all of it and look for damage\n"
            "backup   copy it to a new FILE, also while the reader runs\n"
            "restore  put such a copy in its place; what was there is set aside\n"
            "prune    drop texts by age (--older) or number (--keep); headlines, marks and\n"
            "         bookmarked articles stay\n"
            "export   write all articles with their marks as JSON Lines, to FILE or standard output\n"
            "import   take such a file in (- is standard input); marks of both sides hold"
        ),
        "sources": _(
            "add     look at a news site, find its feeds and lists, and write what was found to a file\n"
            "        of its own, {folder}\n"
            "list    the sources that there are\n"
            "remove  delete such a file; what the archive has of the source stays\n"
            "test    look at a site or a known source and tell what is found; nothing is written\n"
            "export  write the feeds of all sources as OPML, to FILE or standard output\n"
            "import  add the feeds of an OPML file (- is standard input); nothing is fetched"
        ).format(folder=_usual(default_sources_dir)),
        "mark": _("Set or take away a mark. Exit code 0 means that it is on the disk."),
        "doctor": _(
            "Print versions, and how terminal, archive, network and configuration are: without\n"
            "addresses, names and folders of yours. Nothing is changed. The site is asked once for a\n"
            "sign of life, with --offline not at all.\n"
            "With a page (an address or a saved file): how it is read, by which rules and how sure."
        ),
        "demo": _(
            "Serve the sample edition on this computer and open the reader on it, with an archive\n"
            "of its own."
        ),
    }[name]


def codes() -> str:
    """Return the exit codes, one a line."""
    return "\n".join(
        (
            _("exit codes:"),
            "  0    " + _("done"),
            "  1    " + _("it could not be done; the message says why"),
            "  2    " + _("the command line or the configuration is wrong"),
            "  3    " + _("the refresh failed; what was printed is from the archive"),
            "  130  " + _("interrupted by Ctrl+C; another signal N: 128 + N"),
        )
    )


def _usual(place: Callable[[], Path]) -> str:
    try:
        return clean_line(str(place()))
    except NoHomeError:
        return _("none: there is no home folder")


def epilog() -> str:
    """Return where things stand, and the exit codes."""
    return "\n".join(
        (
            _("files:"),
            "  " + _("configuration: {path}").format(path=_usual(default_config_file)),
            "  " + _("archive: {path}").format(path=_usual(default_data_dir)),
            "  " + _("--print-config prints every setting with its default"),
            "",
            codes(),
            "",
            _("Help of a command: kaskad-tui COMMAND --help"),
        )
    )
