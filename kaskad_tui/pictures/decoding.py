"""A picture decoded and made small, within limits; meant for a process that may die of it (see `worker`)."""

from __future__ import annotations

import io
import re
import warnings

from kaskad_tui.model import Picture, PictureProblem

BOX = (640, 640)
"""The most pixels that are kept, across and down: more than any terminal shows."""
MOST_PIXELS = 40_000_000
"""Of the picture as it came; what announces more is not decoded."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""Nothing else is tried: the decoders of rare formats are where the holes are."""
_SVG = re.compile(
    rb"\s*(?:<\?xml.{0,1000}?|<!--.{0,2000}?-->|<!DOCTYPE svg.{0,500}?)*\s*<svg[\s>]", re.DOTALL
)
_PAPER = (255, 255, 255)
"""Under what is transparent: pages are white."""


def decode(content: bytes) -> Picture | PictureProblem:
    """Return the first frame of a picture, the right way up, as RGB within `BOX`; whatever it says it is.

    Raises:
        MemoryError: it needs more than the process has.
    """
    if _SVG.match(content[:4096]):
        return PictureProblem.SVG
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError:
        return PictureProblem.NO_PILLOW
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                if opened.mode == "P" or "transparency" in opened.info:
                    image: Image.Image = opened.convert("RGBA")
                else:
                    image = opened
                image.thumbnail(BOX, reducing_gap=2.0)
                image = ImageOps.exif_transpose(image)
                if image.mode in ("RGBA", "LA", "PA"):
                    image = image.convert("RGBA")
                    paper = Image.new("RGBA", image.size, _PAPER)
                    image = Image.alpha_composite(paper, image)
                image = image.convert("RGB")
                return Picture(image.width, image.height, image.tobytes())
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return PictureProblem.TOO_MANY_PIXELS
        except UnidentifiedImageError:
            return PictureProblem.NO_PICTURE
        except MemoryError:
            raise
        except Exception:  # the border to a library of decoders: whatever it is, the picture is broken
            return PictureProblem.BROKEN
