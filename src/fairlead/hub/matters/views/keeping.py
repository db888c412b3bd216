"""Replies with their files and redacted copies, ledgers, reprisals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairlead.act.safety import HARMS, ROLES, Reprisal, ways_against_reprisal
from fairlead.errors import FairleadError
from fairlead.hub.letters.views.common import signed_in
from fairlead.hub.matters import operations
from fairlead.hub.matters.forms import LedgerForm, PaperForm, ReplyForm, ReprisalForm
from fairlead.hub.matters.models import Matter, Paper
from fairlead.hub.matters.operations.keeping import TYPES, ledger_of
from fairlead.hub.matters.views.common import Answer, frame, refused, seen_of
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.audit import record
from fairlead.hub.people.policy import find
from fairlead.hub.people.views.common import done

__all__ = ["ledgers", "paper", "redact", "replies", "reprisals"]


@signed_in("GET", "HEAD", "POST")
def replies(request: HttpRequest, matter: UUID) -> Answer:
    """Papers that came in, and a form to file one."""
    post = request.method == "POST"
    around = frame(request, matter, "replies", "change" if post else "see")
    form = ReplyForm(request.POST if post else None, request.FILES if post else None)
    if post and form.is_valid():
        entered = form.cleaned_data
        upload = entered["file"]
        try:
            if upload is not None and upload.size > operations_limit():
                raise FairleadError(_("The file is very large."), fix=_("Make it smaller."))
            operations.file_reply(
                actor_of(request), matter, seen_of(request), entered["kind"], origin=entered["origin"],
                day=entered["day"], summary=entered["summary"], name=upload.name if upload else "",
                content=upload.read() if upload else b"",
            )  # fmt: skip
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("Filed."), "matter-replies", matter=matter)
    papers = {one.event: one for one in around["it"].papers.defer("content")}
    gone = {one.of for one in around["log"].events if one.kind == "undone"}
    filed = [
        {"number": one.number, "reply": one.reply, "paper": papers.get(one.number), "gone": one.number in gone}
        for one in around["log"].events
        if one.reply is not None
    ]
    rows = [
        {
            **msgspec.to_builtins(one["reply"]),
            "counts": not one["gone"],
            "redacted": bool(one["paper"] and one["paper"].redacted),
        }
        for one in filed
    ]
    context = {**around, "form": form, "filed": filed}
    return Page(
        "matters/replies.html", around["it"].title, rows, rows, context, cite=False, status=400 if form.errors else 200
    )


def operations_limit() -> int:
    """Bytes of a file at most."""
    from fairlead.hub.matters.operations.keeping import BIGGEST

    return BIGGEST


@signed_in("GET", "HEAD")
def paper(request: HttpRequest, matter: UUID, paper: UUID, form: str) -> HttpResponse:
    """The file as it came, or the redacted copy; always as a download."""
    found = operations.paper_of(actor_of(request), matter, paper)
    if found is None or form not in ("original", "redacted") or (form == "redacted" and not found.redacted):
        raise Http404
    if form == "redacted":
        answer = HttpResponse(found.redacted, content_type="text/plain; charset=utf-8")
        name = f"{found.name.rpartition('.')[0] or found.name}-redacted.txt"
    else:
        kind = TYPES.get(found.name.rpartition(".")[2].lower(), "application/octet-stream")
        answer = HttpResponse(bytes(found.content), content_type=kind)
        name = found.name
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_. ") else "_" for sign in name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@signed_in("GET", "HEAD", "POST")
def redact(request: HttpRequest, matter: UUID, paper: UUID) -> HttpResponseBase:
    """Make a copy for others, with everything blacked out that is named."""
    around = frame(request, matter, "replies", "change")
    found: Paper | None = around["it"].papers.filter(pk=paper).first()
    if found is None:
        raise Http404
    form = PaperForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.black_out(
                actor_of(request), matter, paper, form.cleaned_data["text"], form.cleaned_data["lines"].splitlines()
            )
        except FairleadError as error:
            refused(form, error)
        else:
            said = _("%(n)s places are blacked out. Read the copy before anybody else does.") % {"n": made.times}
            if made.unused:
                said += " " + _("Found nothing for line %(list)s.") % {"list": ", ".join(map(str, made.unused))}
            if around["it"].published and not Matter.objects.filter(pk=matter, published__isnull=False).exists():
                said += " " + _("It was taken out of the public register, which showed the earlier copy.")
            return done(request, said, "matter-redact", matter=matter, paper=paper)
    context = {**around, "form": form, "paper": found}
    return render(request, "matters/redact.html", context, status=400 if form.errors else 200)


@signed_in("GET", "HEAD", "POST")
def ledgers(request: HttpRequest, matter: UUID) -> Answer:
    """What is owed and what became of it; what is not explained is shown."""
    post = request.method == "POST"
    around = frame(request, matter, "ledgers", "change" if post else "see")
    form = LedgerForm(request.POST if post else None)
    if post and form.is_valid():
        entered = form.cleaned_data
        try:
            operations.add_ledger(
                actor_of(request), matter, entered["what"], unit=entered["unit"], whole=entered["whole"],
                parts=entered, source=entered["source"], day=entered["day"],
            )  # fmt: skip
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("Kept. What was said before stays beside it."), "matter-ledgers", matter=matter)
    now = operations.current(around["it"])
    newest = {row.pk for row, _ledger in now}
    earlier = [(row, ledger_of(row)) for row in around["it"].ledgers.all() if row.pk not in newest]
    rows = [_ledger_row(row, ledger, current=True) for row, ledger in now]
    rows += [_ledger_row(row, ledger, current=False) for row, ledger in earlier]
    context = {**around, "form": form, "now": now, "earlier": earlier, "labels": LedgerForm.LABELS}
    return Page(
        "matters/ledgers.html", around["it"].title, rows, rows, context, cite=False, status=400 if form.errors else 200
    )


def _ledger_row(row: Any, ledger: Any, *, current: bool) -> dict[str, Any]:
    return {
        "what": row.what,
        "unit": row.unit,
        "day": row.day,
        "owed": row.whole,
        **{name: row.parts.get(name, "") for name in ledger.parts},
        "not_explained": "" if ledger.unexplained is None else str(ledger.unexplained),
        "source": row.source,
        "current": current,
    }


@signed_in("GET", "HEAD", "POST")
def reprisals(request: HttpRequest, matter: UUID) -> Answer:
    """The log of reprisals, and the ways against them. Reading it is written down."""
    around = frame(request, matter, "reprisals", "reprisal")
    actor = actor_of(request)
    form = ReprisalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_reprisal(actor, matter, Reprisal(**form.cleaned_data))
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("Written down."), "matter-reprisals", matter=matter)
    it = find(actor, Matter, "reprisal", pk=matter)
    record(actor, "matter.reprisal", it, why=_("read"))
    rows = [one.data for one in it.reprisals.all()]
    ways = ways_against_reprisal(it.state, today()) if it.state else ()
    context = {**around, "form": form, "rows": rows, "ways": ways, "harms": HARMS, "roles": ROLES}
    return Page("matters/reprisals.html", it.title, rows, rows, context, cite=False, status=400 if form.errors else 200)
