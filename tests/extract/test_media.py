"""Pictures and players, lifted out of the text."""

from __future__ import annotations

import pytest

from kaskad_tui.extract import extract_page
from kaskad_tui.extract.media import player_page
from kaskad_tui.model import Image, Video
from tests.extract import sample_pages as sample

PARAGRAPH = (
    "<p>Причал отремонтировали за лето, и теперь по нему снова можно ходить. Открыли его в субботу, днём.</p>"
)


def article(media: str) -> tuple[tuple[Image, ...], tuple[Video, ...], str]:
    html = (
        "<html><head><title>Причал открыли после ремонта</title></head><body><div>"
        f"<h1>Причал открыли после ремонта</h1><div>{PARAGRAPH}{media}{PARAGRAPH}</div></div></body></html>"
    )
    page = extract_page(html.encode(), sample.ADDRESS)
    return page.images, page.videos, page.text


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<img src='/i/a.jpg'>", "/i/a.jpg"),
        ("<img src='data:image/gif;base64,xx' data-src='/i/a.jpg'>", "/i/a.jpg"),
        ("<img src='/blank.gif' data-original='/i/a.jpg'>", "/i/a.jpg"),
        ("<img srcset='/i/s.jpg 320w, /i/a.jpg 1200w, /i/m.jpg 640w'>", "/i/a.jpg"),
        ("<img src='/pixel.png' data-hi-res='/i/a.jpg'>", "/i/a.jpg"),
        ("<img data-srcset='/i/s.jpg 1x, /i/a.jpg 2x'>", "/i/a.jpg"),
        ("<img srcset='/i/s.jpg 320w,/i/a.jpg 1200w,/i/m.jpg'>", "/i/a.jpg"),
        ("<img srcset='/i/w_1,h_1/s.jpg 1x, /i/w_2,h_2/a.jpg 2x'>", "/i/w_2,h_2/a.jpg"),
        ("<img class=lazy><noscript><img src='/i/a.jpg'></noscript>", "/i/a.jpg"),
        ("<picture><source data-srcset='/i/a.jpg'></picture>", "/i/a.jpg"),
        ("<picture><source srcset='/i/x.webp'><img src='/i/a.jpg'></picture>", "/i/a.jpg"),
        ("<amp-img src='/i/a.jpg' width='1200' height='800'></amp-img>", "/i/a.jpg"),
        ("<figure><a href='/i/big.jpg'><img src='/i/a.jpg'></a></figure>", "/i/a.jpg"),
    ],
)
def test_a_picture(html: str, url: str) -> None:
    images, _videos, _text = article(html)
    assert [image.url for image in images] == [sample.ORIGIN + url]


@pytest.mark.parametrize(
    "html",
    [
        "<img src='/p.gif' width='1' height='1'>",
        "<img>",
        "<img src='javascript:x'>",
        "<img src='data:image/png;base64,x'>",
    ],
)
def test_no_picture(html: str) -> None:
    assert article(html)[0] == ()


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src='/a.jpg' alt='Причал'><figcaption>Вид с моря</figcaption></figure>",
        "<img src='/a.jpg' alt='Причал' title='Вид с моря'>",
        "<div><img src='/a.jpg' alt='Причал'><p>Вид с моря</p></div>",
        "<div><img src='/a.jpg' alt='Причал'><p class='wp-caption-text'>Вид с моря</p></div>",
        "<div><img src='/a.jpg' alt='Причал'><span>Вид с моря</span></div>",
    ],
)
def test_a_caption_is_lifted_with_its_picture(html: str) -> None:
    images, _videos, text = article(html)
    if "<p>Вид" in html:  # a paragraph is the text's own, whoever set it
        assert images[0].alt == "Причал"
        return
    assert images == (Image(f"{sample.ORIGIN}/a.jpg", "Причал", "Вид с моря"),)
    assert "Вид с моря" not in text


