"""From the tree to boxes: one walk, no recursion.

Hidden parts, scripts and form fields are left out; wrappers without a meaning dissolve; white space collapses
as in a browser.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from kaskad_tui.extract.boxes import CODE, EM, STRIKE, STRONG, Box, Media, Outline, Run
from kaskad_tui.extract.hidden import continues, is_hidden, replaces_script
from kaskad_tui.sanitize import clean

_MAX_CODE = 5000
MAX_HEADING = 500
"""A heading of more characters is a text that is only set like one."""
_TAB = 4
"""Columns from one tab stop of code to the next."""
MAX_LINKS = 5000
"""Links whose addresses are kept."""
NOWHERE = "#"
"""Target of the links beyond them, while it is counted how much of a text is link."""
_MOST_RUNS = 20000
"""A paragraph of more pieces becomes several."""
MAX_LEAVES = 20000
"""Blocks of text that are told apart; later ones are joined to leaves of some length."""
_JOINED = 2000

_BLOCKS = frozenset(
    """html body address article aside blockquote center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup li main menu nav ol p pre section
summary table tbody thead tfoot tr td th caption ul optgroup legend listing xmp""".split()
)
_SKIPPED = frozenset(
    """script style noscript template svg math head input select textarea button option applet
canvas map noframes frameset datalist meter progress rp rt title meta link amp-sidebar amp-ad
amp-analytics amp-social-share amp-consent amp-user-notification amp-pixel amp-auto-ads
amp-sticky-ad amp-install-serviceworker amp-embed""".split()
)
_MEDIA = frozenset(
    """lite-youtube img picture amp-img amp-anim iframe amp-iframe amp-youtube amp-video amp-vimeo
