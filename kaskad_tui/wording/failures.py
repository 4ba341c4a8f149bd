"""A `Failure` as a sentence: what failed, and what to do about it."""

from __future__ import annotations

from urllib.parse import urlsplit

from kaskad_tui.clock import now
from kaskad_tui.i18n import _
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line
from kaskad_tui.wording import certificates
from kaskad_tui.wording.dates import since

_K = FailureKind


def short(failure: Failure) -> str:
    """Return two to four words: «адрес не найден»."""
    match failure.kind:
        case _K.OFFLINE:
            return _("working offline")
        case _K.UNKNOWN_HOST:
            return _("address not found")
        case _K.REFUSED:
            return _("connection refused")
        case _K.UNREACHABLE:
            return _("no way there")
        case _K.PROXY:
            return _("proxy does not work")
        case _K.TIMEOUT:
            return _("no answer in time")
        case _K.TLS:
            return _("certificate not trusted")
        case _K.BROKEN_OFF:
            return _("connection broke off")
        case _K.BAD_HTTP:
            return _("not a proper answer")
        case _K.TOO_LARGE:
            return _("page too large")
        case _K.REDIRECTS:
            return _("endless redirects")
        case _K.FORBIDDEN_ADDRESS:
            return _("address not allowed")
        case _K.BAD_ADDRESS:
            return _("not an address")
        case _K.DENIED:
            return _("site refuses: {status}").format(status=failure.status or 403)
        case _K.NOT_FOUND | _K.GONE:
            return _("page is gone: {status}").format(status=failure.status or 404)
        case _K.RATE_LIMITED:
            return _("site asks to wait")
        case _K.SERVER_ERROR:
            return _("site error: {status}").format(status=failure.status or 500)
        case _K.BROWSER_CHECK:
            return _("site checks the browser")
        case _K.EMPTY:
            return _("empty page")
        case _K.NOT_A_PAGE:
            return _("not a page of text")
        case _K.NO_ARTICLE:
            return _("no article found")
        case _K.NO_HEADLINES:
            return _("no headlines found")
        case _K.NO_NEWS:
            return _("no news site")
        case _K.UNREADABLE:
            return _("page cannot be read")
        case _K.NOT_IN_ARCHIVE:
            return _("not in the archive")
        case _K.STORE_LOCKED:
            return _("archive is busy")
        case _K.STORE_FULL:
            return _("disk is full")
        case _K.STORE_READ_ONLY:
            return _("archive is read-only")
        case _K.STORE_NEWER:
            return _("archive of a newer version")
        case _K.STORE_DAMAGED:
            return _("archive is damaged")
        case _K.STORE_UNAVAILABLE:
            return _("archive cannot be opened")


def place(failure: Failure) -> str:
    """Return the host and path that a failure is about, as people write them; "" when there is none."""
    if not failure.url:
        return ""
    try:
        parts = urlsplit(failure.url)
    except ValueError:  # an address that is none, which may be just what failed
        return clean_line(failure.url, 200)
    if parts.scheme in {"http", "https"} and parts.netloc:
        return clean_line((parts.netloc + parts.path).rstrip("/"), 100)
    return clean_line(failure.url, 200)


def sentence(failure: Failure, site: str | None = None) -> str:
    """Return one or two sentences: what failed, and what to do.

    Args:
        failure: what happened.
        site: how to call the site; the host of the failure's address when left out.
    """
    said = _sentence(failure, site).replace("….", "…")  # behind an address that was cut
    if failure.retry_at is None or failure.kind is _K.RATE_LIMITED:
        return said
    return said + " " + _("The site is left alone until {time}.").format(time=since(failure.retry_at, now()))


