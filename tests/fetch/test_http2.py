"""HTTP/2 where the server offers it: the same answers, over one connection."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from pathlib import Path

import h2.config
import h2.connection
import h2.events

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind

CERTIFICATES = Path(__file__).parent / "certificates"
CONTENT = "Новости Калининграда. ".encode() * 1000


class Http2Server:
    """Answers `/` with gzip, resets `/reset`, and says 404 to all else."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[dict[str, str]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        http = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        )
        http.initiate_connection()
        writer.write(http.data_to_send())
        while data := await reader.read(65536):
            for event in http.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    assert event.stream_id is not None
                    self.requests.append({str(name): str(value) for name, value in event.headers or []})
                    self.answer(http, event.stream_id, self.requests[-1][":path"])
            writer.write(http.data_to_send())
            await writer.drain()
        writer.close()

    def answer(self, http: h2.connection.H2Connection, stream: int, path: str) -> None:
        if path == "/reset":
            http.send_headers(stream, [(":status", "200"), ("content-type", "text/html")])
            http.send_data(stream, b"half")
            http.reset_stream(stream)
        elif path == "/":
            body = gzip.compress(CONTENT)
            http.send_headers(stream, [(":status", "200"), ("content-encoding", "gzip"), ("etag", '"2"')])
            http.send_data(stream, body, end_stream=True)
        else:
            http.send_headers(stream, [(":status", "404")], end_stream=True)


async def test_http2_is_spoken_where_it_is_offered() -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATES / "good.pem", CERTIFICATES / "key.pem")
    tls.set_alpn_protocols(["h2"])
    served = Http2Server()
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0, ssl=tls)
    base = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    environ = {"SSL_CERT_FILE": str(CERTIFICATES / "authority.pem")}
    async with server, Fetcher(FetchSettings(environ=environ, backoff_s=0.01)) as fetcher:
        fetcher.allow(base)
        first = await fetcher.get(f"{base}/")
        missing = await fetcher.get(f"{base}/nowhere")
        broken = await fetcher.get(f"{base}/reset")
        several = await asyncio.gather(*(fetcher.get(f"{base}/") for _ in range(8)))
    assert isinstance(first, Fetched), first
    assert first.content == CONTENT
    assert first.validators.etag == '"2"'
    assert isinstance(missing, Failure)
    assert missing.kind is FailureKind.NOT_FOUND
    assert isinstance(broken, Failure)
    assert broken.kind is FailureKind.BROKEN_OFF
    assert all(isinstance(answer, Fetched) for answer in several)
    assert served.connections == 1
    assert served.requests[0]["user-agent"].startswith("kaskad-tui/")
