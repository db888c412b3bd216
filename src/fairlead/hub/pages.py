"""Pages that are HTML for people and JSON, CSV and citations for programs, from one view.

A view gives a `Page`; `pages` makes an address for each form of it: ``/goods/`` is the page, ``/goods.json`` its
data, ``/goods.csv`` its rows, ``/goods.bib`` and ``/goods.csl.json`` its citation. Filters stay in the query.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from fairlead import __version__

__all__ = ["FORMATS", "Page", "pages", "today"]

READ = ("GET", "HEAD")

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
_FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True)
class Page:
    """What a view answers.

    Attributes
    ----------
    template
        Jinja2 template of the HTML page; it extends ``base.html``.
    title
        Title of the page, and of its citation.
    data
        What the JSON holds under ``data``: anything that msgspec can encode.
    rows
        Rows of the CSV, with the same keys in each. None: there is no CSV of this page, and it answers 404.
    context
        What the template needs besides ``page``.
    status
        HTTP status of every form.
    cite
        Whether the page can be cited: false for pages of people and forms.
    """

    template: str
    title: str
    data: Any = None
    rows: Sequence[Mapping[str, Any]] | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    cite: bool = True
    description: str = ""


View = Callable[..., Page | HttpResponseBase]


def today() -> date:
    """The date in UTC: what "now" means in every answer of the hub."""
    return timezone.now().date()


def pages(
    route: str, view: View, name: str, *, formats: Iterable[str] = tuple(FORMATS), changes: bool = False
) -> list[URLPattern]:
    """Make the addresses of a page: its HTML at `route` (which ends with a slash) and its other forms beside it.

    Parameters
    ----------
    route
        Such as ``"goods/<slug:good>/"``.
    view
        Gives a `Page`, or any answer of its own.
    name
        Name of the address; other forms are called ``name.json`` and so on.
    formats
        Which other forms there are.
    changes
        Whether its form is sent to the page's own address; the view then says which methods it takes.
    """
    stem = route.removesuffix("/") or "index"
    longest_first = sorted(formats, key=len, reverse=True)  # what ends in .csl.json ends in .json too
    others = [
        path(f"{stem}.{form}", _shown(view, form, changes=changes), name=f"{name}.{form}") for form in longest_first
    ]
    return [*others, path(route, _shown(view, "html", tuple(formats), changes=changes), name=name)]


def _shown(
    view: View, form: str, formats: tuple[str, ...] = (), *, changes: bool = False
) -> Callable[..., HttpResponseBase]:
    @functools.wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        if request.method not in READ and not changes:
            return HttpResponseNotAllowed(READ)
        page = view(request, **named)
        if not isinstance(page, Page):
            return page
        if form == "html":
            return _html(request, page, formats)
        if form == "csv" and page.rows is None:
            raise Http404("This page has no rows, so there is no CSV of it; its .json holds the data.")
        if form in {"bib", "csl.json"} and not page.cite:
            raise Http404("This page is not one to cite.")
        body = {"json": _json, "csv": _csv, "bib": _bibtex, "csl.json": _csl}[form](request, page)
        return HttpResponse(body, content_type=FORMATS[form], status=page.status)

    answer.page_view = view  # type: ignore[attr-defined]
    answer.page_form = form  # type: ignore[attr-defined]
    return answer


def _html(request: HttpRequest, page: Page, formats: tuple[str, ...]) -> HttpResponseBase:
    stem = request.path.removesuffix("/") or "/index"
    query = request.META.get("QUERY_STRING", "")
    offered = {
        form: f"{stem}.{form}{'?' + query if query else ''}"
        for form in formats
        if not (form == "csv" and page.rows is None) and not (form in {"bib", "csl.json"} and not page.cite)
    }
    context = {**page.context, "page": page, "formats": offered, "address": address(request), "on": today()}
    return TemplateResponse(request, page.template, context, status=page.status)


def address(request: HttpRequest) -> str:
    """The public address of the HTML page that is asked for, with its filters."""
    stem = request.path
    for form in sorted(FORMATS, key=len, reverse=True):
        if stem.endswith(f".{form}"):
            stem = stem.removesuffix(f".{form}").removesuffix("/index") + "/"
            break
    query = request.META.get("QUERY_STRING", "")
    return f"{settings.ADDRESS}{stem}{'?' + query if query else ''}"


def _json(request: HttpRequest, page: Page) -> bytes:
    about = {
        "title": page.title,
        "address": address(request),
        "generated": today(),
        "program": f"Fairlead {__version__}",
        "terms": "Each row names its source; terms of sources: " + settings.ADDRESS + "/about/data/",
    }
    return msgspec.json.format(msgspec.json.encode({"about": about, "data": page.data}), indent=1)


def _csv(_request: HttpRequest, page: Page) -> str:
    rows = page.rows or ()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if rows:
        writer.writerow(rows[0].keys())
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return "\ufeff" + text.getvalue()  # the mark makes spreadsheet programs read UTF-8


def _cell(value: Any) -> Any:
    """Keep a spreadsheet program from taking a text for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_cell(part)) for part in value)
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def _bibtex(request: HttpRequest, page: Page) -> str:
    now = today()
    key = "fairlead-" + (re.sub(r"[^a-z0-9]+", "-", request.path.lower().removesuffix(".bib")).strip("-") or "index")
    title = re.sub(r"([{}\\%&#_$])", r"\\\1", page.title)
    return (
        f"@misc{{{key},\n  title = {{{{{title}}}}},\n  author = {{{{Fairlead}}}},\n  year = {{{now.year}}},\n"
        f"  url = {{{address(request)}}},\n  urldate = {{{now.isoformat()}}},\n"
        f"  note = {{Version {__version__}}}\n}}\n"
    )


def _csl(request: HttpRequest, page: Page) -> bytes:
    now = today()
    parts = [[now.year, now.month, now.day]]
    item = {
        "id": address(request),
        "type": "webpage",
        "title": page.title,
        "author": [{"literal": "Fairlead"}],
        "issued": {"date-parts": parts},
        "accessed": {"date-parts": parts},
        "URL": address(request),
        "version": __version__,
    }
    return msgspec.json.format(msgspec.json.encode([item]), indent=1)
