"""Addresses of changes, feeds and what one watches."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.pages import pages
from fairlead.hub.watch import views

DATA = ("json", "csv")

urlpatterns: list[URLPattern] = [
    *pages("changes/", views.changes, "changes"),
    path("changes.atom", views.atom, name="changes-atom"),
    *pages("changes/<int:change>/", views.change, "change"),
    *pages("watches/", views.watches, "watches", formats=DATA),
    path("watches/add/", views.add, name="watch-add"),
    path("watches/<uuid:watch>/remove/", views.remove, name="watch-remove"),
    *[
        path(f"watches/settings/{do}/", views.settings_do, {"do": do}, name=f"watch-{do}")
        for do in ("every", "feed", "revoke")
    ],
    path("feeds/<str:secret>.atom", views.private, name="private-atom"),
    path("unsubscribe/<str:secret>/", views.unsubscribe, name="unsubscribe"),
]
