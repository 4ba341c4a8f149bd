"""Fit a headline into a few lines, by the rules of `article.wrapping`."""

from __future__ import annotations

from kaskad_tui.ui.article.wrapping import cut, wrap


def fit(text: str, width: int, lines: int, ellipsis: str = "…") -> list[str]:
    """Return `text` on at most `lines` lines of `width` cells; what does not fit ends with the ellipsis."""
    spans = wrap(text, width)
    if len(spans) <= lines:
        return [text[start:end] for start, end in spans]
    fitted = [text[start:end] for start, end in spans[: lines - 1]]
    return [*fitted, cut(text[spans[lines - 1][0] :], width, ellipsis)]
