"""The steps between the list and the result: columns, progress, rows, readings, settings."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.classify.text import key
from fairlead.errors import FairleadError, InputError
from fairlead.hub.assessments import files, operations, readings, work
from fairlead.hub.assessments.models import Assessment, Purpose, Run, State
from fairlead.hub.assessments.results import found_of
from fairlead.hub.assessments.settings import DEFAULTS, TABLES, open_assumptions
from fairlead.hub.assessments.stages import stage_in_words
from fairlead.hub.assessments.views.common import Answer, shell, state_of
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find
from fairlead.hub.undoing import undoable

__all__ = ["cancel", "columns", "options", "progress", "rows", "rows_workbook", "run", "texts", "undo_readings"]

_SHOWN = 200
_WAITING = ("uncertain", "unknown")


def roles() -> dict[str, str]:
    """What a column can hold, in words; the needed ones first."""
    return {
        "amount": _("Amount"),
        "country": _("Supplier's country"),
        "product": _("Product or service"),
        "industry": _("Industry, in words"),
        "supplier": _("Supplier's name"),
        "currency": _("Currency"),
        "year": _("Year or date"),
        "hs": _("HS code"),
        "unspsc": _("UNSPSC code"),
        "nace": _("NACE code"),
        "isic4": _("ISIC Rev.4 code"),
        "isic3": _("ISIC Rev.3 code"),
        "naics": _("NAICS code"),
        "wiod": _("WIOD industry"),
        "site": _("Site or plant"),
        "tier": _("Tier"),
        "buyer_unit": _("Your business unit"),
    }


NEEDED = ("amount", "country", "product", "industry", "supplier", "currency", "year")


def columns(request: HttpRequest, assessment: UUID) -> Answer:
    """Step 2: what the columns hold."""
    frame = shell(request, assessment, "columns", "change")
    thing: Assessment = frame["it"]
    error: InputError | None = None
    if request.method == "POST":
        actor = actor_of(request)
        try:
            operations.set_reading(actor, assessment, request.POST.dict())
            operations.start(actor, assessment, Purpose.CHECK)
            return redirect("assessment-progress", assessment=assessment)
        except InputError as refused:
            error = refused
    sheets = [sheet for sheet in thing.preview.get("sheets", ()) if not sheet["hidden"]] or thing.preview["sheets"]
    wanted = request.GET.get("sheet", thing.reading.get("sheet") or "")
    sheet = next((one for one in sheets if one["name"] == wanted), None)
    if sheet is None:
        if request.GET.get("sheet"):
            raise BadRequest(_("There is no such sheet."))
        sheet = max(sheets, key=lambda one: (bool(one["columns"]), len(one["columns"])))
    chosen = dict(thing.reading.get("columns") or {})
    guess = {role: chosen[role] if role in chosen else sheet["columns"].get(role) for role in roles()}
    places = {heading: k for k, heading in reversed(list(enumerate(sheet["headings"])))}
    sample = {
        role: list(dict.fromkeys(row[places[heading]] for row in sheet["samples"] if row[places[heading]]))[:3]
        for role, heading in guess.items()
        if heading in places
    }
    return Page(
        "assessments/columns.html",
        _("What the columns hold"),
        {"sheets": sheets, "columns": guess, "reading": thing.reading},
        status=400 if error else 200,
        cite=False,
        context={
            **frame,
            "roles": roles(),
            "needed": NEEDED,
            "sheets": sheets,
            "sheet": sheet,
            "guess": guess,
            "sample": sample,
            "taken": {heading: roles()[role] for role, heading in guess.items() if heading},
            "headings": [heading for heading in dict.fromkeys(sheet["headings"]) if heading],
            "error": error,
            "missing": _missing(guess),
            "further": [roles()[role] for role in roles() if role not in NEEDED and guess[role]],
            "several": len(sheets) > 1,
        },
    )


def _missing(guess: Mapping[str, str | None]) -> list[str]:
    words = roles()
    missing = [words[role] for role in ("amount", "country") if not guess.get(role)]
    coded = ("product", "industry", "hs", "unspsc", "nace", "isic4", "isic3", "naics", "wiod")
    return missing if any(guess.get(role) for role in coded) else [*missing, words["product"]]


def progress(request: HttpRequest, assessment: UUID) -> Answer:
    """Step 5: how far it is; goes on by itself when it is done."""
    frame = shell(request, assessment, "progress")
    run = frame["it"].runs.defer("answer", "draws").order_by("-asked").first()
    if run is None:
        return redirect("assessment-columns", assessment=assessment)
    if run.state_now == State.DONE and not request.path.endswith(".json"):
        if run.purpose == Purpose.CHECK:
            return redirect("assessment-rows", assessment=assessment)
        return redirect("assessment", assessment=assessment)
    return Page(
        "assessments/progress.html",
        {
            State.FAILED: _("It could not be done"),
            State.CANCELLED: _("Cancelled"),
            State.INTERRUPTED: _("Interrupted"),
        }.get(run.state_now, _("Reading your list") if run.purpose == Purpose.CHECK else _("Assessing")),
        state_of(run),
        cite=False,
        context={
            **frame,
            "run": run,
            "stage": stage_in_words(run.stage),
            "now": run.state_now,
            "on_time": timezone.now(),
        },
    )


def run(request: HttpRequest, assessment: UUID) -> Answer:
    """Begin to read (``purpose=check``) or to assess."""
    purpose = request.POST.get("purpose", Purpose.ASSESS)
    if purpose not in Purpose.values:
        raise BadRequest(_("There is no such work."))
    operations.start(actor_of(request), assessment, purpose)
    return redirect("assessment-progress", assessment=assessment)


def cancel(request: HttpRequest, assessment: UUID) -> Answer:
    """Stop what is under way."""
    operations.cancel(actor_of(request), assessment)
    return redirect("assessment-progress", assessment=assessment)


def _found(frame: Mapping[str, Any]) -> tuple[Run, Mapping[str, Any]]:
    run = frame["check"]
    if run is None:
        raise Http404(_("The list was not read yet, or was changed since."))
    return run, found_of(run)


def rows(request: HttpRequest, assessment: UUID) -> Answer:
    """Step 3: what is wrong with the rows, all at once."""
    frame = shell(request, assessment, "rows")
    if frame["check"] is None and not request.path.endswith((".json", ".csv")):
        return redirect("assessment-columns", assessment=assessment)
    _run, found = _found(frame)
    severity = request.GET.get("severity", "")
    if severity not in ("", "error", "warning", "note"):
        raise BadRequest(_("The filter severity may be error, warning or note."))
    order = {"error": 0, "warning": 1, "note": 2}
    every = sorted(found["problems"], key=lambda p: order[p["severity"]])
    shown = [p for p in every if not severity or p["severity"] == severity]
    duplicates = [p for p in every if p["code"] in ("duplicate_row", "duplicate_dropped")]
    return Page(
        "assessments/rows.html",
        _("What we found in your list"),
        {**{k: found[k] for k in ("read", "placed", "said", "counts") if k in found}, "problems": shown},
        rows=shown,
        cite=False,
        context={
            **frame,
            "found": found,
            "problems": shown[:_SHOWN],
            "more": len(shown) - _SHOWN,
            "severity": severity,
            "counts": {name: sum(p["severity"] == name for p in every) for name in order},
            "duplicates": duplicates,
            "waiting": _open_texts(request, found),
        },
    )


def rows_workbook(request: HttpRequest, assessment: UUID) -> Answer:
    """The owner's rows as a workbook, with what is wrong and how to mend it beside each."""
    from fairlead.chain import write_marked

    thing = find(actor_of(request), Assessment, "change", pk=assessment)
    frame = shell(request, assessment, "rows", "change")
    _run, found = _found(frame)
    sheets = thing.preview.get("sheets", ())
    sheet = thing.reading.get("sheet")
    lines = [one["heading_line"] for one in sheets if sheet in (None, one["name"])]
    with tempfile.TemporaryDirectory(dir=files.folder(), prefix="out-") as folder:
        target = Path(folder) / "rows.xlsx"
        with files.opened(thing.stored, thing.file_name) as source:
            write_marked(source, work.problems_of(found), target, sheet=sheet, headings=max(lines, default=0))
        body = target.read_bytes()
    return download(body, f"{_stem(thing.file_name)}-to-mend.xlsx", "xlsx")


TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


def download(body: bytes, name: str, form: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(body, content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _stem(name: str) -> str:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", name.rsplit(".", 1)[0]).strip("-.")
    return stem[:60] or "list"


def _open_texts(request: HttpRequest, found: Mapping[str, Any]) -> int:
    known = readings.known_to(actor_of(request))
    return sum(t["status"] in _WAITING and (t["kind"], key(t["text"])[:300]) not in known for t in found["texts"])


def texts(request: HttpRequest, assessment: UUID) -> Answer:
    """Step 4: how countries and products were read; confirm, correct or leave out."""
    frame = shell(request, assessment, "texts", "change")
    if frame["check"] is None and not request.path.endswith((".json", ".csv")):
        return redirect("assessment-columns", assessment=assessment)
    _run, found = _found(frame)
    error: FairleadError | None = None
    if request.method == "POST":
        try:
            return _decided(request, assessment, found)
        except FairleadError as refused:
            error = refused
    which = request.GET.get("show", "waiting")
    if which not in ("waiting", "all"):
        raise BadRequest(_("The filter show may be waiting or all."))
    known = readings.known_to(actor_of(request))
    items = [
        {**text, "number": number, "decided": known.get((text["kind"], key(text["text"])[:300]))}
        for number, text in enumerate(found["texts"])
    ]
    shown = [i for i in items if which == "all" or i["status"] in _WAITING]
    still = [i for i in items if i["status"] in _WAITING and i["decided"] is None]
    return Page(
        "assessments/texts.html",
        _("How your texts were read"),
        [{k: v for k, v in item.items() if k not in ("decided", "number")} for item in shown],
        rows=[
            {k: item[k] for k in ("kind", "text", "status", "codes", "label", "score", "rows", "spend_usd", "reason")}
            for item in shown
        ],
        status=400 if error else 200,
        cite=False,
        context={
            **frame,
            "items": shown[:_SHOWN],
            "more": len(shown) - _SHOWN,
            "still": still,
            "which": which,
            "found": found,
            "error": error,
            "typed": request.POST if error else {},
            "suggested": [i for i in still if i["candidates"]],
        },
    )


def _decided(request: HttpRequest, assessment: UUID, found: Mapping[str, Any]) -> Answer:
    actor = actor_of(request)
    texts_found = found["texts"]
    decisions: dict[tuple[str, str], dict[str, float]] = {}
    problems: list[Any] = []
    if "above" in request.POST and request.POST.get("bulk"):
        try:
            least = float(request.POST["above"])
        except ValueError:
            raise FairleadError(
                _("The score must be a number from 0 to 1."), fix=_("Write for instance 0.7.")
            ) from None
        known = readings.known_to(actor)
        for text in texts_found:
            best = text["candidates"][0] if text["candidates"] else None
            if text["status"] in _WAITING and best and best["score"] >= least:
                place = (text["kind"], key(text["text"])[:300])
                if place not in known:
                    decisions[text["kind"], text["text"]] = {best["code"]: 1.0}
    else:
        for number, text in enumerate(texts_found):
            choice = request.POST.get(f"choice_{number}", "")
            written = request.POST.get(f"other_{number}", "").strip()
            try:
                if choice == "none":
                    decisions[text["kind"], text["text"]] = {}
                elif choice == "other" or (written and not choice):
                    decisions[text["kind"], text["text"]] = readings.code_of(text["kind"], written)
                elif choice:
                    decisions[text["kind"], text["text"]] = {choice: 1.0}
            except InputError as fault:
                problems.append(
                    _("%(text)s: %(what)s") % {"text": text["text"][:60], "what": f"{fault.what} {fault.fix}"}
                )
    if problems:
        raise FairleadError(" ".join(problems))
    readings.refuse_empty(decisions)
    batch = readings.decide(actor, decisions)
    if batch is not None:
        said = ngettext("%d reading is remembered.", "%d readings are remembered.", len(decisions)) % len(decisions)
        undoable(
            request,
            said,
            reverse("readings-undo", args=[batch]),
            next=reverse("assessment-texts", args=[assessment]),
        )
    return redirect("assessment-texts", assessment=assessment)


def undo_readings(request: HttpRequest, batch: uuid.UUID) -> Answer:
    """Take a batch of readings back."""
    count = readings.undo(actor_of(request), batch)
    messages.success(request, ngettext("%d reading was taken back.", "%d readings were taken back.", count) % count)
    after = request.POST.get("next", "")
    own = re.fullmatch(r"/assessments/[0-9a-f-]{36}/texts/|/readings/", after)
    return redirect(after if own else "readings")


def options(request: HttpRequest, assessment: UUID) -> Answer:
    """Change the settings and make a new version of the result."""
    frame = shell(request, assessment, "options", "run")
    thing: Assessment = frame["it"]
    error: InputError | None = None
    given: Mapping[str, Any] = {}
    if request.method == "POST":
        given = request.POST.dict()
        try:
            operations.start(actor_of(request), assessment, Purpose.ASSESS, {k: v for k, v in given.items() if v})
            return redirect("assessment-progress", assessment=assessment)
        except InputError as refused:
            error = refused
    now = {**DEFAULTS, **thing.options}
    values = {**{k: now[k] for k in ("table", "draws", "tiers", "paths")}, **now["account"], **given}
    return Page(
        "assessments/options.html",
        _("Settings of the calculation"),
        now,
        status=400 if error else 200,
        cite=False,
        context={
            **frame,
            "values": values,
            "tables": TABLES,
            "assumptions": open_assumptions("wiod2011"),
            "world": set(open_assumptions("world2011")),
            "error": error,
        },
    )
