"""`map_purchases`: purchases become demand on the cells of a trade table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from fairlead.assess import result
from fairlead.chain.matching import Combo, group_rows, match_texts, place
from fairlead.chain.messages import ProblemLog
from fairlead.chain.purchases import BoolArray, Purchases
from fairlead.errors import InputError, Problem

if TYPE_CHECKING:
    from fairlead.classify import Confirmations, Match
    from fairlead.flows.cells import FloatArray
    from fairlead.flows.table import Table

__all__ = ["MappedPurchases", "PlacingError", "SupplierSpend", "map_purchases"]

_LARGE_USD = 1e9
_OUTPUT_SHARE = 0.1


@dataclass(frozen=True)
class SupplierSpend:
    """What was spent with one supplier in one country on one industry.

    Attributes
    ----------
    weights
        Position of a cell -> share of the spend, adding up to 1. The cells describe the sector, not the supplier.
    """

    supplier: str
    country: str
    industry: str
    spend_usd: float
    rows: int
    weights: dict[int, float]


@dataclass(frozen=True, eq=False)
class MappedPurchases:
    """Purchases placed in a trade table.

    Attributes
    ----------
    purchases
        As read.
    combos
        Distinct pairs of country and product, with matches and cell shares.
    combo_of_row : ndarray of int, shape (rows,)
    usd : ndarray, shape (rows,)
        Net spend in US dollars of the row's year; NaN where it is not known.
    year : ndarray of int, shape (rows,)
    used : ndarray of bool, shape (rows,)
        Rows that are assessed.
    mappings
        How each text was read, those that need a person first, then by spend.
    problems
        Of reading and of mapping.
    spend
        What was assessed and what was left out.
    """

    purchases: Purchases
    table: Table
    combos: tuple[Combo, ...]
    combo_of_row: npt.NDArray[np.int64]
    usd: npt.NDArray[np.float64]
    year: npt.NDArray[np.int64]
    used: BoolArray
    mappings: tuple[result.Mapping, ...]
    problems: tuple[Problem, ...]
    spend: result.Spend
    _again: dict[str, Any] = field(default_factory=dict, repr=False)

    def demand(self, table: Table | None = None) -> dict[int, FloatArray]:
        """Demand by year.

        Parameters
        ----------
        table
            Another trade table to place the purchases in; the one they were mapped to when left out.

        Returns
        -------
        dict of int to ndarray, shape (n,)
            Year -> million US dollars of that year by cell.
        """
        mapped = self._for(table)
        years = np.unique(mapped.year[mapped.used]).tolist()
        return {int(year): mapped._vector(mapped.used & (mapped.year == year)) for year in years}

    def spread_demand(self, table: Table | None = None) -> FloatArray:
        """The part of the demand that comes from areas spread over countries, all years: million US dollars, (n,)."""
        mapped = self._for(table)
        areas = np.array([combo.spread for combo in mapped.combos], dtype=bool)
        return mapped._vector(mapped.used & areas[mapped.combo_of_row])

    def product_texts(self) -> tuple[str, ...]:
        """The distinct products of the assessed rows, as written."""
        rows = self.used
        texts: dict[str, None] = {}
        for column in (self.purchases.product_text, self.purchases.industry_text):
            present = np.bincount(column.codes[rows], minlength=len(column.values)) > 0
            texts.update({text: None for text, here in zip(column.values, present, strict=True) if here and text})
        return tuple(texts)

    def supplier_lines(self, limit: int = 500) -> tuple[SupplierSpend, ...]:
        """Spend by supplier, country and industry, in the order of the list.

        Parameters
        ----------
        limit
            At most so many lines: those with the largest spend. Estimates play no part in the choice or the order.
        """
        names = self.purchases.supplier
        if not any(names.values):
            return ()
        rows = np.flatnonzero(self.used & (names.codes >= 0))
        rows = rows[np.array([bool(value) for value in names.values], dtype=bool)[names.codes[rows]]]
        key = names.codes[rows].astype(np.int64) * max(len(self.combos), 1) + self.combo_of_row[rows]
        distinct, first, group = np.unique(key, return_index=True, return_inverse=True)
        spend = np.bincount(group, weights=self.usd[rows], minlength=len(distinct))
        count = np.bincount(group, minlength=len(distinct))
        merged: dict[tuple[str, str, str], list[int]] = {}
        for position in np.argsort(first, kind="stable").tolist():
            combo = self.combos[int(distinct[position]) % len(self.combos)]
            label = (names.values[int(distinct[position]) // len(self.combos)], *_labels(combo, self.table))
            merged.setdefault(label, []).append(position)
        lines = []
        for (supplier, country, industry), positions in merged.items():
            total = float(spend[positions].sum())
            weights: dict[int, float] = {}
            for position in positions:
                part = float(spend[position]) / total if total > 0 else 1.0 / len(positions)
                combo = self.combos[int(distinct[position]) % len(self.combos)]
                for cell, share in combo.cells.items():
                    at = self.table.cells.index(*cell)
                    weights[at] = weights.get(at, 0.0) + part * share
            lines.append(SupplierSpend(supplier, country, industry, total, int(count[positions].sum()), weights))
        if len(lines) > limit:
            smallest = sorted((line.spend_usd for line in lines), reverse=True)[limit - 1]
            lines = [line for line in lines if line.spend_usd >= smallest][:limit]
        return tuple(lines)

    def _for(self, table: Table | None) -> MappedPurchases:
        if table is None or table is self.table or table.name == self.table.name:
            return self
        return map_purchases(self.purchases, table, **self._again)

    def _vector(self, rows: BoolArray) -> FloatArray:
        by_combo = np.bincount(self.combo_of_row[rows], weights=self.usd[rows], minlength=len(self.combos)) / 1e6
        demand = np.zeros(self.table.n)
        for combo, amount in zip(self.combos, by_combo.tolist(), strict=True):
            if amount:
                for cell, share in combo.cells.items():
                    demand[self.table.cells.index(*cell)] += amount * share
        return demand


def _labels(combo: Combo, table: Table) -> tuple[str, str]:
    """Country, by the name that the table gives it, and industry of a pair in words."""
    assert combo.country is not None
    assert combo.industry is not None
    country = (
        combo.country.text
        if combo.spread
        else ", ".join(table.names.get(target.code, target.name) for target in combo.country.targets[:3])
    )
    return country, ", ".join(target.name for target in combo.industry.targets[:3])


class PlacingError(InputError):
    """Purchases were read and cannot be placed; ``mappings`` says how each text was read, to be confirmed."""

    def __init__(
        self, what: str, problems: Iterable[Problem], mappings: tuple[result.Mapping, ...], *, fix: str = ""
    ) -> None:
        super().__init__(what, problems, fix=fix)
        self.mappings = mappings


def map_purchases(
    purchases: Purchases,
    table: Table,
    confirmations: Confirmations | None = None,
    strict: bool = False,
    *,
    accept_uncertain: bool = False,
) -> MappedPurchases:
    """Place purchases in the cells of a trade table.

    Each distinct text is matched once. A purchase counts when its country and its product are read surely (exact,
    confident, confirmed by a person) or when the country is an area, which is spread over its members by their exports
    of the industry. Uncertain readings are listed and their spend left out.

    Parameters
    ----------
    purchases
        From `read_purchases`.
    table
        Trade table.
    confirmations
        Readings confirmed before.
    strict
        Refuse the list when any row is left out or spread.
    accept_uncertain
        Use the best reading of uncertain texts; they stay marked.

    Returns
    -------
    MappedPurchases

    Raises
    ------
    PlacingError
        When no row can be assessed, or, if ``strict``, when any cannot; carries all problems.
    """
    log = ProblemLog(purchases.file)
    year = purchases.year.copy()
    usable = purchases.usable.copy()
    _assume_year(year, usable, log)
    factor = _usd_factors(purchases, year, usable, log, carry=not strict)
    usd = purchases.net * factor
    first, combo_of_row = group_rows(purchases)
    combos = tuple(
        place(table, *match_texts(purchases, int(row), confirmations), accept_uncertain=accept_uncertain, strict=strict)
        for row in first
    )
    _combo_faults(purchases, combos, combo_of_row, usable, log)
    used = usable & np.isfinite(usd)
    for position in np.flatnonzero(used & (usd >= _LARGE_USD)).tolist():
        log.add(
            "amount_large", **_where(purchases, position), column="amount", value=f"{purchases.amount[position]:,.2f}"
        )
    spend = _spend(purchases, usd, factor, year, used, table.year)
    mapped = MappedPurchases(
        purchases=purchases,
        table=table,
        combos=combos,
        combo_of_row=combo_of_row,
        usd=usd,
        year=year,
        used=used,
        mappings=_mappings(combos, combo_of_row, usd),
        problems=(),
        spend=spend,
        _again={"confirmations": confirmations, "strict": strict, "accept_uncertain": accept_uncertain},
    )
    _check_output(mapped, log)
    _check_tiers(mapped, log)
    problems = (*purchases.problems, *log.problems())
    errors = sum(problem.severity == "error" for problem in problems)
    if not np.any(usd[used] > 0):
        many = len(purchases) > 1
        raise PlacingError(
            f"{purchases.file}: "
            + (f"none of the {len(purchases):,} rows can be assessed." if many else "the one row cannot be assessed."),
            problems,
            mapped.mappings,
            fix=f"Mend the {'rows' if many else 'row'} listed.",
        )
    if strict and errors:
        raise PlacingError(
            f"{purchases.file} has {errors:,} {'error' if errors == 1 else 'errors'}; with strict reading nothing is "
            "assessed.",
            problems,
            mapped.mappings,
            fix="Mend or confirm what is listed, or read without strict to assess the good rows.",
        )
    from dataclasses import replace

    return replace(mapped, problems=problems)


def _where(purchases: Purchases, position: int) -> dict[str, Any]:
    return {"row": int(purchases.row[position]), "sheet": purchases.sheet[position] or None}


def _assume_year(year: npt.NDArray[np.int64], usable: BoolArray, log: ProblemLog) -> None:
    """A list without any year is read in the latest year of the price series, and says so."""
    without = usable & (year == 0)
    if without.any():
        from fairlead.classify.money import money_years

        latest = money_years()[1]
        year[without] = latest
        log.add("year_assumed", value=latest)


def _usd_factors(
    purchases: Purchases, year: npt.NDArray[np.int64], usable: BoolArray, log: ProblemLog, *, carry: bool
) -> npt.NDArray[np.float64]:
    """US dollars for one unit of each row's currency in its year; NaN where there is no rate or price.

    With `carry` the last rate and price level stand in for a year shortly after their series, with one warning each.
    """
    from fairlead.classify.money import YEARS_CARRIED, carried_years, currency_code, money_years, to_usd

    offset = int(year.min()) if len(year) else 0
    span = (int(year.max()) - offset + 1) if len(year) else 1
    pair = purchases.currency.codes.astype(np.int64) * span + (year - offset)
    distinct, group = np.unique(pair, return_inverse=True)
    factors = np.full(len(distinct), np.nan)
    for position, key in enumerate(distinct.tolist()):
        currency, at = purchases.currency.values[key // span], key % span + offset
        if not currency or not at:
            continue
        rows = np.flatnonzero(usable & (group == position)).tolist()
        serving = carried_years(currency, at)
        if serving and (carry or serving == (at, at)):
            factors[position] = to_usd(np.ones(1), [currency], np.array([at]), carry=True)[0]
            if serving != (at, at) and rows:
                told = _carried(currency, at, serving, 1 / factors[position], len(rows))
                log.add("year_carried", **_where(purchases, rows[0]), column="year", value=at, detail=told)
            continue
        unknown = not bool(currency_code(currency)[0])
        code = "currency_unknown" if unknown else "year_outside_series"
        first, last = money_years()
        for row in rows:
            value, column = (currency, "currency") if unknown else (at, "year")
            detail = f"{first} to {last}, and without strict reading up to {YEARS_CARRIED} years more"
            log.add(code, **_where(purchases, row), column=column, value=value, detail=detail)
            usable[row] = False
    return factors[group]


def _carried(currency: str, year: int, serving: tuple[int, int], units: float, rows: int) -> str:
    """Say which rate and which price level stand in, and for how many rows."""
    rate, prices = serving
    parts = [f"the exchange rate of {rate} ({units:,.6g} {currency} for one US dollar)"] if rate != year else []
    if prices != year:
        parts.append(f"the price level of {prices}")
    return f"{currency} {year}, {rows:,} {'row' if rows == 1 else 'rows'}: {' and '.join(parts)}"


def _combo_faults(
    purchases: Purchases,
    combos: Sequence[Combo],
    combo_of_row: npt.NDArray[np.int64],
    usable: BoolArray,
    log: ProblemLog,
) -> None:
    attention = np.array([bool(combo.fault) or combo.spread or bool(combo.note) for combo in combos], dtype=bool)
    told: set[tuple[str, int]] = set()
    for position in np.flatnonzero(usable & attention[combo_of_row]).tolist():
        combo = combos[combo_of_row[position]]
        if combo.fault:
            about_country = combo.fault.startswith("country") or combo.fault == "cell_without_output"
            match = combo.country if about_country else combo.industry
            log.add(
                combo.fault,
                **_where(purchases, position),
                column="country" if about_country else "product",
                value=match.text if match else None,
                detail=combo.detail,
            )
            usable[position] = False
        elif combo.country is not None and (combo.country.text, combo.members) not in told:
            told.add((combo.country.text, combo.members))
            code = "country_area" if combo.spread else "country_by_aggregate"
            detail = _area(combo) if combo.spread else combo.note
            log.add(code, **_where(purchases, position), column="country", value=combo.country.text, detail=detail)


def _area(combo: Combo) -> str:
    """Over how many members an area was spread, and how many the table does not publish."""
    spread = f"{combo.members} countries"
    if not combo.absent:
        return spread
    return f"{spread} ({combo.absent} more members are not in the table by themselves and were left out)"


def _spend(
    purchases: Purchases,
    usd: npt.NDArray[np.float64],
    factor: npt.NDArray[np.float64],
    year: npt.NDArray[np.int64],
    used: BoolArray,
    table_year: int,
) -> result.Spend:
    from fairlead.classify.money import price_factor

    left = ~used
    assessed = float(usd[used].sum())
    left_out = float(np.nansum(usd[left]))
    years = tuple(int(y) for y in np.unique(year[used]))
    with np.errstate(invalid="ignore"):
        netted = np.where(used & (purchases.amount > 0), (purchases.amount - purchases.net) * factor, 0.0)
    in_table_year = sum(float(usd[used & (year == y)].sum()) / price_factor(y, table_year) for y in years)
    present = np.bincount(purchases.currency.codes[used], minlength=len(purchases.currency.values)) > 0
    credit = np.array([left * factor[position] for position, left in purchases.credit_left.items()])
    total = assessed + left_out
    return result.Spend(
        rows_read=len(purchases),
        rows_assessed=int(used.sum()),
        rows_left_out=int(left.sum()),
        assessed_usd=assessed,
        left_out_usd=left_out,
        left_out_credit_usd=float(np.nansum(credit)),
        left_out_unknown_rows=int((left & ~np.isfinite(usd)).sum()),
        share_assessed=assessed / total if total > 0 else 0.0,
        netted_credit_usd=float(np.nansum(netted)),
        table_year_usd=in_table_year,
        years=years,
        currencies=tuple(c for c, here in zip(purchases.currency.values, present, strict=True) if here and c),
    )


_ATTENTION = {"unknown": 0, "uncertain": 1, "spread": 2}


def _mappings(
    combos: Sequence[Combo],
    combo_of_row: npt.NDArray[np.int64],
    usd: npt.NDArray[np.float64],
) -> tuple[result.Mapping, ...]:
    rows = np.bincount(combo_of_row, minlength=len(combos))
    spend = np.bincount(combo_of_row, weights=np.nan_to_num(usd), minlength=len(combos))
    found: dict[tuple[str, str], tuple[Match, int, float, Combo]] = {}
    for position, combo in enumerate(combos):
        for match in (combo.country, combo.industry):
            if match is None:
                continue
            key = (match.kind, match.text)
            _, n, total, seen = found.get(key, (match, 0, 0.0, combo))
            best = seen if seen.cells else combo
            found[key] = (match, n + int(rows[position]), total + float(spend[position]), best)
    mappings = [_mapping(match, n, total, combo) for match, n, total, combo in found.values()]
    return tuple(sorted(mappings, key=lambda m: (_ATTENTION.get(m.status, 3), -m.spend_usd)))


def _mapping(match: Match, rows: int, spend: float, combo: Combo) -> result.Mapping:
    if match.status == "spread":
        label = f"spread over {_area(combo)} by their exports" if combo.members else "an area, not spread"
    else:
        label = ", ".join(f"{t.name}" if t.share > 0.999 else f"{t.name} {t.share:.0%}" for t in match.targets[:5])
    if match.kind == "industry" and match.targets:
        from fairlead.classify import wiod_industries

        wiod = ", ".join(f"{t.code} {t.share:.0%}" for t in wiod_industries(match)[:5])
        label = f"{label} (table industry {wiod})"
    notes = [match.note, combo.note if match.kind == "country" else ""]
    reason = "; ".join(part for part in (match.reason, *notes) if part)
    return result.Mapping(
        kind=match.kind,
        text=match.text,
        codes=tuple(target.code for target in match.targets),
        label=label,
        score=match.score,
        reason=reason,
        status=match.status,
        rows=rows,
        spend_usd=spend,
        candidates=tuple(f"{c.code} {c.name} ({c.score:.2f}: {c.reason})" for c in match.candidates),
    )


def _check_output(mapped: MappedPurchases, log: ProblemLog) -> None:
    from fairlead.classify.money import price_factor

    table = mapped.table
    if not mapped.used.any():
        return
    total = np.zeros(table.n)
    for year, demand in mapped.demand().items():
        total += demand / price_factor(year, table.year)
    for cell in np.flatnonzero(total > _OUTPUT_SHARE * np.maximum(table.output, 1e-9)).tolist():
        country, industry = table.cells.label(cell)
        name = f"{table.names.get(industry, industry)} in {table.names.get(country, country)}"
        log.add("spend_exceeds_output", detail=name, value=f"{total[cell]:,.1f} million US dollars of {table.year}")


def _check_tiers(mapped: MappedPurchases, log: ProblemLog) -> None:
    """What suppliers' suppliers sell already stands behind what the suppliers sell: say that it counts twice."""
    tier = mapped.purchases.tier
    beyond = [any(int(number) > 1 for number in re.findall(r"\d+", text)[:1]) for text in tier.values]
    rows = np.flatnonzero(mapped.used & np.array([*beyond, False])[tier.codes])
    if len(rows):
        first = int(rows[0])
        log.add("tier_beyond_first", **_where(mapped.purchases, first), column="tier", value=tier[first],
                detail=f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}")  # fmt: skip
