from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kaskad_tui.i18n import language, set_language
from kaskad_tui.model import Article, Failure, FailureKind, Headline, Image, Video
from kaskad_tui.ui.article.lines import Setting
from kaskad_tui.ui.article.page import IMPRINT, Shown, compose, minutes

HEADLINE = Headline(
    id="1",
    url="https://example.org/1",
    title="Заголовок",
    published=datetime(2022, 12, 27, 11, 23, tzinfo=timezone(timedelta(hours=2))),
    source="kaskad",
    key=7,
    teaser="Начало текста.",
)
ARTICLE = Article(HEADLINE, "Служба новостей", ("Раз.", "# Два", "*Подпись*"), "Раз.\n\nДва\n\nПодпись")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = language()
    set_language("en")
    monkeypatch.setattr("kaskad_tui.wording.dates.local", lambda moment: moment)
    yield
    set_language(before)


def texts(shown: Shown) -> list[str]:
    return [
        "".join(affix.text for affix in item.first) + item.text.replace("\u00a0", " ")
        for piece in compose(shown)
        for item in piece.content.items
    ]


def test_an_article_has_title_meta_text_and_what_is_next() -> None:
    assert texts(Shown(ARTICLE, next_title="Другой")) == [
        "Заголовок",
        "27 December 2022, 11:23 · Служба новостей · 1 min",
        "Раз.",
        "Два",
        "Подпись",
        "Next   Другой",
    ]


def test_what_is_not_known_is_not_in_the_meta_line() -> None:
    article = replace(ARTICLE, headline=replace(HEADLINE, published=None), author=None, text="")
    assert texts(Shown(article))[1] == "Раз."


def test_a_section_stands_in_the_meta_line() -> None:
    headline = replace(HEADLINE, section="Новости")
    assert texts(Shown(None, headline))[1] == "27 December 2022, 11:23 · Новости"


def test_loading_shows_what_the_list_knows() -> None:
    assert texts(Shown(None, HEADLINE, loading=True))[2:] == ["Начало текста.", "Loading…"]


def test_without_a_text_there_is_the_teaser_and_the_key() -> None:
    assert texts(Shown(None, HEADLINE))[2:] == ["Начало текста.", "⏎ read"]


def test_a_failure_says_what_why_and_the_keys() -> None:
    failure = Failure(FailureKind.UNKNOWN_HOST, url="https://example.org/1")
    shown = texts(Shown(None, HEADLINE, failure=failure, keys=(("r", "again"), ("o", "browser"))))
    assert shown[3].startswith("× ")
    assert shown[4] == "  example.org/1"
    assert shown[5] == "  r again   o browser"


def test_a_failure_without_an_article_fills_the_pane() -> None:
    assert texts(Shown(failure=Failure(FailureKind.TIMEOUT)))[0].startswith("× ")


def test_an_article_that_could_not_be_renewed_says_so_above_its_text() -> None:
    shown = texts(Shown(ARTICLE, failure=Failure(FailureKind.TIMEOUT)))
    assert shown[2].startswith("× ") and shown[3] == "Раз."


def test_remarks_stand_under_the_meta_line() -> None:
    assert "Removed from the site" in texts(Shown(replace(ARTICLE, gone=True)))[2]
    assert "Only a part" in texts(Shown(replace(ARTICLE, complete=False)))[2]


def test_pictures_and_videos_are_labelled_links() -> None:
    article = replace(
        ARTICLE,
        images=(
            Image("https://example.org/a.jpg", alt="Маяк", caption="Подпись"),
            Image("https://example.org/b.jpg"),
        ),
        videos=(Video("https://vk.com/v1", "Лёд"), Video("javascript:x", "Плохое")),
    )
    pieces = compose(Shown(article))
    tail = list(pieces)[-4:]
    assert texts(Shown(article))[-4:] == [
        "Picture: Подпись",
        "Picture: b.jpg  example.org",
        "Video: Лёд  vk.com",
        "Video: Плохое",
    ]
    assert [piece.content.links for piece in tail] == [
        ("https://example.org/a.jpg",),
        ("https://example.org/b.jpg",),
        ("https://vk.com/v1",),
        (),
    ]
    assert [piece.gap for piece in tail] == [1, 0, 0, 0]
    assert tail[0].link_text(0) == "Подпись"


