"""The commands of the line mode: what may be typed, in either language, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from kaskad_tui.i18n import N_, _, language


class Verb(Enum):
    """What can be done."""

    OPEN = auto()
    ON = auto()
    BEFORE = auto()
    LIST = auto()
    UNREAD = auto()
    BOOKMARK = auto()
    ALL_READ = auto()
    UNDO = auto()
    REFRESH = auto()
    SECTIONS = auto()
    FILTER = auto()
    SEARCH = auto()
    TOP = auto()
    BROWSER = auto()
    ADDRESS = auto()
    FEED_TEXT = auto()
    WHY = auto()
    HELP = auto()
    QUIT = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """One line that was understood."""

    verb: Verb
    number: int | None = None
    """The number behind it, if there was one."""
    text: str = ""
    """The words behind it, of a search."""


@dataclass(frozen=True, slots=True)
class _Entry:
    verb: Verb
    english: tuple[str, ...]
    russian: tuple[str, ...]
    text: str
    """What it does, for the help; a msgid."""


# letters of the two alphabets that look the same (a p o c y t) never mean different things
_ENTRIES = (
    _Entry(Verb.OPEN, ("read", "open"), ("читать", "открыть"), N_("read; the number alone does it too")),
    _Entry(Verb.ON, ("n", "next"), ("н", "дальше", "д"), N_("next page; behind the end the next unread")),
    _Entry(Verb.BEFORE, ("p", "previous"), ("р", "раньше"), N_("page before")),
    _Entry(Verb.LIST, ("l", "list"), ("л", "лента"), N_("the list again, with what came in")),
    _Entry(Verb.UNREAD, ("u", "unread"), ("ч", "прочитано"), N_("read or unread")),
    _Entry(Verb.BOOKMARK, ("*", "bookmark"), ("*", "закладка", "з"), N_("bookmark or not")),
    _Entry(Verb.ALL_READ, ("all",), ("всё", "все"), N_("all read")),
    _Entry(Verb.UNDO, ("z", "undo"), ("в", "вернуть"), N_("undo a mark")),
    _Entry(Verb.REFRESH, ("r", "refresh"), ("п", "проверить", "обновить"), N_("ask the site")),
    _Entry(Verb.SECTIONS, ("s", "sections"), ("с", "разделы"), N_("sections")),
    _Entry(Verb.FILTER, ("v", "filter"), ("ф", "фильтр"), N_("all, unread, bookmarks")),
    _Entry(
        Verb.SEARCH, ("/", "search"), ("/", "искать", "и"), N_("search the archive, with words behind it")
    ),
    _Entry(Verb.TOP, ("t", "top"), ("т", "топ"), N_("the top five")),
    _Entry(Verb.BROWSER, ("o", "browser"), ("о", "браузер"), N_("open in the browser")),
    _Entry(Verb.ADDRESS, ("y", "address", "a"), ("а", "адрес", "у"), N_("show the address")),
    _Entry(Verb.FEED_TEXT, ("x", "feed"), ("х", "текст"), N_("the feed's own text, or the page's")),
    _Entry(Verb.WHY, ("!", "why"), ("!", "почему"), N_("why: the state of the network")),
    _Entry(Verb.HELP, ("?", "help"), ("?", "помощь", "справка"), N_("this help")),
    _Entry(Verb.QUIT, ("q", "quit", "exit"), ("й", "выход", "выйти"), N_("quit")),
)
_VERBS = {word: entry.verb for entry in _ENTRIES for word in (*entry.english, *entry.russian)}
_NUMBERED = frozenset(
    {Verb.OPEN, Verb.UNREAD, Verb.BOOKMARK, Verb.BROWSER, Verb.ADDRESS, Verb.TOP, Verb.SECTIONS}
)
_LINE = re.compile(r"(?P<word>[^\W\d]+|[*/!?])\s*(?P<rest>.*)", re.DOTALL)
_DIGITS = re.compile(r"[0-9]{1,6}")


def parse(line: str) -> Command | None:
    """Return what a line means, None when that cannot be told; an empty line goes on."""
    line = line.strip()
    if not line:
        return Command(Verb.ON)
    if _DIGITS.fullmatch(line):
        return Command(Verb.OPEN, int(line))
    found = _LINE.fullmatch(line)
    verb = _VERBS.get(found["word"].casefold()) if found is not None else None
    if found is None or verb is None:
        return None
    rest = found["rest"].strip()
    if verb is Verb.SEARCH:
        return Command(verb, text=rest)
    if rest and not (verb in _NUMBERED and _DIGITS.fullmatch(rest)):
        return None
    return Command(verb, int(rest) if rest else None)


def help_lines() -> list[str]:
    """Return every command, one a line, by its names in the language that is set."""
    rows = [_("Enter alone goes on, a number opens what has it in the list. The commands:")]
    for entry in _ENTRIES:
        names = ", ".join(entry.russian if language() == "ru" else entry.english)
        rows.append(f"{names}: {_(entry.text)}")
    return [*rows, _("A number may stand behind marks, browser and address, for one of the list: u 3")]
