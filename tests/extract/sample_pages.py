"""Pages written for the tests: one article, one list, in every dressing that the site may wear."""

from __future__ import annotations

import re
from collections.abc import Callable

from kaskad_tui.extract import KnownSection, Profile
from kaskad_tui.model import ListKind

ORIGIN = "https://vesti.example"
ADDRESS = f"{ORIGIN}/novosti/512-stolbtsy"
PROFILE = Profile(
    name="vesti",
    title="Вести залива",
    base_url=ORIGIN,
    hosts=("vesti.example", "www.vesti.example"),
    timezone="Europe/Kaliningrad",
    language="ru",
    article=r"/(?P<section>[a-z]+)/(?P<id>\d+)(?:-[^/]*)?",
    list_path="/novosti",
    page_parameter="start",
    amp_suffix="/amp",
    lists={
        ListKind.TOP: ("ТОП 5 Сегодня",),
        ListKind.POPULAR_WEEK: ("популярное за неделю",),
        ListKind.POPULAR: ("Популярные новости",),
        ListKind.RELATED: ("новости по теме",),
        ListKind.VIDEO: ("видео дня",),
    },
    furniture=("на главную", "все новости", "Основной сайт"),
    author_labels=("Автор",),
    site_titles=("Вести залива",),
    imprint_marks=("© НТРК",),
    sections=(KnownSection("novosti", "Новости"), KnownSection("syuzhety", "Сюжеты")),
    ignore_sections=("kontakty",),
)

TITLE = "«Я держался за столб»: рыбак рассказал о шторме"
BODY = """<p>Рыбак из посёлка&nbsp;Взморье провёл ночь на опоре старого причала. Спасатели сняли его утром,
в 6:40.</p>
<p>Фото: пресс-служба «Поморья»</p>
<p><strong>Как это было</strong><br />Ветер, по его словам, поднялся «за две минуты». Лодку
унесло,игрой.Наша волна была выше роста.</p>
<h3>Что говорят врачи</h3>
<p>Здоровью 54‑летнего мужчины ничего не угрожает. [Имя вандала] не называют.</p>
<ul><li>переохлаждения нет;</li><li>домой отпустят завтра.</li></ul>
<p>- И всё-таки я вернусь, – сказал он.</p>
<p>27. Именно столько часов длилась история.</p>
<p>Ранее мы сообщали, что <a href="/novosti/498-prichal">причал решили разобрать ещё весной</a>.</p>
<p>Текст - Аглая Мохова</p>"""
TEXT = """Рыбак из посёлка\xa0Взморье провёл ночь на опоре старого причала. Спасатели сняли его утром, в 6:40.

Фото: пресс-служба «Поморья»

Как это было
Ветер, по его словам, поднялся «за две минуты». Лодку унесло,игрой.Наша волна была выше роста.

Что говорят врачи

Здоровью 54‑летнего мужчины ничего не угрожает. [Имя вандала] не называют.

переохлаждения нет;
домой отпустят завтра.

- И всё-таки я вернусь, – сказал он.

27. Именно столько часов длилась история.

Ранее мы сообщали, что причал решили разобрать ещё весной.

Текст - Аглая Мохова"""

TOP = [("601-a", "Мост откроют в пятницу, и это уже точно"), ("602-b", "Сову вернули в лес после лечения")]
WEEK = [("570-v", "Трамвай № 5 снова идёт до парка")]
POPULAR = [
    ("590-g", "Площадь перекроют из-за велопробега"),
    ("591-d", "В парке нашли якорь семнадцатого века"),
]
IMPRINT = """<p>© НТРК «Вести залива»</p><p>Взморье, ул. Портовая, 2</p>
<p>Служба новостей: +7(4012) 00-00-00</p><p>Свидетельство о регистрации СМИ ЭЛ № ФС77-00000 от 19.04.2019
г.</p><p>18+</p>"""


def _links(items: list[tuple[str, str]]) -> str:
    return "".join(
        f'<li itemscope itemtype="https://schema.org/Article"><a href="/novosti/{slug}" itemprop="url">'
        f'<span itemprop="name">{title}</span></a></li>'
        for slug, title in items
    )


