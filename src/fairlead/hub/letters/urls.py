"""Addresses of letters."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.letters.views import sending, writing
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

DATA = ("json", "csv")
_ONE = "letters/<uuid:letter>/"

urlpatterns: list[URLPattern] = [
    *pages("letters/mine/", writing.letters, "letters-mine", formats=DATA),
    path("letters/kinds/<slug:kind>/new/", writing.new, name="letter-new"),
    path("letters/kinds/<slug:kind>/batch/", writing.batch, name="letter-batch"),
    *pages(_ONE, writing.letter, "letter", formats=DATA),
    path(f"{_ONE}fields/", writing.fields, name="letter-fields"),
    path(f"{_ONE}case/", writing.case, name="letter-case"),
    path(f"{_ONE}procedure/", writing.procedure, name="letter-procedure"),
    path(f"{_ONE}passages/<slug:passage>/", writing.passage, name="letter-passage"),
    *pages(f"{_ONE}versions/", writing.versions, "letter-versions", formats=DATA),
    path(f"{_ONE}versions/<int:number>/restore/", writing.restore, name="letter-restore"),
    path(f"{_ONE}renew/", writing.renew, name="letter-renew"),
    path(f"{_ONE}file/<slug:form>/", writing.file, name="letter-file"),
    path(f"{_ONE}audience/", writing.audience, name="letter-audience"),
    path(f"{_ONE}campaign/", writing.campaign, name="letter-campaign"),
    path(f"{_ONE}delete/", writing.remove, name="letter-delete"),
    *pages(f"{_ONE}signatures/", sending.signatures, "letter-signatures", formats=DATA),
    *[
        path(f"{_ONE}signatures/{do}/", sending.sign, {"do": do}, name=f"letter-{do}")
        for do in ("invite", "uninvite", "approve", "decline", "attest")
    ],
    path(f"{_ONE}safety/", sending.safety, name="letter-safety"),
    path(f"{_ONE}send/", sending.send, name="letter-send"),
    path(f"{_ONE}send/cancel/", sending.cancel, name="letter-cancel"),
    path(f"{_ONE}publish/", sending.publish, name="letter-publish"),
    path(f"{_ONE}unpublish/", sending.unpublish, name="letter-unpublish"),
]
