"""Out of the program: the browser, the clipboard."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping

from kaskad_tui.i18n import _
from kaskad_tui.model import Article, Headline
from kaskad_tui.paths import export_dir
from kaskad_tui.sanitize import clean, clean_line, safe_url
from kaskad_tui.ui.features.feature import Feature, Handler


def has_browser(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Tell whether a browser can open a window here.

    A browser in the terminal itself would draw over the screen, so one without a display counts only when
    the user names it in BROWSER.
    """
    if environ.get("BROWSER"):
        return True
    if platform in {"darwin", "win32", "cygwin"}:
        return not environ.get("SSH_CONNECTION")
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


class Outside(Feature):
    """Hands addresses and texts to other programs; only http(s) addresses, never through a shell."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions that lead out."""
        return {
            "out.browser": self._browse,
            "out.copy_address": self._copy_address,
            "out.copy_text": self._copy_text,
            "out.export": self._export,
        }

    def _subject(self) -> Headline | None:
        panes = self.screen.panes
        if panes.in_sidebar:
            return self.screen.sidebar.current
        return self.screen.reading.shown if panes.in_article else self.headlines.current

    def _address(self) -> str:
        headline = self._subject()
        return headline.url if headline is not None else self.reader.front_url

    def _browse(self) -> None:
        self.open(self._address())

    def open(self, address: str) -> None:
        """Open an address in the browser; where there is none, show and copy it."""
        url = safe_url(address)
        if url is None:
            self.screen.bars.message(_("This is no web address"))
            return
        if not has_browser():
            self._no_browser(url)
            return

        async def work() -> None:
            import webbrowser

            try:
                opened = await asyncio.to_thread(webbrowser.open, url)
            except (webbrowser.Error, OSError, ValueError):
                opened = False
            if opened:
                self.screen.bars.message(
                    _("Sent to the browser: {address}").format(address=clean_line(url, 200))
                )
            else:
                self._no_browser(url)

        self.run(work(), "browser")

    def _no_browser(self, url: str) -> None:
        self.screen.app.copy_to_clipboard(url)
        self.screen.bars.message(
            _("No browser here; the address went to the terminal's clipboard: {address}").format(address=url),
            seconds=12,
        )

    def copy(self, text: str, said: str) -> None:
        """Send a text to the terminal's clipboard (OSC 52: nobody answers whether it arrived).

        Cleaned once more: what is pasted into a shell must not act there.
        """
        self.screen.app.copy_to_clipboard(clean(text))
        self.screen.bars.message(said)

    def _copy_address(self) -> None:
        self.copy_address(self._address())

    def copy_address(self, address: str) -> None:
        """Send an address to the clipboard, if it is one."""
        url = safe_url(address)
        if url is None:
            self.screen.bars.message(_("This is no web address"))
        else:
            self.copy(url, _("Address sent to the terminal's clipboard: {address}").format(address=url))

    def _text(self) -> Article | None:
        """Return the text of what is looked at; says so when it is not here."""
        if self.screen.panes.in_article:  # the imprint too, which is no article of the archive
            article = self.article.shown.article
        else:
            headline = self._subject()
            article = self.reader.article(headline.key) if headline is not None else None
        if article is None:
            self.screen.bars.message(_("The text is not here yet: Enter fetches it"))
        return article

    def _copy_text(self) -> None:
        article = self._text()
        if article is not None:
            whole = f"{article.headline.title}\n\n{article.text}\n"
            self.copy(whole, _("Text sent to the terminal's clipboard"))

    def _export(self) -> None:
        article = self._text()
        if article is not None:
            self.run(self._save(article), "export")

    async def _save(self, article: Article) -> None:
        from kaskad_tui.reader.exporting import export
        from kaskad_tui.wording import exports

        folder = export_dir(self.screen.settings.export.folder)
        try:
            path = await asyncio.to_thread(export, article, folder)
        except OSError as error:
            self.screen.bars.message(exports.refused(folder, error), seconds=12)
        else:
            self.screen.bars.message(exports.done(path), seconds=8)
