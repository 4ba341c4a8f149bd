"""Each fault by the command line: one clear sentence, the archive unharmed, the next refresh recovers."""

from __future__ import annotations

import json
from datetime import timedelta

import apsw
import pytest

from kaskad_tui.clock import now
from kaskad_tui.reader import network
from tests.commands.program import assert_one_message
from tests.fault_server import head_of, raw, stall
from tests.faults.conftest import READ, UNREAD, Desk
from tests.faults.table import FAULTS, SLOW


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_sentence_and_takes_nothing_away(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = FAULTS[name]
    before = desk.run("headlines", "--offline", "--json")
    assert (before.code, before.err) == (0, "")
    assert len(json.loads(before.out)) >= 10

    desk.routes.fault = fault.handler
    monkeypatch.setattr(network, "_PAGE_S", 0.5 if SLOW in fault.words else 15.0)
    during = desk.run("headlines", "--json")
    assert during.code == 3, during.err
    assert during.out == before.out
    assert_one_message(during.err, ["What is shown is from the archive."])
    assert any(words in during.err for words in fault.words), during.err

    unread = desk.run("read", UNREAD)
    assert unread.code == 1
    assert unread.out == ""
    assert_one_message(unread.err)
    kept = desk.run("read", READ, "--format", "text")
    assert kept.code == 0
    assert "Об этом сообщили в пресс-службе" in kept.out

    desk.routes.fault = None
    monkeypatch.setattr(network, "_PAGE_S", 15.0)
    # what a site asked to wait for holds for the next command too, until it has passed
    monkeypatch.setenv("KASKAD_TUI_NOW", (now() + timedelta(days=30)).isoformat())
    after = desk.run("headlines", "--json")
    assert (after.code, after.err) == (0, "")
    assert json.loads(after.out) == json.loads(before.out)
    assert desk.run("read", UNREAD).code == 0


def test_a_site_that_is_not_there(desk: Desk) -> None:
    before = desk.run("headlines", "--offline", "--json")
    desk.base_url = "http://127.0.0.1:9"
    during = desk.run("headlines", "--json")
    assert (during.code, during.out) == (3, before.out)
    assert_one_message(during.err, ["refuses the connection"])


def test_a_page_that_breaks_off_is_shown_with_a_note_and_completed_later(desk: Desk) -> None:
    path = desk.routes.paper.stories[int(UNREAD)].path
    whole = desk.routes.paper.answer_for(path)
    body = whole.body.encode()
    head = head_of(200, {"Content-Type": whole.content_type, "Content-Length": str(len(body))})
    desk.routes.fault = raw(head + body[: body.index("Жителей просят".encode()) + 200])
    cut = desk.run("read", UNREAD)
    assert cut.code == 0
    assert "запись номер 108" in cut.out
    assert "маршрут" not in cut.err
    assert_one_message(cut.err, ["This is not the whole text"])
    desk.routes.fault = None
    after = desk.run("read", UNREAD)
    assert (after.code, after.err) == (0, "")
    assert len(after.out) > len(cut.out)
    # and a part never takes the place of the whole
    desk.routes.fault = raw(head + body[: body.index("Жителей просят".encode()) + 200])
    assert desk.run("read", UNREAD).out == after.out


def test_an_old_copy_comes_at_once_and_what_is_begun_behind_it_ends_without_a_word(desk: Desk) -> None:
    before = desk.run("read", READ, "--format", "text").out
    _make_old(desk)
    desk.routes.fault = stall()
    during = desk.run("read", READ, "--format", "text")
    assert (during.code, during.out, during.err) == (0, before, "")


def _make_old(desk: Desk) -> None:
    """Let the copy in the archive be of a time after which it is asked for again."""
    database = apsw.Connection(str(desk.folder / "archive.db"))
    database.execute("UPDATE article SET fetched = fetched - 10000000")
    database.close()
