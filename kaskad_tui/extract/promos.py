"""Lines that speak to the visitor instead of telling the news: offers, consent, player controls, credits.

Whole short lines in the large languages of the web; each pattern is a phrase of many sites, none of one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MAX = 320

_PROMO = re.compile(
    r"\bnewsletters?\b.{0,120}\b(?:sign(?:ing)? up|subscri\w+|inbox|e-?mail|free|weekly|daily|delivered"
    r"|abonnier\w+"
    r"|kostenlos)\b"
    r"|\b(?:sign(?:ing)? up|subscrib\w+|abonnier\w+|abonnez|suscr[íi]b\w+|iscriviti|zapisz się)\b.{0,120}"
    r"\b(?:newsletters?|inbox|alerts?|updates|podcast|channel|e-?mail|today|now|here|unlimited)\b"
    r"|\b(?:direct(?:ly)?|straight|right) (?:in)?to your (?:inbox|e-?mail|phone)\b|\bin your inbox\b"
    r"|\b(?:enter|your) (?:your )?e-?mail address\b|\bprivacy notice: newsletters\b"
    r"|this advertisement has not loaded|\ball rights reserved\b",
    re.I,
)
_OPENS = re.compile(
    r"^(?:skip|after|before) (?:past )?newsletter\b"
    r"|^подпи(?:шитесь|сывайтесь|саться) на (?:наш|нас|рассылк|канал|telegram|телеграм|новост)"
    r"|^(?:читайте|следите за) нас(?:ими новостями)? (?:в|на) |^присоединяйтесь к нам\b"
    r"|^(?:follow|like|join|find) (?:us|me|our) (?:on|at|in)\b"
    r"|^(?:subscribe|log in|sign in|register|create an account|become a (?:member|subscriber)"
    r"|already a subscriber)\b"
    r".{0,80}$",
    re.I,
)
_CONSENT = re.compile(
    r"empfohlener (?:redaktioneller|externer) inhalt|an dieser stelle (?:finde\w+|befindet)"
    r"|ich bin (?:damit )?einverstanden|externe[nr]? inhalte? (?:an)?zeigen|inhalte? erlauben"
    r"|zum (?:\w+-)?inhalt$"
    r"|personenbezogene daten .{0,60}dritt|this content is hosted by a third party"
    r"|to view this (?:video|content)"
    r"|please (?:enable|accept|allow) (?:java-?script|cookies)|we need your consent"
    r"|cookie[- ](?:settings|policy)"
    r"|your browser (?:does not|doesn't) support|(?:ваш|этот) браузер не поддерживает|включите javascript"
    r"|votre navigateur|tu navegador no",
    re.I,
)
_NOTICE = re.compile(
    r"^\W*(?:advertisement|advert|anzeige|werbung|реклама|publicidad|publicité|pubblicità"
    r"|reklama)(?:\W+\d+)?\W*$"
    r"|^(?:story|article) continues? (?:below|after)\b"
    r"|^(?:show|hide|open|close|expand|view) (?:caption|gallery|image|photos?|comments?|more|fullscreen)\W*$"
    r"|^(?:image|photo|slide|bild|фото) \d+ (?:of|von|из)\b|^\d+\s*(?:/|of)\s*\d+$"
    r"|^skip (?:\d+|to|ad|video)\b|^(?:duration|dauer|длительность)\W+\d"
    r"|^(?:listen|watch|play|pause|mute|unmute|abspielen)(?: (?:to|now|this article|live))?\W*$"
    r"|^this (?:document|material|article) (?:is subject to copyright|may not be)"
    r"|^(?:copyright|©|\(c\))|^все права защищены|^alle rechte vorbehalten"
    r"|^(?:originally )?published (?:on|as)\b.{0,60}$|^(?:last )?updated?(?: on)?\W+\w{3,9}\W+\d",
    re.I,
)
_STEMS = (
    "newsletter", "sign", "subscrib", "abonn", "suscr", "iscriviti", "zapisz", "your ", "mail", "inhalt",
    "dieser stelle", "einverstanden", "personenbezogene", "hosted by", "view this", "please", "consent",
    "cookie", "браузер", "javascript", "navigateur", "navegador", "advertisement has", "all rights",
)  # fmt: skip
"""One of these stands in whatever `_PROMO` and `_CONSENT` find: most lines need not be searched."""
_CREDIT = re.compile(
    r"^\W*(?:image|photo|picture|photograph|bild|foto|фото|illustration|getty images|credit)s?"
    r"(?: (?:credit|courtesy|by|source|via))?\s?[:/©].{0,160}$"
    r"|\((?:image|photo|picture|pic|bild|foto|фото)s?(?: (?:credit|by|courtesy))?\s?:[^()]{1,80}\)\W*$"
    r"|^.{0,140}(?:/|\||via |©\s?)\s?(?:getty images|reuters|afp|ap photo|imago|dpa|shutterstock"
    r"|istock)\W{0,3}$",
    re.I,
)
_CONTACT = re.compile(
    r"^(?:contact|reach|e-?mail|follow|write to) .{0,80}(?:\bat\b|\bon\b|@)|^\W*have a (?:news )?tip\b"
    r"|^(?:do you have|got) a (?:news )?(?:tip|story)\b|^(?:reporting|additional reporting|editing"
    r"|writing) by\b"
    r"|^contributing\s?:",
    re.I,
)


@lru_cache(maxsize=8192)
def is_promo(text: str) -> bool:
    """Tell whether a line offers, asks for consent or labels what surrounds the text."""
    if len(text) > _MAX:
        return False
    if _OPENS.match(text) or _NOTICE.match(text):
        return True
    low = text.lower()
    return any(stem in low for stem in _STEMS) and bool(_PROMO.search(text) or _CONSENT.search(text))


@lru_cache(maxsize=8192)
def is_credit(text: str) -> bool:
    """Tell whether a short line is the caption or credit of a picture."""
    return len(text) <= _MAX and bool(_CREDIT.search(text))


def is_contact(text: str) -> bool:
    """Tell whether a line names those who can be reached about the text or who helped with it."""
    return len(text) <= _MAX and bool(_CONTACT.search(text))
