"""Papers that came in, ledgers, and the log of reprisals."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.act.follow.matter import Reply, ReplyKind
from fairlead.act.follow.outcomes import PARTS, Ledger
from fairlead.act.follow.redaction import Redacted, Rule, redact
from fairlead.act.follow.states import happen
from fairlead.act.safety import Reprisal, reprisal
from fairlead.errors import FairleadError
from fairlead.hub.matters.models import LedgerRow, Matter, Paper, ReprisalRow
from fairlead.hub.matters.operations.following import grown, locked
from fairlead.hub.matters.words import words_of
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record
from fairlead.hub.people.policy import find

__all__ = ["BIGGEST", "TYPES", "add_ledger", "add_reprisal", "black_out", "current", "file_reply", "paper_of"]

BIGGEST = 4_000_000
"""Bytes of a file at most."""
MOST_COMPARED = 1_000_000_000
"""Letters of a text times letters of what is blacked out in it: more would keep others waiting."""
MOST_PAPERS, MOST_LEDGERS, MOST_REPRISALS = 40, 200, 500
TYPES = {
    "pdf": "application/pdf", "txt": "text/plain; charset=utf-8", "eml": "message/rfc822", "png": "image/png",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
}  # fmt: skip
"""Endings of files that are taken; they are only ever given back as downloads."""
MOVES = {
    "acknowledgement": "acknowledged", "answer": "answered", "refusal": "refused", "decision": "decided",
}  # fmt: skip


def file_reply(
    actor: Actor,
    matter_id: uuid.UUID,
    seen: int,
    kind: str,
    *,
    origin: str,
    day: date | None = None,
    summary: str = "",
    name: str = "",
    content: bytes = b"",
) -> Matter:
    """File a reply, with its file if there is one; an answer, refusal or decision moves the matter on where it can.

    Raises
    ------
    FairleadError
        If the file is too large or of a kind that is not taken; nothing is filed then.
    """
    on = day or today()
    if not plain(origin):
        raise FairleadError(_("It is not said who it is from."), fix=_("Name the body or organisation."))
    clean = _file_name(name, content) if content or name else ""
    with transaction.atomic():
        matter = locked(actor, matter_id, "change", seen)
        if clean and matter.papers.count() >= MOST_PAPERS:
            raise FairleadError(_("Very many files are kept here."), fix=_("Keep some elsewhere."))
        before = matter.log
        paper = Reply(
            day=on.isoformat(), origin=plain(origin)[:200], kind=cast(ReplyKind, kind), file=clean,
            summary=plain(summary)[:1000],
        )  # fmt: skip
        event = cast(Any, MOVES.get(kind, "filed"))
        try:
            after = happen(before, event, day=on, recorded=timezone.now(), reply=paper)
        except FairleadError:
            if event == "filed":
                raise
            after = happen(before, "filed", day=on, recorded=timezone.now(), reply=paper)
        grown(matter, before, after, actor)
        if clean:
            Paper.objects.create(
                matter=matter, event=len(after.events), name=clean, size=len(content), content=content,
                sha256=hashlib.sha256(content).hexdigest(),
            )  # fmt: skip
        record(actor, "matter.change", matter)
    return matter


def paper_of(actor: Actor, matter_id: uuid.UUID, paper_id: uuid.UUID) -> Paper | None:
    """A file, for those who see the matter."""
    matter = find(actor, Matter, pk=matter_id)
    found: Paper | None = matter.papers.filter(pk=paper_id).first()
    return found


def black_out(actor: Actor, matter_id: uuid.UUID, paper_id: uuid.UUID, text: str, lines: Sequence[str]) -> Redacted:
    """Keep a copy for others: a text with everything blacked out that the lines name; expressions stand in slashes.

    The words of a text file or mail are taken from it; of any other the person gives them, for a copy that keeps the
    form of the original may keep what is hidden in it too. Where everyone reads an earlier copy, the matter is taken
    out of the register, to be asked about and published anew.
    """
    rules = [
        Rule(pattern=line[1:-1]) if len(line) > 2 and line[0] == line[-1] == "/" else Rule(text=line)
        for line in (one.strip() for one in lines)
        if line
    ]
    if not rules:
        raise FairleadError(_("Nothing is named to black out."), fix=_("Write one thing to a line."))
    if any(len(rule.pattern) > 200 for rule in rules) or len(rules) > 200:
        raise FairleadError(_("Very much is named to black out."), fix=_("Give at most 200 lines."))
    if any(rule.pattern for rule in rules):
        raise FairleadError(
            _("Expressions are not taken here."),
            why=_("One that runs for hours would stop the hub."),
            fix=_("Use `fairlead follow redact` on your own machine, or write the words themselves."),
        )
    with transaction.atomic():
        matter = locked(actor, matter_id, "change")
        paper = matter.papers.select_for_update().filter(pk=paper_id).first()
        if paper is None:
            raise FairleadError(_("There is no such file."), fix=_("Choose one that is listed."))
        words = (text or words_of(paper.name, bytes(paper.content))).replace("\x00", " ")  # which no database keeps
        if len(words) > 500_000 or len(words) * sum(len(rule.text) for rule in rules) > MOST_COMPARED:
            raise FairleadError(_("The text is very long."), fix=_("Give the part that others are to read."))
        found = redact(words, rules)
        if (matter.public or {}).get("papers") and paper.redacted != found.text:
            # everyone reads the copy as it was: if a name was missed in it, that must not stay so
            matter.published, matter.public = None, None
            matter.save()
            record(actor, "matter.publish", matter, why=_("taken out"))
        paper.redacted = found.text
        paper.save(update_fields=["redacted"])
        record(actor, "matter.change", matter)
    return found


def add_ledger(
    actor: Actor,
    matter_id: uuid.UUID,
    what: str,
    *,
    unit: str = "people",
    whole: str = "",
    parts: Mapping[str, str] | None = None,
    source: str = "",
    day: date | None = None,
) -> LedgerRow:
    """Say what is owed and what became of it; what was said before stays beside it, dated.

    Raises
    ------
    FairleadError
        If a figure is none, or cannot be counted.
    """
    name = plain(what)[:120]
    if not name:
        raise FairleadError(_("It is not said who or what is owed."), fix=_("For instance: dismissed workers."))
    if unit != "people" and not (len(unit) == 3 and unit.isascii() and unit.isupper()):
        raise FairleadError(_("The unit is people or a currency."), fix=_("Write people, or for instance USD."))
    given = {one: _number((parts or {}).get(one, "")) for one in PARTS}
    total = _number(whole)
    Ledger(what=name, unit=unit, whole=total, parts=given)
    with transaction.atomic():
        matter = locked(actor, matter_id, "change")
        if matter.ledgers.count() >= MOST_LEDGERS:
            raise FairleadError(_("Very many ledgers are kept here."), fix=_("Begin another matter."))
        made = LedgerRow.objects.create(
            matter=matter, what=name, unit=unit, whole="" if total is None else str(total), source=plain(source)[:300],
            parts={one: str(value) for one, value in given.items() if value is not None}, day=day or today(),
            by=actor.user,
        )  # fmt: skip
        matter.save()
        record(actor, "matter.change", matter)
    return made


def current(matter: Matter) -> list[tuple[LedgerRow, Ledger]]:
    """The newest of each ledger, as the library reckons it."""
    newest: dict[tuple[str, str], LedgerRow] = {}
    for row in sorted(matter.ledgers.all(), key=lambda one: one.pk):
        newest[row.what, row.unit] = row
    return [(row, ledger_of(row)) for row in newest.values()]


def ledger_of(row: LedgerRow) -> Ledger:
    """One row as the library reckons it."""
    parts = {name: Decimal(value) for name, value in row.parts.items()}
    whole = Decimal(row.whole) if row.whole else None
    return Ledger(what=row.what, unit=row.unit, whole=whole, parts=parts, source=row.source, day=row.day.isoformat())


def add_reprisal(actor: Actor, matter_id: uuid.UUID, entry: Reprisal) -> ReprisalRow:
    """Write down a reprisal: what, when, to which role. It is never published, and never leaves by export of others.

    Raises
    ------
    InputError
        If it could identify somebody.
    """
    clean = msgspec.structs.replace(entry, said=plain(entry.said)[:500], after=plain(entry.after)[:200])
    checked = reprisal(clean)
    with transaction.atomic():
        matter = locked(actor, matter_id, "reprisal")
        if matter.reprisals.count() >= MOST_REPRISALS:
            raise FairleadError(_("Very many are written down here."), fix=_("Begin another matter."))
        made = ReprisalRow.objects.create(matter=matter, data=msgspec.to_builtins(checked))
        record(actor, "matter.reprisal", matter)
    return made


def _file_name(name: str, content: bytes) -> str:
    if len(content) > BIGGEST:
        raise FairleadError(
            _("The file is larger than %(most)s MB.") % {"most": BIGGEST // 1_000_000},
            fix=_("Make it smaller, or keep it elsewhere and say where."),
        )
    if not content:
        raise FairleadError(_("The file is empty."), fix=_("Choose it once more."))
    clean = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in plain(name).split("/")[-1])[-120:]
    ending = clean.rpartition(".")[2].lower()
    if ending not in TYPES:
        raise FairleadError(
            _("Files of this kind are not taken."), fix=_("Give one of: %(list)s.") % {"list": ", ".join(TYPES)}
        )
    return clean


def _number(text: str) -> Decimal | None:
    cleaned = text.replace(",", "").replace(" ", "").strip()
    if not cleaned:
        return None
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise FairleadError(
            _("%(text)s is not a number.") % {"text": text[:40]}, fix=_("Leave it empty where it is not known.")
        ) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15 or len(str(value)) > 24:
        raise FairleadError(_("%(text)s cannot be counted.") % {"text": text[:40]}, fix=_("Mend the figure."))
    return value
