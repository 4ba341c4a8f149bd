"""Which links lead to articles by what the page repeats: addresses of one shape that stand as headlines.

An address alone says little on a site whose articles are `/blog/rybaki-na-ldu` or `?id=7`. What its
neighbours of the same shape look like says it: whole headings, sentences, dates and teasers beside them, and
not the short words of a menu. Only a shape that promises something is looked at closely.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile, takewhile
from statistics import median
from urllib.parse import parse_qsl, unquote, urlsplit

from kaskad_tui.extract.addresses import is_of_forum, kept_query, without_tracking
from kaskad_tui.extract.boxes import Box, Run
from kaskad_tui.extract.bylines import tells_date
from kaskad_tui.extract.context import Context, is_no_article
from kaskad_tui.extract.density import is_prose
from kaskad_tui.extract.labels import GENERIC_LINK, NEXT_PAGE, fold, is_counter

_MENU_TAGS = ("nav", "footer", "aside")
_NO_TITLE = GENERIC_LINK | NEXT_PAGE
_MENU_ROLES = frozenset(("navigation", "contentinfo", "complementary", "banner"))
_NO_PAGE = re.compile(
    r"(?:^|&)(?:start|offset|paged|pg|PAGEN_\d+|format|tmpl|type|print|sort|order|lang|share|replytocom)=",
    re.I,
)
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.I)
_LEAST = 4
"""So many links of a shape that stand as headlines do are no accident."""
_LEAST_DATED = 2
"""So few are enough where each has its date and more."""
_LEAST_HEADED = 4
"""So many paragraphs that begin with a link to an article of its own are a list."""
_SENTENCE = 30
"""Characters: a menu's words are shorter in the middle."""
_HEADLINE = 18
_TITLE = 20
"""Characters with which running text may open as its title, in the same line."""
_NEAR = 3
"""So many lines round a link are looked at for its date and its teaser."""

Shape = tuple[str, ...]


@dataclass(slots=True)
class _Linked:
    """One address with words that may be a headline, and how it stands in the page."""

    url: str
    text: str = ""
    headed: bool = False
    """It is a whole heading, or opens running text as its title."""
    menu: bool = True
    """It stands in menus alone."""
    dated: bool = False
    teaser: bool = False
    """Running text or a picture of its own is beside it."""
    leaves: list[Box] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """It stands as a headline does."""
        if self.menu:
            return False
        if self.headed and self.dated:
            return True
        shows = self.headed or self.dated or self.teaser or len(self.text) >= _SENTENCE
        return shows and len(self.text) >= 12 and _words(self.text) >= 3

    @property
    def alike(self) -> bool:
        """It may be an article, once others of its shape are: it has a date or heading, or is no menu's."""
        return self.headed or self.dated or any(not _in_menu(leaf, _MENU_TAGS[:2]) for leaf in self.leaves)


def articles_by_shape(context: Context) -> frozenset[str]:
    """Return the own addresses, without tracking, that lead to articles by what the page repeats.

    Nothing for a site whose profile says what an article's address is.
    """
    profile = context.profile
    if profile is not None and (profile.article or profile.article_paths):
        return frozenset()
    linked, others = _links(context)
    groups: dict[Shape, list[_Linked]] = defaultdict(list)
    for one in linked.values():
        groups[_shape(one.url)].append(one)
    page = _Page(context, linked, others)
    loose: dict[Shape, list[_Linked]] = defaultdict(list)
    found: set[str] = set()
    for shape, group in groups.items():
        if page.has_won(shape, group):
            found.update(one.url for one in group if one.good or one.alike)
        if len(shape) > 1 and shape[0] not in "#*":
            loose[("*", *shape[1:])] += group
    for shape, group in loose.items():  # a folder for each section: /sport/final, /kultura/premera
        if len({_shape(one.url) for one in group}) > 1 and page.has_won(shape, group):
            found.update(one.url for one in group if not one.menu and (one.headed or one.dated or one.good))
    return frozenset(found)


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{2,}", text))


