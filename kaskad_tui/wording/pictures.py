"""Why a picture cannot be shown, as a sentence."""

from __future__ import annotations

from kaskad_tui.i18n import _
from kaskad_tui.model import Failure, FailureKind, PictureProblem
from kaskad_tui.wording import failures


def sentence(problem: PictureProblem | Failure) -> str:
    """Return one or two sentences: what is wrong with the picture, and what to do about it."""
    match problem:
        case Failure(kind=FailureKind.TOO_LARGE):
            return _("The picture is larger than 8 MiB; the browser shows it.")
        case Failure():
            return failures.sentence(problem)
        case PictureProblem.NO_PILLOW:
            return _(
                'Pictures need the extra "images": pip install ".[images]", or pipx inject kaskad-tui pillow'
            )
        case PictureProblem.SVG:
            return _("This picture is a drawing (SVG), which a terminal cannot show; the browser does.")
        case PictureProblem.NO_PICTURE:
            return _("What came is no JPEG, PNG, WebP or GIF; the browser may show it.")
        case PictureProblem.TOO_MANY_PIXELS:
            return _("The picture has more than 40 million pixels; the browser shows it.")
        case PictureProblem.BROKEN:
            return _("The picture is damaged or breaks off; the browser may show a part of it.")
        case PictureProblem.GIVEN_UP:
            return _("The picture takes too much time or memory; the browser may show it.")
