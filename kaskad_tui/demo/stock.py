"""The stock dressing: what Joomla 3 prints with its own template protostar."""

from __future__ import annotations

from kaskad_tui.demo import dates
from kaskad_tui.demo.cloak import cloaked
from kaskad_tui.demo.edition import NEWSROOM, Article
from kaskad_tui.demo.imprint import SITE
from kaskad_tui.demo.markup import Frame, amp_link, feed_links, h, head, rooted
from kaskad_tui.demo.newsroom import Listing
from kaskad_tui.demo.stock_frame import Crumb, page
from kaskad_tui.demo.stock_paging import pagination

NAME = "stock"
FEED_IS_FULL = False
"""Joomla's default: a feed gives the intro of a text that was split."""

_BLOG = 'itemscope itemtype="https://schema.org/Blog"'
_POSTING = 'itemprop="blogPost" itemscope itemtype="https://schema.org/BlogPosting"'


def article(frame: Frame, shown: Article) -> str:
    """Return an article's page."""
    section = frame.newsroom.section_title(shown.draft.section)
    inner = f"""<div class="item-page" itemscope itemtype="https://schema.org/Article">
	<meta itemprop="inLanguage" content="ru-RU" />
	<div class="page-header">
		<h2 itemprop="headline">
			{h(shown.title)}		</h2>
	</div>
{_icons(shown, printing=frame.component)}
{_info(frame, shown)}
{_image(shown, "image")}
	<div itemprop="articleBody">
		{cloaked(rooted(shown.body))}	</div>
{_tags(frame, shown)}
{_pager(frame, shown)}
</div>"""
    crumbs = [Crumb("Главная", "/"), Crumb(section, f"/{shown.draft.section}"), Crumb(shown.title, None)]
    return page(
        frame,
        head(
            frame, shown.title, author=shown.draft.author, extra=amp_link(frame, shown), template="protostar"
        ),
        f"site com_content view-article no-layout no-task itemid-{_itemid(frame, shown.draft.section)}",
        inner,
        crumbs,
        shown,
        f"/{shown.draft.section}",
    )


def listing(frame: Frame, shown: Listing) -> str:
    """Return one page of a list, the "blog"."""
    front = shown.path == "/"
    heading = "" if front else f'<div class="page-header"><h1>{h(shown.title)}</h1></div>\n'
    leading = "".join(
        f'<div class="items-leading clearfix">\n<div class="leading-0" {_POSTING}>\n'
        f"{_item(frame, one)}\n</div>\n</div>\n"
        for one in shown.items[:1]
    )
    rows = "".join(
        f'<div class="items-row cols-1 row-{at} row-fluid clearfix">\n<div class="span12">\n'
        f'<div class="item column-1" {_POSTING}>\n{_item(frame, one)}\n</div>\n</div>\n</div>\n'
        for at, one in enumerate(shown.items[1:])
    )
    more = "".join(f'<li>\n<a href="{one.path}">\n{h(one.title)}</a>\n</li>\n' for one in shown.links)
    if more:
        more = f'<div class="items-more">\n<ol class="nav nav-tabs nav-stacked">\n{more}</ol>\n</div>\n'
    kind = "blog-featured" if front else "blog"
    inner = f'<div class="{kind}" {_BLOG}>\n{heading}{leading}{rows}{more}{pagination(shown)}</div>'
    title = SITE if front else shown.title
    layout = "view-featured no-layout" if front else "view-category layout-blog"
    crumbs = [Crumb("Главная", None)] if front else [Crumb("Главная", "/"), Crumb(shown.title, None)]
    return page(
        frame,
        head(frame, title, extra=feed_links(shown.path) if shown.feed else "", template="protostar"),
        f"site com_content {layout} no-task itemid-{_itemid(frame, shown.path.strip('/'))}",
        inner,
        crumbs,
        None,
        shown.path,
    )


def text(frame: Frame, title: str, body: str, path: str) -> str:
    """Return a page of the menu that is no news: a title and HTML."""
    inner = f"""<div class="item-page" itemscope itemtype="https://schema.org/Article">
	<meta itemprop="inLanguage" content="ru-RU" />
	<div class="page-header">
		<h2 itemprop="headline">
			{h(title)}		</h2>
	</div>
	<div itemprop="articleBody">
		{cloaked(body)}	</div>
</div>"""
    return page(
        frame,
        head(frame, title, author=NEWSROOM, template="protostar"),
        "site com_content view-article no-layout no-task itemid-130",
        inner,
        [Crumb("Главная", "/"), Crumb(title, None)],
        None,
        path,
    )


def error(frame: Frame, status: int, message: str) -> str:
    """Return the template's own error page: no side blocks, no menu module."""
    return f"""<!DOCTYPE html>
<html lang="ru-ru" dir="ltr">
<head>
	<meta charset="utf-8" />
	<title>{status} - {h(message)}</title>
	<meta name="viewport" content="width=device-width, initial-scale=1.0" />
	<link href="/templates/protostar/css/template.css" rel="stylesheet" />
</head>
<body class="site com_content view-article no-layout no-task itemid-102">
<div class="body"><div class="container">
<header class="header"><a class="brand pull-left" href="/">{h(SITE)}</a></header>
<div class="row-fluid"><div id="content" class="span12">
<h1 class="page-header">Запрашиваемая страница не найдена.</h1>
<div class="well"><div class="row-fluid"><div class="span6">
<p><strong>Во время обработки запроса произошла ошибка.</strong></p>
<p>Вы не можете посетить эту страницу по причине:</p>
<ul><li><strong>устаревшая закладка</strong></li><li>неверный адрес</li>
<li>материал снят с публикации</li></ul>
</div><div class="span6"><p>Перейти на домашнюю страницу</p>
<p><a href="/" class="btn"><span class="icon-home"></span> Главная страница</a></p></div></div>
<hr /><blockquote><span class="label label-inverse">{status}</span> {h(message)}</blockquote>
</div></div></div></div></div>
</body>
</html>
"""


