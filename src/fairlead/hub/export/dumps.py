"""The facts as files of data: every table with its schema, all of them as one JSON, checksums and licences."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import msgspec

from fairlead import __version__, facts
from fairlead.facts.changes import cell
from fairlead.facts.overlay import NOTHING, Overlay
from fairlead.facts.schema import SCHEMA_FOLDER

__all__ = ["licences", "write_data", "write_sums"]

README = """\
# The facts of Fairlead as data

Written on {day} by Fairlead {version}.

- `tables/*.csv`: every table of facts, UTF-8, with a heading; an empty cell means not known or not applicable. Each
  row names its source, the date it holds for and its status: verified, recalled (still to be checked at the source),
  conflicting, computed or judgement.
- `schemas/*.toml`: what each table and column says, which columns identify a row, and what it means that a row is
  absent: mostly that it was not collected, never that there is nothing.
- `fairlead-facts.json`: all tables, schemas and rows in one file.
- `corrections.json`: corrections that were accepted on the hub and are laid over the tables already.{none}
- `DATA-LICENCES.md`: the terms of every source. Values under a share-alike licence stand in tables of their own
  (`*_share_alike`); whoever passes them on does so under the same licence.
- `SHA256SUMS`: checksums. `sha256sum -c SHA256SUMS` in this folder checks them.

To go on with the work: install Fairlead {version} (Apache License 2.0), which carries the same tables and the
program that checks them and reasons with them; `fairlead facts diff TABLE FILE` compares a corrected table with its
own. A table that was added to here replaces the file of the same name in the program's folder `facts/data`.
"""


def write_data(folder: Path, overlay: Overlay, day: str) -> int:
    """Write the tables as they are in use into a folder; returns the number of rows.

    Parameters
    ----------
    folder
        Where; made if it is not there.
    overlay
        Accepted corrections, for the record.
    day
        Date of the files.
    """
    for name in ("tables", "schemas"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    whole: dict[str, Any] = {"program": f"Fairlead {__version__}", "written": day, "tables": {}}
    rows = 0
    for name in facts.tables():
        schema, found = facts.schema(name), facts.load(name)
        rows += len(found)
        (folder / "tables" / f"{name}.csv").write_bytes(_csv(list(schema.fields), found))
        (folder / "schemas" / f"{name}.toml").write_bytes((SCHEMA_FOLDER / f"{name}.toml").read_bytes())
        whole["tables"][name] = {"schema": schema, "rows": found}
    shared = "_provenance.toml"
    (folder / "schemas" / shared).write_bytes((SCHEMA_FOLDER / shared).read_bytes())
    (folder / "fairlead-facts.json").write_bytes(msgspec.json.encode(whole))
    none = "" if overlay.corrections else "\n  There were none."
    (folder / "corrections.json").write_bytes(msgspec.json.format(msgspec.json.encode(overlay or NOTHING), indent=1))
    (folder / "DATA-LICENCES.md").write_text(licences(), encoding="utf-8")
    (folder / "README.md").write_text(README.format(day=day, version=__version__, none=none), encoding="utf-8")
    write_sums(folder)
    return rows


def write_sums(folder: Path, name: str = "SHA256SUMS") -> int:
    """Write the checksum of every file below a folder, in the form of ``sha256sum``; returns how many."""
    lines = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if path != folder / name:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.relative_to(folder)}\n")
    (folder / name).write_text("".join(lines), encoding="utf-8")
    return len(lines)


def licences() -> str:
    """The terms of all sources, as they come with the program."""
    try:
        for one in files("fairlead") or ():
            if one.name == "DATA-LICENCES.md":
                return one.read_text(encoding="utf-8")
    except PackageNotFoundError:
        pass
    beside = Path(__file__).parents[4] / "DATA-LICENCES.md"
    if beside.exists():
        return beside.read_text(encoding="utf-8")
    lines = [f"| {row.title} | {row.licence} | {row.as_of} |" for row in facts.load(facts.Source)]
    return "\n".join(["# Data and their terms", "", "| source | terms | as of |", "|---|---|---|", *lines, ""])


def _csv(columns: list[str], rows: Iterable[Any]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in rows)
    return text.getvalue().encode()
