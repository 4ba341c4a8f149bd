"""An overlay that asks for a web address."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from kaskad_tui.i18n import _
from kaskad_tui.sanitize import safe_url
from kaskad_tui.ui.footer_text import Entry
from kaskad_tui.ui.screens.overlay import Overlay


class AddressPrompt(Overlay[str]):
    """Returns a checked http(s) address, None when it was closed."""

    def heading(self) -> tuple[str, str]:
        """Return the question."""
        return _("Another address of the site"), ""

    def keys(self) -> Sequence[Entry]:
        """Return the keys of a line that is answered."""
        return [("Enter", _("open")), ("Esc", _("close"))]

    def inside(self) -> ComposeResult:
        """Lay out the question."""
        yield Static(
            Content(_("A mirror or a test server that serves the same site.")), classes="overlay-text"
        )
        with Horizontal(classes="overlay-prompt"):
            yield Input(placeholder="https://", compact=True)
        yield Static("", classes="overlay-error")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the address, when it is one."""
        event.stop()
        text = event.value.strip()
        url = safe_url(text if "://" in text else f"https://{text}") if text else None
        if url is None:
            self.query_one(".overlay-error", Static).update(
                Content(_("This is no web address. It looks like https://example.org"))
            )
        else:
            self.dismiss(url)
