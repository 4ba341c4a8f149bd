"""The service between the rooms that fetch, read and keep, and those that show: see `service.Reader`.

    from kaskad_tui.reader import Reader, View

    reader = Reader.open(data_dir=folder)          # opens the archive, nothing else
    reader.headlines(reader.order(View(), 64).keys)
    await reader.refresh()

What a screen or a command needs beside it is named here too, and loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaskad_tui.reader.changes import Changes, Paragraph, Part
    from kaskad_tui.reader.computed import FilledLists
    from kaskad_tui.reader.connections import NetworkSettings
    from kaskad_tui.reader.discovery import Found, discover
    from kaskad_tui.reader.events import (
        ArticleChanged,
        ArticleFailed,
        Event,
        FreshnessChanged,
        HeadlinesChanged,
        ListsChanged,
        MarksChanged,
        SectionsChanged,
    )
    from kaskad_tui.reader.everything import Everything, label
    from kaskad_tui.reader.freshness import Freshness, FreshnessState
    from kaskad_tui.reader.many import is_due, refresh_many
    from kaskad_tui.reader.remembered import ALL
    from kaskad_tui.reader.results import Attempt, Label, ListPage, Older, Refreshed
    from kaskad_tui.reader.searching import Hit
    from kaskad_tui.reader.service import Reader
    from kaskad_tui.reader.syncing import Goal, Progress, Synced
    from kaskad_tui.sources import (
        Catalogue,
        Entry,
        ProfileError,
        ProfileProblem,
        Site,
        load_profile,
        load_site,
        site_at,
        typed_address,
    )
    from kaskad_tui.sources.writing import profile_text, renamed
    from kaskad_tui.store.marks import Undone
    from kaskad_tui.store.search.finding import Hits
    from kaskad_tui.store.search.marking import Pattern
    from kaskad_tui.store.search.query import Query
    from kaskad_tui.store.versions import Version
    from kaskad_tui.store.views import Order, View

__all__ = [
    "ALL",
    "ArticleChanged",
    "ArticleFailed",
    "Attempt",
    "Catalogue",
    "Changes",
    "Entry",
    "Event",
    "Everything",
    "FilledLists",
    "Found",
    "Freshness",
    "FreshnessChanged",
    "FreshnessState",
    "Goal",
    "HeadlinesChanged",
    "Hit",
    "Hits",
    "Label",
    "ListPage",
    "ListsChanged",
    "MarksChanged",
    "NetworkSettings",
    "Older",
    "Order",
    "Paragraph",
    "Part",
    "Pattern",
    "ProfileError",
    "ProfileProblem",
    "Progress",
    "Query",
    "Reader",
    "Refreshed",
    "SectionsChanged",
    "Site",
    "Synced",
    "Undone",
    "Version",
    "View",
    "discover",
    "is_due",
    "label",
    "load_profile",
    "load_site",
    "profile_text",
    "refresh_many",
    "renamed",
    "site_at",
    "typed_address",
]

_MODULES = {
    "kaskad_tui.reader.changes": ("Changes", "Paragraph", "Part"),
    "kaskad_tui.reader.computed": ("FilledLists",),
    "kaskad_tui.reader.searching": ("Hit",),
    "kaskad_tui.reader.syncing": ("Goal", "Progress", "Synced"),
    "kaskad_tui.store.search.finding": ("Hits",),
    "kaskad_tui.store.search.marking": ("Pattern",),
    "kaskad_tui.store.search.query": ("Query",),
    "kaskad_tui.store.versions": ("Version",),
    "kaskad_tui.reader.events": (
        "ArticleChanged",
        "ArticleFailed",
        "Event",
        "FreshnessChanged",
        "HeadlinesChanged",
        "ListsChanged",
        "MarksChanged",
        "SectionsChanged",
    ),
    "kaskad_tui.reader.everything": ("Everything", "label"),
    "kaskad_tui.reader.freshness": ("Freshness", "FreshnessState"),
    "kaskad_tui.reader.connections": ("NetworkSettings",),
    "kaskad_tui.reader.remembered": ("ALL",),
    "kaskad_tui.reader.results": ("Attempt", "Label", "ListPage", "Older", "Refreshed"),
    "kaskad_tui.reader.service": ("Reader",),
    "kaskad_tui.reader.discovery": ("Found", "discover"),
    "kaskad_tui.reader.many": ("is_due", "refresh_many"),
    "kaskad_tui.sources": (
        "Catalogue",
        "Entry",
        "ProfileError",
        "ProfileProblem",
        "Site",
        "load_profile",
        "load_site",
        "site_at",
        "typed_address",
    ),
    "kaskad_tui.sources.writing": ("profile_text", "renamed"),
    "kaskad_tui.store.marks": ("Undone",),
    "kaskad_tui.store.views": ("Order", "View"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a name from its module when it is first asked for."""
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(module), name)
    globals()[name] = value
    return value
