"""What stands in each sheet of the workbook: columns with units, and rows from the result model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from fairlead.assess.result import Account, AccountId, Assessment, Range, Statement, SupplierLine
from fairlead.report.references import References
from fairlead.report.words import (
    NOT_A_FINDING,
    SECTOR_AVERAGE,
    SECTOR_AVERAGE_KEY,
    SECTOR_AVERAGE_UNIT,
    counted,
    path_words,
    status_mark,
    yes_no,
)

__all__ = ["Column", "Sheet", "Value", "sheets"]

Value = str | float | int | None
Kind = Literal["text", "number", "count", "share", "probability", "usd"]
Rows = Iterator[Sequence[Value]]


class Column(NamedTuple):
    """One column: its heading with unit, its kind of number and its width in characters."""

    heading: str
    kind: Kind = "text"
    width: int = 14


_WIDTHS: dict[Kind, int] = {"text": 14, "number": 14, "count": 8, "share": 12, "probability": 14, "usd": 20}


def _column(written: str | Column) -> Column:
    """Read "Heading:kind" or "Heading:width of a text"."""
    if isinstance(written, Column):
        return written
    heading, _, form = written.partition(":")
    kind: Kind = next((name for name in _WIDTHS if name == form), "text")
    return Column(heading, kind, int(form) if form.isdigit() else _WIDTHS[kind])


class Sheet(NamedTuple):
    """One sheet: name, columns, rows, and how many columns stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: Rows
    frozen: int = 1


def _sheet(name: str, columns: Sequence[str | Column], rows: Iterable[Sequence[Value]], frozen: int = 1) -> Sheet:
    return Sheet(name, tuple(_column(column) for column in columns), iter(rows), frozen)


_PEOPLE = (
    "People linked statistically, central:number",
    "People, low end of 90 % range:number",
    "People, high end of 90 % range:number",
)
_SHARE = "Share of the account's total:share"
_METHOD = "Method and sources:44"
_ACCOUNT = "Account (never add two accounts):18"


def sheets(assessment: Assessment) -> Iterator[Sheet]:
    """Give the sheets of the workbook, in order."""
    yield from _estimates(assessment)
    yield from _to_act(assessment)
    yield from _of_the_list(assessment)
    yield from _basis(assessment)


def _estimates(a: Assessment) -> Iterator[Sheet]:
    cited = {account.id: _cited(a, account) for account in a.accounts}
    text = "What:52"
    value = (
        "Central value:number",
        "Low end of 90 % range:number",
        "High end of 90 % range:number",
    )
    yield _sheet("Summary", (text, *value, "Unit or note:64", _METHOD), _summary(a, cited), 1)
    yield _sheet(
        "Tiers",
        (_ACCOUNT, "Tier:30", *_PEOPLE, _SHARE, _METHOD),
        ((x.label, t.label, *_ends(t.people), t.share, cited[x.id]) for x in a.accounts for t in x.tiers),
        2,
    )
    rates = tuple(f"Per 1,000 workers, {end}:number" for end in ("central", "low", "high"))
    top_ten = "Probability of being among the ten largest:probability"
    notes = ("Modelled from Rest of World", "Stand-in:30")
    yield _sheet(
        "Origins",
        (_ACCOUNT, "Country code", "Country:24", *_PEOPLE, _SHARE, *rates, top_ten, *notes, _METHOD),
        (
            (
                x.label,
                o.country,
                o.country_name,
                *_ends(o.people),
                o.share,
                *_ends(o.per_1000_workers),
                o.probability_top_ten,
                yes_no(o.modelled),
                o.stand_in,
                cited[x.id],
            )
            for x in a.accounts
            for o in x.origins
        ),
        3,
    )
    industry = ("Industry code", "Industry:40")
    yield _sheet(
        "Cells",
        (_ACCOUNT, "Country code", "Country:24", *industry, *_PEOPLE, _SHARE, *rates, top_ten, *notes, _METHOD),
        (
            (
                x.label,
                c.country,
                c.country_name,
                c.industry,
                c.industry_name,
                *_ends(c.people),
                c.share,
                *_ends(c.per_1000_workers),
                c.probability_top_ten,
                yes_no(c.modelled),
                c.stand_in,
                cited[x.id],
            )
            for x in a.accounts
            for c in x.cells
        ),
        3,
    )
    for name, part, columns in (
        ("Industries", "industries", industry),
        ("Lateral services", "lateral_services", ("Key", "Service (part of the total):52")),
    ):
        rows = (
            (x.label, p.key, p.label, *_ends(p.people), p.share, cited[x.id])
            for x in a.accounts
            for p in getattr(x, part)
        )
        yield _sheet(name, (_ACCOUNT, *columns, *_PEOPLE, _SHARE, _METHOD), rows, 3)
    yield _sheet(
        "Paths",
        (
            _ACCOUNT,
            "Rank:count",
            "Path, from the work to the purchase:80",
            *_PEOPLE,
            _SHARE,
            "Share up to here:share",
            "Passes a modelled country",
            "Cells:40",
            _METHOD,
        ),
        (
            (
                x.label,
                p.rank,
                path_words(p),
                *_ends(p.people),
                p.share,
                p.cumulative_share,
                yes_no(p.modelled),
                " > ".join(f"{country}.{code}" for country, code in p.cells),
                cited[x.id],
            )
            for x in a.accounts
            for p in x.paths
        ),
        2,
    )


