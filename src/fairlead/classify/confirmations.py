"""What people have confirmed: kept in a file, used before any guess."""

from __future__ import annotations

import csv
import datetime as dt
import math
import os
import tempfile
from pathlib import Path

from fairlead.classify.match import Candidate, Kind, Match, Target
from fairlead.classify.text import key
from fairlead.errors import InputError, Problem

__all__ = ["Confirmations", "default_path"]

_COLUMNS = ("kind", "text", "codes", "shares", "who", "when", "note")


def default_path() -> Path:
    """Return where confirmations are kept unless a file is given: the user's own configuration folder.

    Examples
    --------
    >>> default_path().name
    'confirmations.csv'
    """
    from platformdirs import user_config_path

    return user_config_path("fairlead") / "confirmations.csv"


class Confirmations:
    """Readings that a person has confirmed, looked up by kind and normalised text.

    Parameters
    ----------
    matches
        To start with.

    Examples
    --------
    >>> known = Confirmations()
    >>> _ = known.confirm("country", "Congo", {"COD": 1.0}, who="A. Buyer", when="2026-11-20")
    >>> match = known.lookup("country", " CONGO ")
    >>> match.status, match.targets[0].code
    ('confirmed', 'COD')
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[str, str]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def confirm(
        self, kind: Kind, text: str, shares: dict[str, float], *, who: str = "", when: str = "", note: str = ""
    ) -> Match:
        """Keep one reading; a later one replaces it.

        Parameters
        ----------
        kind
            ``country`` or ``industry``.
        text
            The text as it stands in the list.
        shares
            Code -> share; they must be positive and add up to 1. Codes are ISO 3166 alpha-3, or ISIC Rev.4
            divisions and sections (``hs:6109`` for an HS heading).
        who, when, note
            Who confirmed it, on which day (today if empty), and why.

        Raises
        ------
        InputError
            If the codes are not known or the shares do not add up to 1.
        """
        row = {
            "kind": kind,
            "text": text,
            "codes": " ".join(shares),
            "shares": " ".join(repr(float(share)) for share in shares.values()),
            "who": who,
            "when": when or dt.datetime.now(tz=dt.UTC).date().isoformat(),
            "note": note,
        }
        problems = _check(row, None, None)
        if problems:
            raise InputError("The confirmation cannot be kept.", problems)
        self._rows[kind, key(text)] = row
        match = self.lookup(kind, text)
        assert match is not None  # it was stored two lines above
        return match

    def lookup(self, kind: Kind, text: str) -> Match | None:
        """Return the confirmed reading of a text, or None."""
        row = self._rows.get((kind, key(text)))
        if row is None:
            return None
        codes, shares = row["codes"].split(), [float(share) for share in row["shares"].split()]
        reason = (
            "confirmed" + (f" by {row['who']}" if row["who"] else "") + (f" on {row['when']}" if row["when"] else "")
        )
        if kind == "industry":
            from fairlead.classify.industries import confirmed_industry

            return confirmed_industry(text, dict(zip(codes, shares, strict=True)), reason, row["note"])
        from fairlead.classify.countries import country_name

        targets = tuple(Target(code, country_name(code), share) for code, share in zip(codes, shares, strict=True))
        candidates = tuple(Candidate(t.code, t.name, t.share, reason) for t in targets)
        return Match(
            kind=kind,
            text=text,
            targets=targets,
            status="confirmed",
            score=1.0,
            reason=reason,
            candidates=candidates,
            note=row["note"],
        )

    def remove(self, kind: Kind, text: str) -> bool:
        """Forget one reading; whether there was one."""
        return self._rows.pop((kind, key(text)), None) is not None

    def rows(self) -> list[dict[str, str]]:
        """Return the readings as they stand in the file, by kind and text."""
        return [dict(self._rows[place]) for place in sorted(self._rows)]

    @classmethod
    def load(cls, path: str | Path | None = None) -> Confirmations:
        """Read a file of confirmations; an absent file is an empty one.

        Raises
        ------
        InputError
            With all faulty rows, if there are any.
        """
        source = default_path() if path is None else Path(path)
        known = cls()
        if not source.exists():
            return known
        problems: list[Problem] = []
        try:
            with source.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        except (UnicodeDecodeError, csv.Error) as error:
            what = f"{source.name} is not a CSV file in UTF-8: {error}."
            raise InputError(what, fix="Restore it from a copy, or delete it to start anew.") from error
        for number, raw in enumerate(rows, start=2):
            row = {column: (raw.get(column) or "").strip() for column in _COLUMNS}
            found = _check(row, source.name, number)
            problems.extend(found)
            if not found:
                known._rows[row["kind"], key(row["text"])] = row
        if problems:
            raise InputError(f"{source.name} has {len(problems)} faulty entries.", problems)
        return known

    def save(self, path: str | Path | None = None) -> Path:
        """Write the file as a whole or not at all; returns where."""
        target = default_path() if path is None else Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                out = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
                out.writeheader()
                out.writerows(self.rows())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return target


def _check(row: dict[str, str], file: str | None, number: int | None) -> list[Problem]:
    """List what is wrong with one confirmation."""
    faults: list[tuple[str, str, str]] = []
    if row["kind"] not in ("country", "industry"):
        faults.append(("kind", "The kind must be country or industry.", "Write country or industry."))
    if not key(row["text"]):
        faults.append(("text", "The text is empty.", "Write the text as it stands in your list."))
    codes = row["codes"].split()
    unknown = [code for code in codes if not _known(row["kind"], code)]
    if not codes or unknown or len(set(codes)) != len(codes):
        what = f"Not known as codes: {' '.join(unknown)}." if unknown else "Codes are missing or repeated."
        faults.append(("codes", what, "Use ISO 3166 alpha-3, ISIC Rev.4 divisions or sections, or hs:6109."))
    try:
        shares = [float(share) for share in row["shares"].split()]
    except ValueError:
        shares = []
    right = len(shares) == len(codes) and all(math.isfinite(s) and s > 0 for s in shares)
    if not right or abs(math.fsum(shares) - 1) > 1e-6:
        faults.append(("shares", "There must be one positive share for each code, adding up to 1.", "Mend them."))
    return [
        Problem(
            code="confirmation", severity="error", what=what, fix=fix, file=file, row=number, column=column,
            value=row[column],
        )
        for column, what, fix in faults
    ]  # fmt: skip


def _known(kind: str, code: str) -> bool:
    if kind == "country":
        from fairlead.classify.countries import country_name

        return len(code) == 3 and code.isalpha() and country_name(code) != code
    from fairlead.classify.industries import is_industry_code

    return is_industry_code(code)
