"""What each action of the table does that can be seen: one deed an action, the same for every key and pane.

A deed brings the stage to a known place, presses the key, and asserts what came of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from kaskad_tui.config.settings import ExportSettings
from kaskad_tui.model import Headline, ListKind, Picture
from kaskad_tui.reader import View
from kaskad_tui.ui.keys import ARTICLE, LIST, SIDEBAR, START
from kaskad_tui.ui.screens.overlay import Overlay
from tests.ui.harness import FILMED, HEADED, LINKED, PLAIN, WIDE_TABLE, Stage, moment

Press = Callable[[], Awaitable[None]]
Deed = Callable[[Stage, Press, str], Awaitable[None]]


async def stand(stage: Stage, where: str, at: int = 4) -> None:
    """Stand in a pane, on a row (list, sidebar) or at the top of a long text."""
    await stage.close_overlays()
    stage.screen.touched = True
    stage.screen.remove_class("-full", "-no-sidebar")
    if where == LIST:
        await stage.in_list(at)
    elif where == ARTICLE:
        await stage.in_article(HEADED)
    elif where == SIDEBAR:
        await stage.in_sidebar(at)


def spot(stage: Stage, where: str) -> int:
    """Return where the pane stands: row, line of the text, entry."""
    screen = stage.screen
    if where == ARTICLE:
        return int(screen.article.scroll_y)
    return screen.headlines.cursor if where == LIST else stage.entry


def subject(stage: Stage, where: str) -> Headline:
    """Return what marks and addresses are about in a pane, as the archive has it."""
    screen = stage.screen
    found = screen.reading.shown if where == ARTICLE else None
    found = screen.sidebar.current if where == SIDEBAR else found or screen.headlines.current
    assert found is not None
    return stage.stored(found.key)


def title(stage: Stage) -> str:
    """Return the title of the overlay, "" when there is none."""
    top = stage.app.screen
    return top.heading()[0] if isinstance(top, Overlay) else ""


# moving
async def moves(stage: Stage, press: Press, where: str, *, way: int) -> None:
    await stand(stage, where)
    if where == ARTICLE:
        stage.screen.article.scroll_lines(5)
        await stage.settle()
    before = spot(stage, where)
    await press()
    assert spot(stage, where) == before + way


async def to_the_top(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    stage.screen.article.scroll_lines(7)
    await press()
    assert spot(stage, where) == 0


async def to_the_end(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    await press()
    ends = {LIST: len(stage.screen.headlines.order) - 1, SIDEBAR: stage.screen.sidebar.last}
    if where == ARTICLE:
        assert stage.screen.article.at_end
    else:
        assert spot(stage, where) == ends[where]


async def pages(stage: Stage, press: Press, where: str, *, way: int, half: bool = False) -> None:
    await stand(stage, where, 30 if where == LIST else 7)
    if where == ARTICLE:
        stage.screen.article.scroll_pages(1)
        await stage.settle()
    before = spot(stage, where)
    await press()
    moved = (spot(stage, where) - before) * way
    if where == ARTICLE:
        height = stage.screen.article.size.height
        assert moved in ((range(height // 2 - 2, height // 2 + 2)) if half else range(height - 4, height))
    elif where == LIST:
        full = stage.screen.headlines.size.height // stage.screen.headlines.geometry.item
        assert full // 2 - 2 <= moved <= full // 2 + 1 if half else full - 2 <= moved <= full
    else:
        assert moved > 1


async def turns(stage: Stage, press: Press, where: str, *, way: int) -> None:
    await stand(stage, where)
    panes = [stage.screen.headlines, stage.screen.article, stage.screen.sidebar]
    here = panes.index(stage.screen.focused)  # type: ignore[arg-type]  # one of the three
    await press()
    assert stage.screen.focused is panes[(here + way) % 3]


# reading
async def opens(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where, 2)
    wanted = subject(stage, where)
    await stage.reader.mark([wanted.key], read=False, undoable=False)
    await press()
    assert stage.screen.panes.in_article
    assert stage.screen.article.key == wanted.key
    assert stage.stored(wanted.key).read


async def goes_back(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    row = stage.screen.headlines.cursor_key
    await press()
    assert stage.screen.panes.in_list
    assert stage.screen.headlines.cursor_key == row
    assert not stage.left


async def travels(stage: Stage, press: Press, where: str, *, way: int) -> None:
    await stand(stage, ARTICLE)
    first, second = stage.key_of(HEADED), stage.key_of(LINKED)
    stage.screen.reading.open(stage.stored(second))
    await stage.settle()
    if way > 0:
        stage.screen.act("history.back")
        await stage.settle()
    if where != ARTICLE:
        stage.screen.panes.focus_list()
    if where == SIDEBAR:
        stage.screen.panes.focus_sidebar()
    await stage.settle()
    await press()
    assert stage.screen.panes.in_article
    assert stage.screen.article.key == (second if way > 0 else first)


async def reads_on(stage: Stage, press: Press, where: str) -> None:
    if where != ARTICLE:
        await opens(stage, press, where)
        return
    await stand(stage, where)
    shown = stage.screen.article.key
    await press()
    assert stage.screen.article.key == shown
    assert spot(stage, where) > 10
    stage.screen.article.to_end()
    await press()
    assert stage.screen.panes.in_article
    assert stage.screen.article.key != shown
    assert spot(stage, where) == 0


async def next_unread(stage: Stage, press: Press, where: str, *, way: int) -> None:
    await stand(stage, where, 4)
    headlines = stage.screen.headlines
    if where == SIDEBAR:
        headlines.go_to(8)
    here = headlines.cursor
    keys = headlines.order.keys
    await stage.reader.mark([keys[here + way]], read=True, undoable=False)
    await stage.reader.mark([keys[here + 2 * way]], read=False, undoable=False)
    await press()
    assert headlines.cursor == here + 2 * way
    if where == ARTICLE:
        assert stage.screen.panes.in_article
        assert stage.screen.article.key == keys[here + 2 * way]


async def next_article(stage: Stage, press: Press, where: str, *, way: int) -> None:
    await stand(stage, where, 4)
    here, keys = stage.screen.headlines.cursor, stage.screen.headlines.order.keys
    await press()
    assert stage.screen.headlines.cursor == here + way
    assert stage.screen.panes.in_article is (where == ARTICLE)
    if where == ARTICLE:
        assert stage.screen.article.key == keys[here + way]


def at_the_top(stage: Stage) -> str:
    """Return the first lines of the text that are in sight, on one line."""
    view = stage.screen.article
    return " ".join(" ".join(view.render_line(y).text.split()) for y in range(1, 4))


async def next_heading(stage: Stage, press: Press, _where: str) -> None:
    await stand(stage, ARTICLE)
    for heading in stage.screen.article.headings[:2]:
        await press()
        assert heading.text[:30] in at_the_top(stage)


async def previous_heading(stage: Stage, press: Press, _where: str) -> None:
    await stand(stage, ARTICLE)
    first, second = stage.screen.article.headings[:2]
    stage.screen.article.to_heading(second)
    await press()
    assert first.text[:30] in at_the_top(stage)


async def full_width(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    await press()
    await stage.painted()
    assert stage.screen.panes.in_article
    assert stage.screen.article.size.width >= stage.app.size.width - 1
    assert not stage.screen.headlines.is_on_screen
    await press()
    await stage.painted()
    assert stage.screen.headlines.is_on_screen


async def changes_width(stage: Stage, press: Press, where: str, *, way: int) -> None:
    await stand(stage, where)
    stage.screen.article.max_measure = 60
    await press()
    assert stage.screen.article.max_measure == 60 + 4 * way
    assert str(60 + 4 * way) in await stage.says()


async def shows_changes(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where, 0)
    if where == ARTICLE:
        await stage.in_article(PLAIN)  # others need the headings of the long one
    wanted = subject(stage, where)
    if len(stage.reader.versions(wanted.key)) < 2:
        await stage.edits(wanted.key)
    await press()
    assert stage.screen.edits.shows(wanted)
    assert stage.screen.panes.in_article
    assert stage.screen.article.edit[1] >= 3
    await press()
    assert not stage.screen.edits.shows(wanted)
    assert stage.screen.article.shown.article is not None
    assert stage.screen.article.key == wanted.key


async def table(stage: Stage, press: Press, _where: str, *, way: int) -> None:
    await stand(stage, ARTICLE)
    screen = stage.screen
    screen.article.show(WIDE_TABLE, WIDE_TABLE.headline)
    if way < 0:
        screen.article.table_scroll(1)
        screen.article.table_scroll(1)
    await stage.painted()
    before = stage.picture()
    await press()
    await stage.painted()
    assert stage.picture() != before
    assert ("column 3" in before) is not ("column 3" in stage.picture()) or "column 9" in stage.picture()
    screen.reading.follow()


# finding
async def asks_to_find(stage: Stage, press: Press, _where: str) -> None:
    await stand(stage, ARTICLE)
    await press()
    assert stage.screen.focused is stage.screen.query_one("#find")
    await stage.type("дом")
    await stage.press("enter")
    assert stage.screen.panes.in_article
    assert stage.screen.article.find_count > 1
    assert "дом" in await stage.says()
    await stage.press("escape")
    assert not stage.screen.finding.active
    assert stage.screen.panes.in_article


async def searches(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, LIST, 5)
    row = stage.screen.headlines.cursor_key
    await stand(stage, where, 5)
    await press()
    assert stage.screen.searching.typing
    await stage.press("ctrl+u")
    await stage.type("дом")
    assert stage.screen.searching.typing
    assert 0 < stage.screen.searching.total < len(stage.screen.news.order)
    await stage.press("escape")
    assert stage.screen.panes.in_list
    assert stage.screen.headlines is stage.screen.news
    assert stage.screen.headlines.cursor_key == row


async def previous_hit(stage: Stage, press: Press, where: str) -> None:
    if where == LIST:
        await stand(stage, LIST)
        await stage.press("slash", "ctrl+u")
        await stage.type("дом")
        await stage.press("down")
        while stage.screen.article.find_count < 2:
            await stage.press("j")
            stage.screen.reading.follow()
        await stage.press("n", "n")
        assert stage.screen.article.find_position == 2
        await press()
        assert stage.screen.article.find_position == 1
        assert stage.screen.panes.in_list
        stage.screen.searching.leave()
        return
    await stand(stage, ARTICLE)
    stage.screen.finding.find("дом")
    stage.screen.finding.step(1)
    assert stage.screen.article.find_position == 2
    await press()
    assert stage.screen.article.find_position == 1
    stage.screen.finding.end()


async def letters(stage: Stage, press: Press, _where: str) -> None:
    await stand(stage, ARTICLE)
    await stage.in_article(LINKED)
    stage.screen.article.to_end()
    await press()
    hints = stage.screen.article.hints
    assert hints
    assert "Esc" in await stage.says()
    await stage.press("escape")
    assert not stage.screen.article.hints
    assert stage.screen.panes.in_article


async def shows_a_picture(stage: Stage, press: Press, _where: str) -> None:
    """In the text, and when it is there as large as the window."""
    await stand(stage, ARTICLE)
    screen, reader = stage.screen, stage.reader

    async def picture(_url: str) -> Picture:
        return Picture(4, 2, bytes((200, 30, 30, 30, 160, 60)) * 4)

    reader.picture = picture  # type: ignore[method-assign,assignment]  # there is no network
    try:
        await press()
        await stage.until(screen.article.pictures.in_sight, "the picture")
        assert "▀▀▀▀" in stage.picture()
        await press()
        assert stage.overlay == "PictureView"
        await stage.close_overlays()
    finally:
        del reader.picture
    screen.article.show(None)


async def names_video(stage: Stage, press: Press, _where: str) -> None:
    await stand(stage, ARTICLE)
    stage.screen.article.show(FILMED, FILMED.headline)
    stage.copied.clear()
    await press()
    assert stage.copied == [FILMED.videos[0].url]


async def lays_over(stage: Stage, press: Press, where: str, *, kind: str, named: str = "") -> None:
    """An overlay comes; Esc closes it and everything is as it was."""
    await stand(stage, where)
    focused = stage.screen.focused
    await press()
    assert stage.overlay == kind
    assert not named or title(stage) == named
    await stage.close_overlays()
    assert stage.screen.focused is focused


async def opens_contents(stage: Stage, press: Press, where: str) -> None:
    """The headings stand in the sidebar; Enter goes to one, Esc brings the lists back."""
    await stand(stage, where)
    await press()
    states = [(stage.screen.contents.active, stage.screen.panes.in_sidebar)]
    await stage.press("G", "enter")
    states.append((stage.screen.contents.active, stage.screen.panes.in_sidebar))
    assert stage.screen.article.place.block > 0
    await press()
    await stage.press("escape")
    states.append((stage.screen.contents.active, stage.screen.panes.in_sidebar))
    assert states == [(True, True), (True, False), (False, False)]
    assert stage.screen.sidebar.current is not None


async def opens_top(stage: Stage, press: Press, where: str, *, number: int) -> None:
    await stand(stage, where)
    wanted = stage.reader.lists()[ListKind.TOP][number - 1]
    await press()
    assert stage.screen.panes.in_article
    assert stage.screen.article.key == wanted.key
    assert stage.stored(wanted.key).read


async def filters(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    await stage.reader.mark([stage.screen.headlines.order.keys[0]], bookmarked=True, undoable=False)
    seen = []
    for _n in range(3):
        await press()
        seen.append((stage.screen.listing.view.filter, len(stage.screen.headlines.order)))
        assert stage.screen.panes.in_list
    assert [name for name, _rows in seen] == ["unread", "bookmarked", "all"]
    assert seen[0][1] == stage.reader.unread()
    assert 1 <= seen[1][1] < seen[0][1] <= seen[2][1]


async def narrows(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    rows = len(stage.screen.headlines.order)
    await press()
    assert stage.screen.focused is stage.screen.query_one("#find")
    await stage.type("мост")
    shown = stage.screen.headlines.order.keys
    assert 0 < len(shown) < rows
    assert all("мост" in item.title.lower() for item in stage.reader.headlines(shown))
    await stage.press("enter")
    assert stage.screen.panes.in_list
    assert len(stage.screen.headlines.order) == len(shown)
    await stage.press("escape")
    assert len(stage.screen.headlines.order) == rows


async def shows_today(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    rows = len(stage.screen.headlines.order)
    await press()
    today = stage.reader.headlines(stage.screen.headlines.order.keys)
    assert 0 < len(today) < rows
    assert {item.published and item.published.date() for item in today} == {moment().date()}
    assert "Today" in stage.header
    stage.screen.listing.change(View())
    await stage.settle()


async def shows_muted(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    rows = len(stage.screen.headlines.order)
    stage.screen.narrowing._words = ("мост",)
    stage.screen.listing.reload()
    await stage.settle()
    hidden = stage.screen.narrowing.hidden
    assert hidden > 0
    assert len(stage.screen.headlines.order) == rows - hidden
    assert f"{hidden} hidden" in stage.header
    await press()
    assert len(stage.screen.headlines.order) == rows
    await press()
    assert len(stage.screen.headlines.order) == rows - hidden
    stage.screen.narrowing._words = ()
    stage.screen.narrowing._muted = frozenset()
    await stage.screen.listing.fit()


async def brings_in(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where, 6)
    row = stage.screen.headlines.cursor_key
    (new,) = await stage.arrives()
    assert stage.screen.headlines.cursor_key == row
    assert new not in stage.screen.headlines.order.keys
    assert stage.screen.listing.pending == 1
    await press()
    assert stage.screen.headlines.order.keys[0] == new
    assert stage.screen.headlines.cursor == 0
    assert stage.screen.panes.in_list
    assert stage.screen.listing.pending == 0


async def shows_sidebar(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    seen = stage.screen.panes.sidebar_seen
    await press()
    assert stage.screen.panes.sidebar_seen is not seen
    await press()
    assert stage.screen.panes.sidebar_seen is seen


# marking
async def marks_read(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    one = subject(stage, where)
    await press()
    assert stage.stored(one.key).read is not one.read
    assert "undo" in await stage.says()
    if where == LIST and not one.read:
        stage.screen.headlines.move(-1)
    assert subject(stage, where).key == one.key
    await press()
    assert stage.stored(one.key).read is one.read


async def marks_all_read(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    await stage.reader.mark([stage.screen.headlines.order.keys[-1]], read=False, undoable=False)
    unread = stage.reader.unread()
    await press()
    assert stage.reader.unread() == 0
    assert str(unread) in await stage.says()
    await stage.reader.undo()
    assert stage.reader.unread() == unread


async def bookmarks(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    one = subject(stage, where)
    await press()
    assert stage.stored(one.key).bookmarked is not one.bookmarked
    await press()
    assert stage.stored(one.key).bookmarked is one.bookmarked


async def undoes(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    one = subject(stage, where)
    await stage.reader.mark([one.key], read=not one.read, bookmarked=not one.bookmarked)
    await press()
    back = stage.stored(one.key)
    assert (back.read, back.bookmarked) == (one.read, one.bookmarked)
    assert "undone" in await stage.says()


# outside
async def names_address(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    stage.copied.clear()
    address = stage.reader.front_url if where == START else subject(stage, where).url
    await press()
    assert stage.copied == [address]
    assert address[:20] in await stage.says()


async def copies_text(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where, 1)
    if where == LIST:
        stage.screen.headlines.go_to_key(stage.key_of(HEADED))
    stage.copied.clear()
    one = subject(stage, where)
    article = stage.reader.article(one.key)
    assert article is not None
    await press()
    assert stage.copied == [f"{one.title}\n\n{article.text}\n"]


async def saves(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where, 1)
    if where == LIST:
        stage.screen.headlines.go_to_key(stage.key_of(HEADED))
    folder = stage.archive.parent / "saved"
    shutil.rmtree(folder, ignore_errors=True)
    stage.screen.settings = replace(stage.screen.settings, export=ExportSettings(str(folder)))
    one = subject(stage, where)
    await press()
    (file,) = folder.iterdir()
    assert one.title in file.read_text("utf-8")
    assert one.id in file.name
    assert "Saved" in await stage.says()


# the program
async def refreshes(stage: Stage, press: Press, where: str, *, everything: bool = False) -> None:
    await stand(stage, where)
    asked: list[str] = []
    reader = stage.reader
    names = ("refresh_all", "refresh", "refetch")
    kept = {name: getattr(reader, name) for name in names}

    def spied(name: str) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            asked.append(name)
            return kept[name](*arguments)

        return call

    try:
        for name in names:
            setattr(reader, name, spied(name))
        await press()
    finally:
        for name in names:
            delattr(reader, name)
    assert asked == ["refetch" if where == ARTICLE and not everything else "refresh_all"]
    if where == LIST:
        assert "offline" in await stage.says()


async def says_how_to_quit(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    await press()
    assert not stage.left
    assert "Q" in await stage.says()


async def suspends(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    slept: list[bool] = []
    stage.app.action_suspend_process = lambda: slept.append(True)  # type: ignore[method-assign]  # no shell here
    await press()
    assert slept == [True]


async def selects(stage: Stage, press: Press, where: str, *, less: bool = False) -> None:
    await stand(stage, where)
    stage.screen.clear_selection()
    for action in ("select.down", "select.down", "select.right") if less else ():
        stage.screen.act(action)
    before = stage.screen.get_selected_text() or ""
    await press()
    after = stage.screen.get_selected_text() or ""
    assert (before.startswith(after) if less else after.startswith(before)) and after != before
    assert "copy" in await stage.says()
    stage.screen.act("back")
    assert stage.screen.get_selected_text() is None and stage.screen.panes.in_article


async def leaves(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    stage.left.clear()
    await press()
    assert stage.left == ([0] if where in (LIST, START) else [])
    assert where == START or stage.screen.panes.in_list


async def quits(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    stage.left.clear()
    await press()
    assert stage.left == [0]


async def opens_sample(stage: Stage, press: Press, _where: str) -> None:
    assert stage.screen.panes.starting
    before = stage.screen
    await press()
    await stage.until(lambda: stage.screen is not before and len(stage.screen.headlines.order), "the sample")
    await stage.painted()
    assert stage.screen.panes.in_list
    assert not stage.screen.panes.starting


async def shows_imprint(stage: Stage, press: Press, where: str) -> None:
    await stand(stage, where)
    await press()
    assert stage.screen.panes.in_article
    shown = stage.screen.article.shown.article
    assert shown is not None
    assert "18+" in shown.text


async def changes_texts(stage: Stage, press: Press, _where: str) -> None:
    await stand(stage, ARTICLE)
    await stage.feed_gives(stage.key_of(HEADED), "Так сказано в ленте.")
    article = stage.screen.article
    page = article.shown.article
    assert page is not None and not page.from_feed
    await press()
    given = article.shown.article
    assert given is not None and given.body == ("Так сказано в ленте.",)
    assert stage.screen.panes.in_article
    await press()
    assert article.shown.article == page


DEEDS: Mapping[str, Deed] = {
    "move.down": partial(moves, way=1),
    "move.up": partial(moves, way=-1),
    "move.top": to_the_top,
    "move.end": to_the_end,
    "move.page_down": partial(pages, way=1),
    "move.page_up": partial(pages, way=-1),
    "move.half_down": partial(pages, way=1, half=True),
    "move.half_up": partial(pages, way=-1, half=True),
    "read.on": reads_on,
    "article.page_up": partial(pages, way=-1),
    "find.previous": previous_hit,
    "read.next_unread": partial(next_unread, way=1),
    "read.previous_unread": partial(next_unread, way=-1),
    "read.next": partial(next_article, way=1),
    "read.previous": partial(next_article, way=-1),
    "pane.next": partial(turns, way=1),
    "pane.previous": partial(turns, way=-1),
    "open": opens,
    "back": goes_back,
    "history.back": partial(travels, way=-1),
    "history.forward": partial(travels, way=1),
    "article.next_heading": next_heading,
    "article.previous_heading": previous_heading,
    "article.find": asks_to_find,
    "search": searches,
    "article.changes": shows_changes,
    "article.feed_text": changes_texts,
    "article.contents": opens_contents,
    "article.links": letters,
    "article.pictures": shows_a_picture,
    "article.videos": names_video,
    "article.table_right": partial(table, way=1),
    "article.table_left": partial(table, way=-1),
    "article.full_width": full_width,
    "article.wider": partial(changes_width, way=1),
    "article.narrower": partial(changes_width, way=-1),
    **{f"top.{number}": partial(opens_top, number=number) for number in range(1, 6)},
    "list.filter": filters,
    "sections": partial(lays_over, kind="Chooser", named="Sections"),
    "list.narrow": narrows,
    "list.today": shows_today,
    "list.muted": shows_muted,
    "list.bring_in": brings_in,
    "sidebar": shows_sidebar,
    "mark.read": marks_read,
    "mark.all_read": marks_all_read,
    "mark.bookmark": bookmarks,
    "mark.undo": undoes,
    "out.browser": names_address,
    "out.copy_address": names_address,
    "out.copy_text": copies_text,
    "out.export": saves,
    "refresh": refreshes,
    "refresh.all": partial(refreshes, everything=True),
    "sync": partial(lays_over, kind="Chooser", named="How far back"),
    "why": partial(lays_over, kind="Details"),
    "theme": partial(lays_over, kind="Chooser", named="Colours"),
    "start.sample": opens_sample,
    "start.address": partial(lays_over, kind="AddressPrompt"),
    "sources": partial(lays_over, kind="SourceChooser"),
    "imprint": shows_imprint,
    "help": partial(lays_over, kind="Help"),
    "palette": partial(lays_over, kind="Palette"),
    "copy_or_cancel": says_how_to_quit,
    "select.down": selects,
    "select.right": selects,
    "select.up": partial(selects, less=True),
    "select.left": partial(selects, less=True),
    "suspend": suspends,
    "leave": leaves,
    "quit": quits,
}
