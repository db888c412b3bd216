"""The assessment on a terminal: a summary by default, everything with ``detail``.

Works from 60 columns up, without colour when piped, and in plain ASCII where the terminal knows no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fairlead.assess.result import Account, Assessment, OriginActions, Part, Range, Statement
from fairlead.report import words
from fairlead.report.console import Page
from fairlead.report.outside import left_out, state_imposed
from fairlead.report.words import clean, join, left_out_amount, money, people, people_range, percent, plural

if TYPE_CHECKING:
    from rich.console import Console

    from fairlead.errors import Problem

__all__ = ["render"]

_SHORT, _LONG = 2, 25


def render(assessment: Assessment, console: Console, *, detail: bool = False, next_steps: Sequence[str] = ()) -> None:
    """Print an assessment.

    Parameters
    ----------
    assessment
        What to print.
    console
        A rich console; its width, encoding and colours are respected.
    detail
        Print every part instead of the summary.
    next_steps
        What to run next, one line each.
    """
    page = Page(console)
    counts = [account for account in assessment.accounts if account.id != "employment"]
    _headline(page, assessment, counts, detail=detail)
    for account in assessment.accounts if detail else counts[:1]:
        _account(page, account, detail=detail)
    _evidence(page, assessment, detail=detail)
    _actions(page, assessment.actions, detail=detail)
    _to_confirm(page, assessment, detail=detail)
    if detail:
        _suppliers(page, assessment)
        _basis(page, assessment)
        page.heading("Limits")
        page.bullets(assessment.limits)
    if next_steps:
        page.heading("Next")
        page.bullets(next_steps)


def _headline(page: Page, assessment: Assessment, counts: Sequence[Account], *, detail: bool) -> None:
    spend = assessment.spend
    page.line(f"Fairlead: {assessment.title or assessment.input.file}", "bold")
    page.line()
    for account in counts:
        page.line(
            f"  {people_range(account.total.people)}  {words.counted(account)}, linked statistically", "bold cyan"
        )
        per_million, per_1000 = (
            words.figure_range(value) for value in (account.total.per_million_usd, account.total.per_1000_workers)
        )
        page.line(f"    {per_million} per million USD; {per_1000} per 1,000 workers")
        if detail:
            page.line(f"    value added of their work: {words.figure_range(account.total.value_added_usd)} USD")
    page.line(
        " ".join(
            ["Ranges are 90 %. The counts overlap and are never added.", *(words.sentence(a.frame) for a in counts[:1])]
        ),
        "dim",
    )
    page.line()
    page.line(words.NOT_A_FINDING)
    rows = plural(spend.rows_assessed, "row")
    lines = [f"Assessed: {money(spend.assessed_usd)} in {rows}, {percent(spend.share_assessed)} of the spend read."]
    if spend.rows_left_out:
        unknown = f", {spend.left_out_unknown_rows:,} of them of unknown amount" if spend.left_out_unknown_rows else ""
        lines.append(f"Left out: {left_out_amount(spend)} in {plural(spend.rows_left_out, 'row')}{unknown}.")
    page.bullets(lines)
    apart = [f"{line.label}: {people(line.people)} ({line.year})" for line in assessment.separate_lines if line.people]
    apart = [*apart[: None if detail else 2], *(left_out(counts) if detail else state_imposed(assessment.evidence))]
    if apart:
        page.heading("Not in these numbers")
        page.bullets(apart)


def _account(page: Page, account: Account, *, detail: bool) -> None:
    name, limit = account.label, _LONG if detail else 5
    if account.tiers:
        page.heading(f"{name}: by tier")
        _ranked(page, "tier", ((tier.label, tier.people, tier.share) for tier in account.tiers))
    if account.origins:
        page.heading(f"{name}: where the work is done")
        _origins(page, account, limit)
    if detail and account.industries:
        page.heading(f"{name}: industries")
        _ranked(page, "industry", _rows(account.industries[:limit]))
    if account.lateral_services and detail:
        page.heading(f"{name}: services beside the chain (part of the number above)")
        _ranked(page, "service", _rows(account.lateral_services))
    elif account.lateral_services:
        share = percent(sum(part.share for part in account.lateral_services))
        largest = sorted(account.lateral_services, key=lambda part: -part.people.central)
        named = "; ".join(f"{part.label}: {people_range(part.people)}" for part in largest[:2])
        page.heading(f"{name}: services beside the chain, {share} of the number")
        page.line(named)
    if account.paths:
        carried = f"{plural(len(account.paths), 'path')}, {percent(account.paths_share)} of the number"
        page.heading(f"{name}: the paths that carry most ({carried})")
        page.bullets(
            f"{words.path_words(path)}: {people_range(path.people)}, {percent(path.share)}"
            + (" [modelled]" if path.modelled else "")
            for path in account.paths[: limit if detail else 3]
        )
    if account.sensitivities:
        page.heading(f"{name}: what moves the number most")
        page.bullets(
            f"{item.label}: {words.people_span(item.low, item.high, account.total.people.central)}"
            + (f" ({item.note})" if item.note else "")
            for item in account.sensitivities[: limit if detail else _SHORT]
        )
    if detail and account.world_statements:
        page.heading(f"{name}: what is known of the whole world, not of this list")
        page.bullets(_stated(item) for item in account.world_statements)
    if detail and account.cautions:
        page.heading(f"{name}: cautions")
        page.bullets(account.cautions)


def _origins(page: Page, account: Account, limit: int) -> None:
    shown = account.origins[:limit]
    top = max(origin.people.high for origin in shown)
    page.table(
        ("country", "people (90 % range)", "share", "P(top 10)", ""),
        (
            (
                origin.country_name + (" *" if origin.modelled or origin.stand_in else ""),
                people_range(origin.people),
                percent(origin.share),
                words.probability(origin.probability_top_ten),
                page.bar(origin.people, top),
            )
            for origin in shown
        ),
        right=(1, 2, 3),
    )
    page.line(
        "P(top 10): probability of being among the ten largest. * modelled or with a stand-in: wider range.",
        "dim",
    )


def _rows(parts: Iterable[Part]) -> Iterable[tuple[str, Range, float]]:
    return ((part.label, part.people, part.share) for part in parts)


def _ranked(page: Page, heading: str, rows: Iterable[tuple[str, Range, float]]) -> None:
    kept = list(rows)
    top = max((value.high for _, value, _ in kept), default=0.0)
    page.table(
        (heading, "people (90 % range)", "share", ""),
        ((label, people_range(value), percent(share), page.bar(value, top)) for label, value, share in kept),
        right=(1, 2),
    )


def _evidence(page: Page, assessment: Assessment, *, detail: bool) -> None:
    page.heading("Published evidence (beside the estimate, never multiplied in)")
    shown = assessment.evidence if detail else assessment.evidence[:_SHORT]
    page.bullets(
        f"{'You buy' if item.relation == 'purchase' else 'Upstream'}: {item.statement} ({item.edition})"
        + (" Forced labour by the State: not in the number." if item.state_imposed else "")
        for item in shown
    )
    page.more(len(assessment.evidence) - len(shown))
    if assessment.evidence_absent:
        page.line(f"Everything else: {assessment.evidence_absent}", "dim")


def _actions(page: Page, actions: Sequence[OriginActions], *, detail: bool) -> None:
    if not actions:
        return
    page.heading("Whom to act with")
    if not detail:
        page.bullets(_action_in_short(action) for action in actions)
        return
    for action in actions:
        page.line(f"{action.country_name}: {people_range(action.people)}", "bold")
        lines = [_stated(item) for item in action.law_or_practice]
        lines += [f"Imposed by the State, not in the number: {_stated(item)}" for item in action.state_imposed]
        lines += [_stated(action.protocol), _stated(action.convention_29)]
        lines += _sides(action, len(action.workers_side) + len(action.employers_side))
        lines += [f"Step: {_stated(step)}" for step in action.steps]
        if action.not_collected:
            lines.append(f"Not collected yet: {words.not_collected(action.not_collected)}")
        page.bullets(lines)


def _action_in_short(action: OriginActions) -> str:
    ratified = {True: "Protocol ratified", False: "Protocol not ratified", None: "Protocol not known to be ratified"}
    return f"{action.country_name}. {ratified[action.protocol_ratified]}. {' '.join(_sides(action, 1))}"


def _sides(action: OriginActions, limit: int) -> list[str]:
    sides = (("Workers' side", action.workers_side), ("Employers' side", action.employers_side))
    named = ((side, [partner.name + _mark(partner.status) for partner in kept[:limit]]) for side, kept in sides)
    return [f"{side}: {join(names, 'not collected yet')}." for side, names in named]


def _stated(statement: Statement) -> str:
    # That a step is a judgement need not be said at each.
    return statement.text + ("" if statement.status == "judgement" else _mark(statement.status))


def _mark(status: str) -> str:
    mark = words.status_mark(status)
    return f" [{mark}]" if mark else ""


def _to_confirm(page: Page, assessment: Assessment, *, detail: bool) -> None:
    waiting = [mapping for mapping in assessment.mappings if mapping.status in ("uncertain", "unknown", "spread")]
    if waiting:
        page.heading(f"To confirm: {plural(len(waiting), 'text')} of the list")
        shown = waiting if detail else waiting[:_SHORT]
        page.bullets(
            f'{mapping.kind} "{clean(mapping.text, 60)}" in {plural(mapping.rows, "row")}: '
            + (f"read as {mapping.label}" if mapping.label else "not recognised")
            + f" ({mapping.status}; {mapping.reason})"
            for mapping in shown
        )
        page.more(len(waiting) - len(shown))
    if assessment.problems:
        page.heading(f"Problems: {plural(len(assessment.problems), 'place')} in the list")
        places = words.by_severity(assessment.problems)[: 200 if detail else _SHORT]
        page.bullets(f"{_place(item)}: {clean(item.what, 200)} {item.fix}".rstrip() for item in places)
        page.more(len(assessment.problems) - len(places))


def _place(problem: Problem) -> str:
    """How grave a problem is, and where: sheet, row and value; what it is names the column."""
    parts = [
        problem.severity,
        f"sheet {clean(problem.sheet, 40)}" if problem.sheet else "",
        f"row {problem.row}" if problem.row else "",
        f'"{clean(problem.value, 40)}"' if problem.value and problem.column else "",
    ]
    return ", ".join(part for part in parts if part)


def _suppliers(page: Page, assessment: Assessment) -> None:
    if not assessment.suppliers:
        return
    page.heading("Suppliers, in the order of the list")
    page.line(f"{words.SECTOR_AVERAGE_KEY}: {words.SECTOR_AVERAGE}; {words.SECTOR_AVERAGE_UNIT}.", "dim")
    lines = assessment.suppliers
    keys = list(dict.fromkeys(key for line in lines for key in line.sector_average_not_about_this_supplier))
    rows = []
    for line in lines[:_LONG]:
        average = line.sector_average_not_about_this_supplier
        written = (words.figure_range(average[key]) if key in average else words.UNKNOWN for key in keys)
        rows.append(
            (
                clean(line.supplier, 60) or "(no name)",
                f"{line.country}, {line.industry}",
                money(line.spend_usd),
                *written,
            )
        )
    page.table(
        (
            "supplier",
            "country, industry",
            "spend",
            *(f"{words.SECTOR_AVERAGE_KEY}: {words.counted(key)}" for key in keys),
        ),
        rows,
    )
    page.more(len(lines) - _LONG)


def _basis(page: Page, assessment: Assessment) -> None:
    page.heading("Assumptions")
    page.bullets(
        f"{item.label}: {item.value}{' (changed)' if item.changed else ''}{f'; {item.note}' if item.note else ''}"
        for item in assessment.assumptions
    )
    page.heading("Methods")
    page.bullets(f"{method.title}: {method.text} ({method.docs})" for method in assessment.methods)
    page.heading("Sources")
    page.bullets(
        f"{source.title}{_mark(source.status)}{f', as of {source.as_of}' if source.as_of else ''} {source.url}".rstrip()
        for source in assessment.sources
    )
