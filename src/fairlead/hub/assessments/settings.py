"""How a list is read and assessed, as people may set it: checked here, kept as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fairlead.chain.headings import ROLES
from fairlead.errors import FairleadError, InputError, Problem

__all__ = ["DEFAULTS", "TABLES", "checked_options", "checked_reading", "open_assumptions"]

TABLES = ("world2011", "wiod2011")
DEFAULTS: dict[str, Any] = {"table": "world2011", "draws": 2000, "tiers": 5, "paths": 20, "account": {}}
_RANGES = {"draws": (200, 5000), "tiers": (1, 20), "paths": (0, 200)}
_LONGEST = 200


def open_assumptions(table: str) -> dict[str, Any]:
    """Assumptions that change something in a table: name -> `fairlead.labour.assumptions.Setting`."""
    from fairlead.labour.assumptions import ASSUMPTIONS

    return {
        name: setting
        for name, setting in ASSUMPTIONS.items()
        if not setting.accounts_only and not (setting.one_row_only and table != "wiod2011")
    }


def checked_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """Options of an assessment: what is not given has its usual value.

    Parameters
    ----------
    given
        ``table``, ``draws``, ``tiers``, ``paths``, and the assumptions of the forced-labour account by name; texts
        or numbers.

    Raises
    ------
    InputError
        With everything that cannot be.
    """
    problems: list[Problem] = []
    table = str(given.get("table") or DEFAULTS["table"])
    if table not in TABLES:
        fix = _("Choose %(tables)s.") % {"tables": " / ".join(TABLES)}
        problems.append(_problem("table", _("There is no trade table %(name)s.") % {"name": table[:40]}, fix))
        table = DEFAULTS["table"]
    numbers: dict[str, int] = {}
    for name, (low, high) in _RANGES.items():
        text = str(given.get(name, "")).strip() or str(DEFAULTS[name])
        if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
            what = _("%(name)s cannot be %(value)s.") % {"name": name, "value": text[:40]}
            problems.append(_problem(name, what, _("A whole number from %d to %d.") % (low, high)))
        else:
            numbers[name] = int(text)
    account = _account(given, table, problems)
    if problems:
        raise InputError(_("These settings cannot be used."), problems, fix=problems[0].fix)
    return {"table": table, **numbers, "account": account}


def _account(given: Mapping[str, Any], table: str, problems: list[Problem]) -> dict[str, Any]:
    from fairlead.labour import read_assumptions

    usable = open_assumptions(table)
    known = {"table", *_RANGES, "account", "csrfmiddlewaretoken"}
    values = {**dict(given.get("account") or {}), **{k: v for k, v in given.items() if k not in known}}
    account: dict[str, Any] = {}
    for name, value in values.items():
        text = str(value).strip()
        if not text:
            continue
        try:
            if name not in usable:
                raise FairleadError(_("There is no such setting for this table: %(name)s.") % {"name": name[:60]})
            account |= read_assumptions([f"{name}={text}"])
        except InputError as error:
            problems.extend(error.problems or [_problem(name, error.what, error.fix)])
        except FairleadError as error:
            problems.append(_problem(name, error.what, error.fix or _("Leave it out.")))
    usual = {name: usable[name].choices[0] for name in account if usable[name].choices}
    return {name: value for name, value in account.items() if usual.get(name) != value}


def checked_reading(given: Mapping[str, Any], preview: Mapping[str, Any]) -> dict[str, Any]:
    """How a list is read: columns, sheet, currency, year, decimal sign, duplicates.

    Parameters
    ----------
    given
        ``sheet``, ``currency``, ``year``, ``decimal``, ``drop_duplicates``, and a heading (or nothing) for each role
        as ``column_amount`` and so on. Roles that are not given are left to what the headings say.
    preview
        What the file seems to hold.

    Raises
    ------
    InputError
        With everything that cannot be.
    """
    from fairlead.chain.amounts import currency_codes

    problems: list[Problem] = []
    sheets = {sheet["name"]: sheet for sheet in preview.get("sheets", ())}
    chosen = str(given.get("sheet", "")) or None
    if chosen is not None and chosen not in sheets:
        problems.append(_problem("sheet", _("There is no such sheet."), _("Choose one of those listed.")))
        chosen = None
    headings = {h for s in sheets.values() if chosen in (None, s["name"]) for h in s["headings"]}
    columns: dict[str, str | None] = {}
    for role in ROLES:
        if f"column_{role}" not in given:
            continue
        heading = str(given[f"column_{role}"])
        if heading and heading not in headings:
            what = _("There is no heading “%(heading)s”.") % {"heading": heading[:60]}
            problems.append(_problem(role, what, _("Choose one of those listed.")))
        columns[role] = heading or None
    reading: dict[str, Any] = {"columns": columns, "sheet": chosen}
    currency = str(given.get("currency", "")).strip()
    if currency and len(currency_codes(currency)) != 1:
        what = _("The currency %(value)s is not known.") % {"value": currency[:40]}
        problems.append(_problem("currency", what, _("Write its code, such as EUR.")))
    year = str(given.get("year", "")).strip()
    if year and not (year.isascii() and year.isdigit() and 1900 <= int(year[:9]) <= 2200):
        what = _("The year %(value)s cannot be read.") % {"value": year[:40]}
        problems.append(_problem("year", what, _("Write it as 2024.")))
    decimal = str(given.get("decimal", ""))
    if decimal not in ("", ".", ","):
        problems.append(_problem("decimal", _("The decimal sign must be a point or a comma."), _("Choose one.")))
    if problems:
        raise InputError(_("The columns cannot be read like this."), problems, fix=problems[0].fix)
    reading["currency"] = currency or None
    reading["year"] = int(year) if year else None
    reading["decimal"] = decimal or None
    reading["drop_duplicates"] = str(given.get("drop_duplicates", "")).lower() in {"yes", "on", "true", "1"}
    return reading


def _problem(place: str, what: str, fix: str) -> Problem:
    return Problem(code="setting", severity="error", what=what, fix=fix, column=place)
