"""The program itself: first paint, links, imprint, help, palette, colours, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.model import Article, Failure, FailureError, Headline
from kaskad_tui.ui.article.page import IMPRINT
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.ui.keys import ACTIONS, parse_keys
from kaskad_tui.wording import recovery

if TYPE_CHECKING:
    from kaskad_tui.ui.app import KaskadApp


class Program(Feature):
    """Everything that is about the program and not about the news."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of the program."""
        return {
            "theme": self._choose_theme,
            "imprint": self._imprint,
            "help": self._help,
            "palette": self._palette,
            "copy_or_cancel": self._copy_or_cancel,
            "suspend": self._suspend,
            "quit": lambda: self.app.exit(),
            "start.sample": self._sample,
            "start.address": self._address,
        }

    @property
    def app(self) -> KaskadApp:
        """The app."""
        return self.screen.app  # type: ignore[return-value]  # the screen is made by this app alone

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Action id → keys, the user's changes included."""
        mine = {id_: parse_keys(text) for id_, text in self.screen.settings.keys.items()}
        return {action.id: mine.get(action.id, action.keys) for action in ACTIONS}

    @property
    def has_sample(self) -> bool:
        """The sample edition can be opened from here."""
        return self.app.open_sample is not None

    @property
    def sample_size(self) -> int:
        """How many articles the sample edition has."""
        return self.app.sample_size

    def after_first_paint(self) -> None:
        """Do what can wait until the archive's list is on the screen."""
        self.screen.reading.follow()
        self.screen.refreshing.start()
        self.run(_warm_up(), "warm")
        self.reader.index_behind()
        self._say_how_the_archive_is()

    def _say_how_the_archive_is(self) -> None:
        saved = self.reader.recovered
        trouble = self.reader.read_only or self.reader.trouble
        if saved is not None:
            words = recovery.sentence(str(saved.set_aside), saved.headlines, saved.articles, saved.marks)
            self.screen.bars.message(words, seconds=15)
        elif trouble is not None:
            self.screen.bars.say_failure(trouble)

    async def leave_behind(self) -> None:
        """Keep what the next start wants to know."""
        if self.article.key and self.article.shown.article is not None:
            await self.reader.save_place(self.article.key, self.article.place)
        await self.reader.remembered.leave()

    def name_window(self) -> None:
        """Let the terminal's title follow what is read: the opened article, else the list."""
        shown = self.article.shown.subject if self.screen.panes.reading else None
        of = shown.title if shown is not None else self.screen.listing.name
        self.app.window_title.show(f"{of} – {self.reader.title}")

    def follow_link(self, url: str, *, copy: bool) -> None:
        """Open a link of a text: an article of the site here, all else in the browser."""
        if copy:
            self.screen.outside.copy_address(url)
            return
        headline = self.reader.find(url)
        if headline is not None and headline.key:
            self.screen.reading.open(headline)
        elif self.reader.site.article_id(url) is not None and not self.reader.offline:
            self.run(self._fetch_link(url), "open", exclusive=True)
        else:
            self.screen.outside.open(url)

    async def _fetch_link(self, url: str) -> None:
        """Open an article of the site that the archive has not seen yet, or its page where that fails."""
        self.screen.bars.message(_("Loading…"), seconds=20)
        got = await self.reader.read(url, typed=False)
        if isinstance(got, Failure) or not got.headline.key:
            self.screen.outside.open(url)
        else:
            self.screen.bars.clear()
            self.screen.reading.open(got.headline)

    def _imprint(self) -> None:
        async def work() -> None:
            found = await self.reader.fetch_imprint()
            if isinstance(found, Failure):
                self.screen.bars.say_failure(found)
            elif not found:
                self.screen.bars.message(_("The site shows no imprint"))
            else:
                headline = Headline(
                    IMPRINT, self.reader.front_url, _("About the site"), source=self.reader.source
                )
                text = "\n\n".join(found)
                self.screen.reading.shown = None
                self.screen.panes.focus_article()
                self.article.show(Article(headline, None, tuple(found), text), headline)
                self.name_window()

        self.run(work(), "imprint", exclusive=True)

    def _help(self) -> None:
        from kaskad_tui.ui.screens.help import Help

        self.screen.overlay(Help(self.keys), self._do)

    def _palette(self) -> None:
        from kaskad_tui.ui.palette import Palette

        self.screen.overlay(Palette(self.keys), self._do)

    def _do(self, id_: str | None) -> None:
        if id_ is not None:
            self.screen.act(id_)

    def _choose_theme(self) -> None:
        from kaskad_tui.ui.screens.chooser import Choice, Chooser

        names = {
            "kaskad-dark": _("dark"),
            "kaskad-light": _("light"),
            "kaskad-sepia": _("sepia"),
            "kaskad-contrast": _("high contrast"),
            "kaskad-16": _("the terminal's 16 colours"),
            "kaskad-16-light": _("the terminal's 16 colours, on a light ground"),
        }
        choices = [
            Choice(name, names.get(name, name)) for name in (*names, *sorted(self.app.available_themes))
        ]
        unique = list({choice.id: choice for choice in choices}.values())

        def chosen(name: str | None) -> None:
            if name is not None:
                self.app.theme = name
                self.run(self.reader.shared.choose("theme", name), "preference")

        self.screen.overlay(Chooser(_("Colours"), unique, current=self.app.theme), chosen)

    def _copy_or_cancel(self) -> None:
        selected = self.screen.get_selected_text()
        if selected:
            self.screen.outside.copy(selected, _("Selection sent to the terminal's clipboard"))
        elif not self.screen.long_work.cancel():
            self.screen.bars.message(_("Q quits"))

    def _suspend(self) -> None:
        self.app.action_suspend_process()

    def _sample(self) -> None:
        if self.app.open_sample is None:
            return
        try:
            self.app.change_archive(self.app.open_sample())
        except FailureError as error:
            self.screen.bars.say_failure(error.failure)
        except OSError as error:
            self.screen.bars.message(
                _("The sample edition cannot be opened: {reason}").format(reason=why(error))
            )

    def _address(self) -> None:
        from kaskad_tui.ui.screens.address import AddressPrompt

        def chosen(url: str | None) -> None:
            if url is not None:
                try:
                    self.app.change_archive(self.reader.at(url))
                except FailureError as error:
                    self.screen.bars.say_failure(error.failure)

        self.screen.overlay(AddressPrompt(), chosen)


async def _warm_up() -> None:
    from kaskad_tui.ui.article.blocks import warm_up

    await warm_up()