def _links(context: Context) -> tuple[dict[str, _Linked], list[str]]:
    """Return the own addresses that are no articles by themselves, by their words; and the other links."""
    found: dict[str, _Linked] = {}
    others: list[str] = []
    for leaf in context.outline.leaves:
        if not leaf.link_chars:
            continue
        texts: dict[str, str] = {}
        for run in leaf.runs or ():
            if run.href is not None:
                texts[run.href] = texts.get(run.href, "") + run.text
        for href, text in texts.items():
            text = text.strip()
            if len(text) < 8 or _words(text) < 2:
                others.append(href)
            elif context.article_of(href) is None and (url := _own(context, href)) is not None:
                prose = is_prose(leaf) and 2 * leaf.link_chars < len(leaf.text)
                opening = opening_link(leaf, context) if prose else None
                opens = opening is not None and opening.href == href
                if (prose and not opens) or fold(text) in _NO_TITLE or is_counter(text):
                    continue
                one = found.setdefault(url, _Linked(url))
                one.leaves.append(leaf)
                if (opens or (leaf.level and len(text) >= 0.8 * len(leaf.text))) and not one.headed:
                    one.headed, one.text = True, text[:300]
                elif not one.headed and len(text) > len(one.text):
                    one.text = text[:300]
    return found, others


def before_link(leaf: Box) -> str:
    """Return what a leaf says before its first link."""
    runs = takewhile(lambda run: run.href is None, leaf.runs or ())
    return "".join(run.text for run in runs).strip()


def opening_link(leaf: Box, context: Context) -> Run | None:
    """Return the link that a leaf of running text opens with as its title, behind its date if it has one.

    A title is some words long, or a line of its own.
    """
    runs = [run for run in leaf.runs or () if run.text.strip()]
    before = before_link(leaf)
    if before and tells_date(before, context):
        runs = list(dropwhile(lambda run: run.href is None, runs))
    if not runs or runs[0].href is None:
        return None
    link = runs[0]
    line = len(runs) > 1 and (link.text.endswith("\n") or runs[1].text.startswith("\n"))
    return link if len(link.text) >= _TITLE or (line and len(link.text) >= 8) else None


def headed_by_links(context: Context) -> frozenset[int]:
    """Return the leaves of running text that open with the one link in them, if that is how a page is made.

    Title, line break and teaser in one cell: old portals. In an article few paragraphs begin with a link.
    """
    prose = [leaf for leaf in context.outline.leaves if is_prose(leaf)]
    found: dict[int, str] = {}
    dated = 0
    for leaf in prose:
        opening = opening_link(leaf, context)
        article = context.article_of(opening.href) if opening is not None else None
        named = (context.article_of(run.href) for run in leaf.runs or ())
        if article is not None and len({one[1] for one in named if one is not None}) == 1:
            found[leaf.lo] = article[1]
            dated += bool(before_link(leaf))
    least = _LEAST_DATED if dated == len(found) else _LEAST_HEADED
    enough = len(set(found.values())) >= least and 2 * len(found) >= len(prose)
    return frozenset(found) if enough else frozenset()


def _own(context: Context, href: str) -> str | None:
    """Return the address of a link that may be an article of the page's site, without tracking."""
    url = context.resolve(href)
    if url is None or not context.is_own(url):
        return None
    plain = without_tracking(url)
    return plain if _may_be_article(plain) and plain != context.url else None


def _may_be_article(url: str) -> bool:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if is_no_article(path) or is_of_forum(path) or _NO_PAGE.search(parts.query):
        return False
    return path not in ("", "/") or bool(parts.query)


def _shape(url: str) -> Shape:
    """Return what an address has in common with its neighbours: folder, depth, numbers, ending, query."""
    parts = urlsplit(url)
    *folders, last = unquote(parts.path).strip("/").split("/")
    ending = _EXTENSION.search(last)
    kept = 2 if len(folders) > 1 and len(folders[0]) == 2 and folders[0].isalpha() else 1
    shape = ["#" if name.isdigit() else name if place < kept else "*" for place, name in enumerate(folders)]
    query = parse_qsl(kept_query(parts.query), keep_blank_values=True)
    if query:
        shape.append(last)
        for name, value in sorted(query):
            kind = "#" if value[:1].isdigit() else "*" if len(query) == 1 else value
            shape.append(f"?{name}={kind}")
    else:
        stem = last[: ending.start()] if ending else last
        shape.append(("#" if stem.isdigit() else "*") + (ending[0] if ending else ""))
    return tuple(shape)


