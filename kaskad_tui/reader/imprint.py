"""Who makes a site: the blocks of its footer, from the archive or fetched."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from kaskad_tui.model import Failure, FailureError, Headline
from kaskad_tui.reader.network import Budget, Network

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive


async def fetch(network: Network, archive: Archive, newest: Sequence[Headline]) -> tuple[str, ...] | Failure:
    """Fetch a site's imprint from its front page, else from the AMP version of its newest article; keep it.

    Args:
        network: asks the site.
        archive: keeps what is found, if it can.
        newest: the newest headline, or none.
    """
    budget = Budget()
    site = network.site
    answer = await network.load_own(site.front_url, budget)
    if isinstance(answer, Failure):
        return answer
    imprint = answer.page.imprint if answer.page is not None else ()
    for item in newest[:1] if not imprint else ():
        address = site.amp_url(item.url)
        if address is None:
            break
        # an AMP page holds its own footer, whatever the site's own pages fill in by script
        answer = await network.load_own(address, budget)
        if not isinstance(answer, Failure) and answer.page is not None:
            imprint = answer.page.imprint
    with suppress(FailureError):
        await archive.save_imprint(site.name, imprint)
    return imprint
