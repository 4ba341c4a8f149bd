"""Whatever comes under the name of a picture is decoded within limits, or is a problem with a name."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kaskad_tui.model import Picture, PictureProblem
from kaskad_tui.pictures.decoding import BOX, decode
from kaskad_tui.pictures.scaling import fitted
from tests.pictures.samples import GREEN, RED, announcing, drawn


def pixel(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    at = (y * picture.width + x) * 3
    return tuple(picture.pixels[at : at + 3])


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 70 for a, b in zip(one, other, strict=True))  # a palette of 256 dithers


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
    ],
)
def test_the_usual_formats_in_all_their_colours(form: str, mode: str) -> None:
    picture = decode(drawn(form, mode=mode))
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, len(picture.pixels)) == (40, 20, 2400)
    assert near(pixel(picture, 5, 10), RED) and near(pixel(picture, 35, 10), GREEN)


def test_grey_and_deep_pictures_come_too() -> None:
    for mode in ("L", "1", "LA", "I;16"):
        stream = io.BytesIO()
        Image.new(mode, (8, 8)).save(stream, "PNG")
        assert isinstance(decode(stream.getvalue()), Picture), mode


def test_a_large_one_is_made_small_in_its_proportions() -> None:
    for form in ("JPEG", "PNG"):
        picture = decode(drawn(form, (2000, 1000)))
        assert isinstance(picture, Picture)
        assert (picture.width, picture.height) == (BOX[0], BOX[0] // 2)


def test_of_an_animation_the_first_frame() -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (6, 6), colour) for colour in (RED, GREEN, GREEN)]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    picture = decode(stream.getvalue())
    assert isinstance(picture, Picture) and near(pixel(picture, 3, 3), RED)


def test_transparent_is_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(stream, "PNG")
    picture = decode(stream.getvalue())
    assert isinstance(picture, Picture) and pixel(picture, 1, 1) == (255, 255, 255)


def test_a_picture_that_lies_on_its_side_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = decode(drawn("JPEG", exif=exif))
    assert isinstance(picture, Picture) and (picture.width, picture.height) == (20, 40)
    assert near(pixel(picture, 10, 5), RED)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<!doctype html><html><body>Not found</body></html>", PictureProblem.NO_PICTURE),
        (b"", PictureProblem.NO_PICTURE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", PictureProblem.NO_PICTURE),
        (drawn("TIFF"), PictureProblem.NO_PICTURE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', PictureProblem.SVG),
        (b"\xef\xbb\xbf<svg>".removeprefix(b"\xef\xbb\xbf"), PictureProblem.SVG),
        (b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg width="9">', PictureProblem.SVG),
        (announcing(50_000, 50_000), PictureProblem.TOO_MANY_PIXELS),
        (announcing(9_000, 9_000), PictureProblem.TOO_MANY_PIXELS),
        (announcing(500, 500), PictureProblem.BROKEN),
        (drawn("JPEG", (600, 400))[:2000], PictureProblem.BROKEN),
        (drawn("PNG")[:60], PictureProblem.BROKEN),
    ],
    ids=str,
)
def test_what_cannot_be_shown_has_a_name(content: bytes, problem: PictureProblem) -> None:
    assert decode(content) is problem


_WHOLE = [drawn(form, (64, 48)) for form in ("PNG", "JPEG", "WEBP", "GIF")]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_WHOLE), st.data())
def test_a_mangled_picture_is_a_picture_or_a_problem(whole: bytes, data: st.DataObject) -> None:
    mangled = bytearray(whole)
    for _n in range(data.draw(st.integers(1, 8))):
        mangled[data.draw(st.integers(0, len(mangled) - 1))] = data.draw(st.integers(0, 255))
    found = decode(bytes(mangled[: data.draw(st.integers(0, len(mangled)))]))
    if isinstance(found, Picture):
        assert len(found.pixels) == found.width * found.height * 3
        assert found.width <= BOX[0] and found.height <= BOX[1]


def test_it_is_fitted_into_a_place_and_never_blown_up() -> None:
    picture = Picture(40, 20, bytes(2400))
    for box, size in (((20, 20), (20, 10)), ((400, 5), (10, 5)), ((400, 400), (40, 20)), ((1, 1), (1, 1))):
        small = fitted(picture, *box)
        assert (small.width, small.height) == size
        assert len(small.pixels) == size[0] * size[1] * 3
