"""One's letters: beginning, writing, versions, sharing, deleting."""

from __future__ import annotations

import csv
import difflib
import io
from typing import Any
from uuid import UUID

import msgspec
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.act.editing import text_of
from fairlead.act.kinds import kinds
from fairlead.act.receivable import received
from fairlead.act.rendering import plain_text
from fairlead.errors import FairleadError
from fairlead.hub.campaigns.together import sides
from fairlead.hub.campaigns.waiting import waiting
from fairlead.hub.documents.kinds import TYPES, as_file, campaign_asked, case_asked
from fairlead.hub.documents.shown import plain_draft, shown
from fairlead.hub.letters import operations
from fairlead.hub.letters.forms import BatchForm, CaseForm, FieldsForm, PassageForm
from fairlead.hub.letters.models import Letter
from fairlead.hub.letters.views.common import Answer, changes, frame, seen_of, signed_in
from fairlead.hub.letters.views.reading import only_words, unnamed_in, without
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Network
from fairlead.hub.people.policy import find, visible
from fairlead.hub.people.views.common import audience_asked, done

__all__ = [
    "audience",
    "batch",
    "campaign",
    "case",
    "fields",
    "file",
    "letter",
    "letters",
    "new",
    "passage",
    "procedure",
    "remove",
    "renew",
    "restore",
    "versions",
]

BIGGEST = 1_000_000


@signed_in("GET", "HEAD")
def letters(request: HttpRequest) -> Answer:
    """All letters that the reader sees, newest first."""
    actor = actor_of(request)
    found = visible(actor, Letter).prefetch_related("dispatches").select_related("organisation", "owner")
    together = request.GET.get("batch", "")
    if together:
        try:
            found = found.filter(batch=UUID(together))
        except ValueError:
            raise BadRequest(_("batch is the number of letters that were written together.")) from None
    kept = list(found[:500])
    rows = [_row(one) for one in kept]
    context = {
        "letters": list(zip(kept, rows, strict=True)), "kinds": kinds(), "batch": together, "waiting": waiting(actor),
    }  # fmt: skip
    return Page("letters/mine.html", _("Your letters"), rows, rows, context, cite=False)


def _row(one: Letter) -> dict[str, Any]:
    sent = next((each for each in one.dispatches.all() if each.sent), None)
    waiting = any(each.waiting for each in one.dispatches.all())
    return {
        "id": str(one.pk),
        "title": one.title,
        "kind": one.kind,
        "version": one.number,
        "changed": one.changed,
        "batch": str(one.batch or ""),
        "audience": one.audience,
        "state": "sent" if sent else "being sent" if waiting else "draft",
        "sent": sent.sent if sent else None,
    }


@changes
def new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Begin a letter from what the page of its kind says."""
    if kind not in kinds():
        raise Http404
    campaign = campaign_asked(request.POST)
    made = operations.create(
        actor_of(request), kind, case_asked(request.POST, kinds()[kind], today()),
        campaign=UUID(campaign) if campaign else None,
    )  # fmt: skip
    return done(request, _("The draft is begun. Only you see it."), "letter", letter=made.pk)


@signed_in("GET", "HEAD")
def letter(request: HttpRequest, letter: UUID) -> Answer:
    """The letter as it stands, and what keeps it from being sent."""
    around = frame(request, letter, "text")
    it, draft = around["it"], around["draft"]
    found = operations.standing(it, today())
    if not around["may"]["history"]:
        found = msgspec.structs.replace(found, stops=tuple(without(found.stops, unnamed_in(draft.case))))
        draft = only_words(draft)
    belongs = sides(actor_of(request), it.campaign)
    data = {
        **_row(it),
        "campaign": str(belongs["campaign"].pk) if belongs["campaign"] else "",
        "digest": around["version"].digest,
        "stops": msgspec.to_builtins(found.stops),
        "know": list(found.know),
        "draft": plain_draft(draft),
    }
    rows = [{"number": one.number, "says": one.says, "where": one.where} for one in draft.sources]
    ours = it.signatories.filter(organisation__in=[one.pk for one in around["my_organisations"]], declined=None)
    to_sign = [one for one in ours.select_related("organisation") if one.digest != around["version"].digest]
    context = {
        **around, **belongs, "shown": shown(draft), "standing": found, "files": list(TYPES), "to_sign": to_sign,
    }  # fmt: skip
    return Page("letters/letter.html", it.title, data, rows, context, cite=False)


@signed_in("GET", "HEAD", "POST")
def fields(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Complete the placeholders."""
    around = frame(request, letter, "fields", "change")
    form = FieldsForm(request.POST if request.method == "POST" else None, draft=around["draft"])
    if request.method == "POST" and form.is_valid():
        try:
            operations.change(
                actor_of(request), letter, seen_of(request), fields=form.texts(), why=_("placeholders completed")
            )
        except operations.ConflictError:
            raise
        except FairleadError as error:
            _refused(form, error)
        else:
            return done(request, _("Kept, as a new version."), "letter", letter=letter)
    return _form(request, around, form, _("What only you know"), "letters/fields.html")


