"""Addresses of assessments."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from fairlead.hub.assessments.views import comparing, lists, quick, remembered, result, sharing, steps
from fairlead.hub.assessments.views.common import View, posted, signed_in
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

_ONE = "assessments/<uuid:assessment>/"
_VERSION = f"{_ONE}versions/<int:number>/"
_BOTH = ("GET", "HEAD", "POST")


def _change(route: str, view: View, name: str) -> URLPattern:
    """An address that only takes changes."""
    made: Callable[..., HttpResponseBase] = posted(view)  # type: ignore[assignment]
    return path(route, made, name=name)


def _file(route: str, view: View, name: str) -> URLPattern:
    made: Callable[..., HttpResponseBase] = signed_in(view)  # type: ignore[assignment]
    return path(route, made, name=name)


urlpatterns: list[URLPattern] = [
    *pages("assessments/", signed_in(lists.all_assessments), "assessments", formats=("json", "csv")),
    *pages("assessments/quick/", quick.quick, "assessments-quick"),
    *pages("assessments/compare/", signed_in(comparing.compared), "assessments-compare", formats=("json", "csv")),
    path("assessments/new/", lists.new, name="assessment-new"),
    _change("assessments/example/", lists.start_example, "assessment-example"),
    *pages(_ONE, signed_in(result.overview), "assessment", formats=("json", "csv")),
    *pages(f"{_ONE}columns/", signed_in(steps.columns, _BOTH), "assessment-columns", formats=("json",), changes=True),
    *pages(f"{_ONE}progress/", signed_in(steps.progress), "assessment-progress", formats=("json",)),
    *pages(f"{_ONE}rows/", signed_in(steps.rows), "assessment-rows", formats=("json", "csv")),
    _file(f"{_ONE}rows.xlsx", steps.rows_workbook, "assessment-rows-workbook"),
    *pages(f"{_ONE}texts/", signed_in(steps.texts, _BOTH), "assessment-texts", formats=("json", "csv"), changes=True),
    *pages(f"{_ONE}settings/", signed_in(steps.options, _BOTH), "assessment-options", formats=("json",), changes=True),
    _change(f"{_ONE}run/", steps.run, "assessment-run"),
    _change(f"{_ONE}cancel/", steps.cancel, "assessment-cancel"),
    _change(f"{_ONE}rename/", lists.rename, "assessment-rename"),
    path(f"{_ONE}list/", lists.replace, name="assessment-list"),
    *pages(f"{_ONE}share/", signed_in(sharing.share, _BOTH), "assessment-share", formats=("json",), changes=True),
    _change(f"{_ONE}share/<uuid:share>/revoke/", sharing.revoke, "assessment-revoke"),
    _change(f"{_ONE}audience/", sharing.audience, "assessment-audience"),
    *pages(f"{_ONE}delete/", signed_in(lists.delete_for_good, _BOTH), "assessment-delete", formats=(), changes=True),
    *pages(_VERSION, signed_in(result.result), "assessment-version", formats=("json", "csv")),
    _change(f"{_VERSION}delete/", result.version_delete, "assessment-version-delete"),
    _file(f"{_VERSION}file/<slug:form>/", result.result_file, "assessment-file"),
    *pages(f"{_VERSION}<slug:part>/", signed_in(result.part), "assessment-part", formats=()),
    *pages("readings/", signed_in(remembered.all_readings), "readings", formats=("json", "csv")),
    _change("readings/share/", remembered.share_readings, "readings-share"),
    _change("readings/undo/<uuid:batch>/", steps.undo_readings, "readings-undo"),
    _change("readings/<uuid:reading>/forget/", remembered.forget, "reading-forget"),
    path("shared/<str:secret>/file/<slug:form>/", sharing.shared_file, name="shared-file"),
    path("shared/<str:secret>/", sharing.shared, name="shared"),
    path("shared/<str:secret>/<slug:part>/", sharing.shared, name="shared-part"),
]
