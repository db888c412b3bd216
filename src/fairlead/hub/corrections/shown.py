"""How proposals, votes and versions are shown: organisations and constituencies, names only of who wants it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.hub.corrections.about import title
from fairlead.hub.corrections.models import FactVersion, Proposal, Vote

__all__ = ["by_whom", "differences", "plain", "plain_version", "plain_vote"]


def by_whom(proposal: Proposal) -> str:
    """Who proposed it, as far as it may be shown."""
    person = proposal.by.name if proposal.named and proposal.by is not None else ""
    organisation = (
        f"{proposal.organisation_name} ({_kind(proposal.organisation_kind)})" if proposal.organisation_name else ""
    )
    if not person and not organisation:
        # who left has no account any more, and what they proposed stays
        return _("a member") if proposal.by_id else _("somebody without an account, or who left")
    return ", ".join(filter(None, (person, organisation)))


def _kind(kind: str) -> str:
    from fairlead.hub.people.models import Kind

    return str(Kind(kind).label) if kind in Kind.values else kind


def differences(proposal: Proposal, now: Mapping[str, str] | None) -> list[dict[str, str]]:
    """Cells of a proposal: as they stood, as they are proposed, and as they stand now."""
    current = now or {}
    if proposal.kind == "remove":
        return [
            {"column": name, "before": text, "proposed": "", "now": current.get(name, "")}
            for name, text in proposal.before.items()
            if text
        ]
    return [
        {"column": name, "before": proposal.before.get(name, ""), "proposed": text, "now": current.get(name, "")}
        for name, text in proposal.cells.items()
    ]


def plain(proposal: Proposal) -> dict[str, Any]:
    """A proposal as public data."""
    return {
        "id": str(proposal.pk),
        "state": proposal.state,
        "kind": proposal.kind,
        "table": proposal.table,
        "key": proposal.key,
        "row": title(proposal.table, proposal.key),
        "changes": "; ".join(
            f"{one['column']}: {one['before']} -> {one['proposed']}" for one in differences(proposal, None)
        )
        if proposal.kind == "change"
        else "",
        "source_title": proposal.source_title,
        "source_url": proposal.source_url,
        "source_date": proposal.source_date,
        "source_says": proposal.source_says,
        "why": proposal.why,
        "by": by_whom(proposal),
        "proposed": proposal.created.date().isoformat(),
        "decided": proposal.decided.date().isoformat() if proposal.decided else "",
        "decided_by": ("board" if proposal.reviewed else "operator, not reviewed by a board")
        if proposal.decided
        else "",
        "source_read": proposal.read,
        "reasons": proposal.decided_why if proposal.state != "refused" else "",
        "address": settings.ADDRESS + reverse("correction", kwargs={"proposal": proposal.pk}),
    }


def plain_vote(vote: Vote) -> dict[str, Any]:
    """A vote as public data: the organisation speaks, not the person."""
    return {
        "constituency": vote.constituency,
        "organisation": vote.organisation_name,
        "verdict": vote.verdict,
        "reason": vote.reason,
        "source_read": vote.read,
        "on": vote.at.date().isoformat(),
    }


def plain_version(version: FactVersion) -> dict[str, Any]:
    """A version of a fact as public data."""
    proposal = version.proposal
    return {
        "number": version.number,
        "on": version.at.isoformat(timespec="seconds"),
        "what": version.kind,
        "undoes": version.undoes_id,
        "who": version.who,
        "why": version.why,
        "proposed_by": by_whom(proposal),
        "source_title": proposal.source_title,
        "source_url": proposal.source_url,
        "before": version.before,
        "after": version.after,
        "proposal": settings.ADDRESS + reverse("correction", kwargs={"proposal": proposal.pk}),
    }
