"""How rows of facts stand after decisions: every version kept, the newest of each row in force."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.facts import schema
from fairlead.facts.changes import cell
from fairlead.facts.overlay import Correction, Overlay, Version, lay, problems
from fairlead.facts.store import packaged
from fairlead.hub.corrections import live
from fairlead.hub.corrections.about import key_texts, row_texts
from fairlead.hub.corrections.models import Change, FactVersion, InForce, Proposal, State, Vote
from fairlead.hub.pages import today
from fairlead.hub.people.models import User

__all__ = ["as_it_stands", "bump", "latest", "overlay_in_force", "publish", "restore", "source_for"]

LICENCE = "facts restated; the terms of the source apply"


def overlay_in_force() -> Overlay:
    """All corrections in force, with the sources that came with them."""
    newest: dict[tuple[str, str], FactVersion] = {}
    every = list(FactVersion.objects.order_by("number"))
    for version in every:
        newest[version.table, version.key] = version
    found = [_correction(one) for one in newest.values() if one.correction]
    given = {one.key["id"] for one in found if one.table == "sources"}
    read = {one.cells.get("source", "") for one in found if one.read}
    needed = {one.cells.get("source", "") for one in found} - given
    sources = {one.source["id"]: one.source for one in every if one.source and one.source["id"] in needed}
    found += [
        msgspec.structs.replace(_source_correction(source), read=name in read)
        for name, source in sorted(sources.items())
    ]
    return Overlay(number=_number(), corrections=tuple(found))


def latest(table: str, key: str) -> FactVersion | None:
    """The newest version of a row; None if it was never corrected."""
    return FactVersion.objects.filter(table=table, key=key).order_by("-number").first()


def as_it_stands(table: str, key: str, version: FactVersion | None) -> dict[str, str]:
    """The row in texts after a version; empty if there is none then."""
    named = key_texts(table, key)
    there = _by_key(table).get(tuple(named.values()))
    rows = () if there is None else (there,)
    if version is not None and version.correction:
        rows = lay(table, rows, Overlay(corrections=(_correction(version),)))
    return row_texts(rows[0]) if rows else {}


def source_for(proposal: Proposal) -> tuple[str, dict[str, str]]:
    """The id of the proposal's source, and its row if it is not in the table of sources yet."""
    from fairlead.facts import Source, load

    for row in load(Source):
        if row.address == proposal.source_url:
            return row.id, {}
    name = f"hub-{proposal.pk.hex[:12]}"
    return name, {
        "id": name,
        "title": proposal.source_title,
        "address": proposal.source_url,
        "licence": LICENCE,
        "as_of": proposal.source_date,
        "status": "recalled",
        "note": "",
    }


@transaction.atomic
def publish(
    proposal: Proposal,
    outcome: State,
    votes: Iterable[Vote],
    *,
    who: str,
    by: User | None,
    why: str,
    read: bool,
    reviewed: bool,
) -> FactVersion | None:
    """Have a decision take effect, as a new version of the row; None where the row stays as it stood.

    Raises
    ------
    FairleadError
        If the row has been changed by a later decision, or the correction no longer fits it.
    """
    number = _hold()
    newest = latest(proposal.table, proposal.key)
    mine = list(proposal.versions.order_by("number"))
    if mine and newest is not None and newest.number != mine[-1].number:
        raise FairleadError(
            _("The row was changed by a later decision."),
            why=_("Each version follows the one before it."),
            fix=_("Propose a correction of the row as it is now."),
        )
    base = (
        FactVersion.objects.filter(table=proposal.table, key=proposal.key, number__lt=mine[0].number)
        .order_by("-number")
        .first()
        if mine
        else newest
    )
    undoes = mine[-1] if mine and not hasattr(mine[-1], "undone_by") else None
    if outcome in (State.REJECTED, State.OPEN):
        if not mine or mine[-1].correction == (base.correction if base else {}):
            return None
        return _write(number, proposal, base.correction if base else {}, base.source if base else {},
                      who=who, by=by, why=why, undoes=undoes)  # fmt: skip
    made, source = _following(proposal, outcome, base, list(votes), read=read, reviewed=reviewed, why=why)
    if made:
        added = [_source_correction(source)] if source else []
        found = [one for one in problems(Overlay(corrections=(*added, _convert(made)))) if one.column != "source"]
        if found:
            raise FairleadError(
                _("The correction no longer fits its row."),
                why=" ".join(one.what for one in found),
                fix=_("Propose a correction of the row as it is now."),
            )
    return _write(number, proposal, made, source, who=who, by=by, why=why)


@transaction.atomic
def restore(version: FactVersion, *, who: str, by: User | None, why: str) -> FactVersion:
    """Take back the newest version of a row: a new version that is as the one before it was.

    Raises
    ------
    FairleadError
        If there is a newer one.
    """
    number = _hold()
    newest = latest(version.table, version.key)
    if newest is None or newest.number != version.number:
        raise FairleadError(_("There is a newer version of this row."), fix=_("Undo that one first."))
    base = (
        FactVersion.objects.filter(table=version.table, key=version.key, number__lt=version.number)
        .order_by("-number")
        .first()
    )
    return _write(number, version.proposal, base.correction if base else {}, base.source if base else {},
                  who=who, by=by, why=why, undoes=version)  # fmt: skip


