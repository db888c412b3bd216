"""Proposing corrections, one or many, with or without an account; admitting and withdrawing them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError, InputError, Problem
from fairlead.hub.corrections.about import countries_of, spaced
from fairlead.hub.corrections.checks import SOURCE, Asked, checked, refuse
from fairlead.hub.corrections.models import Proposal, State
from fairlead.hub.corrections.policy import as_editor
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import require, require_operation

__all__ = ["AN_HOUR", "A_DAY", "MOST", "WAITING", "TooManyError", "admit", "import_proposals", "propose", "withdraw"]

AN_HOUR = 5
"""Proposals without an account from one address in an hour."""
WAITING = 200
"""Proposals without an account that may wait for a look."""
A_DAY = 300
"""Proposals that one person may make in a day."""
MOST = 500
"""Proposals in one file."""


class TooManyError(FairleadError):
    """There were many proposals in a short time; later ones are welcome."""


def propose(
    actor: Actor,
    *,
    table: str,
    kind: str,
    key: str = "",
    cells: Mapping[str, object],
    source: Mapping[str, object],
    organisation: Organisation | None = None,
    named: bool = False,
    sender: str = "",
) -> Proposal:
    """Propose a correction; without an account it waits for a look by an operator first.

    Parameters
    ----------
    actor
        Who proposes; may be nobody.
    table, kind, key, cells, source
        As in `fairlead.hub.corrections.checks.checked`.
    organisation
        In whose name, if it is in an organisation's.
    named
        Whether the person wants their name to be shown.
    sender
        Network address of somebody without an account; only its keyed hash is kept, in memory, for an hour.

    Raises
    ------
    InputError
        If something in it is not possible, with every problem.
    TooManyError
        If there were many in a short time.
    """
    _may(actor, organisation)
    asked = checked(table, kind, key, cells, source)
    _brake(actor, sender, 1)
    with transaction.atomic():
        return _keep(actor, asked, organisation, named=named)


def import_proposals(
    actor: Actor, rows: Sequence[Mapping[str, str]], *, organisation: Organisation | None = None, named: bool = False
) -> list[Proposal]:
    """Propose many corrections at once: all of them or none.

    Parameters
    ----------
    rows
        Lines of a file with the columns ``table``, ``kind``, ``key``, ``column``, ``value``, ``source_url``,
        ``source_title``, ``source_date``, ``source_says`` and ``why``; one line for each cell. Lines with the same
        table and key, or, of rows that are added, with the same `key` as a name of their own, are one proposal; what
        its first line says of the source holds for all.

    Raises
    ------
    InputError
        With every problem of every line; then nothing is kept.
    """
    require_operation(actor, "proposal.create", organisation.pk if organisation else None)
    joined: dict[tuple[str, str, str], tuple[int, dict[str, str], dict[str, str]]] = {}
    found: list[Problem] = []
    lines: dict[tuple[tuple[str, str, str], str], int] = {}
    for line, row in enumerate(rows, start=2):
        which = (row.get("table", "").strip(), row.get("kind", "").strip(), row.get("key", "").strip())
        _line, cells, source = joined.setdefault(which, (line, {}, dict.fromkeys(SOURCE, "")))
        column = row.get("column", "").strip()
        if column in cells:
            found.append(_at(line, column, _("This cell is there twice.")))
        if column:
            cells[column] = row.get("value", "")
            lines[which, column] = line
        for name in SOURCE:
            text = row.get(name, "").strip()
            if text and source[name] and text != source[name]:
                found.append(_at(line, name, _("It differs from an earlier line of the same row.")))
            source[name] = source[name] or text
    if not joined:
        found.append(_at(1, "", _("There is no line with a correction.")))
    if len(joined) > MOST:
        found.append(_at(1, "", _("There are more than %(n)d rows in it.") % {"n": MOST}))
        refuse(found)
    asked: list[Asked] = []
    for which, (line, cells, source) in joined.items():
        table, kind, key = which
        try:
            asked.append(checked(table, kind, key, cells, source))
        except InputError as error:
            found += (
                msgspec.structs.replace(one, row=lines.get((which, one.column or ""), line)) for one in error.problems
            )
    refuse(sorted(found, key=lambda one: one.row or 0))
    _brake(actor, "", len(asked))
    batch = uuid.uuid4()
    with transaction.atomic():
        return [_keep(actor, one, organisation, named=named, batch=batch) for one in asked]


@transaction.atomic
def admit(actor: Actor, proposal: Proposal, *, admitted: bool, why: str = "") -> Proposal:
    """Admit a proposal that was made without an account, or refuse it; either may be changed until it is decided.

    Raises
    ------
    FairleadError
        If it is decided already, or no reason is given for refusing.
    """
    require(actor, "admit", proposal)
    held = _locked(proposal)
    if held.state not in (State.HELD, State.REFUSED, State.OPEN) or held.by_id is not None or held.votes.exists():
        raise FairleadError(_("This proposal does not wait for a look."))
    if not admitted and not why.strip():
        raise FairleadError(_("Say why it is refused."))
    held.state = State.OPEN if admitted else State.REFUSED
    held.decided_why = "" if admitted else why.strip()[:500]
    held.save(update_fields=["state", "decided_why"])
    record(actor, "proposal.admit", held, why)
    return held


@transaction.atomic
def withdraw(actor: Actor, proposal: Proposal, why: str = "", *, again: bool = False) -> Proposal:
    """Withdraw an own proposal that is not decided, or open it again.

    Raises
    ------
    FairleadError
        If it is decided already.
    """
    require(actor, "withdraw", proposal)
    if again and proposal.organisation_name and proposal.organisation_id not in as_editor(actor):
        raise PermissionDenied(_("You do not speak for this organisation any more."))
    held = _locked(proposal)
    if held.state != (State.WITHDRAWN if again else State.OPEN):
        raise FairleadError(_("This proposal cannot be withdrawn or opened any more."), why=held.get_state_display())
    held.state = State.OPEN if again else State.WITHDRAWN
    held.save(update_fields=["state"])
    record(actor, "proposal.withdraw", held, why)
    return held


def _may(actor: Actor, organisation: Organisation | None) -> None:
    if actor.user is None:
        if organisation is not None:
            raise PermissionDenied(_("Sign in first."))
        return
    require_operation(actor, "proposal.create", organisation.pk if organisation else None)
    assert organisation is None or organisation.pk in as_editor(actor)


def _keep(
    actor: Actor, asked: Asked, organisation: Organisation | None, *, named: bool, batch: uuid.UUID | None = None
) -> Proposal:
    about = countries_of(asked.table, [dict(asked.before), {**asked.before, **asked.cells}])
    made = Proposal.objects.create(
        table=asked.table,
        key=asked.key,
        kind=asked.kind,
        cells=dict(asked.cells),
        before=dict(asked.before),
        countries=spaced(about),
        by=actor.user,
        organisation=organisation,
        organisation_name=organisation.name if organisation else "",
        organisation_kind=organisation.kind if organisation else "",
        named=named and actor.user is not None,
        batch=batch,
        state=State.HELD if actor.user is None else State.OPEN,
        **asked.source,
    )
    record(actor, "proposal.create", made)
    return made


def _brake(actor: Actor, sender: str, more: int) -> None:
    if actor.user is not None:
        since = timezone.now() - timedelta(days=1)
        if Proposal.objects.filter(by=actor.user, created__gte=since).count() + more > A_DAY + MOST * (more > 1):
            raise TooManyError(_("You made many proposals today."), fix=_("Go on tomorrow; what you made is kept."))
        return
    if Proposal.objects.filter(state=State.HELD).count() >= WAITING:
        raise TooManyError(
            _("Many proposals wait for a look."), fix=_("Try again in a few days, or sign in: members' proposals pass.")
        )
    key = "proposals:" + salted_hmac("fairlead.proposals", sender, algorithm="sha256").hexdigest()
    cache.add(key, 0, 3600)
    try:
        number = cache.incr(key)
    except ValueError:  # it ended in between
        number = 1
    if number > AN_HOUR:
        raise TooManyError(
            _("Several proposals came from your network within the hour."), fix=_("Try again in an hour, or sign in.")
        )


def _locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _at(line: int, column: str, what: str) -> Problem:
    return Problem(code="proposal", severity="error", what=what, row=line, column=column)
