"""Pictures and players: lifted out of the body with their address and caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import parse_qs, quote, urlsplit

from lxml import etree

from kaskad_tui.extract.boxes import Box, Media
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import fold
from kaskad_tui.model import Image, Video
from kaskad_tui.sanitize import clean_line, safe_url

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-full-src", "data-image")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_PICTURE_FILE = re.compile(r"^(?:https?:)?/?[^\s,<>{}]+\.(?:jpe?g|png|webp|avif)(?:\?[^\s,]*)?$", re.I)
_CANDIDATE = re.compile(r"[\s,]*(\S+)")
"""An address of a srcset: it may hold commas, one at its end parts it from the next."""
_MAP = re.compile(r"(?:^|[./_-])maps?(?:[./_-]|$)")
_FRAMES = ("iframe", "amp-iframe", "embed", "object")
_IMAGES = ("img", "amp-img", "amp-anim", "picture")
_PLAYERS = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtube-nocookie\.com|youtu\.be|vk\.com|vkvideo\.ru|rutube\.ru"
    r"|ok\.ru|t\.me|telegram\.org|vimeo\.com"
    r"|dailymotion\.com|dzen\.ru|smotrim\.ru|facebook\.com|twitch\.tv|coub\.com|tiktok\.com"
    r"|soundcloud\.com|spotify\.com)$"
)
_MAX_CAPTION = 400


def _address(context: Context, value: str | None) -> str | None:
    return safe_url(value, context.base) if value and not value.startswith("data:") else None


def _largest(srcset: str) -> str | None:
    """Return the address of a srcset's largest picture."""
    best: tuple[float, str] | None = None
    at = 0
    for _entry in range(50):
        found = _CANDIDATE.match(srcset, at)
        if found is None:
            break
        address, at = found.group(1), found.end()
        size = 1.0
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            end = srcset.find(",", at)
            end = len(srcset) if end < 0 else end
            number = re.match(r"\s*(\d+(?:\.\d+)?)", srcset[at:end])
            size, at = float(number.group(1)[:9]) if number else 1.0, end
        if not address.startswith("data:") and (best is None or size > best[0]):
            best = size, address
    return best[1] if best else None


def _picture_source(context: Context, el: etree._Element) -> str | None:
    own = _address(context, el.get("src"))
    for name in _LAZY:
        lazy = _address(context, el.get(name))
        if lazy and re.search(r"\.(?:jpe?g|png|webp|gif|avif)\b|/", lazy):
            return lazy
    blank = (
        own is None
        or re.search(r"(?:blank|pixel|spacer|placeholder|1x1|transparent)[\w.-]*$", own) is not None
    )
    if own and not blank:
        return own
    for name in _SETS:
        found = _address(context, _largest(el.get(name) or ""))
        if found:
            return found
    for name, value in el.attrib.items():  # a script's own name for it
        if str(name).startswith("data-") and _PICTURE_FILE.search(str(value)):
            found = _address(context, str(value))
            if found:
                return found
    return None if blank else own


def _too_small(el: etree._Element) -> bool:
    for name in ("width", "height"):
        value = re.match(r"\d+", el.get(name) or "")
        if value and int(value.group(0)[:6]) <= 32:
            return True
    return False


def picture(context: Context, media: Media) -> Image | None:
    """Return the picture of an element, None when it has no address or is a spacer."""
    el = media.el
    address: str | None = None
    holder = el
    if el.tag == "picture":
        inner = el.find(".//img")
        if inner is None:
            inner = el.find(".//amp-img")
        holder = inner if inner is not None else el
    address = _picture_source(context, holder)
    if address is None and el.tag == "picture":
        for source in el.iter("source"):
            for name in _SETS:
                address = address or _address(context, _largest(source.get(name) or ""))
    behind = el.getnext()
    if address is None and behind is not None and behind.tag == "noscript":
        given = behind.find(".//img")  # what readers without scripts see
        address = _address(context, given.get("src")) if given is not None else None
    if address is None or _too_small(holder):
        return None
    alt = clean_line(holder.get("alt") or "", _MAX_CAPTION) or None
    title = clean_line(holder.get("title") or "", _MAX_CAPTION) or None
    return Image(address, alt, title)


