"""`convert` of several files of one site leaves out what they have in common."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.program import Program

_SLOGAN = "Редакция напоминает: неделя чтения пройдёт в библиотеках всех районов области."
_WORDS = ("мост", "порт", "парк", "рынок")


def page(word: str) -> str:
    return (
        f"<html><head><title>Закрыт {word}</title><link rel='canonical' href='https://a.example/n/{word}-1234'>"
        f"</head><body><h1>Закрыт {word}</h1><p>В городе до конца недели закрыт {word}, сообщили в мэрии.</p>"
        f"<p>Когда откроют {word}, в мэрии пока не говорят, работы идут днём и ночью.</p><p>{_SLOGAN}</p>"
        f"</body></html>"
    )


def texts(folder: Path, *names: str) -> list[str]:
    done = Program(folder, ("--lang", "en")).run("convert", *names, "--format", "jsonl")
    assert done.code == 0, done.err
    return [json.loads(line)["text"] for line in done.out.splitlines()]


def test_files_whose_addresses_agree_teach_each_other(tmp_path: Path) -> None:
    names = []
    for word in _WORDS:
        names.append(f"{word}.html")
        (tmp_path / names[-1]).write_text(page(word), encoding="utf-8")
    alone = texts(tmp_path, names[0])
    assert _SLOGAN in alone[0]
    together = texts(tmp_path, *names)
    assert len(together) == len(_WORDS)
    for word, text in zip(_WORDS, together, strict=True):
        assert _SLOGAN not in text
        assert f"закрыт {word}" in text
