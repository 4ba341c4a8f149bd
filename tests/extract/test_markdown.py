"""What markdownify gets wrong by itself, case by case; the judge is a CommonMark parser."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kaskad_tui.extract.fragments import write_fragment

BASE = "https://vesti.example/novosti/1-x"
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def blocks(html: str) -> tuple[str, ...]:
    return write_fragment(html, BASE, None).body


def one(html: str) -> str:
    (block,) = blocks(html)
    return block


def shown(tokens: list[Token]) -> str:
    """What a reader sees of parsed Markdown."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts.append(shown(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type in ("text", "code_inline", "fence", "code_block", "html_inline", "html_block"):
            parts.append(token.content)
    return "".join(parts)


def rendered(markdown: str) -> str:
    return shown(PARSER.parse(markdown))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>27. декабря</p>", "27\\. декабря"),
        ("<p>1) первое</p>", "1\\) первое"),
        ("<p>- Да, – сказал он</p>", "\\- Да, – сказал он"),
        ("<p># решётка</p>", "\\# решётка"),
        ("<p>&gt; цитата</p>", "\\> цитата"),
        ("<p>+ плюс</p>", "\\+ плюс"),
        ("<p>* звезда</p>", "\\* звезда"),
        ("<p>слово<br>---</p>", "слово  \n\\---"),
        ("<p>слово<br>===</p>", "слово  \n\\==="),
        ("<p>[x](http://a.example)</p>", "\\[x](http://a.example)"),
        ("<p>[x]: http://a.example</p>", "\\[x]: http://a.example"),
        ("<p>![x](y)</p>", "!\\[x](y)"),
        ("<p>&lt;b&gt; &amp;amp; a &lt; b</p>", "\\<b> \\&amp; a < b"),
        ("<p>*важно* и _так_</p>", "\\*важно\\* и \\_так\\_"),
        ("<p>`код` и `ещё`</p>", "\\`код\\` и \\`ещё\\`"),
        ("<p>обратная \\* черта</p>", "обратная \\\\* черта"),
    ],
)
def test_what_only_looks_like_markdown_is_escaped(html: str, markdown: str) -> None:
    assert one(html) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "[вандала]",
        "2 * 3 = 6",
        "snake_case_name",
        "5 - 3",
        "C# и F#",
        "a|b",
        "слово - слово",
        "27.12.2022",
        "100 %",
        "№ 5",
        "цена < 5",
        "один `апостроф",
        "~ 5 минут",
        "Q&A",
        "#хештег",
        "-5 градусов",
        "http://a.example/a_b_c",
        "и/или",
        "x > y",
        "1.5 млн",
    ],
)
def test_nothing_else_is_escaped(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert one(f"<p>{escaped}</p>") == text


def test_emphasis_borders() -> None:
    assert one("<p>Это <b>«Слово»</b>дня</p>") == "Это **«Слово**»дня"
    assert one("<p>Это<b> слово </b>дня</p>") == "Это **слово** дня"
    assert one("<p><b>x <b>y</b> z</b></p>") == "**x y z**"
    assert one("<p><b>жирный</b><i>курсив длиннее</i></p>") == "жирный*курсив длиннее*"
    assert one("<p>а<b>, </b>б</p>") == "а, б"
    assert one("<p><b>Строка<br>вторая</b> хвост</p>") == "**Строка**  \n**вторая** хвост"
    assert one("<p><span style='font-weight: bold'>Word</span> тоже</p>") == "**Word** тоже"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Это <b>«Слово»</b>дня</p>",
        "<p>до<b>(скобка)</b>после</p>",
        "<p>а<i>«б»</i>в</p>",
        "<p><b>«Слово»</b>: да</p>",
        "<p>см.<b>123</b></p>",
    ],
)
def test_emphasis_is_seen_by_the_parser(html: str) -> None:
    markdown = one(html)
    assert "*" not in rendered(markdown)
    kinds = {child.type for token in PARSER.parse(markdown) for child in token.children or []}
    assert kinds & {"strong_open", "em_open"}


def test_links() -> None:
    assert (
        one("<p><a href='/a b(c)'>скоб]ка [x]</a></p>")
        == "[скоб\\]ка \\[x\\]](<https://vesti.example/a%20b(c)>)"
    )
    assert one("<p><a href='javascript:alert(1)'>нет</a> и <a href='#x'>якорь</a></p>") == "нет и якорь"
    assert one("<p><a href='https://a.example/'>https://a.example/</a></p>") == "<https://a.example/>"
    assert one("<p><a href='/x'><b>жирно</b> и нет</a></p>") == "[**жирно** и нет](https://vesti.example/x)"


def test_a_block_in_a_link() -> None:
    found = blocks("<a href='/x'><h3>Заголовок</h3><p>Абзац</p></a>")
    assert found == ("### [Заголовок](https://vesti.example/x)", "[Абзац](https://vesti.example/x)")


def test_badly_nested_lists() -> None:
    assert one("<ul><li>а</li><ul><li>б</li></ul><li>в</li></ul>") == "- а\n  - б\n- в"
    assert one("<ol><li>а<ul><li>б<li>в</ul></li><li>г</li></ol>") == "1. а\n   - б\n   - в\n2. г"
    assert one("<ol start='5'><li>а</li><li>б</li></ol>") == "5. а\n6. б"
    assert one(f"<ol start='{'9' * 5000}'><li>а</li></ol>") == "1. а"
    assert one("<ul><li><p>а</p><p>б</p></li></ul>") == "- а\n\n  б"


def test_an_inner_list_that_starts_late_stays_a_list() -> None:
    tokens = PARSER.parse(one("<ul><li>а<ol start='3'><li>б</li></ol></li></ul>"))
    assert "ordered_list_open" in {token.type for token in tokens}


