"""Addresses of the search."""

from __future__ import annotations

from django.urls import URLPattern

from fairlead.hub.pages import pages
from fairlead.hub.search.views import results

urlpatterns: list[URLPattern] = pages("search/", results, "search")
