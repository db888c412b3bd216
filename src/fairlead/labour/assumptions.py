"""The assumptions of the forced-labour account that can be changed: what each may be, and reading them from text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from fairlead.errors import InputError, Problem
from fairlead.flows.table import Table
from fairlead.labour.workforce import REST_OF_WORLD

__all__ = ["ASSUMPTIONS", "Setting", "check_assumptions", "read_assumptions"]


@dataclass(frozen=True)
class Setting:
    """One assumption: what it is, and the values that it may have.

    Attributes
    ----------
    label
        What it is, in words.
    choices
        The words it may be, the usual one first; empty for a number.
    low, high
        Ends of a number's range; ``low`` itself is allowed unless ``above_low``.
    usual
        What holds when it is not given, in words.
    one_row_only
        It concerns a Rest of World that is one row of the table, and nothing else.
    accounts_only
        It leaves countries empty, so that purchases there would read as zero: for comparing accounts, not for a list.
    """

    label: str
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    above_low: bool = False
    usual: str = ""
    one_row_only: bool = False
    accounts_only: bool = False

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        if self.choices:
            return ", ".join(self.choices)
        return (
            f"a number above {self.low:g}, at most {self.high:g}"
            if self.above_low
            else (f"a number from {self.low:g} to {self.high:g}")
        )

    def accepts(self, value: object) -> bool:
        """Whether a value is allowed."""
        if self.choices:
            return value in self.choices
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return False
        return self.low <= value <= self.high and not (self.above_low and value == self.low)


#: Name of the option of `fairlead.labour.forced_labour` to what it may be.
ASSUMPTIONS: Mapping[str, Setting] = {
    "country_factor": Setting("Level of a country against its region", ("model", "rule_of_law", "one"), usual="model"),
    "gamma": Setting(
        "Exponent of the low-skill share of hours", low=0.0, high=4.0, usual="1, drawn from 0 to 2 for the ranges"
    ),
    "self_employed_weight": Setting(
        "What a self-employed worker counts beside an employee", low=0.0, high=1.0, above_low=True, usual="1"
    ),
    "rest_of_world": Setting(
        "Countries outside the published table", ("countries", "zero"), usual="countries", accounts_only=True
    ),
    "region_split": Setting("Share of regions in the private economy", ("all_forms", "private"), usual="all_forms"),
    "employment_scale": Setting("Employment of the published countries", ("accounts", "ilo"), usual="accounts"),
    "agricultural_shift": Setting(
        "Logit added to the share of agriculture in Rest of World, 2011 against 2021-23",
        low=-2.0,
        high=2.0,
        usual="0.25",
        one_row_only=True,
    ),
    "row_employment": Setting("Workers of Rest of World", ("sum", "difference"), usual="sum", one_row_only=True),
}


def _problem(code: str, what: str, fix: str) -> Problem:
    return Problem(code=code, severity="error", what=what, fix=fix)


def _faults(options: Mapping[str, Any], table: Table | None) -> Iterable[Problem]:
    for name, value in options.items():
        setting = ASSUMPTIONS.get(name)
        if setting is None:
            near = get_close_matches(name, ASSUMPTIONS, n=1)
            fix = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(ASSUMPTIONS)}."
            yield _problem("unknown_assumption", f"There is no assumption {name!r}.", fix)
        elif not setting.accepts(value):
            yield _problem("assumption_value", f"{name} cannot be {value!r}.", f"It may be: {setting.allowed}.")
        elif table is not None and setting.accounts_only:
            yield _problem(
                "assumption_for_accounts",
                f"{name} is no assumption for purchases: countries left empty would read as zero.",
                "Leave it out; `fairlead data assumptions` shows what it does to the account.",
            )
        elif table is not None and setting.one_row_only and REST_OF_WORLD not in table.cells.countries:
            yield _problem(
                "assumption_without_effect",
                f"{name} changes nothing in {table.name}: the table has no Rest of World in one row.",
                "Leave it out, or use the table wiod2011.",
            )


def check_assumptions(options: Mapping[str, Any], table: Table | None = None) -> None:
    """Refuse assumptions that do not exist, have an impossible value or change nothing in a table.

    Parameters
    ----------
    options
        Options of `fairlead.labour.forced_labour`; ``prevalence`` is not one of them.
    table
        Table of the purchases they are meant for; without one only names and values are checked.

    Raises
    ------
    InputError
        With every fault.

    Examples
    --------
    >>> check_assumptions({"gamma": 0.0, "country_factor": "rule_of_law"})
    >>> check_assumptions({"gama": 1, "country_factor": "none"})
    Traceback (most recent call last):
    ...
    fairlead.errors.InputError: 2 assumptions cannot be used.
    """
    _refuse(list(_faults(options, table)))


def read_assumptions(texts: Iterable[str]) -> dict[str, Any]:
    """Read assumptions written as ``name=value``.

    Parameters
    ----------
    texts
        For instance ``"gamma=0"`` or ``"country_factor=rule_of_law"``.

    Returns
    -------
    dict
        Options of `fairlead.labour.forced_labour`, numbers as float.

    Raises
    ------
    InputError
        With every text that cannot be used.

    Examples
    --------
    >>> read_assumptions(["gamma=0", "country-factor=rule_of_law"])
    {'gamma': 0.0, 'country_factor': 'rule_of_law'}
    """
    found: dict[str, Any] = {}
    twice: list[Problem] = []
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        name = name.lower().replace("-", "_")
        if name in found:
            twice.append(_problem("assumption_twice", f"{name} is given twice.", "Give each assumption once."))
        setting = ASSUMPTIONS.get(name)
        found[name] = value.lower() if setting and setting.choices else _number(value)
    _refuse([*twice, *_faults(found, None)])
    return found


def _refuse(problems: list[Problem]) -> None:
    if len(problems) == 1:
        raise InputError(problems[0].what, problems, fix=problems[0].fix)
    if problems:
        raise InputError(f"{len(problems)} assumptions cannot be used.", problems)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
