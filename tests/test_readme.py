"""The READMEs agree with the program, in both languages, and their links lead somewhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaskad_tui.commands import arguments, json_shapes
from kaskad_tui.commands.document import Document
from kaskad_tui.config.loader import parse
from kaskad_tui.i18n import Language
from kaskad_tui.model import Headline, Image, Link, ListKind, PageKind, Video
from kaskad_tui.ui.keys import ACTIONS, keymap
from tests.readme import READMES, ROOT, renewed

DOCUMENTS = (*READMES.values(), ROOT / ".github" / "CONTRIBUTING.md", ROOT / ".github" / "CHANGELOG.md")


@pytest.mark.parametrize("language", READMES)
def test_the_tables_are_those_of_the_code(language: Language) -> None:
    text = READMES[language].read_text("utf-8")
    assert renewed(text, language) == text, "python -m tests.readme writes them anew"


@pytest.mark.parametrize("language", READMES)
def test_every_action_command_and_option_is_there(language: Language) -> None:
    text = READMES[language].read_text("utf-8")
    for action in ACTIONS:
        assert action.id.startswith("top.") or f"`{action.id}`" in text
    for name in arguments.COMMANDS:
        assert f"`kaskad-tui {name}" in text
    for option in arguments.build()._actions:
        assert all(f"`{name}" in text or f", {name}" in text for name in option.option_strings)


def fields_of(value: json_shapes.Json) -> set[str]:
    match value:
        case dict():
            return set(value).union(*(fields_of(inner) for inner in value.values()))
        case list():
            return set().union(*(fields_of(inner) for inner in value))
        case _:
            return set()


@pytest.mark.parametrize("language", READMES)
def test_every_field_of_the_json_is_described(language: Language) -> None:
    item = Headline("1", "https://kaskad.tv/1", "т")
    document = Document(
        PageKind.ARTICLE,
        *("x",) * 3,
        datetime(2026, 11, 24, tzinfo=UTC),
        False,
        *("x",) * 3,
        images=(Image("u"),),
        videos=(Video("u"),),
        links=(Link("u", "t"),),
        lists={kind: (item,) for kind in ListKind},
    )
    listing = Document(PageKind.LISTING, None, None, None, None, False, None, None, None, headlines=(item,))
    fields = fields_of(json_shapes.document(document, "f")) | fields_of(json_shapes.document(listing))
    assert {"id", "blocks", "popular_week", "caption", "headlines", "read"} <= fields
    described = set(re.findall(r"`(\w+)`", READMES[language].read_text("utf-8")))
    assert fields - described == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_inside_the_repository_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", READMES.values(), ids=lambda path: path.name)
def test_exactly_two_commands_set_it_up(document: Path) -> None:
    commands = re.findall(r"^python3 -m venv .*$", document.read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 2
    assert "kaskad-tui demo" in commands[0]
    assert "pytest" in commands[1]


@pytest.mark.parametrize("document", READMES.values(), ids=lambda path: path.name)
def test_the_examples_of_the_configuration_are_right(document: Path) -> None:
    examples = re.findall(r"^```toml\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        keymap(parse(example.encode(), document).keys)


def commands_of(document: Path) -> list[str]:
    found = re.findall(r"^(?:python3|kaskad-tui|curl) [^#\n]*", document.read_text("utf-8"), re.MULTILINE)
    return [line.strip() for line in found]


def test_both_readmes_name_the_same_commands() -> None:
    assert commands_of(READMES["ru"]) == commands_of(READMES["en"]) != []
