"""What every dossier has: its head, its summary, methods, sources and limits."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from fairlead.dossier.estimates import METHODS
from fairlead.dossier.model import SCHEMA, Dossier, Estimates, Fact, Facts, Kind, Partners, Section
from fairlead.dossier.packaged import packaged
from fairlead.dossier.rows import sources

__all__ = ["LIMITS", "assemble"]

LIMITS = (
    "Estimates belong to a country and an industry: they prove nothing for or against any company, site or person.",
    "Forced labour that a State imposes and forced commercial sexual exploitation are in no estimate here.",
    "Counts of forced labour and of child labour overlap and are never added.",
    "The trade table is of 2011, the counts of 2020 and 2021: shares of uses and destinations may have moved since.",
    "No figure of a country is the ILO's: its global estimates are of the world and of regions.",
    "Not collected is not none; not listed is not evidence of absence.",
    'Statements marked "to be checked" were written from knowledge: look at the official source before you use them.',
)
FIRST = ("P029", "C029")
TERMS: dict[Kind, tuple[str, ...]] = {
    "country": ("tied visa",),
    "corridor": ("tied visa", "change of employer", "recruitment fees"),
    "industry": (),
    "good": (),
}
"""Rules on migration that belong among what is read first."""


def assemble(
    kind: Kind,
    code: str,
    title: str,
    subtitle: str,
    on: date,
    sections: tuple[Section, ...],
) -> Dossier:
    """A dossier of these sections, with the methods and sources that its statements name."""
    from fairlead import __version__

    used = {block.method for section in sections for block in section.blocks if isinstance(block, Estimates)}
    used |= {"destinations"} if used else set()
    used |= {"forced_labour_own_index"} if used and packaged().own else set()
    dossier = Dossier(
        schema=SCHEMA,
        fairlead_version=__version__,
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        kind=kind,
        id=code,
        title=title,
        subtitle=subtitle,
        on=on.isoformat(),
        summary=_summary(kind, sections),
        sections=sections,
        methods=tuple(method for method in METHODS if method.id in used),
        sources=(),
        limits=LIMITS,
    )
    return msgspec.structs.replace(dossier, sources=sources(dossier))


def _summary(kind: Kind, sections: tuple[Section, ...]) -> tuple[Fact, ...]:
    """The Protocol and the Convention, what the State imposes, open cases, tied visas and who is left out.

    A corridor begins with the terms on which people go: whether they may leave the employer, and who pays.
    """
    blocks = [block for section in sections for block in section.blocks if isinstance(block, Facts)]

    def facts(key: str) -> tuple[Fact, ...]:
        return tuple(one for block in blocks if block.key == key for one in block.facts)

    standing = [one for one in facts("ratifications") if one.label in FIRST]
    cases = [one for one in facts("supervision") if one.value in ("open", "follow-up")][:2]
    left_out = facts("left_out")[:2]
    unions = [
        one for section in sections for block in section.blocks if isinstance(block, Partners) for one in block.facts
    ]
    rules = (*facts("destination"), *facts("origin"))
    terms = [one for one in rules if one.rows[0].key[0] != "corridor" and one.label in TERMS[kind]]
    found = (*standing, *facts("state_imposed")[:2], *cases, *left_out, *unions)
    return (*terms, *found) if kind == "corridor" else (*found, *terms)
