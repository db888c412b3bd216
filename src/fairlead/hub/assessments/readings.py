"""What people confirmed about texts of their lists: remembered, used before any guess, taken back on request."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from fairlead.classify import Confirmations
from fairlead.classify.text import key
from fairlead.errors import FairleadError, InputError, Problem
from fairlead.hub.assessments.models import Reading, ReadingChange
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Audience, Organisation, Role
from fairlead.hub.people.policy import find, in_scope, visible

__all__ = ["code_of", "decide", "forget", "known_to", "share_readings", "undo"]

_SURE = frozenset(("exact", "confident", "confirmed"))


def known_to(actor: Actor) -> dict[tuple[str, str], Reading]:
    """Readings that an actor's lists are read with, by kind and normalised text: own ones before shared ones."""
    found: dict[tuple[str, str], Reading] = {}
    mine = actor.user.pk if actor.user else None
    for reading in sorted(visible(actor, Reading), key=lambda r: (r.owner_id == mine, r.changed)):
        found[reading.kind, reading.key] = reading
    return found


def rows_of(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """Readings as they go into a run."""
    return [
        {"kind": r.kind, "text": r.text, "codes": r.codes, "when": r.changed.date().isoformat()}
        for r in sorted(readings, key=lambda r: (r.kind, r.key))
    ]


def code_of(kind: str, text: str) -> dict[str, float]:
    """Codes with shares that a person wrote: a code, or a name that is read surely.

    Raises
    ------
    InputError
        If it is neither.

    Examples
    --------
    >>> code_of("country", "Viet Nam"), code_of("industry", "hs:6109")
    ({'VNM': 1.0}, {'hs:6109': 1.0})
    """
    from fairlead.classify import match_country, match_industry

    plain = text.strip()
    try:
        code = plain.upper() if kind == "country" else plain
        Confirmations().confirm("country" if kind == "country" else "industry", "text", {code: 1.0})
        return {code: 1.0}
    except InputError:
        match = match_country(plain) if kind == "country" else match_industry(plain)
    if match.status in _SURE and match.targets:
        total = sum(target.share for target in match.targets)
        return {target.code: target.share / total for target in match.targets}
    known = "; ".join(f"{c.code} {c.name}" for c in match.candidates[:3])
    raise InputError(
        _("“%(text)s” is not one that can be used.") % {"text": plain[:60]},
        fix=(_("Write one of its codes: %(known)s.") % {"known": known})
        if known
        else _("Write an ISO code of a country (such as VNM), an ISIC Rev.4 division (such as 14) or an HS heading "
               "(such as hs:6109)."),
    )  # fmt: skip


def decide(actor: Actor, decisions: Mapping[tuple[str, str], Mapping[str, float]]) -> uuid.UUID | None:
    """Remember readings of texts.

    Parameters
    ----------
    decisions
        Kind and text -> codes with shares; no codes: no suggestion fits, leave such rows out.

    Returns
    -------
    uuid.UUID or None
        The batch, to take it back; None when nothing changed.

    Raises
    ------
    InputError
        With every reading that cannot be; then none is kept.
    """
    user = _user(actor)
    problems: list[Problem] = []
    for (kind, text), codes in decisions.items():
        if kind not in ("country", "industry") or not key(text) or len(text) > 1000:
            raise InputError(_("A text is missing."), fix=_("Go back and try again."))
        try:
            if codes:
                Confirmations().confirm("country" if kind == "country" else "industry", text, dict(codes))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(_("Some readings cannot be kept."), problems, fix=problems[0].fix)
    batch = uuid.uuid4()
    with transaction.atomic():
        mine = {(r.kind, r.key): r for r in Reading.objects.select_for_update().filter(owner=user)}
        changed = 0
        for (kind, text), codes in decisions.items():
            place = (kind, key(text)[:300])
            before = mine.get(place)
            if before is not None and before.codes == dict(codes):
                continue
            changed += 1
            _note(batch, user, place, before, {"text": text, "codes": dict(codes)})
            if before is None:
                mine[place] = Reading.objects.create(
                    owner=user, kind=kind, key=place[1], text=text, codes=dict(codes)
                )  # fmt: skip
            else:
                before.text, before.codes = text, dict(codes)
                before.save()
        if changed:
            record(actor, "reading.change")
    return batch if changed else None


def forget(actor: Actor, reading_id: uuid.UUID) -> uuid.UUID:
    """Forget one reading; returns the batch, to take it back."""
    user = _user(actor)
    batch = uuid.uuid4()
    with transaction.atomic():
        reading = find(actor, Reading, "delete", pk=reading_id)
        _note(batch, user, (reading.kind, reading.key), reading, None)
        record(actor, "reading.delete", reading)
        reading.delete()
    return batch


def undo(actor: Actor, batch: uuid.UUID) -> int:
    """Take a batch of changes back; returns how many. What changed again since then is left as it is."""
    user = _user(actor)
    with transaction.atomic():
        changes = list(ReadingChange.objects.select_for_update().filter(batch=batch, owner=user, undone=False))
        if not changes:
            raise Http404
        back = 0
        for change in reversed(changes):
            now = Reading.objects.filter(owner=user, kind=change.kind, key=change.key).first()
            codes = None if change.after is None else change.after["codes"]
            if (now.codes if now is not None else None) != codes:
                continue
            back += 1
            if change.before is None:
                assert now is not None  # it has the codes compared above
                now.delete()
            elif now is None:
                Reading.objects.create(owner=user, kind=change.kind, key=change.key, **_stored(actor, change.before))
            else:
                now.text, now.codes = change.before["text"], change.before["codes"]
                now.save()
        ReadingChange.objects.filter(batch=batch, owner=user).update(undone=True)
        record(actor, "reading.undo")
    return back


def share_readings(actor: Actor, organisation: Organisation | None) -> int:
    """Let an organisation's lists be read with all of one's readings, or (None) keep them to oneself again."""
    user = _user(actor)
    if organisation is not None and not actor.holds(organisation.pk, Role.EDITOR):
        raise Http404
    audience = Audience.SELF if organisation is None else Audience.ORGANISATION
    with transaction.atomic():
        count = Reading.objects.filter(owner=user).update(audience=audience, organisation=organisation)
        record(actor, "reading.change", organisation=organisation.pk if organisation else None)
    return count


def _user(actor: Actor) -> Any:
    if actor.user is None or not in_scope(actor, "reading.change"):
        raise Http404
    if actor.only is not None:  # readings are a person's own, whatever organisation uses them
        raise PermissionDenied(_("This token is bound to an organisation; readings are a person's own."))
    return actor.user


def _stored(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """A reading as it was; shared as it was only where the actor could share it so now."""
    kept = {name: values[name] for name in ("text", "codes")}
    shared = values.get("organisation_id")
    if shared and values.get("audience") == Audience.ORGANISATION and actor.holds(uuid.UUID(shared), Role.EDITOR):
        kept |= {"audience": Audience.ORGANISATION, "organisation_id": uuid.UUID(shared)}
    return kept


def _note(
    batch: uuid.UUID, user: Any, place: tuple[str, str], before: Reading | None, after: dict[str, Any] | None
) -> None:
    old = None
    if before is not None:
        old = {
            "text": before.text,
            "codes": before.codes,
            "audience": before.audience,
            "organisation_id": str(before.organisation_id) if before.organisation_id else None,
        }
    ReadingChange.objects.create(batch=batch, owner=user, kind=place[0], key=place[1], before=old, after=after)


def refuse_empty(decisions: Mapping[Any, Any]) -> None:
    """Say that nothing was chosen."""
    if not decisions:
        raise FairleadError(_("Nothing was chosen."), fix=_("Choose a reading for at least one text."))
