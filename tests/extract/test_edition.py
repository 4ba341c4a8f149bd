"""What the rules make of the sample edition: a change of theirs is no edit by a site."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from kaskad_tui.demo.edition import bundled
from kaskad_tui.demo.newsroom import Newsroom
from kaskad_tui.demo.routes import DRESSINGS, Routes
from kaskad_tui.extract import extract_page
from kaskad_tui.extract.edition import EDITION, edition
from kaskad_tui.sources import load_profile
from kaskad_tui.store.sameness import essence

READ_AS = (7, "f7b754ac2c307058")
"""The edition, and the digest of what it reads. Other words for the same pages: raise `EDITION` by one."""

ORIGIN = "http://127.0.0.1:1"
NOW = datetime(2026, 11, 24, 10, 4, tzinfo=UTC)


def test_pages_are_read_as_by_the_edition_that_is_named() -> None:
    profile = load_profile("kaskad")
    newsroom = Newsroom(bundled(), NOW)
    digest = hashlib.sha256()
    for dressing in DRESSINGS:
        routes = Routes(newsroom, dressing, lambda: NOW)
        for article in newsroom.articles[::3]:
            url = ORIGIN + article.path
            page = extract_page(routes.answer(article.path, ORIGIN).body, url, profile=profile, now=NOW)
            digest.update(essence(f"{page.title}\n\n{page.text}").encode())
    assert (EDITION, digest.hexdigest()[:16]) == READ_AS, (
        "the same pages are read as other words: raise EDITION in extract/edition.py and renew READ_AS here, "
        "so that the difference is not called a silent edit of the site"
    )


def test_other_rules_or_another_profile_are_another_edition() -> None:
    profile = load_profile("kaskad")
    assert edition(profile) == edition(replace(profile)) != edition(None)
    assert edition(replace(profile, furniture=("на главную",))) != edition(profile)
    assert 0 < edition(None) < 2**63
