"""Addresses of campaigns."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.campaigns import brief
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    *pages("campaigns/brief/", brief.brief_page, "campaign-brief"),
    path("campaigns/brief/file/<slug:what>/<slug:form>/", brief.brief_file, name="campaign-brief-file"),
]
