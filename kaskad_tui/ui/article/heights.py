"""Heights of many pieces, with the sum before each found and changed in logarithmic time (a Fenwick tree)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


class Heights:
    """Lines of each piece of an article."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        sums = [0, *accumulate(self._heights)]
        self._tree = [0] + [sums[i] - sums[i - (i & -i)] for i in range(1, len(sums))]
        self.total = sums[-1]
        """Lines of all."""

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        if not change:
            return
        self._heights[index] = height
        self.total += change
        i = index + 1
        while i < len(self._tree):
            self._tree[i] += change
            i += i & -i

    def before(self, index: int) -> int:
        """Return the lines of all pieces before `index`."""
        total = 0
        while index:
            total += self._tree[index]
            index -= index & -index
        return total

    def locate(self, y: int) -> tuple[int, int]:
        """Return the piece that line `y` is in and the line within it; beyond the end the last line."""
        if y >= self.total:
            last = len(self._heights) - 1
            while last > 0 and not self._heights[last]:
                last -= 1
            return last, max(0, self._heights[last] - 1)
        y = max(0, y)
        index, bit = 0, 1 << (len(self._tree).bit_length() - 1)
        while bit:
            following = index + bit
            if following < len(self._tree) and self._tree[following] <= y:
                index = following
                y -= self._tree[following]
            bit >>= 1
        return index, y
