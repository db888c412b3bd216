"""Judgements on what an initiative does best: when one is shown as such, and who answers for the initiative."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairlead.facts import Initiative, load
from fairlead.hub.corrections import live
from fairlead.hub.corrections.live import Said
from fairlead.hub.corrections.models import Judgement
from fairlead.hub.corrections.rules import Decider, excluded
from fairlead.hub.people.models import Kind, Organisation

__all__ = ["ASPECTS", "best_said", "constituency_of", "enough", "initiative_row", "represents", "standing_judgements"]

ASPECTS = {
    "tiers": _("reaching far down the chain"),
    "binding": _("binding commitments"),
    "complaint": _("a complaint way that workers use"),
    "remedy": _("remedy for those harmed"),
    "workers": _("the say of workers and their unions"),
    "wages": _("wages, prices and purchasing practices"),
    "recruitment": _("fair recruitment"),
    "inspection": _("independent checks"),
    "law": _("changing law and policy"),
    "openness": _("openness of data and results"),
}
"""What an initiative may be best at: a fixed list, so that two people can mean the same."""

GROUPS = {
    Kind.GOVERNMENT: "government",
    Kind.EMPLOYERS: "employers",
    Kind.COMPANY: "employers",
    Kind.BUSINESS_NETWORK: "employers",
    Kind.WORKERS: "workers",
    Kind.CIVIL_SOCIETY: "civil society",
    Kind.INTERGOVERNMENTAL: "intergovernmental",
    Kind.RESEARCH: "research",
}


def constituency_of(kind: str) -> str:
    """The constituency of a kind of organisation; companies and business networks stand with employers.

    Examples
    --------
    >>> constituency_of("company"), constituency_of("workers")
    ('employers', 'workers')
    """
    return GROUPS.get(Kind(kind), kind) if kind in Kind.values else kind


def enough(constituencies: Iterable[str]) -> bool:
    """Whether opinions of these constituencies make "best at": of two different ones at least.

    Examples
    --------
    >>> enough(["workers", "workers"]), enough(["workers", "employers"])
    (False, True)
    """
    return len(set(constituencies)) > 1


def best_said(initiative: str) -> dict[str, tuple[Said, ...]]:
    """What members of different constituencies say an initiative is best at: aspect and judgements, from memory.

    Aspects that only one constituency named are left out; `live.judgements` has them too.
    """
    found: dict[str, list[Said]] = {}
    for one in live.judgements(initiative):
        found.setdefault(one.aspect, []).append(one)
    return {aspect: tuple(said) for aspect, said in found.items() if enough(one.constituency for one in said)}


def initiative_row(initiative: str) -> Initiative | None:
    """The initiative with this id."""
    return next((row for row in load(Initiative) if row.id == initiative), None)


def represents(organisation: Organisation, row: Initiative) -> bool:
    """Whether a confirmed organisation speaks for an initiative: the same name, or the same web site."""
    decider = Decider(organisation.kind, organisation.name, "", organisation.website)
    return bool(organisation.confirmed) and bool(excluded(decider, (), [{"name": row.name, "url": row.url}]))


def standing_judgements() -> dict[str, tuple[Said, ...]]:
    """All judgements that stand, by initiative, as pages show them."""
    found: dict[str, list[Said]] = {}
    for one in Judgement.objects.filter(withdrawn=None).select_related("by").order_by("created"):
        found.setdefault(one.initiative, []).append(_said(one))
    return {initiative: tuple(said) for initiative, said in found.items()}


def _said(one: Judgement) -> Said:
    person: Any = one.by
    named = f"{person.name}, " if one.named and person is not None and person.name else ""
    return Said(
        id=str(one.pk),
        initiative=one.initiative,
        aspect=one.aspect,
        reason=one.reason,
        source_url=one.source_url,
        source_title=one.source_title,
        source_date=one.source_date,
        who=named + one.organisation_name,
        constituency=constituency_of(one.organisation_kind),
        on=one.created.date().isoformat(),
        reply=one.reply,
        reply_by=one.reply_by,
        replied=one.replied.date().isoformat() if one.replied else "",
    )
