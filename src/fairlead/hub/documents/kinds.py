"""What can be written, for everyone: each kind of document with a real State filled in, read and taken along.

Nothing is stored, and names of people and companies are not asked for: what is asked stands in the address of the page.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from fairlead.act.case import LANGUAGES, Case
from fairlead.act.draft import Draft
from fairlead.act.kinds import Kind, kinds, languages
from fairlead.act.receivable import routes_of
from fairlead.act.rendering import FORMATS, render
from fairlead.act.writing import write
from fairlead.classify.crosswalk import industry_name
from fairlead.dossier.names import known_countries
from fairlead.errors import FairleadError
from fairlead.hub.documents.shown import plain_draft, shown
from fairlead.hub.lookup.asked import day
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.turns import Turns
from fairlead.reason.route_question import abuses, lenders, route_rows

__all__ = [
    "GROUPS",
    "TYPES",
    "all_kinds",
    "as_file",
    "campaign_asked",
    "case_asked",
    "kind_file",
    "kind_list",
    "kind_page",
]

GROUPS = {
    "policy": gettext_lazy("To governments and institutions"),
    "supervision": gettext_lazy("To the supervisory bodies of the International Labour Organization"),
    "complaint": gettext_lazy("Complaints and requests"),
    "business": gettext_lazy("Inside business"),
    "joint": gettext_lazy("Together"),
}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}
EXAMPLE = {
    "state": "NPL",
    "partner": "QAT",
    "place": "TKM",
    "sector": "c4",
    "good": "cotton",
    "abuse": "forced_labour",
    "lender": "IFC",
    "home": "DEU",
}
"""What a page is filled with until somebody chooses: real places, and no company."""
_TURNS = Turns()
_LONG = 120


def kind_list(request: HttpRequest) -> Page:
    """All kinds of documents, by family."""
    group = _one_of(request, "group", set(GROUPS))
    objective = request.GET.get("objective", "")
    known = {name for one in kinds().values() for name in one.objectives}
    if objective and objective not in known:
        raise BadRequest(_("objective may be: %(names)s.") % {"names": ", ".join(sorted(known))})
    found = [
        one
        for one in kinds().values()
        if (not group or one.group == group) and (not objective or objective in one.objectives)
    ]
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "about": one.about,
            "group": one.group,
            "route": one.route,
            "needs": list(one.needs),
            "objectives": list(one.objectives),
            "languages": list(languages(one.id)),
        }
        for one in found
    ]
    context = {
        "groups": [(id_, title, [one for one in found if one.group == id_]) for id_, title in GROUPS.items()],
        "group": group,
        "objective": objective,
        "signed_in": actor_of(request).user is not None,
    }
    return Page("documents/kinds.html", _("Letters and complaints"), rows, rows, context)


def kind_page(request: HttpRequest, kind: str) -> Page:
    """One kind: what it is for, and a draft of it for the State that is chosen."""
    whole = _kind(kind)
    case, error = case_asked(request.GET, whole, day(request, today())), None
    draft: Draft | None = None
    try:
        draft = write(kind, case)
    except FairleadError as refused:
        error = refused
        if request.path.endswith((".json", ".csv")):
            raise
    data = {"kind": msgspec.to_builtins(whole), "draft": plain_draft(draft) if draft else None}
    rows = [{"number": one.number, "says": one.says, "where": one.where} for one in draft.sources] if draft else []
    context = {
        "kind": whole,
        "group": GROUPS[whole.group],
        "routes": [route_rows()[one] for one in routes_of(whole, case) if one in route_rows()],
        "draft": shown(draft) if draft else None,
        "error": error,
        "said": _said(case),
        "needs": {need.partition(".")[0] for need in whole.needs},
        "countries": known_countries(),
        "industries": {code: industry_name(code) for code in (f"c{number}" for number in range(1, 36))},
        "abuses": {name: row.name for name, row in abuses().items()},
        "lenders": {one: one for one in lenders()},
        "languages": languages(kind),
        "files": list(FORMATS),
        "query": request.META.get("QUERY_STRING", ""),
        "signed_in": actor_of(request).user is not None,
        "campaign": campaign_asked(request.GET),
        "address_on": case.on,
    }
    return Page(
        "documents/kind.html", whole.name, data, rows, context, status=400 if error else 200, description=whole.about
    )


@require_safe
def all_kinds(request: HttpRequest) -> HttpResponse:
    """Where somebody shortens the address of a kind: the list of all kinds."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("letters") + (f"?{query}" if query else ""))


