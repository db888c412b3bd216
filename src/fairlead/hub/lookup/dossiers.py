"""Dossiers in the hub's pages: lists, each dossier in parts, and the whole as PDF, DOCX and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, lru_cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.dossier import Dossier, dossier_corridor, dossier_country, dossier_good, dossier_industry
from fairlead.dossier.chains import chains
from fairlead.dossier.good import slug
from fairlead.dossier.model import Kind
from fairlead.dossier.packaged import packaged
from fairlead.dossier.parts import PARTS, Part, flat, part
from fairlead.dossier.report import html
from fairlead.dossier.report import json as dossier_json
from fairlead.errors import FairleadError
from fairlead.facts import GoodIndustries, MigrationRule, load
from fairlead.hub.lookup.asked import (
    canonical,
    countries,
    country,
    country_in_filter,
    day,
    form_of,
    named_near,
)
from fairlead.hub.lookup.documents import TYPES, document
from fairlead.hub.lookup.shown import look_up
from fairlead.hub.pages import FORMATS, Page, pages, today

__all__ = ["addresses", "code_of", "dossier", "download", "every", "listed", "lists", "made"]

FOLDERS: dict[Kind, str] = {
    "country": "countries",
    "industry": "industries",
    "good": "goods",
    "corridor": "corridors",
}


def lists(request: HttpRequest) -> Page:  # noqa: ARG001
    """Say what dossiers there are."""
    kinds = [(kind, reverse(f"dossiers.{kind}"), len(every(kind))) for kind in FOLDERS]
    rows = [
        {"kind": kind, "code": code, "title": title, "address": _address(kind, code)}
        for kind in FOLDERS
        for code, title in every(kind).items()
    ]
    return look_up(
        "dossier_lists.html",
        _("Dossiers"),
        rows,
        rows,
        description=_("All that is known of one country, industry, good or corridor, with sources; also on paper."),
        kinds=kinds,
        titles=_titles(),
        examples=[(title, _address(kind, code)) for kind, code, title in _examples()],
    )


def listed(request: HttpRequest, kind: Kind) -> Page | HttpResponseBase:
    """List the dossiers of one kind; for corridors, lead to the one that is asked for."""
    if kind == "corridor" and (request.GET.get("origin") or request.GET.get("destination")):
        ends = [country_in_filter(request, name) for name in ("origin", "destination")]
        if not all(ends):
            raise FairleadError(_("A corridor needs two countries."), fix=_("Give the origin and the destination."))
        return HttpResponseRedirect(_address("corridor", "-".join(ends)))
    rows = [{"code": code, "title": title, "address": _address(kind, code)} for code, title in every(kind).items()]
    return look_up(
        "dossier_list.html",
        _titles()[kind],
        rows,
        rows,
        kind=kind,
        entries=[(row["title"], row["address"]) for row in rows],
        everywhere=countries(),
    )


def dossier(request: HttpRequest, kind: Kind, key: str, code: str) -> Page | HttpResponseBase:
    """Show one part of a dossier; its JSON is the dossier's own format, whole for the first part."""
    known = code_of(kind, code)
    if moved := canonical(request, code, known):
        return moved
    on = day(request, today())
    whole = made(kind, known, on.isoformat())
    first = PARTS[kind][0].key
    shown = part(whole, key)
    if form_of(request) == "json":
        body = dossier_json.dumps(whole if key == first else shown)
        return HttpResponse(body, content_type=FORMATS["json"])
    query = f"?on={on}" if request.GET.get("on") else ""
    title = whole.title if key == first else f"{whole.title}: {_part(kind, key).title.lower()}"
    return look_up(
        "dossier.html",
        title,
        None,
        flat(whole if key == first else shown),
        description=_("%(title)s: law, practice, goods, estimates with ranges, partners, with every source.")
        % {"title": whole.title},
        dossier=whole,
        body=Markup(html.body(shown, linked=_linked(), whole=whole)),  # noqa: S704 - the library escapes it
        sections=shown.sections,
        parts=[(one.title, _address(kind, known, one.key) + query, one.key == key) for one in PARTS[kind]],
        whole_json=_address(kind, known).rstrip("/") + f".json{query}",
        documents=[(form.upper(), reverse(f"dossier.{kind}.{form}", kwargs={"code": known}) + query) for form in TYPES],
        kind=kind,
        folder=reverse(f"dossiers.{kind}"),
        on_day=on,
        here=_address(kind, known, key),
        beside=_beside(kind, known),
    )


