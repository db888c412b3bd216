"""The brief of a campaign for everyone: chosen on a form, worked out anew, kept nowhere."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from fairlead.act.campaign.brief import CampaignBrief, as_dossier, brief
from fairlead.act.campaign.kit import slides
from fairlead.act.campaign.levels import LEVEL_NAMES
from fairlead.act.campaign.model import Campaign
from fairlead.act.campaign.objectives import objectives
from fairlead.act.campaign.rendering import render
from fairlead.act.campaign.steps import default_steps
from fairlead.classify.crosswalk import industry_name
from fairlead.dossier.names import known_countries
from fairlead.dossier.parts import flat
from fairlead.dossier.report import html
from fairlead.facts import Instrument, load
from fairlead.hub.lookup.asked import day
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.turns import Turns
from fairlead.reason.route_question import lenders
from fairlead.report.document import docx, pdf

__all__ = ["TYPES", "asked", "brief_file", "brief_page", "choices", "file_of", "shown_brief"]

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FIELDS = ("objective", "country", "partner", "sector", "level", "instrument", "lender")
EXAMPLE = {"objective": "ratify", "country": "NPL"}
"""What the page is filled with until somebody chooses."""
_TURNS = Turns()


def asked(given: QueryDict) -> Campaign:
    """The campaign that a form says; until something is chosen, an example."""
    said = {name: given.get(name, "").strip()[:40] for name in FIELDS}
    begun = any(said.values())
    values = said if begun else {**said, **EXAMPLE}
    values["objective"] = values["objective"] or EXAMPLE["objective"]
    values["instrument"] = values["instrument"].upper()
    if not values["country"]:
        raise BadRequest(_("Choose a country."))
    try:
        return msgspec.convert(values, Campaign)
    except msgspec.ValidationError as error:
        raise BadRequest(_("This cannot be read: %(why)s.") % {"why": error}) from error


def brief_page(request: HttpRequest) -> Page:
    """The brief for what is chosen."""
    on = day(request, today())
    campaign = asked(request.GET)
    found = brief(campaign, on)
    context = {
        **shown_brief(found),
        "campaign": campaign,
        "query": request.META.get("QUERY_STRING", ""),
        "signed_in": actor_of(request).user is not None,
        "steps": default_steps(on.isoformat()),
        "files": list(TYPES),
    }
    data = msgspec.to_builtins(found)
    return Page("campaigns/brief.html", found.title, data, flat(as_dossier(found)), context)


@require_safe
def brief_file(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """The same brief, or an outline of slides from it, as a file."""
    if form not in TYPES or what not in ("brief", "slides"):
        raise Http404
    return file_of(asked(request.GET), what, form, day(request, today()))


def file_of(campaign: Campaign, what: str, form: str, on: date) -> HttpResponse:
    """The brief of a campaign, or its slides, as an answer that is kept as a file."""
    with _TURNS.turn():
        if what == "slides":
            content = (pdf if form == "pdf" else docx).render(slides(campaign, on))
        else:
            content = render(brief(campaign, on), form)
    answer = HttpResponse(content, content_type=TYPES[form])
    name = f"{what}-{campaign.objective}-{campaign.country}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return answer


def shown_brief(found: CampaignBrief) -> dict[str, Any]:
    """A brief as the pages show it."""
    return {
        "brief": found,
        "body": Markup(html.body(as_dossier(found))),  # noqa: S704 - the library escapes it
    }


def choices() -> dict[str, Any]:
    """What the forms of a campaign offer."""
    return {
        "objectives": {key: row.name for key, row in objectives().items()},
        "countries": known_countries(),
        "industries": {code: industry_name(code) for code in (f"c{number}" for number in range(1, 36))},
        "levels": LEVEL_NAMES,
        "instruments": {row.code: f"{row.code} {row.name}" for row in load(Instrument) if row.organisation == "ILO"},
        "lenders": {one: one for one in lenders()},
    }
