"""Bytes to text: what the page declares is checked against what its bytes are.

Only the labels of the WHATWG Encoding Standard are codecs here: a page never chooses a Python codec.
"""

from __future__ import annotations

import codecs
import re

from kaskad_tui.extract.page import Decision

# WHATWG label → Python codec, where they differ in name or in what browsers mean by it
_ALIASES = {
    "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-unicode20utf8": "utf-8", "unicode11utf8": "utf-8",
    "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "l1": "cp1252",
    "iso_8859-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252",
    "x-cp1252": "cp1252", "ansi_x3.4-1968": "cp1252",
    "win-1251": "cp1251", "windows1251": "cp1251", "x-cp1251": "cp1251", "windows-1251": "cp1251",
    "koi": "koi8-r", "koi8": "koi8-r", "koi8_r": "koi8-r", "cskoi8r": "koi8-r", "koi8-ru": "koi8-u",
    "ibm866": "cp866", "866": "cp866", "csibm866": "cp866",
    "cyrillic": "iso8859-5", "csisolatincyrillic": "iso8859-5", "iso8859-5": "iso8859-5",
    "iso_8859-5": "iso8859-5", "iso-ir-144": "iso8859-5",
    "x-mac-cyrillic": "mac_cyrillic", "x-mac-ukrainian": "mac_cyrillic", "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "ucs-2": "utf-16-le",
    "unicode": "utf-16-le",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "chinese": "gb18030",
    "big5-hkscs": "big5hkscs", "big5": "big5hkscs", "cn-big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "korean": "cp949",
    "windows-949": "cp949", "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "dos-874": "cp874", "windows-874": "cp874",
}  # fmt: skip
_SAME_NAME = {
    "utf-8", "ibm866", "cp866", "koi8-r", "koi8-u", "euc-jp", "iso-2022-jp", "gb18030",
    *(f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    *(f"windows-{n}" for n in range(1250, 1259)),
    *(f"cp{n}" for n in range(1250, 1259)),
}  # fmt: skip

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.()-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_:.()-]{2,40})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.()-]{2,40})""", re.I)
_HEAD_BYTES = 8192
_VOTE_BYTES = 200_000

_BAD_SHARE = 0.002
_BAD_ALLOWED = 20
"""A UTF-8 page may hold so many foreign characters (a banner, a counter) and stay UTF-8."""

# How often a lower-case Russian letter stands in running text, per thousand.
_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17,
         17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1),
        strict=True,
    )
)  # fmt: skip
_RUSSIAN = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
_TAGS = re.compile(rb"<[^>]{0,2000}>")


def codec_of(label: str | None) -> str | None:
    """Return the Python codec of a WHATWG label, or None for a label that browsers do not know."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    known = _ALIASES.get(name) or (name if name in _SAME_NAME else None)
    return codecs.lookup(known).name if known else None


def declared_in(content: bytes) -> str | None:
    """Return the codec that a page's meta or an XML declaration names in its first bytes."""
    head = content[:_HEAD_BYTES]
    found = _XML.search(head[:400]) or _META.search(head)
    if found is None:
        return None
    codec = codec_of(found.group(1).decode("ascii"))
    # a page whose ASCII bytes could be read as a meta element is not UTF-16
    return "utf-8" if codec in ("utf-16-le", "utf-16-be") else codec


def _utf16(content: bytes) -> str | None:
    """Return the UTF-16 codec whose zero bytes are where Latin or Cyrillic markup has them."""
    sample = content[:4000]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.3 and sample[0::2].count(0) < half * 0.05:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.3 and sample[1::2].count(0) < half * 0.05:
        return "utf-16-be"
    return None


