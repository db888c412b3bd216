"""How published campaigns are found by everyone: by what was asked about when they were published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from fairlead.act.campaign.objectives import objective
from fairlead.dossier.names import country_name
from fairlead.hub.campaigns.models import Campaign, Party
from fairlead.hub.campaigns.policy import public
from fairlead.hub.search.entries import Found

__all__ = ["found"]


def found(on: date) -> Iterator[Found]:
    """Campaigns of which everyone reads chosen parts on a day; members only while they may be named."""
    open_ = list(Campaign.objects.filter(public(on)))
    names = _named(open_)
    for one in open_:
        said = one.public or {}
        about = objective(one.objective).name
        members = [name for pk, name in names.get(one.pk, ()) if pk in said.get("members", ())]
        came = [each["what"] for each in said.get("outcomes", ())]
        yield Found(
            kind="campaign",
            title=said.get("title", ""),
            address=reverse("campaign", kwargs={"campaign": one.pk}),
            names=(country_name(one.country), about),
            body=". ".join(
                part.rstrip(".")
                for part in (f"{about}, {country_name(one.country)}", said.get("goal", ""), said.get("through", ""),
                             ", ".join(members), *came)
                if part
            ),
        )  # fmt: skip


def _named(campaigns: list[Campaign]) -> dict[UUID, list[tuple[str, str]]]:
    """Ids and names of members that may be named today, by their campaign."""
    told: dict[UUID, list[tuple[str, str]]] = {}
    rows = Party.objects.filter(
        campaign__in=[one.pk for one in campaigns], campaign__withhold=False, named=True, left__isnull=True,
        joined__isnull=False,
    )  # fmt: skip
    for one in rows:
        told.setdefault(one.campaign_id, []).append((str(one.pk), one.name))
    return told
