"""What site memory brings: pages of each site read alone, then knowing the site's other pages.

    python tests/benchmarks/extraction_memory.py CORPORA [NAME...]

CORPORA is the folder with the corpora and `score.py`. Sites are told by the host of the manifest's address;
only those with four pages or more can be helped and count here. Figures: mean over these pages of the
scorer's main figure, and the share of right titles.
"""

from __future__ import annotations

import importlib
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from kaskad_tui.extract import Page, SiteMemory, extract_page

LEAST = 4


def _score(  # the scorer is no module of this project
    score: ModuleType, page: object, found: Page
) -> tuple[float | None, bool | None]:
    extract = score.Extract(title=found.title, text=found.text, markdown=found.markdown)
    row = score.judge(page, extract)
    return score.main_figure(row), row.get("title")


def main() -> int:
    """Print one line a corpus."""
    root = Path(sys.argv[1])
    sys.path.insert(0, str(root))
    score = importlib.import_module("score")
    names = sys.argv[2:] or sorted(path.parent.name for path in root.glob("*/manifest.jsonl*"))
    print("| corpus | pages of known sites | alone | with memory | better | worse | title alone | with |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names:
        sites: dict[str, list[Any]] = defaultdict(list)
        for page in score.load_corpus(root / name):
            sites[urlsplit(page.url or "").hostname or page.id].append(page)
        alone: list[float] = []
        known: list[float] = []
        titles: list[tuple[bool, bool]] = []
        for pages in sites.values():
            if len(pages) < LEAST:
                continue
            contents = [page.content() for page in pages]
            first = [extract_page(content, page.url) for content, page in zip(contents, pages, strict=True)]
            memory = SiteMemory.learn(first)
            for content, page, before in zip(contents, pages, first, strict=True):
                after = extract_page(content, page.url, memory=memory)
                one, other = _score(score, page, before), _score(score, page, after)
                if one[0] is not None and other[0] is not None:
                    alone.append(one[0])
                    known.append(other[0])
                if one[1] is not None and other[1] is not None:
                    titles.append((one[1], other[1]))
        if not alone:
            continue
        better = sum(b > a + 0.005 for a, b in zip(alone, known, strict=True))
        worse = sum(b < a - 0.005 for a, b in zip(alone, known, strict=True))
        shares = [f"{statistics.fmean(pair[i] for pair in titles):.3f}" if titles else "" for i in (0, 1)]
        print(
            f"| {name} | {len(alone)} | {statistics.fmean(alone):.3f} | {statistics.fmean(known):.3f} "
            f"| {better} | {worse} | {shares[0]} | {shares[1]} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