class _Page:
    """What is round the links of a page."""

    def __init__(self, context: Context, linked: dict[str, _Linked], others: list[str]) -> None:
        self._context = context
        self._linked = linked
        self._others = others

    def has_won(self, shape: Shape, group: list[_Linked]) -> bool:
        """Tell whether the links of a shape stand as headlines do; writes it down."""
        if len(group) < _LEAST_DATED:
            return False
        for one in group:
            if one.menu:
                self._look(one)
        good = [one for one in group if one.good]
        if len(good) < _LEAST_DATED or 2 * len(good) < sum(not one.menu for one in group):
            return False
        middle = median(len(one.text) for one in good)
        dated = sum(one.dated for one in good)
        headed = sum(one.headed for one in good)
        clear = sum(one.headed or one.teaser for one in good)
        if len(good) < _LEAST:
            sure = headed == len(good) or (clear == len(good) and middle >= _HEADLINE)
            won = sure and dated == len(good)
        elif 2 * dated >= len(good) or (
            5 * clear >= 4 * len(good) and middle >= (_HEADLINE if 2 * headed > len(good) else _SENTENCE)
        ):
            won = 2 * len(good) > self._plain.get(shape, 0)
        else:
            all_of = len(group) + self._plain.get(shape, 0)
            won = len(shape) > 1 and middle >= _SENTENCE and 5 * len(good) >= 4 * max(5, all_of)
        if won:
            detail = f"{'/'.join(shape)}: {len(good)} links, {headed} headings, {dated} dates"
            self._context.decide("articles", "addresses of one shape that stand as headlines", 0.7, detail)
        return won

    @cached_property
    def _plain(self) -> Mapping[Shape, int]:
        """How many links of a shape have nothing of a headline, menus left out."""
        urls = {_own(self._context, href) for href in self._others} - set(self._linked)
        return Counter(_shape(url) for url in urls if url is not None)

    def _look(self, one: _Linked) -> None:
        """See how a link stands: in a menu, beside a date, over a teaser."""
        context = self._context
        for leaf in one.leaves:
            if _in_menu(leaf):
                continue
            one.menu = False
            rest = "".join(run.text for run in leaf.runs or () if run.href is None).strip()
            dated = tells_date(rest, context) or tells_date(before_link(leaf), context)
            one.dated = one.dated or leaf.lo in context.timed or dated
            one.teaser = one.teaser or len(rest) >= 2 * _SENTENCE
            for step in (1, -1):
                self._beside(one, leaf, step)
        if not one.teaser and not one.menu:
            one.teaser = one.url in context.pictured

    def _beside(self, one: _Linked, leaf: Box, step: int) -> None:
        context, leaves = self._context, self._context.outline.leaves
        for at in range(leaf.lo + step, leaf.lo + step * (_NEAR + 1), step):
            if not 0 <= at < len(leaves) or self._is_other(leaves[at], one):
                return
            one.dated = one.dated or at in context.timed or tells_date(leaves[at].text, context)
            one.teaser = one.teaser or (step > 0 and is_prose(leaves[at]))

    def _is_other(self, leaf: Box, one: _Linked) -> bool:
        """Tell whether a line is another headline: what stands behind it belongs to that one."""
        if 2 * leaf.link_chars < len(leaf.text):
            return False
        hrefs = [run.href for run in leaf.runs or () if run.href]
        urls = {_own(self._context, href) for href in hrefs if not self._context.article_of(href)}
        return any(url != one.url and url in self._linked for url in urls)


def _in_menu(leaf: Box, tags: Sequence[str] = _MENU_TAGS) -> bool:
    """Tell whether a link stands in a menu: in a box that says so, or in a row of links."""
    if len({run.href for run in leaf.runs or () if run.href}) > _NEAR:
        return True
    box: Box | None = leaf
    while box is not None:
        if box.tag in tags or box.get("role") in _MENU_ROLES:
            return True
        if box.tag == "header" and (box.parent is None or box.parent.tag in ("html", "body")):
            return True
        box = box.parent
    return False
