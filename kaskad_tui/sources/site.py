"""A site: which addresses are its own, what they name, and which to ask for next. Fetches nothing."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from kaskad_tui.extract.addresses import kept_query
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Failure, FailureError, FailureKind
from kaskad_tui.sanitize import clean_line, safe_url

_DEFAULT_STEP = 10
"""Joomla's leading and intro items, when neither profile nor page says."""
_MOBILE = re.compile(r"(?:www|m|mobile|amp)\.(?=[^.]+\.)")
"""What a host begins with at which the same pages stand."""
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp(?:=1?)?|outputType=amp)(?=&|$)")
_LOCAL_NAMES = frozenset({"localhost", "localhost.localdomain"})


class Site:
    """A profile at the address in use: the site's own, another of its hosts, or one that the user typed.

    Immutable. Identity (`article_id`, `canonical_key`) never depends on the address in use.
    """

    def __init__(self, profile: Profile, base_url: str | None = None, *, known: bool = True) -> None:
        """Make a site of what is known of it.

        Args:
            profile: the landmarks.
            base_url: the address to use in place of the profile's: only its origin counts, and no other host
                of the site is tried then. Without a scheme it is https, for this machine's own names http.
            known: False when there is no more than an address, and the rest has to be found out.

        Raises:
            FailureError: BAD_ADDRESS, when `base_url` or the profile's is no address.
        """
        typed = typed_address(base_url) if base_url is not None else None
        usable = typed or (safe_url(profile.base_url) if base_url is None else None)
        if usable is None:
            wrong = clean_line(base_url if base_url is not None else profile.base_url, 200)
            raise FailureError(Failure(FailureKind.BAD_ADDRESS, url=wrong))
        self.profile = profile
        self.origin = origin_of(usable)
        """Scheme and host (and port) in use, without a slash at the end."""
        self.overridden = base_url is not None
        """The user named another address for the site."""
        self.known = known
        """More is known of it than an address."""
        self.typed = self.overridden or profile.private
        """The user typed the address in use, so that it may be a private one."""

    @property
    def name(self) -> str:
        """Name of the source, as in `Headline.source`."""
        return self.profile.name

    @property
    def title(self) -> str:
        """What the source is called on the screen."""
        return self.profile.title or self.profile.name

    @property
    def front_url(self) -> str:
        """The front page at the address in use."""
        return self.origin + "/"

    @property
    def address(self) -> str:
        """The page that a source was named by, where nothing more is known; else its main list."""
        return self.origin + (self.profile.list_path or "/")

    @property
    def reading_profile(self) -> Profile:
        """The profile as the extraction needs it: the host in use is one of the site's."""
        host = _host(self.origin)
        if host is None or host in self.profile.hosts:
            return self.profile
        return replace(self.profile, hosts=(*self.profile.hosts, host))

    def others(self) -> tuple[Site, ...]:
        """Return the same site at its other hosts, to be tried when this one cannot be reached."""
        if self.overridden:
            return ()
        scheme = urlsplit(self.origin).scheme
        origins = [f"{scheme}://{host}" for host in self.profile.hosts]
        return tuple(self._at(origin) for origin in origins if origin != self.origin)

    def _at(self, origin: str) -> Site:
        other = Site(self.profile)
        other.origin = origin
        return other

    def is_own(self, url: str) -> bool:
        """Tell whether an address lies on the site, at whichever of its hosts and whichever port."""
        host = _host(url)
        if host is None:
            return False
        mine = _host(self.origin)
        if is_local(host) and is_local(mine or ""):
            # a profile put under an address of this computer is the same at any port; others are not
            mirror = self.overridden and self.known
            return mirror or urlsplit(url).netloc == urlsplit(self.origin).netloc
        if host == mine or host in self.profile.hosts:
            return True
        return _MOBILE.sub("", host) in {_MOBILE.sub("", one) for one in (mine or "", *self.profile.hosts)}

    def article_id(self, url: str) -> str | None:
        """Return the number of the article that `url` is an address of, or None.

        AMP, http and www versions, other slugs and sections, a slash at the end: all the same article.
        """
        return self.profile.article_id(url) if self.is_own(url) else None

    def canonical_key(self, url: str) -> str | None:
        """Return what identifies the page behind an address; None when it is no address.

        For an article of the site its number, else the path (and query) on the site, without fragment,
        trackers, AMP and slash at the end; for a page that lies elsewhere its address, tidied likewise.
        """
        safe = safe_url(url)
        if safe is None:
            return None
        number = self.article_id(safe)
        if number is not None:
            return number
        address = canonical_address(self.without_amp(safe))
        if not self.is_own(safe):
            return address
        parts = urlsplit(address)
        return urlunsplit(("", "", parts.path, parts.query, ""))

    def address_of(self, article_id: str) -> str | None:
        """Return an address at which the article of a number can be asked for.

        Sites of this family answer for a number without its slug, in whichever section.
        """
        if article_id.startswith("/"):
            url = safe_url(self.origin + article_id)
            return url if url is not None and self.canonical_key(url) == article_id else None
        list_path = self.profile.list_path.rstrip("/")
        url = f"{self.origin}{list_path}/{article_id}"
        return url if self.article_id(url) == article_id else None

    def list_url(self, section: str | None = None, page: int = 1, step: int | None = None) -> str:
        """Return the address of a page of a list.

        Args:
            section: the section's id; None or "" is the main list.
            page: counted from 1.
            step: by how much the offset rises a page, as the site's own links say; None is not known.
        """
        path = f"/{section.strip('/')}" if section else self.profile.list_path or "/"
        url = self.origin + path
        if page <= 1:
            return url
        if self.profile.page_path:
            return self.origin + self._page_path(section).replace("{page}", str(page))
        offset = (page - 1) * (step or self.profile.page_step or _DEFAULT_STEP)
        return f"{url}{'&' if '?' in url else '?'}{self.profile.page_parameter or 'start'}={offset}"

    @property
    def has_list(self) -> bool:
        """There is a page with the main list; a source of feeds alone has none."""
        return bool(self.profile.list_path) or not self.profile.feeds

    @property
    def has_pages(self) -> bool:
        """It is known how the lists go on, or the pages will say."""
        profile = self.profile
        return self.has_list and bool(profile.page_path or profile.page_parameter)

    def _page_path(self, section: str | None) -> str:
        """Return the shape of a list's later pages: the main list's, moved to the section's path."""
        path = self.profile.page_path
        main = self.profile.list_path.rstrip("/")
        if section and path.startswith(main):
            return f"/{section.strip('/')}{path[len(main) :]}"
        return path

    def feed_urls(self, section: str | None = None) -> tuple[str, ...]:
        """Return the addresses of a list's feeds, the best first; none when the profile knows none."""
        feeds = self.profile.feeds
        if section:
            main = self.profile.list_path
            feeds = tuple(
                f"/{section.strip('/')}{feed[len(main) :]}"
                for feed in feeds
                if main and re.match(re.escape(main) + r"(?=[/?]|$)", feed)
            )
        return tuple(self.origin + feed if feed.startswith("/") else feed for feed in feeds)

    def amp_url(self, url: str) -> str | None:
        """Return the address of an article's AMP version; None when the site has none or `url` is it."""
        suffix = self.profile.amp_suffix
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        if not suffix or not path or path.endswith(suffix):
            return None
        return urlunsplit((parts.scheme, parts.netloc, path + suffix, "", ""))

    def without_amp(self, url: str) -> str:
        """Return the address of the full page behind an AMP address; other addresses as they are."""
        suffix = self.profile.amp_suffix or "/amp"
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        query = _AMP_QUERY.sub("", parts.query).lstrip("&")
        if path.endswith(suffix) and path != suffix:
            path = path[: -len(suffix)]
        elif query == parts.query:
            return url
        else:
            path = parts.path
        return urlunsplit((parts.scheme, parts.netloc, path, query, ""))

    def with_base(self, url: str) -> str:
        """Return one of the site's own addresses at the host in use; a foreign one as it is."""
        return self.rebase(url) if self.is_own(url) else url

    def rebase(self, url: str) -> str:
        """Return path and query of `url` at the host in use.

        For what the archive has of this source: its address may name a mirror, or a port that is closed now.
        """
        parts = urlsplit(url)
        base = urlsplit(self.origin)
        return urlunsplit((base.scheme, base.netloc, parts.path or "/", parts.query, ""))

    def section_title(self, section_id: str) -> str | None:
        """Return the title of a section that the profile knows."""
        for section in self.profile.sections:
            if section.id == section_id:
                return section.title
        return None


def typed_address(text: str) -> str | None:
    """Return what a user typed as an address, or None when it is none.

    The scheme may be left out when a host is recognisable: it is https then, http for this machine's names.
    """
    text = text.strip()
    if "://" in text:
        return safe_url(text)
    host = re.split(r"[/?#]", text, maxsplit=1)[0]
    name = host.rsplit(":", 1)[0] if re.search(r":\d+$", host) else host
    if not is_local(name.strip("[]")) and ("." not in name or " " in text):
        return None
    return safe_url(f"{'http' if is_local(name.strip('[]')) else 'https'}://{text}")


def canonical_address(url: str) -> str:
    """Return an address as the identity of its page: without fragment, trackers, `www.`, slash at the end."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    return urlunsplit(("https", host, parts.path.rstrip("/") or "/", kept_query(parts.query), ""))


def source_name(url: str) -> str:
    """Return what the source at an address is called when nobody named it: its host, without `www.`."""
    return urlsplit(url).netloc.lower().removeprefix("www.").replace(":", "-").strip("[]-.")[:60] or "site"


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, without a slash at the end."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=1024)
def is_local(host: str) -> bool:
    """Tell whether a host is a name or number of this machine itself."""
    if host in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