def _itemid(frame: Frame, section: str) -> int:
    sections = frame.newsroom.sections
    return 102 + sections.index(section) if section in sections else 101


def _item(frame: Frame, one: Article) -> str:
    readmore = ""
    if one.draft.rest:
        readmore = (
            f'\n<p class="readmore">\n<a class="btn" href="{one.path}" itemprop="url" '
            f'aria-label="Подробнее:  {h(one.title)}">\nПодробнее: {h(one.title)}</a>\n</p>'
        )
    return f"""	<div class="page-header">
		<h2 itemprop="name">
			<a href="{one.path}" itemprop="url">
				{h(one.title)}			</a>
		</h2>
	</div>
{_icons(one, printing=False)}
{_info(frame, one)}
{_image(one, "thumbnailUrl")}
{cloaked(rooted(one.intro))}{readmore}"""


def _icons(one: Article, *, printing: bool) -> str:
    if printing:
        return """	<div id="pop-print" class="btn hidden-print">
		<a href="#" onclick="window.print();return false;"><span class="icon-print"></span> Печать</a>
	</div>"""
    return f"""	<div class="icons">
		<div class="btn-group pull-right">
			<button class="btn dropdown-toggle" type="button" data-toggle="dropdown" aria-label="Инструменты">
				<span class="icon-cog" aria-hidden="true"></span>\
<span class="caret" aria-hidden="true"></span>
			</button>
			<ul class="dropdown-menu">
				<li class="print-icon"><a href="{one.path}?tmpl=component&amp;print=1&amp;layout=default" \
title="Распечатать материал &lt; {h(one.title)} &gt;" rel="nofollow"><span class="icon-print"></span> \
Печать</a></li>
				<li class="email-icon"><a href="/component/mailto/?tmpl=component&amp;template=protostar" \
title="Отправить ссылку другу" rel="nofollow"><span class="icon-envelope"></span> E-mail</a></li>
			</ul>
		</div>
	</div>"""


def _info(frame: Frame, one: Article) -> str:
    section = one.draft.section
    return f"""	<dl class="article-info muted">
		<dt class="article-info-term">Подробности</dt>
		<dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">
			Автор: <span itemprop="name">{h(one.draft.author)}</span>		</dd>
		<dd class="category-name">
			Категория: <a href="/{section}" itemprop="genre">\
{h(frame.newsroom.section_title(section))}</a>		</dd>
		<dd class="published">
			<span class="icon-calendar" aria-hidden="true"></span>
			<time datetime="{dates.iso(one.moment)}" itemprop="datePublished">
				Опубликовано: {dates.words(one.moment)}			</time>
		</dd>
		<dd class="hits">
			<span class="icon-eye-open" aria-hidden="true"></span>
			<meta itemprop="interactionCount" content="UserPageVisits:{one.draft.hits}" />
			Просмотров: {one.draft.hits}		</dd>
	</dl>"""


def _image(one: Article, prop: str) -> str:
    if one.draft.image is None:
        return ""
    caption = one.draft.caption
    shown = f' class="caption" title="{h(caption)}"' if caption else ""
    return (
        f'	<div class="pull-none item-image">\n\t\t<img{shown} src="{h(one.draft.image)}" '
        f'alt="{h(caption or "")}" itemprop="{prop}" />\n\t</div>'
    )


def _tags(frame: Frame, one: Article) -> str:
    tags = frame.newsroom.tags(one)
    if not tags:
        return ""
    shown = "".join(
        f'\n\t\t<li class="tag-{at + 2} tag-list{at}" itemprop="keywords">'
        f'<a href="/component/tags/tag/{tag.slug}" class="label label-info">\n{h(tag.title)}</a></li>'
        for at, tag in enumerate(tags)
    )
    return f'	<ul class="tags inline">{shown}\n\t</ul>'


def _pager(frame: Frame, one: Article) -> str:
    newer, older = frame.newsroom.neighbours(one)
    shown = ""
    if newer is not None:
        shown += (
            f'<li class="previous">\n<a class="hasTooltip" title="{h(newer.title)}" aria-label="Предыдущий: '
            f'{h(newer.title)}" href="{newer.path}" rel="prev">\n<span class="icon-chevron-left" '
            'aria-hidden="true"></span> <span aria-hidden="true">Назад</span></a>\n</li>\n'
        )
    if older is not None:
        shown += (
            f'<li class="next">\n<a class="hasTooltip" title="{h(older.title)}" aria-label="Следующий: '
            f'{h(older.title)}" href="{older.path}" rel="next">\n<span aria-hidden="true">Вперёд</span> '
            '<span class="icon-chevron-right" aria-hidden="true"></span></a>\n</li>\n'
        )
    return f'<ul class="pager pagenav">\n{shown}</ul>'
