from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest

from kaskad_tui.model import Article, Failure, FailureKind, ListKind
from kaskad_tui.reader import ArticleChanged, ArticleFailed, Reader, View
from tests.reader.conftest import Desk
from tests.reader.paper import Answer, PaperSite

PATH = "/novosti/111-zametka"


async def opened(reader: Reader, id: str = "111") -> Article:
    found = reader.find(id)
    assert found is not None
    article = await reader.open_article(found.key)
    assert isinstance(article, Article), article
    return article


async def quiet(desk: Desk, reader: Reader) -> None:
    """Wait until nothing is being fetched behind."""
    while reader.busy:
        await asyncio.sleep(0.01)


@pytest.fixture
async def reader(desk: Desk, site: PaperSite) -> Reader:
    site.feed = False
    made = desk.reader()
    await made.refresh()
    site.requests.clear()
    desk.events.clear()
    return made


async def test_an_article_is_fetched_once_and_then_there_at_once(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    article = await opened(reader)
    story = site.stories[111]
    assert article.text == "\n\n".join(story.paragraphs)
    assert article.headline.title == story.title
    assert article.headline.published == story.published
    assert article.complete
    assert article.fetched == desk.clock()
    assert article.headline.key
    assert desk.told(ArticleChanged) == [ArticleChanged(article.headline.key)]
    asked = list(site.requests)
    again = await opened(reader)
    assert again.body == article.body
    assert site.requests == asked


async def test_date_and_author_that_the_full_page_lacks_come_from_the_amp_version(
    reader: Reader, site: PaperSite
) -> None:
    site.change(111, dated=False)
    article = await opened(reader)
    assert article.author == "Служба новостей"
    assert article.headline.published == site.stories[111].published
    assert site.requests == [PATH, f"{PATH}/amp"]


async def test_a_full_page_that_says_everything_spares_the_amp_version(
    reader: Reader, site: PaperSite
) -> None:
    site.change(111, author="Пелагея Ветрова")
    article = await opened(reader)
    assert article.author == "Пелагея Ветрова"
    assert site.requests == [PATH]


async def test_a_missing_amp_version_is_no_failure(reader: Reader, site: PaperSite) -> None:
    site.change(111, dated=False, amp=False)
    article = await opened(reader)
    assert article.author is None
    assert article.headline.published == site.stories[111].published  # the list had it


async def test_an_empty_full_page_is_read_from_its_amp_version(reader: Reader, site: PaperSite) -> None:
    site.answers[PATH] = Answer(body="<html><head><title>x</title></head><body></body></html>")
    article = await opened(reader)
    assert article.text == "\n\n".join(site.stories[111].paragraphs)


async def test_a_page_without_an_article_fails_as_such(reader: Reader, site: PaperSite) -> None:
    site.answers[PATH] = Answer(body="<html><head><title>x</title></head><body></body></html>")
    site.change(111, amp=False)
    found = reader.find("111")
    assert found is not None
    failure = await reader.open_article(found.key)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NO_ARTICLE


async def test_two_who_open_the_same_article_fetch_it_once(reader: Reader, site: PaperSite) -> None:
    one, two = await asyncio.gather(opened(reader), opened(reader))
    assert one == two
    assert site.requests.count(PATH) == 1


async def test_a_copy_that_has_aged_is_refetched_behind_and_tells_only_a_change(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    before = await opened(reader)
    desk.clock.pass_(minutes=11)
    desk.events.clear()
    site.requests.clear()
    assert (await opened(reader)).fetched == before.fetched
    await quiet(desk, reader)
    assert PATH in site.requests
    assert desk.told(ArticleChanged) == []
    site.change(
        111, paragraphs=("Мост откроют раньше, чем обещали. Движение пустят уже в пятницу утром.",) * 2
    )
    desk.clock.pass_(minutes=11)
    assert (await opened(reader)).body == before.body
    await quiet(desk, reader)
    assert desk.told(ArticleChanged) == [ArticleChanged(before.headline.key)]
    after = reader.article(before.headline.key)
    assert after is not None
    assert after.body != before.body
    assert after.headline.changed


async def test_a_site_with_validators_is_asked_whether_anything_changed(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    site.etags = True
    site.change(111, author="Имя Фамилия")
    before = await opened(reader)
    desk.clock.pass_(minutes=11)
    after = await reader.refetch(before.headline.key)
    assert site.conditional == [PATH]
    assert isinstance(after, Article)
    assert after.body == before.body
    assert after.fetched == desk.clock()


async def test_a_deleted_article_is_read_from_the_archive_and_marked_so(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    before = await opened(reader)
    del site.stories[111]
    site.answers["/novosti"] = site.answer_for("/novosti")
    desk.events.clear()
    after = await reader.refetch(before.headline.key)
    assert isinstance(after, Article)
    assert after.gone
    assert after.body == before.body
    assert desk.told(ArticleChanged) == [ArticleChanged(before.headline.key)]
    stored = reader.article(before.headline.key)
    assert stored is not None
    assert stored.gone


async def test_a_deleted_article_that_was_never_opened_is_not_found(reader: Reader, site: PaperSite) -> None:
    del site.stories[111]
    found = reader.find("111")
    assert found is not None
    failure = await reader.open_article(found.key)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NOT_FOUND


async def test_a_check_of_the_browser_is_never_shown_as_the_article(reader: Reader, site: PaperSite) -> None:
    site.answers[PATH] = Answer(
        body="<html><head><title>Just a moment...</title></head><body><h1>Проверка браузера</h1>"
        '<p>Checking your browser before accessing.</p><script src="/cdn-cgi/challenge-platform/x.js">'
        "</script><noscript>Enable JavaScript and cookies to continue</noscript></body></html>"
    )
    found = reader.find("111")
    assert found is not None
    failure = await reader.open_article(found.key)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.BROWSER_CHECK


async def test_a_feeds_text_is_read_when_the_page_does_not_come(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    site.answers[PATH] = Answer(403, "<p>Нельзя</p>")
    article = await opened(reader)
    assert not article.complete
    assert article.text == site.stories[111].paragraphs[0]
    (told,) = desk.told(ArticleFailed)
    assert (told.key, told.failure.kind) == (article.headline.key, FailureKind.DENIED)
    site.answers.clear()
    article = await opened(reader)
    assert article.complete
    # and the next feed does not put its piece in the place of the whole
    desk.clock.pass_(minutes=5)
    await reader.refresh()
    stored = reader.article(article.headline.key)
    assert stored is not None
    assert stored.complete
    assert stored.text == article.text


async def test_a_redirect_to_another_article_is_not_taken_for_the_one_asked_for(
    reader: Reader, site: PaperSite
) -> None:
    site.answers[PATH] = Answer(302, "", headers=(("Location", "/novosti/110-zametka"),))
    found = reader.find("111")
    assert found is not None
    failure = await reader.open_article(found.key)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NO_ARTICLE
    assert reader.article(found.key) is None


async def test_what_was_opened_once_opens_without_a_network_and_the_rest_says_so(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    article = await opened(reader)
    other = reader.find("110")
    assert other is not None
    reader = await desk.restart(reader, offline=True)
    await site.stop()
    assert (await opened(reader)).body == article.body
    failure = await reader.open_article(other.key)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NOT_IN_ARCHIVE


async def test_an_address_of_a_port_that_is_closed_now_still_opens(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    old = site.base_url
    await site.stop()
    await site.start()
    assert site.base_url != old
    reader = await desk.restart(reader)
    article = await opened(reader)
    assert article.headline.url == site.base_url + PATH
    read = await reader.read(old + PATH)
    assert isinstance(read, Article)
    assert read.headline.key == article.headline.key


async def test_an_articles_own_lists_stay_with_it_and_renew_those_beside(
    reader: Reader, desk: Desk, site: PaperSite
) -> None:
    site.top = (107, 106)
    desk.clock.pass_(minutes=1)
    article = await opened(reader)
    assert [item.id for item in article.lists[ListKind.TOP]] == ["107", "106"]
    assert [item.id for item in reader.lists()[ListKind.TOP]] == ["107", "106"]


@pytest.mark.parametrize(
    "ref",
    [
        "111",
        "{base}/novosti/111-zametka",
        "{base}/novosti/111-zametka/amp",
        "{base}/syuzhety/111-drugoj-adres/",
        "{base}/index.php/novosti/111",
        "https://www.kaskad.tv/novosti/111-zametka",
        "http://kaskad.tv/novosti/111",
    ],
)
async def test_every_name_of_an_article_reads_it(
    reader: Reader, desk: Desk, site: PaperSite, ref: str
) -> None:
    article = await reader.read(ref.format(base=site.base_url))
    assert isinstance(article, Article)
    assert (article.headline.id, article.headline.source) == ("111", "kaskad")
    assert set(site.requests) <= {PATH, f"{PATH}/amp"}


async def test_an_article_that_no_list_named_is_read_by_its_number(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    article = await reader.read("100")
    assert isinstance(article, Article)
    assert article.headline.title == site.stories[100].title
    assert article.headline.section == "Новости"
    assert article.headline.url == site.base_url + "/novosti/100-zametka"  # as its AMP version calls it
    found = reader.find("100")
    assert found is not None
    assert found.has_body


async def test_an_unknown_number_is_not_found_and_nonsense_is_no_address(desk: Desk) -> None:
    reader = desk.reader()
    failure = await reader.read("99999")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NOT_FOUND
    failure = await reader.read("не адрес")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.BAD_ADDRESS
    failure = await reader.open_article(12345)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NOT_IN_ARCHIVE


async def test_a_page_of_another_site_is_a_source_of_its_own(desk: Desk, site: PaperSite) -> None:
    # the site at its own address, which nothing is asked of; the paper stands in for any other site
    reader = Reader.open(data_dir=desk.folder / "own", clock=desk.clock)
    try:
        url = site.base_url + PATH
        refused = await reader.read(url, typed=False)
        assert isinstance(refused, Failure)
        assert refused.kind is FailureKind.FORBIDDEN_ADDRESS
        article = await reader.read(url)
        assert isinstance(article, Article)
        assert article.headline.source == urlsplit(site.base_url).netloc.replace(":", "-")
        assert article.headline.title == site.stories[111].title
        assert len(reader.order(View())) == 0
        again = await reader.open_article(article.headline.key)
        assert isinstance(again, Article)
        assert again.body == article.body
    finally:
        await reader.close()


async def test_the_imprint_is_fetched_once(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    imprint = await reader.fetch_imprint()
    assert isinstance(imprint, tuple)
    assert any("18+" in block for block in imprint)
    assert await reader.fetch_imprint() == imprint
    assert site.requests == ["/"]
    await site.stop()
    other = Reader.open(base_url=site.base_url, data_dir=desk.folder / "other", clock=desk.clock)
    failure = await other.fetch_imprint()
    assert isinstance(failure, Failure)
    await other.close()
