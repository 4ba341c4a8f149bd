"""Decoded pictures in the size of a place on the screen. Imports Pillow: load it off the loop."""

from __future__ import annotations

from PIL import Image

from kaskad_tui.model import Picture


def fitted(picture: Picture, width: int, height: int) -> Picture:
    """Return a picture in its proportions within `width` x `height` pixels, never larger than it is."""
    share = min(width / picture.width, height / picture.height, 1.0)
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    whole = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    return Picture(*size, whole.resize(size, Image.Resampling.HAMMING).tobytes())
