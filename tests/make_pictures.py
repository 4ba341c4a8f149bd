"""Make the README's pictures anew, from the sample edition: `python -m tests.make_pictures`."""

from __future__ import annotations

import asyncio
import html
import re
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.cells import cell_len

from kaskad_tui.demo.server import SampleSiteThread
from kaskad_tui.i18n import Language
from kaskad_tui.reader import Reader
from tests.ui.harness import HEADED, TABLED, Stage, fill, moment, on_stage, surroundings_of_the_stage, with_ui

FOLDER = Path(__file__).resolve().parent.parent / ".github" / "pictures"


async def reading(stage: Stage) -> None:
    """An article beside the list and the top five."""
    await stage.in_article(HEADED)


async def listing(stage: Stage) -> None:
    """The list, with bookmarks and the article that follows the cursor."""
    await stage.in_list(1)
    await stage.press("asterisk", "j", "j")
    await stage.at_rest()


async def table(stage: Stage) -> None:
    """A text with a table."""
    await stage.in_article(TABLED)


async def changes(stage: Stage) -> None:
    """What the site changed in an article."""
    await stage.in_article(HEADED)
    await stage.edits(stage.key_of(HEADED))
    await stage.press("d")


async def search(stage: Stage) -> None:
    """The search, by relevance, with a hit beside it."""
    await stage.press("slash")
    await stage.type("мосты")
    await stage.press("enter", "j", "j", "enter", "escape")
    await stage.at_rest()


async def keys(stage: Stage) -> None:
    """The help."""
    await stage.press("question_mark")


PICTURES: tuple[tuple[str, Callable[[Stage], Awaitable[None]], tuple[int, int], str, Language], ...] = (
    ("reading-dark", reading, (130, 40), "dark", "ru"),
    ("list-light", listing, (130, 40), "light", "ru"),
    ("two-panes", table, (90, 30), "dark", "ru"),
    ("narrow", listing, (60, 24), "dark", "ru"),
    ("search", search, (130, 30), "dark", "ru"),
    ("changes", changes, (130, 30), "sepia", "ru"),
    ("keys", keys, (90, 30), "light", "en"),
)
"""Name, scene, columns and rows, theme, language."""


_TEXT = re.compile(r'<text class="(\S+)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"(.*?)>(.*?)</text>')
CELL = 12.2
"""Width of a cell in the framework's pictures."""
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def tidy(svg: str) -> str:
    """Return a picture that loads nothing from elsewhere and is the same each time."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", svg)
    svg = re.sub(
        r'<text class="(\S+)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"(.*?)>(.*?)</text>', _trim, svg
    )
    return re.sub(r"terminal-\d+", "terminal", svg)


def _trim(text: re.Match[str]) -> str:
    """Put a piece of text where its first letter is: some programs drop the spaces in front of it."""
    name, x, y, _length, more, content = text.groups()
    letters = html.unescape(content)
    shown = letters.strip("\xa0")
    if not shown:
        return ""
    left = float(x) + CELL * cell_len(letters[: letters.index(shown)])
    length = CELL * cell_len(shown)
    shown = html.escape(shown, quote=False).replace("\xa0", "&#160;")
    return f'<text class="{name}" x="{left:.1f}" y="{y}" textLength="{length:.1f}"{more}>{shown}</text>'


async def make(base_url: str) -> None:
    """Write every picture, each from an archive of its own."""
    for name, scene, size, theme, language in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            await fill(Path(folder), base_url)
            # fresh, not offline: the header of the picture says that the news are of now
            reader = Reader.open(base_url=base_url, data_dir=Path(folder))
            async with on_stage(reader, size=size, language=language, settings=with_ui(theme=theme)) as stage:
                await scene(stage)
                await stage.painted()
                svg = stage.app.export_screenshot(title="kaskad-tui", simplify=True)
        (FOLDER / f"{name}.svg").write_text(tidy(svg), encoding="utf-8")
        print(FOLDER / f"{name}.svg")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with surroundings_of_the_stage(), SampleSiteThread(now=moment()) as site:
        asyncio.run(make(site.site.base_url))


if __name__ == "__main__":
    main()
