from __future__ import annotations

import time
from pathlib import Path

import pytest

from kaskad_tui.extract.profile import KnownSection
from kaskad_tui.model import ListKind
from kaskad_tui.sources import DEFAULT, ProfileError, ProfileProblem, load_profile, parse_profile

MINIMAL = 'name = "gazeta"\nbase_url = "https://gazeta.example"\n'


def problem_of(text: str) -> ProfileError:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "own.toml")
    return caught.value


def test_the_shipped_profile_is_complete() -> None:
    profile = load_profile(DEFAULT)
    assert profile.name == DEFAULT
    assert profile.base_url.startswith("https://")
    assert profile.hosts[0] in profile.base_url
    assert len(profile.hosts) == 2
    assert profile.timezone == "Europe/Kaliningrad"
    assert profile.list_path == "/novosti"
    assert profile.page_parameter == "start"
    assert profile.amp_suffix == "/amp"
    assert set(profile.lists) == set(ListKind)
    assert all(profile.lists.values())
    assert profile.sections[:2] == (KnownSection("novosti", "Новости"), KnownSection("syuzhety", "Сюжеты"))
    assert profile.feeds[0] == "/novosti?format=feed&type=rss"
    assert all("format=feed" in feed for feed in profile.feeds)


@pytest.mark.parametrize(
    ("path", "section", "number"),
    [
        ("/novosti/57546-slug", "novosti", "57546"),
        ("/novosti/57546", "novosti", "57546"),
        ("/novosti/57546-slug/", "novosti", "57546"),
        ("/novosti/57546-slug/amp", "novosti", "57546"),
        ("/index.php/novosti/57546-slug", "novosti", "57546"),
        ("/syuzhety/49720-v-kaliningrade", "syuzhety", "49720"),
        ("/novosti/kultura/7-a", "novosti/kultura", "7"),
        ("/novosti/51977-21-popugaj-2", "novosti", "51977"),
        ("/novosti/5-%D1%81%D0%BB%D0%BE%D0%B2%D0%BE", "novosti", "5"),
    ],
)
def test_the_shipped_pattern_reads_the_number_of_an_article(path: str, section: str, number: str) -> None:
    profile = load_profile()
    url = "https://kaskad.tv" + path
    assert profile.article_id(url) == number
    assert profile.article_section(url) == section


@pytest.mark.parametrize("path", ["/", "/novosti", "/novosti?start=20", "/57546-slug", "/images/2022/1.jpg"])
def test_other_pages_are_no_articles(path: str) -> None:
    assert load_profile().article_id("https://kaskad.tv" + path) is None


def test_a_small_profile_leaves_the_rest_unknown() -> None:
    profile = parse_profile(MINIMAL)
    assert (profile.title, profile.article, profile.amp_suffix, profile.feeds) == ("gazeta", "", None, ())


def test_the_users_own_profile_stands_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "kaskad.toml").write_text('name = "kaskad"\ntitle = "Мой"\n', encoding="utf-8")
    assert load_profile("kaskad", folder=tmp_path).title == "Мой"
    assert load_profile("kaskad", folder=tmp_path / "nowhere").title == "Каскад"


def test_a_path_is_read_as_a_file_and_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load_profile(file).name == "gazeta"
    assert load_profile(str(file)).name == "gazeta"


def test_a_missing_profile_is_named() -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile("no-such-site")
    assert caught.value.problem is ProfileProblem.MISSING
    assert caught.value.file.endswith("no-such-site.toml")


def test_files_that_are_no_text_or_too_large_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    for content in (b"\xff\xfe\x00", b"#" * 300_000):
        file.write_bytes(content)
        with pytest.raises(ProfileError) as caught:
            load_profile(file)
        assert caught.value.problem is ProfileProblem.UNREADABLE
    with pytest.raises(ProfileError) as caught:
        load_profile(tmp_path / ".")
    assert caught.value.problem is ProfileProblem.UNREADABLE


def test_a_misspelt_field_names_the_nearest_one() -> None:
    error = problem_of(MINIMAL + 'timezon = "Europe/Moscow"\n')
    assert (error.problem, error.key, error.nearest) == (ProfileProblem.UNKNOWN_KEY, "timezon", "timezone")
    error = problem_of(MINIMAL + '[lists]\ntopp = ["a"]\n')
    assert (error.key, error.nearest) == ("lists.topp", "top")
    error = problem_of(MINIMAL + '[[sections]]\nid = "a"\ntitel = "A"\n')
    assert (error.key, error.nearest) == ("sections[0].titel", "title")


