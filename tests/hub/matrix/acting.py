"""What stands in addresses of the interface for letters, matters and campaigns, and what is sent to them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from tests.hub.matrix.samples import (
    CAMPAIGN,
    LAST,
    MATTER,
    _of,
    asked_body,
    campaign_of,
    digest_of,
    outside,
    outsider,
    paper,
    words_of,
)

from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.operations.showing import public_of

__all__ = ["BODIES", "QUERIES", "SAMPLES"]


def published(world: Any, target: Any) -> Any:
    """A campaign that everyone may read."""
    held = Campaign.objects.get(pk=world.campaign.pk)
    Campaign.objects.filter(pk=held.pk).update(published=timezone.now(), public={**public_of(held), "title": "A title"})
    return held.pk


def letter(world: Any, target: Any) -> Any:
    """A letter at the stage that the operation is for."""
    stage = {"letter_cancel": "leaving", "letter_publish": "gone", "letter_unpublish": "gone"}
    return world.letters[target.thing, stage.get(target.name.removeprefix("api:"), "ready")].pk


def text_of(world: Any, target: Any) -> str:
    """The text that is agreed to, or from which the agreement is taken back."""
    title = "agreed" if target.name == "api:campaign_withdraw" else "text"
    return str(_of(world, target, "campaign").texts.get(title=title).pk)


STEP = {"seen": 2, "name": "Another", "begins": "2027-01-01", "ends": "2027-02-01"}
OURS = {"organisation": "ours"}
LETTER = {"letter": letter}
SIGNED = {**LETTER, "signatory": outside}
SAMPLES: dict[str, dict[str, Any]] = {
    **{
        f"letter{part}": LETTER
        for part in (
            "", "_delete", "_versions", "_change", "_renew", "_standing", "_procedure", "_procedure_answer",
            "_audience", "_campaign", "_signatures", "_invite", "_approve", "_decline", "_safety", "_safety_answer",
            "_sendings", "_send", "_cancel", "_publish", "_unpublish",
        )
    },
    "letter_restore": {**LETTER, "number": 1},
    "letter_file": {**LETTER, "form": "txt"},
    "letter_uninvite": SIGNED,
    "letter_attest": SIGNED,
    **{
        f"matter{part}": MATTER
        for part in (
            "", "_delete", "_log", "_undo", "_audience", "_campaign", "_replies", "_reply", "_ledgers", "_ledger",
            "_safety", "_safety_answer", "_prepare", "_publish", "_unpublish",
        )
    },
    "letter_follow": {"letter": lambda world, target: _of(world, target, "sent_letter").pk},
    "matter_paper": {**MATTER, "paper": paper, "form": "redacted"},
    "matter_redact": {**MATTER, "paper": paper},
    **{
        f"campaign{part}": CAMPAIGN
        for part in (
            "", "_main", "_delete", "_step", "_engagement", "_outcome", "_versions", "_audience", "_coalition",
            "_allies", "_invite", "_accept", "_leave", "_text", "_safety", "_safety_answer", "_prepare", "_publish",
            "_unpublish",
        )
    },
    **{f"campaign_step_{do}": {**CAMPAIGN, "step": "group"} for do in ("change", "remove")},
    "campaign_answer": {**CAMPAIGN, "engagement": "first"},
    "campaign_restore": {**CAMPAIGN, "number": 1},
    "campaign_file": {**CAMPAIGN, "what": "campaign.json"},
    "campaign_uninvite": {**CAMPAIGN, "party": outsider},
    **{f"campaign_{do}": {**CAMPAIGN, "text": text_of} for do in ("agree", "withdraw")},
    "document": {"kind": "ratification"},
    "receivability_asks": {"route": "ILO24"},
    "receivability": {"route": "ILO24"},
    "register_letter": {"entry": lambda world, target: world.public_letter.pk},
    "register_matter": {"entry": lambda world, target: world.public_matter.pk},
    "register_campaign": {"entry": published},
}  # fmt: skip
QUERIES: dict[str, dict[str, Any]] = {"campaign_step_remove": {"seen": 2}}
BODIES: dict[str, dict[str, Any]] = {
    "receivability": {"case": {"state": "QAT"}, "answers": {"failure": "yes"}},
    "letter_create": {"kind": "ratification", "case": {"state": "NPL"}},
    "letter_batch": {
        "kind": "ratification",
        "case": {"state": "NPL"},
        "rows": [{"minister": "One"}, {"minister": "Two"}],
    },
    "letter_change": {"seen": 1, "fields": {"minister": "Another"}},
    "letter_restore": {"seen": 1},
    "letter_renew": {"seen": 1},
    "letter_procedure_answer": {"answers": {}},
    "letter_audience": {"audience": "organisation", "organisation": "ours"},
    "letter_campaign": {"campaign": campaign_of},
    "letter_invite": {"name": "Another body outside"},
    "letter_attest": {"how": "by post"},
    "letter_approve": {"organisation": asked_body, "digest": words_of},
    "letter_decline": {"organisation": asked_body},
    "letter_safety_answer": {"seen": 1},
    "letter_send": {"seen": 1, "channel": "hand", "to": ["Ministry"]},
    "letter_publish": {},
    "matter_begin": {"title": "Another"},
    "matter_log": {**LAST, "kind": "noted", "said": "We telephoned."},
    "matter_undo": LAST,
    "matter_audience": {"audience": "organisation", "organisation": "ours"},
    "matter_campaign": {"campaign": campaign_of},
    "matter_reply": {**LAST, "kind": "other", "origin": "They"},
    "matter_redact": {"lines": ["Example"], "text": "Example"},
    "matter_ledger": {"what": "workers", "whole": "3"},
    "matter_safety_answer": {"answers": {}},
    "matter_prepare": {"summary": "Another."},
    "campaign_begin": {"objective": "ratify", "country": "NPL"},
    "campaign_import": {"schema": "fairlead.campaign/1", "objective": "ratify", "country": "NPL"},
    "campaign_main": {"seen": 2, "title": "Another"},
    "campaign_step": STEP,
    "campaign_step_change": STEP,
    "campaign_engagement": {"seen": 2, "whom": "Ministry", "on": "2027-01-01", "ask": "Ratify"},
    "campaign_answer": {"seen": 2, "reply": "yes", "said": "Yes.", "on": "2027-02-01"},
    "campaign_outcome": {"seen": 2, "what": "A law", "effect": "law changed", "on": "2027"},
    "campaign_restore": {"seen": 2},
    "campaign_audience": {"audience": "organisation", **OURS},
    "campaign_invite": {"name": "Another body outside", "attested": "by post"},
    "campaign_accept": OURS,
    "campaign_leave": OURS,
    "campaign_text": {"title": "Another", "text": "We ask."},
    "campaign_agree": {**OURS, "digest": digest_of},
    "campaign_withdraw": OURS,
    "campaign_safety_answer": {"answers": {}},
    "campaign_prepare": {"shows": ["log"]},
    "campaign_publish": {"shows": ["plan"], "nobody_can_suffer": True},
}