def _summary(a: Assessment, cited: Mapping[AccountId, str]) -> Rows:
    none: tuple[None, None] = (None, None)
    yield ("List", a.title or a.input.file, "", "", f"Made by Fairlead {a.fairlead_version} on {a.created}", "")
    yield ("What this is not", "", "", "", NOT_A_FINDING, "")
    for x in a.accounts:
        cite = cited[x.id]
        yield (f"{x.label}: {counted(x)} linked statistically", *_ends(x.total.people), x.frame, cite)
        yield (f"{x.label}: per million USD", *_ends(x.total.per_million_usd), "people per million USD of spend", cite)
        yield (
            f"{x.label}: per 1,000 workers",
            *_ends(x.total.per_1000_workers),
            "people per 1,000 workers concerned",
            cite,
        )
        yield (f"{x.label}: value added of the work", *_ends(x.total.value_added_usd), "USD", cite)
        yield (f"{x.label}: not allocated to a country", *_ends(x.unallocated), "people, part of the total", cite)
        c = x.concentration
        for what, value in (
            ("largest cell", c.top_1_share),
            ("five largest cells", c.top_5_share),
            ("ten largest cells", c.top_10_share),
        ):
            yield (f"{x.label}: share of the {what}", value, "", "", "share of the total (1 is all)", cite)
        yield (f"{x.label}: effective number of cells", c.effective_cells, "", "", "country and industry pairs", cite)
        for item in x.sensitivities:
            yield (
                f"{x.label}, if this changes: {item.label}",
                x.total.people.central,
                item.low,
                item.high,
                item.note or "people; ends are the lowest and highest total",
                cite,
            )
        for text in x.not_in_number:
            yield (f"{x.label}: not in this number", "", "", "", text, "")
        for text in x.cautions:
            yield (f"{x.label}: caution", "", "", "", text, "")
    for line in a.separate_lines:
        yield (
            f"Apart, never added: {line.label}",
            line.people,
            *none,
            f"people worldwide in {line.year}. {line.note}".strip(),
            _named(a, line.source),
        )
    s, own = a.spend, "USD of each row's own year"
    spend: tuple[tuple[str, float, str], ...] = (
        ("Rows read", s.rows_read, "rows"),
        ("Rows assessed", s.rows_assessed, "rows"),
        ("Rows left out", s.rows_left_out, "rows"),
        ("Rows left out, amount unknown", s.left_out_unknown_rows, "rows"),
        ("Spend assessed", s.assessed_usd, own),
        ("Spend left out", s.left_out_usd, own),
        ("Share of spend assessed", s.share_assessed, "share (1 is all)"),
        ("Credit notes netted", s.netted_credit_usd, own),
        ("Spend at the table's prices", s.table_year_usd, f"USD of {a.table.year}"),
    )
    for what, value, unit in spend:
        yield (what, value, "", "", unit, "")
    for text in a.limits:
        yield ("Limit", "", "", "", text, "")


def _to_act(a: Assessment) -> Iterator[Sheet]:
    yield _sheet(
        "Evidence",
        (
            "Good:24",
            "Country code",
            "Country:20",
            "Industry code",
            "Found:24",
            "Where:12",
            "What the list says:60",
            "Imposed by the State: not in the number",
            "Edition",
            "Source:44",
        ),
        _evidence(a),
        1,
    )
    yield _sheet(
        "Actions",
        ("Country:20", *_PEOPLE, "Part:26", "Text:80", "Status:16", "As of", "Source:44"),
        _actions(a),
        1,
    )


def _evidence(a: Assessment) -> Rows:
    for e in a.evidence:
        where = "you buy it" if e.relation == "purchase" else "upstream"
        yield (
            e.good,
            e.country,
            e.country_name,
            e.industry,
            ", ".join(e.exploitation),
            where,
            e.statement,
            yes_no(e.state_imposed),
            e.edition,
            _named(a, e.source),
        )
    yield ("Everything else", "", "", "", "", "", a.evidence_absent, "", "", "")


