"""Atom feeds of changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone

from fairlead.hub.watch.models import Change

__all__ = ["LENGTH", "feed"]

LENGTH = 100
"""Entries of a feed."""
_ATOM = "http://www.w3.org/2005/Atom"


def feed(request: HttpRequest, title: str, changes: Sequence[Change], *, private: bool = False) -> HttpResponse:
    """An Atom feed of changes, newest first; answered with 304 where nothing is new.

    Parameters
    ----------
    private
        Whether it is one person's: then no cache on the way may keep it.
    """
    newest = changes[0].pk if changes else 0
    tag = f'"{newest}-{len(changes)}"'
    if not private and request.headers.get("If-None-Match") == tag:
        unchanged = HttpResponseNotModified()
        unchanged.headers["ETag"] = tag
        return unchanged
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    root = Element("feed", {"xmlns": _ATOM})
    here = settings.ADDRESS + request.get_full_path()
    _text(root, "title", title)
    whose = "private/" + hashlib.sha256(request.path.encode()).hexdigest()[:16] if private else request.get_full_path()
    _text(root, "id", f"tag:{host},2026:{whose}")
    _text(root, "updated", (changes[0].at if changes else timezone.now()).isoformat())
    if not private:
        SubElement(root, "link", {"rel": "self", "href": here, "type": "application/atom+xml"})
    SubElement(root, "link", {"rel": "alternate", "href": settings.ADDRESS + reverse("changes"), "type": "text/html"})
    author = SubElement(root, "author")
    _text(author, "name", "Fairlead")
    for change in changes:
        entry = SubElement(root, "entry")
        where = settings.ADDRESS + reverse("change", kwargs={"change": change.pk})
        _text(entry, "title", change.title)
        _text(entry, "id", f"tag:{host},2026:change/{change.pk}")
        _text(entry, "updated", change.at.isoformat())
        SubElement(entry, "link", {"rel": "alternate", "href": where, "type": "text/html"})
        SubElement(entry, "category", {"term": change.kind})
        _text(entry, "summary", change.summary)
    answer = HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type="application/atom+xml")
    answer.headers["Cache-Control"] = "private, no-store" if private else "public, max-age=300"
    if not private:
        answer.headers["ETag"] = tag
    return answer


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
