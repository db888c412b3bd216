"""One sheet: from rows of cells to columns of purchases, every faulty row named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.chain.amounts import ERROR_CELL, currency_codes
from fairlead.chain.fields import AmountColumn, read_amounts, read_currencies, read_texts, read_years
from fairlead.chain.headings import ROLES, SCHEMES, Header, find_header, normalise, text_of
from fairlead.chain.messages import ProblemLog
from fairlead.chain.purchases import BoolArray, Texts
from fairlead.chain.source import Sheet

__all__ = ["Options", "Part", "read_sheet"]

_HUGE = 1e15
_PLACEHOLDERS = frozenset(
    ("-", "--", "n/a", "#n/a", "?", "tbd", "null", "none", "nan", "(blank)", "unknown", ".", "n.a.")
)
_WORD = r"(?:totals?|totaal|totale|totali|totaux|totales|totais|summe|somme|soma|suma|итого|всего|合計|小計|合计)"
_TOTAL = re.compile(
    rf"\W*(?:(?:grand|sub|sous|gen|general|gesamt|zwischen|end|sum)[\s.-]*)?{_WORD}\b.*|.*\b(?:sub[\s-]?)?total\W*"
    r"|\W*(?:gesamt(?:summe|betrag)?|zwischensumme|endsumme|subtot|sum|carried forward|übertrag)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BARE_TOTAL = re.compile(rf"\W*(?:(?:grand|sub|sous|gesamt|zwischen)[\s.-]*)?{_WORD}\W*|\W*gesamt\W*", re.IGNORECASE)
_ALIASES = {"supplier_country": "country", "date": "year", "product_or_industry": "product", "spend": "amount"}


@dataclass(frozen=True)
class Options:
    """The user's settings for reading."""

    columns: Mapping[str, str]
    decimal: str | None
    currency: str
    year: int
    drop_duplicates: bool
    unused: frozenset[str] = frozenset()

    @classmethod
    def checked(
        cls,
        columns: Mapping[str, str | None] | None,
        decimal: str | None,
        currency: str | None,
        year: int | None,
        drop_duplicates: bool,
        log: ProblemLog,
    ) -> Options:
        """Take the settings, or raise `InputError` for one that cannot be."""
        named = {_ALIASES.get(role, role): heading for role, heading in (columns or {}).items()}
        for role, heading in named.items():
            if role not in ROLES:
                raise log.stop("option_invalid", column="columns", value=role, detail=f"use one of {', '.join(ROLES)}")
            if heading is not None and (not isinstance(heading, str) or not heading.strip()):
                raise log.stop("option_invalid", column=f"columns[{role}]", value=heading, detail="name a heading")
        if decimal not in (None, ".", ","):
            raise log.stop("option_invalid", column="decimal", value=decimal, detail='use "." or ","')
        codes = currency_codes(currency) if currency else ()
        if currency and len(codes) != 1:
            raise log.stop("option_invalid", column="currency", value=currency, detail="use a code such as EUR")
        if year is not None and not 1900 <= int(year) <= 2200:
            raise log.stop("option_invalid", column="year", value=year, detail="use a year such as 2024")
        columns_named = {role: heading for role, heading in named.items() if heading is not None}
        unused = frozenset(named) - frozenset(columns_named)
        return cls(columns_named, decimal, codes[0] if codes else "", int(year or 0), drop_duplicates, unused)


@dataclass
class Part:
    """The purchases of one sheet, n rows.

    Attributes
    ----------
    sheet
        Its name.
    row
        Row as the user's program counts it, (n,).
    amount, year
        As read, in the currency of the row, NaN where it cannot be read; 0 where there is no year, (n,).
    texts
        The other columns by what they hold, (n,) each.
    usable
        Whether nothing is wrong that leaves the row out, (n,).
    prints
        Fingerprints of whole rows, to find those that stand twice, (n,).
    passed_over
        How many rows were left out because they are no purchases.
    """

    sheet: str
    row: npt.NDArray[np.int64]
    amount: npt.NDArray[np.float64]
    year: npt.NDArray[np.int64]
    texts: dict[str, Texts]
    usable: BoolArray
    prints: npt.NDArray[np.int64]
    passed_over: int


