"""All sources there are: those that ship with the program, and the user's, one file each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import FailureError
from kaskad_tui.sources.checking import NAME
from kaskad_tui.sources.problems import ProfileError, ProfileProblem
from kaskad_tui.sources.profiles import SHIPPED, load_profile
from kaskad_tui.sources.site import Site, is_local, origin_of, source_name, typed_address


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of the catalogue."""

    name: str
    path: Path
    shipped: bool
    site: Site | None
    """None when its file is wrong."""
    problem: ProfileError | None = None
    """What is wrong with it."""


class Catalogue:
    """The sources as the disk had them when they were first asked for; what is saved here is seen at once."""

    def __init__(self, folder: Path) -> None:
        """Make one.

        Args:
            folder: where the user's profiles lie; need not exist.
        """
        self.folder = folder

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every source by name, those that ship first; a file that is wrong is an entry with its problem."""
        files = {path.stem: path for path in _files(SHIPPED)}
        shipped = list(files)
        own = {path.stem: path for path in _files(self.folder) if NAME.fullmatch(path.stem)}
        return tuple(_entry(name, (files | own)[name], own) for name in dict.fromkeys([*shipped, *own]))

    @property
    def sites(self) -> tuple[Site, ...]:
        """Every source whose file is right."""
        return tuple(entry.site for entry in self.entries if entry.site is not None)

    def load(self, name: str) -> Site:
        """Return the source of a name; reads its file only.

        Raises:
            ProfileError: there is none, or something in its file is wrong.
        """
        if not NAME.fullmatch(name):
            raise ProfileError(ProfileProblem.MISSING, name)
        own = self.folder / f"{name}.toml"
        if own.is_file():
            return _load(own, name)
        return _load(SHIPPED / f"{name}.toml", name)

    def knows(self, name: str) -> bool:
        """Tell whether there is a source of this name."""
        return NAME.fullmatch(name) is not None and any(
            (folder / f"{name}.toml").is_file() for folder in (self.folder, SHIPPED)
        )

    def may_be_named(self, name: str) -> bool:
        """Tell whether a text can be a source's name."""
        return NAME.fullmatch(name) is not None

    def of(self, url: str) -> Site | None:
        """Return the source that an address belongs to: the one whose host it names."""
        place = urlsplit(url).netloc
        exact = (site for site in self.sites if urlsplit(site.origin).netloc == place)
        own = (site for site in self.sites if site.is_own(url) and not is_local(place.rpartition(":")[0]))
        return next(exact, None) or next(own, None)

    def typed(self, url: str) -> Site | None:
        """Return the source of an address that the user typed: if it is its own, it may be a private one."""
        site = self.of(url)
        if site is not None and site.origin == origin_of(url):
            site.typed = True
        return site

    def free_name(self, url: str) -> str:
        """Return a name that no source has yet, made of an address's host."""
        name = source_name(url)
        return next(one for one in (name, *(f"{name}-{n}" for n in range(2, 10_000))) if not self.knows(one))

    def save(self, name: str, text: str) -> Path:
        """Write the file of a source of the user's, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.toml"
        written = path.with_name(f".{name}.toml.new")
        try:
            written.write_text(text, encoding="utf-8")
            os.replace(written, path)
        except OSError:
            with suppress(OSError):
                written.unlink()
            raise
        self.forget()
        return path

    def remove(self, name: str) -> bool:
        """Delete the user's file of a source; False when it has none.

        Raises:
            OSError: it cannot be deleted.
        """
        path = self.folder / f"{name}.toml"
        if not NAME.fullmatch(name) or not path.is_file():
            return False
        path.unlink()
        self.forget()
        return True

    def forget(self) -> None:
        """Read the disk anew when asked next."""
        self.__dict__.pop("entries", None)


def _files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.is_file())
    except OSError:
        return ()


def _entry(name: str, path: Path, own: dict[str, Path]) -> Entry:
    try:
        return Entry(name, path, name not in own, _load(path, name))
    except ProfileError as problem:
        return Entry(name, path, name not in own, None, problem)


def _load(path: Path, name: str) -> Site:
    profile = load_profile(path)
    if profile.name != name:
        raise ProfileError(ProfileProblem.BAD_VALUE, str(path), key="name", expected=name)
    return site_of(profile, str(path))


def site_of(profile: Profile, file: str) -> Site:
    """Return the site of a profile that names its address.

    Raises:
        ProfileError: it names none.
    """
    try:
        return Site(profile)
    except FailureError:
        raise ProfileError(ProfileProblem.BAD_VALUE, file, key="base_url", expected="https://host") from None


def site_at(url: str) -> Site | None:
    """Return a site of which nothing but an address is known, as the user typed it; None when it is none.

    Its list is the page at that address; the rest is found when it is first asked.
    """
    address = typed_address(url)
    if address is None:
        return None
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    name = source_name(address)
    return Site(Profile(name=name, title=name, list_path=path), address, known=False)
