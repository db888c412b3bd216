"""Rules: ratified or not, gaps, which laws bind, import bans, which routes are open; each answer with its reasons."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from fairlead.facts import BusinessLaw, Instrument, load
from fairlead.hub.api.shapes import Record, answers, data_of, written
from fairlead.hub.lookup import laws as law_pages
from fairlead.hub.lookup import routes as route_pages
from fairlead.hub.lookup.asked import FIRST, LAST, country
from fairlead.hub.lookup.which import which
from fairlead.hub.pages import today
from fairlead.reason import gaps, laws, plain

__all__ = ["router"]

router = Router(tags=["Rules"])
TEXT = 200
ON = "The day asked about, as 2021-03-17, from 1900 to 2100."


class Day(Schema):
    """The day asked about."""

    on: date | None = Field(None, ge=FIRST, le=LAST, description=f"{ON} Left out: the last day of the record.")


class Company(Schema):
    """What is said of a company; what is left out stays unknown. ``fact-<name>=yes|no`` answers a law's question."""

    on: str = Field("", max_length=TEXT, description=f"{ON} Left out: today.")
    seat: str = Field("", max_length=TEXT, description="Country of its seat.")
    turnover: str = Field("", max_length=TEXT, description="Turnover in a year, in `currency`.")
    currency: str = Field("", max_length=TEXT, description="Three letters; EUR where left out.")
    assets: str = Field("", max_length=TEXT, description="Balance sheet total.")
    staff: str = Field("", max_length=TEXT, description="People employed.")
    turnover_in: str = Field("", max_length=TEXT, description="By country, as `Germany=5000000, France=2000000`.")
    staff_in: str = Field("", max_length=TEXT, description="By country, as `France=5200`.")
    sells_in: str = Field("", max_length=TEXT, description="Countries, or `none`.")
    imports: str = Field("", max_length=TEXT, description="Countries into which it imports, or `none`.")
    contracts: str = Field("", max_length=TEXT, description="Countries whose public buyers it sells to, or `none`.")
    listed: str = Field("", max_length=TEXT, description="Countries where its shares are listed, or `none`.")
    goods: str = Field("", max_length=TEXT, description="Goods it deals in, or `none`.")
    sectors: str = Field("", max_length=TEXT, description="Sectors, as laws name them.")


class Route(Company):
    """A question for routes."""

    applicant: str = Field("", max_length=TEXT, description="Who asks: worker, union, ngo and so on.")
    kind: str = Field("", max_length=TEXT, description="Against whom: state, company, lender or importer.")
    abuse: str = Field("", max_length=TEXT, description="What happened.")
    lender: str = Field("", max_length=TEXT, description="Which lender.")
    industry: str = Field("", max_length=TEXT, description="Industry of the trade table, c1 to c35.")
    applicant_state: str = Field("", max_length=TEXT, description="Of a government that asks: its country.")
    against: str = Field("", max_length=TEXT, description="The State, or the country of the company's home.")
    place: str = Field("", max_length=TEXT, description="Where it happened.")
    origin: str = Field("", max_length=TEXT, description="Where the people come from.")
    into: str = Field("", max_length=TEXT, description="Country of import.")
    buyer: str = Field("", max_length=TEXT, description="Countries of buyers.")
    parent: str = Field("", max_length=TEXT, description="Countries of parent companies.")
    instrument: str = Field("", max_length=TEXT, description="Instruments relied on, such as C029.")
    name: str = Field("", max_length=TEXT, description="Name of the company or agreement.")
    good: str = Field("", max_length=TEXT, description="The good.")


class Ban(Schema):
    """A question for import bans."""

    on: str = Field("", max_length=TEXT, description=f"{ON} Left out: today.")
    good: str = Field("", max_length=TEXT)
    origin: str = Field("", max_length=TEXT, description="Where it is made.")
    into: str = Field("", max_length=TEXT, description="Where it is imported.")
    maker: str = Field("", max_length=TEXT, description="Who makes it; not repeated in the answer.")


