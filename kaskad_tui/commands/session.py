"""What every command begins with: options and settings together, and the reader that follows from them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaskad_tui.commands import streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.config.settings import Settings, Theme
from kaskad_tui.i18n import _
from kaskad_tui.model import FailureError
from kaskad_tui.paths import NoHomeError, default_data_dir, default_sources_dir, typed_path
from kaskad_tui.sanitize import clean_line
from kaskad_tui.wording import recovery

if TYPE_CHECKING:
    from kaskad_tui.config.problems import ConfigError
    from kaskad_tui.reader import NetworkSettings
    from kaskad_tui.reader.service import Reader
    from kaskad_tui.sources import Catalogue, Site

DEADLINE_S = 25.0
"""A command that is about one page ends within this, whatever the network does."""


def _sources_dir() -> Path:
    try:
        return default_sources_dir()
    except NoHomeError:
        return Path(os.devnull) / "sources"  # where nothing is, and nothing can be put


@dataclass(frozen=True, slots=True)
class Session:
    """What the options everywhere and the configuration say."""

    settings: Settings
    base_url: str | None
    folder: Path | None
    """Of the archive; None: none was named, and this user has no home folder."""
    offline: bool
    prog: str
    """The program with its command, for usage errors (`kaskad-tui read`)."""
    source: str | None = None
    """Name or address of the source, as typed."""
    sources_dir: Path = field(default_factory=_sources_dir)
    """Where the user's sources lie."""
    broken: ConfigError | None = None
    """What is wrong with the configuration file; only `doctor` runs all the same, with the defaults."""
    damaged: list[Path] = field(default_factory=list)
    """Archives that were found damaged and set aside: the command worked on what could be saved of them."""
    _catalogues: list[Catalogue] = field(default_factory=list)

    @property
    def data_dir(self) -> Path:
        """The folder of the archive.

        Raises:
            UsageError: there is none.
        """
        if self.folder is None:
            raise UsageError(
                _("This user has no home folder: name a folder for the archive with --data-dir"), self.prog
            )
        return self.folder

    @property
    def catalogue(self) -> Catalogue:
        """All sources that there are; read from the disk when first asked for."""
        if not self._catalogues:
            from kaskad_tui.sources import Catalogue

            self._catalogues.append(Catalogue(self.sources_dir))
        return self._catalogues[0]

    def site(self, ref: str | None = None) -> Site:
        """Return the source that is meant.

        Args:
            ref: an id or address that the command is about: where no source is named, an address of another
                known source means that one.

        Raises:
            UsageError: `--source` names none, its file is wrong, or `--base-url` is no address.
        """
        from kaskad_tui.sources import DEFAULT, ProfileError, Site, typed_address
        from kaskad_tui.wording.profiles import sentence

        base = self._base_url(self.base_url)
        try:
            if self.source is not None:
                site = self._named(self.source)
            else:
                address = typed_address(ref) if ref is not None and base is None else None
                other = self.catalogue.typed(address) if address is not None else None
                if other is not None:
                    return other
                site = self.catalogue.load(DEFAULT)
                base = base or self.settings.source.base_url or None
        except ProfileError as error:
            raise UsageError(sentence(error), self.prog) from None
        return Site(site.profile, base, known=site.known) if base is not None else site

    @property
    def free(self) -> bool:
        """No source and no address was named for this run."""
        return self.source is None and self.base_url is None

    def _named(self, source: str) -> Site:
        from kaskad_tui.sources import site_at, typed_address

        if self.catalogue.knows(source):
            return self.catalogue.load(source)
        address = typed_address(source)
        site = (self.catalogue.typed(address) or site_at(address)) if address is not None else None
        if site is None:
            known = ", ".join(entry.name for entry in self.catalogue.entries)
            raise UsageError(
                _("there is no source {name!r}; known are: {known}").format(
                    name=clean_line(source, 100), known=known
                ),
                self.prog,
            )
        return site

    def _base_url(self, text: str | None) -> str | None:
        """Return the address that the site has been given in place of its own, if any."""
        if text is None:
            return None
        from kaskad_tui.sources import typed_address

        url = typed_address(text)
        if url is None:
            raise UsageError(
                _("argument {name}: {value!r} is not an http or https address").format(
                    name="--base-url", value=text
                ),
                self.prog,
            )
        return url

    @property
    def network(self) -> NetworkSettings:
        """What the configuration says of the network, as the reader takes it."""
        from kaskad_tui.reader import NetworkSettings

        chosen = self.settings
        return NetworkSettings(
            proxy=chosen.network.proxy, gap_s=chosen.network.gap, prefetch=chosen.refresh.prefetch
        )

    def open(
        self, data_dir: Path | None = None, base_url: str | None = None, ref: str | None = None
    ) -> Reader:
        """Open the reader on the archive.

        Args:
            data_dir: in place of the usual folder.
            base_url: where the source that ships with the program is served, whatever the options name.
            ref: see `site`.

        Raises:
            FailureError: STORE_*.
            UsageError: see `site`.
        """
        from kaskad_tui.reader.service import Reader
        from kaskad_tui.sources import load_site

        return Reader.open(
            site=load_site(base_url=base_url) if base_url is not None else self.site(ref),
            data_dir=data_dir or self.data_dir,
            offline=self.offline,
            network=self.network,
            sources=self.catalogue,
        )

    @asynccontextmanager
    async def reader(self, ref: str | None = None) -> AsyncIterator[Reader]:
        """Open the reader for the length of the block; say what was wrong with its archive.

        Args:
            ref: see `site`.

        Raises:
            FailureError: STORE_*; also behind the block, when the archive could not be read in it.
        """
        reader = self.open(ref=ref)
        try:
            yield reader
        finally:
            await reader.close()
            saved = reader.recovered
            if saved is not None:
                self.damaged.append(saved.set_aside)
                streams.say(
                    recovery.sentence(str(saved.set_aside), saved.headlines, saved.articles, saved.marks)
                )
        if reader.trouble is not None:
            raise FailureError(reader.trouble)


def insisting(settings: Settings, *, theme: Theme | None, width: int | None) -> Settings:
    """Return the settings with what the command line says of the looks; None says nothing."""
    ui = settings.ui
    if theme is not None:
        ui = replace(ui, theme=theme, insisted=ui.insisted | {"theme"})
    if width is not None:
        ui = replace(ui, width=width, insisted=ui.insisted | {"width"})
    return replace(settings, ui=ui)


def make(
    *,
    settings: Settings,
    base_url: str | None,
    data_dir: str | None,
    offline: bool,
    command: str | None,
    source: str | None = None,
    broken: ConfigError | None = None,
) -> Session:
    """Return the session of parsed options."""
    folder: Path | None
    try:
        folder = typed_path(data_dir) if data_dir is not None else default_data_dir()
    except NoHomeError:
        folder = None
    prog = f"kaskad-tui {command}" if command else "kaskad-tui"
    return Session(settings, base_url, folder, offline, prog, source, broken=broken)
