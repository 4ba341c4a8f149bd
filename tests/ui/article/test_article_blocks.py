import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.ui.article import blocks, tokens
from kaskad_tui.ui.article.blocks import parse, plain_paragraph
from kaskad_tui.ui.article.inline import CODE, EMPHASIS, STRIKE, STRONG


def looks(markdown: str) -> list[tuple[str, int]]:
    block = parse(markdown)
    return [(item.text[m.start : m.end], m.flags) for item in block.items for m in item.marks]


def test_a_paragraph_without_markdown_needs_no_parser() -> None:
    assert plain_paragraph(r"В 2022\. году \[так\]") == "В 2022. году [так]"
    assert plain_paragraph("a *b* c") is None


@pytest.mark.parametrize(
    "markdown",
    [
        "# a",
        "> a",
        "- a",
        "1. a",
        "    a",
        "a\n---",
        "a\n===",
        "***",
        "[a](b)",
        "`a`",
        "a\n\nb",
        "~~a~~",
        "| a |",
    ],
)
def test_markdown_goes_to_the_parser(markdown: str) -> None:
    assert plain_paragraph(markdown) is None


@given(st.text(st.sampled_from("аб1. \\#-+*_[]()>`|~!&;<=\n"), min_size=1, max_size=30))
def test_the_short_way_gives_what_the_parser_gives(markdown: str) -> None:
    plain = plain_paragraph(markdown)
    if plain is None or not markdown.strip():
        return
    parsed = tokens.read_blocks(blocks.parser().parse(markdown))
    assert plain == parsed.text


def test_marks_do_not_overlap_and_carry_all_their_flags() -> None:
    assert looks("**a *b* c**") == [("a ", STRONG), ("b", STRONG | EMPHASIS), (" c", STRONG)]
    assert looks("`x` ~~y~~") == [("x", CODE), ("y", STRIKE)]


def test_only_web_addresses_are_links() -> None:
    assert parse("[a](https://example.org/б)").links == ("https://example.org/%D0%B1",)
    for bad in ("javascript:x", "file:///etc/passwd", "mailto:a@b.c", "/relative"):
        block = parse(f"[label]({bad})")
        assert (block.text, block.links) == ("label", ())


def test_raw_html_is_text() -> None:
    block = parse("<script>x</script> <b>y</b>")
    assert block.text == "<script>x</script> <b>y</b>"


def test_markup_of_the_framework_is_text() -> None:
    assert parse(r"\[/x] \[b q \[@click=app.quit]").text == "[/x] [b q [@click=app.quit]"


def test_hard_breaks_stay_and_soft_ones_are_spaces() -> None:
    assert parse("a  \nb\\\nc\nd").text == "a\nb\nc d"
    assert parse("*a*  \nb\\\nc\nd").text == "a\nb\nc d"


def test_soft_hyphens_and_zero_width_spaces_go() -> None:
    assert parse("пере\u00adнос\u200b").text == "перенос"


def test_nested_lists_have_hanging_affixes() -> None:
    block = parse("- a\n  1. b\n  2. c\n- d")
    assert [("".join(a.text for a in item.first), item.text) for item in block.items] == [
        ("• ", "a"),
        ("  1. ", "b"),
        ("  2. ", "c"),
        ("• ", "d"),
    ]
    assert all(
        len("".join(a.text for a in i.first)) == len("".join(a.text for a in i.rest)) for i in block.items
    )


def test_a_list_item_of_two_paragraphs_has_one_bullet() -> None:
    block = parse("- a\n\n  b")
    assert ["".join(a.text for a in item.first) for item in block.items] == ["• ", "  "]


def test_quotations_carry_a_bar_also_on_empty_lines() -> None:
    block = parse("> a\n>\n> b")
    assert [item.role for item in block.items] == ["quote", "quote"]
    gap = block.items[1].gap
    assert gap is not None and [affix.text for affix in gap] == ["│ "]


def test_a_table_knows_where_each_cell_is() -> None:
    block = parse("| А | Б |\n|---|---:|\n| один | 2 |")
    table = block.items[0].table
    assert table is not None and table.aligns == ("", "right")
    for row in (table.head, *table.rows):
        for cell in row:
            assert block.text[cell.start :].startswith(cell.text)


def test_an_empty_table_head_is_no_row() -> None:
    block = parse("|  |  |\n|---|---|\n| а | б |")
    table = block.items[0].table
    assert table is not None and table.head == () and block.text == "а\tб"
    assert [cell.start for cell in table.rows[0]] == [0, 2]


def test_pictures_that_stayed_in_the_body_become_links() -> None:
    block = parse("![Маяк](https://example.org/a.jpg)")
    assert (block.text, block.links) == ("Маяк", ("https://example.org/a.jpg",))


def test_deep_nesting_ends() -> None:
    assert "x" in parse(">" * 500 + " x").text


async def test_warm_up_loads_the_parser() -> None:
    await blocks.warm_up()
    assert blocks.parser.cache_info().currsize == 1
