from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import Selection

from kaskad_tui.i18n import language, set_language
from kaskad_tui.model import Article, Headline, Image, Place
from kaskad_tui.ui import themes
from kaskad_tui.ui.widgets.article_view import ArticleView

STYLES = Path(__file__).parents[3] / "styles" / "article.tcss"
WORDS = "слово за словом идёт по строке и не кончается пока не кончится "


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


class Viewer(App[None]):
    """The smallest app that holds an article."""

    CSS_PATH = STYLES

    def __init__(self) -> None:
        super().__init__()
        self.told: list[ArticleView.PlaceChanged] = []
        self.chosen: list[ArticleView.LinkChosen] = []
        self.scrolled: list[ArticleView.Scrolled] = []
        self.ended = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {name: themes.DARK.variables[name] for name in themes.OWN_NAMES}

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_mount(self) -> None:
        self.register_theme(themes.DARK)
        self.theme = themes.DARK.name

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def on_article_view_place_changed(self, message: ArticleView.PlaceChanged) -> None:
        self.told.append(message)

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        self.chosen.append(message)

    def on_article_view_scrolled(self, message: ArticleView.Scrolled) -> None:
        self.scrolled.append(message)

    def on_article_view_hints_ended(self) -> None:
        self.ended += 1


def headline(number: int = 1, title: str = "Заголовок") -> Headline:
    return Headline(str(number), f"https://example.org/{number}", title, source="kaskad", key=number)


def article(*body: str, number: int = 1, title: str = "Заголовок") -> Article:
    return Article(headline(number, title), None, body, "")


def long_article(blocks: int = 200, number: int = 1) -> Article:
    return article(*(f"Абзац {n}: {WORDS * (n % 5 + 1)}".strip() for n in range(blocks)), number=number)


def screen(app: Viewer) -> list[str]:
    view = app.view
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def wrapped(pilot: Pilot[None], view: ArticleView) -> None:
    """Wait until all is wrapped."""
    for _ in range(500):
        if view._port.layout.exact:
            return
        await pilot.pause(0.01)
    raise AssertionError("not wrapped")


async def test_the_title_stands_in_the_second_row_with_margins() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        app.view.show(article("Текст."))
        assert screen(app)[:5] == ["", "   Заголовок", "", "   Текст.", ""]


async def test_a_low_pane_has_no_row_above() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 12)):
        app.view.show(article("Текст."))
        assert screen(app)[0] == "   Заголовок"


async def test_a_narrow_pane_has_margins_of_one() -> None:
    app = Viewer()
    async with app.run_test(size=(44, 12)):
        app.view.show(article("слово " * 20))
        assert max(map(len, screen(app))) <= 43
        assert screen(app)[0] == " Заголовок"


async def test_the_measure_is_72_and_stands_in_the_middle_when_asked() -> None:
    app = Viewer()
    async with app.run_test(size=(150, 24)):
        app.view.show(article("слово " * 40))
        assert screen(app)[3].startswith("   слово")
        assert len(screen(app)[3]) <= 3 + 72
        app.view.centred = True
        assert screen(app)[3].startswith(" " * 39 + "слово")
        app.view.max_measure = 40
        assert len(screen(app)[3].strip()) <= 40


async def test_only_the_screen_is_wrapped_when_an_article_opens() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 30)):
        counts = []
        for blocks in (20, 5_000):
            app.view.show(long_article(blocks, number=blocks))
            counts.append(app.view._port.layout.wrapped)
        assert counts[0] == counts[1]


async def test_the_rest_is_wrapped_behind_and_nothing_moves() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 30)) as pilot:
        view = app.view
        view.show(long_article(), place=Place(120, 30))
        before = screen(app)
        guess = view.virtual_size.height
        await wrapped(pilot, view)
        await pilot.pause()
        after = screen(app)
        assert before[1:] == after[1:]
        assert "Абзац 120" in "\n".join(after)
        assert view.virtual_size.height == view._port.total != guess
        assert app.scrolled[-1].total == view.virtual_size.height