def _actions(a: Assessment) -> Rows:
    for action in a.actions:
        head = (action.country_name, *_ends(action.people))

        def stated(part: str, item: Statement, head: Sequence[Value] = head) -> Sequence[Value]:
            return (*head, part, item.text, status_mark(item.status) or item.status, item.as_of, _named(a, item.source))

        for item in action.law_or_practice:
            yield stated("Law or practice", item)
        for item in action.state_imposed:
            yield stated("Imposed by the State: not in the number", item)
        ratified = (
            f"Protocol (ratified: {yes_no(action.protocol_ratified)}; in force: {yes_no(action.protocol_in_force)})"
        )
        yield stated(ratified, action.protocol)
        yield stated("Convention No. 29", action.convention_29)
        for side, partners in (("Workers' side", action.workers_side), ("Employers' side", action.employers_side)):
            for p in partners:
                text = ". ".join(part for part in (p.name, p.affiliation, p.note) if part)
                yield (*head, side, text, status_mark(p.status) or p.status, "", _named(a, p.source))
            if not partners:
                yield (*head, side, "", "not collected yet", "", "")
        for item in action.steps:
            yield stated("Step", item)
        for text in action.not_collected:
            yield (*head, "Not collected yet", text, "not collected yet", "", "")


def _of_the_list(a: Assessment) -> Iterator[Sheet]:
    keys = list(dict.fromkeys(key for line in a.suppliers for key in line.sector_average_not_about_this_supplier))
    averages = [
        Column(
            f"{SECTOR_AVERAGE_KEY}: {key.replace('_', ' ')}, {end} ({SECTOR_AVERAGE}; {SECTOR_AVERAGE_UNIT})",
            "number",
            26,
        )
        for key in keys
        for end in ("central", "low", "high")
    ]
    headings = (
        "Supplier (in the order of the list):36",
        "Country:20",
        "Industry:36",
        "Spend, USD of each row's own year:usd",
    )
    rows = (_supplier(line, keys) for line in a.suppliers)
    yield _sheet("Suppliers", (*headings, "Rows:count", *averages), rows)
    yield _sheet(
        "Mappings",
        (
            "Kind",
            "Text of the list:36",
            "Status",
            "Read as:36",
            "Codes",
            "Score, 0 to 1:probability",
            "Why:36",
            "Other candidates:44",
            "Rows:count",
            "Spend, USD:usd",
        ),
        (
            (
                m.kind,
                m.text,
                m.status,
                m.label,
                ", ".join(m.codes),
                m.score,
                m.reason,
                "; ".join(m.candidates),
                m.rows,
                m.spend_usd,
            )
            for m in a.mappings
        ),
        2,
    )
    yield _sheet(
        "Problems",
        (
            "Severity",
            "Sheet",
            "Row:count",
            "Column",
            "Value:24",
            "What:50",
            "Why it matters:44",
            "How to mend it:44",
            "Code:20",
            "File:20",
        ),
        (
            (
                p.severity,
                p.sheet or "",
                "" if p.row is None else p.row,
                p.column or "",
                p.value or "",
                p.what,
                p.why,
                p.fix,
                p.code,
                p.file or "",
            )
            for p in a.problems
        ),
        1,
    )


def _supplier(line: SupplierLine, keys: Sequence[str]) -> Sequence[Value]:
    average = line.sector_average_not_about_this_supplier
    unknown = (None, None, None)
    ends = [end for key in keys for end in (_ends(average[key]) if key in average else unknown)]
    return (line.supplier, line.country, line.industry, line.spend_usd, line.rows, *ends)


def _basis(a: Assessment) -> Iterator[Sheet]:
    yield _sheet(
        "Assumptions",
        (
            "Assumption:44",
            "Value:24",
            "Changed",
            "Note:60",
            "Key:20",
        ),
        ((x.label, x.value, yes_no(x.changed), x.note, x.key) for x in a.assumptions),
    )
    yield _sheet(
        "Methods",
        (
            "Method:36",
            "How:90",
            "Page:36",
            "Sources:60",
            "Id:20",
        ),
        ((m.title, m.text, m.docs, "; ".join(_named(a, id_) for id_ in m.sources), m.id) for m in a.methods),
    )
    table = a.table
    about = f"{table.countries} countries, {table.industries} industries. {table.note}"
    yield _sheet(
        "Sources",
        ("Source:60", "Address:44", "As of", "Status", "Licence:24", "Note:50", "Id:20"),
        iter(
            [
                *((s.title, s.url, s.as_of, s.status, s.licence, s.note, s.id) for s in a.sources),
                (f"Trade table: {table.title}", "", str(table.year), "", "", about, table.name),
                (
                    f"List: {a.input.file}",
                    "",
                    "",
                    "",
                    "",
                    f"SHA-256 {a.input.sha256}; sheets: {', '.join(a.input.sheets)}",
                    "",
                ),
            ]
        ),
    )


def _ends(value: Range) -> tuple[float, float, float]:
    return (value.central, value.low, value.high)


def _cited(a: Assessment, account: Account) -> str:
    references = References(a)
    methods = references.methods(account=account)
    names = [method.title for method in methods] or [account.method]
    return "; ".join([*names, *(source.title for source in references.sources(methods))])


def _named(a: Assessment, source: str) -> str:
    return References(a).source(source).words
