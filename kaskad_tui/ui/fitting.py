"""Fit a headline into a few lines, by the rules of `article.wrapping`."""

from __future__ import annotations

from kaskad_tui.ui.article.wrapping import cut, wrap


def fit(text: str, width: int, lines: int) -> list[str]:
    """Return `text` on at most `lines` lines of `width` cells; what does not fit ends with the ellipsis."""
    return [line for _start, line in fit_at(text, width, lines)]


def fit_at(text: str, width: int, lines: int) -> list[tuple[int, str]]:
    """Return the same lines, each with the number of its first character in `text`."""
    spans = wrap(text, width)
    fitted = [(start, text[start:end]) for start, end in spans[:lines]]
    if len(spans) > lines:
        start = spans[lines - 1][0]
        fitted[-1] = (start, cut(text[start:], width))
    return fitted
