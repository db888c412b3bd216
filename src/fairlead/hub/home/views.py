"""The first screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from fairlead.hub.campaigns.waiting import waiting
from fairlead.hub.home.doors import doors
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of

__all__ = ["first_screen", "units"]


def first_screen(request: HttpRequest) -> Page:
    """Show the search box and the five doors, each with a way that needs no account and no file."""
    shown = doors()
    return Page(
        "home/first.html",
        _("From evidence of forced labour to the action that ends it"),
        shown,
        [
            {"door": door.id, "title": door.title, "for": door.who, "gives": way.gives, "address": way.address}
            for door in shown
            for way in door.ways
        ],
        context={"doors": shown, "waiting": waiting(actor_of(request))},
    )


def units(request: HttpRequest) -> HttpResponse:
    """A page about nothing in particular, for whoever leaves a page of help in haste."""
    return TemplateResponse(request, "home/units.html")
