"""The database of laws that concern business: each as on any date, side by side by strength, and import bans."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.facts import BusinessLaw, ImportBan, LawStrength, load
from fairlead.hub.lookup.asked import canonical, day, named_near, several, text
from fairlead.hub.lookup.days import day_links
from fairlead.hub.lookup.lists import chosen
from fairlead.hub.lookup.shown import look_up
from fairlead.hub.pages import Page, pages, today
from fairlead.reason import laws as rules
from fairlead.reason import plain
from fairlead.reason.answer import Verdict
from fairlead.reason.import_bans import LISTS, bans_touching
from fairlead.reason.law_versions import LawVersion, version
from fairlead.reason.said import good_of, place_name, place_of

__all__ = ["ASPECTS", "addresses", "bans", "compare", "law", "law_list", "strength_table"]

ASPECTS = ("scope", "tiers", "remedy", "union role", "sanction")
EXAMPLE = ("EU-CSDDD", "FR-VIGILANCE", "US-S307")
KINDS = (
    "due diligence",
    "transparency",
    "import or market ban",
    "procurement",
    "list",
    "criminal law",
    "trade preference",
    "amendment",
    "guidelines",
    "bill",
)


def law_list(request: HttpRequest) -> Page:
    """List the laws that pass the filters, with how far each had come on the day."""
    on = day(request, today())
    asked = text(request, "country")
    place = place_of(asked) if asked else ""
    kind = chosen(request, "kind", KINDS)
    binds = chosen(request, "binds", ("companies", "public bodies", "States", "nobody"))
    near = {row.id for row in rules.laws_of(place, on)} if place else set()
    kept = [
        row
        for row in load(BusinessLaw)
        if (not place or row.id in near) and kind in ("", row.kind) and binds in ("", row.binds)
    ]
    found = [_version(row.id, on.isoformat()) for row in sorted(kept, key=lambda row: (row.jurisdiction, row.name))]
    rows = [_flat(one) for one in found]
    return look_up(
        "laws.html",
        _("Laws on forced and child labour in business"),
        {"on": on, "note": rules.NOT_ADVICE, "laws": rows},
        rows,
        description=_("Due diligence, transparency, import bans, procurement: what each law asks, and as on any date."),
        versions=found,
        total=len(load(BusinessLaw)),
        on_day=on,
        place=place,
        kinds={name: name.capitalize() for name in KINDS},
        kind=kind,
        binds=binds,
        bound={name: name.capitalize() for name in ("companies", "public bodies", "States", "nobody")},
        places=_places(place),
        example=EXAMPLE,
        advice=rules.NOT_ADVICE,
    )


def law(request: HttpRequest, law: str) -> Page | HttpResponseBase:
    """Show one law as it stood on the day: whom it bound, what it asks, its dates and how strong it is."""
    row = next((row for row in load(BusinessLaw) if row.id == law.upper()), None)
    if row is None:
        near = named_near(law, (row.id for row in load(BusinessLaw)))
        said = _("There is no law %(law)s in the table.") % {"law": repr(law[:40])}
        raise Http404(f"{said} {_('Near:')} {near}." if near else said)
    if moved := canonical(request, law, row.id):
        return moved
    on = day(request, today())
    found = _version(row.id, on.isoformat())
    dates = [*found.past, *found.ahead]
    rows = [
        {
            "law": row.id,
            "date": one.date,
            "role": one.role,
            "event": one.event,
            "by_then": one in found.past,
            "source": one.source,
            "url": one.url,
            "as_of": one.as_of,
            "status": one.status,
        }
        for one in dates
    ]
    known = [row.adopted, row.in_force, row.applies_from, row.ended]
    known += [one.date for one in dates if one.role != "disputed"]
    marks = [(date.fromisoformat(one), one) for one in known if len(one) == len("YYYY-MM-DD")]
    return look_up(
        "law.html",
        row.name,
        plain.law_in_full(row.id) | {"on": on, "standing": found.standing, "text": found.text},
        rows,
        description=row.asks,
        row=row,
        stood=found,
        on_day=on,
        days=day_links(request, on, dict.fromkeys([(today(), _("today")), *marks])),
        strength=strength_table([row.id]),
        bans=[ban for ban in load(ImportBan) if ban.law == row.id],
        advice=rules.NOT_ADVICE,
        list_of=LISTS.get(row.id, ""),
    )


def compare(request: HttpRequest) -> Page:
    """Set laws side by side, property by property; nothing is added up."""
    asked = several(request, "law", most=12)
    codes = tuple(dict.fromkeys(rules.law(one).id for one in asked))
    judged = dict.fromkeys(row.law for row in load(LawStrength))
    shown = codes or tuple(judged)
    table = strength_table(shown)
    rows = [
        {
            "law": row.law,
            "name": rules.law(row.law).name,
            "jurisdiction": rules.law(row.law).jurisdiction,
            "aspect": row.aspect,
            "grade": row.grade,
            "finding": row.finding,
            "reference": row.reference,
            "to_be_checked": row.to_be_checked,
            "source": row.source,
            "as_of": row.as_of,
            "status": row.status,
        }
        for one in shown
        for row in rules.strength([one])
    ]
    return look_up(
        "laws_compare.html",
        _("Laws side by side: how strong"),
        rows,
        rows,
        description=_(
            "Scope, tiers, remedy, the role of unions and sanction of each law, with the provision behind each."
        ),
        table=table,
        unjudged=[rules.law(one) for one in shown if one not in judged],
        codes=codes,
        judged=[rules.law(one) for one in judged],
        aspects=ASPECTS,
        example=EXAMPLE,
        in_full=bool(codes),
        advice=rules.NOT_ADVICE,
    )


def bans(request: HttpRequest) -> Page:
    """Say which import and market bans touch a good, an origin or its makers on the day."""
    on = day(request, today())
    said = {name: text(request, name) for name in ("good", "origin", "into", "maker")}
    good = good_of(said["good"]) if said["good"] else None
    origin, into = (place_of(said[name]) if said[name] else None for name in ("origin", "into"))
    maker = said["maker"] or None
    asked = any(said.values())
    found = bans_touching(on, good=good, origin=origin, into=into, maker=maker)
    data = plain.banned(on, good, origin, into, None, found)  # who made it stays with the reader
    rows = [
        {
            "ban": one.ban.id,
            "law": one.ban.law,
            "into": one.ban.into,
            "kind": one.ban.kind,
            "verdict": one.answer.verdict if asked else "",
            "why": one.answer.text,
            "would_change_it": one.answer.changes,
            "says": one.ban.says,
            "from": one.ban.from_date,
            "until": one.ban.until,
            "reference": one.ban.reference,
            "source": one.ban.source,
            "as_of": one.ban.as_of,
            "status": one.ban.status,
        }
        for one in found
    ]
    groups: dict[Verdict, list[Any]] = {"yes": [], "unknown": [], "no": []}
    for one in found:
        groups[one.answer.verdict].append(one)
    return look_up(
        "bans.html",
        _("Import and market bans"),
        data,
        rows,
        description=_(
            "Which bans on goods made with forced labour touch a good, an origin or its makers, on any date."
        ),
        cite=True,
        said=said,
        asked=asked,
        on_day=on,
        groups=groups,
        every=load(ImportBan),
        lists=LISTS,
        advice=rules.NOT_ADVICE,
    )


def strength_table(codes: Any) -> list[tuple[BusinessLaw, dict[str, LawStrength]]]:
    """Each law with its judgements by property; laws that are not judged are left out."""
    found = []
    for code in codes:
        grades = {row.aspect: row for row in rules.strength([code])}
        if grades:
            found.append((rules.law(code), grades))
    return found


@lru_cache(maxsize=2048)
def _version(law_id: str, on: str) -> LawVersion:
    return version(law_id, date.fromisoformat(on))


def _flat(one: LawVersion) -> dict[str, Any]:
    row = one.law
    return {
        "id": row.id,
        "name": row.name,
        "jurisdiction": row.jurisdiction,
        "kind": row.kind,
        "binds": row.binds,
        "on": one.on.isoformat(),
        "standing": one.standing,
        "says": one.text,
        "adopted": row.adopted,
        "in_force": row.in_force,
        "applies_from": row.applies_from,
        "ended": row.ended,
        "asks": row.asks,
        "by_when": row.by_when,
        "sanction": row.sanction,
        "authority": row.authority,
        "pending": row.pending,
        "source": row.source,
        "url": row.url,
        "last_checked": row.as_of,
        "status": row.status,
    }


def _places(asked: str) -> dict[str, str]:
    """Places that have a law of their own, and the one asked for, in the order of their names."""
    codes = {row.place for row in load(BusinessLaw)} | ({asked} if asked else set())
    return {code: place_name(code) for code in sorted(codes, key=place_name)}


addresses: list[URLPattern] = [
    *pages("laws/", law_list, "laws"),
    *pages("laws/compare/", compare, "laws.compare"),
    *pages("laws/bans/", bans, "laws.bans"),
    *pages("laws/<str:law>/", law, "law"),
]
