"""The frame of the stock template: header, menu, breadcrumbs, the modules beside the text, the footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaskad_tui.demo.cloak import cloaked
from kaskad_tui.demo.edition import Article
from kaskad_tui.demo.imprint import IMPRINT, POPULAR, RELATED, SITE, TOP, VIDEO, WEEK
from kaskad_tui.demo.markup import Frame, h, items, rooted


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumbs; the last one has no address."""

    title: str
    address: str | None


def page(
    frame: Frame,
    head: str,
    classes: str,
    inner: str,
    crumbs: Sequence[Crumb],
    beside: Article | None,
    active: str,
) -> str:
    """Return a whole page.

    Args:
        frame: the request.
        head: the `<head>` element.
        classes: class names of the body.
        inner: the component's output.
        crumbs: breadcrumbs, outermost first.
        beside: the article that the blocks stand beside.
        active: path of the active menu item.
    """
    if frame.component:
        return (
            f'<!DOCTYPE html>\n<html lang="ru-ru" dir="ltr">\n{head}\n<body class="contentpane modal">\n'
            f'<div id="system-message-container">\n</div>\n{inner}\n</body>\n</html>\n'
        )
    return f"""<!DOCTYPE html>
<html lang="ru-ru" dir="ltr">
{head}
<body class="{classes}">
<!-- Body -->
<div class="body" id="top">
<div class="container">
<header class="header" role="banner">
<div class="header-inner clearfix">
<a class="brand pull-left" href="/"><span class="site-title" title="{h(SITE)}">{h(SITE)}</span></a>
<div class="header-search pull-right"><div class="search">
<form action="/" method="post" class="form-inline" role="search"><label for="mod-search-searchword93" \
class="element-invisible">Искать...</label> <input name="searchword" id="mod-search-searchword93" \
maxlength="200" class="inputbox search-query input-medium" type="search" placeholder="Поиск..." /></form>
</div></div>
</div>
</header>
<nav class="navigation" role="navigation"><div class="nav-collapse">
<ul class="nav menu nav-pills mod-list">
{_menu(frame, active)}
</ul></div></nav>
<div class="row-fluid">
<main id="content" role="main" class="span9">
<!-- Begin Content -->
<div id="system-message-container">
</div>
{inner}
<div class="clearfix"></div>
{_breadcrumbs(crumbs)}
<!-- End Content -->
</main>
<div id="aside" class="span3">
<!-- Begin Right Sidebar -->
{_modules(frame, beside)}
<!-- End Right Sidebar -->
</div>
</div>
</div>
</div>
<!-- Footer -->
<footer class="footer" role="contentinfo">
<div class="container">
<hr />
<div class="custom">
{IMPRINT}</div>
<p class="pull-right"><a href="#top" id="back-top">Наверх</a></p>
</div>
</footer>
</body>
</html>
"""


def _menu(frame: Frame, active: str) -> str:
    entries = [("/", "Главная")]
    entries += [(f"/{slug}", frame.newsroom.section_title(slug)) for slug in frame.newsroom.sections]
    entries.append(("/kontakty", "Контакты"))
    return "\n".join(
        f'<li class="item-{101 + at}{" current active" if address == active else ""}">'
        f'<a href="{address}">{h(title)}</a></li>'
        for at, (address, title) in enumerate(entries)
    )


def _breadcrumbs(crumbs: Sequence[Crumb]) -> str:
    shown = ""
    for at, crumb in enumerate(crumbs, 1):
        name = f'<span itemprop="name">{h(crumb.title)}</span>'
        if crumb.address is not None:
            name = (
                f'<a itemprop="item" href="{crumb.address}" class="pathway">{name}</a>'
                '<span class="divider"><img src="/media/system/images/arrow.png" alt="" /></span>'
            )
        opened = "" if crumb.address is not None else ' class="active"'
        shown += (
            f'<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"{opened}>\n{name}\n'
            f'<meta itemprop="position" content="{at}"></li>\n'
        )
    return (
        '<div aria-label="Навигатор сайта" role="navigation">\n<ul itemscope '
        f'itemtype="https://schema.org/BreadcrumbList" class="breadcrumb">\n<li>Вы здесь: &#160;</li>\n'
        f"{shown}</ul>\n</div>"
    )


def _modules(frame: Frame, beside: Article | None) -> str:
    newsroom = frame.newsroom
    blocks = newsroom.blocks(beside)
    shown = [
        _well("_menu", TOP, _list("mostread", blocks.top)),
        _well("", WEEK, _list("mostread", blocks.week)),
        _well("", VIDEO, _list("latestnews", (blocks.video,) if blocks.video else ())),
    ]
    if blocks.related:
        shown.append(
            _well("", RELATED, f'<ul class="relateditems mod-list">\n{items(blocks.related)}\n</ul>')
        )
    shown.append(_well("", POPULAR, _list("mostread", blocks.popular)))
    shown.append(_well("", "Последние новости", _list("latestnews", newsroom.articles[:5])))
    reports = [one for one in newsroom.articles if one.draft.section == "syuzhety" and one is not beside]
    if reports:
        shown.append(_well("", "Сюжет дня", _newsflash(reports[0])))
    shown.append(_well("", "Программа передач", '<ul class="category-module mod-list">\n</ul>'))
    shown.append(_LOGIN)
    return "\n".join(shown)


def _well(suffix: str, title: str, content: str) -> str:
    return f'<div class="well {suffix}"><h3 class="page-header">{h(title)}</h3>\n{content}\n</div>'


def _list(name: str, articles: Sequence[Article]) -> str:
    shown = "".join(
        f'<li itemscope itemtype="https://schema.org/Article">\n<a href="{one.path}" itemprop="url">\n'
        f'<span itemprop="name">\n{h(one.title)}</span>\n</a>\n</li>\n'
        for one in articles
    )
    return f'<ul class="{name} mod-list">\n{shown}</ul>'


def _newsflash(one: Article) -> str:
    return (
        f'<ul class="newsflash-horiz mod-list">\n<li>\n<h4 class="newsflash-title">\n<a href="{one.path}">'
        f"{h(one.title)}</a>\n</h4>\n{cloaked(rooted(one.intro))}\n</li>\n</ul>"
    )


_LOGIN = """<div class="well "><h3 class="page-header">Авторизация</h3>
<form action="/" method="post" id="login-form" class="form-inline">
<div class="userdata">
<div id="form-login-username" class="control-group"><input id="modlgn-username" type="text" \
name="username" tabindex="0" size="18" placeholder="Логин" /></div>
<div id="form-login-password" class="control-group"><input id="modlgn-passwd" type="password" \
name="password" tabindex="0" size="18" placeholder="Пароль" /></div>
<div id="form-login-remember" class="control-group checkbox"><label for="modlgn-remember" \
class="control-label">Запомнить меня</label> <input id="modlgn-remember" type="checkbox" \
name="remember" value="yes" /></div>
<button type="submit" tabindex="0" name="Submit" class="btn btn-primary login-button">Войти</button>
<ul class="unstyled">
<li><a href="/component/users/?view=remind">Забыли логин?</a></li>
<li><a href="/component/users/?view=reset">Забыли пароль?</a></li>
</ul>
<input type="hidden" name="option" value="com_users" /><input type="hidden" name="task" value="user.login" />
</div>
</form>
</div>"""