def stock(body: str = BODY, title: str = TITLE, microdata: bool = True) -> str:
    """Joomla 3 with its stock template."""
    page = f"""<!DOCTYPE html><html lang="ru-ru"><head><base href="{ADDRESS}" />
<meta charset="utf-8" /><meta name="author" content="Служба новостей" />
<meta name="generator" content="Joomla! - Open Source Content Management" />
<title>{title} - Вести залива</title><link rel="amphtml" href="{ADDRESS}/amp" /></head>
<body class="site com_content view-article"><div class="body"><header class="header" role="banner">
<a class="brand" href="/"><span class="site-title">Вести залива</span></a></header>
<nav role="navigation"><ul class="nav menu"><li><a href="/">Главная</a></li><li><a
href="/novosti">Новости</a></li>
<li><a href="/syuzhety">Сюжеты</a></li><li><a href="/sport">Спорт</a></li><li><a
href="/kontakty">Контакты</a></li></ul></nav>
<div class="row"><div id="content" class="span9"><div role="navigation"><ul itemscope
class="breadcrumb"><li>
<a href="/" class="pathway"><span>Главная</span></a></li><li><a
href="/novosti"><span>Новости</span></a></li>
<li class="active"><span>{title}</span></li></ul></div>
<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage"
content="ru-RU" />
<div class="page-header"><h2 itemprop="headline"> {title} </h2></div>
<div class="icons"><ul class="dropdown-menu"><li class="print-icon">
<a href="/novosti/512-stolbtsy?tmpl=component&amp;print=1">Печать</a></li><li><a
href="/component/mailto/">E-mail</a></li></ul></div>
<dl class="article-info muted"><dt>Подробности</dt>
<dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">Автор: <span
itemprop="name">Служба новостей</span></dd>
<dd class="category-name">Категория: <a itemprop="genre" href="/novosti">Новости</a></dd>
<dd class="published"><time datetime="2026-09-18T21:30:00+02:00" itemprop="datePublished">Опубликовано: 18
сентября 2026</time></dd>
<dd class="hits">Просмотров: 1422</dd></dl>
<div class="pull-none item-image"><img class="caption" src="/images/2026/prichal.jpg" title="Причал утром"
alt="Причал" /></div>
<div itemprop="articleBody">{body}</div>
<ul class="tags inline"><li class="tag-3"><a href="/component/tags/tag/shtorm"
class="label">шторм</a></li></ul>
<ul class="pager pagenav"><li class="previous"><a href="/novosti/513-sled" title="Следующая"
rel="prev">Назад</a></li>
<li class="next"><a href="/novosti/511-pred" rel="next">Вперёд</a></li></ul></div></div>
<div id="aside" class="span3"><div class="well"><h3 class="page-header">ТОП 5 Сегодня</h3><ul
class="mostread">{_links(TOP)}</ul></div>
<div class="well"><h3 class="page-header">популярное за неделю</h3><ul
class="mostread">{_links(WEEK)}</ul></div>
<div class="well"><h3 class="page-header">новости по теме:</h3><ul class="mostread"></ul></div>
<div class="well"><h3 class="page-header">Коротко</h3><ul class="newsflash-horiz">
<li><h4 class="newsflash-title"><a href="/novosti/604-e">Туман задержал паром до полудня</a></h4>
<p>Паром вышел из порта только в полдень. Пассажиров напоили чаем, а машины проверили ещё раз. Очередь
рассосалась к вечеру.</p></li>
<li><h4 class="newsflash-title"><a href="/novosti/605-f">Хор молчунов дал концерт</a></h4>
<p>Зрители просидели час в полной тишине и остались довольны. Следующий концерт, как обещают, будет ещё
тише.</p></li></ul></div>
<div class="well"><h3>Вход на сайт</h3><form id="login-form"><label>Логин</label><input
type="text"><button>Войти</button>
<ul><li><a href="/registratsiya">Регистрация</a></li></ul></form></div></div></div>
<footer class="footer">{IMPRINT}</footer></div></body></html>"""
    return page if microdata else re.sub(r"\s(?:itemprop|itemscope|itemtype)(?:=\"[^\"]*\")?", "", page)


def bare(body: str = BODY, title: str = TITLE) -> str:
    """An override of its own: no microdata, no semantic element, blocks without headings' tags."""
    week = f"<ul>{_links(WEEK)}</ul>"
    return f"""<html><head><title>Вести залива - {title}</title><meta charset="utf-8"></head><body>
<div class="sh"><a href="/">Вести залива</a></div><div class="mn"><a href="/novosti">Новости</a> <a
href="/syuzhety">Сюжеты</a>
<a href="/sport">Спорт</a></div>
<div class="w"><div class="st"><div class="z"><h1>{title}</h1></div><div class="dt">18.09.2026 21:30</div>
<div class="im"><img src="/images/2026/prichal.jpg" title="Причал утром" alt="Причал"></div>
<div class="tx">{body}</div>
<div class="av">Автор Служба новостей sn@vesti.example</div>
<div class="nz"><a href="/">на главную</a> <a href="/novosti">все новости</a></div>
<div class="av">Автор Служба новостей sn@vesti.example</div><div><a href="/novosti">все
новости</a></div></div>
<div class="bk"><div class="bz">видео дня</div><ul></ul></div>
<div class="bk"><div class="bz">ТОП 5 Сегодня</div><ul>{_links(TOP)}</ul></div>
<div class="bk"><div class="bz">популярное за неделю</div>{week}</div>
<div class="bk"><div class="bz">новости по теме:</div></div>
<div class="bk"><div class="bz">ТОП 5 Сегодня</div><ul>{_links(TOP)}</ul></div>
<div class="bk"><div class="bz">Популярные новости</div><ul>{_links(POPULAR)}</ul></div></div>
<div class="pd">{IMPRINT}</div></body></html>"""