def bump() -> int:
    """Have every process look again: something that pages show besides facts has changed."""
    number = _hold() + 1
    InForce.objects.update(number=number)
    transaction.on_commit(live.soon)
    return number


def _hold() -> int:
    """The number in force, held until the transaction ends: versions are published one after the other."""
    InForce.objects.get_or_create(pk=1)
    return InForce.objects.select_for_update().get(pk=1).number


def _number() -> int:
    row = InForce.objects.filter(pk=1).first()
    return row.number if row else 0


def _write(
    number: int,
    proposal: Proposal,
    correction: dict[str, Any],
    source: dict[str, str],
    *,
    who: str,
    by: User | None,
    why: str,
    undoes: FactVersion | None = None,
) -> FactVersion:
    from fairlead.hub.watch.changes import note_version

    before = as_it_stands(proposal.table, proposal.key, latest(proposal.table, proposal.key))
    made = FactVersion(
        number=number + 1,
        table=proposal.table,
        key=proposal.key,
        kind=correction.get("kind", "packaged"),
        correction=correction,
        source=source,
        before=before,
        proposal=proposal,
        undoes=undoes,
        by=by,
        who=who,
        why=why,
    )
    made.after = as_it_stands(proposal.table, proposal.key, made)
    made.save(force_insert=True)
    InForce.objects.filter(pk=1).update(number=made.number)
    note_version(made)
    transaction.on_commit(live.soon)
    return made


def _following(
    proposal: Proposal,
    outcome: State,
    base: FactVersion | None,
    votes: list[Vote],
    *,
    read: bool,
    reviewed: bool,
    why: str,
) -> tuple[dict[str, Any], dict[str, str]]:
    """The correction that follows from a decision, on top of what was in force, and the row of its source."""
    table, key = proposal.table, key_texts(proposal.table, proposal.key)
    there = tuple(key.values()) in _by_key(table)
    held = _correction(base) if base is not None and base.correction else None
    standing = as_it_stands(table, proposal.key, base)
    if bool(standing) == (proposal.kind == Change.ADD):
        raise FairleadError(
            _("The row is there already.") if standing else _("The row is not there any more."),
            fix=_("Propose a correction of the row as it is now."),
        )
    cells = {} if held is None or held.kind == "removed" else dict(held.cells)
    source, row = ("", {}) if not schema(table).provenance else source_for(proposal)
    proposed = dict(proposal.cells)
    if source and proposal.kind != Change.REMOVE:
        proposed |= {"source": source, "url": proposal.source_url}
        if proposal.kind == Change.ADD:
            proposed.setdefault("as_of", proposal.source_date)
    common: dict[str, Any] = {
        "table": table,
        "key": key,
        "read": read,
        "reviewed": reviewed,
        "on": today().isoformat(),
        "why": why,
        "decision": settings.ADDRESS + reverse("correction", kwargs={"proposal": proposal.pk}),
    }
    if outcome == State.DISPUTED:
        versions = _versions(proposal, standing, votes)
        cells = proposed if proposal.kind == Change.ADD else cells
        old = base.source if base is not None and proposal.kind != Change.ADD else row
        made = Correction(kind="disputed", cells=cells, new=not there, versions=versions, **common)
        return msgspec.to_builtins(made), old
    if proposal.kind == Change.REMOVE:
        return (msgspec.to_builtins(Correction(kind="removed", **common)) if there else {}), {}
    made = Correction(kind="changed" if there else "added", cells={**cells, **proposed}, **common)
    return msgspec.to_builtins(made), row


def _versions(proposal: Proposal, standing: dict[str, str], votes: list[Vote]) -> tuple[Version, Version]:
    """Both versions of a disputed row with those who hold each; who wants both shown holds neither."""
    against = tuple(_who(vote) for vote in votes if vote.verdict == "reject")
    for_it = tuple(_who(vote) for vote in votes if vote.verdict == "accept")
    key = key_texts(proposal.table, proposal.key)
    as_is = {
        Change.CHANGE: {column: standing.get(column, "") for column in proposal.cells},
        Change.REMOVE: dict(key),
        Change.ADD: {},
    }[Change(proposal.kind)]
    to_be = {} if proposal.kind == Change.REMOVE else dict(proposal.cells)
    named = {"source": proposal.source_title, "url": proposal.source_url}
    return Version(says=as_is, held_by=against), Version(says=to_be, held_by=for_it, **named)


def _who(vote: Vote) -> str:
    return f"{vote.get_constituency_display()} ({vote.organisation_name})"


@cache
def _by_key(table: str) -> dict[tuple[str, ...], Any]:
    """The packaged rows by the texts of their keys: found at once, as the facts are held while a version is made."""
    return {tuple(cell(getattr(row, column)) for column in schema(table).key): row for row in packaged(table)}


def _source_correction(source: dict[str, str]) -> Correction:
    cells = {column: text for column, text in source.items() if column != "id"}
    return Correction(table="sources", key={"id": source["id"]}, kind="added", cells=cells)


def _convert(made: dict[str, Any]) -> Correction:
    return msgspec.convert(made, Correction)


def _correction(version: FactVersion) -> Correction:
    return _convert(version.correction)
