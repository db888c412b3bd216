"""Accepted corrections, laid over Fairlead's own tables: rows changed, added, removed or disputed, by their keys.

A correction names what it changes, so that it outlives an edition of the tables in which other cells are new. Its row
is *verified* only if those who decided recorded that they had read the source; otherwise it is *recalled* and every
answer that uses it says "to be checked". Of a disputed row the standing version keeps its place, both versions are
told in its note, and rules treat it as *conflicting*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from fairlead.errors import FairleadError, InputError, Problem
from fairlead.facts.changes import cell
from fairlead.facts.records import RECORDS
from fairlead.facts.schema import Schema, schema, tables
from fairlead.facts.values import read_value

__all__ = [
    "FORM",
    "NOTHING",
    "Correction",
    "Overlay",
    "Version",
    "lay",
    "own_note",
    "problems",
    "read_overlay",
    "sound",
]

FORM = "fairlead.corrections/1"
"""Name of the form of a file of corrections."""
RECORD_OF: dict[str, Any] = {record.table: record for record in RECORDS}
_ADDED = re.compile(r"(?:Disputed since|Corrected on) [0-9]{4}-[0-9]{2}-[0-9]{2}[.,]")
UNREVIEWED = "Corrected on {on}, not reviewed by a board."


class Version(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of two versions of a disputed row.

    Attributes
    ----------
    says
        The cells that differ, by column; empty: that there is no such row.
    held_by
        Who holds it: constituency and organisation.
    source, url
        What it rests on.
    """

    says: dict[str, str]
    held_by: tuple[str, ...] = ()
    source: str = ""
    url: str = ""


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known better than in the tables about one row.

    Attributes
    ----------
    table, key
        The row: its table, and the columns that identify it with their texts.
    kind
        What becomes of it.
    cells
        Texts as in a data file: of a changed row those that change, of an added row all that are not empty.
    new
        Of a disputed row: whether it is not in the tables.
    read
        Whether those who decided recorded that they had read the source.
    reviewed
        Whether a review board decided.
    on
        The day of the decision.
    why, decision
        The reason, and the page on which the decision stands.
    versions
        Of a disputed row both versions, the standing one first.
    """

    table: str
    key: dict[str, str]
    kind: Literal["changed", "added", "removed", "disputed"]
    cells: dict[str, str] = {}
    new: bool = False
    read: bool = False
    reviewed: bool = True
    on: str = ""
    why: str = ""
    decision: str = ""
    versions: tuple[Version, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The texts of the key, in the order of the schema."""
        return tuple(self.key.get(column, "") for column in schema(self.table).key)


