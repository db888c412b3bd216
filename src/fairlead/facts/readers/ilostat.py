"""One indicator of ILOSTAT: CSV from its SDMX service or from its bulk download."""

from __future__ import annotations

import re
from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import columns, is_iso3, number, plain
from fairlead.facts.readers.files import csv_rows, text_of
from fairlead.facts.readers.indicators import KEY, IndicatorValue

__all__ = ["READER"]

SDMX = {
    "indicator": ["DATAFLOW"],
    "iso3": ["REF_AREA"],
    "period": ["TIME_PERIOD"],
    "value": ["OBS_VALUE"],
    "flag": ["OBS_STATUS"],
    "unit": ["UNIT_MEASURE"],
    "times": ["UNIT_MULT"],
}
BULK = {
    "indicator": ["indicator"],
    "iso3": ["ref_area"],
    "period": ["time"],
    "value": ["obs_value"],
    "flag": ["obs_status"],
}
NOT_SERIES = {
    *("dataflow", "ref_area", "time_period", "time", "obs_value", "obs_status", "unit_measure", "unit_mult"),
    *("unit_measure_type", "note_source", "note_indicator", "note_classif", "decimals", "upper_bound", "lower_bound"),
    *("indicator", "measure", "freq", "action", "structure", "structure_id"),
}
PERIOD = re.compile(r"((?:19|20)\d\d)(?:-?[QM]\d{1,2}|-\d{2})?")
FLOW = re.compile(r"(?:[A-Z]+[:,])?(?:DF_)?([A-Z0-9_]{3,60})(?:[(,:].*)?")


def parse(content: bytes, log: Log, options: Options) -> Parsed:  # noqa: ARG001
    """Read the observations; what breaks them down becomes the name of the series."""
    rows = csv_rows(text_of(content, log), log)
    heads = [plain(cell).replace(" ", "_") for cell in (rows[0] if rows else [])]
    bulk = "time_period" not in heads and "ref_area" in heads
    top, place = columns(rows, BULK if bulk else SDMX, log, optional=("flag", "unit", "times"), within=1)
    broken = {at: head for at, head in enumerate(heads) if head and head not in NOT_SERIES}
    found: list[dict[str, Any]] = []
    aggregates = empty = 0
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        if not any(cells):
            continue
        if len(cells) < len(heads):
            log.add("The row is cut short.", row=line, value=", ".join(cells[:4]))
            continue
        here = {name: cells[at] for name, at in place.items()}
        flow, period = FLOW.fullmatch(here["indicator"]), PERIOD.fullmatch(here["period"])
        if flow is None:
            log.add("It is not the name of an indicator.", row=line, column="DATAFLOW", value=here["indicator"])
            continue
        if period is None:
            log.add("It is not a year, quarter or month.", row=line, column="TIME_PERIOD", value=here["period"])
            continue
        if not is_iso3(here["iso3"]):
            aggregates += 1
            continue
        try:
            value = number(here["value"])
        except ValueError as error:
            log.add(f"The value cannot be read: {error}.", row=line, column="OBS_VALUE", value=here["value"])
            continue
        if value is None:
            empty += 1
            continue
        found.append(
            {
                "indicator": flow[1],
                "series": ";".join(cells[at] for at in broken if cells[at]),
                "iso3": here["iso3"],
                "country": "",
                "year": int(period[1]),
                "period": here["period"],
                "value": value,
                "unit": " ".join(filter(None, (here.get("unit", ""), _times(here.get("times", ""))))),
                "flag": here.get("flag", ""),
            }
        )
    if aggregates:
        log.add(f"Rows of regions and other groups of countries were left out: {aggregates:,}.", severity="note")
    if empty:
        log.add(f"Rows without a value were left out: {empty:,}.", severity="note")
    flows = sorted({row["indicator"] for row in found})
    if len(flows) > 1:
        raise log.stop(f"The file holds {len(flows)} indicators ({', '.join(flows[:5])}); one is read at a time.")
    return Parsed(rows=found, part="".join(flows))


def _times(power: str) -> str:
    return {"3": "thousand", "6": "million", "9": "billion"}.get(power, "")


READER = Reader(
    id="ilostat",
    title="ILOSTAT (International Labour Organization)",
    licence="CC BY 4.0",
    restricted=False,
    address="https://ilostat.ilo.org/data/",
    layout=(
        "CSV of one indicator: from the SDMX service with the headings DATAFLOW, REF_AREA, FREQ, MEASURE, its "
        "breakdowns (SEX, AGE, ...), TIME_PERIOD, OBS_VALUE, OBS_STATUS, UNIT_MEASURE, UNIT_MULT; or from the bulk "
        "download with ref_area, source, indicator, sex, classif1, time, obs_value, obs_status. Areas are codes, not "
        "names."
    ),
    seen=("from answers of the service and of the bulk download that public programs keep."),
    record=IndicatorValue,
    key=KEY,
    parse=parse,
    download="https://sdmx.ilo.org/rest/data/ILO,DF_{part},1.0/all",
    accept="application/vnd.sdmx.data+csv;version=1.0.0",
)
