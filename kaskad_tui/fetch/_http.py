"""The only module that imports httpx: a client of ours over it, and its exceptions as `Fault`s.

Imported with the first request, in a thread: half a second that nobody has to look at.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar

import h11
import httpcore
import httpx
import truststore

from kaskad_tui.fetch._backend import CheckedBackend
from kaskad_tui.fetch.failures import Fault, FaultError, system_fault
from kaskad_tui.fetch.guard import Guard, origin_of
from kaskad_tui.fetch.proxies import Proxies, label
from kaskad_tui.fetch.resolve import Resolver
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import FailureKind

_OPEN = "open"
"""The way of the origins that the user typed."""
_PUBLIC = "public"

_LIMITS = httpx.Limits(
    max_connections=64,  # over all hosts; the limit of one host is the fetcher's
    max_keepalive_connections=16,
    keepalive_expiry=15.0,  # many routers forget a silent connection soon after
)


@dataclass(frozen=True, slots=True)
class Head:
    """An answer whose body has not been read yet."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; repeated ones joined by a comma."""
    raw: AsyncGenerator[bytes, None]
    """The body as it came, in pieces of at most 64 KiB."""
    ends_with_connection: bool
    """Nothing announces the end of the body: a connection that broke looks like one that ended."""
    spilt: Callable[[], bool]
    """Whether more came than the announced length; to be asked when the body has been read."""
    protocol: str
    """`HTTP/1.1`, `HTTP/2`."""


def warm(scheme: str) -> None:
    """Import what httpx would import in the middle of a request; for a thread."""
    importlib.import_module("anyio._backends._asyncio")
    if scheme == "https":
        importlib.import_module("h2.connection")


def tls_context(environ: Mapping[str, str]) -> ssl.SSLContext:
    """Return the trust of the system, or of SSL_CERT_FILE and SSL_CERT_DIR where they are set.

    Raises:
        FaultError: TLS, when they cannot be read.
    """
    cafile, capath = environ.get("SSL_CERT_FILE"), environ.get("SSL_CERT_DIR")
    if not cafile and not capath:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=cafile or None, capath=capath or None)
    except OSError as error:  # ssl.SSLError, too: a file without certificates
        raise FaultError(Fault(FailureKind.TLS, f"SSL_CERT_FILE: {error.strerror or error}")) from error


class Client:
    """Sends one request at a time along the way that fits its address; follows and repeats nothing."""

    def __init__(self, settings: FetchSettings, guard: Guard, resolver: Resolver) -> None:
        environ = os.environ if settings.environ is None else settings.environ
        self._settings = settings
        self._guard = guard
        self._resolver = resolver
        self._proxies = Proxies(environ, settings.proxy)
        self._tls = tls_context(environ)
        self._cookies = CookieJar()  # shared by all ways, never written to disk
        self._ways: dict[str, httpx.AsyncClient] = {}

    @asynccontextmanager
    async def open(
        self,
        url: str,
        headers: Mapping[str, str],
        read_s: float,
        *,
        patient: bool = True,
        method: str = "GET",
    ) -> AsyncIterator[Head]:
        """Ask for `url`, which the guard has passed, and give the head of the answer.

        Args:
            url: absolute.
            headers: to send.
            read_s: for the server to say something.
            method: GET or HEAD.
            patient: for a silent server over a kept connection, too; else that is a stale one after `kept_s`.

        Raises:
            FaultError: for everything that can go wrong; while the body is read, too.
        """
        proxy = self._proxies.of(origin_of(url))
        prefix = f"{label(proxy)}: " if proxy else ""
        new: list[str] = []
        try:
            client = self._way(proxy or (_OPEN if self._guard.is_allowed(url) else _PUBLIC))
            await _close_spilt(client)
            async with asyncio.timeout(None if patient else self._settings.kept_s) as limit:

                async def watch(event: str, _info: object) -> None:
                    if event.endswith("connect_tcp.started"):
                        new.append(event)
                        limit.reschedule(None)

                request = client.build_request(
                    method,
                    url,
                    headers=dict(headers),
                    timeout=self._timeout(read_s),
                    extensions={"trace": watch},
                )
                response = await client.send(request, stream=True)
        except TimeoutError:
            await _close_idle(client)
            raise FaultError(Fault(FailureKind.TIMEOUT, "kept connection", again=True, stale=True)) from None
        except Exception as error:
            # httpx lets through more than its own tree: InvalidURL, UnicodeError, OSError, groups of anyio;
            # whatever comes out of it is a failure of this request alone
            fault = _fault(error, prefix, in_body=False)
            if not new and fault.kind is FailureKind.BROKEN_OFF:
                await _close_idle(client)
                fault = replace(fault, stale=True)
            raise FaultError(fault) from error
        try:
            names = {name.lower(): value for name, value in response.headers.items()}
            endless = response.http_version.startswith("HTTP/1") and not {
                "content-length",
                "transfer-encoding",
            } & set(names)
            yield Head(
                response.status_code,
                names,
                _raw(response, prefix),
                endless,
                _spilling(client, response),
                response.http_version,
            )
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        ways, self._ways = list(self._ways.values()), {}
        for client in ways:
            await client.aclose()

    def _timeout(self, read_s: float) -> httpx.Timeout:
        return httpx.Timeout(connect=self._settings.connect_s, read=read_s, write=read_s, pool=None)

    def _way(self, name: str) -> httpx.AsyncClient:
        """Return the client for a kind of address or for a proxy; each has a pool of its own."""
        if name not in self._ways:
            proxy = None if name in {_OPEN, _PUBLIC} else _proxy(name, self._tls)
            transport = httpx.AsyncHTTPTransport(
                verify=self._tls, http2=True, limits=_LIMITS, proxy=proxy, trust_env=False
            )
            # private in httpx and in its successor; test_guard.py notices when it moves
            transport._pool._network_backend = CheckedBackend(self._resolver, public_only=name == _PUBLIC)
            self._ways[name] = httpx.AsyncClient(
                transport=transport, cookies=self._cookies, trust_env=False, follow_redirects=False
            )
        return self._ways[name]


