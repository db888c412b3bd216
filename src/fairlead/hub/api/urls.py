"""Addresses of the interface for programs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from fairlead.hub.api.reference import of_part, reference
from fairlead.hub.api.service import patterns
from fairlead.hub.pages import pages

_found, _app, _namespace = patterns()

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include((_found, _app), namespace=_namespace)),
    *pages("api/", reference, "api"),
    *pages("api/parts/<slug:part>/", of_part, "api-part"),
]
