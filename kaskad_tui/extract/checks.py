"""Pages that are no pages: a check of the browser, the site's error page."""

from __future__ import annotations

import re

from lxml import etree

from kaskad_tui.extract.boxes import Outline

_CHECK = re.compile(
    r"проверк[аиу]\s+(?:вашего\s+)?браузера|проверяем\s+(?:ваш\s+)?браузер"
    r"|checking your browser|checking if the site connection is secure"
    r"|just a moment|ddos[- ]?guard|ddos protection|attention required"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|подтвердите,? что вы (?:не робот|человек)"
    r"|are you a robot|enable javascript and cookies to continue|включите javascript"
    r"|access denied.{0,40}(?:bot|automated)|smartcaptcha|hcaptcha|вы не робот"
    r"|please wait while we verify|one more step|защита от (?:ботов|роботов)|необычный трафик"
    r"|unusual traffic",
    re.I,
)
_ERROR = re.compile(
    r"(?:^|[-–—|:]\s*)(?:404|403|410|500|502|503)\b(?!\s*[^\W\d_]|[.,:]?\d)"
    r"|\b(?:ошибка|error)\s+(?:404|403|410|500|502|503)\b|не найден[аоы]?\b|не существует"
    r"|страница (?:удалена|недоступна)|(?:page|article|file) (?:was |could )?not (?:be )?found"
    r"|\bnot found\b|запрашиваем\w+ страниц|internal server error|bad gateway"
    r"|service unavailable|доступ запрещ[её]н|forbidden",
    re.I,
)
_SHORT = 1200


def is_browser_check(root: etree._Element, page: Outline, raw: str) -> bool:
    """Tell whether a page only checks the browser: little text, a script or refresh, words that say so."""
    text = " ".join(leaf.text for leaf in page.leaves[:40])[: _SHORT + 1]
    if len(text) > _SHORT or len(page.leaves) > 25:
        return False
    title = " ".join(element.text or "" for element in root.iter("title"))[:300]
    scripted = root.find(".//script") is not None or root.find(".//meta[@http-equiv]") is not None
    said = _CHECK.search(f"{title} {text}") or _CHECK.search(" ".join(_noscript(root))[:2000])
    if said and scripted:
        return True
    refresh = any((meta.get("http-equiv") or "").lower() == "refresh" for meta in root.iter("meta"))
    challenge = re.search(
        r"challenge|captcha|__ddg|cf[-_]chl|jschl|js_challenge|document\.cookie\s*=", raw[:60000], re.I
    )
    return (
        len(text) < 300
        and bool(challenge)
        and (refresh or "location" in raw[:60000])
        and len(page.leaves) < 8
    )


def _noscript(root: etree._Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter("noscript")]


def is_error_page(title: str | None, document_title: str | None, page: Outline) -> bool:
    """Tell whether a page says that there is no such page: in its title, or in a heading of a short page."""
    for text in (title, document_title):
        if text and len(text) < 120 and _ERROR.search(text):
            return True
    total = sum(len(leaf.text) for leaf in page.leaves)
    if total > _SHORT:
        return False
    return any(_ERROR.search(leaf.text) for leaf in page.leaves if leaf.level or len(leaf.text) < 80)
