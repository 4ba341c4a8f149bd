"""What stands where: sections, listings, neighbours and the side blocks, told from the articles alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kaskad_tui.demo.edition import Article, Draft
from kaskad_tui.demo.moments import schedule

_SECTIONS = {
    "novosti": "Новости",
    "syuzhety": "Сюжеты",
    "obshchestvo": "Общество",
    "ekonomika": "Экономика",
    "proisshestviya": "Происшествия",
    "sport": "Спорт",
    "kultura": "Культура",
    "intervyu": "Интервью",
}
_BROAD = frozenset(("дайджест", "видео", "фото", "город", "люди"))
"""Tags that say nothing of what a text is about."""

_LETTERS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdezijklmnoprstufye", strict=True))
    | {"ё": "jo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)
_WORD = re.compile(r"[а-яё]{5,}")
_STEM = 6


@dataclass(frozen=True, slots=True)
class Tag:
    """A label of an article: `slug` is its address, `title` its name."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """The side lists of a page, each newest or most read first; `related` may be empty."""

    top: tuple[Article, ...]
    week: tuple[Article, ...]
    popular: tuple[Article, ...]
    related: tuple[Article, ...]
    video: Article | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: `items` with their texts, then `links`, which are the next page's first items."""

    title: str
    path: str
    items: tuple[Article, ...]
    links: tuple[Article, ...]
    start: int
    total: int
    feed: bool

    STEP = 10

    @property
    def pages(self) -> int:
        """Return how many pages the list has, at least one."""
        return max(1, -(-self.total // self.STEP))

    def address(self, page: int) -> str:
        """Return the address of a page; pages count from 1."""
        return self.path if page <= 1 else f"{self.path}?start={(page - 1) * self.STEP}"


class Newsroom:
    """The edition at one start: articles with their moments and everything that is told from them."""

    LINKS = 4

    def __init__(self, drafts: Sequence[Draft], start: datetime) -> None:
        """Schedule the drafts (lowest number first, at least one that is not gone) for a start (aware)."""
        everything = schedule(drafts, start)
        self._drafts = tuple(drafts)
        self.start = start
        self.articles = tuple(article for article in everything if not article.draft.gone)
        self.gone = tuple(article for article in everything if article.draft.gone)
        self._by_number = {article.number: article for article in self.articles}
        self._tags = {article.number: _tags(article) for article in self.articles}
        self._tag_titles = {tag.slug: tag.title for tags in self._tags.values() for tag in tags}
        self._stems = {article.number: _stems(article.title) for article in self.articles}
        used = {article.draft.section for article in self.articles}
        known = [slug for slug in _SECTIONS if slug in used]
        self.sections = tuple([*known, *sorted(used - set(known))])
        newest = self.articles[0].moment
        self._today = self._since(newest.replace(hour=0, minute=0) - timedelta(days=1))
        self._week = self._since(newest - timedelta(days=7))
        self._blocks = self._common()

    def edited(self, draft: Draft) -> Newsroom:
        """Return the same newsroom after the text of an article was exchanged; the moments stay."""
        drafts = [draft if draft.number == known.number else known for known in self._drafts]
        return Newsroom(drafts, self.start)

    def article(self, number: int) -> Article | None:
        """Return the article with that number, None if there is none or it is gone."""
        return self._by_number.get(number)

    def section_title(self, slug: str) -> str:
        """Return a section's name as the menu prints it."""
        return _SECTIONS.get(slug, slug.replace("-", " ").capitalize())

    def tags(self, article: Article) -> tuple[Tag, ...]:
        """Return the article's tags."""
        return self._tags.get(article.number, ())

    def front(self, start: int) -> Listing:
        """Return the front page from an offset: every section's articles."""
        return self._listing("Главная", "/", self.articles, start, feed=True)

    def section(self, slug: str, start: int) -> Listing:
        """Return a section's list from an offset (its own articles only)."""
        own = tuple(article for article in self.articles if article.draft.section == slug)
        return self._listing(self.section_title(slug), f"/{slug}", own, start, feed=True)

    def tagged(self, slug: str, start: int) -> Listing | None:
        """Return the list of a tag, None if no article has it."""
        if slug not in self._tag_titles:
            return None
        own = tuple(a for a in self.articles if any(tag.slug == slug for tag in self.tags(a)))
        return self._listing(self._tag_titles[slug], f"/component/tags/tag/{slug}", own, start, feed=False)

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """Return the articles before (newer) and behind (older) it in its section's list."""
        own = [other for other in self.articles if other.draft.section == article.draft.section]
        at = own.index(article)
        return (own[at - 1] if at else None, own[at + 1] if at + 1 < len(own) else None)

    def blocks(self, article: Article | None = None) -> Blocks:
        """Return the side blocks; only «новости по теме» depends on the article they stand beside."""
        if article is None:
            return self._blocks
        common = self._blocks
        return Blocks(common.top, common.week, common.popular, self._related(article), common.video)

    def _listing(self, title: str, path: str, own: tuple[Article, ...], start: int, *, feed: bool) -> Listing:
        step = Listing.STEP
        items, links = own[start : start + step], own[start + step : start + step + self.LINKS]
        return Listing(title, path, items, links, start, len(own), feed)

    def _since(self, moment: datetime) -> tuple[Article, ...]:
        return tuple(article for article in self.articles if article.moment > moment)

    def _common(self) -> Blocks:
        top = _most_read(self._today, 5)
        week = _most_read([article for article in self._week if article not in top], 5)
        older = [article for article in self.articles if article not in self._week]
        # The block was made before the article was withdrawn: the site still names it.
        popular = [*_most_read(older, 6 - len(self.gone[:1])), *self.gone[:1]]
        popular.sort(key=lambda article: article.draft.hits, reverse=True)
        videos = [
            *_most_read([article for article in self._today if article.has_video], 1),
            *_most_read([article for article in self.articles if article.has_video], 1),
        ]
        return Blocks(top, week, tuple(popular), (), videos[0] if videos else None)

    def _topics(self, article: Article) -> set[str]:
        return {tag.slug for tag in self.tags(article) if tag.title not in _BROAD}

    def _related(self, article: Article) -> tuple[Article, ...]:
        tags, stems = self._topics(article), self._stems[article.number]
        scored = []
        for other in self.articles:
            shared = 2 * len(tags & self._topics(other)) + len(stems & self._stems[other.number])
            if other is not article and shared >= 2:
                scored.append((shared, other.number, other))
        scored.sort(reverse=True, key=lambda entry: entry[:2])
        return tuple(other for _, _, other in scored[:4])


def _most_read(articles: Sequence[Article], count: int) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: (-article.draft.hits, -article.number))[:count])


def _tags(article: Article) -> tuple[Tag, ...]:
    return tuple(Tag(transliterated(title), title) for title in article.draft.tags)


def transliterated(title: str) -> str:
    """Return a title as the site's addresses write it: «Чёрный йод» is `chjornyj-jod`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower().translate(_LETTERS)).strip("-")


def _stems(title: str) -> set[str]:
    common = {"калини", "област", "регион", "жители", "жителе", "новост"}
    return {word[:_STEM] for word in _WORD.findall(title.lower())} - common
