"""`kaskad-tui --plain`: the reader as a conversation in lines, without a screen.

For screen readers, terminals that cannot place text, slow lines, pipes. Nothing but printed lines is written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.plain_desk import Desk
from kaskad_tui.commands.plain_input import Talk
from kaskad_tui.commands.plain_words import Verb, parse
from kaskad_tui.commands.session import Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure
from kaskad_tui.reader import Event, HeadlinesChanged, Reader
from kaskad_tui.wording import recovery
from kaskad_tui.wording.failures import sentence


def run(session: Session, open_reader: Callable[[], Reader]) -> int:
    """Talk until it is left; return the exit code.

    Args:
        session: options and settings.
        open_reader: opens what is read; called on the loop.

    Raises:
        FailureError: STORE_*.
        streams.OutputClosedError, streams.OutputError: nobody reads what is written.
    """
    talks: list[Talk] = []

    async def work() -> int:
        talk = Talk(session.settings.ui.width)
        talks.append(talk)
        reader = open_reader()
        conversation = _Conversation(reader, session.settings, talk)
        try:
            await conversation.run()
        finally:
            await conversation.close()
            await reader.close()
        if reader.recovered is not None:
            session.damaged.append(reader.recovered.set_aside)
        return Exit.OK

    return run_loop(work, lambda: any(talk.interrupted() for talk in talks))


class _Conversation:
    """Asks and answers; the site is asked behind, and what came of it is told before the next question."""

    def __init__(self, reader: Reader, settings: Settings, talk: Talk) -> None:
        self._reader = reader
        self._settings = settings
        self._talk = talk
        self._desk = Desk(reader, settings, talk)
        self._behind: asyncio.Task[None] | None = None
        self._failed: Failure | None = None
        """Why the last refresh behind brought nothing, until that is told."""
        self._told: set[Failure] = set()
        self._counted = 0
        words = settings.list.mute
        self._mutes = reader.mutes(words) if words else None

    async def run(self) -> None:
        """Go on until the reader leaves or the input ends."""
        end = self._reader.subscribe(self._hear)
        try:
            self._talk.say(self._reader.title)
            self._say_how_the_archive_is()
            self._behind = asyncio.create_task(self._keep_fresh())
            self._reader.index_behind()
            if not self._reader.order(self._desk.browse.view, 1):
                await self._first()
            await self._desk.show_list()
            self._talk.say(_("A number reads, Enter goes on, ? helps, q quits."))
            while await self._turn():
                pass
        finally:
            end()

    async def _turn(self) -> bool:
        self._tell()
        line = await self._talk.ask(self._desk.prompt)
        if line is None:
            return False
        command = parse(line)
        if command is None:
            self._talk.say(_("{word} is no command here; ? lists them.").format(word=f"«{line[:40]}»"))
            return True
        await self._desk.do(command)
        return command.verb is not Verb.QUIT

    async def _first(self) -> None:
        """Wait for the first news of an empty archive."""
        if not self._reader.offline:
            self._talk.say(_("Looking for news…"))
            await self._talk.wait(self._reader.refresh_all())

    async def _keep_fresh(self) -> None:
        """Ask the site now, then every few minutes."""
        minutes = self._settings.refresh.every_minutes
        while not self._reader.offline:
            self._failed = (await self._reader.refresh_all()).failure
            if not minutes:
                return
            await asyncio.sleep(minutes * 60)

    def _hear(self, event: Event) -> None:
        if isinstance(event, HeadlinesChanged):
            self._desk.came.update(event.new if self._mutes is None else self._unmuted(event.new))

    def _unmuted(self, keys: tuple[int, ...]) -> list[int]:
        is_muted = self._mutes or (lambda _title: False)
        return [item.key for item in self._reader.headlines(keys) if not is_muted(item.title)]

    def _tell(self) -> None:
        """Say what happened since the last question."""
        came = len(self._desk.came)
        if came > self._counted:
            self._talk.say(ngettext("{n} new: i shows it", "{n} new: i shows them", came).format(n=came))
        self._counted = came
        for failure in (self._failed, self._reader.read_only, self._reader.trouble):
            if failure is not None and failure not in self._told:
                self._told.add(failure)
                self._talk.say(sentence(failure))

    def _say_how_the_archive_is(self) -> None:
        saved = self._reader.recovered
        if saved is not None:
            words = recovery.sentence(str(saved.set_aside), saved.headlines, saved.articles, saved.marks)
            self._talk.say(words)

    async def close(self) -> None:
        """End what runs behind, and keep what the next start wants to know."""
        if self._behind is not None:
            self._behind.cancel()
            with suppress(asyncio.CancelledError):
                await self._behind
        await self._reader.remembered.leave()
