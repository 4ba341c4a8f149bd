from __future__ import annotations

from datetime import UTC, datetime

from kaskad_tui.demo.edition import bundled
from kaskad_tui.demo.editors import Editors, second_texts
from kaskad_tui.demo.newsroom import Newsroom
from kaskad_tui.demo.routes import Routes

NOW = datetime(2026, 11, 24, 10, 4, tzinfo=UTC)
ORIGIN = "http://127.0.0.1:1"


def test_second_texts_are_of_articles_that_there_are_and_keep_their_moments() -> None:
    first = {draft.number: draft for draft in bundled()}
    for draft in second_texts():
        known = first[draft.number]
        assert (draft.day, draft.wish, draft.section, draft.slug) == (
            known.day,
            known.wish,
            known.section,
            known.slug,
        )
        assert draft.title != known.title and draft.intro != known.intro
    newsroom = Newsroom(bundled(), NOW)
    edited = newsroom.edited(second_texts()[0])
    assert [one.moment for one in edited.articles] == [one.moment for one in newsroom.articles]


def test_what_was_read_once_is_another_text_the_next_time_everywhere() -> None:
    (draft,) = second_texts()
    routes = Routes(Newsroom(bundled(), NOW), "stock", lambda: NOW, second_texts())
    path = f"/{draft.section}/{draft.number}-{draft.slug}"
    new = "пятидесяти метров"

    def page(target: str) -> str:
        return routes.answer(target, ORIGIN).body.decode()

    assert new not in page("/novosti") and new not in page(f"{path}/amp")
    assert new not in page(f"{path}/amp"), "the AMP version is read together with the page"
    assert new not in page(path)
    assert new not in page("/novosti")
    assert new in page(path) and "кювет" in page(path)
    assert new in page("/novosti") and new in page("/novosti?format=feed&type=rss")
    assert new in page(f"{path}/amp")


def test_without_second_texts_nothing_ever_changes() -> None:
    (draft,) = second_texts()
    routes = Routes(Newsroom(bundled(), NOW), "stock", lambda: NOW)
    path = f"/{draft.section}/{draft.number}-{draft.slug}"
    assert len({routes.answer(path, ORIGIN).body for _n in range(3)}) == 1


def test_every_way_to_an_article_counts_as_reading_it() -> None:
    (draft,) = second_texts()
    for target in (
        f"/novosti/{draft.number}",
        f"/sport/{draft.number}-x?tmpl=component",
        f"/index.php/n/{draft.number}",
    ):
        editors = Editors(second_texts())
        assert editors.before(target) is None
        assert editors.before(target) == draft
        assert editors.before(target) is None
    assert Editors(second_texts()).before("/novosti") is None
