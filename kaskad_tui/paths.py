"""Where things stand: the style sheets, the catalogues, the user's own folders."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class NoHomeError(Exception):
    """This user has no home folder, so that nothing has a usual place."""


def typed_path(text: str) -> Path:
    """Return a path as the user typed it; `~` stays where nobody knows whose home it is."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def styles_dir() -> Path:
    """Return the folder of the style sheets.

    In a wheel it is `kaskad_tui/styles`; in a checkout and an editable install `styles` beside the package.

    Raises:
        FileNotFoundError: the installation lacks them.
    """
    for folder in (_PACKAGE / "styles", _PACKAGE.parent / "styles"):
        if (folder / "tokens.tcss").is_file():
            return folder
    raise FileNotFoundError("the style sheets are missing: reinstall kaskad-tui")


def package_dir() -> Path:
    """Return the folder of the package, for the data files that ship in it."""
    return _PACKAGE


def default_data_dir() -> Path:
    """Return the folder that holds the archive, by the platform's custom.

    Raises:
        NoHomeError: there is none.
    """
    from platformdirs import user_data_path

    try:
        return user_data_path("kaskad-tui", appauthor=False)
    except RuntimeError:
        raise NoHomeError from None


def export_dir(named: str = "") -> Path:
    """Return the folder for saved articles: the named one, else one in the user's documents, if any."""
    from platformdirs import user_documents_path

    if named:
        with suppress(RuntimeError):  # a user without a home
            return Path(named).expanduser()
    documents = user_documents_path()
    return documents / "kaskad-tui" if documents.is_dir() else default_data_dir() / "export"


def default_config_file() -> Path:
    """Return the path of the configuration file, by the platform's custom.

    Raises:
        NoHomeError: there is none.
    """
    from platformdirs import user_config_path

    try:
        return user_config_path("kaskad-tui", appauthor=False) / "config.toml"
    except RuntimeError:
        raise NoHomeError from None


def default_sources_dir() -> Path:
    """Return the folder of the user's own sources, beside the configuration.

    Raises:
        NoHomeError: there is none.
    """
    return default_config_file().parent / "sources"
