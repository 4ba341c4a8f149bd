"""The settings described: the commented file that `kaskad-tui --print-config` prints, all defaults."""

from __future__ import annotations

from collections.abc import Mapping

from kaskad_tui.config.rules import RULES, Choice, Number, Switch, shown
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _


def descriptions() -> Mapping[str, str]:
    """Return what each setting is for, by its path, in the language that is set."""
    return {
        "language": _("The language of the interface; auto goes by the system."),
        "source.base_url": _('The site under another address, a mirror for one; "" is its own.'),
        "reading.mark_read": _(
            "When an article counts as read: opened (at once), end (at its end), manual (only by the key)."
        ),
        "reading.follow_cursor": _("The article beside the list follows the cursor."),
        "reading.pictures": _(
            "When pictures are fetched: ask (by the key), always (with each article that is opened), never."
        ),
        "list.density": _(
            "Headlines: roomy (two lines and an empty one), dense (two lines), line (one); "
            "auto goes by the window's height."
        ),
        "list.sort": _("What stands at the top of the list."),
        "list.mute": _(
            "Headlines with one of these words, in any form, are not shown until m shows them; "
            '["horoscope", "two words", "begin*"].'
        ),
        "ui.theme": _(
            "The colours; auto is dark or light as the terminal is, and ansi in one of 16 colours."
        ),
        "ui.width": _("The longest line of an article, in columns."),
        "ui.mouse": _("The mouse works; without it the terminal's own selection does."),
        "ui.ascii": _("Marks of plain ASCII, for fonts that lack the others."),
        "ui.title": _("The title of the terminal's window follows what is read."),
        "refresh.every_minutes": _(
            "Minutes between two refreshes while the reader is open; 0: only at the start and by the key."
        ),
        "refresh.prefetch": _(
            "So many of the next unread articles are fetched ahead; 0: only what is opened."
        ),
        "network.proxy": _(
            'The proxy: http://, https://, socks5:// or socks5h://; "" is the one that the environment names.'
        ),
        "network.gap": _("Seconds between two requests to one site that nobody waits for."),
        "export.folder": _('Where saved articles go; "" is a folder of the program in your documents.'),
        "keys": _('Keys of an action, by its id: "move.down" = "j, down". The help finds actions by id.'),
    }


def default_value(path: str) -> object:
    """Return the default of a setting (`ui.width`)."""
    value: object = Settings()
    for name in path.split("."):
        value = getattr(value, name)
    return value


def default_toml() -> str:
    """Return the configuration file with every setting at its default, each with what it may be."""
    texts = descriptions()
    lines = []
    table = ""
    for path, rule in RULES.items():
        group, _dot, name = path.rpartition(".")
        if group != table:
            lines += ["", f"[{group}]"]
            table = group
        lines.append(f"# {texts[path]}")
        if isinstance(rule, Choice):
            lines.append("# " + ", ".join(rule.values))
        elif isinstance(rule, Number):
            lines.append(f"# {rule.low}–{rule.high}")
        elif isinstance(rule, Switch):
            lines.append("# true, false")
        lines.append(f"{name} = {shown(default_value(path))}")
    lines += ["", "[keys]", f"# {texts['keys']}"]
    return "\n".join(lines) + "\n"
