"""What forced-labour and child-labour accounts share about a trade table."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import Cells, FloatArray
from fairlead.flows.table import Table
from fairlead.labour.inputs import Inputs
from fairlead.labour.workforce import REST_OF_WORLD, UNALLOCATED, Workforce

__all__ = ["AccountFields", "account_fields", "add_unallocated", "exposure", "low_skill_logs"]


class AccountFields(TypedDict):
    """The fields of a `LabourAccount` that follow from the table and the people; n cells.

    Attributes
    ----------
    table, cells
        Name and cells of the trade table.
    people, employed
        Persons by cell, (n,); employed people are NaN where the table does not have them.
    value_added
        In the unit of the table, (n,).
    unallocated, outside_table
        Persons in the unallocated row, and in cells with next to no output.
    """

    table: str
    cells: Cells
    people: FloatArray
    employed: FloatArray
    value_added: FloatArray
    unallocated: float
    outside_table: float


def low_skill_logs(inputs: Inputs, table: Table) -> FloatArray:
    """Logarithm of the low-skill share of hours, shape (I, S); countries without data take the emerging average."""
    average = inputs.low_skill[REST_OF_WORLD]
    rows = [inputs.low_skill.get(c, average) for c in table.cells.countries]
    return np.asarray(np.log(np.maximum(rows, inputs.parameters["low_skill_floor"])))


def exposure(inputs: Inputs, table: Table, self_employed_weight: float) -> FloatArray:
    """Weight of a worker by cell, shape (I, S): 1 for an employee, less for a self-employed person.

    Countries without shares of employees of their own (China, and all outside WIOD) take the median of five emerging
    countries.
    """
    average = inputs.employee_share[REST_OF_WORLD]
    share = np.array([inputs.employee_share.get(c, average) for c in table.cells.countries])
    return np.asarray(share + self_employed_weight * (1 - share))


def add_unallocated(people: npt.NDArray[np.floating], table: Table, modelled: npt.NDArray[np.bool_]) -> None:
    """Fill the unallocated row of people in place: mean intensity of the modelled countries.

    The row stands for output of the Rest of the World that no country's customs records explain.

    Parameters
    ----------
    people
        Persons by country, draw and industry, shape (I, N, S); changed in place.
    table
        The trade table.
    modelled
        Which countries have an estimate of their own, shape (I,).
    """
    if UNALLOCATED not in table.cells.countries:
        return
    row = table.cells.countries.index(UNALLOCATED)
    countries, draws, industries = people.shape
    output = table.output.reshape(countries, industries)
    base = output[modelled].sum(0)
    share = np.divide(output[row], base, out=np.zeros(industries), where=base >= 1)
    weights = modelled.astype(people.dtype)
    total = (weights @ people.reshape(countries, -1)).reshape(draws, industries)
    people[row] = total * share.astype(people.dtype)


def account_fields(table: Table, work: Workforce, people: FloatArray) -> AccountFields:
    """Fields for an account.

    Parameters
    ----------
    table
        The trade table; I countries, S industries.
    work
        Employment of the table's year.
    people
        Persons by country and industry, shape (I, S).
    """
    at = [i for i, c in enumerate(table.cells.countries) if c == UNALLOCATED]
    employed = np.where(work.known, work.employed, np.nan).ravel()
    return AccountFields(
        table=table.name,
        cells=table.cells,
        people=people.ravel(),
        employed=employed,
        value_added=np.asarray(table.value_added),
        unallocated=float(people[at].sum()),
        outside_table=float(people.ravel()[table.output < 1].sum()),
    )
