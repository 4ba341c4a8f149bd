"""The pagination of the stock template, with the window of pages whose edges read «...»."""

from __future__ import annotations

from kaskad_tui.demo.newsroom import Listing

_WINDOW = 10
_RANGE = 5


def pagination(shown: Listing) -> str:
    """Return the pagination of a list (HTML); empty for a list of one page and past the end."""
    if shown.pages < 2 or shown.start >= shown.total:
        return ""
    current = shown.start // Listing.STEP + 1
    last = shown.pages
    first = max(1, min(current - _WINDOW // 2, last - _WINDOW + 1))
    numbers = "".join(
        _number(shown, page, current) for page in range(first, min(first + _WINDOW - 1, last) + 1)
    )
    back = _arrow(shown, 1, current > 1, "В начало", "first") + _arrow(
        shown, current - 1, current > 1, "Назад", "previous"
    )
    ahead = _arrow(shown, current + 1, current < last, "Вперед", "next") + _arrow(
        shown, last, current < last, "В конец", "last"
    )
    return (
        f'<div class="pagination">\n<p class="counter pull-right">\nСтраница {current} из {last} </p>\n'
        '<nav role="navigation" aria-label="Нумерация страниц">\n<ul class="pagination-list">\n'
        f"{back}{numbers}{ahead}</ul>\n</nav>\n</div>\n"
    )


def _number(shown: Listing, page: int, current: int) -> str:
    if page == current:
        attributes = f'aria-current="true" aria-label="Страница {page}"'
        return f'<li class="active hidden-phone"><a {attributes}>{page}</a></li>\n'
    block = -(-current // _RANGE) + (1 if current >= _RANGE and current % _RANGE == 0 else 0)
    low, high = block * _RANGE - (_RANGE + 1), block * _RANGE
    edge = low <= page <= high and (page % _RANGE == 0 or page == low) and page != high - _RANGE
    label = "..." if edge else str(page)
    return (
        f'<li class="hidden-phone"><a title="{page}" href="{shown.address(page)}" class="pagenav" '
        f'aria-label="Перейти на страницу {page}">{label}</a></li>\n'
    )


def _arrow(shown: Listing, page: int, active: bool, title: str, icon: str) -> str:
    sign = f'<span class="icon-{icon}" aria-hidden="true"></span>'
    if not active:
        return f'<li class="disabled"><a>{sign}</a></li>\n'
    return (
        f'<li><a title="{title}" href="{shown.address(page)}" class="hasTooltip pagenav" '
        f'aria-label="{title}">{sign}</a></li>\n'
    )