def download(request: HttpRequest, kind: Kind, form: str, code: str) -> HttpResponseBase:
    """Give a whole dossier as a document."""
    known = code_of(kind, code)
    if moved := canonical(request, code, known):
        return moved
    on = day(request, today())
    body = document(made(kind, known, on.isoformat()), form)
    response = HttpResponse(body, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="fairlead-{kind}-{known}-{on}.{form}"'
    return response


def every(kind: Kind) -> dict[str, str]:
    """The dossiers of one kind that are listed, title by code."""
    return dict(_every(kind))


@cache
def _every(kind: Kind) -> tuple[tuple[str, str], ...]:
    if kind == "country":
        return tuple(countries().items())
    if kind == "industry":
        named = [(code, chain.title) for code, chain in chains().items()]
        return (*named, *((code, packaged().name(code)) for code in packaged().industries))
    if kind == "good":
        return tuple(
            sorted(((slug(row.good), row.good) for row in load(GoodIndustries)), key=lambda one: one[1].casefold())
        )
    pairs = {(row.iso3, row.partner) for row in load(MigrationRule) if row.scope == "corridor"}
    named = [(f"{one}-{other}", _pair(one, other)) for one, other in pairs if {one, other} <= set(countries())]
    return tuple(sorted(named, key=lambda one: one[1].casefold()))


@lru_cache(maxsize=48)
def made(kind: Kind, code: str, on: str) -> Dossier:
    """A whole dossier; the last ones are kept, since their parts and documents are asked for together."""
    when = date.fromisoformat(on)
    if kind == "corridor":
        origin, _dash, destination = code.partition("-")
        return dossier_corridor(origin, destination, on=when)
    makers: dict[Kind, Callable[..., Dossier]] = {
        "country": dossier_country,
        "industry": dossier_industry,
        "good": dossier_good,
    }
    return makers[kind](code, on=when)


def code_of(kind: Kind, asked: str) -> str:
    """The code of the dossier that an address names.

    Raises
    ------
    Http404
        If there is none; near ones are named.
    """
    if kind == "country":
        return country(asked)
    if kind == "corridor":
        origin, dash, destination = asked.partition("-")
        if not dash:
            raise Http404(_("A corridor is written with two countries, for instance NPL-QAT."))
        ends = country(origin), country(destination)
        if ends[0] == ends[1]:
            raise Http404(_("A corridor needs two different countries."))
        return "-".join(ends)
    known = every(kind)
    found = asked.casefold() if kind == "industry" else slug(asked)
    if found in known:
        return found
    near = named_near(asked, known) or named_near(asked, known.values())
    said = _("There is no dossier of %(asked)s.") % {"asked": repr(asked[:60])}
    raise Http404(f"{said} {_('Near:')} {near}." if near else said)


def _address(kind: Kind, code: str, key: str = "") -> str:
    name = f"dossier.{kind}" if key in ("", PARTS[kind][0].key) else f"dossier.{kind}.{key}"
    return reverse(name, kwargs={"code": code})


@cache
def _linked() -> dict[str, str]:
    """Addresses of the dossiers that lines of estimates name."""
    return {f"{kind}:{code}": _address(kind, code) for kind in ("country", "industry") for code in every(kind)}


def _beside(kind: Kind, code: str) -> list[tuple[str, str]]:
    """Other pages of the hub on the same thing."""
    if kind == "country":
        name = {"name": countries()[code]}
        return [
            (_("Everything on %(name)s") % name, reverse("country", kwargs={"code": code})),
            (_("What members published on %(name)s") % name, f"{reverse('register')}?state={code}"),
        ]
    if kind == "corridor":
        return [(countries()[iso3], reverse("country", kwargs={"code": iso3})) for iso3 in code.split("-")]
    return []


def _pair(origin: str, destination: str) -> str:
    return _("%(origin)s to %(destination)s") % {
        "origin": countries().get(origin, origin),
        "destination": countries().get(destination, destination),
    }


def _part(kind: Kind, key: str) -> Part:
    return next(one for one in PARTS[kind] if one.key == key)


def _titles() -> dict[str, str]:
    return {
        "country": _("Dossiers of countries"),
        "industry": _("Dossiers of industries"),
        "good": _("Dossiers of goods"),
        "corridor": _("Dossiers of corridors"),
    }


def _examples() -> Iterable[tuple[Kind, str, str]]:
    return (
        ("country", "BGD", countries()["BGD"]),
        ("industry", "garments", _("Garments")),
        ("good", "cotton", _("Cotton")),
        ("corridor", "NPL-QAT", _pair("NPL", "QAT")),
    )


def _bound(view: Callable[..., Any], **fixed: str) -> Callable[..., Any]:
    """The view for one kind, still known as a view of this module."""

    @wraps(view)
    def bound(request: HttpRequest, **named: str) -> Any:
        return view(request, **fixed, **named)

    return bound


def _of(kind: Kind) -> list[URLPattern]:
    """Every address of the dossiers of one kind."""
    stem = f"dossiers/{FOLDERS[kind]}/"
    found = pages(stem, _bound(listed, kind=kind), f"dossiers.{kind}")
    for one in PARTS[kind]:
        first = one is PARTS[kind][0]
        route = f"{stem}<str:code>/" if first else f"{stem}<str:code>/{one.key}/"
        name = f"dossier.{kind}" if first else f"dossier.{kind}.{one.key}"
        found += pages(route, _bound(dossier, kind=kind, key=one.key), name)
    found += [
        path(f"{stem}<str:code>.{form}", _bound(download, kind=kind, form=form), name=f"dossier.{kind}.{form}")
        for form in TYPES
    ]
    return found


addresses: list[URLPattern] = [
    *pages("dossiers/", lists, "dossiers"),
    *(pattern for kind in FOLDERS for pattern in _of(kind)),
]
