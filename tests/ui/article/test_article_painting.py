from rich.style import Style

from kaskad_tui.ui.article.blocks import parse
from kaskad_tui.ui.article.lines import Line, Run, Setting, lay_out
from kaskad_tui.ui.article.painting import Frame, Layer, paint

FRAME = Frame(3, 20, 26)


def look(run: Run) -> Style:
    style = Style(bold=run.role == "title" or None, bgcolor="blue" if run.role == "code" else None)
    if run.link >= 0:
        style += Style(underline=True, link="https://example.org/")
        style._link_id = "k1"
    return style


def over(role: str, style: Style) -> Style:
    return style + Style(reverse=True, color="red" if role == "hint" else "green")


def painted(markdown: str, layers: list[Layer] | None = None) -> list[str]:
    lines = lay_out(parse(markdown), Setting(20))
    return [paint(line, 4, FRAME, look, over, layers or ()).text for line in lines]


def test_every_strip_is_as_wide_as_the_pane() -> None:
    for markdown in ("слово за словом и ещё", "日本語 текст", "- пункт", "```\nx\n```", "***", "> цитата"):
        for line in lay_out(parse(markdown), Setting(20)):
            strip = paint(line, 0, FRAME, look, over)
            assert strip.cell_length == sum(segment.cell_length for segment in strip) == FRAME.width
    assert paint(None, 0, FRAME, look, over).cell_length == FRAME.width


def test_a_plain_line_is_one_segment_and_its_end() -> None:
    strip = paint(lay_out(parse("слово"), Setting(20))[0], 0, FRAME, look, over)
    assert [segment.text for segment in strip] == ["   слово", " " * 18]


def test_letters_take_the_place_of_the_first_characters_of_a_link() -> None:
    markdown = "на [сайте](https://example.org/) так"
    assert painted(markdown) == ["   на сайте так           "]
    assert painted(markdown, [Layer(3, 8, "hint", "fd")]) == ["   на fdйте так           "]


def test_letters_over_wide_characters_keep_the_width() -> None:
    markdown = "[日本](https://example.org/) x"
    assert painted(markdown, [Layer(0, 2, "hint", "f")])[0].startswith("   f 本 x")


def test_the_lines_of_a_wrapped_link_are_one_link() -> None:
    lines = lay_out(parse("раз [очень длинная ссылка на сайт](https://example.org/)"), Setting(20))
    layers = [Layer(6, 9, "hit")]
    found = [
        s.style
        for line in lines
        for s in paint(line, 0, FRAME, look, over, layers)
        if s.style and s.style.link
    ]
    assert len(lines) == 2
    assert len(found) >= 2
    assert {style.link_id for style in found} == {"k1"}


def test_every_segment_knows_which_characters_it_shows() -> None:
    block = parse("раз **два** три четыре пять шесть [семь](https://example.org/)")
    for line in lay_out(block, Setting(20)):
        for segment in paint(line, 7, FRAME, look, over):
            assert segment.style is not None
            x, y = segment.style.meta["offset"]
            assert y == 7
            shown = segment.text.strip()
            if shown:
                x += len(segment.text) - len(segment.text.lstrip())
                assert block.text[x : x + len(shown)] == shown


def test_the_later_layer_lies_above() -> None:
    layers = [Layer(0, 5, "hit"), Layer(2, 3, "hint", "")]
    strip = paint(lay_out(parse("слово"), Setting(20))[0], 0, FRAME, look, over, layers)
    colours = [(s.text, s.style.color.name if s.style and s.style.color else "") for s in strip]
    assert [part for part in colours if part[1]] == [("сл", "green"), ("о", "red"), ("во", "green")]


def test_code_has_its_background_to_the_end_of_the_measure() -> None:
    strip = paint(lay_out(parse("```\nx\n```"), Setting(20))[0], 0, FRAME, look, over)
    filled = sum(s.cell_length for s in strip if s.style and s.style.bgcolor)
    assert filled == FRAME.measure


def test_a_line_that_is_too_wide_is_cut() -> None:
    strip = paint(Line((Run("x" * 90, "text", 0, -1, 0),), 0), 0, FRAME, look, over)
    assert strip.cell_length == FRAME.width
