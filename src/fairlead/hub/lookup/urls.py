"""Addresses of the look-up pages: each module lists its own in `addresses`, joined here."""

from __future__ import annotations

from django.urls import URLPattern

from fairlead.hub.lookup import (
    corridors,
    countries,
    goods,
    indicators,
    initiatives,
    labour_law,
    practices,
    ratifications,
    sources,
)

urlpatterns: list[URLPattern] = [
    *ratifications.addresses,
    *countries.addresses,
    *labour_law.addresses,
    *corridors.addresses,
    *goods.addresses,
    *indicators.addresses,
    *initiatives.addresses,
    *practices.addresses,
    *sources.addresses,
]
