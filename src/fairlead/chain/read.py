"""`read_purchases`: a file of any of the usual kinds becomes `Purchases`, with everything wrong in it listed."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from fairlead.chain.credits import net_credits
from fairlead.chain.messages import ProblemLog
from fairlead.chain.purchases import Counts, Purchases, Texts
from fairlead.chain.rows import Options, Part, read_sheet
from fairlead.chain.source import Sheet, digest, kind_of, read_bytes
from fairlead.errors import InputError

__all__ = ["named", "read_purchases", "sheets_of"]

Progress = Callable[[int, int, str], object]


def read_purchases(
    source: Any,
    *,
    columns: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    decimal: str | None = None,
    currency: str | None = None,
    year: int | None = None,
    strict: bool = False,
    drop_duplicates: bool = False,
    progress: Progress | None = None,
) -> Purchases:
    r"""Read a list of purchases.

    Parameters
    ----------
    source
        Path of a CSV, XLSX, XLS, ODS or Parquet file, a binary stream, ``"-"`` for standard input, or a pandas
        DataFrame.
    columns
        What a column holds -> its heading, for headings that are not recognised: ``{"amount": "Net value"}``. None:
        no column holds it, whatever the headings say.
    sheet
        Name of the sheet to read; all visible sheets with purchases when left out.
    delimiter, encoding
        Of a text file; found when left out.
    decimal
        ``"."`` or ``","``; found from the amounts of each column when left out.
    currency, year
        For rows that name none.
    strict
        Refuse the list when anything in it is an error.
    drop_duplicates
        Leave out exact copies of a row instead of only naming them.
    progress
        Called with steps done, steps in all and what is being done.

    Returns
    -------
    Purchases
        Rows with errors stay in, marked as not usable.

    Raises
    ------
    InputError
        When nothing can be read, or, if ``strict``, when any row has an error; carries every problem found.

    Examples
    --------
    >>> import io
    >>> text = b"Supplier;Country;Product;Amount EUR;Year\nA;Viet Nam;T-shirts;1.200,50;2024\n"
    >>> purchases = read_purchases(io.BytesIO(text))
    >>> purchases.amount.tolist(), purchases.currency[0], purchases.country_text[0]
    ([1200.5], 'EUR', 'Viet Nam')
    """
    log = ProblemLog(named(source))
    options = Options.checked(columns, decimal, currency, year, drop_duplicates, log)
    collecting = gc.isenabled()
    gc.disable()  # a long list makes millions of cells and no cycles: searching for cycles doubles the time
    try:
        return _read(source, log, options, sheet, delimiter, encoding, strict, progress or (lambda *_: None))
    except InputError:
        raise
    except (MemoryError, RecursionError):
        raise log.stop("file_too_large", detail="more than fits into memory") from None
    finally:
        if collecting:
            gc.enable()


def named(source: Any) -> str:
    """What an input is called in what is said about it."""
    if isinstance(source, str | os.PathLike):
        return "standard input" if str(source) == "-" else os.path.basename(str(source)) or str(source)
    name = getattr(source, "name", None)
    if isinstance(name, str):
        return "standard input" if name == "<stdin>" else os.path.basename(name)
    return "data frame" if hasattr(source, "itertuples") else "stream"


def sheets_of(
    source: Any, log: ProblemLog, delimiter: str | None, encoding: str | None, wanted: str | None
) -> tuple[list[Sheet], str]:
    """The sheets of an input as they stand in it, and its digest."""
    if hasattr(source, "itertuples") and hasattr(source, "columns"):
        rows: list[Any] = [[str(column) for column in source.columns]]
        rows.extend(source.astype(object).where(source.notna(), None).values.tolist())
        return [Sheet("", rows)], digest(repr(rows).encode("utf-8", "replace"))
    content = read_bytes(source, log)
    kind = kind_of(content, log)
    if kind == "parquet":
        from fairlead.chain.parquet import read_parquet

        sheets = [read_parquet(content, log)]
    elif kind == "text":
        from fairlead.chain.delimited import read_delimited
        from fairlead.chain.text import decode

        sheets = [read_delimited(decode(content, encoding, log), delimiter, log)]
    else:
        from fairlead.chain.workbook import read_workbook

        sheets = read_workbook(content, kind, log)
        if wanted is not None:
            names = [sheet.name for sheet in sheets]
            if wanted not in names:
                raise log.stop("sheet_not_found", value=wanted, detail=", ".join(names))
            sheets = [sheet for sheet in sheets if sheet.name == wanted]
    return sheets, digest(content)


def _read(
    source: Any,
    log: ProblemLog,
    options: Options,
    wanted: str | None,
    delimiter: str | None,
    encoding: str | None,
    strict: bool,
    progress: Progress,
) -> Purchases:
    progress(0, 3, "opening the file")
    sheets, sha256 = sheets_of(source, log, delimiter, encoding, wanted)
    progress(1, 3, "reading rows")
    parts: list[Part] = []
    several = len(sheets) > 1
    for sheet in sheets:
        log.sheet = sheet.name or None
        if several and sheet.hidden and wanted is None:
            log.add("sheet_skipped", detail="it is hidden")
            continue
        part = read_sheet(sheet, log, options, alone=not several)
        if part is not None:
            parts.append(part)
        sheet.rows = []
    log.sheet = None
    if not parts:
        if not log.has_errors():
            log.add("no_header", detail="no sheet holds purchases")
        problems = log.problems()
        worst = next(problem for problem in problems if problem.severity == "error")
        raise InputError(f"{log.file}: {worst.what}", problems, why=worst.why, fix=worst.fix)
    progress(2, 3, "checking rows")
    purchases = _joined(parts, log, options, sha256)
    errors = sum(problem.severity == "error" for problem in purchases.problems)
    if strict and errors:
        raise InputError(
            f"{log.file} has {errors:,} {'error' if errors == 1 else 'errors'}; with strict reading nothing is "
            "assessed.",
            purchases.problems,
            fix="Mend the rows listed, or read without strict to assess the good rows.",
        )
    progress(3, 3, "done")
    return purchases


def _joined(parts: list[Part], log: ProblemLog, options: Options, sha256: str) -> Purchases:
    def texts(role: str) -> Texts:
        return Texts.joined([part.texts[role] for part in parts])

    sheet = Texts.joined([Texts((part.sheet,), np.zeros(len(part.row), dtype=np.int32)) for part in parts])
    row, amount, year = (np.concatenate([getattr(part, name) for part in parts]) for name in ("row", "amount", "year"))
    usable = np.concatenate([part.usable for part in parts])
    keys = {role: texts(role) for role in parts[0].texts}
    _duplicates(parts, row, sheet, usable, log, drop=options.drop_duplicates)
    groups = _groups([keys[role] for role in ("supplier", "country", "code", "product", "industry", "currency")])
    net, unmatched = net_credits(amount, usable, year, groups)
    matched = int((usable & (amount < 0)).sum()) - len(unmatched)
    for position, left in unmatched.items():
        log.add(
            "credit_unmatched",
            row=int(row[position]),
            sheet=sheet[position] or None,
            value=f"{amount[position]:,.2f}",
            detail=f"{left:,.2f} {keys['currency'][position]}",
        )
        usable[position] = False
    if matched:
        log.add("credit_netted", detail=f"{matched:,} {'row' if matched == 1 else 'rows'}")
    return Purchases(
        file=log.file,
        sha256=sha256,
        sheets=tuple(part.sheet for part in parts if part.sheet),
        row=row,
        sheet=sheet,
        amount=amount,
        net=net,
        currency=keys["currency"],
        year=year,
        supplier=keys["supplier"],
        country_text=keys["country"],
        product_text=keys["product"],
        industry_text=keys["industry"],
        code_text=keys["code"],
        code_scheme=keys["scheme"],
        site=keys["site"],
        tier=keys["tier"],
        buyer_unit=keys["buyer_unit"],
        usable=usable,
        credit_left=unmatched,
        problems=log.problems(),
        counts=Counts(len(row), int(usable.sum()), sum(part.passed_over for part in parts), int((amount < 0).sum())),
    )


def _groups(columns: list[Texts]) -> Any:
    """One number for each distinct combination, shape (rows,)."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        folded: dict[str, int] = {}
        small = np.array([folded.setdefault(v.casefold(), len(folded)) for v in column.values], dtype=np.int64)
        number = number * max(len(folded), 1) + (small[column.codes] if len(small) else 0)
        # keep the numbers small, so that the product cannot overflow
        number = np.unique(number, return_inverse=True)[1]
    return number


def _duplicates(parts: list[Part], row: Any, sheet: Texts, usable: Any, log: ProblemLog, *, drop: bool) -> None:
    prints = np.concatenate([part.prints for part in parts])
    if len(np.unique(prints[usable])) == int(usable.sum()):
        return
    first: dict[int, int] = {}
    for position in np.flatnonzero(usable).tolist():
        earlier = first.setdefault(int(prints[position]), position)
        if earlier != position:
            code = "duplicate_dropped" if drop else "duplicate_row"
            where = f"{int(row[earlier]):,}"
            if sheet[earlier] != sheet[position]:
                where += f" of sheet {sheet[earlier]}"
            log.add(code, row=int(row[position]), sheet=sheet[position] or None, detail=where)
            if drop:
                usable[position] = False