async def test_the_title_stays_above_once_it_has_scrolled_off() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(long_article())
        await wrapped(pilot, view)
        view.scroll_lines(1)
        assert screen(app)[0].startswith("   Заголовок") and screen(app)[0].endswith("0\u00a0%")
        assert screen(app)[1] == ""
        view.to_end()
        assert screen(app)[0].endswith("100\u00a0%")
        assert view.at_end
        view.to_top()
        assert screen(app)[0] == ""


async def test_a_page_keeps_one_line_in_sight() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        app.view.show(long_article())
        app.view.scroll_pages(1)
        last = screen(app)[-1]
        app.view.scroll_pages(1)
        assert screen(app)[2] == last
        app.view.scroll_pages(-1)
        assert screen(app)[-1] == last


async def test_pages_show_every_line_from_the_top() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(article(*(f"строка{n}" for n in range(100))))
        seen: set[str] = set()
        while True:
            seen.update(word for line in screen(app) for word in line.split())
            if view.at_end:
                break
            view.scroll_pages(1)
        assert {f"строка{n}" for n in range(100)} <= seen


async def test_half_pages_and_lines_go_back_where_they_came_from() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(long_article(), place=Place(100, 0))
        before = screen(app)[1:]
        view.scroll_pages(1, half=True)
        view.scroll_lines(-3)
        view.scroll_lines(3)
        view.scroll_pages(-1, half=True)
        assert screen(app)[1:] == before


async def test_the_place_survives_a_resize() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(long_article())
        view.scroll_pages(7)
        place, before = view.place, screen(app)
        await pilot.resize_terminal(100, 30)
        await pilot.resize_terminal(44, 18)
        assert view.place == place
        await pilot.resize_terminal(60, 24)
        assert screen(app)[1:] == before[1:]


async def test_the_place_survives_showing_the_article_again() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(long_article())
        view.scroll_pages(7)
        before = screen(app)
        view.show(long_article(), replace(headline(), bookmarked=True), next_title="Другой")
        assert screen(app)[1:] == before[1:]
        view.show(long_article(number=2))
        assert view.place == Place(-1, 0)


async def test_a_place_given_while_loading_holds_for_the_text() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(None, headline(), loading=True, place=Place(50, 0))
        assert "Loading…" in "\n".join(screen(app))
        view.show(long_article())
        assert screen(app)[2].startswith("   Абзац 50")


async def test_the_place_is_told_at_rest_and_when_another_article_comes() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(long_article())
        await pilot.pause(0.6)
        assert app.told == []
        view.scroll_pages(1)
        view.scroll_pages(1)
        await pilot.pause(0.6)
        assert [(m.key, m.place) for m in app.told] == [(1, view.place)]
        view.scroll_lines(9)
        place = view.place
        view.show(long_article(number=2))
        await pilot.pause()
        assert [(m.key, m.place) for m in app.told][1:] == [(1, place)]
        await pilot.pause(0.6)
        assert len(app.told) == 2


async def test_the_same_place_is_opened_again() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(long_article())
        for lines in (1, 2, 5, 40, 1, 1):
            view.scroll_lines(lines)
            before, place = screen(app), view.place
            view.show(None, headline(9))
            view.show(long_article(), place=place)
            if before[2]:
                assert screen(app)[2:] == before[2:]


async def test_headings_are_listed_and_jumped_to() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        body = [text for n in range(20) for text in (f"## Часть {n}", *([WORDS * 4] * 4))]
        view.show(article(*body))
        assert [h.text for h in view.headings][:2] == ["Часть 0", "Часть 1"]
        assert view.headings[-1].minutes > view.headings[1].minutes >= 1
        assert view.heading(1) and screen(app)[2] == "   Часть 0"
        assert view.heading(1) and screen(app)[2] == "   Часть 1"
        assert view.heading(1) and screen(app)[2] == "   Часть 2"
        view.scroll_lines(3)
        assert view.heading(-1) and screen(app)[2] == "   Часть 2"
        assert view.heading(-1) and screen(app)[2] == "   Часть 1"
        view.to_top()
        assert not view.heading(-1)
        view.to_heading(view.headings[7])
        assert screen(app)[2] == "   Часть 7"


