"""The tables of the two READMEs, made of the code: `python -m tests.readme` writes them anew.

Between `<!-- NAME -->` and `<!-- /NAME -->` stands what a function here returns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kaskad_tui.commands import arguments, help_texts
from kaskad_tui.config.reference import default_toml
from kaskad_tui.i18n import Language, _, language, set_language
from kaskad_tui.ui.keys import ACTIONS, GROUPS, Action, action_text
from kaskad_tui.ui.layouts import russian_names, shown

ROOT = Path(__file__).resolve().parent.parent
HEADS: dict[Language, dict[str, str]] = {
    "en": {},
    "ru": {
        "keys": "клавиши",
        "Russian layout": "в русской раскладке",
        "what": "что делает",
        "in `[keys]`": "имя в `[keys]`",
        "command": "команда",
        "option": "параметр",
        "the reader": "читалка",
    },
}
"""Words of the tables that the program itself has not."""
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "ru": ROOT / ".github" / "README.ru.md"}


def _word(text: str) -> str:
    return HEADS[language()].get(text, text)


def keys() -> str:
    """Return every action of the table: keys, the same places of the Russian layout, what, its id."""
    parts = []
    for group in GROUPS:
        rows = [_row(action) for action in _without_numbers() if action.group == group]
        head = (_word("keys"), _word("Russian layout"), _word("what"), _word("in `[keys]`"))
        parts.append(f"**{_(group)}**\n\n{_table(head, rows)}")
    return "\n\n".join(parts)


def _without_numbers() -> Iterator[Action]:
    """Yield the actions; of the five numbers only the first, which speaks for all."""
    for action in ACTIONS:
        if not action.id.startswith("top.") or action.id == "top.1":
            yield action


def _row(action: Action) -> tuple[str, ...]:
    names = [_("space") if key == "space" else shown(key) for key in action.keys]
    twins = [shown(found[0]) for key in action.keys if (found := russian_names(key))]
    text, id_ = action_text(action), action.id
    if id_ == "top.1":
        names, twins, id_ = ["1–5"], [], "top.1 … top.5"
        text = _(action.text).format(n="1–5")
    return (_codes(names), _codes(twins), text, f"`{id_}`")


def _codes(names: list[str]) -> str:
    return " ".join(f"``{name}``" if "`" in name else f"`{name}`" for name in names)


def commands() -> str:
    """Return every command, and what it does."""
    rows = [(f"`{help_texts.usage(name)}`", help_texts.command(name)) for name in arguments.COMMANDS]
    rows = [(call.replace("|", "\\|"), text) for call, text in rows]
    return _table((_word("command"), _word("what")), [("`kaskad-tui`", _word("the reader")), *rows])


def options() -> str:
    """Return the options that stand everywhere."""
    rows = []
    for action in arguments.build()._actions:
        if not action.option_strings:
            continue
        value = action.metavar or ("|".join(action.choices) if action.choices else "")
        call = f"`{', '.join(action.option_strings)}{f' {value}' if value else ''}`".replace("|", "\\|")
        rows.append((call, action.help or ""))
    return _table((_word("option"), _word("what")), rows)


def codes() -> str:
    """Return the exit codes."""
    return "```text\n" + help_texts.codes() + "\n```"


def configuration() -> str:
    """Return what `--print-config` prints."""
    return "```toml\n" + default_toml().strip() + "\n```"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


PARTS: dict[str, Callable[[], str]] = {
    "keys": keys,
    "commands": commands,
    "options": options,
    "codes": codes,
    "configuration": configuration,
}


@contextmanager
def speaking(wanted: Language) -> Iterator[None]:
    """Set a language for the length of the block."""
    before = language()
    set_language(wanted)
    try:
        yield
    finally:
        set_language(before)


def renewed(text: str, wanted: Language) -> str:
    """Return a README with every table as the code is now.

    Raises:
        ValueError: a table has no place in it.
    """
    with speaking(wanted):
        for name, made in PARTS.items():
            parts = re.split(rf"<!-- {name} -->\n.*?<!-- /{name} -->", text, flags=re.DOTALL)
            if len(parts) != 2:
                raise ValueError(f"{len(parts) - 1} places for {name}")
            before, after = parts
            text = f"{before}<!-- {name} -->\n{made()}\n<!-- /{name} -->{after}"
    return text


if __name__ == "__main__":
    for wanted, path in READMES.items():
        path.write_text(renewed(path.read_text(encoding="utf-8"), wanted), encoding="utf-8")
