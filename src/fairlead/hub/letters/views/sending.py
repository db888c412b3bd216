"""Signatures, safety, sending and publishing of a letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.letters import operations
from fairlead.hub.letters.forms import InviteForm, SendForm
from fairlead.hub.letters.models import Channel, Letter
from fairlead.hub.letters.safety import asked, decision, given, keep, unnamed, waits_until
from fairlead.hub.letters.views.common import Answer, changes, frame, seen_of, signed_in
from fairlead.hub.letters.views.reading import row_without, unnamed_in
from fairlead.hub.letters.views.writing import networks_of
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import find
from fairlead.hub.people.views.common import done

__all__ = ["cancel", "publish", "safety", "send", "sign", "signatures", "unpublish"]


@signed_in("GET", "HEAD")
def signatures(request: HttpRequest, letter: UUID) -> Answer:
    """Who signs, and who has approved the words that stand."""
    return _signatures(request, letter, InviteForm())


def _signatures(request: HttpRequest, letter: UUID, form: InviteForm) -> Page:
    around = frame(request, letter, "signatures")
    it, version = around["it"], around["version"]
    mine = {one.pk for one in around["my_organisations"]}
    rows = [
        {
            "id": str(one.pk),
            "name": one.name,
            "organisation": one.organisation.slug if one.organisation else "",
            "approved": one.approved,
            "these_words": bool(one.approved) and one.digest == version.digest,
            "declined": one.declined,
            "attested": one.attested,
            "ours": one.organisation_id in mine,
        }
        for one in it.signatories.select_related("organisation")
    ]
    needed = [one.name for one in around["draft"].case.writers]
    if not around["may"]["history"]:
        hidden = unnamed_in(around["draft"].case)
        rows = [row_without(one, hidden) for one in rows]
        needed = [_("name withheld") if one in hidden else one for one in needed]
    context = {
        **around,
        "rows": rows,
        "form": form,
        "networks": networks_of(around),
        "needed": needed,
        "unasked": _unasked(around, {one["name"] for one in rows}) if around["may"]["send"] else [],
    }
    status = 400 if form.errors else 200
    return Page("letters/signatures.html", it.title, rows, rows, context, cite=False, status=status)


def _unasked(around: dict[str, Any], asked: set[str]) -> list[Organisation]:
    """Organisations of this hub that stand in the letter by their very name and are not asked yet."""
    names = {one.name for one in around["draft"].case.writers} - asked
    own = Q(pk__in=[one.pk for one in around["my_organisations"]])
    found: dict[str, list[Organisation]] = {}
    for one in Organisation.objects.filter(Q(listed=True) | own, name__in=names).order_by("name", "pk"):
        found.setdefault(one.name, []).append(one)
    return [those[0] for those in found.values() if len(those) == 1]  # of two with one name people say which


@changes
def sign(request: HttpRequest, letter: UUID, do: str) -> HttpResponseBase:
    """Invite, ask no longer, approve, decline, or write down an approval from outside."""
    actor = actor_of(request)
    said = {
        "invite": _("They are asked to sign."),
        "uninvite": _("They are asked no longer."),
        "approve": _("Your organisation's signature is approved, for these words."),
        "decline": _("Your organisation does not sign. It sees the letter no more."),
        "attest": _("Written down."),
    }[do]
    if do == "invite":
        form = InviteForm(request.POST)
        if form.is_valid():
            try:
                operations.invite(
                    actor, letter, organisation=form.cleaned_data["organisation"], name=form.cleaned_data["name"]
                )
            except FairleadError as error:
                form.add_error(None, str(error))
        if form.errors:
            return _told(request, _signatures(request, letter, form))
    elif do == "uninvite":
        operations.uninvite(actor, letter, _id(request, "signatory"))
    elif do == "attest":
        operations.attest(actor, letter, _id(request, "signatory"), request.POST.get("how", ""))
    elif do == "approve":
        find(actor, Letter, "sign", pk=letter)
        operations.approve(actor, letter, _organisation(request), request.POST.get("digest", ""))
    else:
        find(actor, Letter, "sign", pk=letter)
        operations.decline(actor, letter, _organisation(request))
        return done(request, said, "letters-mine")
    return done(request, said, "letter-signatures", letter=letter)


def _told(request: HttpRequest, page: Page) -> HttpResponse:
    return render(request, page.template, {**page.context, "page": page, "formats": {}}, status=page.status)


@signed_in("GET", "HEAD", "POST")
def safety(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Say who could suffer for it, before anything leaves."""
    around = frame(request, letter, "safety", "change" if request.method == "POST" else "history")
    if request.method == "POST":
        seen, before = seen_of(request), waits_until(around["it"])
        keep(actor_of(request), letter, seen, request.POST)
        said = _("Kept. The answers hold for the words that stand.")
        now = request.POST.get("until", str(before or "")).strip()
        if now == str(before or ""):
            return done(request, said, "letter", letter=letter)
        if now:
            said = _("Kept. It waits until %(day)s.") % {"day": now}
        back = (reverse("letter-safety", kwargs={"letter": letter}), {"seen": str(seen), "until": str(before or "")})
        return done(request, said, "letter", undo=back, letter=letter)
    it, version = around["it"], around["version"]
    found = decision(it, version, today(), publish=it.sent)
    context = {
        **around,
        "questions": asked(version, publish=it.sent),
        "given": given(it),
        "again": given(it).keys() - given(it, version).keys(),
        "decision": found,
        "until": waits_until(it),
    }
    return render(request, "letters/safety.html", context)


