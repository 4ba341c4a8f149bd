from kaskad_tui.i18n import set_language
from kaskad_tui.ui.article.blocks import parse
from kaskad_tui.ui.article.lines import Setting, lay_out
from kaskad_tui.ui.article.tables import is_wide, last_column
from kaskad_tui.ui.article.wrapping import cells

TIMES = (
    "| Направление | Будни | 31 дек | 1 янв | 2–8 янв | Первый | Последний |\n"
    "|---|---|---|---|---|---|---|\n"
    "| Светлогорск | 24 | 28 | 12 | 32 | 05:40 | 23:10 |\n"
    "| Балтийск | 8 | 8 | 4 | 8 | 06:10 | 21:00 |"
)


def drawn(markdown: str, width: int, *, stacked: bool = False, column: int = 1) -> list[str]:
    set_language("en")
    lines = lay_out(parse(markdown), Setting(width, stacked), column)
    return ["".join(run.text for run in line.runs).rstrip() for line in lines]


def test_lists_hang() -> None:
    assert drawn("- один пункт\n- два\n  - вложенный пункт", 14) == [
        "• один пункт",
        "• два",
        "  ◦ вложенный",
        "    пункт",
    ]


def test_numbers_hang() -> None:
    assert drawn("9. раз два\n10. три", 10) == ["9. раз два", "10. три"]


def test_quotations_have_a_bar_on_every_line() -> None:
    assert drawn("> раз два\n>\n> три", 14) == ["│ раз два", "│", "│ три"]


def test_code_is_cut_and_not_wrapped() -> None:
    assert drawn("```\nshort\nlonger than it\n```", 10) == [" short", " longer t›"]


def test_deep_nesting_leaves_room_for_text() -> None:
    assert all(cells(line) <= 20 for line in drawn(">" * 30 + " слово за словом", 20))


def test_a_table_that_fits_has_one_line_under_its_head_and_numbers_right() -> None:
    assert drawn("| Имя | Число |\n|---|---|\n| Коса | 5 |\n| Маяк | 1 200 |", 40) == [
        "Имя   Число",
        "───────────",
        "Коса      5",
        "Маяк  1 200",
    ]


def test_a_column_of_text_is_wrapped_before_a_table_scrolls() -> None:
    markdown = "| Имя | Что это |\n|---|---|\n| Маяк | Башня с огнём на берегу моря |\n| Коса | Песок |"
    assert drawn(markdown, 24) == [
        "Имя   Что это",
        "────────────────────────",
        "Маяк  Башня с огнём на",
        "      берегу моря",
        "",
        "Коса  Песок",
    ]


def test_a_wide_table_shows_what_fits_and_says_what_is_more() -> None:
    assert drawn(TIMES, 42) == [
        "Направление  Будни  31 дек  1 янв ›",
        "─────────────────────────────────",
        "Светлогорск     24      28     12",
        "Балтийск         8       8      4",
        "",
        "columns 1–4 of 7   < > sideways",
    ]


def test_a_wide_table_scrolls_with_its_first_column_fixed() -> None:
    assert drawn(TIMES, 42, column=4) == [
        "Направление ‹ 2–8 янв  Первый  Последний",
        "────────────────────────────────────────",
        "Светлогорск        32   05:40      23:10",
        "Балтийск            8   06:10      21:00",
        "",
        "columns 5–7 of 7   < > sideways",
    ]


def test_a_wide_table_stops_at_its_last_column() -> None:
    table = parse(TIMES).items[0].table
    assert table is not None
    assert is_wide(table, 42) and not is_wide(table, 80)
    assert last_column(table, 42) == 4


def test_a_narrow_pane_gets_names_and_values() -> None:
    assert drawn("| Имя | Вес |\n|---|---|\n| Маяк | 5 кг |\n| Коса |  |", 40, stacked=True) == [
        "Маяк",
        "Вес: 5 кг",
        "",
        "Коса",
    ]


def test_every_character_of_a_table_row_keeps_its_offset() -> None:
    block = parse(TIMES)
    for line in lay_out(block, Setting(80)):
        for run in line.runs:
            if run.offset >= 0:
                assert block.text[run.offset : run.offset + len(run.text)] == run.text


def test_marks_are_split_over_lines_and_keep_their_offsets() -> None:
    block = parse("раз **два три четыре** пять [шесть семь](https://example.org/)")
    lines = lay_out(block, Setting(10))
    runs = [run for line in lines for run in line.runs]
    assert [run.text for run in runs if run.flags] == ["два", "три четыре"]
    assert [run.text for run in runs if run.link == 0] == ["шесть", "семь"]
    assert all(block.text[run.offset :].startswith(run.text) for run in runs)
