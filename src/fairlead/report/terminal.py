"""The assessment on a terminal: one screen by default, everything with ``detail``.

Works from 60 columns up, without colour when piped, and in plain ASCII where the terminal knows no more. Texts from
the user's list are shown as they are read, never as mark-up or as control characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fairlead.assess.result import Account, Assessment, OriginActions, Range, Statement
from fairlead.report import words
from fairlead.report.words import clean, money, people, people_range, percent, plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

__all__ = ["render"]

_SHORT, _LONG = 5, 25


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
    page = _Page(console)
    counts = [account for account in assessment.accounts if account.id != "employment"]
    _headline(page, assessment, counts)
    for account in assessment.accounts if detail else counts[:1]:
        _account(page, account, detail=detail)
    _evidence(page, assessment, detail=detail)
    _actions(page, assessment.actions, detail=detail)
    _to_confirm(page, assessment, detail=detail)
    if detail:
        _basis(page, assessment)
    page.heading("Limits")
    page.line(words.NOT_A_FINDING)
    page.bullets(assessment.limits if detail else assessment.limits[:2])
    if next_steps:
        page.heading("Next")
        page.bullets(next_steps)


class _Page:
    """A console that takes plain texts only and knows how wide and how rich the terminal is."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.ascii = console.options.ascii_only
        self.width = console.width

    def text(self, words_: str, style: str = "") -> Text:
        from rich.text import Text

        shown = clean(words_)
        if self.ascii:
            import unicodedata

            shown = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode() if shown else ""
        return Text(shown, style=style)

    def line(self, words_: str = "", style: str = "") -> None:
        self.console.print(self.text(words_, style), soft_wrap=False)

    def heading(self, words_: str) -> None:
        self.line()
        self.line(words_, "bold")

    def bullets(self, lines: Iterable[str]) -> None:
        from rich.padding import Padding

        for line in lines:
            self.console.print(Padding(self.text(f"- {line}"), (0, 0, 0, 1)))

    def table(self, *headings: str, right: Sequence[int] = ()) -> Table:
        from rich import box
        from rich.table import Table

        table = Table(
            box=box.ASCII2 if self.ascii else box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, expand=False
        )
        for index, heading in enumerate(headings):
            table.add_column(self.text(heading), justify="right" if index in right else "left", overflow="fold")
        return table

    def add(self, table: Table, *cells: str) -> None:
        table.add_row(*(self.text(cell) for cell in cells))

    def show(self, table: Table) -> None:
        self.console.print(table)

    def bar(self, value: Range, top: float) -> str:
        """Draw a bar up to the central value and a line over the range."""
        width = max(8, min(28, self.width - 62))
        if not top > 0 or value.central != value.central:
            return ""
        full, line, end = ("#", "-", "|") if self.ascii else ("█", "─", "┤")
        at = [round(min(max(point / top, 0.0), 1.0) * width) for point in (value.central, value.high)]
        bar = full * at[0] + line * max(0, at[1] - at[0])
        return bar[:-1] + end if at[1] > at[0] else bar


def _headline(page: _Page, assessment: Assessment, counts: Sequence[Account]) -> None:
    spend = assessment.spend
    page.line(f"Fairlead: {assessment.title or assessment.input.file}", "bold")
    page.line()
    for account in counts:
        page.line(
            f"  {people_range(account.total.people)}  {words.counted(account)}, linked statistically", "bold cyan"
        )
        page.line(f"    {_per(account)}")
    page.line()
    page.line("Ranges are 90 %. The counts overlap and are never added.", "dim")
    for account in counts[:1]:
        page.line(account.frame, "dim")
    rows = plural(spend.rows_assessed, "row")
    lines = [f"Assessed: {money(spend.assessed_usd)} in {rows}, {percent(spend.share_assessed)} of the spend read."]
    if spend.rows_left_out:
        unknown = f", {spend.left_out_unknown_rows:,} of them of unknown amount" if spend.left_out_unknown_rows else ""
        lines.append(f"Left out: {money(spend.left_out_usd)} in {plural(spend.rows_left_out, 'row')}{unknown}.")
    page.line()
    page.bullets(lines)
    apart = [f"{line.label}: {people(line.people)} worldwide in {line.year}" for line in assessment.separate_lines]
    apart += [line for account in counts[:1] for line in account.not_in_number]
    if apart:
        page.heading("Not in this number")
        page.bullets(apart)


def _per(account: Account) -> str:
    total = account.total
    return (
        f"{words.figure_range(total.per_million_usd)} per million USD; "
        f"{words.figure_range(total.per_1000_workers)} per 1,000 workers concerned"
    )


def _account(page: _Page, account: Account, *, detail: bool) -> None:
    limit = _LONG if detail else _SHORT
    name = account.label
    if account.tiers:
        page.heading(f"{name}: by tier")
        _ranked(page, "tier", ((tier.label, tier.people, tier.share) for tier in account.tiers))
    if account.origins:
        page.heading(f"{name}: where the work is done")
        top = max(origin.people.high for origin in account.origins[:limit])
        table = page.table("country", "people (90 % range)", "share", "in ten largest", "", right=(1, 2, 3))
        for origin in account.origins[:limit]:
            mark = " [modelled]" if origin.modelled else ""
            mark += " [stand-in]" if origin.stand_in else ""
            cells = (people_range(origin.people), percent(origin.share), words.probability(origin.probability_top_ten))
            page.add(
                table, origin.country_name + mark, *cells, page.bar(origin.people, top) if page.width >= 90 else ""
            )
        page.show(table)
        page.line('"in ten largest": probability of being among the ten largest origins.', "dim")
    if detail and account.industries:
        page.heading(f"{name}: industries")
        _ranked(page, "industry", ((part.label, part.people, part.share) for part in account.industries[:limit]))
    if account.lateral_services:
        page.heading(f"{name}: services beside the chain (part of the number above)")
        _ranked(page, "service", ((part.label, part.people, part.share) for part in account.lateral_services[:limit]))
    if account.paths:
        page.heading(f"{name}: the paths that carry most ({percent(account.paths_share)} together)")
        page.bullets(
            f"{words.path_words(path)}: {people_range(path.people)}, {percent(path.share)}"
            + (" [modelled]" if path.modelled else "")
            for path in account.paths[: limit if detail else 3]
        )
    if account.sensitivities:
        page.heading(f"{name}: what moves the total most")
        page.bullets(
            f"{item.label}: {people(item.low)} to {people(item.high)}{f' ({item.note})' if item.note else ''}"
            for item in account.sensitivities[: limit if detail else 3]
        )
    if account.cautions:
        page.heading(f"{name}: cautions")
        page.bullets(account.cautions[: limit if detail else 3])


