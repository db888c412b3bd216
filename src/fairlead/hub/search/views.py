"""The page of results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fairlead.hub.lookup.lists import chosen, part
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.search import index
from fairlead.hub.search.asking import ask
from fairlead.hub.search.words import LONGEST

__all__ = ["kind_labels", "results"]

IN_A_GROUP = 5


def results(request: HttpRequest) -> Page:
    """Show what was found, the best first, grouped by kind; with a kind chosen, fifty on a page."""
    typed = request.GET.get("q", "")
    labels = kind_labels()
    kind = chosen(request, "kind", labels)
    found = ask(actor_of(request), typed, kind, today())
    hits, counts = list(found.hits), dict(found.counts)
    groups: dict[str, list[index.Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.kind, []).append(hit)
    rows: list[dict[str, Any]] = [
        {
            "rank": rank,
            "kind": hit.kind,
            "title": hit.title,
            "text": hit.text,
            "to_be_checked": hit.mark,
            "address": hit.address,
        }
        for rank, hit in enumerate(hits, start=1)
    ]
    data = {
        "search": found.asked.text,
        "kind": kind,
        "read_as": dict(found.read_as),
        "counts": counts,
        "results": rows,
    }
    context = {
        "asked": found.asked,
        "longest": LONGEST,
        "kind": kind,
        "labels": labels,
        "counts": counts,
        "groups": groups,
        "in_a_group": IN_A_GROUP,
        "part": part(request, hits) if kind else None,
        "total": len(hits),
        "most": index.CANDIDATES,
        "read_as": found.read_as,
    }
    title = _("Search: %(text)s") % {"text": found.asked.text} if found.asked.text else _("Search")
    return Page("search/results.html", title, data, rows, context)


def kind_labels() -> dict[str, str]:
    """What the kinds of results are called, in the order in which equal ones stand."""
    names = {
        "own": _("Yours"),
        "country": _("Countries"),
        "instrument": _("Conventions and other instruments"),
        "law": _("Laws that bind companies"),
        "good": _("Goods"),
        "page": _("Pages"),
        "initiative": _("Initiatives"),
        "corridor": _("Corridors of labour migration"),
        "route": _("Routes to account and remedy"),
        "body": _("Bodies and global unions"),
        "campaign": _("Campaigns that members published"),
        "register": _("Letters, complaints and outcomes in the public register"),
        "organisation": _("Organisations on this hub"),
        "practice": _("Practices"),
        "case": _("Cases"),
        "country_page": _("Pages on one country"),
        "help": _("Help points"),
        "indicator": _("Indicators"),
        "ban": _("Import bans"),
        "labour_law": _("Labour law"),
        "industry": _("Industries"),
        "agreement": _("Agreements"),
        "partner": _("National organisations of workers and employers"),
        "source": _("Sources"),
    }
    return {kind: names.get(kind, kind) for kind in names}
