"""Dark or light follows the terminal: one that answers, one that answers late, one that is mute."""

from __future__ import annotations

import re
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

from kaskad_tui.ui.app import choose_theme
from kaskad_tui.ui.ground import Answers, Ground, of_colour, speaks
from kaskad_tui.ui.late_answers import GroundTold, PatientParser
from tests.terminal import Terminal, plain

PROGRAM = [sys.executable, "-m", "kaskad_tui", "demo", "--lang", "ru", "--data-dir"]
WHITE = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
DARK_BLUE = "\x1b]11;rgb:0000/0000/2020\x07"
ATTRIBUTES = "\x1b[?62;22c"
QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
LIGHT_GROUND, DARK_GROUND = b"48;2;251;249;245", b"48;2;20;23;28"


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        ("rgb:ffff/ffff/ffff", "light"),
        ("rgb:ff/ff/dd", "light"),
        ("rgb:0/0/0", "dark"),
        ("rgba:1414/1717/1c1c/ffff", "dark"),
        ("rgb:0000/0000/ffff", "dark"),
        ("rgb:fdf6/fdf6/e3e3", "light"),
        ("?", None),
        ("rgb:x/y/z", None),
        ("", None),
    ],
)
def test_a_colour_is_dark_or_light(colour: str, ground: Ground | None) -> None:
    assert of_colour(colour) == ground


@pytest.mark.parametrize(
    ("environ", "told", "name"),
    [
        ({"COLORFGBG": "15;0"}, "light", "kaskad-light"),
        ({"COLORFGBG": "0;15"}, "dark", "kaskad-dark"),
        ({"COLORFGBG": "0;default;15"}, None, "kaskad-light"),
        ({"COLORFGBG": "default;default"}, None, "kaskad-dark"),
        ({"TERM": "xterm-color", "COLORTERM": ""}, "light", "kaskad-16-light"),
        ({"TERM": "xterm-color", "COLORTERM": ""}, None, "kaskad-16"),
        ({"NO_COLOR": "1"}, "light", "kaskad-16"),
    ],
)
def test_what_the_terminal_says_goes_before_the_environment(
    environ: Mapping[str, str], told: Ground | None, name: str
) -> None:
    usual = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    assert choose_theme("auto", {**usual, **environ}, told) == name


def test_the_linux_console_is_not_asked() -> None:
    assert speaks({"TERM": "tmux-256color"})
    assert not speaks({"TERM": "linux"})


@pytest.mark.parametrize("step", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("colour", [WHITE, DARK_BLUE, ""])
def test_answers_are_taken_out_of_what_is_typed(colour: str, step: int) -> None:
    text = "j" + colour + "k" + ATTRIBUTES + "\x1b[A" + ATTRIBUTES
    answers, left = Answers(), ""
    # a terminal writes the start of a sequence at once: nobody's Esc key is held back for it
    parts = [
        part[at : at + step] if at else part[: max(4, step)]
        for part in cut_up(text)
        for at in steps(part, step)
    ]
    for part in parts:
        left += answers.take(part)
    assert left == "jk\x1b[A" + ATTRIBUTES
    assert answers.done
    assert answers.ground == {WHITE: "light", DARK_BLUE: "dark", "": None}[colour]


def cut_up(text: str) -> list[str]:
    return re.split(r"(?=\x1b(?!\\))", text)


def steps(part: str, step: int) -> Iterator[int]:
    yield 0
    yield from range(max(4, step), len(part), step)


def fed(parser: PatientParser, *texts: str) -> list[Message]:
    return [message for text in texts for message in parser.feed(text)]


def test_a_late_answer_is_no_key() -> None:
    messages = fed(PatientParser(), "j", WHITE + ATTRIBUTES, "k")
    assert [message.key for message in messages if isinstance(message, events.Key)] == ["j", "k"]
    assert [message.ground for message in messages if isinstance(message, GroundTold)] == ["light"]


def test_keys_are_heard_as_ever() -> None:
    messages = fed(PatientParser(), "\x1b[A", "\x1bOP", "ж", "\x1b]", "q", "")
    keys = [message.key for message in messages if isinstance(message, events.Key)]
    assert keys[:3] == ["up", "f1", "ж"]
    assert keys[-1] == "q"


def asked(tmp_path: Path) -> Terminal:
    """Run the program until it asks the terminal."""
    terminal = Terminal([*PROGRAM, str(tmp_path)])
    end = time.monotonic() + 30
    while QUESTION not in terminal.written:
        assert time.monotonic() < end, plain(terminal.written)
        terminal.read(0.05)
    return terminal


def start(tmp_path: Path, *, answer: str = "", after_s: float = 0.0) -> Terminal:
    """Run the program in a terminal that answers so, and wait for its list."""
    terminal = asked(tmp_path)
    if after_s:
        terminal.wait_for("ТОП-5")
        terminal.settle(after_s)
    terminal.send(answer)
    terminal.wait_for("ТОП-5")
    return terminal


@pytest.mark.parametrize(
    ("answer", "ground"), [(WHITE, LIGHT_GROUND), (DARK_BLUE, DARK_GROUND), ("", DARK_GROUND)]
)
def test_a_terminal_that_answers(answer: str, ground: bytes, tmp_path: Path) -> None:
    with start(tmp_path, answer=answer + ATTRIBUTES) as terminal:
        terminal.settle(0.5)
        assert terminal.written.count(QUESTION) == 1
        assert ground in terminal.written
        assert ({LIGHT_GROUND, DARK_GROUND} - {ground}).pop() not in terminal.written
        terminal.send("q")
        assert terminal.finish() == 0
        assert b"rgb:" not in terminal.written.replace(QUESTION, b"")  # nothing was echoed


def test_a_terminal_that_answers_late(tmp_path: Path) -> None:
    with start(tmp_path, answer=WHITE + ATTRIBUTES, after_s=0.5) as terminal:
        terminal.settle(1)
        assert DARK_GROUND in terminal.written
        assert LIGHT_GROUND in terminal.written  # it follows all the same
        shown = plain(terminal.written)
        assert "Все клавиши" not in shown and "Клавиши" not in shown  # «?» of the answer opened no help
        terminal.send("q")  # and «1» no article: q in the list leaves
        assert terminal.finish() == 0
        assert "rgb:" not in plain(terminal.written)


def test_a_mute_terminal(tmp_path: Path) -> None:
    with start(tmp_path) as terminal:
        assert DARK_GROUND in terminal.written
        terminal.send("j")
        terminal.settle(0.5)
        terminal.send("q")
        assert terminal.finish() == 0
        attributes = termios.tcgetattr(terminal._descriptor)
        assert attributes[3] & termios.ECHO  # the shell shows again what is typed
        assert attributes[3] & termios.ICANON


def test_what_is_typed_meanwhile_is_heard(tmp_path: Path) -> None:
    with asked(tmp_path) as terminal:
        terminal.send("?" + WHITE + ATTRIBUTES)
        terminal.wait_for("Клавиши")


def test_a_theme_that_is_named_needs_no_question(tmp_path: Path) -> None:
    with Terminal([*PROGRAM, str(tmp_path), "--theme", "sepia"]) as terminal:
        terminal.wait_for("ТОП-5")
        assert QUESTION not in terminal.written
