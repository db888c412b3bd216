"""Addresses of what can be written."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.documents import kinds
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    *pages("letters/", kinds.kind_list, "letters"),
    path("letters/kinds/", kinds.all_kinds, name="letter-kinds"),
    *pages("letters/kinds/<slug:kind>/", kinds.kind_page, "letter-kind"),
    path("letters/kinds/<slug:kind>/file/<slug:form>/", kinds.kind_file, name="letter-kind-file"),
]
