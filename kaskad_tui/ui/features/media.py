"""Pictures and videos of the article: fetched and opened only when the reader asks, or said «always»."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kaskad_tui.i18n import _
from kaskad_tui.model import Article, Failure, Image, Picture, PictureProblem
from kaskad_tui.ui.article.page import image_name
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.wording import pictures

if TYPE_CHECKING:
    from kaskad_tui.ui.screens.main import MainScreen

_AT_ONCE = 10
"""So many pictures of an article are fetched unasked by the setting «always»."""


class Media(Feature):
    """Shows the article's pictures, and hands its videos to the browser."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._subject = ("", "")
        """The article whose pictures were asked for unasked."""
        self._asked: set[str] = set()

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of pictures and videos."""
        return {"article.pictures": self._pictures, "article.videos": self._videos}

    @property
    def alone(self) -> tuple[str, ...]:
        """The actions for an article that has nothing to read but these."""
        article = self.article.shown.article
        if article is None or article.body:
            return ()
        some = {"article.pictures": article.images, "article.videos": article.videos}
        return tuple(id_ for id_, media in some.items() if media)

    # pictures
    def _pictures(self) -> None:
        article = self.article.shown.article
        images = article.images if article is not None else ()
        in_sight = self.article.pictures.in_sight()
        if article is None or not images:
            self.screen.bars.message(_("This article has no pictures"))
        elif self.screen.settings.reading.pictures == "never":
            self.screen.bars.message(_("Pictures are switched off: pictures in [reading] of the settings"))
        elif in_sight:
            self._large(article, images.index(in_sight[0]))
        elif len(images) == 1:
            self._show(article, images[0])
        else:
            names = [(image_name(image), image.url) for image in images]
            self._choose(_("Pictures"), names, lambda number: self._show(article, images[number]))

    def _show(self, article: Article, image: Image) -> None:
        """Fetch a picture and show it in the text."""

        async def work() -> None:
            self.screen.bars.message(_("Fetching the picture…"), seconds=30)
            got = await self.fetch(image)
            if not isinstance(got, Picture):
                self.screen.bars.message(pictures.sentence(got), seconds=10)
            elif self._is_shown(article):
                self.screen.bars.clear()
                self.article.pictures.show(image, got, go=True)

        self.run(work(), "picture", exclusive=True)

    def _is_shown(self, article: Article) -> bool:
        return self.article.shown.identity == (article.headline.source, article.headline.id)

    async def fetch(self, image: Image) -> Picture | PictureProblem | Failure:
        """Return a picture, ready to be painted."""
        got = await self.reader.picture(image.url)
        if isinstance(got, Picture):
            # off the loop: the first time it takes as long as a few frames
            await asyncio.to_thread(import_module, "kaskad_tui.pictures.scaling")
        return got

    def _large(self, article: Article, number: int) -> None:
        from kaskad_tui.ui.screens.picture import PictureView

        self.screen.overlay(
            PictureView(
                article.images,
                number,
                fetch=self.fetch,
                browse=self.screen.outside.open,
                signs=self.article.pictures.signs,
            ),
            None,
        )

    def opened(self, article: Article) -> None:
        """Fetch the pictures of an article that was opened, where the reader wants them always."""
        if self.screen.settings.reading.pictures != "always":
            return
        another, self._subject = self._subject != self.article.shown.identity, self.article.shown.identity
        if another:
            self._asked.clear()
        wanted = [image for image in article.images[:_AT_ONCE] if image.url not in self._asked]
        self._asked |= {image.url for image in wanted}

        async def work() -> None:
            for image in wanted:
                got = await self.fetch(image)
                if got is PictureProblem.NO_PILLOW or not self._is_shown(article):
                    return
                if isinstance(got, Picture):
                    self.article.pictures.show(image, got, go=False)

        if wanted or another:
            self.run(work(), "pictures", exclusive=another)

    # videos
    def _videos(self) -> None:
        article = self.article.shown.article
        videos = article.videos if article is not None else ()
        if not videos:
            self.screen.bars.message(_("This article has no videos"))
        elif len(videos) == 1:
            self.screen.outside.open(videos[0].url)
        else:
            names = [(video.title or "", video.url) for video in videos]
            self._choose(_("Videos"), names, lambda number: self.screen.outside.open(videos[number].url))

    def _choose(self, title: str, names: Sequence[tuple[str, str]], take: Callable[[int], None]) -> None:
        """Let the reader choose among (name, address)."""
        from kaskad_tui.ui.screens.chooser import Choice, Chooser

        hosts = [urlsplit(url).hostname or "" for _name, url in names]
        choices = [
            Choice(str(number), f"{number + 1}. {name or host}", host if name else "")
            for number, ((name, _url), host) in enumerate(zip(names, hosts, strict=True))
        ]

        def chosen(number: str | None) -> None:
            if number is not None:
                take(int(number))

        self.screen.overlay(Chooser(title, choices), chosen)
