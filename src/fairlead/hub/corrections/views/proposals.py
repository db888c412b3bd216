"""Proposing a correction, and what became of it."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.errors import FairleadError, InputError
from fairlead.facts import schema, tables
from fairlead.facts.overlay import FORM, own_note
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.about import address, standing, title
from fairlead.hub.corrections.boards import boards_for, by_board, sittings
from fairlead.hub.corrections.forms import DecisionForm, FileForm, ProposalForm, VoteForm, told
from fairlead.hub.corrections.models import Change, Proposal, State
from fairlead.hub.corrections.operations.deciding import sitting_of, why_not
from fairlead.hub.corrections.operations.proposing import TooManyError
from fairlead.hub.corrections.policy import as_editor
from fairlead.hub.corrections.shown import by_whom, differences, plain, plain_vote
from fairlead.hub.corrections.versions import overlay_in_force
from fairlead.hub.limits import address_of
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import Actor, actor_of
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import allowed, find, visible
from fairlead.hub.people.views.common import done, members_only

__all__ = ["act", "correction", "corrections", "file", "import_file", "new", "own_organisations"]

BIGGEST = 2_000_000
COLUMNS = (
    "table", "kind", "key", "column", "value", "source_url", "source_title", "source_date", "source_says", "why",
)  # fmt: skip


def corrections(request: HttpRequest) -> Page:
    """All proposals with what became of them, newest first."""
    actor = actor_of(request)
    states = [one for one in State if one not in (State.HELD, State.REFUSED) or actor.user is not None]
    filters = {
        "state": chosen(request, "state", [one.value for one in states]),
        "table": chosen(request, "table", tables()),
        "country": chosen(request, "country", _countries()),
        "q": words(request),
        "batch": request.GET.get("batch", ""),
    }
    found = visible(actor, Proposal).select_related("by")
    if filters["state"]:
        found = found.filter(state=filters["state"])
    if filters["table"]:
        found = found.filter(table=filters["table"])
    if filters["country"]:
        found = found.filter(countries__contains=f" {filters['country']} ")
    for word in filters["q"].split():
        found = found.filter(Q(key__icontains=word) | Q(why__icontains=word) | Q(source_title__icontains=word))
    if filters["batch"]:
        try:
            found = found.filter(batch=UUID(filters["batch"]))
        except ValueError:
            raise BadRequest(_("batch must be the number of a file that was read.")) from None
    kept = list(found[:5000])
    rows = [plain(one) for one in kept]
    used = sorted(set(visible(actor, Proposal).values_list("table", flat=True)) & set(tables()))
    context = {
        "part": part(request, kept),
        "filters": filters,
        "title_of": title,
        "by_whom": by_whom,
        "states": [(one.value, one.label) for one in states],
        "tables": [(name, schema(name).title) for name in used],
        "waiting": visible(actor, Proposal).filter(state=State.HELD).count() if actor.operator else 0,
        "signed_in": actor.user is not None,
    }
    return Page("corrections/list.html", _("Corrections and decisions"), rows, rows, context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Propose a correction of a row, or a row that is missing."""
    actor = actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    if not asked.get("table") and request.method != "POST":
        listed = [(name, schema(name).title, schema(name).about) for name in tables()]
        return render(request, "corrections/choose.html", {"title": _("Propose a correction"), "tables": listed})
    table, key, kind, row = _meant(asked)
    mine = own_organisations(actor) if actor.user is not None else None
    start = {**(row or {}), **_prefilled(asked, table, kind)}
    if row and "note" in row:
        start["note"] = own_note(row["note"])
    form = ProposalForm(
        request.POST if request.method == "POST" else None, table=table, kind=kind, row=start, organisations=mine
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.propose(
                actor,
                table=table,
                kind=kind,
                key=key,
                cells=form.cell_texts(),
                source=form.source_texts(),
                organisation=_chosen(form, mine),
                named=bool(form.cleaned_data.get("named")),
                sender=address_of(request),
            )
        except InputError as error:
            told(form, error)
        except TooManyError as error:
            form.add_error(None, str(error))
            status = 429
        else:
            if actor.user is None:
                return redirect("correction-thanks")
            said = _("Your proposal is made.")
            return done(request, said, "correction", proposal=made.pk)
    if form.errors and status == 200:
        status = 400
    context = {
        "title": _("Propose a row that is missing") if kind == Change.ADD else _("Propose a correction"),
        "form": form, "table": table, "key": key, "kind": kind, "schema": schema(table),
        "row_title": title(table, key) if key else schema(table).title,
        "row_address": address(table, key) if key else reverse("fact_table", kwargs={"table": table}),
        "row": row or {}, "signed_in": actor.user is not None,
        "pending": visible(actor, Proposal).filter(table=table, key=key, state=State.OPEN).count() if key else 0,
    }  # fmt: skip
    return render(request, "corrections/new.html", context, status=status)


def _meant(asked: QueryDict) -> tuple[str, str, str, dict[str, str] | None]:
    """What a proposal is about: table, key, kind of change, and the row as it stands, if there is one.

    Raises
    ------
    Http404
        If there is no such table or row.
    BadRequest
        If the kind of change does not go with the key.
    """
    table, key = asked.get("table", ""), asked.get("key", "")
    if table not in tables():
        raise Http404(_("There is no table of facts with this name."))
    row = standing(table, key) if key else None
    if key and row is None:
        raise Http404(_("The table has no such row."))
    kind = asked.get("kind", "") or (Change.CHANGE if key else Change.ADD)
    if kind not in Change.values or (kind == Change.ADD) != (not key):
        raise BadRequest(_("A row is changed or removed by its key, or added without one."))
    return table, key, kind, row


def thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens with a proposal that was made without an account."""
    return render(request, "corrections/thanks.html", {"title": _("Thank you: your proposal is kept")})


def correction(request: HttpRequest, proposal: UUID) -> Page:
    """One proposal: what it changes, on what source, who said what, and what became of it."""
    actor = actor_of(request)
    found = find(actor, Proposal, pk=proposal)
    return _page(actor, found)


def _page(actor: Actor, found: Proposal, *, status: int = 200, **forms: Any) -> Page:
    now = standing(found.table, found.key)
    boards = boards_for(found.table, found.countries.split())
    sat = sittings(found)
    board = by_board(found)
    open_for_votes = found.state in (State.OPEN, State.ACCEPTED, State.DISPUTED, State.REJECTED) and (
        found.reviewed or found.state == State.OPEN
    )
    mine = sitting_of(actor, found) if actor.user is not None and open_for_votes else []
    votes = list(found.votes.select_related("seat"))
    versions = list(found.versions.all())
    rows = [plain(found)]
    context = {
        "one": found,
        "row_title": title(found.table, found.key),
        "row_address": address(found.table, found.key),
        "history": reverse("fact-history", kwargs={"table": found.table, "key": found.key}),
        "cells": differences(found, now),
        "by": by_whom(found),
        "boards": boards,
        "sittings": [(one, why_not(one.excluded) if one.excluded else "") for one in sat],
        "by_board": board,
        "votes": votes,
        "versions": versions,
        "mine": [(one, VoteForm(prefix=f"seat{one.seat.pk}")) for one in mine if not one.excluded],
        "barred": [(one, why_not(one.excluded)) for one in mine if one.excluded],
        "may_decide": actor.operator and found.state == State.OPEN and not board,
        "decision": DecisionForm(),
        "may_admit": actor.operator and found.by_id is None and found.state in (State.HELD, State.REFUSED, State.OPEN)
        and not votes,
        "may_withdraw": actor.user is not None and allowed(actor, "withdraw", found),
        "undoable": [one for one in versions if actor.operator and allowed(actor, "undo", one)
                     and one.number == versions[0].number and one.undoes_id is None],
        **forms,
    }  # fmt: skip
    data = {**rows[0], "cells": differences(found, now), "votes": [plain_vote(one) for one in votes]}
    heading = {
        "change": _("Change: %(row)s"), "add": _("Add: %(row)s"), "remove": _("Remove: %(row)s"),
    }[found.kind] % {"row": context["row_title"]}  # fmt: skip
    return Page("corrections/proposal.html", heading, data, rows, context, status=status)


@members_only
@require_POST
def act(request: HttpRequest, proposal: UUID, do: str) -> HttpResponseBase:
    """Vote, take a vote back, decide, admit, refuse, withdraw or open again."""
    actor = actor_of(request)
    found = find(actor, Proposal, pk=proposal)
    why = request.POST.get("why", "")
    if do == "vote":
        return _vote(request, actor, found)
    if do == "decide":
        form = DecisionForm(request.POST)
        if not form.is_valid():
            raise FairleadError(_("Choose a decision and give a reason."), fix=_("Go back and fill in both."))
        asked = form.cleaned_data
        operations.decide(actor, found, accepted=asked["accepted"] == "yes", why=asked["why"], read=asked["read"])
        said = _("Decided.")
    elif do in ("admit", "refuse"):
        operations.admit(actor, found, admitted=do == "admit", why=why)
        said = _("The proposal is admitted.") if do == "admit" else _("The proposal is refused.")
    else:
        operations.withdraw(actor, found, why, again=do == "reopen")
        said = _("The proposal is open again.") if do == "reopen" else _("The proposal is withdrawn.")
    return done(request, said, "correction", proposal=proposal)


def _vote(request: HttpRequest, actor: Actor, found: Proposal) -> HttpResponseBase:
    asked = request.POST.get("seat", "")
    seat = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    if request.POST.get("back"):
        operations.vote(actor, found, seat, "back")
        return done(request, _("The vote is taken back."), "correction", proposal=found.pk)
    prefix = f"seat{seat}"
    verdict, reason = request.POST.get(f"{prefix}-verdict", ""), request.POST.get(f"{prefix}-reason", "")
    held = operations.vote(actor, found, seat, verdict, reason, read=bool(request.POST.get(f"{prefix}-read")))
    said = {
        State.OPEN: _("Your vote is kept. Nothing is decided before a second constituency has spoken."),
        State.ACCEPTED: _("Your vote is kept. The proposal is accepted and in force."),
        State.DISPUTED: _("Your vote is kept. The row is disputed: both versions are shown."),
        State.REJECTED: _("Your vote is kept. The proposal is rejected."),
    }[State(held.state)]
    return done(request, said, "correction", proposal=found.pk)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponseBase:
    """Propose many corrections from a file: all or none, with every problem of every line."""
    actor = actor_of(request)
    mine = own_organisations(actor)
    form = FileForm(request.POST or None, request.FILES or None, organisations=mine)
    problems: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.import_proposals(
                actor,
                _lines(form.cleaned_data["file"]),
                organisation=_chosen(form, mine),
                named=form.cleaned_data["named"],
            )
        except InputError as error:
            problems = error.problems
            form.add_error(None, _("Nothing was kept. Mend the lines named below and send the file again."))
        except FairleadError as error:
            form.add_error(None, str(error))
        else:
            said = _("%(n)d corrections are proposed.") % {"n": len(made)}
            answer = done(request, said, "corrections")
            answer["Location"] += f"?batch={made[0].batch}"
            return answer
    context = {"title": _("Propose corrections from a file"), "form": form, "problems": problems, "columns": COLUMNS}
    return render(request, "corrections/import.html", context, status=400 if form.errors else 200)


def file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """All corrections in force as a file for the command line: ``fairlead facts export --corrections``."""
    import msgspec

    overlay = overlay_in_force()
    answer = HttpResponse(
        msgspec.json.format(msgspec.json.encode(overlay), indent=1) + b"\n", content_type="application/json"
    )
    answer["Content-Disposition"] = f'attachment; filename="{FORM.replace("/", "-").replace(".", "-")}.json"'
    return answer


def own_organisations(actor: Actor) -> list[Organisation]:
    """Organisations in whose name one may speak."""
    return list(Organisation.objects.filter(pk__in=as_editor(actor)))


def _chosen(form: Any, mine: list[Organisation] | None) -> Organisation | None:
    asked = form.cleaned_data.get("organisation", "")
    found = next((one for one in mine or () if str(one.pk) == asked), None)
    if asked and found is None:
        raise PermissionDenied(_("You do not speak for this organisation."))
    return found


def _prefilled(asked: Any, table: str, kind: str) -> dict[str, str]:
    """Cells that a link fills in for a row that is missing."""
    if kind != Change.ADD:
        return {}
    return {name: asked[name][:200] for name in schema(table).fields if name in asked and name != "table"}


def _countries() -> list[str]:
    from fairlead.classify.countries import country_codes

    return list(country_codes())


def _lines(uploaded: Any) -> list[dict[str, str]]:
    if uploaded.size > BIGGEST:
        raise FairleadError(_("The file is too large."), fix=_("Send it in parts."))
    try:
        text = uploaded.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FairleadError(_("It is not text in UTF-8."), fix=_("Save it as CSV UTF-8.")) from None
    first = text.partition("\n")[0]
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=max(",;\t", key=first.count))
        header = list(reader.fieldnames or ())
        missing = [name for name in COLUMNS if name not in header]
        if missing or len(set(header)) < len(header):
            raise FairleadError(
                _("The columns are not those of a file of corrections."),
                why=_("Missing: %(names)s.") % {"names": ", ".join(missing) or "–"},
                fix=_("Its first line names: %(names)s.") % {"names": ", ".join(COLUMNS)},
            )
        return [{name: row.get(name) or "" for name in COLUMNS} for row in reader]
    except csv.Error as error:
        raise FairleadError(_("The file cannot be read."), why=str(error)) from None