@signed_in("GET", "HEAD", "POST")
def send(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Send it, or write down that it was handed over."""
    around = frame(request, letter, "send", "send")
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        entered: dict[str, Any] = form.cleaned_data
        try:
            made = operations.send(
                actor_of(request),
                letter,
                seen_of(request),
                entered["channel"],
                to=entered["to"].splitlines(),
                copies=entered["copies"].splitlines(),
                message=entered["message"],
                on=entered["on"],
            )
        except operations.ConflictError:
            raise
        except FairleadError as error:
            for text in (str(error), *(one.what for one in getattr(error, "problems", ()))):
                form.add_error(None, text)
        else:
            said = (
                _("It leaves in 15 minutes. Until then you can take it back.")
                if made.channel == Channel.MAIL
                else _("Written down as sent.")
            )
            return done(request, said, "letter-send", letter=letter)
    found = operations.standing(around["it"], today())
    context = {
        **around,
        "form": form,
        "standing": found,
        "unnamed": unnamed(around["draft"].case),
        "dispatches": list(around["it"].dispatches.select_related("version")),
    }
    return render(request, "letters/send.html", context, status=400 if form.errors else 200)


@changes
def cancel(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Take back what has not left yet."""
    operations.cancel(actor_of(request), letter)
    return done(request, _("Taken back: nothing has left."), "letter-send", letter=letter)


@changes
def publish(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Let everyone read what was sent, from a day on."""
    from datetime import date

    asked_for = request.POST.get("embargo", "").strip()
    try:
        embargo = date.fromisoformat(asked_for) if asked_for else None
    except ValueError:
        raise FairleadError(
            _("The day cannot be read."), fix=_("Write year, month and day, or leave it empty.")
        ) from None
    operations.publish(actor_of(request), letter, embargo)
    said, back = _("Everyone can read what was sent, from that day on."), reverse("letter-unpublish", args=[letter])
    return done(request, said, "letter-send", undo=(back, {}), letter=letter)


@changes
def unpublish(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Take it out of the public register."""
    operations.unpublish(actor_of(request), letter)
    return done(request, _("It is in the public register no more."), "letter-send", letter=letter)


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise FairleadError(_("The form is not complete."), fix=_("Go back to the page and use its buttons.")) from None


def _organisation(request: HttpRequest) -> UUID:
    held = list(actor_of(request).roles)  # of others it is not even told that there are such
    found = Organisation.objects.filter(slug=request.POST.get("organisation", ""), pk__in=held).first()
    if found is None:
        raise FairleadError(_("There is no such organisation."), fix=_("Choose one of yours."))
    return found.pk
