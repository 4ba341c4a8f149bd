"""The texts of the interface: msgids are English, the catalogue gives the Russian.

`_("…")` and `ngettext("{n} article", "{n} articles", n)` look the text up in the language that is set now;
values go in afterwards with `.format(...)`, so that the catalogue sees the bare text.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Language = Literal["ru", "en"]

_LOCALE = Path(__file__).parent / "locale"
_state: dict[str, _gettext.NullTranslations] = {}
_current: list[Language] = ["ru"]
_ascii = [False]


def choose_language(
    flag: str | None, setting: str | None = None, environ: Mapping[str, str] | None = None
) -> Language:
    """Return the language of the interface: the flag, the setting, a locale that names one, else Russian."""
    for wish in (flag, setting):
        if wish in ("ru", "en"):
            return "ru" if wish == "ru" else "en"
    env = os.environ if environ is None else environ
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for part in env.get(name, "").split(":"):
            code = part.split("_")[0].split(".")[0].lower()
            if code in ("ru", "en"):
                return "ru" if code == "ru" else "en"
    return "ru"


def set_language(language: Language) -> None:
    """Set the language of everything that is looked up from now on."""
    _current[0] = language


def language() -> Language:
    """Return the language that is set now."""
    return _current[0]


def _catalogue(code: Language | None = None) -> _gettext.NullTranslations:
    code = code or _current[0]
    found = _state.get(code)
    if found is None:
        found = (
            _gettext.translation("kaskad_tui", _LOCALE, [code], fallback=True)
            if code != "en"
            else _gettext.NullTranslations()
        )
        _state[code] = found
    return found


def in_each_language(text: str) -> tuple[str, ...]:
    """Return `text` in English and in Russian, whatever is set: what a search for words looks in."""
    return text, _catalogue("ru").gettext(text)


def set_ascii(on: bool) -> None:
    """Have signs that take more than one cell in ASCII written so from now on."""
    _ascii[0] = on


def ascii_only() -> bool:
    """Tell whether signs are to be ASCII."""
    return _ascii[0]


def signs(text: str) -> str:
    """Return a text of the program with the signs that can be shown."""
    return text.replace("…", "...").replace("⏎", "Enter") if _ascii[0] else text


def _(text: str) -> str:
    """Return `text` in the language that is set."""
    return signs(_catalogue().gettext(text))


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of the text that goes with the number `n`; put the number in with `.format(n=n)`."""
    return signs(_catalogue().ngettext(one, many, n))


def pgettext(context: str, text: str) -> str:
    """Return `text` as it is said in `context` (a word that Russian has two of)."""
    return signs(_catalogue().pgettext(context, text))


def N_(text: str) -> str:
    """Mark `text` for the catalogue without looking it up yet."""
    return text