def _ranked(page: _Page, heading: str, rows: Iterable[tuple[str, Range, float]]) -> None:
    kept = list(rows)
    top = max((value.high for _, value, _ in kept), default=0.0)
    table = page.table(heading, "people (90 % range)", "share", "", right=(1, 2))
    for label, value, share in kept:
        page.add(table, label, people_range(value), percent(share), page.bar(value, top) if page.width >= 75 else "")
    page.show(table)


def _evidence(page: _Page, assessment: Assessment, *, detail: bool) -> None:
    page.heading("Published evidence (beside the estimate, never multiplied in)")
    shown = assessment.evidence if detail else assessment.evidence[:_SHORT]
    page.bullets(
        f"{'You buy' if item.relation == 'purchase' else 'Upstream'}: {item.statement} ({item.edition} edition)"
        + (" Forced labour by the State: not in the number." if item.state_imposed else "")
        for item in shown
    )
    _more(page, len(assessment.evidence) - len(shown))
    if assessment.evidence_absent:
        page.line(f"Everything else: {assessment.evidence_absent}", "dim")


def _actions(page: _Page, actions: Sequence[OriginActions], *, detail: bool) -> None:
    if not actions:
        return
    page.heading("Whom to act with")
    for action in actions:
        page.line(f"{action.country_name}: {people_range(action.people)}", "bold")
        practice = [*action.law_or_practice, *action.state_imposed]
        lines = [_stated(item) for item in (practice if detail else practice[:1])]
        lines.append(_stated(action.protocol))
        for side, partners in (("Workers' side", action.workers_side), ("Employers' side", action.employers_side)):
            names = [partner.name + _mark(partner.status) for partner in partners[: None if detail else 2]]
            lines.append(f"{side}: {words.join([clean(name) for name in names], 'not collected yet')}")
        lines += [f"Step: {_stated(step)}" for step in action.steps]
        if detail and action.not_collected:
            lines.append(f"Not collected yet: {words.join(action.not_collected)}")
        page.bullets(lines)


def _stated(statement: Statement) -> str:
    # "a judgement" beside each step would repeat what the heading says.
    return statement.text + ("" if statement.status in ("judgement", "computed") else _mark(statement.status))


def _mark(status: str) -> str:
    mark = words.status_mark(status)
    return f" [{mark}]" if mark else ""


def _to_confirm(page: _Page, assessment: Assessment, *, detail: bool) -> None:
    open_ = [mapping for mapping in assessment.mappings if mapping.status in ("uncertain", "unknown", "spread")]
    if open_:
        page.heading(f"To confirm: {plural(len(open_), 'text')} of the list")
        shown = open_ if detail else open_[:_SHORT]
        page.bullets(
            f'{mapping.kind} "{clean(mapping.text, 60)}" in {plural(mapping.rows, "row")}: '
            + (f"read as {mapping.label}" if mapping.label else "not recognised")
            + f" ({mapping.status}; {mapping.reason})"
            for mapping in shown
        )
        _more(page, len(open_) - len(shown))
    if assessment.problems:
        page.heading(f"Problems: {plural(len(assessment.problems), 'place')} in the list")
        shown_problems = assessment.problems[: 200 if detail else _SHORT]
        page.bullets(
            f"{f'row {item.row}: ' if item.row else ''}{clean(item.what, 200)} {item.fix}".rstrip()
            for item in shown_problems
        )
        _more(page, len(assessment.problems) - len(shown_problems))


def _basis(page: _Page, assessment: Assessment) -> None:
    if assessment.suppliers:
        page.heading(f"Suppliers, in the order of the list ({words.SECTOR_AVERAGE_KEY}: {words.SECTOR_AVERAGE})")
        page.line(f"Unit of the averages: {words.SECTOR_AVERAGE_UNIT}.", "dim")
        keys = list(
            dict.fromkeys(key for line in assessment.suppliers for key in line.sector_average_not_about_this_supplier)
        )
        table = page.table(
            "supplier", "country, industry", "spend", *(f"{words.SECTOR_AVERAGE_KEY}: {key}" for key in keys)
        )
        for line in assessment.suppliers[:_LONG]:
            average = line.sector_average_not_about_this_supplier
            cells = (words.figure_range(average[key]) if key in average else "unknown" for key in keys)
            page.add(
                table,
                clean(line.supplier, 60) or "(no name)",
                f"{line.country}, {line.industry}",
                money(line.spend_usd),
                *cells,
            )
        page.show(table)
        _more(page, len(assessment.suppliers) - _LONG)
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


def _more(page: _Page, count: int) -> None:
    if count > 0:
        page.line(f"  and {count:,} more (in the HTML, XLSX and JSON reports)", "dim")
