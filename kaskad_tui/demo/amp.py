"""The AMP version of an article, as the plugin wbAMP prints it with the site's own order of things."""

from __future__ import annotations

import json
import re

from kaskad_tui.demo import dates
from kaskad_tui.demo.bare import author, sidebar
from kaskad_tui.demo.edition import Article
from kaskad_tui.demo.imprint import IMPRINT, SITE
from kaskad_tui.demo.markup import Frame, h, rooted

_IMAGE = re.compile(r"<img\s([^>]*?)/?>", re.IGNORECASE)
_PLAYER = re.compile(r"<iframe\s([^>]*?)>\s*</iframe>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)=\"([^\"]*)\"")
_STYLE = re.compile(r"\s(?:style|align|bgcolor|border)=\"[^\"]*\"", re.IGNORECASE)
_LEFT_OUT = re.compile(r"<(script|form|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/embed/|youtu\.be/)([\w-]+)")

_BOILERPLATE = (
    "body{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both;"
    "animation:-amp-start 8s steps(1,end) 0s 1 normal both}"
    "@keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}"
)


def article(frame: Frame, shown: Article) -> str:
    """Return the AMP page of an article."""
    canonical = frame.origin + shown.path
    picture = ""
    if shown.draft.image is not None:
        caption = f"<figcaption>{h(shown.draft.caption)}</figcaption>" if shown.draft.caption else ""
        picture = (
            f'<figure class="wbamp-image-full"><amp-img src="{h(shown.draft.image)}" width="320" '
            f'height="180" layout="responsive"></amp-img>{caption}</figure>\n'
        )
    return f"""<!doctype html>
<html amp lang="ru-ru" dir="ltr">
<head>
<meta charset="utf-8">
<title>{h(shown.title)}</title>
<link rel="canonical" href="{h(canonical)}">
<meta name="viewport" content="width=device-width,minimum-scale=1,initial-scale=1">
<meta name="generator" content="Joomla! - Open Source Content Management">
<script async src="https://cdn.ampproject.org/v0.js"></script>
<script async custom-element="amp-iframe" src="https://cdn.ampproject.org/v0/amp-iframe-0.1.js"></script>
<script async custom-element="amp-youtube" src="https://cdn.ampproject.org/v0/amp-youtube-0.1.js"></script>
<style amp-boilerplate>{_BOILERPLATE}</style>
<style amp-custom>.wbamp-container{{margin:0 10px}}.wbamp-h1{{font-size:1.6rem}}</style>
<script type="application/ld+json">{_structured(frame, shown, canonical)}</script>
</head>
<body>
<nav class="wbamp-container wbamp-header wbamp-header-site-name"><a class="wbamp-site-logo" href="/">\
<div class="wbamp-header-text">{h(SITE)}</div></a></nav>
<div class="wbamp-container wbamp-content">
<h1 class="wbamp-h1">{h(shown.title)}</h1>
<div class="wbamp-info-block"><p>{dates.line(shown.moment)}</p></div>
{picture}{converted(shown.body)}
<p class="wbamp-created">{author(shown)}</p>
<p><a href="/">на главную</a> <a href="/novosti">все новости</a></p>
<p>{author(shown)}</p>
<p><a href="/novosti">все новости</a></p>
</div>
<div class="wbamp-container position-7-modules">
{sidebar(frame, shown, "h3")}
</div>
<div class="wbamp-container wbamp-footer">
{IMPRINT}</div>
<div class="wbamp-link-to-main wbamp-link-to-main-light"><span class="wbamp-link-to-main-text"></span>\
<span class="wbamp-link-to-main-link"><a href="{h(canonical)}">Основной сайт</a></span></div>
</body>
</html>
"""


def error(frame: Frame, status: int, message: str) -> str:
    """Return the plugin's page for a missing article."""
    return f"""<!doctype html>
<html amp lang="ru-ru" dir="ltr">
<head><meta charset="utf-8"><title>{status}</title><link rel="canonical" href="{h(frame.origin)}/">
<style amp-boilerplate>{_BOILERPLATE}</style></head>
<body>
<nav class="wbamp-container wbamp-header"><a href="/">{h(SITE)}</a></nav>
<div class="wbamp-content wbamp-error"><h1>{status}</h1><p>{h(message)}</p></div>
</body>
</html>
"""


def converted(body: str) -> str:
    """Return a typed text with AMP's own pictures and players, without styles and scripts."""
    plain = _STYLE.sub("", _LEFT_OUT.sub("", rooted(body)))
    return _PLAYER.sub(_player, _IMAGE.sub(_image, plain))


def _image(found: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(found[1]))
    title = f' title="{given["title"]}"' if given.get("title") else ""
    return (
        f'<amp-img src="{given.get("src", "")}" alt="{given.get("alt", "")}"{title} '
        f'width="{given.get("width", "320")}" height="{given.get("height", "180")}" '
        'layout="responsive"></amp-img>'
    )


def _player(found: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(found[1]))
    address = given.get("src", "")
    youtube = _YOUTUBE.search(address)
    title = f' title="{given["title"]}"' if given.get("title") else ""
    size = 'width="640" height="360" layout="responsive"'
    if youtube:
        return f'<amp-youtube data-videoid="{youtube[1]}"{title} {size}></amp-youtube>'
    secure = re.sub(r"^(?:http:)?//", "https://", address)
    return (
        f'<amp-iframe src="{secure}"{title} {size} sandbox="allow-scripts allow-same-origin" '
        'frameborder="0"><div placeholder></div></amp-iframe>'
    )


def _structured(frame: Frame, shown: Article, canonical: str) -> str:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": canonical,
        "headline": shown.title,
        "datePublished": dates.iso(shown.moment),
        "dateModified": dates.iso(shown.moment),
        "author": {"@type": "Person", "name": shown.draft.author},
        "publisher": {
            "@type": "Organization",
            "name": SITE,
            "logo": {
                "@type": "ImageObject",
                "url": f"{frame.origin}/images/logo.png",
                "width": 320,
                "height": 180,
            },
        },
    }
    if shown.draft.image is not None:
        data["image"] = {
            "@type": "ImageObject",
            "url": frame.origin + shown.draft.image,
            "width": 320,
            "height": 180,
        }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
