"""The commands of the line mode: what may be typed, in either language and layout, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from kaskad_tui.i18n import N_, _, language
from kaskad_tui.ui.layouts import SAME_PLACE  # imports nothing of the screens' framework


class Verb(Enum):
    """What can be done."""

    OPEN = auto()
    ON = auto()
    BEFORE = auto()
    BEGIN = auto()
    NEXT = auto()
    PREVIOUS = auto()
    LIST = auto()
    NEW = auto()
    BACK = auto()
    UNREAD = auto()
    BOOKMARK = auto()
    ALL_READ = auto()
    UNDO = auto()
    REFRESH = auto()
    SECTIONS = auto()
    FILTER = auto()
    MUTED = auto()
    FIND = auto()
    SEARCH = auto()
    TOP = auto()
    LINKS = auto()
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
    keys: tuple[str, ...]
    """Letters and signs of the US layout, the same as on the screens; those of the Russian one follow."""
    english: tuple[str, ...]
    russian: tuple[str, ...]
    text: str
    """What it does, for the help; a msgid."""


_ENTRIES = (
    _Entry(Verb.OPEN, (), ("read", "open"), ("читать", "открыть"), N_("read; the number alone does it too")),
    _Entry(
        Verb.ON, (), ("on", "more"), ("дальше",), N_("next page; behind the end the next unread; Enter too")
    ),
    _Entry(Verb.BEFORE, ("b",), ("before",), ("раньше",), N_("page before")),
    _Entry(Verb.BEGIN, ("g",), ("begin",), ("сначала",), N_("from the beginning")),
    _Entry(Verb.NEXT, ("n",), ("next",), ("следующая",), N_("next unread")),
    _Entry(Verb.PREVIOUS, ("p",), ("previous",), ("предыдущая",), N_("previous unread")),
    _Entry(
        Verb.BACK, ("h",), ("back",), ("назад",), N_("back: to the article before a link, or to the list")
    ),
    _Entry(Verb.LIST, ("l",), ("list",), ("лента",), N_("the list again, with what came in")),
    _Entry(Verb.NEW, ("i",), ("new",), ("новые",), N_("only what came in")),
    _Entry(Verb.UNREAD, ("u",), ("unread",), ("прочитано",), N_("read or unread")),
    _Entry(Verb.BOOKMARK, ("*",), ("bookmark",), ("закладка",), N_("bookmark or not")),
    _Entry(Verb.ALL_READ, ("A",), ("all",), ("всё", "все"), N_("all read")),
    _Entry(Verb.UNDO, ("z",), ("undo",), ("вернуть",), N_("undo a mark")),
    _Entry(Verb.REFRESH, ("r",), ("refresh",), ("обновить", "проверить"), N_("ask the site")),
    _Entry(Verb.SECTIONS, ("s",), ("sections",), ("разделы",), N_("sections")),
    _Entry(Verb.FILTER, ("v",), ("filter",), ("фильтр",), N_("all, unread, bookmarks")),
    _Entry(
        Verb.MUTED, ("m",), ("muted",), ("заглушённые", "заглушенные"), N_("show or hide muted headlines")
    ),
    _Entry(
        Verb.FIND,
        ("/",),
        ("find",),
        ("найти",),
        N_(
            "find in the article, with words behind it; alone the next hit; in a list it searches the archive"
        ),
    ),
    _Entry(Verb.SEARCH, (), ("search",), ("искать", "поиск"), N_("search the archive, with words behind it")),
    _Entry(Verb.TOP, ("t",), ("top",), ("топ",), N_("the top five")),
    _Entry(
        Verb.LINKS, ("L", ";"), ("links",), ("ссылки",), N_("links of the article; with a number follow one")
    ),
    _Entry(Verb.BROWSER, ("o",), ("browser",), ("браузер",), N_("open in the browser")),
    _Entry(Verb.ADDRESS, ("y",), ("address",), ("адрес",), N_("show the address")),
    _Entry(Verb.FEED_TEXT, ("x",), ("feed",), ("текст",), N_("the feed's own text, or the page's")),
    _Entry(Verb.WHY, ("!",), ("why",), ("почему",), N_("why: the state of the network")),
    _Entry(Verb.HELP, ("?",), ("help",), ("помощь", "справка"), N_("this help")),
    _Entry(Verb.QUIT, ("q",), ("quit", "exit"), ("выход", "выйти"), N_("quit")),
)
_VERBS = {word: entry.verb for entry in _ENTRIES for word in (*entry.english, *entry.russian)}
_KEYS = {
    key: entry.verb for entry in _ENTRIES for name in entry.keys for key in (name, SAME_PLACE.get(name, name))
}
_TYPED_WRONG = str.maketrans(SAME_PLACE | {twin: key for key, twin in SAME_PLACE.items() if twin.isalpha()})
"""A word typed in the other layout than was meant."""
_NUMBERED = frozenset(
    {Verb.OPEN, Verb.UNREAD, Verb.BOOKMARK, Verb.BROWSER, Verb.ADDRESS, Verb.TOP, Verb.SECTIONS, Verb.LINKS}
)
_DIGITS = re.compile(r"[0-9]{1,6}")
_END_OF_WORD = re.compile(r"[\s\d]")


def parse(line: str) -> Command | None:
    """Return what a line means, None when that cannot be told; an empty line goes on."""
    line = line.strip()
    if not line:
        return Command(Verb.ON)
    if _DIGITS.fullmatch(line):
        return Command(Verb.OPEN, int(line))
    if line[0] in "/.":  # what is looked for may follow at once
        word, rest = line[0], line[1:].strip()
    else:
        word = _END_OF_WORD.split(line, maxsplit=1)[0]
        rest = line[len(word) :].strip()
    verb = _verb(word)
    if verb is None:
        return None
    if verb in (Verb.FIND, Verb.SEARCH):
        return Command(verb, text=rest)
    if rest and not (verb in _NUMBERED and _DIGITS.fullmatch(rest)):
        return None
    return Command(verb, int(rest) if rest else None)


def _verb(word: str) -> Verb | None:
    if len(word) == 1:  # a capital is another key only where there is one
        return _KEYS.get(word) or _KEYS.get(word.lower())
    small = word.casefold()
    return _VERBS.get(small) or _VERBS.get(small.translate(_TYPED_WRONG))


def help_lines() -> list[str]:
    """Return every command, one a line, by its names in the language that is set."""
    rows = [_("Enter alone goes on, a number opens what has it in the list. The commands:")]
    for entry in _ENTRIES:
        twins = [twin for key in entry.keys if (twin := SAME_PLACE.get(key, key)) != key]
        words = entry.russian if language() == "ru" else entry.english
        rows.append(f"{', '.join((*entry.keys, *twins, *words))}: {_(entry.text)}")
    return [*rows, _("A number may stand behind marks, browser and address, for one of the list: u 3")]
