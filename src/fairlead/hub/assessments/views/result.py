"""The result: what the spending is linked to, whom to act with, and all that lies behind it on pages of their own."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.hub.assessments import files, operations
from fairlead.hub.assessments.models import Assessment, Run
from fairlead.hub.assessments.results import PARTS, drawn, result_of, version
from fairlead.hub.assessments.views.common import Answer, shell, state_of
from fairlead.hub.assessments.views.steps import download
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["FILES", "as_file", "overview", "part", "part_titles", "result", "result_file", "rows_of", "version_delete"]

FILES = ("html", "xlsx", "pdf", "docx", "json")


def part_titles() -> dict[str, str]:
    """Pages of a result beside its summary."""
    return {
        "forced-labour": _("Forced labour"),
        "child-labour": _("Child labour"),
        "evidence": _("Evidence"),
        "actions": _("Whom to act with"),
        "list": _("Your list"),
        "basis": _("Methods, sources, limits"),
    }


def overview(request: HttpRequest, assessment: UUID) -> Answer:
    """The newest result; where there is none yet, the step that comes next."""
    frame = shell(request, assessment, "result")
    if frame["latest"] is None:
        if request.path.endswith(".json"):
            last = frame["it"].runs.defer("answer", "draws").order_by("-asked").first()
            return Page("", frame["it"].title, {"assessment": _about(frame["it"]), "run": state_of(last)}, cite=False)
        if frame["running"] is not None:
            return redirect("assessment-progress", assessment=assessment)
        if not frame["may"]["change"]:
            return Page("assessments/nothing.html", frame["it"].title, None, cite=False, context=frame)
        return redirect("assessment-rows" if frame["check"] else "assessment-columns", assessment=assessment)
    return _shown(frame, frame["latest"])


def result(request: HttpRequest, assessment: UUID, number: int) -> Answer:
    """One version of the result."""
    frame = shell(request, assessment, "result")
    return _shown(frame, version(frame["it"], number))


def _about(thing: Assessment) -> dict[str, Any]:
    return {
        "id": str(thing.pk),
        "title": thing.title,
        "created": thing.created,
        "changed": thing.changed,
        "audience": thing.audience,
        "input_sha256": thing.sha256,
    }


def _shown(frame: dict[str, Any], run: Run) -> Answer:
    thing: Assessment = frame["it"]
    base = reverse("assessment-version", args=[thing.pk, run.number])
    model = result_of(run)
    versions = list(thing.runs.filter(number__isnull=False).defer("answer", "draws").order_by("-number"))
    return Page(
        "assessments/result.html",
        thing.title,
        {"assessment": _about(thing), "run": state_of(run), "result": model},
        rows=rows_of(model),
        cite=False,
        context={
            **frame,
            "run": run,
            "base": base,
            "a": model,
            "drawn": drawn(run, ("summary",), base),
            "parts": part_titles(),
            "part": "",
            "versions": versions,
            "files": FILES,
        },
    )


def rows_of(model: Any) -> list[dict[str, Any]]:
    """The estimates as rows: account, part, place, people with range."""
    rows = []
    for account in model.accounts:
        parts = [("total", "", account.label, account.total.people)]
        parts += [("tier", "beyond" if t.tier is None else str(t.tier), t.label, t.people) for t in account.tiers]
        parts += [("country", o.country, o.country_name, o.people) for o in account.origins]
        parts += [("industry", p.key, p.label, p.people) for p in account.industries]
        rows += [
            {
                "account": account.id,
                "part": kind,
                "code": code,
                "name": name,
                "people": people.central,
                "low_90": people.low,
                "high_90": people.high,
            }
            for kind, code, name, people in parts
        ]
    return rows


def part(request: HttpRequest, assessment: UUID, number: int, part: str) -> Answer:
    """One part of a version: an account, the evidence, the actions, the list, the basis."""
    frame = shell(request, assessment, "result")
    if part not in PARTS:
        raise Http404
    run = version(frame["it"], number)
    base = reverse("assessment-version", args=[assessment, number])
    return Page(
        "assessments/part.html",
        frame["it"].title,
        None,
        cite=False,
        context={
            **frame,
            "run": run,
            "base": base,
            "drawn": drawn(run, (part,), base),
            "parts": part_titles(),
            "part": part,
        },
    )


def result_file(request: HttpRequest, assessment: UUID, number: int, form: str) -> Answer:
    """A version as a file to keep."""
    thing = find(actor_of(request), Assessment, "download", pk=assessment)
    run = version(thing, number)
    stem = re.sub(r"[^A-Za-z0-9]+", "-", thing.title).strip("-").lower()[:60] or "assessment"
    return as_file(result_of(run), form, f"{stem}-{number}")


def as_file(model: Any, form: str, stem: str) -> HttpResponse:
    """A result as a file."""
    from importlib import import_module

    if form not in FILES:
        raise Http404
    report = import_module(f"fairlead.report.{form}")
    with TemporaryDirectory(dir=files.folder(), prefix="out-") as folder:
        body = report.write(model, Path(folder) / f"report.{form}").read_bytes()
    return download(body, f"{stem}.{form}", form)


def version_delete(request: HttpRequest, assessment: UUID, number: int) -> Answer:
    """Delete one version."""
    operations.delete_run(actor_of(request), assessment, number)
    return redirect("assessment", assessment=assessment)
