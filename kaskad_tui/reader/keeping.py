"""Puts what pages say into the archive and tells what changed by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kaskad_tui.model import Article, Headline, ListKind, Lists, Section
from kaskad_tui.reader.aliases import note_amp, release, settled
from kaskad_tui.reader.assembling import all_sections, differs, filled, own_headlines, own_lists
from kaskad_tui.reader.events import ArticleChanged, Event, HeadlinesChanged, ListsChanged, SectionsChanged
from kaskad_tui.sources.site import Site

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.store.archive import Archive
    from kaskad_tui.store.headlines import Saved

_NO_LISTS = "no lists"
"""State of a source: the menu's entries that lead to no list, one a line."""
_LONGEST = 500_000
"""Characters of a text that is kept beside another one."""

Tell = Callable[[Event], None]
"""Takes an event to everybody who listens."""


class Keeper:
    """Writes for one source. Every method raises FailureError (STORE_*) when the archive refuses."""

    def __init__(self, site: Site, archive: Archive, tell: Tell) -> None:
        self.site = site
        """Whose pages they are; replaced once more is known of it."""
        self._archive = archive
        self._tell = tell

    def sections(self) -> tuple[Section, ...]:
        """Return the site's sections as known now, without menu entries that turned out to be no lists."""
        found = all_sections(self.site, self._archive.sections(self.site.name))
        wrong = (self._archive.state(self.site.name, _NO_LISTS) or "").split("\n")
        known = {section.id for section in self.site.profile.sections}
        return tuple(one for one in found if one.id in known or one.id not in wrong)

    def address(self, section: str | None) -> str:
        """Return where the first page of a list lies; as the menu links to it where the profile has none."""
        menu = () if self.site.profile.article else self.sections()
        named = (one.url for one in menu if section and one.id == section)
        return next(named, self.site.list_url(section))

    async def no_list(self, section: str | None) -> None:
        """Note that a menu's entry leads to no list."""
        if not section or section not in {one.id for one in self.sections()}:
            return
        wrong = self._archive.state(self.site.name, _NO_LISTS)
        await self._archive.save_state(self.site.name, _NO_LISTS, f"{wrong}\n{section}" if wrong else section)
        self._tell(SectionsChanged())

    def other_sections(self) -> list[str]:
        """Return the ids of the sections that have a list beside the main one.

        Of a site whose profile names none, nobody knows which menu entries lead to lists.
        """
        if not self.site.profile.sections:
            return []
        main = self.site.profile.list_path.strip("/")
        return [section.id for section in self.sections() if section.id not in ("", main)]

    def titles(self) -> Mapping[str, str]:
        """Return the titles of the sections by id."""
        return {section.id: section.title for section in self.sections()}

    def own(self, items: Sequence[Headline], section: str | None = None) -> tuple[Headline, ...]:
        """Return those of a page's headlines that are the site's articles.

        Args:
            items: as the page has them.
            section: whose list it is; it is that of its articles where neither page nor address names one.
        """
        titles = self.titles()
        found = settled(self._archive, self.site, own_headlines(self.site, items, titles))
        title = titles.get(section or "")
        if title is None or self.site.profile.article:
            return found
        named = set(titles.values())
        return tuple(one if one.section in named else replace(one, section=title) for one in found)

    def lists_of(self, page: Page) -> Mapping[ListKind, tuple[Headline, ...]]:
        """Return a page's named lists, as far as they lead to the site's articles."""
        return own_lists(self.site, page.lists, self.titles())

    async def listing(self, items: Sequence[Headline], fetched: datetime) -> Saved:
        """Keep the headlines of a listing or a feed.

        Where a page dates its items, those that it only names (Joomla's link items) are kept, but stand in no
        list until a page dates them: by the moment of first sight they would stand above today's news.
        """
        await release(self._archive, self.site, items)
        await note_amp(self._archive, self.site, items)
        dated = any(item.published for item in items)
        saved = await self._archive.save_headlines(
            self.site.name, [item for item in items if item.published or not dated], fetched, listed=True
        )
        named = [item for item in items if dated and not item.published]
        if named:
            others = await self._archive.save_headlines(self.site.name, named, fetched, listed=False)
            dated_keys, named_keys = iter(saved.keys), iter(others.keys)
            keys = tuple(next(dated_keys if item.published else named_keys) for item in items)
            saved = saved._replace(updated=saved.updated + others.updated, keys=keys)
        if saved.new or saved.updated:
            self._tell(HeadlinesChanged(new=saved.new, updated=saved.updated))
        return saved

    async def beside(self, page: Page, fetched: datetime) -> None:
        """Keep what a page holds beside its text: named lists, sections, imprint.

        A list of what is related to one article is not kept here: it belongs to that article.
        """
        lists = dict(self.lists_of(page))
        lists.pop(ListKind.RELATED, None)
        name = self.site.name
        if lists and await self._archive.save_lists(name, lists, fetched):
            self._tell(ListsChanged())
        if page.sections:
            before = self.sections()
            await self._archive.save_sections(name, all_sections(self.site, page.sections))
            if self.sections() != before:
                self._tell(SectionsChanged())
        if page.imprint:
            await self._archive.save_imprint(name, page.imprint)

    def entered(self, ident: str) -> None:
        """Tell that an article came into the lists by itself."""
        item = self._archive.by_id(self.site.name, ident)
        if item is not None:
            self._tell(HeadlinesChanged(new=(item.key,), updated=()))

    async def feed(self, page: Page, listed: Sequence[Headline], fetched: datetime) -> Saved:
        """Keep a feed: headlines that the list page lacks or left open, and what it gives of the texts.

        Args:
            page: the feed.
            listed: what the list page said at the same time; it holds where the feed says otherwise.
            fetched: when.
        """
        known = {item.id: item for item in listed}
        items = tuple(filled(item, known.get(item.id)) for item in self.own(page.headlines))
        saved = await self.listing(items, fetched)
        whole = self.site.profile.settings.text == "feed"
        entries = {self.site.canonical_key(entry.url or ""): entry for entry in page.entries}
        texts, given = [], []
        for item in self._archive.headlines(saved.keys):
            entry = entries.get(item.id)
            if entry is None or not entry.body:
                continue
            article = replace(_given(item, entry, fetched), complete=whole)
            if whole:
                copy = self._archive.article(item.key)
                if copy is None or (copy.from_feed and differs(copy, article)):
                    texts.append(article)
            elif not item.has_body:
                texts.append(article)
            if len(article.text) <= _LONGEST and _says_other(self._archive.feed_text(item.key), article):
                given.append(article)
        if texts or given:
            await self._archive.save_articles(self.site.name, texts, given)
        return saved

    async def article(self, article: Article, *, tell: bool = False) -> int:
        """Keep an article; returns its key. With `tell` those who listen learn that it changed."""
        key = await self._archive.save_article(article.headline.source, article)
        if tell:
            self._tell(ArticleChanged(key))
        return key


def _says_other(old: Article | None, new: Article) -> bool:
    """Tell whether a feed gives something else of an article than it gave before."""
    return old is None or (old.author, old.body, old.images, old.videos) != (
        new.author,
        new.body,
        new.images,
        new.videos,
    )


def _given(item: Headline, entry: Page, fetched: datetime) -> Article:
    """Return the article that a feed's entry makes."""
    lists: Lists = {}
    return Article(
        headline=item,
        author=entry.author,
        body=entry.body,
        text=entry.text,
        images=entry.images,
        videos=entry.videos,
        links=entry.links,
        lists=lists,
        fetched=fetched,
        extractor=Article.FEED,
    )
