"""The Russian catalogue holds every text of the code, says the same, and is the one that is compiled."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import kaskad_tui
from kaskad_tui.i18n import _, choose_language, language, ngettext, set_language

PACKAGE = Path(kaskad_tui.__file__).parent
FOLDER = PACKAGE / "i18n" / "locale" / "ru" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[rs]|%[rsd]|\{[^{}]*\}")

Text = tuple[str | None, str | tuple[str, ...]]
"""A text of the code: its context, and the text or its two forms."""


@cache
def texts_of_the_code() -> dict[Text, str]:
    found: dict[Text, str] = {}
    for path, line, message, _comments, context in extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
    ):
        found[context, message if isinstance(message, str) else tuple(message)] = f"{path}:{line}"
    return found


@cache
def catalogue() -> Catalog:
    with (FOLDER / "kaskad_tui.po").open("rb") as file:
        return read_po(file, locale="ru")


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_the_code_has_texts() -> None:
    assert (None, "Everything is read.") in texts_of_the_code()


def test_every_text_is_translated() -> None:
    missing = []
    for (context, text), where in texts_of_the_code().items():
        message = catalogue().get(forms(text)[0], context)
        if message is None or not all(forms(message.string)):
            missing.append(f"{where}: {text!r}")
        elif not isinstance(text, str) and len(forms(message.string)) != 3:
            missing.append(f"{where}: {text!r} needs three forms")
    assert missing == []


def test_no_translation_is_left_over() -> None:
    known = {(context, forms(text)[0]) for context, text in texts_of_the_code()}
    left = [m.id for m in catalogue() if m.id and (m.context, forms(m.id)[0]) not in known]
    assert left == []


def test_nothing_is_fuzzy() -> None:
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def test_placeholders_are_the_same() -> None:
    different = []
    for message in catalogue():
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        different += [
            (form, wanted)
            for form in forms(message.string)
            if form and set(PLACEHOLDER.findall(form)) != wanted
        ]
    assert different == []


def test_the_compiled_catalogue_agrees() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue())
    fresh.seek(0)
    with (FOLDER / "kaskad_tui.mo").open("rb") as file:
        shipped = read_mo(file)

    def pairs(read: Catalog) -> dict[Text, tuple[str, ...]]:
        return {
            (m.context, m.id if isinstance(m.id, str) else tuple(m.id)): forms(m.string) for m in read if m.id
        }

    assert pairs(shipped) == pairs(read_mo(fresh))


@pytest.fixture
def russian() -> object:
    before = language()
    set_language("ru")
    yield
    set_language(before)


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "и ещё 1 файл"),
        (2, "и ещё 2 файла"),
        (5, "и ещё 5 файлов"),
        (11, "и ещё 11 файлов"),
        (21, "и ещё 21 файл"),
        (22, "и ещё 22 файла"),
        (25, "и ещё 25 файлов"),
        (111, "и ещё 111 файлов"),
    ],
)
@pytest.mark.usefixtures("russian")
def test_russian_numbers(n: int, text: str) -> None:
    assert ngettext("and {n} more file", "and {n} more files", n).format(n=n) == text


@pytest.mark.usefixtures("russian")
def test_the_language_can_be_changed_at_any_time() -> None:
    assert _("Everything is read.") == "Всё прочитано."
    set_language("en")
    assert _("Everything is read.") == "Everything is read."


@pytest.mark.parametrize(
    ("flag", "setting", "environ", "chosen"),
    [
        ("en", "ru", {"LANG": "ru_RU.UTF-8"}, "en"),
        (None, "en", {"LANG": "ru_RU.UTF-8"}, "en"),
        (None, "auto", {"LANG": "en_GB.UTF-8"}, "en"),
        (None, None, {"LANG": "C"}, "ru"),
        (None, None, {"LANG": "de_DE.UTF-8"}, "ru"),
        (None, None, {"LANGUAGE": "de:en", "LANG": "de_DE.UTF-8"}, "en"),
        (None, None, {}, "ru"),
    ],
)
def test_which_language(flag: str | None, setting: str | None, environ: dict[str, str], chosen: str) -> None:
    assert choose_language(flag, setting, environ) == chosen
