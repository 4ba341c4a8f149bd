"""The bare dressing: a template override without microdata, in the order that the real site's pages show."""

from __future__ import annotations

from collections.abc import Sequence

from kaskad_tui.demo import dates
from kaskad_tui.demo.edition import Article
from kaskad_tui.demo.imprint import IMPRINT, POPULAR, RELATED, SITE, TOP, VIDEO, WEEK
from kaskad_tui.demo.markup import Frame, amp_link, feed_links, h, head, items, link, rooted
from kaskad_tui.demo.newsroom import Listing

NAME = "bare"
FEED_IS_FULL = True
"""This site is set so that a feed gives whole texts."""


def author(shown: Article) -> str:
    """Return the author line: name, then the e-mail address where there is one."""
    email = shown.draft.email
    address = f' <a href="mailto:{h(email)}">{h(email)}</a>' if email else ""
    return f"Автор {h(shown.draft.author)}{address}"


def figure(shown: Article) -> str:
    """Return the picture over the text; empty where there is none."""
    if shown.draft.image is None:
        return ""
    caption = shown.draft.caption
    sign = f"<figcaption>{h(caption)}</figcaption>" if caption else ""
    return f'<figure class="pic"><img src="{h(shown.draft.image)}" alt="" />{sign}</figure>\n'


def article(frame: Frame, shown: Article) -> str:
    """Return an article's page."""
    inner = f"""<article class="mat">
<h1 class="zag">{h(shown.title)}</h1>
<div class="dt">{dates.line(shown.moment)}</div>
{figure(shown)}<div class="txt">
{rooted(shown.body)}
</div>
<div class="avt">{author(shown)}</div>
"""
    if frame.component:
        return _page(frame, _title(shown.title), f"{inner}</article>", None, author=shown.draft.author)
    inner += f"""<div class="nav"><a href="/">на главную</a> <a href="/novosti">все новости</a></div>
<div class="avt2">{author(shown)}</div>
</article>
<div class="vse"><a href="/novosti">все новости</a></div>
"""
    extra = amp_link(frame, shown)
    return _page(frame, _title(shown.title), inner, shown, author=shown.draft.author, extra=extra)


def listing(frame: Frame, shown: Listing) -> str:
    """Return one page of a list: date, title and first paragraph of each, then the titles that come next."""
    heading = "" if shown.path == "/" else f'<h1 class="zag">{h(shown.title)}</h1>\n'
    rows = "".join(
        f'<div class="st"><span class="dt">{dates.line(one.moment)}</span>\n'
        f'<h2>{link(one)}</h2>\n<div class="anons">{_teaser(one)}</div></div>\n'
        for one in shown.items
    )
    more = f'<ul class="eshche">\n{items(shown.links)}\n</ul>\n' if shown.links else ""
    title = SITE if shown.path == "/" else _title(shown.title)
    inner = f'<div class="lenta">\n{heading}{rows}{more}{_pages(shown)}</div>'
    return _page(frame, title, inner, None, extra=feed_links(shown.path) if shown.feed else "")


def text(frame: Frame, title: str, body: str, path: str) -> str:
    """Return a page of the menu that is no news: a title and HTML."""
    return _page(frame, _title(title), f'<div class="str"><h1>{h(title)}</h1>\n{body}</div>', None)


def error(frame: Frame, status: int, message: str) -> str:
    """Return the template's own error page: short, without blocks."""
    return f"""<!DOCTYPE html>
<html lang="ru-ru" dir="ltr">
<head><meta charset="utf-8" /><title>Ошибка: {status}</title></head>
<body>
<div class="err"><p class="num">{status}</p><p>{h(message)}</p>
<p>Такой страницы нет: возможно, новость удалена.</p>
<p><a href="/">на главную</a></p></div>
</body>
</html>
"""


def sidebar(frame: Frame, beside: Article | None, heading: str) -> str:
    """Return the blocks under a text: two of them stand twice, empty ones keep their headings.

    Args:
        frame: the request.
        beside: the article that the blocks belong to.
        heading: tag name of the headings.
    """
    blocks = frame.newsroom.blocks(beside)
    video = (blocks.video,) if blocks.video else ()
    twice = _block(heading, TOP, blocks.top), _block(heading, WEEK, blocks.week)
    related = _block(heading, RELATED, blocks.related)
    return "\n".join(
        [_block(heading, VIDEO, video), *twice, related, *twice, _block(heading, POPULAR, blocks.popular)]
    )


def _block(heading: str, title: str, articles: Sequence[Article]) -> str:
    shown = f"<ul>\n{items(articles)}\n</ul>" if articles else ""
    return f'<div class="blok"><{heading} class="bz">{h(title)}</{heading}>\n{shown}</div>'


def _title(title: str) -> str:
    return f"{title} - {SITE}"


def _teaser(one: Article) -> str:
    return rooted(one.intro).partition("</p>")[0] + "</p>"


def _pages(shown: Listing) -> str:
    if shown.pages < 2 or shown.start >= shown.total:
        return ""
    current = shown.start // Listing.STEP + 1
    numbers = " ".join(
        f"<b>{page}</b>" if page == current else f'<a href="{shown.address(page)}">{page}</a>'
        for page in range(1, shown.pages + 1)
    )
    ahead = f' <a href="{shown.address(current + 1)}">дальше</a>' if current < shown.pages else ""
    return f'<div class="strn">{numbers}{ahead}</div>\n'


def _page(
    frame: Frame,
    title: str,
    inner: str,
    beside: Article | None,
    *,
    author: str | None = None,
    extra: str = "",
) -> str:
    opened = head(frame, title, author=author, extra=extra, template="kaskad")
    if frame.component:
        return (
            f'<!DOCTYPE html>\n<html lang="ru-ru" dir="ltr">\n{opened}\n<body>\n{inner}\n</body>\n</html>\n'
        )
    newsroom = frame.newsroom
    menu = " ".join(f'<a href="/{slug}">{h(newsroom.section_title(slug))}</a>' for slug in newsroom.sections)
    return f"""<!DOCTYPE html>
<html lang="ru-ru" dir="ltr">
{opened}
<body>
<div class="shapka"><a class="logo" href="/">{h(SITE)}</a></div>
<div class="menu"><a href="/">Главная</a> {menu} <a href="/kontakty">Контакты</a></div>
<div class="kont">
{inner}
</div>
{sidebar(frame, beside, "div")}
<div class="podval">
{IMPRINT}</div>
</body>
</html>
"""