def _sentence(failure: Failure, site: str | None) -> str:
    where = place(failure)
    name = site or where.split("/")[0] or _("the site")
    match failure.kind:
        case _K.OFFLINE:
            return _("Working offline, as you asked. Without --offline it is fetched from the network.")
        case _K.UNKNOWN_HOST:
            return _("The address {name} was not found: it seems this computer is not online.").format(
                name=name
            )
        case _K.REFUSED:
            return _("{name} refuses the connection. Try again later, or check the address.").format(
                name=name
            )
        case _K.UNREACHABLE:
            return _("There is no way to {name}: check the network connection.").format(name=name)
        case _K.PROXY:
            return _(
                "The proxy does not let us through: {detail}. Check proxy in [network] of the settings, "
                "or HTTPS_PROXY, HTTP_PROXY and ALL_PROXY."
            ).format(detail=failure.detail or _("no reason given"))
        case _K.TIMEOUT:
            return _("{name} did not answer in time. Try again later.").format(name=name)
        case _K.TLS:
            return certificates.sentence(name, failure.detail)
        case _K.BROKEN_OFF:
            return _("The connection to {name} broke off before the page was whole. Try again.").format(
                name=name
            )
        case _K.BAD_HTTP:
            return _(
                "{name} does not answer as a web site should ({detail}). "
                "Check the address, or try again later."
            ).format(name=name, detail=failure.detail or _("no reason given"))
        case _K.TOO_LARGE:
            return _("The page {where} is larger than 8 MiB. Open it in the browser.").format(where=where)
        case _K.REDIRECTS:
            return _("{where} redirects without an end. Open it in the browser.").format(where=where)
        case _K.FORBIDDEN_ADDRESS if failure.source:
            return _(
                "{where} is a private address and not opened. If it is meant, "
                "put private = true into the file of the source {source}."
            ).format(where=where, source=failure.source)
        case _K.FORBIDDEN_ADDRESS:
            if failure.detail in name:  # "" too: nothing else is known of it
                return _(
                    "{where} is a private address that a page led to; it is not opened. "
                    "If you mean it, give it as --base-url."
                ).format(where=where)
            return _(
                "{where} leads to a private address ({detail}), which is not opened. "
                "If you mean it, give it as --base-url."
            ).format(where=where, detail=failure.detail)
        case _K.BAD_ADDRESS:
            return _("“{where}” is not an http or https address.").format(where=where)
        case _K.DENIED:
            return _("{name} refuses the page (status {status}). Open it in the browser.").format(
                name=name, status=failure.status or 403
            )
        case _K.NOT_FOUND | _K.GONE:
            return _("The page {where} is no longer there (status {status}).").format(
                where=where, status=failure.status or 404
            )
        case _K.RATE_LIMITED:
            if failure.retry_at is None:
                return _("{name} asks to wait. Try again in a few minutes.").format(name=name)
            return _("{name} asks to wait until {time}.").format(
                name=name, time=since(failure.retry_at, now())
            )
        case _K.SERVER_ERROR:
            return _("{name} has an error of its own (status {status}). Try again later.").format(
                name=name, status=failure.status or 500
            )
        case _K.BROWSER_CHECK:
            return _("{name} wants to check the browser first. Open the page in the browser.").format(
                name=name
            )
        case _K.EMPTY:
            return _("The page {where} is empty. Try again later.").format(where=where)
        case _K.NOT_A_PAGE:
            return _("{where} is a file, not a page of text. Open it in the browser.").format(where=where)
        case _K.NO_ARTICLE:
            return _("No article was found at {where}. Open it in the browser.").format(where=where)
        case _K.NO_HEADLINES:
            return _(
                "No headlines were found at {where}. Check that it is the address of a news site."
            ).format(where=where)
        case _K.NO_NEWS:
            return _("{where} is no news site: there is neither a feed nor a list of dated articles.").format(
                where=where
            )
        case _K.UNREADABLE:
            return _("The page {where} could not be read. Open it in the browser.").format(where=where)
        case _K.NOT_IN_ARCHIVE:
            return _("{where} is not in the archive. It can be fetched when there is a network.").format(
                where=where or _("This article")
            )
        case _:
            return _archive(failure, where)


def _archive(failure: Failure, where: str) -> str:
    detail = failure.detail or _("no reason given")
    match failure.kind:
        case _K.STORE_LOCKED:
            return _("Another program holds the archive. Nothing was changed; try again.")
        case _K.STORE_FULL:
            return _("The disk is full: nothing was written. Make room and try again; reading goes on.")
        case _K.STORE_READ_ONLY:
            return _("The archive cannot be written ({where}). Reading goes on, marks are not kept.").format(
                where=where
            )
        case _K.STORE_NEWER:
            return _(
                "The archive {where} was written by a newer kaskad-tui ({detail}). Update the program."
            ).format(where=where, detail=detail)
        case _K.STORE_DAMAGED:
            return _("The archive {where} is damaged: {detail}.").format(where=where, detail=detail)
        case _:
            return _(
                "The archive {where} cannot be opened: {detail}. Name another folder with --data-dir."
            ).format(where=where, detail=detail)
