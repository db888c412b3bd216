"""Routes open to a national centre of workers against the State."""

from __future__ import annotations

from datetime import date

from fairlead.dossier.model import NOT_COLLECTED, Facts

__all__ = ["routes_block"]


def routes_block(_iso3: str, name: str, _on: date) -> Facts:
    """Routes to hold the State to account for forced labour, with who may start each and what would open it."""
    missing = f"Routes open against {name}: {NOT_COLLECTED}."
    return Facts(key="routes", title="Routes", not_collected=(missing,))
