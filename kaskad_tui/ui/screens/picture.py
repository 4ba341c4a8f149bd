"""One picture as large as the terminal can."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from kaskad_tui.i18n import _
from kaskad_tui.model import Failure, Image, Picture, PictureProblem
from kaskad_tui.ui.article.page import image_name
from kaskad_tui.ui.article.pixels import Cell, grid, segments
from kaskad_tui.ui.footer_text import Entry, entries
from kaskad_tui.ui.keys import bound, with_russian
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.wording import pictures

Fetch = Callable[[Image], Awaitable[Picture | PictureProblem | Failure]]


class PictureCanvas(Widget):
    """Paints a picture in the middle of itself, as large as it fits."""

    def __init__(self, signs: str) -> None:
        super().__init__()
        self._signs = signs
        self._picture: Picture | None = None
        self._rows: list[tuple[Cell, ...]] = []

    def show(self, picture: Picture | None) -> None:
        """Show a picture, or nothing."""
        self._picture = picture
        self._fit()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._fit()

    def _fit(self) -> None:
        width, height = self.size
        self._rows = grid(self._picture, width, height) if self._picture and width and height else []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return row `y`."""
        blank, width = self.rich_style, self.size.width
        row = y - (self.size.height - len(self._rows)) // 2
        if not 0 <= row < len(self._rows):
            return Strip.blank(width, blank)
        cells = self._rows[row]
        strip = Strip(segments(cells, blank, self._signs), len(cells))
        left = (width - len(cells)) // 2
        return Strip.join([Strip.blank(left, blank), strip, Strip.blank(width - left - len(cells), blank)])


class PictureView(Overlay[None]):
    """Goes through the pictures of an article; each is fetched when it is come to."""

    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        *bound(
            *((id_, "close") for id_ in ("leave", "article.pictures", "history.back")),
            *((id_, "turn(1)") for id_ in ("read.next_unread", "move.down", "read.on", "move.page_down")),
            *((id_, "turn(-1)") for id_ in ("read.previous_unread", "move.up", "move.page_up")),
            ("out.browser", "browse"),
        ),
        # as the arrows, without Enter and Esc that open and go back elsewhere
        Binding(",".join(with_russian(("l", "right"))), "turn(1)", show=False),
        Binding(",".join(with_russian(("h", "left"))), "turn(-1)", show=False),
    ]

    def __init__(
        self,
        images: Sequence[Image],
        number: int,
        *,
        fetch: Fetch,
        browse: Callable[[str], None],
        signs: str,
    ) -> None:
        """Begin with one picture.

        Args:
            images: of the article.
            number: which of them, from 0.
            fetch: returns one of them.
            browse: opens an address in the browser.
            signs: see `pixels.signs_for`.
        """
        super().__init__()
        self._images = tuple(images)
        self._number = number
        self._fetch = fetch
        self._browse = browse
        self._canvas = PictureCanvas(signs)
        self._caption = Static(classes="picture-caption")

    def compose(self) -> ComposeResult:
        """Lay out the picture, and its caption below."""
        yield self._canvas
        yield self._caption

    def on_mount(self) -> None:
        """Show the first one."""
        self._show()

    def _show(self) -> None:
        self._canvas.show(None)
        self._say(_("Fetching the picture…"))
        self.run_worker(self._load(self._images[self._number]), exclusive=True, exit_on_error=False)

    async def _load(self, image: Image) -> None:
        got = await self._fetch(image)
        self._canvas.show(got if isinstance(got, Picture) else None)
        self._say("" if isinstance(got, Picture) else pictures.sentence(got))

    def _say(self, remark: str) -> None:
        words = [remark] if remark else []
        words.append(image_name(self._images[self._number]))
        if len(self._images) > 1:
            words.append(_("{n} of {count}").format(n=self._number + 1, count=len(self._images)))
        line = Content("  ·  ".join(words))
        for key, word in self.keys():
            line += Content.assemble("   ", (key, "bold"), (f"\u00a0{word}", "$text-muted"))
        self._caption.update(line)

    def keys(self) -> Sequence[Entry]:
        """Return the keys that walk, and the ways out."""
        hints = self.hints
        walk = (f"{hints.key('read.next_unread')} {hints.key('read.previous_unread')}", _("pictures"))
        some = [walk] if len(self._images) > 1 else []
        return [*some, *entries(hints, ["out.browser"]), ("Esc", _("back"))]

    def action_turn(self, step: int) -> None:
        """Show the next picture or the one before; behind the last one comes the first."""
        if len(self._images) > 1:
            self._number = (self._number + step) % len(self._images)
            self._show()

    def action_browse(self) -> None:
        """Open the picture in the browser."""
        self._browse(self._images[self._number].url)
        self.dismiss(None)
