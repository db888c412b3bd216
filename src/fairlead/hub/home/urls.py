"""Addresses of the first screen."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.home.views import first_screen, units
from fairlead.hub.pages import pages

urlpatterns: list[URLPattern] = [
    *pages("", first_screen, "home"),
    path("units/", units, name="units"),
]