def test_what_an_address_hides_in_percent_signs_stays_harmless() -> None:
    image = Image("https://example.org/%1b%5d0%3bpwned%07%e2%80%ae%0a.jpg")
    shown = texts(Shown(replace(ARTICLE, images=(image,))))[-1]
    assert shown == "Picture: .jpg  example.org"
    long = Image(f"https://example.org/{'a' * 4000}.jpg")
    assert len(texts(Shown(replace(ARTICLE, images=(long,))))[-1]) < 120


def test_a_video_without_a_title_is_called_by_its_host() -> None:
    video = Video("https://www.youtube.com/watch?v=x1")
    assert texts(Shown(replace(ARTICLE, videos=(video,))))[-1] == "Video: www.youtube.com"


def test_a_caption_is_known_by_its_text() -> None:
    article = replace(ARTICLE, images=(Image("https://example.org/a.jpg", caption="Подпись"),))
    roles = {piece.content.text: piece.content.items[0].role for piece in compose(Shown(article))}
    assert roles["Раз."] == "text"
    assert list(compose(Shown(article)))[4].content.items[0].role == "caption"


@pytest.mark.parametrize(
    ("videos", "images", "wanted"),
    [(1, 0, "only a video"), (2, 1, "only videos"), (0, 3, "only pictures"), (0, 0, "no text")],
)
def test_an_article_without_text_says_what_it_has(videos: int, images: int, wanted: str) -> None:
    article = replace(
        ARTICLE,
        body=(),
        text="",
        videos=tuple(Video(f"https://vk.com/{n}") for n in range(videos)),
        images=tuple(Image(f"https://example.org/{n}.jpg") for n in range(images)),
    )
    assert wanted in texts(Shown(article))[2]


def test_places_are_in_order() -> None:
    article = replace(ARTICLE, gone=True, images=(Image("https://example.org/a.jpg"),))
    places = [(piece.block, piece.base) for piece in compose(Shown(article, next_title="x"))]
    assert places == sorted(set(places))
    assert [block for block, _base in places] == [-1, -1, -1, 0, 1, 2, 3, 3]


def test_marks_do_not_change_the_face() -> None:
    shown = Shown(ARTICLE, HEADLINE)
    assert shown.face == Shown(ARTICLE, replace(HEADLINE, read=True, bookmarked=True)).face
    assert shown.face == Shown(replace(ARTICLE, fetched=datetime(2023, 1, 1, tzinfo=UTC)), HEADLINE).face
    assert shown.face != Shown(ARTICLE, replace(HEADLINE, title="Иной")).face


def test_nothing_is_nothing() -> None:
    assert texts(Shown()) == []


def test_minutes_are_at_least_one() -> None:
    assert (minutes(0), minutes(1_750), minutes(6_600)) == (1, 2, 6)


def test_a_meta_line_never_ends_with_what_parts_it() -> None:
    author = "Редакция утренних выпусков, Ольга Длинная-Предлинная"
    headline = replace(HEADLINE, section="Происшествия и криминал области")
    article = replace(ARTICLE, headline=headline, author=author, text="Слово " * 800)
    (meta,) = [
        piece for piece in compose(Shown(article)) for item in piece.content.items if item.role == "meta"
    ]
    whole = {part.replace("\u00a0", " ") for part in meta.content.text.split(" · ")}
    assert len(whole) == 4
    for width in range(20, 120):
        lines = ["".join(run.text for run in line.runs).strip() for line in meta.lines(Setting(width))]
        assert not any(line.startswith("·") or line.endswith("·") for line in lines), (width, lines)
    assert " · " in meta.lines(Setting(200))[-1].runs[0].text


def test_an_imprint_has_no_reading_time() -> None:
    assert any("min" in text for text in texts(Shown(ARTICLE)))
    headline = replace(HEADLINE, id=IMPRINT, published=None)
    assert not any("min" in text for text in texts(Shown(replace(ARTICLE, headline=headline))))
