"""Addresses of matters and of the public register."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.matters.views import following, keeping, showing
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

DATA = ("json", "csv")
_ONE = "matters/<uuid:matter>/"

urlpatterns: list[URLPattern] = [
    *pages("matters/", following.matters, "matters", formats=DATA),
    path("matters/new/", following.begin, name="matter-new"),
    path("letters/<uuid:letter>/follow/", following.follow, name="letter-follow"),
    *[
        path(f"matters/reminders/{do}/", showing.calendar_settings, {"do": do}, name=f"matters-{do}")
        for do in ("mail", "calendar", "revoke")
    ],
    *pages(_ONE, following.matter, "matter", formats=DATA),
    path(f"{_ONE}log/", following.log, name="matter-log"),
    path(f"{_ONE}undo/", following.undo, name="matter-undo"),
    path(f"{_ONE}due.ics", following.ics, name="matter-ics"),
    path(f"{_ONE}audience/", following.audience, name="matter-audience"),
    path(f"{_ONE}campaign/", following.campaign, name="matter-campaign"),
    path(f"{_ONE}delete/", following.remove, name="matter-delete"),
    *pages(f"{_ONE}replies/", keeping.replies, "matter-replies", formats=DATA, changes=True),
    path(f"{_ONE}papers/<uuid:paper>/redact/", keeping.redact, name="matter-redact"),
    path(f"{_ONE}papers/<uuid:paper>/<slug:form>/", keeping.paper, name="matter-paper"),
    *pages(f"{_ONE}ledgers/", keeping.ledgers, "matter-ledgers", formats=DATA, changes=True),
    *pages(f"{_ONE}reprisals/", keeping.reprisals, "matter-reprisals", formats=DATA, changes=True),
    path(f"{_ONE}safety/", showing.safety, name="matter-safety"),
    path(f"{_ONE}public/", showing.show, name="matter-public"),
    path(f"{_ONE}public/publish/", showing.publish, name="matter-publish"),
    path(f"{_ONE}public/unpublish/", showing.unpublish, name="matter-unpublish"),
    path("calendars/<str:secret>.ics", showing.calendar, name="private-ics"),
    *pages("register/", showing.register_list, "register"),
    *pages("register/letters/<uuid:entry>/", showing.letter, "register-letter"),
    *pages("register/matters/<uuid:entry>/", showing.matter, "register-matter"),
]