@signed_in("GET", "HEAD", "POST")
def case(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Say who writes to whom, about what, with which evidence."""
    around = frame(request, letter, "case", "change")
    form = CaseForm(request.POST if request.method == "POST" else None, draft=around["draft"])
    if request.method == "POST" and form.is_valid():
        try:
            given = form.case()
            operations.change(
                actor_of(request), letter, seen_of(request), case=given, why=_("who writes, and about what")
            )
        except operations.ConflictError:
            raise
        except FairleadError as error:
            _refused(form, error)
        else:
            return done(request, _("Kept, as a new version."), "letter", letter=letter)
    return _form(request, around, form, _("Who writes, and about what"), "letters/case.html")


@signed_in("GET", "HEAD", "POST")
def procedure(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """What the procedure requires, what is missing, who may sign and through whom."""
    around = frame(request, letter, "procedure", "change" if request.method == "POST" else "history")
    answers = {**around["it"].answers}
    problems: list[str] = []
    if request.method == "POST":
        given = {
            name.removeprefix("answer-"): request.POST[name].strip()[:40]
            for name in request.POST
            if name.startswith("answer-")
        }
        try:
            operations.answer_procedure(actor_of(request), letter, given)
        except FairleadError as error:
            problems = [str(error), *(one.what for one in getattr(error, "problems", ()))]
        else:
            return done(request, _("Kept."), "letter-procedure", letter=letter)
    found = received(around["draft"], answers)
    context = {**around, "found": found, "answers": answers, "problems": problems}
    return render(request, "letters/procedure.html", context, status=400 if problems else 200)


@signed_in("GET", "HEAD", "POST")
def passage(request: HttpRequest, letter: UUID, passage: str) -> HttpResponseBase:
    """Put own words in the place of a passage, empty it, or take the edit back."""
    around = frame(request, letter, "text", "change")
    draft = around["draft"]
    found = next((one for one in (*draft.passages, *draft.annex) if one.id == passage), None)
    if found is None:
        raise Http404(_("There is no such passage."))
    written = "".join(piece.text for piece in found.pieces)
    form = PassageForm(request.POST if request.method == "POST" else None, initial={"text": text_of(found)})
    if request.method == "POST" and form.is_valid():
        back = request.POST.get("back") == "yes"
        text = None if back or form.cleaned_data["text"] == written else form.cleaned_data["text"]
        operations.change(
            actor_of(request),
            letter,
            seen_of(request),
            edits={passage: text},
            why=_("words of %(id)s") % {"id": passage},
        )
        return done(request, _("Kept, as a new version."), "letter", letter=letter)
    more = {"passage": found, "written": written}
    return _form(request, {**around, **more}, form, _("Your own words"), "letters/passage.html")


@signed_in("GET", "HEAD")
def versions(request: HttpRequest, letter: UUID) -> Answer:
    """All versions, and what changed between two of them."""
    around = frame(request, letter, "versions", "history")
    kept = list(around["it"].versions.select_related("by").defer("content"))
    numbers = {one.number for one in kept}
    stands = around["it"].number
    usual = {"from": max(min(numbers), stands - 1), "to": stands}
    pair = [_number(request, name, fallback, numbers) for name, fallback in usual.items()]
    before, after = (around["it"].versions.get(number=one).draft for one in pair)
    lines = [
        {"sign": line[0], "text": line[2:]}
        for line in difflib.ndiff(plain_text(before).splitlines(), plain_text(after).splitlines())
        if line[0] in "+-"
    ]
    rows = [
        {"number": one.number, "at": one.at, "why": one.why, "by": str(one.by or ""), "digest": one.digest}
        for one in kept
    ]
    data = {"versions": rows, "from": pair[0], "to": pair[1], "changes": lines}
    context = {**around, "versions": kept, "pair": pair, "lines": lines}
    return Page("letters/versions.html", around["it"].title, data, rows, context, cite=False)


def _number(request: HttpRequest, name: str, fallback: int, known: set[int]) -> int:
    given = request.GET.get(name, "")
    if not given:
        return fallback
    if not given.isdigit() or int(given) not in known:
        raise BadRequest(_("%(name)s is the number of a version.") % {"name": name})
    return int(given)


@changes
def restore(request: HttpRequest, letter: UUID, number: int) -> HttpResponseBase:
    """Go back to an older version."""
    operations.restore(actor_of(request), letter, seen_of(request), number)
    return done(
        request, _("Version %(number)s stands again, as a new version.") % {"number": number}, "letter", letter=letter
    )


@changes
def renew(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Write it again from the facts of today."""
    operations.renew(actor_of(request), letter, seen_of(request), today().isoformat())
    return done(
        request,
        _("Written again from the facts of today; your own words stayed. Read it once more."),
        "letter",
        letter=letter,
    )


@signed_in("GET", "HEAD")
def file(request: HttpRequest, letter: UUID, form: str) -> HttpResponse:
    """The letter as a file: as it stands, or a version that was sent, as it was sent."""
    if form not in TYPES:
        raise Http404
    around = frame(request, letter, "text")
    asked = request.GET.get("version", "")
    if not asked:
        return as_file(around["draft"], form)
    sent = {str(one.version.number): one.version for one in around["sent"]}
    if asked not in sent:
        raise Http404(_("This version was not sent."))
    return as_file(sent[asked].draft, form, final=True)


@changes
def audience(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Say which organisation or network sees it."""
    operations.set_audience(actor_of(request), letter, *audience_asked(request))
    return done(request, _("Kept."), "letter-signatures", letter=letter)


@changes
def campaign(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Say to which campaign it belongs, or to none."""
    before = str(find(actor_of(request), Letter, pk=letter).campaign_id or "")
    chosen = campaign_asked(request.POST)
    operations.set_campaign(actor_of(request), letter, UUID(chosen) if chosen else None)
    back = (reverse("letter-campaign", kwargs={"letter": letter}), {"campaign": before})
    return done(request, _("Kept."), "letter", undo=back, letter=letter)


@signed_in("GET", "HEAD", "POST")
def remove(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Delete the letter for good, after asking."""
    around = frame(request, letter, "delete", "delete")
    if request.method == "POST":
        operations.delete(actor_of(request), letter)
        return done(request, _("The letter is deleted."), "letters-mine")
    return render(request, "letters/delete.html", around)


@signed_in("GET", "HEAD", "POST")
def batch(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Begin one letter for each row of a table of addressees."""
    whole = kinds().get(kind)
    if whole is None:
        raise Http404
    campaign = campaign_asked(request.POST if request.method == "POST" else request.GET)
    begun = {name: request.GET.get(name, "") for name in ("state", "partner")}
    begun["table"] = ";".join(one.key for one in whole.fields if one.required) + "\n"
    form = BatchForm(request.POST or None, request.FILES or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            rows = _table(_text_of(given["file"]) if given["file"] else given["table"])
            made = operations.create_batch(
                actor_of(request), kind, form.case(today().isoformat()), rows,
                campaign=UUID(campaign) if campaign else None,
            )  # fmt: skip
        except FairleadError as error:
            problems = [
                f"{_('row')} {one.row}: {one.what}" if one.row else one.what for one in getattr(error, "problems", ())
            ]
            for text in (str(error), *problems):
                form.add_error(None, text)
        else:
            said = ngettext("%(count)s letter is begun.", "%(count)s letters are begun.", len(made)) % {
                "count": len(made)
            }
            messages.success(request, said)
            return redirect(f"{reverse('letters-mine')}?batch={made[0].batch}")
    context = {
        "form": form,
        "kind": whole,
        "campaign": campaign,
        "title": _("To many at once: %(name)s") % {"name": whole.name},
    }
    return render(request, "letters/batch.html", context, status=400 if form.errors else 200)


def _text_of(upload: Any) -> str:
    if upload.size > BIGGEST:
        raise FairleadError(_("The file is very big."), fix=_("Give a table of addressees."))
    try:
        text: str = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FairleadError(
            _("The file is not a table in CSV."),
            why=str(error),
            fix=_("Save it as CSV in UTF-8 from your spreadsheet program."),
        ) from error
    return text


def _table(text: str) -> list[dict[str, str]]:
    """Rows by the names of the first line, divided by the sign that stands in it most often."""
    first = text.lstrip().partition("\n")[0]
    divided = max(",;\t", key=first.count)
    try:
        return [
            {key.strip(): value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
            for row in csv.DictReader(io.StringIO(text.strip()), strict=True, delimiter=divided)
        ]
    except csv.Error as error:
        raise FairleadError(
            _("The file is not a table in CSV."),
            why=str(error),
            fix=_("Save it as CSV in UTF-8 from your spreadsheet program."),
        ) from error


def _refused(form: Any, error: FairleadError) -> None:
    """Say beside the form what was refused; what was typed stays."""
    for text in (str(error), *(one.what for one in getattr(error, "problems", ()))):
        form.add_error(None, text)


def _form(request: HttpRequest, around: dict[str, Any], form: Any, heading: str, template: str) -> HttpResponse:
    context = {**around, "form": form, "heading": heading}
    return render(request, template, context, status=400 if form.errors else 200)


def networks_of(around: dict[str, Any]) -> list[Network]:
    """Networks that the reader's organisations belong to or keep."""
    editing = [one.pk for one in around["my_organisations"]]
    belongs = Network.objects.filter(members__in=editing) | Network.objects.filter(keeper__in=editing)
    return list(belongs.distinct().order_by("name"))
