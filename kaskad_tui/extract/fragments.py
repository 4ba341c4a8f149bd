"""A fragment of HTML that is only a text (a feed's entry, a JSON-LD body) to blocks, media and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from kaskad_tui.extract import media, tree
from kaskad_tui.extract.blocks import Block, build_blocks, runs_of, text_of
from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import author_line
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import fold
from kaskad_tui.extract.markdown import to_markdown
from kaskad_tui.extract.outlining import outline
from kaskad_tui.extract.profile import Profile
from kaskad_tui.extract.structured import Structured
from kaskad_tui.model import Image, Link, Video
from kaskad_tui.sanitize import clean_line


@dataclass(frozen=True, slots=True)
class Written:
    """A body in its final forms."""

    body: tuple[str, ...] = ()
    text: str = ""
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    links: tuple[Link, ...] = ()


def write(
    context: Context, boxes: Sequence[Box], kept: Sequence[Box], first: int, last: int, region: Box | None
) -> Written:
    """Return boxes as Markdown, text, media and links.

    Args:
        context: the page.
        boxes: what holds the text.
        kept: the leaves of it that belong to the text.
        first: index of the leaf from which pictures count.
        last: index of the leaf up to which they count.
        region: the box that pictures must lie in.
    """
    captions = media.caption_leaves(context, first, last)
    images, videos = media.collect(context, first, last, region, captions)
    names = {leaf.lo for leaf in kept} - captions.keys()
    blocks = build_blocks(boxes, lambda leaf: leaf.lo in names)
    return Written(
        to_markdown(blocks, context.resolve), text_from(blocks), images, videos, links_of(context, blocks)
    )  # fmt: skip


def text_from(blocks: Sequence[Block]) -> str:
    """Return blocks as plain text, one blank line between two."""
    texts = (text_of(block).strip(" \n") for block in blocks)
    return "\n\n".join(text for text in texts if text.strip())


def links_of(context: Context, blocks: Sequence[Block]) -> tuple[Link, ...]:
    """Return the links of blocks in reading order; a link in several pieces is one."""
    found: list[Link] = []
    href: str | None = None
    for run in runs_of(blocks):
        if run.href is not None:
            url = context.resolve(run.href)
            if url is not None:
                if run.href == href and found:
                    found[-1] = Link(url, clean_line(found[-1].text + run.text))
                else:
                    found.append(Link(url, clean_line(run.text)))
        href = run.href
    return tuple(link for link in found if link.text)


def bare_context(
    text: str, base: str | None, profile: Profile | None, zone: tzinfo = UTC, now: datetime | None = None
) -> Context | None:
    """Return a context for a fragment, None where it holds no element."""
    root = tree.parse(f"<div>{text}</div>")
    if root is None:
        return None
    return Context(base, base, outline(root), Structured(), profile, zone, now)


def write_fragment(text: str, base: str | None, profile: Profile | None, title: str | None = None) -> Written:
    """Return a fragment in its final forms, without furniture at its end and the title before it."""
    context = bare_context(text, base, profile)
    if context is None:
        return Written()
    leaves = list(context.outline.leaves)
    while leaves and _is_waste(context, leaves[-1]):
        leaves.pop()
    if leaves and title and leaves[0].level and fold(leaves[0].text) == fold(title):
        leaves.pop(0)
    return write(context, [context.outline.root], leaves, 0, len(context.outline.leaves), None)


def _is_waste(context: Context, leaf: Box) -> bool:
    text = leaf.text
    if len(text) < 80 and fold(text) in context.furniture:
        return True
    return author_line(text, context) is not None and context.profile is not None and len(text) < 100
