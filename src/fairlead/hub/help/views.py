"""The pages of help: choose two countries, read, print, leave. Nothing is asked but the countries."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fairlead.dossier.names import known_countries
from fairlead.errors import FairleadError
from fairlead.hub.help import contacts, rights
from fairlead.hub.help.addresses import help_address
from fairlead.hub.help.sentences import Spoken
from fairlead.hub.locale.names import LANGUAGES, country_in, own_name
from fairlead.hub.pages import Page

__all__ = ["choose", "country", "in_language"]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that a page of help tells, in one language."""

    language: str
    place: str
    place_name: str
    origin: str
    origin_name: str
    subjects: tuple[rights.Subject, ...]
    before: tuple[rights.Subject, ...]
    contacts: tuple[contacts.Contact, ...]
    unchecked: dict[str, tuple[str, ...]]
    reviewed: bool


def told(place: str, origin: str, language: str) -> Told | None:
    """What the page tells in a language; none where a sentence of it has no translation."""
    say = Spoken(language)
    helpers = contacts.contacts(place, origin, language, say)
    ends = {"place": place, "origin": origin}
    silent = [end for end, code in ends.items() if code and not any(one.where == end for one in helpers)]
    found = Told(
        language=language,
        place=place,
        place_name=country_in(language, place),
        origin=origin,
        origin_name=country_in(language, origin) if origin else "",
        subjects=rights.at_work(place, language, say),
        before=rights.abroad(origin, place, language, say) if origin else (),
        contacts=helpers,
        unchecked={end: contacts.unchecked(ends[end]) for end in silent},
        reviewed=say.reviewed,
    )
    return None if say.missing else found


def choose(request: HttpRequest, language: str) -> Page | HttpResponseBase:
    """Ask for the country of work and of origin, and go there."""
    place, origin = (_asked(request, name) for name in ("work", "from"))
    if origin and not place:
        place, origin = origin, ""
    if place:
        code = f"{origin}-{place}" if origin and origin != place else place
        return redirect(help_address(language if told(place, _other(origin, place), language) else "en", code))
    names = {code: country_in(language, code) for code in known_countries()}
    ordered = sorted(names.items(), key=lambda one: one[1])
    codes = _ready(language)
    ready = [one for one in ordered if one[0] in codes]
    context = {
        "ready": ready,
        "others": [one for one in ordered if one[0] not in codes],
        "every": ordered,
        "language_now": language,
        "languages": [(one, own_name(one), help_address(one, "")) for one in LANGUAGES],
        "reviewed": Spoken(language).reviewed,
        "here": help_address(language, ""),
        "examples": [
            (_pair("NPL", "QAT", language), help_address(language, "NPL-QAT")),
            (_pair("IDN", "MYS", language), help_address(language, "IDN-MYS")),
            (_pair("PHL", "SAU", language), help_address(language, "PHL-SAU")),
        ],
    }
    data = [{"code": code, "name": name, "address": help_address(language, code)} for code, name in ready]
    return Page("help/choose.html", _("I need help, or want to tell"), data, data, context)


def country(request: HttpRequest, language: str, code: str) -> Page | HttpResponseBase:  # noqa: ARG001
    """Show rights and help in a country of work, for people of another country or for anybody."""
    origin, place = code.split("-") if "-" in code else ("", code)
    if place not in known_countries() or (origin and origin not in known_countries()) or origin == place:
        raise Http404(_("A page of help has the code of a country, such as QAT, or of two, such as NPL-QAT."))
    page = told(place, origin, language)
    if page is None:
        return redirect(help_address("en", code))
    title = _("Help and rights at work: %(country)s") % {"country": page.place_name}
    if origin:
        title = _("Help and rights at work: from %(origin)s to %(country)s") % {
            "origin": page.origin_name,
            "country": page.place_name,
        }
    offered = [one for one in LANGUAGES if one == language or told(place, origin, one)]
    context = {
        "told": page,
        "language_now": language,
        "languages": [(one, own_name(one), help_address(one, code)) for one in offered],
        "reviewed": page.reviewed,
        "known": [one for one in page.subjects if one.rights],
        "unknown": _without(page.subjects, unverified=False),
        "unverified": _without(page.subjects, unverified=True),
        "before_unknown": _without(page.before, unverified=False),
        "before_unverified": _without(page.before, unverified=True),
        "limits": any(one.id == "limits" and one.rights for one in page.subjects),
        "choose": help_address(language, ""),
        "only_place": help_address(language, place),
    }
    rows = [
        {
            "part": part,
            "subject": subject.heading,
            "text": right.text,
            "law": right.law,
            "as_of": right.day,
            "fact": right.fact,
        }
        for part, subjects in (("at work", page.subjects), ("before leaving", page.before))
        for subject in subjects
        for right in subject.rights
    ]
    return Page("help/country.html", title, page, rows, context)


def _without(subjects: tuple[rights.Subject, ...], *, unverified: bool) -> list[str]:
    """Headings of subjects of which nothing is shown: because nobody verified it, or because nothing is collected."""
    return [one.heading for one in subjects if not one.rights and one.unverified is unverified]


def in_language(view: Any, language: str) -> Any:
    """A view that knows its language, and still the part it belongs to."""
    made: Any = partial(view, language=language)
    made.__module__, made.__name__, made.__doc__ = view.__module__, view.__name__, view.__doc__
    return made


@cache
def _ready(language: str) -> frozenset[str]:
    """Countries whose page is whole in a language."""
    return frozenset(code for code in known_countries() if language == "en" or told(code, "", language))


def _asked(request: HttpRequest, name: str) -> str:
    code = request.GET.get(name, "").strip().upper()
    if code and code not in known_countries():
        raise FairleadError(
            _("The country %(asked)s is not in the list.") % {"asked": repr(code[:20])},
            fix=_("Choose one of the list."),
        )
    return code


def _other(origin: str, place: str) -> str:
    return "" if origin == place else origin


def _pair(origin: str, place: str, language: str) -> str:
    return f"{country_in(language, origin)} → {country_in(language, place)}"