def test_tables() -> None:
    assert one("<table><tr><th>Имя</th><th>Число</th></tr><tr><td>а|б</td><td>2</td></tr></table>") == (
        "| Имя | Число |\n| --- | --- |\n| а\\|б | 2 |"
    )
    assert one("<table><tr><td>а</td><td>б</td></tr><tr><td>в</td><td>г</td></tr></table>") == (
        "|  |  |\n| --- | --- |\n| а | б |\n| в | г |"
    )
    assert one(
        "<table><tr><td>Порт</td><td>Улов</td></tr><tr><td>Взморье</td><td>5 т</td></tr></table>"
    ).startswith("| Порт | Улов |\n| ---")
    assert one(
        "<table><tr><td rowspan=2>а</td><td>1</td></tr><tr><td>2</td></tr><tr><td"
        " colspan=2>в</td></tr></table>"
    ) == ("|  |  |\n| --- | --- |\n| а | 1 |\n|  | 2 |\n| в |  |")
    assert "| <br>" not in one("<table><tr><td>а<td><ul><li>1<li>2</ul><tr><td>б<td><p>3<p>4</table>")
    assert one("<table><tr><td>а<td><ul><li>1<li>2</ul><tr><td>б<td><p>3<p>4</table>").endswith(
        "| а | 1; 2 |\n| б | 3 4 |"
    )
    assert "| в |  | г |" in one("<table><tr><td>а<td>б<td>x<tr><td>в<td><td>г</table>")


def test_a_layout_table_dissolves() -> None:
    assert blocks(
        "<table><tr><td><p>Первый абзац.</p><h2>Заголовок</h2><p>Второй абзац.</p></td></tr></table>"
    ) == (
        "Первый абзац.",
        "## Заголовок",
        "Второй абзац.",
    )


def test_quotes_code_and_breaks() -> None:
    assert one("<blockquote><p>Цитата</p><p>вторая</p></blockquote>") == "> Цитата\n>\n> вторая"
    assert one("<pre>a\n  b * c</pre>") == "```\na\n  b * c\n```"
    assert one("<p>вызов <code>f(*a)</code></p>") == "вызов `f(*a)`"
    assert one("<p>раз<br>два<br/>\n три</p>") == "раз  \nдва  \nтри"
    assert blocks("раз<br><br>два<br>&nbsp;<br>три") == ("раз", "два", "три")
    assert one("<h2>Заго<br>ловок #</h2>") == "## Заго ловок \\#"


def test_characters_stay() -> None:
    written = write_fragment(
        "<p> пл.\u00a0Победы,  6\u2011й\nэтаж; мяг\u00adкий </p><p>&nbsp;</p><p>122за</p>", BASE, None
    )
    assert written.text == "пл.\u00a0Победы, 6\u2011й этаж; мягкий\n\n122за"


def test_text_has_no_marks() -> None:
    html = (
        "<h2>За</h2><p><b>а</b> <a href='/x'>б</a></p><ul><li>в<ul><li>г</li></ul></li></ul>"
        "<blockquote><p>д</p><p>е</p></blockquote>"
    )
    assert write_fragment(html, BASE, None).text == "За\n\nа б\n\nв\nг\n\nд\n\nе"


WORDS = st.text(st.sampled_from("аб «».,*_[]()<>&`~#-+=|\\!1:.\n\u00a0"), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=4))
@example(["\u00a0> б"])
@example(["\u00a01. б"])
def test_a_parser_shows_the_text_as_it_stood(lines: list[str]) -> None:
    escaped = "<br>".join(
        line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines
    )
    written = write_fragment(f"<p>{escaped}</p>", BASE, None)
    got = "\n".join(rendered(block) for block in written.body)
    assert got.replace("\n", " ").split() == written.text.replace("\n", " ").split()


NAMES = """b i s code a&href='/x' a&href='/y_(1)' p li ul ol&start=7 td th tr table h3 blockquote div pre
dl dt dd sup br figure span""".split()
TREES = st.recursive(
    WORDS, lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=3)), max_leaves=12
)


def markup(node: object) -> str:
    if isinstance(node, str):
        return node.replace("&", "&amp;").replace("<", "&lt;")
    assert isinstance(node, tuple)
    name, children = node
    return f"<{name.replace('&', ' ')}>{''.join(map(markup, children))}</{name.split('&')[0]}>"


@given(st.lists(TREES, min_size=1, max_size=3))
@example([("b", ["1\\"])])
@example(["`", ("code", ["1"])])
@example([("b", ["1", " *"])])
@example([("code", ["!"]), ("a&href='/x'", ["1"])])
@example(["1", ("s", [("b", ["1"])])])
@example([("a&href='/x'", ["1", ("b", [":1"])])])
def test_a_parser_shows_the_words_of_the_text_however_it_is_nested(trees: list[object]) -> None:
    written = write_fragment("".join(map(markup, trees)), BASE, None)
    assert all(block.strip() for block in written.body)
    assert "".join(rendered("\n\n".join(written.body)).split()) == "".join(written.text.split())


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    assert one("<p>Смотрите!<a href='/x'>видео</a></p>") == "Смотрите\\![видео](https://vesti.example/x)"


@pytest.mark.parametrize(
    "text", ["Слова.\xa0", "\xa0 Слова", "1. января", "Два\xad\xad  слова\u3000", "2 * 2 * 2", "# тег"]
)
def test_a_bare_paragraph_is_written_as_one_with_a_break(text: str) -> None:
    (bare,) = blocks(f"<p>{text}</p>")
    (broken,) = blocks(f"<p>{text}<br>и ещё</p>")
    assert broken.split("  \n")[0].rstrip() == bare
