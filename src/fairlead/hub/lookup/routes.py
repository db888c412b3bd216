"""The question which routes are open, to whom, against whom and through whom; and who can help, which comes first."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_name
from fairlead.facts import Abuse, AccountabilityRoute, FrameworkAgreement, Instrument, RouteTerritory, load
from fairlead.hub.lookup.asked import canonical, countries, country_said, day, named_near, text
from fairlead.hub.lookup.cases import slugs
from fairlead.hub.lookup.company import company_said, is_said, written
from fairlead.hub.lookup.lists import chosen
from fairlead.hub.lookup.shown import instrument_name, look_up
from fairlead.hub.pages import Page, pages, today
from fairlead.reason.help import Help, assistance
from fairlead.reason.import_bans import BanFinding, bans_touching
from fairlead.reason.route_order import before, beside, step_of
from fairlead.reason.route_question import APPLICANTS, DUTY_BEARERS, Question, lenders, route_rows
from fairlead.reason.routes import RouteAnswer, case_text, routes
from fairlead.reason.said import good_of, words_of
from fairlead.reason.standing import NAMES

__all__ = ["EXAMPLES", "addresses", "ask", "route"]

FOOT = (
    "The risk of reprisal is Fairlead's own reading. Ask the people concerned before anything is filed or published; "
    "this is not legal advice."
)
EXAMPLES: tuple[dict[str, str], ...] = (
    {"applicant": "union", "kind": "state", "against": "BGD", "place": "BGD", "abuse": "forced_labour"},
    {"applicant": "worker", "kind": "state", "against": "QAT", "place": "QAT", "abuse": "wages", "origin": "NPL"},
    {"applicant": "ngo", "kind": "company", "against": "CHN", "place": "BGD", "abuse": "forced_labour",
     "buyer": "Germany"},
    {"applicant": "union", "kind": "lender", "lender": "IFC", "place": "UZB", "abuse": "forced_labour"},
    {"applicant": "ngo", "kind": "importer", "against": "USA", "place": "MYS", "abuse": "forced_labour",
     "good": "gloves"},
)  # fmt: skip


def ask(request: HttpRequest) -> Page:
    """Answer which routes are open, with reasons, references and the way through; help first."""
    on = day(request, today())
    said = _said(request)
    missing = _missing(said)
    question = None if missing else _question(request, said, on)
    found = routes(question) if question else ()
    helped = _help(said, on) if said["applicant"] and said["place"] else None
    bans = _bans(said, on)
    groups: dict[str, list[RouteAnswer]] = {"yes": [], "unknown": [], "no": []}
    for one in found:
        groups[one.answer.verdict].append(one)
    data = {
        "question": msgspec.to_builtins(question) if question else None,
        "routes": [one.plain() for one in found],
        "help": helped.plain() if helped else None,
        "bans": [one.plain() for one in bans],
        "note": FOOT,
    }
    return look_up(
        "routes.html",
        _("Which routes are open?"),
        data if question or helped else None,
        [_flat(one) for one in found] if question else [_row(row) for row in route_rows().values()],
        description=_("Complaints, courts, lenders, contact points, trade: which are open to whom, and who can help."),
        said=said,
        company=written(request),
        missing=missing,
        started=any(said[name] for name in ("applicant", "kind", "against", "place", "lender")),
        question=question,
        on_day=on,
        groups=groups,
        helped=helped,
        bans=[one for one in bans if one.answer.verdict != "no"],
        applicants=_applicants(),
        kinds=_kinds(),
        abuses={row.abuse: row.name for row in load(Abuse)},
        everywhere=countries(),
        lenders={one: one for one in lenders()},
        agreements=sorted({row.name for row in load(FrameworkAgreement)}),
        case_address=lambda case: slugs()[id(case)],
        case_text=case_text,
        examples=[f"?{urlencode(example)}" for example in EXAMPLES],
        in_words=_in_words(said) if question else "",
        named=lambda codes: ", ".join(countries().get(code, code) for code in words_of(codes) or ()),
        foot=FOOT,
    )


def route(request: HttpRequest, route: str) -> Page | HttpResponseBase:
    """Show one route: whom it is for, what it needs, gives and takes, how far it binds, and where it reaches."""
    row = route_rows().get(route.upper())
    if row is None:
        near = named_near(route, route_rows())
        said = _("There is no route %(route)s in the table.") % {"route": repr(route[:40])}
        raise Http404(f"{said} {_('Near:')} {near}." if near else said)
    if moved := canonical(request, route, row.id):
        return moved
    reached = sorted(
        (one for one in load(RouteTerritory) if one.route == row.id), key=lambda one: country_name(one.iso3)
    )
    data = {
        "route": {"table": row.table, **msgspec.to_builtins(row)},
        "reaches": [msgspec.to_builtins(one) for one in reached],
        "step": step_of(row.id),
        "first": msgspec.to_builtins(before(row.id)),
        "beside": msgspec.to_builtins(beside(row.id)),
    }
    return look_up(
        "route.html",
        f"{row.name}: {row.body}",
        data,
        [
            {
                "route": row.id,
                "iso3": one.iso3,
                "country": country_name(one.iso3),
                "since": one.since,
                "until": one.until,
                "source": one.source,
                "as_of": one.as_of,
                "status": one.status,
            }
            for one in reached
        ]
        or [{"route": row.id, "name": row.name, "body": row.body, "source": row.source, "as_of": row.as_of}],
        description=row.gives,
        row=row,
        reached=reached,
        first=before(row.id),
        beside=beside(row.id),
        step=step_of(row.id),
        names=NAMES,
        kinds=_kinds(),
        abuses={one.abuse: one.name for one in load(Abuse)},
        example=next((f"?{urlencode(one)}" for one in EXAMPLES if one["kind"] in row.against), ""),
        recalled=row.recalled,
        known=countries(),
        foot=FOOT,
    )


def route_list(request: HttpRequest) -> Page:
    """List every route of the table."""
    kind = chosen(request, "kind", DUTY_BEARERS)
    found = [row for row in route_rows().values() if not kind or kind in row.against]
    rows = [_row(row) for row in found]
    groups: dict[str, list[AccountabilityRoute]] = {}
    for row in found:
        groups.setdefault(row.category, []).append(row)
    return look_up(
        "route_list.html",
        _("All routes"),
        rows,
        rows,
        description=_("Every procedure of the table: whom it is against, what it gives, how far it binds."),
        groups=groups,
        kind=kind,
        kinds=_kinds(),
    )


def _said(request: HttpRequest) -> dict[str, str]:
    """What the address says, read as far as it can be; names of countries become codes."""
    said = {
        "applicant": chosen(request, "applicant", APPLICANTS),
        "kind": chosen(request, "kind", DUTY_BEARERS),
        "abuse": chosen(request, "abuse", [row.abuse for row in load(Abuse)]),
        "lender": chosen(request, "lender", lenders()),
        "industry": chosen(request, "industry", [f"c{number}" for number in range(1, 36)]),
    }
    for name in ("applicant_state", "against", "place", "origin", "into"):
        asked = text(request, name)
        said[name] = country_said(asked) if asked else ""
    for name in ("buyer", "parent"):
        said[name] = ", ".join(country_said(one) for one in words_of(text(request, name)) or ())
    said["instrument"] = ", ".join(code.upper() for code in words_of(text(request, "instrument")) or ())
    for code in words_of(said["instrument"]) or ():
        _known_instrument(code)
    for name in ("name", "good"):
        said[name] = text(request, name)
    return said


def _known_instrument(code: str) -> None:
    from fairlead.errors import FairleadError

    known = [row.code for row in load(Instrument)]
    if code not in known:
        raise FairleadError(
            _("There is no instrument %(code)s in the table.") % {"code": repr(code[:20])},
            fix=_("Give a code such as C029, P029 or C105."),
        )


def _missing(said: dict[str, str]) -> list[str]:
    """What must still be said before routes can be told."""
    words = {
        "applicant": _("who asks"),
        "kind": _("against whom"),
        "place": _("where it happened"),
        "abuse": _("what happened"),
    }
    missing = [text for name, text in words.items() if not said[name]]
    if said["kind"] == "state" and not said["against"]:
        missing.append(_("against which State"))
    if said["kind"] == "lender" and not said["lender"]:
        missing.append(_("against which lender"))
    return missing


def _question(request: HttpRequest, said: dict[str, str], on: date) -> Question:
    company = company_said(request) if said["kind"] == "company" else None
    return Question(
        applicant=said["applicant"],
        applicant_state=said["applicant_state"],
        duty_bearer=said["kind"],
        against=said["lender"] if said["kind"] == "lender" else said["against"],
        abuse=said["abuse"],
        place=said["place"],
        on=on,
        instruments=words_of(said["instrument"]) or (),
        buyers=words_of(said["buyer"]) or (),
        parents=words_of(said["parent"]) or (),
        name=said["name"],
        company=company if company is not None and is_said(company) else None,
    )


def _help(said: dict[str, str], on: date) -> Help:
    industries = (said["industry"],) if said["industry"] else ()
    return assistance(said["applicant"], said["place"], on, origin=said["origin"], industries=industries)


def _bans(said: dict[str, str], on: date) -> tuple[BanFinding, ...]:
    """Import bans that touch the good, made in the place; none where no good is said."""
    if not said["good"]:
        return ()
    into = said["into"] or (said["against"] if said["kind"] == "importer" else "")
    return bans_touching(on, good=good_of(said["good"]), origin=said["place"] or None, into=into or None)


def _in_words(said: dict[str, str]) -> str:
    """The question as a sentence, with names instead of codes."""
    against = said["lender"] or (country_name(said["against"]) if said["against"] else _("an unknown country"))
    whom = {
        "state": _("the State: %(name)s"),
        "company": _("a company with its home in %(name)s"),
        "lender": _("the lender %(name)s"),
        "importer": _("an importer into %(name)s"),
    }[said["kind"]] % {"name": against}
    abuse = next(row.name for row in load(Abuse) if row.abuse == said["abuse"]).lower()
    instruments = words_of(said["instrument"]) or ()
    on = (
        _(", relying on %(names)s") % {"names": ", ".join(instrument_name(code) for code in instruments)}
        if instruments
        else ""
    )
    who = NAMES[said["applicant"]]
    return _("%(who)s, against %(whom)s, on %(abuse)s in %(place)s%(on)s") % {
        "who": who[:1].upper() + who[1:],
        "whom": whom,
        "abuse": abuse,
        "place": country_name(said["place"]),
        "on": on,
    }


def _applicants() -> dict[str, str]:
    return {name: NAMES[name][:1].upper() + NAMES[name][1:] for name in APPLICANTS}


def _kinds() -> dict[str, str]:
    return {
        "state": _("a State"),
        "company": _("a company"),
        "lender": _("a lender"),
        "importer": _("an importer"),
    }


def _flat(one: RouteAnswer) -> dict[str, Any]:
    return {
        "route": one.route.id,
        "name": one.route.name,
        "body": one.route.body,
        "open": one.answer.verdict,
        "why": one.answer.text,
        "step": one.step,
        "through": [step.name for step in one.through] or one.way,
        "needs": one.said("needs"),
        "gives": one.said("gives"),
        "takes": one.said("takes"),
        "binding": one.route.effect,
        "risk_of_reprisal": one.risk,
        "would_change_it": one.answer.changes,
        "nearest_open": [near.text for near in one.nearest],
        "references": one.answer.references,
        "to_be_checked": one.answer.to_be_checked,
        "source": one.route.source,
        "as_of": one.answer.as_of or one.route.as_of,
    }


def _row(row: AccountabilityRoute) -> dict[str, Any]:
    return {
        "route": row.id,
        "name": row.name,
        "body": row.body,
        "category": row.category,
        "against": row.against,
        "may_start": row.starters,
        "for_those_affected": row.on_behalf,
        "needs": row.needs,
        "gives": row.gives,
        "takes": row.takes,
        "binding": row.effect,
        "reference": row.reference,
        "recalled": row.recalled,
        "source": row.source,
        "url": row.url,
        "as_of": row.as_of,
        "status": row.status,
    }


addresses: list[URLPattern] = [
    *pages("routes/", ask, "routes"),
    *pages("routes/all/", route_list, "route_list"),
    *pages("routes/<str:route>/", route, "route"),
]