async def _close_idle(client: httpx.AsyncClient) -> None:
    """Close the connections that wait for a request: where one was found dead, the others are as old."""
    for connection in _connections(client):
        if connection.is_idle():
            await connection.aclose()


def _connections(client: httpx.AsyncClient) -> list[httpcore.AsyncConnectionInterface]:
    transport = client._transport
    return list(transport._pool.connections) if isinstance(transport, httpx.AsyncHTTPTransport) else []


def _h11_of(connection: httpcore.AsyncConnectionInterface) -> h11.Connection | None:
    state = getattr(getattr(connection, "_connection", None), "_h11_state", None)
    return state if isinstance(state, h11.Connection) else None


def _spilling(client: httpx.AsyncClient, response: httpx.Response) -> Callable[[], bool]:
    """Return what tells whether more came over the connection of an answer than the answer announced."""
    stream = response.extensions.get("network_stream")
    for connection in _connections(client):
        inner = getattr(connection, "_connection", None)
        state = _h11_of(connection)
        if state is not None and getattr(inner, "_network_stream", None) is stream:
            return lambda: bool(state.trailing_data[0].strip())
    return lambda: False


async def _close_spilt(client: httpx.AsyncClient) -> None:
    """Close idle connections over which more came than the answer announced.

    A server that counts characters for bytes does so, and h11 would take the rest for the next answer. It is
    visible only in private places: where they have moved, the rest spoils the next request.
    """
    for connection in _connections(client):
        state = _h11_of(connection)
        if state is not None and connection.is_idle() and state.trailing_data[0]:
            await connection.aclose()


def _proxy(address: str, tls: ssl.SSLContext) -> httpx.Proxy:
    if address.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise FaultError(Fault(FailureKind.PROXY, "SOCKS needs socksio: pip install kaskad-tui[socks]"))
    # httpx allows a context of its own only for the way to an https proxy
    return httpx.Proxy(address, ssl_context=tls if address.startswith("https:") else None)


async def _raw(response: httpx.Response, prefix: str) -> AsyncGenerator[bytes, None]:
    try:
        async for chunk in response.aiter_raw():
            yield chunk
    except Exception as error:  # as above: any of them is this body's failure alone
        raise FaultError(_fault(error, prefix, in_body=True)) from error


_ON_THE_WAY = frozenset(
    {FailureKind.UNKNOWN_HOST, FailureKind.REFUSED, FailureKind.UNREACHABLE, FailureKind.PROXY}
)
"""What is said of the proxy itself, where there is one."""


def _fault(error: Exception, prefix: str, *, in_body: bool) -> Fault:
    found = system_fault(error) or _httpx_fault(error, in_body=in_body)
    if not prefix or found.kind not in _ON_THE_WAY:
        return found
    return Fault(FailureKind.PROXY, prefix + found.detail, again=found.again)


def _httpx_fault(error: Exception, *, in_body: bool) -> Fault:
    said = str(error) or type(error).__name__
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return Fault(FailureKind.BAD_ADDRESS, said)
    if isinstance(error, httpx.TimeoutException):
        return Fault(FailureKind.TIMEOUT, said, again=True)
    if isinstance(error, httpx.ProxyError):
        return Fault(FailureKind.PROXY, said)
    if isinstance(error, httpx.RemoteProtocolError):
        if in_body or _ended(said):
            return Fault(FailureKind.BROKEN_OFF, said, again=True)
        return Fault(FailureKind.BAD_HTTP, _without_bytes(said))
    if isinstance(error, httpx.NetworkError):
        return Fault(FailureKind.BROKEN_OFF, said, again=True)
    return Fault(FailureKind.BAD_HTTP, f"{type(error).__name__}: {said}")


def _without_bytes(said: str) -> str:
    """Return what h11 says without the bytes that it quotes: they are the server's and help nobody."""
    return re.sub(r"[\s:(]*(?:bytearray\()?b['\"].*", "", said, flags=re.DOTALL) or "malformed"


def _ended(said: str) -> bool:
    """Tell an end of the connection from nonsense before the body: httpx has one class for both."""
    lowered = said.lower()
    return any(word in lowered for word in ("disconnected", "closed", "streamreset", "connectionterminated"))
