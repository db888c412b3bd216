"""Sheets of estimates: summary, tiers, origins, cells, industries, services, paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fairlead.assess.result import AccountId, Assessment
from fairlead.report.words import NOT_A_FINDING, counted, path_words, yes_no
from fairlead.report.workbook.sheet import ACCOUNT, METHOD, PEOPLE, SHARE, Rows, Sheet, cited_by, ends, named, sheet

__all__ = ["estimates"]


def estimates(a: Assessment) -> Iterator[Sheet]:
    """Give the sheets of estimates, all accounts below each other and never added."""
    cited = {account.id: cited_by(a, account) for account in a.accounts}
    text = "What:52"
    value = (
        "Central value:number",
        "Low end of 90 % range:number",
        "High end of 90 % range:number",
    )
    yield sheet("Summary", (text, *value, "Unit or note:64", METHOD), _summary(a, cited), 1)
    yield sheet(
        "Tiers",
        (ACCOUNT, "Tier:30", *PEOPLE, SHARE, METHOD),
        ((x.label, t.label, *ends(t.people), t.share, cited[x.id]) for x in a.accounts for t in x.tiers),
        2,
    )
    rates = tuple(f"Per 1,000 workers, {end}:number" for end in ("central", "low", "high"))
    top_ten = "Probability of being among the ten largest:probability"
    notes = ("Modelled from Rest of World", "Stand-in:30")
    yield sheet(
        "Origins",
        (ACCOUNT, "Country code", "Country:24", *PEOPLE, SHARE, *rates, top_ten, *notes, METHOD),
        (
            (
                x.label,
                o.country,
                o.country_name,
                *ends(o.people),
                o.share,
                *ends(o.per_1000_workers),
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
    yield sheet(
        "Cells",
        (ACCOUNT, "Country code", "Country:24", *industry, *PEOPLE, SHARE, *rates, top_ten, *notes, METHOD),
        (
            (
                x.label,
                c.country,
                c.country_name,
                c.industry,
                c.industry_name,
                *ends(c.people),
                c.share,
                *ends(c.per_1000_workers),
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
            (x.label, p.key, p.label, *ends(p.people), p.share, cited[x.id])
            for x in a.accounts
            for p in getattr(x, part)
        )
        yield sheet(name, (ACCOUNT, *columns, *PEOPLE, SHARE, METHOD), rows, 3)
    yield sheet(
        "Paths",
        (
            ACCOUNT,
            "Rank:count",
            "Path, from the work to the purchase:80",
            *PEOPLE,
            SHARE,
            "Share up to here:share",
            "Passes a modelled country",
            "Cells:40",
            METHOD,
        ),
        (
            (
                x.label,
                p.rank,
                path_words(p),
                *ends(p.people),
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
        yield (f"{x.label}: {counted(x)} linked statistically", *ends(x.total.people), x.frame, cite)
        yield (f"{x.label}: per million USD", *ends(x.total.per_million_usd), "people per million USD of spend", cite)
        yield (
            f"{x.label}: per 1,000 workers",
            *ends(x.total.per_1000_workers),
            "people per 1,000 workers concerned",
            cite,
        )
        yield (f"{x.label}: value added of the work", *ends(x.total.value_added_usd), "USD", cite)
        yield (f"{x.label}: not allocated to a country", *ends(x.unallocated), "people, part of the total", cite)
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
            named(a, line.source),
        )
    s, own = a.spend, "USD of each row's own year"
    spend: tuple[tuple[str, float, str], ...] = (
        ("Rows read", s.rows_read, "rows"),
        ("Rows assessed", s.rows_assessed, "rows"),
        ("Rows left out", s.rows_left_out, "rows"),
        ("Rows left out, amount unknown", s.left_out_unknown_rows, "rows"),
        ("Spend assessed", s.assessed_usd, own),
        ("Spend left out", s.left_out_usd, own),
        ("Credit left out, no purchase to take it off", s.left_out_credit_usd, own),
        ("Share of spend assessed", s.share_assessed, "share (1 is all)"),
        ("Credit notes netted", s.netted_credit_usd, own),
        ("Spend at the table's prices", s.table_year_usd, f"USD of {a.table.year}"),
    )
    for what, value, unit in spend:
        yield (what, value, "", "", unit, "")
    for text in a.limits:
        yield ("Limit", "", "", "", text, "")