@router.get(
    "/ratifications/{code}", response=answers(Record, 404), operation_id="ratifications", summary="Who had ratified"
)
def counted(request: HttpRequest, code: Path[str], day: Query[Day]) -> HttpResponse:  # noqa: ARG001
    """How many States had ratified an instrument on a day, with bounds where a date is not exact, and each of them."""
    known = _instrument(code)
    return written(plain.counted(known, day.on or plain.record_day(known)))


@router.get(
    "/ratifications/{code}/{iso3}",
    response=answers(Record, 404),
    operation_id="ratified",
    summary="Whether a State had ratified",
)
def ratified(request: HttpRequest, code: Path[str], iso3: Path[str], day: Query[Day]) -> HttpResponse:  # noqa: ARG001
    """Whether a State had ratified an instrument on a day, and was bound by it; for the Protocol, also its plan."""
    known = _instrument(code)
    return written(plain.status_of_state(known, country(iso3), day.on or plain.record_day(known)))


@router.get("/gaps", response=answers(dict[str, list[str]]), operation_id="gap_profiles", summary="Subjects")
def profiles(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The subjects for which gaps in ratification can be asked, each with its instruments."""
    return written(gaps.profiles())


@router.get("/gaps/{profile}/{iso3}", response=answers(Record, 404), operation_id="gaps", summary="Gaps of a State")
def gaps_of(request: HttpRequest, profile: Path[str], iso3: Path[str], day: Query[Day]) -> HttpResponse:  # noqa: ARG001
    """The instruments of a subject, each with the answer whether it is a gap of the State."""
    if profile not in gaps.profiles():
        raise Http404(_("Subjects: %(known)s.") % {"known": ", ".join(gaps.profiles())})
    return written(plain.gaps_of_state(profile, country(iso3), day.on))


@router.get("/pathfinders", response=answers(Record), operation_id="pathfinders", summary="Pathfinder countries")
def pathfinders(request: HttpRequest, day: Query[Day]) -> HttpResponse:  # noqa: ARG001
    """Both published lists of pathfinder countries against ratification of the Protocol."""
    return written(plain.pathfinder_lists(day.on or plain.record_day(plain.PROTOCOL)))


@router.get("/laws/binding", response=answers(Record), operation_id="laws_binding", summary="Which laws bind")
def binding(request: HttpRequest, company: Query[Company]) -> HttpResponse:  # noqa: ARG001
    """Which laws on forced and child labour bind a company on a day: yes, no or unknown, why, and by when."""
    page = data_of(which, request)
    return page if page.content != b"null" else written({"on": str(today()), "company": None, "laws": []})


@router.get("/laws/bans", response=answers(Record), operation_id="bans", summary="Import bans")
def bans(request: HttpRequest, asked: Query[Ban]) -> HttpResponse:  # noqa: ARG001
    """Which import and market bans touch a good, an origin or its makers on a day."""
    return data_of(law_pages.bans, request)


@router.get("/laws/{law}", response=answers(Record, 404), operation_id="law", summary="One law")
def law(request: HttpRequest, law: Path[str]) -> HttpResponse:  # noqa: ARG001
    """One law with its scopes, dates and how strong it is, aspect by aspect."""
    known = next((row for row in load(BusinessLaw) if row.id == law), None)
    if known is None:
        raise Http404(_("There is no such law in the table."))
    return written(plain.law_in_full(laws.law(law).id))


@router.get("/routes", response=answers(Record), operation_id="routes", summary="Which routes are open")
def routes(request: HttpRequest, asked: Query[Route]) -> HttpResponse:  # noqa: ARG001
    """Which procedures are open to this applicant against this duty-bearer, why, what comes first, and who can help."""
    page = data_of(route_pages.ask, request)
    return page if page.content != b"null" else written({"question": None, "routes": [], "help": None, "bans": []})


def _instrument(code: str) -> str:
    known = {row.code for row in load(Instrument)}
    if code.upper() not in known:
        raise Http404(_("There is no such instrument in the table."))
    return code.upper()
