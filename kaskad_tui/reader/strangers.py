"""What was found out about a site that is no source of the user's: kept beside its articles."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import FailureError
from kaskad_tui.sources.problems import ProfileError
from kaskad_tui.sources.profiles import parse_profile
from kaskad_tui.sources.site import Site
from kaskad_tui.sources.writing import profile_text, renamed

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive

_STATE = "profile"


def remembered_site(archive: Archive, site: Site) -> Site:
    """Return a site with what an earlier run found out about it; the same where there is nothing."""
    if site.known:
        return site
    with suppress(FailureError, ProfileError):
        text = archive.state(site.name, _STATE)
        if text:
            return _at(site, parse_profile(text, site.name))
    return site


async def keep_site(archive: Archive, site: Site, profile: Profile) -> Site:
    """Return the site with what was found out, and keep it; an archive that takes nothing only forgets."""
    profile = renamed(profile, site.name)
    with suppress(FailureError):
        await archive.save_state(site.name, _STATE, profile_text(profile))
    return _at(site, profile)


def _at(site: Site, profile: Profile) -> Site:
    """Return the site of a found profile; its address may be a private one as long as it is the typed one."""
    found = Site(profile)
    found.typed = found.origin == site.origin
    return found
