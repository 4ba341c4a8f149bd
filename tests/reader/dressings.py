"""Sites in several dressings, none like the other: what discovery has to find its way in."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.reader.paper import START, Answer, PaperSite

COUNT = 24
_SUBJECTS = (
    ("Мэрия показала проект новой набережной", "meriya-pokazala-proekt-novoj-naberezhnoj"),
    ("В зоопарке родились три снежных барса", "v-zooparke-rodilis-tri-snezhnyh-barsa"),
    ("Трамваи пойдут по ночам в выходные", "tramvai-pojdut-po-nocham-v-vyhodnye"),
    ("Музей открыл хранилище для посетителей", "muzej-otkryl-hranilishche-dlya-posetitelej"),
    ("Школьный оркестр поедет на фестиваль в Казань", "shkolnyj-orkestr-poedet-na-festival-v-kazan"),
    ("Рыбаки нашли якорь восемнадцатого века", "rybaki-nashli-yakor-vosemnadcatogo-veka"),
    ("Завод удвоит выпуск холодильников к весне", "zavod-udvoit-vypusk-holodilnikov-k-vesne"),
    ("Синоптики ждут оттепель в середине недели", "sinoptiki-zhdut-ottepel-v-seredine-nedeli"),
)
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


@dataclass(frozen=True)
class Item:
    """A story, the same in every dressing."""

    number: int
    title: str
    slug: str
    when: datetime

    @property
    def lead(self) -> str:
        return (
            f"Об этом рассказали в пресс-службе, запись номер {self.number}. Подробности обещают назвать в "
            "понедельник, а пока специалисты готовят документы и согласуют сроки."
        )

    @property
    def text(self) -> str:
        return (
            f"<p>{self.lead}</p><p>Жители узнали о планах на встрече в библиотеке. Вопросы задавали больше "
            "двух часов: о деньгах, о деревьях, о том, кто будет всё это убирать. Ответы записали и обещали "
            f"вернуться к ним через месяц.</p><p>Разговоры об этом идут с {2000 + self.number} года.</p>"
        )

    @property
    def day(self) -> str:
        return f"{self.when.day} {_MONTHS[self.when.month - 1]} {self.when.year}"


def items(count: int = COUNT) -> list[Item]:
    """The newest first."""
    made = []
    for number in range(count, 0, -1):
        title, slug = _SUBJECTS[number % len(_SUBJECTS)]
        made.append(
            Item(number, f"{title}, часть {number}", f"{slug}-{number}", START + timedelta(hours=5 * number))
        )
    return made


class Dressing(PaperSite):
    """Serves what a dressing has at its addresses, and no more."""

    def __init__(self, make: Callable[[Dressing], dict[str, Answer]]) -> None:
        super().__init__()
        self._make = make
        self._pages: dict[str, Answer] | None = None

    def answer_for(self, target: str) -> Answer:
        if self._pages is None:
            self._pages = self._make(self)  # only now is the address known
        return self._pages.get(target) or Answer(404, "<h1>404</h1><p>Нет такой страницы</p>")


def page(title: str, body: str, head: str = "", charset: str = "utf-8") -> Answer:
    return Answer(
        body=f'<!doctype html><html lang="ru"><head><meta charset="{charset}"><title>{title}</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def xml(body: str, kind: str = "application/xml") -> Answer:
    return Answer(body=f'<?xml version="1.0" encoding="utf-8"?>{body}', content_type=kind)


def rss(base: str, stories: list[Item], path: Callable[[Item], str], title: str = "Заря") -> Answer:
    rows = "".join(
        f"<item><title>{s.title}</title><link>{base}{path(s)}"
        f"{'&amp;' if '?' in path(s) else '?'}utm_source=rss</link>"
        f"<description>{s.lead}</description><pubDate>{format_datetime(s.when)}</pubDate></item>"
        for s in stories
    )
    return xml(
        f'<rss version="2.0"><channel><title>{title}</title><link>{base}/</link>{rows}</channel></rss>',
        "application/rss+xml",
    )


# a blog engine: feed and comments feed announced, dated permalinks, /page/2/
def press(site: Dressing) -> dict[str, Answer]:
    stories, base = items(), site.base_url

    def path(s: Item) -> str:
        return f"/{s.when:%Y/%m/%d}/{s.slug}/"

    head = (
        '<link rel="alternate" type="application/rss+xml" title="Комментарии" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="Заря" href="/feed/">'
        '<meta property="og:site_name" content="Заря">'
    )
    menu = '<nav><ul><li><a href="/category/gorod/">Город</a></li><li><a href="/about/">О нас</a></ul></nav>'
    side = (
        "<aside><h3>Свежие комментарии</h3><ul><li><a href='/author/ivan/'>Иван</a> к записи «Всё»</li></ul>"
        "<h3>Архивы</h3><ul><li><a href='/2022/12/'>Декабрь 2022</a></li></ul></aside>"
    )

    def listing(rows: list[Item], more: str) -> Answer:
        posts = "".join(
            f"<article><h2><a href='{path(s)}'>{s.title}</a></h2><p>Опубликовано <time "
            f"datetime='{s.when.isoformat()}'>{s.day}</time> "
            f"<a href='{path(s)}#respond'>Нет комментариев</a></p>"
            f"<p>{s.lead} <a href='{path(s)}#more'>Читать далее</a></p></article>"
            for s in rows
        )
        return page(
            "Заря | Новости города",
            f"<header><h1>Заря</h1></header>{menu}<main>{posts}{more}</main>{side}",
            head,
        )

    pages = {
        "/": listing(stories[:10], "<div><a href='/page/2/'>Предыдущие записи</a></div>"),
        "/page/2/": listing(stories[10:20], "<div><a href='/page/3/'>Предыдущие записи</a></div>"),
        "/feed/": rss(base, stories[:10], path),
        "/comments/feed/": rss(base, stories[:3], path, "Комментарии к Заре"),
    }
    for s in stories:
        pages[path(s)] = page(
            f"{s.title} | Заря",
            f"{menu}<article><h1>{s.title}</h1><time datetime='{s.when.isoformat()}'>{s.day}</time>{s.text}"
            f"</article>{side}",
            head,
        )
    return pages


# cards in a grid, no feed: ?page=2, «Популярное» beside
def cards(site: Dressing) -> dict[str, Answer]:
    stories = items()
    menu = "".join(f"<a href='/{name}'>{text}</a>" for name, text in (("gorod", "Город"), ("sport", "Спорт")))
    top = f"<header><a href='/'><img src='/logo.svg' alt='Город сегодня'></a><div>{menu}</div></header>"
    foot = (
        "<footer><p>© Город сегодня</p><a href='/ads'>Реклама</a> <a href='/contacts'>Контакты</a></footer>"
    )

    def path(s: Item) -> str:
        return f"/news/{41000 + s.number}"

    def listing(rows: list[Item], number: int) -> Answer:
        grid = "".join(
            f"<div class='x1'><a href='{path(s)}'><img src='/i/{s.number}.jpg' alt=''></a><span>Город</span>"
            f"<h3><a href='{path(s)}'>{s.title}</a></h3><span>{s.day}, {s.when:%H:%M}</span></div>"
            for s in rows
        )
        popular = "".join(f"<li><a href='{path(s)}'>{s.title}</a></li>" for s in stories[3:8])
        numbers = "".join(
            f"<a href='/?page={n}'>{n}</a> " if n != number else f"<b>{n}</b> " for n in (1, 2, 3)
        )
        following = f"<a href='/?page={number + 1}'>Следующая</a>" if number < 3 else ""
        return page(
            "Город сегодня — новости",
            f"{top}<div class='g'>{grid}</div><div>{numbers}{following}</div>"
            f"<div class='s'><h4>Популярное</h4><ol>{popular}</ol></div>{foot}",
        )

    pages = {"/": listing(stories[:9], 1)}
    for number in (2, 3):
        pages[f"/?page={number}"] = listing(stories[9 * (number - 1) : 9 * number], number)
    for s in stories:
        pages[path(s)] = page(
            s.title,
            f"{top}<h1>{s.title}</h1><div>{s.day}, {s.when:%H:%M}</div><div>{s.text}</div>{foot}",
        )
    return pages


# tables in tables of 2004: news.php?id=, two-digit years, sections by headings
def portal(site: Dressing) -> dict[str, Answer]:
    stories = items()
    sections = {"Происшествия": stories[0:6], "Культура": stories[6:12], "Спорт": stories[12:18]}
    left = "".join(
        f"<tr><td><a href='razdel.php?r={n}'><font size=2>{name}</font></a></td></tr>"
        for n, name in enumerate(sections, 1)
    )

    def rows(part: list[Item]) -> str:
        return "".join(
            f"<tr><td valign=top><font size=1>{s.when:%d.%m.%y}<br>{s.when:%H:%M}</font></td><td>"
            f"<a href='news.php?id={s.number + 700}'><b>{s.title}</b></a><br>"
            f"<font size=2>{s.lead}</font></td></tr>"
            for s in part
        )

    blocks = "".join(
        f"<tr><td bgcolor=#ccccff><b><font color=navy>{name}</font></b></td></tr>"
        f"<tr><td><table width=100%>{rows(part)}</table></td></tr>"
        for name, part in sections.items()
    )
    frame = (
        "<table width=100% border=0><tr><td colspan=3><img src=logo.gif alt='Портал «Берег»'></td></tr><tr>"
        "<td width=150 valign=top><table>{left}<tr><td><form action=search.php><input></form></td></tr>"
        "</table></td><td valign=top>{main}</td><td width=150 valign=top><font size=1>Курс валют: 60,50<br>"
        "Погода: −3</font><br><a href='http://banner.example/1'><img src=b.gif></a></td></tr><tr><td>"
        "<font size=1>© Портал «Берег» 2004. <a href=about.php>О портале</a></font></td></tr></table>"
    )
    front = frame.format(left=left, main=f"<table width=100%>{blocks}</table>")
    pages = {"/": page("Портал «Берег» : Новости", front)}
    for s in stories:
        main = (
            f"<table><tr><td><font size=4><b>{s.title}</b></font></td></tr><tr><td><font size=1>"
            f"{s.when:%d.%m.%Y %H:%M}</font></td></tr><tr><td><font size=2>{s.text}</font></td></tr></table>"
        )
        pages[f"/news.php?id={s.number + 700}"] = page(
            f"Портал «Берег» : {s.title}", frame.format(left=left, main=main)
        )
    return pages


# a personal blog: short slugs, an Atom feed in a usual place that no page names
def blog(site: Dressing) -> dict[str, Answer]:
    stories, base = items(8), site.base_url

    def path(s: Item) -> str:
        return f"/posts/note-{'abcdefgh'[s.number - 1]}/"

    rows = "".join(
        f"<li><span>{s.when:%Y-%m-%d}</span> <a href='{path(s)}'>{s.title}</a></li>" for s in stories
    )
    entries = "".join(
        f"<entry><title>{s.title}</title><link href='{path(s)}'/><id>tag:x,{s.number}</id>"
        f"<updated>{s.when.isoformat()}</updated><content type='html'>&lt;p>{s.lead}&lt;/p></content></entry>"
        for s in stories
    )
    pages = {
        "/": page("Записки", f"<h1>Записки</h1><p>Пишу о городе.</p><ul>{rows}</ul>"),
        "/atom.xml": xml(
            f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}/'><title>Записки</title>"
            f"<link rel='self' href='/atom.xml'/><link href='{base}/'/>{entries}</feed>"
        ),
    }
    for s in stories:
        pages[path(s)] = page(f"{s.title} — Записки", f"<h1>{s.title}</h1><p>{s.when:%Y-%m-%d}</p>{s.text}")
    return pages


# an app shell without a word; robots.txt names an index, that a packed news sitemap
def shell(site: Dressing) -> dict[str, Answer]:
    stories, base = items(), site.base_url
    rows = "".join(
        f"<url><loc>{base}/a/{s.slug}</loc><news:news><news:publication><news:name>Эхо</news:name>"
        f"<news:language>ru</news:language></news:publication><news:publication_date>{s.when.isoformat()}"
        f"</news:publication_date><news:title>{s.title}</news:title></news:news></url>"
        for s in stories
    )
    urlset = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    )
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{base}/maps/static.xml</loc></sitemap>"
        f"<sitemap><loc>{base}/maps/news.xml.gz</loc></sitemap></sitemapindex>"
    )
    packed = gzip.compress(urlset.encode())
    pages = {
        "/": page("Эхо", "<div id='root'></div><script>start()</script>"),
        "/robots.txt": Answer(
            body=f"User-agent: *\nDisallow: /x\nSitemap: {base}/index-map.xml\n", content_type="text/plain"
        ),
        "/index-map.xml": xml(index),
        "/maps/static.xml": xml(f"<urlset><url><loc>{base}/about</loc></url></urlset>"),
        "/maps/news.xml.gz": Answer(raw=packed, content_type="application/gzip"),
    }
    for s in stories:
        pages[f"/a/{s.slug}"] = page(
            f"{s.title} — Эхо",
            f"<h1>{s.title}</h1><time datetime='{s.when.isoformat()}'>{s.day}</time>{s.text}",
        )
    return pages


# an app shell, and a sitemap that knows addresses and days only; static pages among them
def mapped(site: Dressing) -> dict[str, Answer]:
    stories, base = items(), site.base_url
    statics = "".join(f"<url><loc>{base}/{name}</loc></url>" for name in ("about", "team", "ads"))
    rows = "".join(
        f"<url><loc>{base}/a/{s.number}/{s.slug}</loc><lastmod>{s.when.isoformat()}</lastmod></url>"
        for s in reversed(stories)
    )
    pages = {
        "/": page("Эхо", "<div id='root'></div><script>start()</script>"),
        "/sitemap.xml": xml(f"<urlset>{statics}{rows}</urlset>"),
        "/about": page("О нас", "<h1>О нас</h1><p>Мы пишем о городе с 2004 года.</p>"),
    }
    for s in stories:
        pages[f"/a/{s.number}/{s.slug}"] = page(
            f"{s.title} — Эхо",
            f"<h1>{s.title}</h1><time datetime='{s.when.isoformat()}'>{s.day}</time>{s.text}",
        )
    return pages


def json_feed(site: Dressing) -> dict[str, Answer]:
    stories, base = items(6), site.base_url
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Лист",
        "home_page_url": base,
        "items": [
            {"id": str(s.number), "url": f"{base}/{s.slug}", "title": s.title,
             "date_published": s.when.isoformat(), "content_html": s.text}
            for s in stories
        ],
    }  # fmt: skip
    head = '<link rel="alternate" type="application/feed+json" href="/list.json">'
    pages = {
        "/": page("Лист", "<p>Письма раз в неделю. Подпишитесь.</p>", head),
        "/list.json": Answer(body=json.dumps(feed), content_type="application/feed+json"),
    }
    for s in stories:
        pages[f"/{s.slug}"] = page(s.title, f"<h1>{s.title}</h1><p>{s.day}</p>{s.text}", head)
    return pages


# what is no news site
def shop(site: Dressing) -> dict[str, Answer]:
    goods = [(n, f"Чайник электрический «Заря-{n}» с подсветкой", 1490 + 10 * n) for n in range(1, 25)]
    grid = "".join(
        f"<div><a href='/product/{5000 + n}-chajnik'><img src='/p/{n}.jpg'></a><h3><a "
        f"href='/product/{5000 + n}-chajnik'>{name}</a></h3><b>{price} ₽</b><button>В корзину</button></div>"
        for n, name, price in goods
    )
    pages = {
        "/": page(
            "Магазин «Чайник»", f"<nav><a href='/catalog'>Каталог</a> <a href='/cart'>Корзина</a></nav>{grid}"
        )
    }
    for n, name, price in goods:
        pages[f"/product/{5000 + n}-chajnik"] = page(
            name,
            f"<h1>{name}</h1><b>{price} ₽</b><button>В корзину</button><p>Чайник вмещает 1,7 литра и "
            "закипает за четыре минуты. Корпус из стали не нагревается, крышка открывается одной рукой, "
            "фильтр снимается и моется. Гарантия два года, доставка бесплатна при заказе от 3000 рублей.</p>",
        )
    return pages


def login(site: Dressing) -> dict[str, Answer]:
    form = "<form method=post><input name=user><input type=password name=p><button>Войти</button></form>"
    links = "<p><a href='/restore'>Забыли пароль?</a> <a href='/register'>Регистрация</a></p>"
    body = f"<h1>Вход в личный кабинет</h1>{form}{links}"
    return {"/": page("Вход", body), "/restore": page("Пароль", form), "/register": page("Регистрация", form)}


def brochure(site: Dressing) -> dict[str, Answer]:
    parts = "".join(
        f"<section><h2><a href='/uslugi/{name}-pod-klyuch-nedorogo'>{text}</a></h2><p>Работаем с 1998 года, "
        "смета за один день, гарантия на все виды работ и бесплатный выезд мастера по области.</p></section>"
        for name, text in (("okna", "Окна"), ("dveri", "Двери"), ("balkony", "Балконы"), ("kryshi", "Крыши"),
                           ("poly", "Полы"), ("zabory", "Заборы"))
    )  # fmt: skip
    pages = {"/": page("ООО «Окно»", f"<h1>Окна и двери</h1>{parts}<footer>© 2022</footer>")}
    for name in ("okna", "dveri", "balkony", "kryshi", "poly", "zabory"):
        pages[f"/uslugi/{name}-pod-klyuch-nedorogo"] = page(
            "Услуга",
            "<h1>Услуга</h1>" + "<p>Приедем, измерим, посчитаем и сделаем в срок, без переплат.</p>" * 6,
        )
    return pages
