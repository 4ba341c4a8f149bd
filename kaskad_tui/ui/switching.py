"""Which source is shown: readers beside the first one, opened when they are first wanted."""

from __future__ import annotations

from kaskad_tui.i18n import _
from kaskad_tui.reader import ALL, Reader, Site


class Sources:
    """The reader that was opened first, and those of other sources on the same archive."""

    def __init__(self, host: Reader) -> None:
        self.host = host
        self._opened: dict[str, Reader] = {host.source: host}
        self._left: list[Reader] = []

    def sites(self) -> list[Site]:
        """Return all sources; the first reader's own as it was opened, be it elsewhere or unknown."""
        known = list(self.host.sources.sites) if self.host.sources is not None else []
        others = [site for site in known if site.name != self.host.source]
        return [self.host.site, *others]

    def resumed(self) -> Reader:
        """Return the reader of the source that was shown last; the first one when that is gone."""
        name = self.host.shared.choice("source")
        return (self.reader(name) if name else None) or self.host

    def reader(self, name: str) -> Reader | None:
        """Return the reader of a source, or of all (`ALL`); None where there is none of that name."""
        if name not in self._opened:
            if name == ALL:
                from kaskad_tui.reader import Everything

                sites = self.sites()
                if len(sites) < 2:
                    return None
                self._opened[name] = Everything(self.host, sites, _("All sources"))
            else:
                site = next((site for site in self.sites() if site.name == name), None)
                if site is None:
                    return None
                self._opened[name] = self.host.beside(site)
        return self._opened[name]

    def changed(self) -> None:
        """Note that there are other sources than before: all of them together are others, too."""
        if (everything := self._opened.pop(ALL, None)) is not None:
            self._left.append(everything)

    async def close(self) -> None:
        """Close every reader, the first one last: the others live on its archive."""
        for reader in (*self._left, *reversed(self._opened.values())):
            await reader.close()
