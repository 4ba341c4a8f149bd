"""Every rule that a page can be read by has words in both languages; no English stands in Russian reports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaskad_tui import extract
from kaskad_tui.demo.edition import bundled
from kaskad_tui.demo.newsroom import Newsroom
from kaskad_tui.demo.routes import DRESSINGS, Routes
from kaskad_tui.extract import extract_page
from kaskad_tui.i18n import language, set_language, system
from kaskad_tui.wording import rules
from tests.extract import sample_pages
from tests.extract.test_edition import NOW, ORIGIN

ROOM = Path(extract.__file__).parent
_LATIN = re.compile(r"[A-Za-z]{3,}")
_KEPT = re.compile(
    r"\b(?:JSON-LD|JSON|UTF|author|RSS|rss|rdf|feed|meta|article|main|itemscope|itemprop|headline|articleBody|datePublished|h1|X)\b"
)
"""Names of formats and fields, which are no English words here."""


@pytest.fixture
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    set_language(request.param)
    yield request.param
    set_language(before)


def _texts(node: ast.expr) -> list[str]:
    """Return the rules that an expression can be; what is filled in is X."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(p.value) if isinstance(p, ast.Constant) else "X" for p in node.values)]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return []


def _is_confidence(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_confidence(node.body)
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def _is_rule(node: ast.expr) -> bool:
    names = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(isinstance(name, ast.Name) and name.id == "rule" for name in names)


def rules_of(source: str) -> set[str]:
    """Return what stands where a rule does: the second thing of a decision, or before its confidence."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("decide", "Decision", "_note_dropped") and len(node.args) > 1:
                found.update(_texts(node.args[1]))
            if name == "fromkeys" and len(node.args) == 2:
                found.update(_texts(node.args[1]))
        if isinstance(node, ast.DictComp):
            found.update(_texts(node.value))
        if isinstance(node, ast.Assign) and _is_rule(node.targets[0]):
            found.update(_texts(node.value))
        if isinstance(node, ast.For) and _is_rule(node.target) and isinstance(node.iter, ast.Tuple):
            rows = [row for row in node.iter.elts if isinstance(row, ast.Tuple)]
            found.update(text for row in rows for part in row.elts for text in _texts(part))
        if isinstance(node, ast.Tuple) and len(node.elts) == 3 and _is_confidence(node.elts[2]):
            found.update(_texts(node.elts[1]))
        if isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(node.elts[0], ast.Starred):
            found.update(_texts(node.elts[-1]))
    return found


def all_rules() -> list[str]:
    """Every rule that the source names, and every one that sample pages are read by."""
    found = {rule for file in ROOM.glob("*.py") for rule in rules_of(file.read_text("utf-8"))}
    newsroom = Newsroom(bundled(), NOW)
    for dressing in DRESSINGS:
        routes = Routes(newsroom, dressing, lambda: NOW)
        for path in (newsroom.articles[0].path, "/novosti", "/", "/novosti?format=feed&type=rss"):
            page = extract_page(routes.answer(path, ORIGIN).body, ORIGIN + path, now=NOW)
            found |= {decision.rule for decision in page.decisions}
    for mangle in sample_pages.MANGLES.values():
        for html in (sample_pages.listing(), sample_pages.table_listing()):
            page = extract_page(mangle(html).encode(), ORIGIN)
            found |= {decision.rule for decision in page.decisions}
    return sorted(found - {"blockquote", "cp1252"})  # a tag and a codec in rows of the same kind


@pytest.mark.parametrize("tongue", ["ru", "en"], indirect=True)
def test_each_rule_has_words(tongue: str) -> None:
    found = all_rules()
    assert len(found) > 80 and "its element or its name says so" in found
    assert [rule for rule in found if rules.known(rule) is None] == []
    if tongue == "ru":
        quoting = ("heading «", "profile: ", "meta ", "json-ld ")  # the page, names of fields
        said = {rule: _KEPT.sub("", rules.rule(rule)) for rule in found if not rule.startswith(quoting)}
        assert {rule: words for rule, words in said.items() if _LATIN.search(words)} == {}


def test_a_new_rule_without_words_is_seen() -> None:
    assert rules_of('context.decide("title", "the moon", 0.3)') == {"the moon"}
    assert rules_of('return name, f"seen in {where}", 0.5') == {"seen in X"}
    assert rules.known("the moon") is None and rules.rule("the moon") == "the moon"


@pytest.mark.parametrize("tongue", ["ru"], indirect=True)
def test_what_a_rule_found_is_said_in_russian(tongue: str) -> None:
    assert rules.detail("8 blocks, 1926 characters of prose") == "блоков: 8, знаков текста: 1926"
    assert rules.detail("news/#: 8 links, 0 headings, 8 dates") == "news/# — ссылок: 8, заголовков: 0, дат: 8"
    assert rules.detail("271, title, lead") == "очки: 271; согласны: заголовок, вводка"
    assert rules.detail("271") == "очки: 271"
    assert rules.detail("Мост закрыт") == "Мост закрыт"
    said = rules.rule("json-ld datePublished, the time as printed")
    assert said == "JSON-LD, поле datePublished, время как напечатано"


@pytest.mark.parametrize("tongue", ["ru"], indirect=True)
def test_what_the_system_says_of_a_file_is_said_in_russian(tongue: str) -> None:
    for path in ("/nonexist/a", "/", "/dev/null/a", "/" + "a" * 300):
        with pytest.raises(OSError) as caught:
            Path(path).read_bytes()
        assert not _LATIN.search(system.reason(caught.value)), caught.value
    assert system.reason("something else") == "something else"