async def test_a_short_paragraph_in_bold_or_capitals_is_a_heading() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        lead = "**Всё о событиях дня.**"
        heads = [
            "**Паромы вышли**",
            "**Светофор, который считает.**",
            "АЙВА ВМЕСТО ЛИМОНА",
            "**Учения**\\\nТекст.",
        ]
        others = ["**Важно:** читайте дальше.", "* * *", "США, ЕС и НАТО", "ГАИ", "**" + WORDS * 9 + "**"]
        view.show(article(lead, *(text for one in heads for text in (one, WORDS * 4)), *others))
        plain = ["Паромы вышли", "Светофор, который считает.", "АЙВА ВМЕСТО ЛИМОНА", "Учения"]
        assert [h.text for h in view.headings] == plain
        assert view.heading(1) and screen(app)[2] == "   Паромы вышли"


async def test_a_wide_table_in_sight_scrolls_sideways() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        head = " | ".join(f"столбец{n}" for n in range(9))
        view.show(article(f"| {head} |\n|{'---|' * 9}\n| {' | '.join('0' * 9)} |"))
        assert "columns 1–" in "\n".join(screen(app))
        assert view.table_scroll(1)
        assert "столбец1" not in "\n".join(screen(app))
        assert "столбец0 ‹" in "\n".join(screen(app))
        for _ in range(20):
            view.table_scroll(1)
        assert "столбец8" in "\n".join(screen(app))
        for _ in range(20):
            view.table_scroll(-1)
        assert "столбец1" in "\n".join(screen(app))
        view.show(article("Текст.", number=2))
        assert not view.table_scroll(1)


async def test_letters_choose_a_link_and_pictures_have_them_too() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        text = "[сайт](https://example.org/a) и [другой](https://example.org/b)"
        view.show(replace(article(text), images=(Image("https://example.org/c.jpg", caption="Маяк"),)))
        assert [hint.target.text for hint in view.start_hints()] == ["сайт", "другой", "Маяк"]
        assert "fайт и dругой" in "\n".join(screen(app))
        assert "Picture: sаяк" in "\n".join(screen(app))
        assert not view.hint_key("d")
        view.start_hints()
        assert not view.hint_key("S")
        view.start_hints()
        assert not view.hint_key("q")
        await pilot.pause()
        assert [(m.url, m.copy) for m in app.chosen] == [
            ("https://example.org/b", False),
            ("https://example.org/c.jpg", True),
        ]
        assert app.ended == 3
        assert "сайт и другой" in "\n".join(screen(app))


async def test_letters_go_when_the_text_moves() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(article("[сайт](https://example.org/a)", *([WORDS] * 50)))
        assert view.start_hints()
        view.scroll_lines(1)
        assert view.hints == ()
        assert not view.hint_key("f")


async def test_two_letters_when_there_are_many_links() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(article(" ".join(f"[ссылка](https://example.org/{n})" for n in range(40))))
        last = view.start_hints()[-1]
        assert len(last.letters) == 2
        assert view.hint_key(last.letters[0])
        assert len(view.hints) < 40
        assert not view.hint_key(last.letters[1])
        await pilot.pause()
        assert [m.url for m in app.chosen] == [last.target.url]


async def test_a_click_follows_a_link() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        app.view.show(article("на [сайте](https://example.org/a) так"))
        await pilot.click(ArticleView, offset=(8, 3))
        await pilot.click(ArticleView, offset=(4, 3))
        await pilot.click(ArticleView, offset=(40, 3))
        assert [m.url for m in app.chosen] == ["https://example.org/a"]


async def test_links_are_links_for_the_terminal() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        app.view.show(article(f"{WORDS[:40]}[сайт который не помещается в строке](https://example.org/a)"))
        styles = [s.style for y in range(24) for s in app.view.render_line(y) if s.style and s.style.link]
        assert {style.link for style in styles} == {"https://example.org/a"}
        assert len(styles) > 1 and len({style.link_id for style in styles}) == 1


