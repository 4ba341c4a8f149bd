"""The settings, each with its default: the one place where they are listed.

Frozen values without behaviour; `loader.load` makes them of the file, `Settings()` is all defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LanguageChoice = Literal["auto", "ru", "en"]
MarkRead = Literal["opened", "end", "manual"]
Density = Literal["auto", "roomy", "dense", "line"]
Sort = Literal["newest", "oldest"]
Pictures = Literal["ask", "always", "never"]
Theme = Literal["auto", "dark", "light", "sepia", "contrast", "ansi"]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """`[source]`: where the news come from."""

    base_url: str = ""
    """The site under another address, a mirror for one; "" is the site's own. `--base-url` goes before it."""


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """`[reading]`: what reading does."""

    mark_read: MarkRead = "opened"
    """When an article counts as read: as soon as it is opened, at its end, or only by the key."""
    follow_cursor: bool = True
    """The article beside the list follows the cursor, with what the archive has."""
    pictures: Pictures = "ask"
    """When the pictures of an article are fetched: by the key, with each article that is opened, never."""


@dataclass(frozen=True, slots=True)
class ListSettings:
    """`[list]`: the list of headlines."""

    density: Density = "auto"
    """Lines of one headline: roomy 2 and an empty one, dense 2, line 1; auto goes by the window's height."""
    sort: Sort = "newest"
    """What stands at the top."""
    mute: tuple[str, ...] = ()
    """Headlines with one of these words, in any of its forms, are not shown; `begin*` is any such word."""


@dataclass(frozen=True, slots=True)
class UiSettings:
    """`[ui]`: how the screen looks."""

    theme: Theme = "auto"
    """The colours; auto is dark or light as the terminal is, and ansi in one of 16 colours."""
    width: int = 72
    """The longest line of an article, in columns, 40 to 120."""
    mouse: bool = True
    """The mouse works; without it the terminal's own selection does."""
    ascii: bool = False
    """Signs of plain ASCII (`*` for `●`), for fonts that lack others; also where the encoding does."""
    title: bool = True
    """The title of the terminal's window follows what is read."""
    insisted: frozenset[str] = frozenset()
    """Settings of this table that the command line names: they go before what was chosen on the screen."""


@dataclass(frozen=True, slots=True)
class RefreshSettings:
    """`[refresh]`: when the site is asked."""

    every_minutes: int = 10
    """Minutes between two refreshes while the reader is open; 0 is only at the start and by the key."""
    prefetch: int = 3
    """So many of the next unread articles are fetched ahead; 0 fetches what is opened only."""


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """`[network]`: the way to the site."""

    proxy: str = ""
    """The proxy: http://, https://, socks5:// or socks5h://; "" is the one that the environment names."""
    gap: int = 1
    """Seconds between two requests to one host that nobody waits for, 0 to 60."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """`[export]`: articles saved as files."""

    folder: str = ""
    """Where they go, from / or ~ on; "" is a folder of the program in the user's documents."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the configuration file may say."""

    language: LanguageChoice = "auto"
    """The language of the interface; auto goes by the system. `--lang` goes before it."""
    source: SourceSettings = SourceSettings()
    reading: ReadingSettings = ReadingSettings()
    list: ListSettings = ListSettings()
    ui: UiSettings = UiSettings()
    refresh: RefreshSettings = RefreshSettings()
    network: NetworkSettings = NetworkSettings()
    export: ExportSettings = ExportSettings()
    keys: Mapping[str, str] = field(default_factory=dict)
    """`[keys]`: the id of an action → its keys, separated by commas; the table of keys checks both."""
