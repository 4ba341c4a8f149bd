"""What a page costs by its size: `python -m tests.benchmarks.extraction_cost`.

A page of 15 to 25 KB, of one kind of content each time, is made 4, 16 and 64 times as long: the
processor time for a byte may be 1.5 times that of the shortest. The best of several rounds counts.
"""

from __future__ import annotations

import sys
import time
from itertools import count

from kaskad_tui.extract import extract_page
from tests.benchmarks.figures import Figure, table

SCALES = (1, 4, 16, 64)
ROUNDS = 5
_numbers = count(1)
GOAL = 1.5
_SENTENCE = "Паром «Северянка» вышел в рейс после двух лет ремонта, сообщили в порту во вторник, номер {n}. "
_PARAGRAPH = f"<p>{_SENTENCE}{_SENTENCE}</p>"
KINDS = {
    "paragraphs": (_PARAGRAPH, 45),
    "paragraphs with links and emphasis": (
        f"<p>Как <a href='/news/{{n}}'>сообщал</a> <b>порт</b>, <i>вчера</i> {_SENTENCE}</p>",
        60,
    ),
    "links to other articles": (
        "<li><a href='/news/parom-{n}-vyshel'>Паром номер {n} вышел в рейс</a></li>",
        180,
    ),
    "teasers": (
        "<div class=item><h3><a href='/news/parom-{n}'>Паром {n} вышел в рейс</a></h3><span>27.12.2022</span>"
        f"<p>{_SENTENCE}</p></div>",
        50,
    ),
    "table rows": ("<tr><td>Рейс {n}</td><td>9:{n}</td><td>300 ₽</td></tr>", 300),
    "list items": ("<li>Рейс номер {n} в девять часов</li>", 300),
    "lines of one paragraph": ("строка номер {n} о пароме<br>", 350),
    "code": ("x{n} = call({n})\n", 900),
    "boxes in boxes": ("<div><div class=row><div class=col>" + _PARAGRAPH + "</div></div></div>", 40),
    "pictures": (
        "<figure><img src='/a/{n}.jpg'><figcaption>Паром {n}</figcaption></figure>" + _PARAGRAPH,
        40,
    ),
    "inline elements": ("<span>слово</span> <em>{n}</em> ", 600),
    "comments": ("<div class=comment id=c{n}><b>Анна {n}</b><p>" + _SENTENCE + "</p></div>", 60),
}
_AROUND = {"table rows": "table", "list items": "ul", "links to other articles": "ul", "code": "pre"}


def page(kind: str, scale: int, first: int = 0) -> bytes:
    """Return a page of a kind, so many times as long as the shortest, numbered from `first`."""
    piece, pieces = KINDS[kind]
    tag = _AROUND.get(kind, "div")
    middle = "".join(piece.format(n=n) for n in range(first, first + pieces * scale))
    return (
        f"<html><head><title>Паром вернулся</title></head><body><article><h1>Паром вернулся</h1>"
        f"{_PARAGRAPH * 3}<{tag}>{middle}</{tag}></article></body></html>"
    ).encode()


def per_byte(kind: str, scale: int, runs: int) -> float:
    """Return the least processor time of several readings for a byte, in nanoseconds.

    Each reading has words of its own: lines that were seen before cost less, and only a short page has so few
    that all of them are still known.
    """
    best = float("inf")
    for _run in range(runs):
        content = page(kind, scale, next(_numbers) * 100_000)
        started = time.process_time()
        extract_page(content, "https://vesti.example/news/parom-1234")
        best = min(best, (time.process_time() - started) / len(content))
    return best * 1e9


def measure() -> list[Figure]:
    """Return each kind's dearest byte against the shortest page's."""
    figures = []
    for kind in KINDS:
        costs = dict.fromkeys(SCALES, float("inf"))
        for _round in range(ROUNDS):  # a busy machine is as busy for all of them
            for scale in SCALES:
                costs[scale] = min(costs[scale], per_byte(kind, scale, 4 if scale == 1 else 1))
        ratio = max(costs.values()) / costs[1]
        detail = ", ".join(f"{len(page(kind, scale)) // 1000} KB {costs[scale]:.0f} ns" for scale in SCALES)
        figures.append(Figure(f"a byte of {kind}, dearest : shortest page", ratio, "x", GOAL, detail))
    return figures


def main() -> int:
    """Print the figures; 1 when one misses its goal."""
    extract_page(b"<p>x</p>")
    figures = measure()
    print(table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
