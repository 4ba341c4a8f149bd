"""E-mail addresses hidden from robots, as Joomla does it: a sentence and a script with the address."""

from __future__ import annotations

import re
from zlib import crc32

_ANCHOR = re.compile(r"<a\s[^>]*href=\"mailto:([^\"?]+)[^\"]*\"[^>]*>.*?</a>", re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(r"(?<![\w.@/+:-])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?![^<]*>)")


def cloaked(body: str) -> str:
    """Replace every e-mail address of a text (HTML) by Joomla's cloak."""
    return _PLAIN.sub(_cloak, _ANCHOR.sub(_cloak, body))


def _cloak(found: re.Match[str]) -> str:
    address = found[1]
    name, _, host = address.partition("@")
    number = f"{crc32(address.encode()):08x}"
    return (
        f'<span id="cloak{number}">Этот адрес электронной почты защищён от спам-ботов. '
        "У вас должен быть включен JavaScript для просмотра.</span>"
        f"<script type='text/javascript'>\ndocument.getElementById('cloak{number}').innerHTML = '';\n"
        f"var prefix = '&#109;a' + 'i&#108;' + '&#116;o';\nvar path = 'hr' + 'ef' + '=';\n"
        f"var addy{number} = '{_entities(name)}' + '&#64;';\n"
        f"addy{number} = addy{number} + '{_entities(host)}';\n"
        f"var addy_text{number} = '{_entities(name)}' + '&#64;' + '{_entities(host)}';\n"
        f"document.getElementById('cloak{number}').innerHTML += '<a ' + path + '\\'' + prefix + ':' + "
        f"addy{number} + '\\'>'+addy_text{number}+'<\\/a>';\n</script>"
    )


def _entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" if letter in "aeiou." else letter for letter in text)
