"""Addresses of the look-up pages: each module lists its own in `addresses`, joined here."""

from __future__ import annotations

from django.urls import URLPattern

from fairlead.hub.lookup import (
    cases,
    corridors,
    countries,
    dossiers,
    goods,
    indicators,
    initiatives,
    labour_law,
    laws,
    practices,
    ratifications,
    routes,
    sources,
    which,
)

urlpatterns: list[URLPattern] = [
    *ratifications.addresses,
    *countries.addresses,
    *labour_law.addresses,
    *cases.addresses,
    *which.addresses,
    *laws.addresses,
    *routes.addresses,
    *dossiers.addresses,
    *corridors.addresses,
    *goods.addresses,
    *indicators.addresses,
    *initiatives.addresses,
    *practices.addresses,
    *sources.addresses,
]
