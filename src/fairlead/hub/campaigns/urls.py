"""Addresses of campaigns."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.campaigns.public import brief
from fairlead.hub.campaigns.views import coalition, keeping, showing
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

DATA = ("json", "csv")
_ONE = "campaigns/<uuid:campaign>/"

urlpatterns: list[URLPattern] = [
    *pages("campaigns/", keeping.campaigns, "campaigns"),
    *pages("campaigns/brief/", brief.brief_page, "campaign-brief"),
    path("campaigns/brief/file/<slug:what>/<slug:form>/", brief.brief_file, name="campaign-brief-file"),
    *pages("campaigns/allies/", showing.allies_page, "campaign-allies"),
    path("campaigns/new/", keeping.new, name="campaign-new"),
    path("campaigns/import/", keeping.take, name="campaign-import"),
    *pages(_ONE, showing.campaign, "campaign", formats=DATA),
    path(f"{_ONE}main/", keeping.main, name="campaign-main"),
    path(f"{_ONE}plan/", keeping.plan, name="campaign-plan"),
    path(f"{_ONE}plan/<str:step>/", keeping.plan, name="campaign-step"),
    *[
        path(f"{_ONE}log/{what}/", keeping.log, {"what": what}, name=f"campaign-{what}")
        for what in ("engagement", "answer", "outcome")
    ],
    *pages(f"{_ONE}history/", keeping.history, "campaign-history", formats=DATA),
    path(f"{_ONE}history/<int:number>/restore/", keeping.restore, name="campaign-restore"),
    *pages(f"{_ONE}coalition/", coalition.coalition, "campaign-coalition", formats=DATA),
    path(f"{_ONE}coalition/invite/", coalition.invite, name="campaign-invite"),
    path(f"{_ONE}coalition/text/", coalition.text, name="campaign-text"),
    *[
        path(f"{_ONE}coalition/{do}/", coalition.answer, {"do": do}, name=f"campaign-{do}")
        for do in ("accept", "leave", "agree", "withdraw", "uninvite")
    ],
    path(f"{_ONE}file/<str:what>", keeping.file, name="campaign-file"),
    path(f"{_ONE}audience/", keeping.audience, name="campaign-audience"),
    path(f"{_ONE}public/", showing.public, name="campaign-public"),
    path(f"{_ONE}safety/", showing.safety, name="campaign-safety"),
    path(f"{_ONE}publish/", showing.publish, name="campaign-publish"),
    path(f"{_ONE}unpublish/", showing.unpublish, name="campaign-unpublish"),
    path(f"{_ONE}delete/", keeping.remove, name="campaign-delete"),
]