def amp(body: str = BODY, title: str = TITLE) -> str:
    """The page of the AMP plugin."""
    ld = (
        '{"@context":"https://schema.org","@type":"NewsArticle","headline":"TITLE","datePublished":"2026-09-18T21:30:00+02:00",'
        '"author":{"@type":"Person","name":"Служба'
        ' новостей"},"publisher":{"@type":"Organization","name":"Вести залива"}}'
    ).replace("TITLE", title)
    return f"""<!doctype html><html amp lang="ru"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{ADDRESS}"><script type="application/ld+json">{ld}</script>
<style amp-custom>.a{{color:red}}</style></head><body>
<nav class="wbamp-container"><a href="/"><div class="wbamp-header-text">Вести залива</div></a></nav>
<div class="wbamp-container wbamp-content"><h1>{title}</h1><p>18.09.2026 21:30</p>
<amp-img src="/images/2026/prichal.jpg" width="1200" height="800" layout="responsive"
alt="Причал"></amp-img>
{body}
<p>Автор Служба новостей</p><div><a href="/">на главную</a> <a href="/novosti">все новости</a></div></div>
<div class="wbamp-container"><p>Автор Служба новостей</p><p><a href="/novosti">все новости</a></p>
<h3>видео дня</h3><h3>ТОП 5 Сегодня</h3><ul>{_links(TOP)}</ul><h3>популярное за неделю</h3><h3>новости по
теме:</h3>
<h3>ТОП 5 Сегодня</h3><ul>{_links(TOP)}</ul><h3>популярное за неделю</h3><h3>Популярные
новости</h3><ul>{_links(POPULAR)}</ul></div>
<div class="wbamp-container wbamp-footer">{IMPRINT}</div>
<div class="wbamp-link-to-main"><span><a href="{ADDRESS}">Основной сайт</a></span></div></body></html>"""


def k2(body: str = BODY, title: str = TITLE) -> str:
    """K2's default item: the text in two boxes, the date in K2's own words."""
    cut = body.index("<h3>") if "<h3>" in body else len(body)
    return f"""<html lang="ru"><head><title>{title}</title><meta charset="utf-8"></head><body>
<div id="k2Container" class="itemView"><div class="itemHeader"><span class="itemDateCreated">Пятница, 18
Сентябрь 2026 21:30</span>
<h2 class="itemTitle">{title}</h2><span class="itemAuthor">Автор <a rel="author" href="/user/7">Служба
новостей</a></span></div>
<div class="itemToolbar"><ul><li><span>размер шрифта</span></li><li><a
href="?print=1">Печать</a></li></ul></div>
<div class="itemBody"><div class="itemImageBlock"><span class="itemImage"><a
href="/images/2026/prichal.jpg"><img src="/images/2026/prichal.jpg" alt="Причал"></a></span>
<span class="itemImageCaption">Причал утром</span></div>
<div class="itemIntroText">{body[:cut]}</div><div class="itemFullText">{body[cut:]}</div></div>
<div class="itemTagsBlock"><span>Теги</span><ul><li><a href="/tag/shtorm">шторм</a></li></ul></div>
<div class="itemAuthorLatest"><h3>Другие материалы от Служба новостей</h3><ul>{_links(POPULAR)}</ul></div>
<div class="itemNavigation"><a href="/novosti/511-pred">« Причал проверят</a></div></div></body></html>"""


DRESSINGS = {
    "stock": stock(),
    "stock without microdata": stock(microdata=False),
    "bare": bare(),
    "amp": amp(),
    "k2": k2(),
}

ITEMS = [(700 - n, f"Заголовок номер {n}: о чём говорят в порту сегодня", n) for n in range(10)]


