"""Tables, code, definitions and small signs: kept as what they are, wherever they stand in an article."""

from __future__ import annotations

import time

import pytest

from kaskad_tui.extract import extract_page
from kaskad_tui.extract.fragments import write_fragment

_PARAGRAPH = (
    "<p>Паром «Северянка» вышел в рейс после двух лет ремонта, сообщили в порту во вторник, и это вызвало "
    "интерес у жителей города.</p>"
)
_ROWS = (
    "<tr><td>Утренний</td><td>9:00</td><td>300 ₽</td></tr>"
    "<tr><td>Вечерний</td><td>19:00</td><td>350 ₽</td></tr>"
)
_HEAD = "<tr><th>Рейс</th><th>Время</th><th>Цена</th></tr>"
_WRITTEN = (
    "| Рейс | Время | Цена |\n| --- | --- | --- |\n| Утренний | 9:00 | 300 ₽ |\n| Вечерний | 19:00 | 350 ₽ |"
)


def body(middle: str, end: str = "") -> str:
    markup = (
        "<html lang=ru><title>Паром вернулся</title><body><article><h1>Паром вернулся</h1>"
        f"{_PARAGRAPH * 3}{middle}{_PARAGRAPH}{end}</article></body></html>"
    )
    blocks = extract_page(markup.encode(), "https://a.example/news/parom-1234").body
    return "\n\n".join(block for block in blocks if "«Северянка»" not in block)


@pytest.mark.parametrize("around", ["{}", "<div class=wide>{}</div>", "<figure>{}</figure>"])
@pytest.mark.parametrize("head", [_HEAD, f"<thead>{_HEAD}</thead>", _HEAD.replace("th>", "td>")])
def test_a_table_is_whole_in_the_text_and_at_its_end(around: str, head: str) -> None:
    table = around.format(f"<table>{head}{_ROWS}</table>")
    assert body(table) == _WRITTEN
    written = body("", table)
    assert all(cell in written for cell in ("9:00", "300 ₽", "19:00", "350 ₽"))


def test_the_caption_of_a_table_stands_before_it() -> None:
    assert body(f"<table><caption>Расписание</caption>{_HEAD}{_ROWS}</table>") == "Расписание\n\n" + _WRITTEN


def test_headings_and_long_cells_under_a_header_are_data() -> None:
    long = "Билеты продаёт касса порта. " * 20
    rows = f"<tr><td><h3>Утренний</h3></td><td>9:00</td><td>{long}</td></tr>"
    assert body(f"<table>{_HEAD}{rows}</table>").count("\n| Утренний | 9:00 | Билеты") == 1


def test_a_list_in_a_cell_is_parted_by_semicolons() -> None:
    cell = "<ul><li>взрослый 300</li><li>детский 150;</li><li>группа 100</li></ul>"
    assert "взрослый 300; детский 150; группа 100" in body(
        f"<table>{_HEAD}{_ROWS.replace('300 ₽', cell)}</table>"
    )


def test_spans_fill_their_places_whatever_they_claim() -> None:
    rows = "<tr><td rowspan=2>А</td><td colspan=2>Б</td></tr><tr><td>В</td><td>Г</td></tr>"
    (table,) = write_fragment(f"<table>{rows}</table>", None, None).body
    assert table.splitlines()[-2:] == ["| А | Б |  |", "|  | В | Г |"]
    wild = "<tr>" + "<td rowspan=9999 colspan=9999>x</td>" * 40 + "</tr>"
    start = time.process_time()
    write_fragment(f"<table>{wild * 300}</table>", None, None)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "code",
    [
        "<pre><code>x = 1\nprint(x)</code></pre>",
        "<pre><div>x = 1</div><div>print(x)</div></pre>",
        "<pre><ol><li>x = 1</li><li>print(x)</li></ol></pre>",
        "<pre><span>x = 1</span><br><span>print(x)</span></pre>",
        "<code>x = 1<br>print(x)</code>",
        "<div><p><code>x = 1</code></p><p><code>print(x)</code></p></div>",
        "<table><tr><td><pre>1\n2</pre></td><td><pre>x = 1\nprint(x)</pre></td></tr></table>",
    ],
)
def test_code_is_one_block(code: str) -> None:
    assert body(code) == "```\nx = 1\nprint(x)\n```"


def test_numbers_of_lines_go_and_other_numbers_stay() -> None:
    lines = "".join(f"<span class=n>{number}</span> <span>call({number})</span>\n" for number in (1, 2, 3))
    assert body(f"<pre>{lines}</pre>") == "```\ncall(1)\ncall(2)\ncall(3)\n```"
    assert body("<pre>1 яблоко\n2 груши\n3 сливы</pre>") == "```\n1 яблоко\n2 груши\n3 сливы\n```"


def test_an_empty_line_in_code_stays() -> None:
    assert body("<pre>x = 1<br><br>print(x)</pre>") == "```\nx = 1\n\nprint(x)\n```"


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<pre data-lang=Go>x</pre>", "go"),
        ("<pre class=language-python>x</pre>", "python"),
        ("<pre><code class='hljs lang-c++'>x</code></pre>", "c++"),
        ("<div class='highlight highlight-source-js'><pre>x</pre></div>", "js"),
        ("<pre class='brush: php; gutter: true'>x</pre>", "php"),
        ("<pre class='wp-block-code'>x</pre>", ""),
    ],
)
def test_the_language_of_code(markup: str, language: str) -> None:
    assert body(markup) == f"```{language}\nx\n```"


def test_a_fence_is_longer_than_those_in_the_code() -> None:
    assert body("<pre>````\nx\n````</pre>") == "`````\n````\nx\n````\n`````"


@pytest.mark.parametrize("place", ["middle", "end"])
def test_definitions_are_items_with_their_term_in_bold(place: str) -> None:
    given = "<dl><dt>Кто</dt><dd>капитан</dd><dt>Где</dt><dd>в порту</dd></dl>"
    written = body(given) if place == "middle" else body("", given)
    assert written == "- **Кто**\n\n  капитан\n- **Где**\n\n  в порту"


def test_small_signs() -> None:
    given = "<p>В 10<sup>5</sup> м<sup>2</sup> H<sub>2</sub>O, 5<sup>th</sup> <q>слово</q> и дело.</p>"
    assert body(given) == "В 10⁵ м² H₂O, 5th «слово» и дело."


def test_a_wide_table_costs_as_much_as_its_cells() -> None:
    def cost(rows: int) -> float:
        table = "<table>" + "<tr><td>раз</td><td>два</td></tr>" * rows + "</table>"
        start = time.process_time()
        body("", table)
        return time.process_time() - start

    cost(50)
    assert cost(2000) < 12 * cost(400)


def test_tabs_in_code_reach_to_the_next_stop() -> None:
    assert write_fragment("<pre>если\n\tто\n  \tиначе</pre>", None, None).body == (
        "```\nесли\n    то\n    иначе\n```",
    )


def test_code_in_a_bar_with_its_buttons_stays() -> None:
    bar = "<div class=toolbar><button>Копировать</button></div>"
    code = "<pre class='line-numbers language-css'><code>a {\n}</code></pre>"
    assert body(f"<div class=code-toolbar>{code}{bar}</div>") == "```css\na {\n}\n```"
