"""Looking a name up, without holding the loop or the program's end."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable

from kaskad_tui.fetch.guard import Address

Resolver = Callable[[str, int], Awaitable[list[Address]]]
"""Host and port to numbers, in the system's order, at least one. Raises OSError or UnicodeError."""


async def resolve(host: str, port: int) -> list[Address]:
    """Ask the system for the numbers of a host.

    In a thread of its own: the loop's executor would be waited for at the program's end, and a stalled
    look-up holds its thread for half a minute (Ctrl+C has to end within a second).

    Raises:
        socket.gaierror: no such host, or no answer.
        UnicodeError: the name cannot be one.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Address]] = loop.create_future()

    def settle(found: list[Address] | None, error: OSError | UnicodeError | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found or [])

    def look_up() -> None:
        found: list[Address] | None = None
        problem: OSError | UnicodeError | None = None
        try:
            found = _numbers(host, port)
        except (OSError, UnicodeError) as error:
            problem = error
        try:
            loop.call_soon_threadsafe(settle, found, problem)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    threading.Thread(target=look_up, name=f"resolve {host[:40]}", daemon=True).start()
    return await answer


def _numbers(host: str, port: int) -> list[Address]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [ipaddress.ip_address(str(answer[4][0])) for answer in answers]
    if not numbers:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return list(dict.fromkeys(numbers))
