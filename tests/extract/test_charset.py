"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.extract.charset import codec_of, decode

RUSSIAN = (
    "<p>В Калининградской области завершился ремонт старого причала; рыбаки вернулись к работе в субботу.</p>"
    * 4
)


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp866", "iso8859-5", "utf-8"])
@pytest.mark.parametrize("told", ["", "windows-1251", "utf-8", "koi8-r", "latin1"])
def test_russian_is_read_whatever_is_declared(codec: str, told: str) -> None:
    meta = f'<meta charset="{told}">' if told else ""
    text, encoding, _ = decode((meta + RUSSIAN).encode(codec))
    assert text == meta + RUSSIAN
    assert codecs.lookup(encoding).name == codecs.lookup(codec).name


@pytest.mark.parametrize("size", [40, 150, 1000])
@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp866"])
def test_little_text_is_enough(codec: str, size: int) -> None:
    text = "Рыбаки посёлка вышли в море после шторма, и улов оказался больше обычного. " * 20
    assert decode(text[:size].encode(codec))[0] == text[:size]


@pytest.mark.parametrize("bom", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(bom: str) -> None:
    assert decode(RUSSIAN.encode(bom), "text/html; charset=koi8-r")[0] == RUSSIAN


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(codec: str) -> None:
    page = "<html><head><title>Plain</title></head><body><p>Some text in Latin letters</p></body></html>"
    assert decode(page.encode(codec))[0] == page


def test_a_foreign_banner_does_not_spoil_utf8() -> None:
    banner = "реклама".encode("cp1251")
    text, encoding, _ = decode(RUSSIAN.encode() + banner + RUSSIAN.encode())
    assert encoding == "utf-8"
    assert text.startswith(RUSSIAN) and text.endswith(RUSSIAN)


@pytest.mark.parametrize(
    "label", ["zlib_codec", "idna", "undefined", "unicode_escape", "rot13", "hex", "mbcs", "", "x" * 99]
)
def test_only_labels_of_the_web_are_codecs(label: str) -> None:
    assert codec_of(label) is None
    assert decode(RUSSIAN.encode(), f"text/html; charset={label}")[0] == RUSSIAN


def test_latin1_means_what_browsers_mean() -> None:
    assert codec_of("ISO-8859-1") == "cp1252"
    assert (
        decode(b"<p>caf\xe9 \x93quoted\x94</p>", "text/html; charset=iso-8859-1")[0] == "<p>café “quoted”</p>"
    )


@given(st.binary(max_size=3000), st.text(max_size=40))
def test_any_bytes_are_text(content: bytes, header: str) -> None:
    text, encoding, decision = decode(content, header)
    assert isinstance(text, str)
    assert codecs.lookup(encoding)
    assert 0 <= decision.confidence <= 1