class Overlay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All corrections that are in force; `number` rises with every change of them."""

    form: Literal["fairlead.corrections/1"] = "fairlead.corrections/1"
    number: int = 0
    corrections: tuple[Correction, ...] = ()

    def of(self, table: str) -> tuple[Correction, ...]:
        """Those of one table."""
        return tuple(one for one in self.corrections if one.table == table)

    def about(self, table: str, key: tuple[str, ...]) -> Correction | None:
        """The one of a row, if there is one."""
        return next((one for one in self.of(table) if one.key_texts == key), None)


NOTHING = Overlay()


def read_overlay(path: Path | str) -> Overlay:
    """Corrections from a file as a hub gives it at ``/corrections/file/``, checked.

    Parameters
    ----------
    path
        The file, JSON in UTF-8.

    Raises
    ------
    FairleadError
        If it is not such a file.
    InputError
        If a correction breaks the schema of its table, with every problem in the file.
    """
    try:
        overlay = msgspec.json.decode(Path(path).read_bytes(), type=Overlay)
    except OSError as error:
        raise FairleadError(f"The file {Path(path).name} cannot be read.", why=str(error)) from error
    except msgspec.MsgspecError as error:
        raise FairleadError(
            f"The file {Path(path).name} does not hold corrections.",
            why=str(error),
            fix=f"Give a file of the form {FORM}, as a hub offers it at /corrections/file/.",
        ) from error
    found = [one for one in problems(overlay) if one.severity == "error"]
    if found:
        raise InputError(
            f"The corrections in {Path(path).name} have {len(found)} problem{'s' if len(found) > 1 else ''}.",
            found,
            why="A fact that cannot be read safely is not used.",
            fix="Mend the corrections named in the problems.",
        )
    return overlay


def problems(overlay: Overlay) -> tuple[Problem, ...]:
    """Everything that is wrong with corrections; a row that is no longer in the tables is a warning.

    Examples
    --------
    >>> wrong = Correction(table="goods", key={"good": "Cotton", "iso3": "TKM"}, kind="changed", cells={"edition": ""})
    >>> [problem.column for problem in problems(Overlay(corrections=(wrong,)))]
    ['edition']
    """
    return tuple(problem for _, found in _each(overlay) for problem in found)


def sound(overlay: Overlay) -> tuple[Overlay, tuple[Problem, ...]]:
    """The corrections that can be laid, and what is wrong with the others: for a new edition of the tables."""
    checked = [(one, found) for one, found in _each(overlay) if found]
    broken = [one for one, found in checked if any(problem.severity == "error" for problem in found)]
    kept = tuple(one for one in overlay.corrections if not any(one is other for other in broken))
    told = tuple(problem for _, found in checked for problem in found)
    return msgspec.structs.replace(overlay, corrections=kept), told


def lay(table: str, rows: tuple[Any, ...], overlay: Overlay) -> tuple[Any, ...]:
    """The rows of a table with corrections laid over them; rows that are added stand at the end.

    Parameters
    ----------
    table, rows
        The table and its rows as packaged.
    overlay
        Corrections without problems (`problems`); one whose row is no longer there changes nothing.
    """
    named = {one.key_texts: one for one in overlay.of(table)}
    if not named:
        return rows
    form = schema(table)
    laid: list[Any] = []
    for row in rows:
        texts = {name: cell(getattr(row, name)) for name in form.fields}
        one = named.pop(tuple(texts[column] for column in form.key), None)
        if one is None:
            laid.append(row)
        elif one.kind != "removed":
            # an added row that the tables have by now is a change of theirs
            laid.append(_record(table, form, {**texts, **_texts(one, form, texts)}))
    for one in named.values():
        if one.kind == "added" or (one.kind == "disputed" and one.new):
            empty = dict.fromkeys(form.fields, "")
            laid.append(_record(table, form, {**empty, **one.key, **_texts(one, form, empty)}))
    return tuple(laid)


def _texts(one: Correction, form: Schema, before: Mapping[str, str]) -> dict[str, str]:
    """The cells that a correction sets, its status and note included."""
    made = dict(one.cells)
    if "status" not in form.fields:
        return made
    note = made.get("note", before.get("note", ""))
    if one.kind == "disputed":
        made["status"] = "conflicting" if "conflicting" in form.fields["status"].values else "recalled"
        note = _joined(note, _told(one, form))
    else:
        judged = "judgement" in (made.get("status"), made.get("status") or before.get("status"))
        made["status"] = "judgement" if judged else "verified" if one.read else "recalled"
        if not one.reviewed:
            note = _joined(note, UNREVIEWED.format(on=one.on))
    made["note"] = note
    return made


def own_note(note: str) -> str:
    """The note of a row without what was added to it when a correction was laid over it.

    Examples
    --------
    >>> own_note("Day not found. Disputed since 2026-11-21. workers: ratified '2025'.")
    'Day not found.'
    """
    return _ADDED.split(note)[0].strip()


def _joined(note: str, more: str) -> str:
    return f"{note}{'' if note.endswith(('.', '!', '?')) else '.'} {more}" if note else more


def _told(one: Correction, form: Schema) -> str:
    said = []
    for place, version in zip(("the row as it stood", "the row as proposed"), one.versions, strict=False):
        what = ", ".join(
            f"{column} {text!r}" if text else f"{column} empty"
            for column, text in version.says.items()
            if column not in ("note", "status") and column in form.fields
        )
        who = ", ".join(version.held_by) or place
        rests = f" ({version.source})" if version.source else ""
        said.append(f"{who}: {what or 'there is no such row'}{rests}")
    return f"Disputed since {one.on}. " + "; ".join(said) + "."


def _record(table: str, form: Schema, texts: Mapping[str, str]) -> Any:
    return RECORD_OF[table](**{name: read_value(texts[name], field) for name, field in form.fields.items()})


def _each(overlay: Overlay) -> Iterable[tuple[Correction, list[Problem]]]:
    """Each correction with its problems."""
    from fairlead.facts.store import packaged

    known = tables()
    seen: set[tuple[str, tuple[str, ...]]] = set()
    kept: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
    referred = _values(overlay)
    for number, one in enumerate(overlay.corrections, start=1):
        if one.table not in known:
            yield one, [_problem(number, one, None, one.table, "there is no such table")]
            continue
        form = schema(one.table)
        if one.table not in kept:
            kept[one.table] = {
                tuple(texts[column] for column in form.key): texts
                for texts in ({name: cell(getattr(row, name)) for name in form.fields} for row in packaged(one.table))
            }
        found: list[Problem] = []
        strange = [column for column in (*one.cells, *one.key) if column not in form.fields]
        found += [_problem(number, one, column, column, "its table has no such column") for column in strange]
        if sorted(one.key) != sorted(form.key):
            found.append(_problem(number, one, None, None, f"its key is not {', '.join(form.key)}"))
        where = (one.table, one.key_texts)
        if where in seen:
            found.append(_problem(number, one, None, ", ".join(one.key_texts), "another one has the same key"))
        seen.add(where)
        if not found:
            found += _row_problems(number, one, form, kept[one.table].get(one.key_texts), referred)
        yield one, found


def _row_problems(
    number: int, one: Correction, form: Schema, before: Mapping[str, str] | None, referred: Mapping[str, set[str]]
) -> list[Problem]:
    new = one.kind == "added" or (one.kind == "disputed" and one.new)
    if before is None and not new:
        return [_problem(number, one, None, ", ".join(one.key_texts), "its row is no longer there", "warning")]
    if one.kind == "removed":
        return []
    empty = dict.fromkeys(form.fields, "")
    texts = {**empty, **(before or {}), **one.key, **_texts(one, form, before or empty)}
    found = []
    for name, field in form.fields.items():
        try:
            read_value(texts[name], field)
        except ValueError as error:
            found.append(_problem(number, one, name, texts[name], str(error)))
            continue
        if name in form.key and texts[name] != one.key[name]:
            found.append(
                _problem(number, one, name, texts[name], "a key is not changed: remove the row and add another")
            )
        elif field.type == "reference" and texts[name] not in referred[field.of]:
            found.append(_problem(number, one, name, texts[name], f"{field.of} does not have it"))
    return found


class _Values(dict[str, set[str]]):
    """Values of the columns that rows refer to, read when they are first asked for, added rows included."""

    def __init__(self, overlay: Overlay) -> None:
        super().__init__()
        self.overlay = overlay

    def __missing__(self, of: str) -> set[str]:
        from fairlead.facts.store import packaged

        table, column = of.split(".")
        removed = {one.key_texts for one in self.overlay.of(table) if one.kind == "removed"}
        key = schema(table).key
        made = {
            cell(getattr(row, column))
            for row in packaged(table)
            if tuple(cell(getattr(row, name)) for name in key) not in removed
        }
        for one in self.overlay.of(table):
            if one.kind != "removed":
                made.add(one.cells.get(column, one.key.get(column, "")))
        self[of] = made - {""}
        return self[of]


def _values(overlay: Overlay) -> Mapping[str, set[str]]:
    return _Values(overlay)


def _problem(
    number: int,
    one: Correction,
    column: str | None,
    value: str | None,
    because: str,
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    named = ", ".join(text for text in one.key.values() if text)
    return Problem(
        code="correction",
        severity=severity,
        what=f"Correction {number} ({one.table}: {named}) cannot be used because {because}.",
        why="Rules and reports rest on this table; a wrong cell would become a wrong statement.",
        fix="Compare the cell with the column's description in the schema and with the source of the row.",
        row=number,
        column=column,
        value=value,
    )
