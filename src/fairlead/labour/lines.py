"""World figures that stand beside an account and are never multiplied into it."""

from __future__ import annotations

from fairlead.assess.result import AccountLine, FactStatus, Statement
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour.inputs import Inputs, read_rows

__all__ = ["child_labour_statements", "common_lines", "forced_labour_lines", "forced_labour_statements"]


def common_lines(table: Table, outside: float, unallocated: float) -> tuple[AccountLine, ...]:
    """People in cells without output, and people of the unallocated row."""
    lines = [
        AccountLine(
            key="zero_output_cells",
            label="People in industries that the trade table has without output",
            people=outside,
            year=table.year,
            source="fairlead_fit",
            note="No purchase reaches them in the table.",
        )
    ]
    if unallocated > 0:
        lines.append(
            AccountLine(
                key="unallocated",
                label="People at the average rate of output that no country's records explain (unallocated)",
                people=unallocated,
                year=table.year,
                source="fairlead_fit",
                note="Comes on top of the countries' total; belongs to no country and to no ranking.",
            )
        )
    return tuple(lines)


def forced_labour_lines(
    inputs: Inputs, table: Table, people: FloatArray, outside: float, unallocated: float
) -> tuple[AccountLine, ...]:
    """What the forced-labour account leaves out, with world figures.

    Parameters
    ----------
    inputs
        The labour inputs; S industries.
    table
        The trade table; I countries.
    people
        Persons in forced labour by country and industry of the table, shape (I, S).
    outside
        Persons in cells without output.
    unallocated
        Persons of the unallocated row: output that no country's records explain.
    """
    p, source = inputs.parameters, "gems_2021"
    million = 1e6
    domestic = inputs.sector_total[inputs.sectors.index("domestic")]
    rows = [i for i, c in enumerate(table.cells.countries) if c != "XRW"]
    in_table = float(people[rows][:, inputs.sector_of == inputs.sectors.index("domestic")].sum())
    exploitation = p["forced_labour_exploitation_million"] * million

    def line(key: str, label: str, count: float, note: str) -> AccountLine:
        return AccountLine(key=key, label=label, people=float(round(count)), year=2021, source=source, note=note)

    return (
        line(
            "state_imposed",
            "State-imposed forced labour, world",
            p["state_imposed_million"] * million,
            "Not in any figure for purchases.",
        ),
        line(
            "sexual_exploitation",
            "Forced commercial sexual exploitation, world",
            p["sexual_exploitation_million"] * million,
            "Not in any figure for purchases.",
        ),
        line(
            "not_attributed",
            "Forced labour that the source attributes to no industry, world",
            exploitation - inputs.sector_total.sum(),
            "Begging, illicit work, fishing and unknown: the difference between the total and the sector counts.",
        ),
        line(
            "domestic_outside_table",
            "Domestic workers in forced labour who are outside the trade table, world",
            domestic - in_table,
            f"Of {domestic / million:.1f} million; trade tables employ few domestic workers. Year of the table: "
            f"{table.year}.",
        ),
        *common_lines(table, outside, unallocated),
    )


def _status(key: str) -> FactStatus:
    status = next(row["status"] for row in read_rows("parameters") if row["key"] == key)
    return "recalled" if status == "recalled" else "verified"


def forced_labour_statements(inputs: Inputs) -> tuple[Statement, ...]:
    """Women and children among people in forced labour, world only."""
    p, source = inputs.parameters, "gems_2021"
    total = p["forced_labour_exploitation_million"]
    texts = (
        (
            "forced_labour_women_million",
            (
                "Women and girls are {0:.1f} of {1:.1f} million people in forced labour exploitation in the world; no "
                "such share is known by country and industry."
            ),
        ),
        (
            "forced_labour_children_million",
            (
                "Children are about {0:.1f} of {1:.1f} million people in forced labour exploitation in the world; no "
                "such share is known by country and industry."
            ),
        ),
    )
    return tuple(
        Statement(text=text.format(p[key], total), source=source, status=_status(key), as_of="2021")
        for key, text in texts
    )


def child_labour_statements(inputs: Inputs) -> tuple[Statement, ...]:
    """Girls and boys in child labour, world only."""
    p = inputs.parameters
    text = (
        f"Boys are {p['child_labour_boys_million']:.0f} and girls {p['child_labour_girls_million']:.0f} of 160 million "
        "children in child labour in the world; no such share is known by country and industry."
    )
    return (Statement(text=text, source="child_labour_2020", status="verified", as_of="2020"),)
