"""What became of a row that is not there now."""

from __future__ import annotations

from fairlead.facts import tables
from fairlead.hub.corrections.about import standing
from fairlead.hub.corrections.models import FactVersion
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.policy import visible

__all__ = ["last_version"]


def last_version(actor: Actor, table: str, key: str) -> FactVersion | None:
    """The decision that took a row out; none where it stands, or where there never was one."""
    if table not in tables() or standing(table, key) is not None:
        return None
    return visible(actor, FactVersion).filter(table=table, key=key).order_by("-number").first()
