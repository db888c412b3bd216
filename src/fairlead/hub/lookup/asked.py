"""What an address asks for: a day, a country, a choice. What cannot be read is answered, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from fairlead.dossier.names import known_countries
from fairlead.errors import FairleadError
from fairlead.hub.pages import FORMATS

__all__ = [
    "canonical",
    "countries",
    "country",
    "country_in_filter",
    "country_said",
    "day",
    "form_of",
    "named_near",
    "several",
    "text",
]

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
LONGEST = 200


def day(request: HttpRequest, default: date, name: str = "on") -> date:
    """The day that ``?on=`` names, or the default where it names none.

    Raises
    ------
    FairleadError
        If it is no day of the calendar between 1900 and 2100.
    """
    asked = request.GET.get(name, "").strip()
    if not asked:
        return default
    try:
        found = date.fromisoformat(asked) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", asked) else None
    except ValueError:
        found = None
    if found is None or not FIRST <= found <= LAST:
        raise FairleadError(
            _("%(asked)s is not a day that can be asked about.") % {"asked": repr(asked[:40])},
            fix=_("Write year, month and day, for instance 2021-03-17; from 1900 to 2100."),
        )
    return found


def text(request: HttpRequest, name: str) -> str:
    """A text of the query, with its spaces in order.

    Raises
    ------
    FairleadError
        If it is too long.
    """
    said = " ".join(request.GET.get(name, "").replace("\x00", " ").split())
    if len(said) > LONGEST:
        raise FairleadError(
            _("What stands under %(name)s is too long.") % {"name": name},
            fix=_("Use at most %(most)d characters.") % {"most": LONGEST},
        )
    return said


def several(request: HttpRequest, name: str, most: int = 8) -> tuple[str, ...]:
    """Every value of a parameter that may be repeated, each once."""
    found = tuple(dict.fromkeys(value.strip() for value in request.GET.getlist(name) if value.strip()))
    if len(found) > most or any(len(value) > LONGEST for value in found):
        raise FairleadError(_("There are too many values of %(name)s.") % {"name": name})
    return found


@cache
def countries() -> Mapping[str, str]:
    """Every country of the tables, name by code, in the order of the names."""
    return dict(sorted(known_countries().items(), key=lambda pair: _plain(pair[1])))


def country(asked: str) -> str:
    """The code of the country that an address names, by code or in any spelling.

    Raises
    ------
    Http404
        If there is no such country; near ones are named.
    """
    found = _country(asked)
    if found:
        return found
    near = _near(asked)
    said = _("There is no country %(asked)s in the tables.") % {"asked": repr(asked[:60])}
    raise Http404(f"{said} {_('Near:')} {near}." if near else said)


def country_in_filter(request: HttpRequest, name: str = "country") -> str:
    """The code of the country that a filter names; empty where it names none.

    Raises
    ------
    FairleadError
        If there is no such country; near ones are named.
    """
    asked = text(request, name)
    return country_said(asked) if asked else ""


def country_said(asked: str) -> str:
    """The code of a country that somebody wrote or chose.

    Raises
    ------
    FairleadError
        If there is no such country; near ones are named.
    """
    found = _country(asked)
    if not found:
        near = _near(asked)
        raise FairleadError(
            _("There is no country %(asked)s in the tables.") % {"asked": repr(asked[:60])},
            fix=f"{_('Near:')} {near}." if near else _("Give its name or its ISO 3166 code, for instance BGD."),
        )
    return found


def canonical(request: HttpRequest, given: str, code: str) -> HttpResponsePermanentRedirect | None:
    """Lead from another spelling in the address to the one address of a thing."""
    if given == code:
        return None
    head, tail = request.path.rsplit(given, 1)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{head}{code}{tail}{'?' + query if query else ''}")


def form_of(request: HttpRequest) -> str:
    """Which form of a page is asked for: ``html``, or one of `fairlead.hub.pages.FORMATS`."""
    return next((form for form in sorted(FORMATS, key=len)[::-1] if request.path.endswith(f".{form}")), "html")


def named_near(asked: str, names: Iterable[str]) -> str:
    """Names like what was asked, for the message that there is none such."""
    known = list(names)
    by_fold = {name.casefold(): name for name in known}
    return ", ".join(by_fold[one] for one in get_close_matches(asked.casefold(), by_fold, n=3, cutoff=0.5))


def _country(asked: str) -> str:
    if asked in countries():
        return asked
    if len(asked) > LONGEST:
        return ""
    if asked.upper() in countries():
        return asked.upper()
    from fairlead.classify import match_country

    match = match_country(asked.replace("-", " "))
    if len(match.targets) == 1 and match.status in {"exact", "confident"} and match.targets[0].code in countries():
        return match.targets[0].code
    return ""


def _near(asked: str) -> str:
    from fairlead.classify import match_country

    by_name = {name: code for code, name in countries().items()}
    found = {by_name[name]: name for name in get_close_matches(asked.title(), by_name, n=3, cutoff=0.6)}
    found |= {one.code: one.name for one in match_country(asked[:LONGEST]).candidates if one.code in countries()}
    if len(asked) <= len("BGD"):
        codes = get_close_matches(asked.upper(), countries(), n=3, cutoff=0.6)
        found |= {code: countries()[code] for code in codes}
    return ", ".join(f"{name} ({code})" for code, name in list(found.items())[:3])


def _plain(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
