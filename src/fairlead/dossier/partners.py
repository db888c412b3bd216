"""Freedom of association, and the organisations of workers and employers to speak with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fairlead.dossier.law import ASSOCIATION as TOPICS
from fairlead.dossier.law import law_block, standings
from fairlead.dossier.model import Fact, Facts, Partner, Partners, Section
from fairlead.dossier.rows import fact, mark_of, ref, rows_of
from fairlead.facts import GlobalUnion, SocialPartner, load

__all__ = ["association_section", "global_unions", "partners_block"]

CONVENTIONS = ("C087", "C098", "C154", "C144")


def association_section(iso3: str, name: str, on: date) -> Section:
    """Whether workers may organise, and who speaks for workers and employers."""
    bound = standings(iso3, name, on, only=CONVENTIONS)
    return Section(
        key="association",
        title="Freedom of association, unions and employers",
        about="Where workers cannot organise, forced labour goes unheard, and a clean audit says little.",
        blocks=(
            Facts(
                key="association_conventions",
                title="Conventions on freedom of association, bargaining and consultation",
                facts=bound.facts,
                not_collected=bound.not_collected,
            ),
            law_block("association_law", "Whether workers may organise and strike", TOPICS, iso3=iso3, name=name),
            partners_block(iso3, name),
        ),
    )


def partners_block(iso3: str, name: str) -> Partners:
    """National organisations of both sides; what is closed, official or not there is told and not named as one."""
    rows: Sequence[SocialPartner] = rows_of(SocialPartner.table, iso3)
    sides = {row.side for row in rows}
    return Partners(
        key=f"partners.{iso3}",
        title=f"Organisations of workers and employers in {name}",
        partners=tuple(_partner(row) for row in rows if row.kind == "organisation"),
        facts=tuple(_not_a_partner(row) for row in rows if row.kind != "organisation"),
        about="Names to be checked were written from knowledge: confirm name and affiliation before use.",
        not_collected=tuple(
            f"The {side}' side in {name}: not collected yet." for side in ("workers", "employers") if side not in sides
        ),
    )


def _partner(row: SocialPartner) -> Partner:
    return Partner(
        name=row.name,
        side="workers" if row.side == "workers" else "employers",
        affiliation=row.affiliation,
        country=row.iso3,
        country_name=row.country,
        rows=(ref(row),),
        mark=mark_of([row]),
        note=row.note,
    )


def _not_a_partner(row: SocialPartner) -> Fact:
    detail = row.note.split("; from memory")[0]
    if row.kind == "no free union":
        return fact(f"No free trade union is recorded in {row.country} ({detail}).", row)
    what = {"closed": "no longer open", "official centre": "an official centre, not a free union"}[row.kind]
    return fact(f"{row.name} is {what}: {row.affiliation} ({detail}).", row)


def global_unions(industries: Iterable[str]) -> Partners:
    """Global unions that organise in these industries, in the order of the weight it has in their work."""
    wanted = tuple(industries)
    places = [
        (row.industries.index(industry), row)
        for row in load(GlobalUnion)
        if row.kind == "global union"
        for industry in wanted
        if industry in row.industries
    ]
    chosen = {row.id: row for _, row in sorted(places, key=lambda place: (place[0], place[1].id))}
    return Partners(
        key="global_unions",
        title="Global unions",
        partners=tuple(
            Partner(
                name=row.name,
                side="workers",
                affiliation=row.work,
                country="",
                country_name="world",
                rows=(ref(row),),
                mark=mark_of([row]),
                note=row.note,
            )
            for row in chosen.values()
        ),
        not_collected=() if chosen else ("A global union for this industry: not collected yet.",),
    )
