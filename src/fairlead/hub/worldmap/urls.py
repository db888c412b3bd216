"""The address of the map."""

from __future__ import annotations

from django.urls import URLPattern

from fairlead.hub.pages import pages
from fairlead.hub.worldmap.views import world

urlpatterns: list[URLPattern] = pages("map/", world, "map")
