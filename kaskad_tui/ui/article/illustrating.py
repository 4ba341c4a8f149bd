"""Pictures in the text of a pane: each above its caption, else above its line at the end."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from kaskad_tui.model import Image, Picture
from kaskad_tui.sanitize import safe_url
from kaskad_tui.ui.article.pieces import Pieces
from kaskad_tui.ui.article.pixels import signs_for
from kaskad_tui.ui.article.viewport import Viewport


class Illustrations:
    """The pictures that one view shows."""

    def __init__(
        self, view: Widget, port: Viewport, lay_out: Callable[[], None], follow: Callable[[], None]
    ) -> None:
        self._view = view
        self._port = port
        self._lay_out = lay_out
        self._follow = follow
        self._shown: dict[str, tuple[Image, Picture]] = {}

    @property
    def signs(self) -> str:
        """What pictures are drawn with here, see `pixels.signs_for`."""
        return signs_for(self._view.app)

    def opened(self, *, again: bool) -> None:
        """Put the pictures into a newer form of the same text, or forget those of another article."""
        if not again:
            self._shown.clear()
        for image, picture in self._shown.values():
            self._put(image, picture)

    def show(self, image: Image, picture: Picture, *, go: bool) -> None:
        """Show a picture of the article in its text, which stays where it is; with `go`, go there."""
        self._shown[image.url] = (image, picture)
        piece = self._put(image, picture)
        if piece < 0:
            return
        port = self._port
        port.layout.forget(piece)
        self._lay_out()
        first, lines = port.layout.top_of(piece) + port.pieces[piece].gap, len(port.layout.lines(piece))
        if go and not (0 < port.row_of_line(first) <= port.height + port.pieces[piece].gap - lines):
            port.to_line(first)
            self._follow()

    def in_sight(self) -> list[Image]:
        """Return the images whose pictures are in sight."""
        rows = {row.piece for row in self._port.lines_in_sight() if row.line is not None and row.line.pixels}
        return [
            image for image, _picture in self._shown.values() if place_of(image, self._port.pieces) in rows
        ]

    def _put(self, image: Image, picture: Picture) -> int:
        piece = place_of(image, self._port.pieces)
        if piece >= 0:
            self._port.pieces[piece].picture = picture
        return piece


def place_of(image: Image, pieces: Pieces) -> int:
    """Return the piece above whose text a picture stands, -1 when there is none."""
    tail, url = -1, safe_url(image.url)
    for number in range(len(pieces)):
        piece = pieces[number]
        if not piece.markdown:  # no part of the body: the lines at the end
            tail = number if url is not None and url in piece.content.links else tail
        elif image.caption and image.caption in piece.markdown and piece.content.text == image.caption:
            return number
    return tail
