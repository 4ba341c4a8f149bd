"""What a site is: profiles as data, and the addresses that follow from them. Fetches nothing.

from kaskad_tui.sources import load_site

site = load_site()                    # the source that ships with the program
site.list_url(page=2)                 # the address to ask for next
site.article_id(url)                  # the article's number, from any of its addresses
"""

from __future__ import annotations

from kaskad_tui.sources.catalogue import Catalogue, Entry, site_at
from kaskad_tui.sources.problems import ProfileError, ProfileProblem
from kaskad_tui.sources.profiles import DEFAULT, load_profile, parse_profile
from kaskad_tui.sources.site import Site, canonical_address, origin_of, source_name, typed_address

__all__ = [
    "DEFAULT",
    "Catalogue",
    "Entry",
    "ProfileError",
    "ProfileProblem",
    "Site",
    "canonical_address",
    "load_profile",
    "load_site",
    "origin_of",
    "parse_profile",
    "site_at",
    "source_name",
    "typed_address",
]


def load_site(name_or_path: str = DEFAULT, base_url: str | None = None) -> Site:
    """Return the site of a profile, at `base_url` when the user named another address.

    Raises:
        ProfileError: there is no such profile, or something in it is wrong.
        FailureError: BAD_ADDRESS, when `base_url` is no address.
    """
    return Site(load_profile(name_or_path), base_url)
