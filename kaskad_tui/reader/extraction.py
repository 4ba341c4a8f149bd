"""The extraction process as seen from the loop: a page in, what it says out, never longer than its deadline.

A process of its own, because C code in a thread holds the loop and nothing can stop it; the same one serves a
single command, whose start it does not delay: it is started while the network is still busy.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kaskad_tui.extract.memory import SiteMemory
from kaskad_tui.extract.page import Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.paths import package_dir
from kaskad_tui.sanitize import clean_line

DEADLINE_S = 10.0
"""For one page, waiting for its turn excluded; the start of the process included."""
_LENGTH_BYTES = 4
_MAX_ANSWER = 256 * 1024 * 1024
_FAREWELL_S = 0.5
"""For the process to end by itself once nothing more will come."""

# -P: a file named like a library in the folder where the user stands is never imported
_COMMAND = (sys.executable, "-P", "-m", "kaskad_tui.extract.worker")


class _RefusedError(Exception):
    """The process gave up a page, for lack of memory or by a mistake in it, and said so."""


class Extraction:
    """Owns the process; belongs to one event loop. Requests are answered one at a time, in order."""

    def __init__(self, command: Sequence[str] = _COMMAND, deadline_s: float = DEADLINE_S) -> None:
        self._command = tuple(command)
        self._deadline_s = deadline_s
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._warming: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Number of the process, while there is one."""
        return self._process.pid if self._process is not None else None

    @property
    def running(self) -> bool:
        """There is a process, and it has not ended."""
        return self._process is not None and self._process.returncode is None

    def warm(self) -> None:
        """Begin to start the process, if there is none: it is ready when the page has come."""
        if self._process is None and self._warming is None and not self._closed:
            self._warming = asyncio.create_task(self._warm())

    async def read(
        self,
        content: bytes,
        url: str | None,
        *,
        profile: Profile | None,
        content_type: str | None,
        now: datetime | None,
        memory: SiteMemory | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> Page | Failure:
        """Return what a page says; UNREADABLE when the process ran out of time or memory, or crashed."""
        if self._closed:
            return Failure(FailureKind.UNREADABLE, url=url, detail="closed")
        asked = (content, url, profile, content_type, now)
        request = pickle.dumps(asked if memory is None else (*asked, memory), pickle.HIGHEST_PROTOCOL)
        limit_s = min(deadline_s, self._deadline_s)
        async with self._turn:
            try:
                async with asyncio.timeout(limit_s):
                    return await self._ask(request)
            except TimeoutError:
                detail = f"more than {limit_s:g} s"
            except _RefusedError as error:
                detail = str(error)
            except (
                OSError,
                EOFError,
                pickle.UnpicklingError,
                AttributeError,
                ImportError,
                IndexError,
            ) as error:
                # EOFError covers a process that ended in the middle; the others an answer that is none
                detail = f"ended: {type(error).__name__}"
            except asyncio.CancelledError:
                await self._end()  # its answer would be taken for that of the next page
                raise
            await self._end()
        return Failure(FailureKind.UNREADABLE, url=url, detail=detail)

    async def close(self) -> None:
        """End the process; a later `read` fails."""
        self._closed = True
        if self._warming is not None:
            self._warming.cancel()
            with suppress(asyncio.CancelledError):
                await self._warming
        async with self._turn:
            process = self._process
            if process is not None and process.stdin is not None and process.returncode is None:
                process.stdin.close()
                with suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), _FAREWELL_S)
            await self._end()

    async def _warm(self) -> None:
        async with self._turn:
            if not self._closed:
                with suppress(OSError):  # told by the page that needs it
                    await self._started()

    async def _ask(self, request: bytes) -> Page:
        process = await self._started()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(len(request).to_bytes(_LENGTH_BYTES, "big") + request)
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(_LENGTH_BYTES), "big")
        if length > _MAX_ANSWER:
            raise EOFError("an answer without end")
        answer = pickle.loads(await process.stdout.readexactly(length))
        match answer:
            case ("ok", Page() as page):
                return page
            case ("error", str(text)):
                raise _RefusedError(clean_line(text, 200))
        raise EOFError("an answer of another kind")

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self.running:
            return self._process
        await self._end()
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C and Ctrl+Z of the terminal are for the app alone
            env=environment(),
        )
        return self._process

    async def _end(self) -> None:
        """Kill the process, if there is one, and see it off."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
        # the pipes are closed by the loop's next round, and a transport that outlives its loop warns
        await asyncio.sleep(0)


def environment() -> dict[str, str]:
    """Return the environment of a process of our own: this very package before any other."""
    environment = dict(os.environ)
    parts = [str(Path(package_dir()).parent), *filter(None, [environment.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(parts)
    return environment