def read_sheet(sheet: Sheet, log: ProblemLog, options: Options, *, alone: bool) -> Part | None:
    """Read one sheet; ``None`` when it holds no purchases (why is noted).

    Parameters
    ----------
    sheet
        Its rows.
    log
        Takes the problems.
    options
        The user's settings.
    alone
        Whether it is the only sheet: then a missing heading is an error, otherwise a note.
    """
    header = find_header(sheet.rows, list(options.columns.values()))
    if header is None:
        first = " / ".join(", ".join(text_of(c)[:25] for c in row[:8] if text_of(c).strip()) for row in sheet.rows[:4])
        if not alone:
            log.add("sheet_skipped", detail="it has no line of headings with an amount and a country or product")
        else:
            log.add("no_header", detail=first[:200])
        return None
    chosen = _choose(header, options, log)
    if chosen is None:
        return None
    start = header.first_data_row
    if banner := sum(any(text_of(c).strip() for c in row) for row in sheet.rows[: header.first_row]):
        log.add("banner_lines", detail=banner)
    rows = sheet.rows[start:]
    if not any(any(text_of(c).strip() for c in row) for row in rows):
        log.add("header_only") if alone else log.add("sheet_skipped", detail="it has headings but no rows")
        return None
    return _Reader(sheet.name, rows, start + 1, header, chosen, log, options).read()


def _choose(header: Header, options: Options, log: ProblemLog) -> dict[str, int] | None:
    """One column for each role; ``None`` when a needed one is missing."""
    listed = ", ".join(h for h in header.headings if h)[:300]
    places: dict[str, list[int]] = {}
    for position, heading in enumerate(header.headings):
        if heading:
            places.setdefault(normalise(heading), []).append(position)
    chosen: dict[str, int] = {}
    missing = False
    for role, heading in options.columns.items():
        found = places.get(normalise(heading))
        if found:
            chosen[role] = found[0]
        else:
            missing = True
            log.add("column_mapped_missing", column=role, value=heading, detail=listed)
    taken = set(chosen.values())
    for role in ROLES:
        free = [position for position in header.columns.get(role, ()) if position not in taken]
        if role in chosen or role in options.unused or not free:
            continue
        chosen[role] = free[0]
        taken.add(free[0])
        names = [header.headings[position] for position in free]
        if len(set(map(normalise, names))) > 1:
            log.add("column_choice", column=role, value=names[0], detail=", ".join(names))
    for positions in places.values():
        if len(positions) > 1 and positions[0] in chosen.values():
            log.add("heading_duplicate", column=header.headings[positions[0]], value=header.headings[positions[0]])
    needed = [role for role in ("amount", "country") if role not in chosen]
    if not set(chosen) & {"product", "industry", *SCHEMES}:
        needed.append("product")
    for role in needed:
        if role not in options.columns:
            log.add("column_missing", column=role, detail=listed)
    return None if missing or needed else chosen


