"""What each part of the extraction brings: the scorer's main figure with one part switched off.

python tests/benchmarks/extraction_ablation.py CORPORA [NAME...]
"""

from __future__ import annotations

import importlib
import statistics
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kaskad_tui.extract import bodies, density, extract_page, listings, reading


def _off(target: object, name: str, value: object) -> Callable[[ExitStack], object]:
    return lambda stack: stack.enter_context(patch.object(target, name, value))


def _no_waste(stack: ExitStack) -> None:
    for module in (bodies, density):
        stack.enter_context(patch.object(module, "find_waste", lambda *_a, **_k: []))


def _no_promos(stack: ExitStack) -> None:
    for name in ("is_promo", "is_credit", "is_contact"):
        stack.enter_context(patch.object(bodies, name, lambda _text: False))
    stack.enter_context(patch.object(density, "is_promo", lambda _text: False))


PARTS: dict[str, Callable[[ExitStack], object]] = {
    "everything": lambda _stack: None,
    "without the marked articleBody": _off(bodies, "_marked", lambda *_: []),
    "without the own cut": _off(density.Cut, "densest", lambda _cut: None),
    "without position (distance from the title)": _off(density, "LEVEL_FACTOR", 1.0),
    "without growth from the densest box": _off(density.Cut, "grow", lambda _cut, seed: [seed]),
    "without further pieces of the same kind": _off(density.Cut, "kin", lambda *_: []),
    "without the lead": _off(bodies, "find_lead", lambda *_: []),
    "without waste by element and name": _no_waste,
    "without phrases of offers and credits": _no_promos,
    "without the end at related and comments": _off(density.Cut, "_after_end", lambda *_: None),
    "without other articles' teasers": _off(listings, "announced", lambda *_a, **_k: []),
    "without agreement with the JSON-LD body": _off(bodies, "read_given", lambda _context: None),
    "without doubt in the printed title's place": _off(bodies, "_misplaced", lambda *_: False),
    "without strays told by kind and place": _off(bodies, "_drop_strays", lambda *_: None),
    "without containers as candidates": _off(bodies, "better", lambda *_: None),
    "without agreement with the description": _off(density, "described", lambda *_: []),
    "without the JSON-LD body where little is printed": _off(
        reading._Reading, "_given_body", lambda _reading: None
    ),
}


def main() -> int:
    """Print one row a part, one column a corpus."""
    root = Path(sys.argv[1])
    sys.path.insert(0, str(root))
    score: Any = importlib.import_module("score")
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    names = sys.argv[3:] or ["daniel", "fundus", "newspaper", "scrapinghub", "trafilatura", "wcxb-articles"]
    corpora = {name: score.load_corpus(root / name)[::step] for name in names}
    print("| | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for part, switch in PARTS.items():
        cells = []
        with ExitStack() as stack:
            switch(stack)
            for pages in corpora.values():
                figures = []
                for page in pages:
                    found = extract_page(page.content(), page.url)
                    row = score.judge(page, score.Extract(title=found.title, text=found.text))
                    figures.append(score.main_figure(row))
                cells.append(f"{statistics.fmean(one for one in figures if one is not None):.3f}")
        print(f"| {part} | " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
