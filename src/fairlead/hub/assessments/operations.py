"""What can be done with assessments: one function each, the actor first; pages, API and commands call the same."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from importlib import resources
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.chain import preview
from fairlead.errors import FairleadError
from fairlead.hub.assessments import files
from fairlead.hub.assessments.files import Incoming
from fairlead.hub.assessments.models import ACTIVE, Assessment, Purpose, Run, Share, State
from fairlead.hub.assessments.readings import known_to, rows_of
from fairlead.hub.assessments.settings import DEFAULTS, checked_options, checked_reading
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Audience, Network, Organisation, Role, User
from fairlead.hub.people.policy import check_sharing, find, require_operation

__all__ = [
    "BusyError",
    "cancel",
    "create",
    "create_example",
    "delete",
    "delete_run",
    "find_shared",
    "rename",
    "replace_list",
    "revoke",
    "set_audience",
    "set_reading",
    "share",
    "start",
]

LONGEST_SHARE = 366
MOST = 200
"""Lists that one person may keep."""
_EXAMPLE = "example.csv"


class BusyError(FairleadError):
    """A run of this assessment is already under way."""


def create(actor: Actor, incoming: Incoming, file_name: str, title: str = "", *, example: bool = False) -> Assessment:
    """Make an assessment of an uploaded list.

    Parameters
    ----------
    incoming
        The list, taken in whole; it is kept or dropped here.
    file_name
        Its name on the owner's machine.
    title
        What the owner calls the assessment; the file's name where empty.

    Raises
    ------
    InputError
        If the file cannot be read at all; then nothing is kept of it.
    """
    try:
        user = _member(actor, "assessment.change")
        _room(user)  # before a large file is read
        seen = _looked_at(incoming, file_name)
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)  # two lists at once are counted one after the other
            _room(user)
            made = Assessment.objects.create(
                owner=user,
                title=_title(title)
                or f"{file_name.rsplit('.', 1)[0][:180] or _('My purchases')}, {timezone.now():%Y-%m-%d}",
                file_name=file_name,
                size=incoming.size,
                sha256=seen["sha256"],
                preview=seen,
                options=DEFAULTS,
                example=example,
                stored=incoming.name,
            )
            record(actor, "assessment.change", made)
            incoming.keep()
    except BaseException:
        incoming.drop()
        files.discard(incoming.name)
        raise
    return made


def create_example(actor: Actor) -> Assessment:
    """Make an assessment of the example list that comes with Fairlead."""
    content = resources.files("fairlead.hub.assessments").joinpath("data", _EXAMPLE).read_bytes()
    return create(actor, Incoming.of([content]), _EXAMPLE, _("Example: a retailer's purchases"), example=True)


def replace_list(actor: Actor, assessment_id: uuid.UUID, incoming: Incoming, file_name: str) -> Assessment:
    """Put a mended list in the place of the old one; results made before stay as they are."""
    try:
        seen = _looked_at(incoming, file_name)
        with transaction.atomic():
            thing = _locked(actor, assessment_id, "change")
            old = thing.stored
            kept = _still_there(thing.reading, seen)
            thing.file_name, thing.size, thing.sha256 = file_name, incoming.size, seen["sha256"]
            thing.preview, thing.reading, thing.stored, thing.example = seen, kept, incoming.name, False
            thing.save()
            _stop_active(thing)
            thing.runs.filter(purpose=Purpose.CHECK).delete()
            record(actor, "assessment.change", thing)
            incoming.keep()
    except BaseException:
        incoming.drop()
        files.discard(incoming.name)
        raise
    files.discard(old)
    return thing


def set_reading(actor: Actor, assessment_id: uuid.UUID, given: Mapping[str, Any]) -> Assessment:
    """Say how the list is read: columns, sheet, currency, year. See `fairlead.hub.assessments.settings`."""
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "change")
        thing.reading = checked_reading(given, thing.preview)
        thing.save()
        record(actor, "assessment.change", thing)
    return thing


def rename(actor: Actor, assessment_id: uuid.UUID, title: str) -> str:
    """Call it something else; returns the old title, to take it back."""
    new = _title(title)
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "change")
        if not new:
            raise FairleadError(_("The title is empty."), fix=_("Write a title."))
        old, thing.title = thing.title, new
        thing.save()
        record(actor, "assessment.change", thing)
    return old


def start(
    actor: Actor, assessment_id: uuid.UUID, purpose: str = Purpose.ASSESS, options: Mapping[str, Any] | None = None
) -> Run:
    """Begin to read or to assess the list in the background.

    Parameters
    ----------
    purpose
        ``check``: read the list and say what is wrong and uncertain; ``assess``: make a new version of the result.
    options
        Settings of the assessment; as last time where left out.

    Raises
    ------
    BusyError
        If a run is under way already.
    """
    from fairlead.hub.assessments.tasks import perform

    try:
        with transaction.atomic():
            thing = _locked(actor, assessment_id, "run")
            chosen = checked_options(options) if options is not None else None
            if not thing.stored:
                raise FairleadError(_("There is no list."), fix=_("Upload it again."))
            _bury_lost(thing)
            if thing.runs.filter(state__in=ACTIVE).exists():
                raise _busy()
            if chosen is not None:
                thing.options = chosen
                thing.save()
            run = Run.objects.create(
                assessment=thing,
                purpose=Purpose(purpose),
                by=actor.user,
                sha256=thing.sha256,
                reading=thing.reading,
                options=thing.options or DEFAULTS,
                confirmations=rows_of(known_to(actor).values()),
            )
            record(actor, "assessment.run", thing)
            queued = perform.enqueue(str(run.pk))
            Run.objects.filter(pk=run.pk).update(task=str(queued.id))
    except IntegrityError:
        raise _busy() from None
    run.refresh_from_db()
    return run


def cancel(actor: Actor, assessment_id: uuid.UUID) -> Run | None:
    """Stop the run that is under way: at once where it waits, within seconds where it runs. Nothing is left of it."""
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "run")
        _bury_lost(thing)
        run = thing.runs.filter(state__in=ACTIVE).first()
        if run is not None:
            _stop_active(thing)
            record(actor, "assessment.run", thing)
            run.refresh_from_db()
    return run


def delete_run(actor: Actor, assessment_id: uuid.UUID, number: int) -> None:
    """Delete one version of the result, with the links to it."""
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "delete")
        run = thing.runs.filter(number=number).first()
        if run is None:
            raise Http404
        record(actor, "assessment.delete", thing)
        run.delete()


def set_audience(
    actor: Actor, assessment_id: uuid.UUID, audience: str, organisation: str = "", network: str = ""
) -> Assessment:
    """Say who sees an assessment besides its owner: nobody, an organisation of theirs, or a network of it.

    Parameters
    ----------
    organisation, network
        Their slugs; the actor must be at least editor in the organisation, which must belong to the network.
    """
    with transaction.atomic():
        find(actor, Assessment, "share", pk=assessment_id)
        if audience not in (Audience.SELF, Audience.ORGANISATION, Audience.NETWORK):
            raise FairleadError(
                _("An assessment cannot be shared like this."), fix=_("Choose one of the groups that are listed.")
            )
        shared = audience != Audience.SELF
        to = _organisation(actor, organisation) if shared else None
        by = _network(to, network) if audience == Audience.NETWORK else None
        check_sharing(actor, audience, to.pk if to else None, by.pk if by else None)
        thing = _locked(actor, assessment_id, "share")  # last, as those who leave lock in this order
        thing.organisation, thing.network, thing.audience = to, by, audience
        thing.save()
        record(actor, "assessment.share", thing)
    return thing


def share(
    actor: Actor, assessment_id: uuid.UUID, number: int, *, names: bool = False, days: int | None = 30, note: str = ""
) -> tuple[Share, str]:
    """Make a link with which anybody can read one version of the result.

    Parameters
    ----------
    names
        Whether suppliers' names are shown.
    days
        After which it expires; None: never.

    Returns
    -------
    tuple of Share and str
        The link's secret is given here once and kept nowhere.
    """
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "share")
        if days is not None and not 1 <= days <= LONGEST_SHARE:
            fix = _("Choose a number in between.")
            raise FairleadError(_("A link lasts from 1 to %d days.") % LONGEST_SHARE, fix=fix)
        run = thing.runs.filter(number=number, state=State.DONE).first()
        if run is None:
            raise Http404
        made = Share.objects.create(
            assessment=thing,
            run=run,
            token_hash=_hash(secret),
            note=_title(note)[:120],
            names=names,
            expires=timezone.now() + timedelta(days=days) if days is not None else None,
        )
        record(actor, "assessment.share", thing)
    return made, secret


def revoke(actor: Actor, assessment_id: uuid.UUID, share_id: uuid.UUID) -> None:
    """Let a link lead nowhere from now on."""
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "share")
        if not thing.shares.filter(pk=share_id).exists():
            raise Http404
        thing.shares.filter(pk=share_id, revoked__isnull=True).update(revoked=timezone.now())
        record(actor, "assessment.share", thing)


def find_shared(secret: str) -> Share:
    """The link with this secret, if it still leads anywhere.

    Raises
    ------
    Http404
        If there is none, it was revoked or has expired, or its owner is blocked: which of them is not told.
    """
    known = Share.objects.select_related("run", "assessment__owner")
    found = known.filter(token_hash=_hash(secret)).first()
    if found is None or not found.open or not found.assessment.owner.is_active:
        raise Http404(_("This link does not exist, was withdrawn, or has expired."))
    return found


def delete(actor: Actor, assessment_id: uuid.UUID) -> None:
    """Delete an assessment for good: its list, results, links and tasks. Only that it happened stays on record."""
    with transaction.atomic():
        thing = _locked(actor, assessment_id, "delete")
        stored = thing.stored
        _delete_tasks(thing.runs.values_list("task", flat=True))
        record(actor, "assessment.delete", thing)
        thing.delete()
    files.discard(stored)


def _delete_tasks(idents: Iterable[str]) -> None:
    from django.apps import apps

    if apps.is_installed("django_tasks_db"):
        from django_tasks_db.models import DBTaskResult

        tasks = [uuid.UUID(task) for task in idents if len(task) == 36]
        DBTaskResult.objects.filter(pk__in=tasks).delete()


def _locked(actor: Actor, assessment_id: uuid.UUID, verb: str) -> Assessment:
    """The assessment, if the actor may do this; nobody else changes it until the transaction ends."""
    find(actor, Assessment, verb, pk=assessment_id)
    return Assessment.objects.select_for_update().get(pk=assessment_id)


def _member(actor: Actor, operation: str) -> Any:
    require_operation(actor, operation)
    return actor.user


def _room(user: Any) -> None:
    """Refuse another list where somebody keeps as many as they may."""
    if Assessment.objects.filter(owner=user).count() >= MOST:
        raise FairleadError(
            _("You keep many lists here: %d, as many as one person may.") % MOST,
            fix=_("Delete those that you no longer need."),
        )


def _looked_at(incoming: Incoming, file_name: str) -> dict[str, Any]:
    incoming.ready()
    with files.Stored(incoming.path, file_name) as source:
        seen = msgspec.to_builtins(preview(source))
    return dict(_without_nul(seen))


def _without_nul(value: Any) -> Any:
    """Plain values without NUL in any text: no database keeps it."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(one) for name, one in value.items()}
    return [_without_nul(one) for one in value] if isinstance(value, list | tuple) else value