def listing(page: int = 1, items: int = 10) -> str:
    """A stock "blog" list: leading, intro and link items, paging."""

    def item(number: int, title: str, n: int) -> str:
        return f"""<div class="page-header"><h2 itemprop="name"><a href="/novosti/{number}-slug"
itemprop="url">{title}</a></h2></div>
<div class="icons"><ul><li class="print-icon"><a
href="/novosti/{number}-slug?tmpl=component&amp;print=1">Печать</a></li></ul></div>
<dl class="article-info"><dd class="createdby">Автор: <span>Служба новостей</span></dd>
<dd class="category-name">Категория: <a itemprop="genre" href="/novosti">Новости</a></dd>
<dd class="published"><time datetime="2026-09-{18 - n:02}T21:30:00+02:00"
itemprop="datePublished">Опубликовано: {18 - n} сентября 2026</time></dd>
<dd class="hits">Просмотров: {100 + n}</dd></dl>
<div class="item-image"><a href="/novosti/{number}-slug"><img src="/images/{number}.jpg" alt=""></a></div>
<p>Первый абзац новости номер {n}, в котором рассказано главное. <a href="/novosti/300-staroe">Старая
новость</a> тоже здесь.</p>
<p class="readmore"><a class="btn" href="/novosti/{number}-slug">Подробнее: {title[:20]}</a></p>"""

    shown = ITEMS[:items]
    lead = f'<div class="items-leading"><div class="leading-0">{item(*shown[0])}</div></div>' if shown else ""
    rows = "".join(
        f'<div class="items-row"><div class="span12"><div class="item">{item(*one)}</div></div></div>'
        for one in shown[1:]
    )
    more = "".join(
        f'<li><a href="/novosti/{600 + n}-more">Ещё одна новость, уже {n} по счёту, без даты</a></li>'
        for n in range(4)
    )
    pages = "".join(
        f'<li><a href="/novosti?start={n * 10}" class="pagenav">{n + 1}</a></li>' for n in range(1, 5)
    )
    tail = (
        f'<div class="items-more"><ol class="nav">{more}</ol></div><div'
        f' class="pagination"><p>Страница {page} из 5</p><ul>'
        f'{pages}<li><a href="/novosti?start=10" class="pagenav">Вперёд</a></li></ul></div>'
        if shown
        else ""
    )
    return f"""<!DOCTYPE html><html lang="ru"><head><base href="{ORIGIN}/novosti"><title>Новости - Вести
залива</title>
<link href="/novosti?format=feed&amp;type=rss" rel="alternate" type="application/rss+xml" title="RSS 2.0" />
<link href="/novosti?format=feed&amp;type=atom" rel="alternate" type="application/atom+xml" title="Atom
1.0" /></head><body>
<nav><ul><li><a href="/novosti">Новости</a></li><li><a href="/sport">Спорт</a></li></ul></nav>
<div class="row"><div class="span9"><div class="blog" itemscope
itemtype="https://schema.org/Blog">{lead}{rows}{tail}</div></div>
<div class="span3"><div class="well"><h3>ТОП 5 Сегодня</h3><ul>{_links(TOP)}</ul></div>
<div class="well"><h3>Популярные новости</h3><ul>{_links(POPULAR)}</ul></div></div></div>
<footer>{IMPRINT}</footer></body></html>"""


def table_listing() -> str:
    """A stock "list": a table of titles and dates."""
    rows = "".join(
        f'<tr class="cat-list-row0"><td class="list-title"><a href="/novosti/{number}-slug">{title}</a></td>'
        f'<td class="list-date small">{18 - n:02}.09.2026</td><td class="list-author">Служба'
        f' новостей</td><td class="list-hits">{n}</td></tr>'
        for number, title, n in ITEMS
    )
    return f"""<html><head><title>Новости</title><meta
charset="utf-8"></head><body><h1>Новости</h1><form><table class="category">
<thead><tr><th><a href="#">Заголовок</a></th><th><a
href="#">Дата</a></th><th>Автор</th><th>Хиты</th></tr></thead>
<tbody>{rows}</tbody></table></form></body></html>"""


def without_names(page: str) -> str:
    """The page without class and id attributes."""
    return re.sub(r"\s(?:class|id)=\"[^\"]*\"", "", page)


def renamed(page: str) -> str:
    """The page with other class and id names."""

    def other(found: re.Match[str]) -> str:
        names = " ".join(f"n{sum(map(ord, name)) % 977}" for name in found.group(2).split())
        return f' {found.group(1)}="{names}"'

    return re.sub(r"\s(class|id)=\"([^\"]*)\"", other, page)


MANGLES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "without names": without_names,
    "renamed": renamed,
}