async def test_find_marks_counts_and_goes_round() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(article("раз Центр", *([WORDS] * 60), "центр два", "три центр"))
        assert (view.find("центр"), view.find_position) == (3, 1)
        assert len(view.hit_lines) == 3
        view.find_next()
        assert view.find_position == 2
        assert "центр два" in "\n".join(screen(app))
        view.find_next(-1)
        view.find_next(-1)
        assert view.find_position == 3
        accent = app.theme_variables["accent"].lower()
        marked = [
            segment.text
            for y in range(24)
            for segment in view.render_line(y)
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.name == accent
        ]
        assert marked == ["центр"]
        assert view.find("нет такого") == 0
        view.end_find()
        assert view.find_count == view.find_position == len(view.hit_lines) == 0


async def test_find_begins_from_here() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(article(*(f"центр {n} {WORDS}" for n in range(60))), place=Place(30, 0))
        view.find("центр")
        assert view.find_position == 31


async def test_the_mouse_selects_text() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(article("первое слово", "- второе слово\n- третье"))
        await pilot.mouse_down(ArticleView, offset=(10, 3))
        await pilot.hover(ArticleView, offset=(10, 5))
        await pilot.mouse_up(ArticleView, offset=(10, 5))
        assert app.screen.get_selected_text() == "слово\n\n• второе"
        assert "selection" not in view.render_line(3).text
        view.show(article("другое", number=2))
        assert app.screen.get_selected_text() is None


async def test_a_selection_is_seen_and_outlives_a_resize() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(article(WORDS * 3))
        app.screen.selections = {view: Selection(Offset(0, 1), Offset(5, 1))}
        await pilot.resize_terminal(50, 24)
        assert app.screen.get_selected_text() == "слово"
        background = view.selection_style.bgcolor
        assert [s.text.strip() for s in view.render_line(3) if s.style and s.style.bgcolor == background] == [
            "слово"
        ]


async def test_the_wheel_scrolls_three_lines() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(long_article())
        await pilot.pause()
        view.scroll_lines(10)
        for event in (events.MouseScrollDown, events.MouseScrollDown, events.MouseScrollUp):
            app.post_message(event(view, 10, 10, 0, 0, 0, False, False, False, 10, 10))
        await pilot.pause()
        assert view.scroll_y == 13


async def test_framework_scrolls_keep_what_is_shown_wrapped() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(long_article())
        for _ in range(8):
            view.scroll_y += 0.4
        assert 2 < view.scroll_y < 4
        assert view.place != Place(-1, 0)


async def test_markup_in_texts_is_text() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        bad = "[/x] [b [@click=app.quit]q"
        view = app.view
        view.show(replace(article(bad, title=bad), author=bad), next_title=bad)
        await pilot.pause()
        assert sum(bad in line for line in screen(app)) >= 4


async def test_under_an_overlay_the_text_steps_back() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        view.show(article("Текст."))
        await pilot.pause()

        def colour() -> str | None:
            style = next(iter(view.render_line(3))).style
            return style.color.name if style and style.color else None

        assert colour() == themes.DARK.foreground
        view.behind = True
        await pilot.pause()
        assert colour() == themes.DARK.variables["behind"]


async def test_an_article_may_come_before_the_screen() -> None:
    class Early(Viewer):
        def compose(self) -> ComposeResult:
            view = ArticleView()
            view.show(long_article(), place=Place(50, 0))
            yield view

    app = Early()
    async with app.run_test(size=(60, 24)):
        assert screen(app)[2].startswith("   Абзац 50")


async def test_nothing_is_an_empty_pane() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 24)):
        view = app.view
        view.show(None)
        for act in (view.to_end, view.to_top, lambda: view.scroll_pages(1), lambda: view.find("x")):
            act()
        assert not view.heading(1) and not view.table_scroll(1) and not view.start_hints()
        assert set(screen(app)) == {""}
        assert view.at_end


async def test_a_plain_article_needs_no_parser() -> None:
    import subprocess
    import sys

    code = (
        "import sys; import kaskad_tui.ui.widgets.article_view as v;"
        "from kaskad_tui.ui.article.blocks import parse; parse('Просто текст, 5 \\\\- 6.');"
        "sys.exit('markdown_it' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
