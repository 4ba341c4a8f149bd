"""Which source is read: the overlay of sources, and the way of a new one into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.model import Failure
from kaskad_tui.reader import ALL
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.wording import failures, profiles

if TYPE_CHECKING:
    from kaskad_tui.reader import Catalogue
    from kaskad_tui.ui.app import KaskadApp
    from kaskad_tui.ui.screens.chooser import Choice

_WRONG = "!"
"""Begins the id of a source whose file is wrong."""


class Choosing(Feature):
    """Goes from source to source."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions about sources."""
        return {"sources": self._choose}

    @property
    def _app(self) -> KaskadApp:
        return self.screen.app  # type: ignore[return-value]  # the screen is made by this app alone

    def _choose(self) -> None:
        from kaskad_tui.ui.screens.sources import ADD, SourceChooser

        catalogue = self.reader.sources

        def chosen(id_: str | None) -> None:
            if id_ is None:
                return
            if id_.startswith(ADD) and catalogue is not None:
                self.run(self._add(catalogue, id_.removeprefix(ADD)), "discover", exclusive=True)
            elif id_.startswith(_WRONG):
                self._say_wrong(id_.removeprefix(_WRONG))
            else:
                self._show(id_)

        current = ALL if self.reader.labels else self.reader.source
        self.screen.overlay(
            SourceChooser(self._choices(), current=current, may_add=catalogue is not None), chosen
        )

    def _choices(self) -> list[Choice]:
        from kaskad_tui.reader import label
        from kaskad_tui.ui.screens.chooser import Choice

        sites, muted = self._app.sources.sites(), self.screen.narrowing.muted
        rows = [
            Choice(
                site.name,
                site.title,
                str(unread) if (unread := self.reader.unread_in(site.name, muted)) else "",
                also=f"{site.name} {site.origin}",
                color=label(site).color,
            )
            for site in sites
        ]
        if len(rows) > 1:
            total = sum(self.reader.unread_in(site.name, muted) for site in sites)
            rows.insert(0, Choice(ALL, _("All sources"), str(total) if total else ""))
        wrong = self.reader.sources.entries if self.reader.sources is not None else ()
        return rows + [
            Choice(f"{_WRONG}{entry.name}", entry.name, _("its file is wrong"))
            for entry in wrong
            if entry.problem is not None
        ]

    def _say_wrong(self, name: str) -> None:
        catalogue = self.reader.sources
        for entry in catalogue.entries if catalogue is not None else ():
            if entry.name == name and entry.problem is not None:
                self.screen.bars.message(profiles.sentence(entry.problem), seconds=20)

    def _show(self, name: str, said: str = "") -> None:
        """Show a source, and remember it for the next start."""
        reader = self._app.sources.reader(name)
        if reader is None or reader is self.reader:
            return
        self.run(self.reader.shared.choose("source", name), "preference")
        self._app.show_reader(reader, said)

    async def _add(self, catalogue: Catalogue, text: str) -> None:
        """Look at an address, keep what is found there as a source, and show it."""
        from kaskad_tui.reader import profile_text, renamed, typed_address

        url = typed_address(text)
        if url is None:
            self.screen.bars.message(_("This is no web address. It looks like https://example.org"))
            return
        known = catalogue.of(url)
        if known is not None:
            self._show(known.name)
            return
        self.screen.bars.message(_("Looking at {address}… Ctrl+C cancels").format(address=url), seconds=60)
        found = await self.reader.discover(url)
        if isinstance(found, Failure):
            self.screen.bars.message(failures.sentence(found), seconds=20)
            return
        profile = renamed(found.profile, catalogue.free_name(found.profile.base_url))
        try:
            catalogue.save(profile.name, profile_text(profile))
        except OSError as error:
            reason = why(error)
            self.screen.bars.message(
                _("The source cannot be kept: {reason}").format(reason=reason), seconds=20
            )
            return
        self._app.sources.changed()
        n = len(found.headlines)
        said = ngettext("{title} is added: {n} headline", "{title} is added: {n} headlines", n)
        self._show(profile.name, said.format(title=profile.title, n=n))