def player_page(url: str) -> str:
    """Return the page that shows a player's video, the player's own address where none is known."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = parts.path.rstrip("/")
    query = parse_qs(parts.query)
    last = path.rsplit("/", 1)[-1]
    youtube = host in ("youtube.com", "youtube-nocookie.com")
    if youtube and ("/embed/" in path or path.startswith("/v/")) and last != "videoseries":
        return f"https://www.youtube.com/watch?v={last}"
    if host == "youtu.be" and last:
        return f"https://www.youtube.com/watch?v={last}"
    if (
        host in ("vk.com", "vkvideo.ru")
        and path.endswith("video_ext.php")
        and "oid" in query
        and "id" in query
    ):
        return f"https://{host}/video{query['oid'][0]}_{query['id'][0]}"
    if host == "rutube.ru" and "/play/embed/" in path:
        if "p" in query:
            return f"https://rutube.ru/video/private/{last}/?p={quote(query['p'][0])}"
        return f"https://rutube.ru/video/{last}/"
    if host == "ok.ru" and "/videoembed/" in path:
        return f"https://ok.ru/video/{last}"
    if host == "player.vimeo.com" and "/video/" in path:
        return f"https://vimeo.com/{last}"
    if host == "t.me" and "embed" in query:
        return f"https://t.me{path}"
    return url


def player(context: Context, media: Media) -> Video | None:
    """Return the video or sound of an element, None for a frame that is no player."""
    el = media.el
    title = clean_line(el.get("title") or el.get("aria-label") or el.get("alt") or "", 300) or None
    if el.tag == "amp-youtube" and re.fullmatch(r"[\w-]{5,20}", el.get("data-videoid") or ""):
        return Video(f"https://www.youtube.com/watch?v={el.get('data-videoid')}", title)
    if el.tag == "lite-youtube" and re.fullmatch(r"[\w-]{5,20}", el.get("videoid") or ""):
        return Video(
            f"https://www.youtube.com/watch?v={el.get('videoid')}",
            title or clean_line(el.get("playlabel") or "", 300) or None,
        )
    if el.tag == "script":
        post = el.get("data-telegram-post") or ""
        return Video(f"https://t.me/{post}", title) if re.fullmatch(r"\w{3,40}/\d{1,12}", post) else None
    if el.tag in ("amp-vimeo", "amp-dailymotion") and re.fullmatch(r"\w{5,20}", el.get("data-videoid") or ""):
        host = "vimeo.com/" if el.tag == "amp-vimeo" else "www.dailymotion.com/video/"
        return Video(f"https://{host}{el.get('data-videoid')}", title)
    values = [el.get("src"), *(el.get(name) for name in _LAZY)]
    values += [source.get("src") for source in el.iter("source")]
    if el.tag == "object":
        values += [el.get("data"), *(inner.get("src") for inner in el.iter("embed"))]
        values += [one.get("value") for one in el.iter("param") if one.get("name") in ("movie", "src")]
    addresses = [found for value in values if (found := _address(context, value))]
    if not addresses:
        return None
    if el.tag in _FRAMES:
        for address in addresses:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
            known = _PLAYERS.search(host) is not None
            if known or (
                re.search(r"video|player|embed", address, re.I) and not _MAP.search(host + parts.path)
            ):
                page = player_page(address)
                return Video(page, title) if safe_url(page) else None
        return None
    return Video(addresses[0], title)


def _holder(media: Media, tag: str) -> etree._Element | None:
    """Return the nearest ancestor of a media element with the tag, within a few levels."""
    one = media.el.getparent()
    for _step in range(5):
        if one is None:
            return None
        if one.tag == tag:
            return one
        one = one.getparent()
    return None


def caption_leaves(context: Context, first: int, last: int) -> dict[int, list[int]]:
    """Return which leaves are captions: index of the leaf → indexes of the media they belong to.

        A caption is a figcaption, or the short text that shares a box of its own with a picture (never a
    paragraph).
    """
    leaves = context.outline.leaves
    found: dict[int, list[int]] = {}
    for number, media in enumerate(context.outline.media):
        if not first - 1 <= media.at <= last + 1:
            continue
        figure = _holder(media, "figure")
        for index in range(max(0, media.at - 2), min(len(leaves), media.at + 4)):
            leaf = leaves[index]
            if figure is not None and _in_element(leaf, figure):
                if len(leaf.text) <= 2 * _MAX_CAPTION:
                    found.setdefault(index, []).append(number)
            elif media.el.tag in _IMAGES and index == media.at and _shares_small_box(leaf, media, leaves):
                found.setdefault(index, []).append(number)
    return found


def _in_element(leaf: Box, el: etree._Element) -> bool:
    one: etree._Element | None = leaf.el
    for _step in range(8):
        if one is None:
            return False
        if one is el:
            return True
        one = one.getparent()
    return False


def _shares_small_box(leaf: Box, media: Media, leaves: Sequence[Box]) -> bool:
    """Tell whether a picture and a short text are all that stands in their (non-paragraph) box."""
    if "caption" in (leaf.el.get("class") or "").lower() and len(leaf.text) <= 200:
        around = leaf.el.getparent()
        return around is not None and any(one is around for one in islice(media.el.iterancestors(), 4))
    if leaf.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th") and leaf.el is media.box.el:
        return False
    if len(leaf.text) > 200 or leaf.level or leaf.link_chars > 0.5 * len(leaf.text):
        return False
    if leaf.tag == "div" and leaf.el is media.box.el:
        return True
    box = leaf.parent
    if box is None or box.tag not in ("div", "figure", "span") or box.hi - box.lo > 2:
        return False
    return _in_element_of(media, box) and leaf.tag in ("div", "span", "")


def _in_element_of(media: Media, box: Box) -> bool:
    one: etree._Element | None = media.el
    for _step in range(4):
        if one is None:
            return False
        if one is box.el:
            return True
        one = one.getparent()
    return False


def collect(
    context: Context, first: int, last: int, region: Box | None, captions: dict[int, list[int]]
) -> tuple[tuple[Image, ...], tuple[Video, ...]]:
    """Return the pictures and videos that stand among the leaves `first` to `last` of a page.

    Args:
        context: the page.
        first: index of the first leaf that counts (the title, else the text's first).
        last: index of the text's last leaf.
        region: the box that they must lie in.
        captions: from `caption_leaves`.
    """
    leaves = context.outline.leaves
    own: dict[int, list[str]] = {}
    for index, numbers in captions.items():
        for number in numbers:
            own.setdefault(number, []).append(leaves[index].text)
    images: dict[str, Image] = {}
    videos: dict[str, Video] = {}
    for number, media in enumerate(context.outline.media):
        if not first <= media.at <= last + 1 or (region is not None and not region.holds(media.box)):
            continue
        if media.at == last + 1 and number not in own and not _at_the_end(media, leaves, last):
            continue
        if _in_chrome(media.box):
            continue
        if media.href and context.article_of(media.href):
            continue  # the picture of another article's link
        if media.el.tag in _IMAGES:
            image = picture(context, media)
            if image is None:
                continue
            printed = " ".join(clean_line(text) for text in own.get(number, ()))
            caption = clean_line(printed, _MAX_CAPTION) or image.caption
            if caption and image.alt and fold(caption) == fold(image.alt) and not printed:
                caption = image.caption
            images.setdefault(image.url, Image(image.url, image.alt, caption))
        else:
            video = player(context, media)
            if video is not None:
                printed = clean_line(" ".join(own.get(number, ())), _MAX_CAPTION)
                videos.setdefault(video.url, Video(video.url, printed or video.title))
    return tuple(images.values()), tuple(videos.values())


def _in_chrome(box: Box) -> bool:
    one: Box | None = box
    while one is not None:
        if one.tag in ("nav", "aside", "footer") or one.el.get("role") in (
            "navigation",
            "complementary",
            "contentinfo",
        ):
            return True
        one = one.parent
    return False


def _at_the_end(media: Media, leaves: Sequence[Box], last: int) -> bool:
    """Tell whether media behind the last leaf still stands in that leaf's box."""
    if last < 0 or last >= len(leaves):
        return False
    box = leaves[last]
    parent = box.parent
    return box.holds(media.box) or (parent is not None and parent.tag != "body" and parent.holds(media.box))
