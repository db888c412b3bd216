"""Estimates of a dossier in words and as charts."""

from __future__ import annotations

import re

from fairlead.assess.result import Range
from fairlead.dossier.model import Estimate, EstimateColumn, Estimates, Indicator
from fairlead.report import charts, words

__all__ = ["LARGEST", "chart", "chart_words", "heading", "indicator_value", "lines", "named", "parts", "share", "shown"]

_SCALE = re.compile(r"^(about )?-?[\d.]+ to -?[\d.]+$")
LARGEST = 10  # bars in a chart; the table beneath has all
_CHART_FROM = 3  # fewer lines are read faster in the table


def shown(value: Range | None, column: EstimateColumn) -> str:
    """Write an estimate with its 90 % range, in the way of its unit; a dash where it does not apply."""
    if value is None:
        return "-"
    if column.unit in ("people", "children"):
        return words.people_range(value)
    return words.figure_range(value)


def parts(value: Range | None, column: EstimateColumn) -> tuple[str, str]:
    """Write an estimate and its range apart, for narrow columns.

    Examples
    --------
    >>> parts(Range(central=335_000, low=82_300, high=1.04e6), EstimateColumn(key="all", label="all", unit="people"))
    ('335,000', '82,300 to 1.04 million')
    """
    central, _, spread = shown(value, column).partition(" (")
    return central, spread.removesuffix(")")


def share(line: Estimate) -> str:
    """Write the share of the total; a dash where there is no sense in it."""
    return "-" if line.share is None else words.percent(line.share)


def lines(block: Estimates) -> tuple[Estimate, ...]:
    """Give the lines, the rest and the total, in that order."""
    return (*block.lines, *(line for line in (block.rest, block.total) if line is not None))


def heading(column: EstimateColumn) -> str:
    """Give the heading of a column; that of all people says whom it counts.

    Examples
    --------
    >>> heading(EstimateColumn(key="all", label="all", unit="people"))
    'all people'
    """
    return f"all {column.unit}" if column.label == "all" else column.label


def named(block: Estimates) -> str:
    """Say what the lines of a block stand for, as heading of their column."""
    codes = [line.code for line in block.lines]
    if codes and all(code.startswith("c") and code[1:].isdigit() for code in codes):
        return "Industry"
    return "Country" if all(len(code) == 3 and code.isupper() for code in codes) else "Place"


def indicator_value(indicator: Indicator) -> str:
    """Write the value of an indicator with its unit and year; why there is none where there is none."""
    if indicator.value is None:
        return indicator.absent or words.UNKNOWN
    unit = f", on a scale of {indicator.unit}" if _SCALE.search(indicator.unit) else f" {indicator.unit}"
    return f"{indicator.value:,.10g}{unit.rstrip()}" + (f" ({indicator.year})" if indicator.year else "")


def chart_words(block: Estimates) -> tuple[str, str]:
    """Give the title of a block's chart and what it shows, in words."""
    first = _drawn(block)[0]
    value = first.values[0]
    said = words.people_range(value) if value is not None else words.UNKNOWN
    return (
        f"{block.title}: {heading(block.columns[0])}",
        f"Bars with 90 % ranges. {first.label}: {said}. The table below has every figure.",
    )


def chart(block: Estimates, ident: str) -> str:
    """Draw the largest lines by the first column, or nothing where there is nothing to compare."""
    drawn = _drawn(block)
    if len(drawn) < _CHART_FROM:
        return ""
    title, desc = chart_words(block)
    return charts.bars([_bar(line, block.columns[0]) for line in drawn], ident=ident, title=title, desc=desc)


def _drawn(block: Estimates) -> list[Estimate]:
    return [line for line in block.lines if line.values and line.values[0] is not None][:LARGEST]


def _bar(line: Estimate, column: EstimateColumn) -> charts.Bar:
    value = line.values[0]
    assert value is not None
    written = shown(value, column)
    central, _, _ = written.partition(" (")
    return charts.Bar(
        label=line.label,
        value=central,
        spread=written.removeprefix(central).strip(),
        central=value.central,
        low=value.low,
        high=value.high,
    )