def _still_there(reading: Mapping[str, Any], seen: Mapping[str, Any]) -> dict[str, Any]:
    """What of the old choices fits the new list."""
    sheets = {sheet["name"] for sheet in seen["sheets"]}
    headings = {heading for sheet in seen["sheets"] for heading in sheet["headings"]}
    columns = {r: h for r, h in dict(reading.get("columns") or {}).items() if h is None or h in headings}
    sheet = reading.get("sheet")
    return {**reading, "columns": columns, "sheet": sheet if sheet in sheets else None} if reading else {}


def _stop_active(thing: Assessment) -> None:
    now = timezone.now()
    thing.runs.filter(state=State.WAITING).update(state=State.CANCELLED, finished=now, cancel_asked=True)
    thing.runs.filter(state=State.RUNNING).update(cancel_asked=True)


def _bury_lost(thing: Assessment) -> None:
    """Write down that runs whose worker has gone were interrupted, and forget their tasks."""
    for run in thing.runs.filter(state=State.RUNNING):
        if run.lost:
            Run.objects.filter(pk=run.pk, state=State.RUNNING, claim=run.claim).update(
                state=State.INTERRUPTED, finished=timezone.now(), claim=None, stage=""
            )
            _delete_tasks([run.task])


def _busy() -> BusyError:
    return BusyError(
        _("A run of this assessment is already under way."),
        why=_("One at a time keeps results apart."),
        fix=_("Wait for it, or cancel it."),
    )


def _organisation(actor: Actor, slug: str) -> Organisation:
    found = next((one for one in Organisation.objects.filter(pk__in=list(actor.roles)) if one.slug == slug), None)
    if found is None or not actor.holds(found.pk, Role.EDITOR):
        raise FairleadError(
            _("You cannot share with this organisation."), fix=_("Choose one in which you are editor or manager.")
        )
    return found


def _network(organisation: Organisation | None, slug: str) -> Network:
    known = Network.objects.filter(Q(members=organisation) | Q(keeper=organisation)).distinct()
    found = next((one for one in known if one.slug == slug), None)
    if found is None:
        raise FairleadError(_("Your organisation is not in this network."), fix=_("Choose one of those listed."))
    return found


def _title(text: str) -> str:
    from fairlead.report.words import clean

    return clean(" ".join(text.split()), 200)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