class _Reader:
    """Works through the columns of one sheet."""

    def __init__(
        self,
        name: str,
        rows: list[Sequence[Any]],
        first_row: int,
        header: Header,
        chosen: dict[str, int],
        log: ProblemLog,
        options: Options,
    ) -> None:
        self.name, self.rows, self.header, self.chosen = name, rows, header, chosen
        self.log, self.options = log, options
        self.number = np.arange(first_row, first_row + len(rows), dtype=np.int64)
        self.faulty = np.zeros(len(rows), dtype=bool)
        self.ignored = np.zeros(len(rows), dtype=bool)

    def column(self, role: str) -> list[Any] | None:
        """Raw cells of the column of a role; ``None`` when the sheet has none."""
        position = self.chosen.get(role)
        if position is None:
            return None
        try:
            return [row[position] for row in self.rows]
        except IndexError:
            return [row[position] if position < len(row) else "" for row in self.rows]

    def heading(self, role: str) -> str:
        position = self.chosen.get(role)
        return self.header.headings[position] if position is not None else role

    def fault(self, code: str, at: BoolArray, role: str, values: Any = None, detail: Any = "") -> None:
        """Note an error for the rows of a mask and leave them out."""
        at = at & ~self.ignored
        for position in np.flatnonzero(at).tolist():
            value = values[position] if values is not None else None
            self.log.add(
                code,
                row=int(self.number[position]),
                column=self.heading(role),
                value=value,
                detail=detail(position) if callable(detail) else detail,
            )
        self.faulty |= at

    def read(self) -> Part | None:
        raw = self.column("amount") or []
        reading = self.header.readings.get(self.chosen["amount"])
        amounts = read_amounts(raw, self.options.decimal)
        if reading is not None and reading.unit != 1.0:
            self.log.add("amount_unit_heading", value=self.heading("amount"), detail=f"{reading.unit:,.0f}")
            amounts.value *= reading.unit
        texts = {
            role: read_texts(self.column(role), len(self.rows), self.log, self.number, self.heading(role))
            for role in ("supplier", "country", "product", "industry", "site", "tier", "buyer_unit")
        }
        texts["code"], texts["scheme"] = self._codes()
        has = {role: _filled(texts[role]) for role in ("country", "product", "industry", "code")}
        has_product = has["product"] | has["industry"] | has["code"]
        self._pass_over(amounts, texts, has["country"], has_product)
        self._amount_faults(amounts, raw)
        self._text_faults(texts, has["country"], has_product)
        texts["currency"] = self._currency(amounts, reading.currency if reading else "")
        year = self._year(reading.year if reading else 0)
        self._too_long()
        keep = np.flatnonzero(~self.ignored)
        if not len(keep):
            self.log.add("header_only")
            return None
        whole = np.fromiter((hash(tuple(map(str, row))) for row in self.rows), dtype=np.int64, count=len(self.rows))
        return Part(
            sheet=self.name,
            row=self.number[keep],
            amount=amounts.value[keep],
            year=year[keep],
            texts={role: column.take(keep) for role, column in texts.items()},
            usable=~self.faulty[keep],
            prints=whole[keep],
            passed_over=int(self.ignored.sum()),
        )

    def _codes(self) -> tuple[Texts, Texts]:
        """Product or industry codes: the finest classification that the row has."""
        present = [scheme for scheme in SCHEMES if scheme in self.chosen]
        if not present:
            empty = Texts(("",), np.zeros(len(self.rows), dtype=np.int32))
            return empty, empty
        columns = [
            read_texts(self.column(scheme), len(self.rows), self.log, self.number, self.heading(scheme))
            for scheme in present
        ]
        if len(columns) == 1:
            filled = _filled(columns[0])
            return columns[0], Texts(("", present[0]), filled.astype(np.int32))
        codes, schemes = [], []
        for cells in zip(*columns, strict=True):
            first = next((k for k, cell in enumerate(cells) if cell), None)
            codes.append("" if first is None else cells[first])
            schemes.append("" if first is None else present[first])
        return Texts.of(codes), Texts.of(schemes)

    def _pass_over(
        self, amounts: AmountColumn, texts: dict[str, Texts], has_country: BoolArray, has_product: BoolArray
    ) -> None:
        """Set aside what is no purchase: blank rows, remarks, repeated headings, totals."""
        blank_rows = 0
        heading = normalise(self.heading("amount"))
        no_amount = amounts.faults("amount_missing")
        odd = no_amount | amounts.faults("amount_unreadable")
        for position in np.flatnonzero(odd | ~has_country | ~has_product).tolist():
            row = self.rows[position]
            filled = [text for cell in row if (text := text_of(cell).strip())]
            code = ""
            if not filled:
                blank_rows += 1
                self.ignored[position] = True
                continue
            cell = row[self.chosen["amount"]] if self.chosen["amount"] < len(row) else ""
            if isinstance(cell, str) and cell and normalise(cell) == heading:
                code = "repeated_heading"
            elif (len(filled) == 1 and odd[position] and not any(c.isdigit() for c in text_of(cell))) or (
                no_amount[position] and not (has_country[position] or has_product[position])
            ):
                code = "footer_note"
            if code:
                self.ignored[position] = True
                self.log.add(code, row=int(self.number[position]), value=" | ".join(filled)[:200])
        if blank_rows:
            self.log.add("blank_rows", detail=f"{blank_rows:,}")
        self._totals(amounts, texts, has_country & has_product)

    def _totals(self, amounts: AmountColumn, texts: dict[str, Texts], whole: BoolArray) -> None:
        bare = np.zeros(len(self.rows), dtype=bool)
        for role in ("country", "product", "industry", "code"):
            column = texts[role]
            hit = np.array(
                [len(value) < 60 and bool(_BARE_TOTAL.fullmatch(value)) for value in column.values], dtype=bool
            )
            if hit.any():
                bare |= hit[column.codes]
        candidates = np.flatnonzero((~whole | bare) & ~self.ignored & np.isfinite(amounts.value))
        if not len(candidates):
            return
        value = np.where(np.isfinite(amounts.value) & ~self.ignored, amounts.value, 0.0)
        supplier = _filled(texts["supplier"])
        last, open_sum, all_sum, done = 0, 0.0, 0.0, 0
        for position in candidates.tolist():
            between = float(value[done:position].sum())
            open_sum, all_sum, done = open_sum + between, all_sum + between, position + 1
            amount = float(value[position])
            labelled = bool(bare[position]) or any(
                isinstance(cell, str) and len(cell) < 200 and _TOTAL.fullmatch(cell.strip())
                for cell in self.rows[position]
            )
            adds_up = amount != 0 and any(
                abs(amount - s) <= 0.005 * max(1, position - last) for s in (open_sum, all_sum)
            )
            unlabelled = adds_up and not supplier[position] and not whole[position] and position - last > 1
            if labelled or unlabelled:
                self.ignored[position] = True
                shown = " | ".join(text for cell in self.rows[position] if (text := text_of(cell).strip()))
                self.log.add("total_line", row=int(self.number[position]), value=shown[:200])
                last, open_sum = position, 0.0
            else:
                open_sum, all_sum = open_sum + amount, all_sum + amount

    def _amount_faults(self, amounts: AmountColumn, raw: list[Any]) -> None:
        for code in amounts.codes_found():
            self.fault(code, amounts.faults(code), "amount", None if code == "amount_missing" else raw)
        with np.errstate(invalid="ignore"):
            huge = np.abs(amounts.value) >= _HUGE
            zero = amounts.value == 0
        if huge.any():
            self.fault("amount_huge", huge, "amount", raw)
        marked = (("amount_abbreviated", amounts.abbreviated), ("amount_scientific", amounts.scientific))
        for code, mask in (*marked, ("amount_zero", zero)):
            for position in np.flatnonzero(mask & ~self.ignored & ~self.faulty).tolist():
                self.log.add(
                    code,
                    row=int(self.number[position]),
                    column=self.heading("amount"),
                    value=raw[position],
                    detail=f"{amounts.value[position]:,.2f}",
                )

    def _text_faults(self, texts: dict[str, Texts], has_country: BoolArray, has_product: BoolArray) -> None:
        product = next(role for role in ("product", "industry", *SCHEMES) if role in self.chosen)
        for role in ("country", "product", "industry", "code"):
            column = texts[role]
            broken = np.array([bool(ERROR_CELL.fullmatch(value)) for value in column.values], dtype=bool)
            formula = np.array([value.startswith("=") for value in column.values], dtype=bool)
            place = role if role in self.chosen else product
            for code, hit in (("error_cell", broken), ("formula_without_value", formula)):
                if hit.any():
                    self.fault(code, hit[column.codes], place, column)
        told = self.faulty.copy()
        self.fault(
            "country_missing", ~has_country & ~(told & _filled(texts["country"], raw=True)), "country", texts["country"]
        )
        self.fault("product_missing", ~has_product, product)

    def _currency(self, amounts: AmountColumn, from_heading: str) -> Texts:
        default = self.options.currency or from_heading
        if from_heading and not self.options.currency:
            self.log.add("currency_from_heading", value=from_heading, column=self.heading("amount"))
        column = read_texts(self.column("currency"), len(self.rows), self.log, self.number, self.heading("currency"))
        return read_currencies(column, amounts, default, self.fault, self._note_assumed)

    def _note_assumed(self, at: BoolArray) -> None:
        for position in np.flatnonzero(at & ~self.ignored & ~self.faulty).tolist():
            self.log.add("currency_assumed", row=int(self.number[position]), column=self.heading("currency"))

    def _year(self, from_heading: int) -> npt.NDArray[np.int64]:
        raw = self.column("year")
        default = self.options.year or from_heading
        if raw is None:
            return np.full(len(self.rows), default, dtype=np.int64)
        year, missing, unreadable = read_years(raw, default)
        self.fault("year_missing", missing, "year")
        self.fault("year_unreadable", unreadable, "year", raw)
        return year

    def _too_long(self) -> None:
        width = len(self.header.headings)
        lengths = np.fromiter(map(len, self.rows), dtype=np.int64, count=len(self.rows))
        for position in np.flatnonzero(lengths > width).tolist():
            extra = [text_of(cell) for cell in self.rows[position][width:]]
            if any(text.strip() for text in extra) and not self.ignored[position]:
                self.log.add("row_too_long", row=int(self.number[position]), value=" | ".join(extra)[:200])
                self.faulty[position] = True


def _filled(column: Texts, *, raw: bool = False) -> BoolArray:
    """Rows whose text says something."""
    said = np.array(
        [bool(value) and (raw or value.casefold() not in _PLACEHOLDERS) for value in column.values], dtype=bool
    )
    return said[column.codes] if len(said) else np.zeros(len(column), dtype=bool)
