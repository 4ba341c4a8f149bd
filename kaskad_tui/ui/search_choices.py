"""What can be chosen for each condition of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kaskad_tui.i18n import _
from kaskad_tui.reader import Query
from kaskad_tui.ui.search_conditions import Conditions, Kind, State, order_in_words, periods, states_in_words


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose."""

    text: str
    conditions: Conditions
    """What holds when it is chosen."""
    holds: bool
    """It holds already."""


def title(kind: Kind) -> str:
    """Return what a condition is about."""
    return {"when": _("When"), "section": _("Section"), "order": _("Order"), "state": _("Articles")}[kind]


def hint(kind: Kind) -> str:
    """Return how the same is typed into the query; "" where it cannot be."""
    return {
        "when": _("in the query: from:05.2021 to:18.05.2021"),
        "state": _("in the query: is:bookmarked"),
    }.get(kind, "")


def offers(
    kind: Kind,
    chosen: Conditions,
    query: Query,
    *,
    ranked: bool,
    sections: Sequence[str],
    today: date,
    oldest: date | None,
) -> list[Offer]:
    """Return the choices of a condition.

    Args:
        kind: which one.
        chosen: what was chosen so far.
        query: what holds now, also by what is typed.
        ranked: the hits stand by relevance.
        sections: titles.
        today: by the reader's clock.
        oldest: day of the oldest article.
    """
    match kind:
        case "when":
            return [
                Offer(
                    item.text,
                    replace(chosen, first=item.first, last=item.last),
                    (item.first, item.last) == (query.first, query.last),
                )
                for item in periods(today, oldest)
            ]
        case "section":
            return [
                Offer(name or _("all sections"), replace(chosen, section=name), name == query.section)
                for name in (None, *sections)
            ]
        case "order":
            return [
                Offer(text, replace(chosen, order=order), ranked == (order == "best"))
                for order, text in order_in_words().items()
            ]
        case "state":
            states: list[tuple[State | None, str]] = [(None, _("any")), *states_in_words().items()]
            return [
                Offer(text, replace(chosen, state=state), frozenset({state} - {None}) == query.states)
                for state, text in states
            ]