def test_a_credit_in_a_paragraph_stays_in_the_text() -> None:
    images, _videos, text = article("<p><img src='/a.jpg'></p><p>Фото: пресс-служба порта</p>")
    assert len(images) == 1
    assert "\n\nФото: пресс-служба порта\n\n" in text


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (
            "<iframe src='//www.youtube.com/embed/dQw4w9WgXcQ?rel=0' title='Ролик'></iframe>",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "<amp-youtube data-videoid='dQw4w9WgXcQ' title='Ролик'></amp-youtube>",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "<iframe src='https://vk.com/video_ext.php?oid=-12&id=34&hash=f' title='Ролик'></iframe>",
            "https://vk.com/video-12_34",
        ),
        (
            "<amp-iframe src='https://rutube.ru/play/embed/abc123' title='Ролик'></amp-iframe>",
            "https://rutube.ru/video/abc123/",
        ),
        (
            "<iframe src='https://rutube.ru/play/embed/abc123/?p=klyuch' title='Ролик'></iframe>",
            "https://rutube.ru/video/private/abc123/?p=klyuch",
        ),
        (
            "<object title='Ролик'><param name=movie value='https://www.youtube.com/v/dQw4w9WgXcQ?fs=1'></object>",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        ("<iframe data-src='https://ok.ru/videoembed/77' title='Ролик'></iframe>", "https://ok.ru/video/77"),
        ("<iframe src='https://t.me/kanal/55?embed=1' title='Ролик'></iframe>", "https://t.me/kanal/55"),
        (
            "<lite-youtube videoid='dQw4w9WgXcQ' playlabel='Ролик'></lite-youtube>",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "<script src='//telegram.org/w.js' data-telegram-post='kanal/55' title='Ролик'></script>",
            "https://t.me/kanal/55",
        ),
        (
            "<figure><video src='/v/a.mp4'></video><figcaption>Ролик</figcaption></figure>",
            "https://vesti.example/v/a.mp4",
        ),
        (
            "<figure><audio src='/v/a.mp3'></audio><figcaption>Ролик</figcaption></figure>",
            "https://vesti.example/v/a.mp3",
        ),
        ("<video title='Ролик'><source src='/v/a.mp4'></video>", "https://vesti.example/v/a.mp4"),
        ("<audio src='/v/a.mp3' title='Ролик'></audio>", "https://vesti.example/v/a.mp3"),
    ],
)
def test_a_player(html: str, url: str) -> None:
    _images, videos, text = article(html)
    assert videos == (Video(url, "Ролик"),)
    assert "Ролик" not in text


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src='https://mc.yandex.ru/watch'></iframe>",
        "<iframe></iframe>",
        "<iframe src='https://www.google.com/maps/embed?pb=1'></iframe>",
        "<object data='/kniga.pdf'>Книга</object>",
        "<script data-telegram-post='../x'></script>",
        "<iframe src='javascript:x'></iframe>",
    ],
)
def test_no_player(html: str) -> None:
    assert article(html)[1] == ()


def test_an_unknown_player_keeps_its_address() -> None:
    assert player_page("https://player.example/embed/1") == "https://player.example/embed/1"


def test_pictures_of_other_articles_are_not_the_article_s() -> None:
    page = extract_page(sample.stock().encode(), sample.ADDRESS, profile=sample.PROFILE)
    assert page.images == (Image(f"{sample.ORIGIN}/images/2026/prichal.jpg", "Причал", "Причал утром"),)


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("", "https://vesti.example/novosti/i/a.jpg"),
        ("<base href='https://static.example/2026/'>", "https://static.example/2026/i/a.jpg"),
        ("<base href='/2026/'>", "https://vesti.example/2026/i/a.jpg"),
    ],
)
def test_relative_addresses_are_relative_to_the_page_or_its_base(base: str, url: str) -> None:
    html = (
        f"<html><head>{base}<title>Причал открыли</title></head><body><h1>Причал открыли</h1>{PARAGRAPH}"
        f"<img src='i/a.jpg'><video src='i/a.jpg'></video><p>Как <a href='i/a.jpg'>сообщали</a> раньше.</p>"
        f"{PARAGRAPH}"
    )
    page = extract_page(html.encode(), "https://vesti.example/novosti/55963-prichal")
    assert [image.url for image in page.images] == [url]
    assert [video.url for video in page.videos] == [url]
    assert [link.url for link in page.links] == [url]
