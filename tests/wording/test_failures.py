"""Every failure has a sentence in both languages, and no failure's words can act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kaskad_tui.i18n import language, set_language
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.wording import failures


@pytest.fixture(autouse=True, params=["ru", "en"])
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    set_language(request.param)
    yield request.param
    set_language(before)


@pytest.mark.parametrize("kind", FailureKind)
def test_every_kind_says_what_failed(kind: FailureKind, tongue: str) -> None:
    failure = Failure(kind, url="https://kaskad.tv/novosti/1-a", detail="unknown authority: X")
    sentence, short = failures.sentence(failure), failures.short(failure)
    assert sentence.endswith((".", "!")) and len(sentence) <= 300
    assert 1 <= len(short.split()) <= 6
    cyrillic = any("а" <= letter <= "я" for letter in short)
    assert cyrillic == (tongue == "ru")


def test_sentences_differ_from_kind_to_kind() -> None:
    said = {failures.short(Failure(kind, status=404)) for kind in FailureKind}
    # 404 and 410 are one to a reader
    assert len(said) == len(FailureKind) - 1


def test_an_address_in_a_sentence_is_clean() -> None:
    failure = Failure(FailureKind.BAD_ADDRESS, url="http://x\x1b]0;y\x07/\u202e")
    assert "\x1b" not in failures.sentence(failure)
    assert "\u202e" not in failures.sentence(failure)


@pytest.mark.parametrize(
    ("detail", "russian", "english"),
    [
        ("expired: certificate has expired", "просрочен", "clock is right"),
        ("not yet valid: x", "ещё не действует", "clock"),
        ("wrong host: x", "другому сайту", "another site"),
        ("self-signed: x", "только самим собой", "nobody but itself"),
        ("unknown authority: x", "национальный центр", "national one"),
        ("certificate: what the system says", "национальным центром", "what the system says"),
        ("no TLS there: wrong version number", "не отвечает по https", "does not answer by https"),
        ("handshake: sslv3 alert", "не установлено", "sslv3 alert"),
        ("SSL_CERT_FILE: No such file", "не читаются", "No such file"),
        ("", "ертификат", "certificate"),
    ],
)
def test_each_reason_of_tls_has_its_own_advice(detail: str, russian: str, english: str, tongue: str) -> None:
    said = failures.sentence(Failure(FailureKind.TLS, "https://kaskad.tv/", detail=detail))
    assert (russian if tongue == "ru" else english) in said
    assert said.endswith(".") and len(said) <= 300


def test_a_private_address_is_named_beside_the_page_that_led_to_it(tongue: str) -> None:
    led = Failure(FailureKind.FORBIDDEN_ADDRESS, "https://kaskad.tv/novosti/1-a", detail="169.254.169.254")
    assert "169.254.169.254" in failures.sentence(led)
    itself = Failure(FailureKind.FORBIDDEN_ADDRESS, "http://10.0.0.1:8080/x", detail="10.0.0.1")
    assert failures.sentence(itself).count("10.0.0.1") == 1
    of_source = replace(itself, source="router")
    assert "private = true" in failures.sentence(of_source) and "router" in failures.sentence(of_source)
    assert "--base-url" not in failures.sentence(of_source)
