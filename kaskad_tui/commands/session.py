"""What every command begins with: options and settings together, and the reader that follows from them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kaskad_tui.commands import streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _
from kaskad_tui.model import FailureError
from kaskad_tui.paths import default_data_dir
from kaskad_tui.wording import recovery

if TYPE_CHECKING:
    from kaskad_tui.reader.service import Reader

DEADLINE_S = 25.0
"""A command that is about one page ends within this, whatever the network does."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the options everywhere and the configuration say."""

    settings: Settings
    base_url: str | None
    data_dir: Path
    offline: bool
    prog: str
    """The program with its command, for usage errors (`kaskad-tui read`)."""
    damaged: list[Path] = field(default_factory=list)
    """Archives that were found damaged and set aside: the command worked on what could be saved of them."""

    def site_url(self) -> str | None:
        """Return the address that the site has been given in place of its own, if any.

        Raises:
            UsageError: it is no address.
        """
        if self.base_url is None:
            return self.settings.source.base_url or None
        from kaskad_tui.sources import typed_address

        url = typed_address(self.base_url)
        if url is None:
            raise UsageError(
                _("argument {name}: {value!r} is not an http or https address").format(
                    name="--base-url", value=self.base_url
                ),
                self.prog,
            )
        return url

    def open(self, data_dir: Path | None = None, base_url: str | None = None) -> Reader:
        """Open the reader on the archive (of `data_dir` in place of the usual folder).

        Raises:
            FailureError: STORE_*.
            UsageError: see `site_url`.
        """
        from kaskad_tui.reader import NetworkSettings
        from kaskad_tui.reader.service import Reader

        chosen = self.settings
        return Reader.open(
            base_url=base_url or self.site_url(),
            data_dir=data_dir or self.data_dir,
            offline=self.offline,
            network=NetworkSettings(
                proxy=chosen.network.proxy, gap_s=chosen.network.gap, prefetch=chosen.refresh.prefetch
            ),
        )

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Reader]:
        """Open the reader for the length of the block; say what was wrong with its archive.

        Raises:
            FailureError: STORE_*; also behind the block, when the archive could not be read in it.
        """
        reader = self.open()
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


def make(
    *, settings: Settings, base_url: str | None, data_dir: str | None, offline: bool, command: str | None
) -> Session:
    """Return the session of parsed options."""
    folder = Path(data_dir).expanduser() if data_dir is not None else default_data_dir()
    prog = f"kaskad-tui {command}" if command else "kaskad-tui"
    return Session(settings, base_url, folder, offline, prog)
