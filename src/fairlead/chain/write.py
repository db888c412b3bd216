"""Lists written out again: purchases, problems to mend, readings to confirm. Nothing in them can run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fairlead.chain.headings import SCHEMES
from fairlead.chain.messages import ProblemLog
from fairlead.errors import FairleadError, Problem

if TYPE_CHECKING:
    from fairlead.assess.result import Assessment
    from fairlead.chain.mapping import MappedPurchases, PlacingError
    from fairlead.chain.purchases import Purchases
    from fairlead.classify import Confirmations

__all__ = ["read_confirmations", "safe_text", "write_confirmations", "write_problems", "write_purchases"]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CANDIDATES = 5


def safe_text(text: str) -> str:
    """A text that spreadsheet programs show and do not run; `read_purchases` takes the apostrophe off again.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("Ltd.")
    ("'=1+1", 'Ltd.')
    """
    return "'" + text if _FORMULA.match(text) else text


def _cell(value: Any) -> Any:
    return safe_text(value) if isinstance(value, str) else "" if value is None else value


def _write_csv(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([_cell(value) for value in row] for row in rows)
    except OSError as error:
        raise FairleadError(
            f"{path.name} cannot be written: {error.strerror}.", fix="Name a file in a folder that you may write to."
        ) from None


def _figures(amount: float) -> str:
    """An amount that no reader can take for thousands: never three decimals."""
    if amount != amount:
        return ""
    text = np.format_float_positional(amount, unique=True, trim="-")
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def write_purchases(purchases: Purchases, path: str | Path) -> Path:
    """Write purchases as CSV that `read_purchases` reads again.

    Parameters
    ----------
    purchases
        Rows with errors are written too, as far as they were read.
    path
        File to write.

    Returns
    -------
    Path

    Raises
    ------
    FairleadError
        If the file cannot be written.
    """
    p = purchases
    schemes = [scheme for scheme in SCHEMES if scheme in p.code_scheme.values]
    heading = ["Amount", "Currency", "Year", "Supplier", "Supplier country", "Product", "Industry"]
    heading += [*schemes, "Site", "Tier", "Buyer unit"]
    texts = [p.currency, [str(year or "") for year in p.year.tolist()], p.supplier, p.country_text, p.product_text]
    columns: list[Iterable[str]] = [*texts, p.industry_text]
    columns.extend(
        [c if s == scheme else "" for c, s in zip(p.code_text, p.code_scheme, strict=True)] for scheme in schemes
    )
    columns += [p.site, p.tier, p.buyer_unit]
    amounts = [_figures(amount) for amount in p.amount.tolist()]
    target = Path(path)
    rows = zip(*columns, strict=True)
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as stream:
            out = csv.writer(stream)
            out.writerow(heading)
            out.writerows([amount, *map(safe_text, row)] for amount, row in zip(amounts, rows, strict=True))
    except OSError as error:
        raise FairleadError(f"{target.name} cannot be written: {error.strerror}.", fix="Name another file.") from None
    return target


_PROBLEM_COLUMNS = ("severity", "code", "file", "sheet", "row", "column", "value", "what", "why", "fix")
_ROW_COLUMNS = ("amount", "currency", "supplier", "country_text", "product_text", "industry_text", "code_text")


def write_problems(problems: Iterable[Problem], path: str | Path, purchases: Purchases | None = None) -> Path:
    """Write problems as a list to work through: CSV, or a workbook when the name ends in ``.xlsx``.

    Parameters
    ----------
    problems
        From a result or an `InputError`.
    path
        File to write.
    purchases
        When given, what was read of the row stands beside each problem.

    Returns
    -------
    Path

    Raises
    ------
    FairleadError
        If the file cannot be written.
    """
    rows: list[list[Any]] = [[*_PROBLEM_COLUMNS, *(_ROW_COLUMNS if purchases is not None else ())]]
    places: dict[tuple[str, int], int] = {}
    if purchases is not None:
        numbers = purchases.row.tolist()
        places = {place: k for k, place in enumerate(zip(purchases.sheet, numbers, strict=True))}
    for problem in problems:
        row = [getattr(problem, name) for name in _PROBLEM_COLUMNS]
        if purchases is not None:
            at = places.get((problem.sheet or "", problem.row or 0))
            row += ["" if at is None else _plain(getattr(purchases, name)[at]) for name in _ROW_COLUMNS]
        rows.append(row)
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        _write_csv(target, rows)
        return target
    import xlsxwriter

    try:
        book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet("Problems")
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, column, value, bold if not number else None)
                else:
                    sheet.write_string(number, column, str(value or "")[:32_000], bold if not number else None)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
        sheet.set_column(6, 9, 40)
        book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise FairleadError(f"{target.name} cannot be written: {error}.", fix="Name another file.") from None
    return target


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    number = float(value)
    return "" if number != number else number


_CONFIRMATION_COLUMNS = ("kind", "text", "codes", "shares", "who", "when", "note")


def write_confirmations(mapped: MappedPurchases | Assessment | PlacingError, path: str | Path) -> Path:
    """Write the texts that wait for a person, with their candidates, as CSV to fill in.

    The person writes the right code into ``codes`` (several, parted by spaces, with ``shares`` that add up to 1) and
    saves; `read_confirmations` takes the rows that were filled in.

    Parameters
    ----------
    mapped
        Purchases placed, an assessment of them, or the error that they could not be placed. Uncertain and unknown
        texts are written, those with the largest spend first.
    path
        File to write.

    Returns
    -------
    Path
    """
    heading = [*_CONFIRMATION_COLUMNS, "rows", "spend_usd", *(f"candidate {k + 1}" for k in range(_CANDIDATES))]
    rows: list[list[Any]] = [heading]
    for m in sorted(mapped.mappings, key=lambda mapping: -mapping.spend_usd):
        if m.status in ("uncertain", "unknown"):
            blanks = [""] * (len(_CONFIRMATION_COLUMNS) - 2)
            rows.append([m.kind, m.text, *blanks, m.rows, round(m.spend_usd, 2), *m.candidates[:_CANDIDATES]])
    target = Path(path)
    _write_csv(target, rows)
    return target


def read_confirmations(path: str | Path, known: Confirmations | None = None) -> Confirmations:
    """Read the readings that a person filled in; rows without a code still wait and are passed over.

    Parameters
    ----------
    path
        File from `write_confirmations`, or one that `Confirmations.save` wrote. Any delimiter and encoding that a
        spreadsheet program saves is read.
    known
        Confirmations to add to; a new set when left out.

    Returns
    -------
    Confirmations

    Raises
    ------
    InputError
        With every row whose code or share is not right.
    """
    from fairlead.chain.delimited import read_delimited
    from fairlead.chain.source import read_bytes
    from fairlead.chain.text import clean, decode
    from fairlead.classify import Confirmations
    from fairlead.errors import InputError

    log = ProblemLog(Path(path).name)
    sheet = read_delimited(decode(read_bytes(path, log), None, log), None, log)
    rows = [[clean(cell) for cell in row] for row in sheet.rows]
    heading = [cell.casefold() for cell in rows[0]] if rows else []
    if not {"kind", "text", "codes"} <= set(heading):
        raise log.stop("column_missing", column="kind, text and codes", detail=", ".join(heading))
    confirmations = known if known is not None else Confirmations()
    problems: list[Problem] = []
    for number, cells in enumerate(rows[1:], start=2):
        row = dict(zip(heading, cells, strict=False))
        codes = re.split(r"[\s,;+]+", row.get("codes", "").strip())
        if codes == [""]:
            continue
        try:
            given = [float(share.replace(",", ".")) for share in row.get("shares", "").split()]
        except ValueError:
            given = [float("nan")]
        shares = given or [1 / len(codes)] * len(codes)
        text = row["text"][1:] if _FORMULA.match(row["text"]) and row["text"].startswith("'") else row["text"]
        who, when, note = (row.get(name, "") for name in ("who", "when", "note"))
        kind: Any = row["kind"].casefold()
        padded = [*shares, *[float("nan")] * len(codes)][: len(codes)]
        try:
            confirmations.confirm(kind, text, dict(zip(codes, padded, strict=True)), who=who, when=when, note=note)
        except InputError as error:
            import msgspec

            problems += [msgspec.structs.replace(p, file=log.file, row=number) for p in error.problems]
    if problems:
        raise InputError(f"{log.file}: {len(problems):,} entries are not right.", problems)
    return confirmations
