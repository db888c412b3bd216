"""What the numbers leave out, short enough to stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

from fairlead.assess.result import Account, Assessment, Evidence
from fairlead.report.words import join

__all__ = ["left_out", "state_imposed"]


def state_imposed(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Say for which countries and goods forced labour imposed by the State is named, one sentence a country."""
    goods: dict[str, dict[str, None]] = {}
    for item in evidence:
        if item.state_imposed:
            goods.setdefault(item.country_name, {})[item.good.lower()] = None
    return tuple(
        f"Forced labour imposed by the State is named for {country} ({join(list(named))}): see the evidence."
        for country, named in goods.items()
    )


def left_out(assessment: Assessment, accounts: Sequence[Account]) -> tuple[str, ...]:
    """Give what is not in the numbers, in sentences; forced labour imposed by States first.

    An account's sentence that repeats a finding of the evidence word for word is left to the evidence.
    """
    findings = [item.statement for item in assessment.evidence if item.state_imposed]
    texts = dict.fromkeys(text for account in accounts for text in account.not_in_number)
    own = (text for text in texts if not any(finding in text for finding in findings))
    return (*state_imposed(assessment.evidence), *own)