amp-dailymotion amp-audio video audio embed object""".split()
)
_MARKS = {
    "b": STRONG, "strong": STRONG, "i": EM, "em": EM, "dfn": EM, "code": CODE, "kbd": CODE, "tt": CODE,
    "samp": CODE, "s": STRIKE, "strike": STRIKE, "del": STRIKE,
}  # fmt: skip
_PLAIN = frozenset(("div", "center", "form", "fieldset", "section", "hgroup", "header", "details"))
_MEANING = ("itemprop", "itemtype", "role", "property", "typeof")
_CODE_LINES = frozenset(("div", "li", "ol", "ul"))
"""What stands for the lines of a preformatted text when nothing else is in it."""
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_QUOTES = {"ru": "«»", "uk": "«»", "be": "«»", "fr": "«»", "de": "„“"}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)


def _collapsed(text: str) -> str:
    """Return text clean, each stretch of white space one blank, without soft hyphens."""
    if not text.isprintable():
        text = clean(_SPACES.sub(" ", text)).replace("\n", " ").replace("\xad", "")
    return _SPACES.sub(" ", text) if "  " in text else text


def _finish_runs(raw: list[Run], pre: bool) -> tuple[list[Run], str, int]:
    """Collapse white space as a browser does; return the runs, their text and the characters in links."""
    if pre:
        text = clean("".join(run.text for run in raw).expandtabs(_TAB)).strip("\n")
        return ([Run(text, CODE)] if text.strip() else []), text, 0
    while raw and not raw[-1].text.strip(" \t\n\r\f"):
        raw.pop()
    if len(raw) == 1:  # the usual leaf
        text, marks, href = raw[0]
        text = _collapsed(text).strip(" \n")
        return (
            ([Run(text, marks, href)], text, len(text) * (href is not None)) if text.strip() else ([], "", 0)
        )
    space = True  # white space at a line's start goes
    pieces: list[list[str]] = []
    looks: list[tuple[int, str | None]] = []
    for text, marks, href in raw:
        if text == "\n":
            if pieces and pieces[-1][-1].endswith(" "):
                pieces[-1][-1] = pieces[-1][-1][:-1]
            space = True
        else:
            text = _collapsed(text)
            if space and text[:1] == " ":
                text = text[1:]
            if not text:
                continue
            space = text[-1] == " "
        if looks and looks[-1] == (marks, href):
            pieces[-1].append(text)
        else:
            pieces.append([text])
            looks.append((marks, href))
    texts = ["".join(parts) for parts in pieces]
    first, last = 0, len(texts)
    while first < last and not texts[first].strip():
        first += 1
    while first < last and not texts[last - 1].strip():
        last -= 1
    if first == last:
        return [], "", 0
    # no-break spaces stay at the ends too: the text is what stands on the page
    texts[first] = texts[first].lstrip(" \n")
    texts[last - 1] = texts[last - 1].rstrip(" \n")
    runs = [Run(texts[at], *looks[at]) for at in range(first, last)]
    linked = sum(len(run.text) for run in runs if run.href is not None)
    if any(run.href == NOWHERE for run in runs):
        runs = _joined(runs)
    return runs, "".join(texts[first:last]), linked


def _joined(runs: list[Run]) -> list[Run]:
    """Return runs without the links beyond the cap, joined where nothing parts them any more."""
    pieces: list[list[str]] = []
    looks: list[tuple[int, str | None]] = []
    for text, marks, href in runs:
        look = marks, None if href == NOWHERE else href
        if looks and looks[-1] == look:
            pieces[-1].append(text)
        else:
            pieces.append([text])
            looks.append(look)
    return [Run("".join(texts), *look) for texts, look in zip(pieces, looks, strict=True)]


class _Builder:
    """The state of the walk."""

    def __init__(self, root: etree._Element) -> None:
        self.group = Box("html", root, None)
        self.outline = Outline(self.group)
        self.pending: list[Run] = []
        self.marks = 0
        self.href: str | None = None
        self.inline: list[tuple[etree._Element, int, str | None]] = []
        self.level = 0
        self.pre = False
        self.flat = False
        """Within a preformatted text whose blocks are its lines."""
        self.script: dict[int, int] | None = None
        """Raised or lowered signs for the text of `sup` and `sub`."""
        self.links = 0
        self.held = 0
        """Characters that are pending."""

    def text(self, text: str) -> None:
        if not self.pending and not self.pre and not text.strip(" \t\n\r\f"):
            return  # the white space between two blocks
        if self.script is not None and self.href is None:
            bare = text.strip()
            text = text.translate(self.script) if all(ord(char) in self.script for char in bare) else text
        if len(self.pending) >= _MOST_RUNS and not self.pre:
            self.flush()
        self.held += len(text)
        self.pending.append(Run(text, self.marks, self.href))

    def flush(self) -> None:
        """End the stretch of text that is under way."""
        if not self.pending:
            return
        if len(self.outline.leaves) < MAX_LEAVES or not self.joins():
            self.end_leaf()

    def joins(self) -> bool:
        """Go on with the stretch of text behind a line break, as long as it is short."""
        if self.held >= _JOINED:
            return False
        self.pending.append(Run("\n"))
        self.held += 1
        return True

    def end_leaf(self) -> None:
        raw, self.pending, self.held = self.pending, [], 0
        runs, text, link_chars = _finish_runs(raw, self.pre)
        if not runs:
            return
        leaf = Box("", self.group.el, self.group)
        leaf.runs, leaf.text, leaf.link_chars, leaf.level, leaf.pre = (
            runs,
            text,
            link_chars,
            self.level if len(text) <= MAX_HEADING else 0,
            self.pre,
        )
        leaf.lo = len(self.outline.leaves)
        leaf.hi = leaf.lo + 1
        self.group.children.append(leaf)
        self.outline.leaves.append(leaf)

    def line_break(self) -> None:
        """A second break in a row ends the paragraph."""
        if self.pre:
            self.pending.append(Run("\n"))
            return
        for run in reversed(self.pending):
            if run.text == "\n":
                self.flush()
                return
            if run.text.strip():
                break
        self.pending.append(Run("\n", self.marks, self.href))

    def code_line(self) -> None:
        """A line of code begins or ends."""
        if self.pending and not self.pending[-1].text.endswith("\n"):
            self.pending.append(Run("\n"))

    def open_block(self, el: etree._Element, tag: str) -> None:
        self.flush()
        box = Box(tag, el, self.group)
        box.lo = len(self.outline.leaves)
        self.group.children.append(box)
        self.group = box
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.level = int(tag[1])
        elif el.get("role") == "heading":
            given = el.get("aria-level") or "2"
            self.level = int(given) if given in ("1", "2", "3", "4", "5", "6") else 2
        elif tag in ("pre", "listing", "xmp"):
            self.pre = True
            inner = {str(one.tag) for one in islice(el.iterdescendants(), _MAX_CODE)}
            self.flat = not inner & _BLOCKS - _CODE_LINES

    def close_block(self, tag: str) -> None:
        self.flush()
        box = self.group
        if self.pending and box.children:
            self.end_leaf()  # joined, but not with what stands in the next box
        parent = box.parent
        if parent is None:
            return
        self.group = parent
        box.hi = len(self.outline.leaves)
        if (tag[0] == "h" and len(tag) == 2) or box.el.get("role") == "heading":
            self.level = 0
        elif tag in ("pre", "listing", "xmp"):
            self.pre = self.flat = False
        if not box.children:
            # an empty cell keeps its place; a text may consist of pictures alone
            if tag not in ("td", "th") and "articleBody" not in (box.el.get("itemprop") or ""):
                parent.children.pop()
            return
        if len(box.children) > 1:
            return
        only = box.children[0]
        if only.tag == "" and only.runs is not None:
            box.runs, box.text, box.link_chars = only.runs, only.text, only.link_chars
            box.level, box.pre, box.children = only.level, only.pre, []
            self.outline.leaves[box.lo] = box
        elif box.tag in _PLAIN and not any(box.el.get(name) for name in _MEANING):
            parent.children[-1] = only
            only.parent = parent
            only.wraps += 1 + box.wraps

    def open_inline(self, el: etree._Element, tag: str) -> None:
        marks, href = self.marks, self.href
        mark = _MARKS.get(tag, 0)
        if not mark and tag in ("span", "font") and _BOLD.search(el.get("style") or ""):
            mark = STRONG
        if tag == "a" and el.get("href") is not None:
            self.links += 1
            self.href = el.get("href") if self.links <= MAX_LINKS else NOWHERE
        elif not mark:
            return
        self.inline.append((el, marks, href))
        self.marks |= mark

    def close_inline(self, el: etree._Element) -> None:
        if self.inline and self.inline[-1][0] is el:
            _el, self.marks, self.href = self.inline.pop()


def outline(root: etree._Element) -> Outline:
    """Return the boxes of a page; hidden parts, scripts and form fields are left out.

    A page that hides nearly all it has (a script shows it) is taken as it would be shown.
    """
    page = _outline(root, show_hidden=False)
    if len(page.leaves) < 8 and sum(len(leaf.text) for leaf in page.leaves) < 300:
        shown = _outline(root, show_hidden=True)
        if sum(len(leaf.text) for leaf in shown.leaves) > 2000:
            return shown
    return page


_BLOCK, _SKIP, _PLAYER, _LINE, _RULE, _TIME, _SCRIPT, _QUOTE = range(1, 9)
_KINDS = {
    **dict.fromkeys(_BLOCKS, _BLOCK), **dict.fromkeys(_SKIPPED, _SKIP), **dict.fromkeys(_MEDIA, _PLAYER),
    "br": _LINE, "hr": _RULE, "time": _TIME, "sup": _SCRIPT, "sub": _SCRIPT, "q": _QUOTE,
}  # fmt: skip
"""What is done with an element; the others are inline."""


def _outline(root: etree._Element, *, show_hidden: bool) -> Outline:
    build = _Builder(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    skipping: etree._Element | None = None
    quotes = _QUOTES.get((root.get("lang") or "")[:2].lower(), "“”")
    for event, el in walk:
        tag = str(el.tag)
        kind = _KINDS.get(tag)
        if event == "start":
            if kind == _SKIP and replaces_script(el):
                kind = None
            elif tag == "script" and el.get("data-telegram-post"):
                kind = _PLAYER
            if kind == _PLAYER:
                if show_hidden or not is_hidden(el) or continues(el):
                    build.outline.media.append(Media(el, len(build.outline.leaves), build.group, build.href))
                skipping = el
                walk.skip_subtree()
                continue
            if kind == _SKIP or (
                not show_hidden
                and (el.get("style") or el.get("hidden") is not None)
                and is_hidden(el)
                and not continues(el)
            ):
                skipping = el
                walk.skip_subtree()
                continue
            if kind is None:
                build.open_inline(el, tag)
            elif kind == _BLOCK:
                if build.flat and tag in _CODE_LINES:
                    build.code_line()
                else:
                    build.open_block(el, tag)
            elif kind == _LINE:
                build.line_break()
            elif kind == _RULE:
                build.flush()
            elif kind == _TIME:
                build.outline.times.append((el, len(build.outline.leaves)))
            elif kind == _SCRIPT:
                build.script = _RAISED if tag == "sup" else _LOWERED
            else:
                build.text(quotes[0])
            if text := el.text:
                build.text(text)
        else:
            if el is skipping:
                skipping = None
            elif kind == _BLOCK:
                if build.flat and tag in _CODE_LINES:
                    build.code_line()
                else:
                    build.close_block(tag)
            elif kind == _SCRIPT:
                build.script = None
            elif kind == _QUOTE:
                build.text(quotes[1])
            elif build.inline:
                build.close_inline(el)
            if text := el.tail:
                build.text(text)
    if build.pending:
        build.end_leaf()
    build.outline.root.hi = len(build.outline.leaves)
    return build.outline
