"""The elements that a page can hold its text in, as candidates beside the densest text."""

from __future__ import annotations

from kaskad_tui.extract import extract_page

URL = "https://news.example/2026/11/24/the-harbour-bridge-opens"
TEASER = (
    "The bridge over the harbour has been opened to walkers today, two years after the work on it began, "
    "and the first of them crossed it before the ribbon was cut."
)
MORE = (
    "It is the longest of its kind on this coast, and ships of every size will pass under it at all hours, "
    "as they did under the old one, which was taken down."
)
PARTS = [
    f"Part {number} of the bridge was put up in one night, said the engineer, and {number} cranes held it up."
    for number in range(3, 9)
]


def _page(parts: list[str], behind: str = "") -> str:
    map_ = '<p><a href="/maps/harbour">Where that is on the map of the harbour</a></p>'
    text = "".join(f'<div class="c{at}"><p>{part}</p>{map_}</div>' for at, part in enumerate(parts))
    title = "The harbour bridge opens"
    return (
        f'<html><head><title>{title}</title><meta name="description" content="{TEASER}"></head><body><main>'
        f"<article><header><h1>{title}</h1><div><p>{TEASER}</p><p>{MORE}</p></div></header>{text}</article>"
        f"{behind}</main></body></html>"
    )


def _decisions(page: str, what: str) -> list[tuple[str, str, str]]:
    found = extract_page(page.encode(), URL)
    return [(one.rule, one.detail, one.where) for one in found.decisions if one.what == what]


def test_containers_stand_among_the_candidates_with_what_agrees() -> None:
    rules = {rule: detail for rule, detail, _where in _decisions(_page(PARTS), "candidate")}
    assert {"densest text", "article", "main"} <= set(rules)
    assert rules["article"].endswith("title, description, lead")


def test_an_article_with_far_more_text_than_the_densest_box_is_the_text() -> None:
    page = extract_page(_page(PARTS).encode(), URL)
    assert PARTS[0] in page.text
    assert PARTS[-1] in page.text
    assert _decisions(_page(PARTS), "body")[-1][0] == "article round the densest text"


def test_a_container_of_other_articles_is_not_the_text() -> None:
    stream = "".join(
        f'<div><h3><a href="/2026/11/2{at}/other-{at}">Other news {at}</a></h3><p>{part}</p></div>'
        for at, part in enumerate(PARTS)
    )
    text = extract_page(_page([], stream).encode(), URL).text
    assert TEASER in text
    assert PARTS[0] not in text