@pytest.mark.parametrize(
    ("line", "key", "problem"),
    [
        ("hosts = 5", "hosts", ProfileProblem.WRONG_TYPE),
        ("hosts = [5]", "hosts[0]", ProfileProblem.WRONG_TYPE),
        ("title = 5", "title", ProfileProblem.WRONG_TYPE),
        ("page_step = true", "page_step", ProfileProblem.WRONG_TYPE),
        ("page_step = -1", "page_step", ProfileProblem.BAD_VALUE),
        ("lists = 5", "lists", ProfileProblem.WRONG_TYPE),
        ("sections = 5", "sections", ProfileProblem.WRONG_TYPE),
        ("sections = [5]", "sections[0]", ProfileProblem.WRONG_TYPE),
        ('sections = [{id = "a"}]', "sections[0]", ProfileProblem.BAD_VALUE),
        ('article = "("', "article", ProfileProblem.BAD_VALUE),
        ('article = "/a"', "article", ProfileProblem.BAD_VALUE),
        ('timezone = "Mars/Base"', "timezone", ProfileProblem.BAD_VALUE),
        ('timezone = "../etc"', "timezone", ProfileProblem.BAD_VALUE),
        ('list_path = "novosti"', "list_path", ProfileProblem.BAD_VALUE),
        ('feeds = ["rss"]', "feeds", ProfileProblem.BAD_VALUE),
        ('title = "a\\u001b[31m"', "title", ProfileProblem.BAD_VALUE),
    ],
)
def test_a_wrong_value_is_named(line: str, key: str, problem: ProfileProblem) -> None:
    error = problem_of(f"{MINIMAL}{line}\n")
    assert (error.key, error.problem) == (key, problem)
    assert error.expected
    assert key in str(error)


@pytest.mark.parametrize("base", ["gazeta.example", "ftp://gazeta.example", "https://gazeta.example/news"])
def test_a_base_that_is_no_origin_is_refused(base: str) -> None:
    assert problem_of(f'name = "a"\nbase_url = "{base}"\n').key == "base_url"


def test_a_profile_needs_a_plain_name() -> None:
    assert parse_profile("", "own.toml").name == "own"
    for text in ('name = ""', 'name = "Каскад"', 'name = "../x"'):
        assert problem_of(text).key == "name"


def test_what_is_no_toml_says_where() -> None:
    error = problem_of("name = \n")
    assert error.problem is ProfileProblem.SYNTAX
    assert (error.line, error.detail) == (1, "name =")


def test_selectors_are_read_and_checked() -> None:
    profile = parse_profile('name = "a"\n[selectors]\nbody = ".text"\ndrop = [".ad", ""]\n')
    assert profile.selectors.body == ".text" and profile.selectors.drop == (".ad",)


@pytest.mark.parametrize(
    ("lines", "key", "problem"),
    [
        ('selectors = "p"', "selectors", ProfileProblem.WRONG_TYPE),
        ('[selectors]\nbdy = "p"', "selectors.bdy", ProfileProblem.UNKNOWN_KEY),
        ('[selectors]\nbody = "p >"', "selectors.body", ProfileProblem.BAD_VALUE),
        ('[selectors]\ndrop = ["p", "a["]', "selectors.drop[1]", ProfileProblem.BAD_VALUE),
        ("[selectors]\ntitle = 1", "selectors.title", ProfileProblem.WRONG_TYPE),
    ],
)
def test_a_wrong_selector_is_named(lines: str, key: str, problem: ProfileProblem) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(f'name = "a"\n{lines}\n')
    assert (caught.value.key, caught.value.problem) == (key, problem)


@pytest.mark.parametrize(
    "pattern",
    [
        "/(?P<id>([a-z]+)*)",
        "/(?P<id>(?:a|a)*b)",
        "/(?P<id>(?:-?[a-z-]+)+)",
        "/(?P<id>(?:/[^-]+)*)",
        "/(?P<id>(.{1,50})+)",
        r"/(?P<id>\w+)/\1*",
        "/(?P<id>" + ".*" * 7 + ")",
        "/(?P<id>" + "a" * 300 + ")",
    ],
)
def test_a_pattern_whose_time_explodes_is_refused(pattern: str) -> None:
    error = problem_of(f"{MINIMAL}article = '{pattern}'\n")
    assert (error.problem, error.key, error.line) == (ProfileProblem.BAD_VALUE, "article", 3)


def test_a_long_path_is_no_article() -> None:
    profile = parse_profile(MINIMAL + "article = '/(?P<id>.*.*.*x)'\narticle_paths = ['/*-*-#']\n")
    started = time.monotonic()
    assert profile.article_id("https://a.example/" + "a-" * 190 + "y") is None
    assert profile.article_id("https://a.example/" + "a" * 5000 + "x") is None
    assert not profile.is_article_path("/" + "a-" * 190 + "y")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('private = "yes"', "private"),
        ('page_path = "/page/"', "page_path"),
        ('article_paths = ["news/#"]', "article_paths"),
        ('article_paths = ["/*-*-*-*"]', "article_paths"),
        ('feeds = ["ftp://a.example/x"]', "feeds"),
        ('feeds = ["javascript:x"]', "feeds"),
        ('settings = {color = "mauve"}', "settings.color"),
        ('settings = {text = "ful"}', "settings.text"),
        ("settings = {refresh = 2000}", "settings.refresh"),
        ("settings = {x = 2000}", "settings.x"),
        ("settings = 5", "settings"),
        ('name = "a..b"', "name"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(line: str, key: str) -> None:
    text = MINIMAL.replace('name = "gazeta"\n', "") if line.startswith("name") else MINIMAL
    error = problem_of(f"{text}{line}\n")
    assert error.key == key
    assert error.line == text.count("\n") + 1 or key.startswith("settings.")