@require_safe
def kind_file(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """The same draft as a file, with its placeholders to complete in any word processor."""
    if form not in TYPES:
        raise Http404
    draft = write(kind, case_asked(request.GET, _kind(kind), day(request, today())))
    with _TURNS.turn():
        return as_file(draft, form)


def as_file(draft: Draft, form: str, *, final: bool = False) -> HttpResponse:
    """A draft as an answer that is kept as a file."""
    content = render(draft, form, final=final)
    name = "-".join(part for part in (draft.kind, draft.case.state) if part)
    answer = HttpResponse(content, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return answer


def _kind(kind: str) -> Kind:
    found = kinds().get(kind)
    if found is None:
        raise Http404(_("There is no such kind of document."))
    return found


def _one_of(request: HttpRequest, name: str, known: set[str]) -> str:
    value = request.GET.get(name, "")
    if value and value not in known:
        raise BadRequest(_("%(name)s may be: %(known)s.") % {"name": name, "known": ", ".join(sorted(known))})
    return value


def case_asked(given: QueryDict, whole: Kind, on: date) -> Case:
    """The case that a form says; until something is chosen, an example stands in what the kind needs."""
    asked = {name: given.get(name, "").strip()[:_LONG] for name in given}
    begun = any(name in asked for name in ("state", "partner", "sector", "lender", "home", "place"))
    needed = {need.partition(".")[0] for need in whole.needs}

    def said(name: str, fallback: bool) -> str:
        return asked.get(name, "") if begun or not fallback else EXAMPLE.get(name, "")

    target: dict[str, Any] = {
        "lender": said("lender", "target" in needed and "lender" in str(whole.needs)),
        "home": said("home", "target" in needed),
    }
    if "target.name" in whole.needs:
        target["name"] = _("[name of the company]")
    raw = {
        "on": on.isoformat(),
        "state": said("state", True),
        "partner": said("partner", "partner" in needed),
        "place": said("place", "place" in needed),
        "sector": said("sector", "sector" in needed),
        "good": said("good", "good" in needed),
        "abuse": asked.get("abuse") or EXAMPLE["abuse"],
        "language": asked.get("language") or "en",
        "instruments": [one for one in asked.get("instruments", "").upper().split(",") if one],
        "estimate": asked.get("estimate") == "yes",
        "target": target,
    }
    if raw["language"] not in LANGUAGES:
        raise BadRequest(_("language may be: %(known)s.") % {"known": ", ".join(LANGUAGES)})
    return msgspec.convert(raw, Case)


def campaign_asked(given: QueryDict) -> str:
    """The campaign that a draft is to belong to, as a form carries it along; empty where none is named.

    Raises
    ------
    BadRequest
        If it cannot be the number of one. Whether the reader is inside of it is asked when a draft is kept.
    """
    said = given.get("campaign", "").strip()
    try:
        return str(UUID(said)) if said else ""
    except ValueError:
        raise BadRequest(_("campaign is the number of a campaign.")) from None


def _said(case: Case) -> dict[str, Any]:
    return {
        "state": case.state,
        "partner": case.partner,
        "place": case.place,
        "sector": case.sector,
        "good": case.good,
        "abuse": case.abuse,
        "language": case.language,
        "estimate": case.estimate,
        "instruments": ",".join(case.instruments),
        "lender": case.target.lender,
        "home": case.target.home,
    }
