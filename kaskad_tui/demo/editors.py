"""The editors of the sample site: what somebody has read once is another text the next time, unannounced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kaskad_tui.demo.edition import Draft, load
from kaskad_tui.paths import package_dir

_ARTICLE = re.compile(r"(?:/index\.php)?/[^/?]+/(\d{1,9})[^/?]*/?(?:\?.*)?")


@cache
def second_texts() -> tuple[Draft, ...]:
    """Return the second texts of articles of the bundled edition."""
    return load(package_dir() / "demo" / "edition" / "edited")


class Editors:
    """Notes which articles were read, and says when one of them gets its second text."""

    def __init__(self, edited: Iterable[Draft]) -> None:
        """Take the second texts."""
        self._edited = {draft.number: draft for draft in edited}
        self._read: set[int] = set()

    def before(self, target: str) -> Draft | None:
        """Return the text that is published before this address is answered; None for none.

        Args:
            target: path and query of a request for a page; the AMP version of an article is none.
        """
        found = _ARTICLE.fullmatch(target)
        number = int(found[1]) if found else 0
        if number not in self._edited:
            return None
        if number in self._read:
            return self._edited.pop(number)
        self._read.add(number)
        return None
