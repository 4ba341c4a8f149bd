"""What each setting may be, and the judgement of one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from kaskad_tui.config.settings import Density, LanguageChoice, MarkRead, Pictures, Sort, Theme
from kaskad_tui.i18n import _
from kaskad_tui.sanitize import clean_line, safe_url


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        return isinstance(value, str) and value in self.values

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("one of these is needed: {values}").format(values=", ".join(self.values))
        near = nearest(value, self.values) if isinstance(value, str) else None
        return need + "; " + _("the nearest is {value}").format(value=near) if near else need


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two bounds, both included."""

    low: int
    high: int

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("a whole number from {low} to {high} is needed").format(low=self.low, high=self.high)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value:
            near = self.low if value < self.low else self.high if value > self.high else round(value)
            return need + "; " + _("the nearest is {value}").format(value=near)
        return need


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        return isinstance(value, bool)

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("true or false is needed, without quotation marks")
        words = {"true": "true", "yes": "true", "on": "true", "1": "true", "да": "true"} | {
            "false": "false",
            "no": "false",
            "off": "false",
            "0": "false",
            "нет": "false",
        }
        near = words.get(str(value).lower()) if isinstance(value, (str, int)) else None
        return need + "; " + _("the nearest is {value}").format(value=near) if near else need


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address, or nothing."""

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        return isinstance(value, str) and (value == "" or safe_url(value) is not None)

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("an address that begins with http:// or https:// is needed")
        near = safe_url("https://" + value) if isinstance(value, str) and "//" not in value else None
        return need + "; " + _("the nearest is {value}").format(value=near) if near else need


_PROXY = re.compile(r"(?:https?|socks5h?)://(?:[^\s/@]*@)?[^\s/@]+/?")


@dataclass(frozen=True, slots=True)
class Proxy:
    """The address of a proxy, or nothing."""

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        return isinstance(value, str) and (value == "" or self._usable(value))

    def _usable(self, value: str) -> bool:
        if not _PROXY.fullmatch(value) or not value.isprintable():
            return False
        try:
            parts = urlsplit(value)
            return bool(parts.hostname) and parts.port != 0
        except ValueError:
            return False

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("the address of a proxy is needed: http://, https://, socks5:// or socks5h://")
        near = f"http://{value}" if isinstance(value, str) and "://" not in value else ""
        if not self._usable(near) or "@" in near:
            return need
        return need + "; " + _("the nearest is {value}").format(value=clean_line(near, 100))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that means the same wherever the program is started, or nothing."""

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        if not isinstance(value, str) or not (value == "" or value.isprintable()):
            return False
        return value in {"", "~"} or value.startswith("~/") or Path(value).is_absolute()

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("a folder is needed that begins with / or ~/")
        near = f"~/{value}" if isinstance(value, str) and value.isprintable() else ""
        if not near or near.startswith("~/~"):
            return need
        return need + "; " + _("the nearest is {value}").format(value=clean_line(near, 100))


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words, or of words that stand together."""

    most: int = 200

    def accepts(self, value: object) -> bool:
        """Tell whether the setting may be this."""
        if not isinstance(value, (list, tuple)) or len(value) > self.most:
            return False
        return all(isinstance(word, str) and len(word) <= 100 and re.search(r"\w", word) for word in value)

    def wanted(self, value: object) -> str:
        """Return what is needed in place of `value`, with the nearest right one."""
        need = _("words in quotation marks and brackets are needed, at most {n}").format(n=self.most)
        near = shown([value]) if self.accepts([value]) else ""
        return need + "; " + _("the nearest is {value}").format(value=near) if near else need


Rule = Choice | Number | Switch | Address | Proxy | Folder | Words

RULES: Mapping[str, Rule] = {
    "language": Choice(get_args(LanguageChoice)),
    "source.base_url": Address(),
    "reading.mark_read": Choice(get_args(MarkRead)),
    "reading.follow_cursor": Switch(),
    "reading.pictures": Choice(get_args(Pictures)),
    "list.density": Choice(get_args(Density)),
    "list.sort": Choice(get_args(Sort)),
    "list.mute": Words(),
    "ui.theme": Choice(get_args(Theme)),
    "ui.width": Number(40, 120),
    "ui.mouse": Switch(),
    "ui.ascii": Switch(),
    "ui.title": Switch(),
    "refresh.every_minutes": Number(0, 1440),
    "refresh.prefetch": Number(0, 20),
    "network.proxy": Proxy(),
    "network.gap": Number(0, 60),
    "export.folder": Folder(),
}
"""Every setting outside `[keys]`, by its path."""


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that is most like `word`, if one is like it at all."""
    from difflib import get_close_matches

    found = get_close_matches(word[:60].lower(), known, n=1, cutoff=0.55)
    if not found:  # «widht» is like «width», but not like «ui.width»
        tails = {path.rpartition(".")[2]: path for path in reversed(known)}
        tail = get_close_matches(word[:60].lower().rpartition(".")[2], list(tails), n=1, cutoff=0.7)
        found = [tails[tail[0]]] if tail else []
    return found[0] if found else None


def shown(value: object) -> str:
    """Return a value of the file as its writer would write it, on one short line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        without_password = re.sub(r"//[^/\s]*@", "//…@", value[:1000])
        return f'"{clean_line(without_password, 60)}"'
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, (list, tuple)):
        few = all(isinstance(item, str) for item in value) and len(value) <= 3
        return f"[{', '.join(map(shown, value))}]" if few else "[…]"
    return clean_line(str(value), 60)