def _bad_utf8(content: bytes) -> tuple[str, int]:
    """Decode as UTF-8 with replacement; return the text and how many characters were bad."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    return text, max(0, bad)


def _russian_score(sample: bytes, codec: str) -> float:
    """Return how much `sample` looks like Russian read with `codec`: mean weight of a high character."""
    text = sample.decode(codec, "replace")
    total = 0
    before = " "
    for char in text:
        if char > "\x7f":
            weight = _FREQUENCY.get(char)
            if weight is None:
                # a capital is right at a word's start and wrong inside a word of small letters
                lower = _FREQUENCY.get(char.lower(), -60 if char.isalpha() or char == "\ufffd" else -20)
                weight = -50 if before in _FREQUENCY and lower > 0 else lower // 3 if lower > 0 else lower
            total += weight
        before = char
    return total


def _vote(content: bytes) -> tuple[str, float] | None:
    """Return the one-byte codec whose text looks most like Russian, with the margin; None if none does."""
    sample = b" ".join(_TAGS.split(content[:_VOTE_BYTES]))
    high = len(_HIGH.findall(sample))
    if not high or 2 * len(_HIGH_PAIR.findall(sample)) < 0.6 * high:
        return None  # single signs among Latin letters: no Cyrillic words
    if high > 2000:  # enough to tell; keeps the vote cheap on long pages
        sample = sample[: max(2000, len(sample) * 2000 // high)]
        high = max(1, len(_HIGH.findall(sample)))
    scores = sorted(((_russian_score(sample, codec) / high, codec) for codec in _RUSSIAN), reverse=True)
    if scores[0][0] < 5:
        return None
    return scores[0][1], min(1.0, 0.5 + (scores[0][0] - scores[1][0]) / 60)


def decode(content: bytes, content_type: str | None = None) -> tuple[str, str, Decision]:
    """Return the text of a page's bytes, the codec's name and why it was chosen.

    A byte order mark, then the validity of UTF-8, then the declaration where the bytes bear it out,
    then the letters themselves decide.
    """
    for bom, codec in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) :].decode(codec, "replace")
            return text, codec, Decision("encoding", "byte order mark", 1.0, codec)
    wide = _utf16(content)
    if wide:
        return content.decode(wide, "replace"), wide, Decision("encoding", "zero bytes of utf-16", 0.9, wide)
    header = _HEADER.search(content_type or "")
    declared = (codec_of(header.group(1)) if header else None) or declared_in(content)
    if declared in ("iso2022_jp",):  # seven-bit: always valid UTF-8
        return content.decode(declared, "replace"), declared, Decision("encoding", "declared", 0.9, declared)
    try:
        text = content.decode("utf-8")
        rule = "valid and declared" if declared == "utf-8" else "valid utf-8"
        return text, "utf-8", Decision("encoding", rule, 1.0, f"declared: {declared or 'nothing'}")
    except UnicodeDecodeError:
        text, bad = _bad_utf8(content)
    if bad <= _BAD_ALLOWED + _BAD_SHARE * len(text):
        good = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text[:_VOTE_BYTES]))
        if good > bad or (declared == "utf-8" and not _vote(content)):
            return (
                text,
                "utf-8",
                Decision("encoding", "utf-8 with foreign bytes", 0.9, f"{bad} bad characters"),
            )
    return _one_byte(content, declared, text, bad)


def _one_byte(content: bytes, declared: str | None, text: str, bad: int) -> tuple[str, str, Decision]:
    voted = _vote(content)
    if declared and declared != "utf-8":
        if voted is None or voted[0] == declared or declared not in (*_RUSSIAN, "cp1252"):
            return (
                content.decode(declared, "replace"),
                declared,
                Decision("encoding", "declared", 0.9, declared),
            )
        if voted[1] < 0.6 and declared != "cp1252":
            return (
                content.decode(declared, "replace"),
                declared,
                Decision("encoding", "declared", 0.6, declared),
            )
    if voted is not None:
        detail = f"{voted[0]}; declared: {declared or 'nothing'}"
        return (
            content.decode(voted[0], "replace"),
            voted[0],
            Decision("encoding", "letters", voted[1], detail),
        )
    if declared == "utf-8" or bad * 20 < len(text):
        good = len(re.findall(r"[^\x00-\x7f\ufffd]", text[:_VOTE_BYTES]))
        if good > bad:
            return text, "utf-8", Decision("encoding", "utf-8, damaged", 0.5, f"{bad} bad characters")
    return (
        content.decode("cp1252", "replace"),
        "cp1252",
        Decision("encoding", "nothing else fits", 0.3, "cp1252"),
    )
