"""Pictures of articles: fetched when asked for, decoded in a process of their own, a few kept in memory."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kaskad_tui.model import Failure, Picture, PictureProblem

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from kaskad_tui.reader.network import Network

Shown = Picture | PictureProblem | Failure
"""A picture, or why there is none."""

DEADLINE_S = 10.0
"""For the decoding of one picture, the start of the process included."""
_KEPT = 12
"""Pictures of at most 1.2 MB each."""
_LONGEST_ANSWER = 2 * 1024 * 1024
_COMMAND = (sys.executable, "-P", "-m", "kaskad_tui.pictures.worker")


class Pictures:
    """Fetches and decodes, one after the other; belongs to one loop."""

    def __init__(
        self, network: Network, command: Sequence[str] = _COMMAND, deadline_s: float = DEADLINE_S
    ) -> None:
        self._network = network
        self._command = tuple(command)
        self._deadline_s = deadline_s
        self._turn = asyncio.Lock()
        self._kept: dict[str, Picture] = {}

    async def get(self, url: str) -> Shown:
        """Return a picture, the site's own from the host in use; cancelling ends request and process."""
        site = self._network.site
        url = site.rebase(url) if site.is_own(url) else url
        if url not in self._kept and find_spec("PIL") is None:
            return PictureProblem.NO_PILLOW  # before anything is fetched for nothing
        async with self._turn:
            found = self._kept.pop(url, None)
            if found is None:
                content = await self._network.picture(url)
                if isinstance(content, Failure):
                    return content
                decoded = await self._decoded(content)
                if not isinstance(decoded, Picture):
                    return decoded
                found = decoded
            self._kept[url] = found
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
            return found

    async def _decoded(self, content: bytes) -> Picture | PictureProblem:
        from kaskad_tui.reader.extraction import environment

        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
                env=environment(),
            )
        except OSError:
            return PictureProblem.GIVEN_UP
        try:
            async with asyncio.timeout(self._deadline_s):
                return parsed(await _exchange(process, content))
        except TimeoutError:
            return PictureProblem.GIVEN_UP
        finally:
            await _end(process)


async def _exchange(process: Process, content: bytes) -> bytes:
    """Hand a picture over and return the answer, of one that is too long the beginning."""
    assert process.stdin is not None and process.stdout is not None
    with suppress(ConnectionError):  # it ended without reading to the end
        process.stdin.write(content)
        await process.stdin.drain()
    process.stdin.close()
    answer = bytearray()
    while len(answer) <= _LONGEST_ANSWER and (part := await process.stdout.read(1 << 16)):
        answer += part
    return bytes(answer)


async def _end(process: Process) -> None:
    """Kill a process, if it runs, and see it off."""
    assert process.stdout is not None
    with suppress(ProcessLookupError):
        process.kill()
    while await process.stdout.read(1 << 16):
        pass  # what nobody reads would keep the pipe, and so the wait, open for ever
    await process.wait()
    await asyncio.sleep(0)  # the pipes are closed by the loop's next round


def parsed(answer: bytes) -> Picture | PictureProblem:
    """Return what the process answered; a process that died answered nothing."""
    line, _newline, pixels = answer.partition(b"\n")
    words = line.decode("ascii", "replace").split()
    if len(words) == 2 and all(word.isdecimal() for word in words):
        width, height = int(words[0]), int(words[1])
        if 0 < len(pixels) == width * height * 3 <= _LONGEST_ANSWER:
            return Picture(width, height, pixels)
    known = {problem.value: problem for problem in PictureProblem}
    return known.get(line.decode("ascii", "replace"), PictureProblem.GIVEN_UP)
