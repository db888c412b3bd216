"""The assessment as one self-contained HTML page: no script, no request, readable, printable, light and dark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fairlead.assess.result import Account, Assessment, Evidence
from fairlead.report import charts, words
from fairlead.report.outside import left_out, state_imposed
from fairlead.report.pages import environment
from fairlead.report.references import References

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["PARTS", "page", "part", "write"]

LARGEST = 10  # bars in a chart; the table beneath has all
TABLE_CAP = 200  # rows of suppliers, mappings and problems; XLSX and JSON have all


def write(assessment: Assessment, path: str | Path) -> Path:
    """Write the report as an HTML file and return its path."""
    path = Path(path)
    path.write_text(page(assessment), encoding="utf-8", newline="\n")
    return path


def page(assessment: Assessment) -> str:
    """Give the report as HTML.

    Everything that comes from outside is escaped; hidden and bidirectional control characters become visible.
    """
    return _environment().get_template("report.html.j2").render(_context(assessment))


#: Parts of a report that can stand on pages of their own, with the template of each.
PARTS = {
    "summary": "summary.html.j2",
    "forced_labour": "account.html.j2",
    "child_labour": "account.html.j2",
    "evidence": "evidence.html.j2",
    "actions": "actions.html.j2",
    "list": "list.html.j2",
    "basis": "basis.html.j2",
}


def part(assessment: Assessment, name: str, places: Mapping[str, str] | None = None, *, cap: int = TABLE_CAP) -> str:
    """Give one part of the report as HTML, to stand in a page of another program.

    Parameters
    ----------
    name
        One of `PARTS`.
    places
        Part -> address of the page that shows it: links between parts then lead there. Left out: all parts stand on
        one page.
    cap
        Most rows of a long table.

    Examples
    --------
    >>> sorted(PARTS)[:3]
    ['actions', 'basis', 'child_labour']
    """
    context = _context(assessment)
    account = [account for account in assessment.accounts if account.id == name]
    begin = '{% import "macros.html.j2" as m with context %}'
    made = _environment().from_string(f'{begin}{{% include "{PARTS[name]}" %}}')
    text = made.render({**context, "cap": cap, **({"account": account[0]} if account else {})})
    if places is None:
        return text
    own = set(re.findall(r'\bid="([^"]+)"', text))

    def lead(found: re.Match[str]) -> str:
        ident = found[1]
        place = places.get(_home(ident))
        return found[0] if ident in own or place is None else f'href="{place}#{ident}"'

    return re.sub(r'\bhref="#([^"]+)"', lead, text)


def _home(ident: str) -> str:
    """The part that holds an id."""
    for account in ("forced_labour", "child_labour"):
        if ident.startswith(account):
            return account
    if ident.startswith(("method-", "source-")):
        return "basis"
    first = ident.partition("-")[0]
    known = {"act": "actions", "outside": "evidence", "mappings": "list", "problems": "list", "suppliers": "list"}
    return first if first in PARTS else known.get(first, "basis")


def _context(assessment: Assessment) -> dict[str, Any]:
    counts = [account for account in assessment.accounts if account.id != "employment"]
    return {
        "a": assessment,
        "counts": counts,
        "employment": [account for account in assessment.accounts if account.id == "employment"],
        "averages": _averages(assessment),
        "to_confirm": [item for item in assessment.mappings if item.status in ("uncertain", "unknown", "spread")],
        "references": References(assessment),
        "evidence": evidence_groups(assessment.evidence),
        "imposed": state_imposed(assessment.evidence),
        "outside": left_out(counts),
        "cap": TABLE_CAP,
    }


def _averages(assessment: Assessment) -> list[str]:
    """Keys of the sector averages, in the order in which they first occur."""
    lines = assessment.suppliers
    return list(dict.fromkeys(key for line in lines for key in line.sector_average_not_about_this_supplier))


@cache
def _environment() -> Environment:
    made = environment(
        drawings={
            "tiers_chart": tiers_chart,
            "origins_chart": origins_chart,
            "parts_chart": parts_chart,
            "swings_chart": swings_chart,
            "share_chart": share_chart,
            "interval_chart": interval_chart,
        }
    )
    made.globals.update(
        findings=findings,
        NOT_A_FINDING=words.NOT_A_FINDING,
        SECTOR_AVERAGE=words.SECTOR_AVERAGE,
        SECTOR_AVERAGE_KEY=words.SECTOR_AVERAGE_KEY,
        SECTOR_AVERAGE_UNIT=words.SECTOR_AVERAGE_UNIT,
    )
    return made


def tiers_chart(account: Account) -> str:
    """Draw people by tier."""
    rows = [_bar(tier.label, tier.people, tone="firm") for tier in account.tiers]
    title = f"{account.label}: {words.counted(account)} linked statistically, by tier"
    first = account.tiers[0]
    desc = (
        f"Bars with 90 % ranges, from the industries you buy from to the raw material. {first.label}: "
        f"{words.people_range(first.people)}, {words.percent(first.share)} of the total. "
        "The table below has every figure."
    )
    return charts.bars(rows, ident=f"{account.id}-tiers-chart", title=title, desc=desc)


def origins_chart(account: Account) -> str:
    """Draw the largest origin countries; the tone says how firm a place among the ten largest is."""
    shown = account.origins[:LARGEST]
    rows = [
        _bar(
            f"{origin.country_name}{' *' if origin.modelled or origin.stand_in else ''}",
            origin.people,
            tone=words.band(origin.probability_top_ten),
        )
        for origin in shown
    ]
    title = f"{account.label}: {words.counted(account)} linked statistically, by country where the work is done"
    first = shown[0]
    desc = (
        f"Bars with 90 % ranges for {words.plural(len(shown), 'country', 'countries')}. {first.country_name}: "
        f"{words.people_range(first.people)}. Strong bars are among the ten largest with a probability of at least "
        "0.8, pale ones with less than 0.2. The table below has every figure."
    )
    return charts.bars(rows, ident=f"{account.id}-origins-chart", title=title, desc=desc)


def parts_chart(account: Account, part: str) -> str:
    """Draw industries or lateral services (`part` names the field)."""
    parts = getattr(account, part)
    shown = sorted(parts, key=lambda item: -item.people.central)[: LARGEST if part == "industries" else 6]
    what = "by industry" if part == "industries" else "in services beside the chain"
    return charts.bars(
        [_bar(item.label, item.people, tone="firm") for item in shown],
        ident=f"{account.id}-{part.replace('_', '-')}-chart",
        title=f"{account.label}: {words.counted(account)} linked statistically, {what}",
        desc=f"Bars with 90 % ranges. {shown[0].label}: {words.people_range(shown[0].people)}. "
        "The table below has every figure.",
    )


def swings_chart(account: Account) -> str:
    """Draw what moves the total most."""
    rows = [
        charts.Swing(
            label=item.label,
            value=words.people_span(item.low, item.high, account.total.people.central),
            low=item.low,
            high=item.high,
        )
        for item in account.sensitivities[:8]
    ]
    central = account.total.people.central
    return charts.swings(
        rows,
        central,
        ident=f"{account.id}-swings-chart",
        title=f"{account.label}: what the total becomes when one assumption changes",
        desc=f"Bars from the lowest to the highest total; the line stands at {words.people(central)}. "
        "The table below has every figure.",
    )


def share_chart(assessment: Assessment) -> str:
    """Draw the share of spend that was assessed."""
    value = words.percent(assessment.spend.share_assessed)
    return charts.share(
        assessment.spend.share_assessed,
        ident="spend-chart",
        title="Share of the spend that was assessed",
        desc=f"{value} of the spend read was assessed.",
    )


_GROUPS = (
    ("purchase", "named", "Your list names the good", ""),
    ("purchase", "made with it", "Your list names a product often made with the good", ""),
    (
        "purchase",
        "same industry",
        "You buy from the same industry of this country",
        "Your list does not name the good.",
    ),
    ("upstream", "often contained", "Upstream: what you buy often contains the good", "Yours may or may not."),
    ("upstream", "", "Upstream: in a large industry behind your purchases", "No direct link to what you buy is known."),
)


class EvidenceGroup(NamedTuple):
    """Findings that stand equally close to the list."""

    title: str
    about: str
    stated: bool
    rows: list[Evidence]
    countries: int


def evidence_groups(evidence: Sequence[Evidence]) -> list[EvidenceGroup]:
    """Group the findings by how close they are to the list, the closest first; within a group the order stays."""
    groups = []
    rest = list(evidence)
    for relation, match, title, about in _GROUPS:
        rows = [item for item in rest if item.relation == relation and (item.match == match or not match)]
        rest = [item for item in rest if item not in rows]
        if rows:
            # Where the title says it all, the sentence of each finding is left to the workbook and the JSON.
            groups.append(EvidenceGroup(title, about, not about, rows, len({item.country for item in rows})))
    if rest:
        groups.append(EvidenceGroup("Other findings", "", True, rest, len({item.country for item in rest})))
    return groups


def interval_chart(account: Account) -> str:
    """Draw the total of an account on its range."""
    return charts.interval(
        _bar(account.label, account.total.people, tone="firm"),
        ident=f"{account.id}-total-chart",
        title=f"{account.label}: the total and its 90 % range",
        desc=words.people_range(account.total.people),
    )


def findings(account: Account) -> list[str]:
    """Give the two things to know first: how much lies beyond the suppliers, and which origins are surely large."""
    found = []
    if account.tiers and account.tiers[0].tier == 0:
        found.append(
            f"About {words.percent(1 - account.tiers[0].share)} of it lies beyond tier 0, the industries you buy from."
        )
    # With one or two origins even tiny ones are surely among the ten largest: that is no news.
    firm = [
        origin.country_name
        for origin in account.origins
        if words.band(origin.probability_top_ten) == "firm" and origin.share >= 0.01
    ]
    if firm:
        named = [*firm[:5], f"{len(firm) - 5} more"] if len(firm) > 5 else firm
        found.append(f"Firmly among the ten largest origins: {words.join(named)}.")
    return found


def _bar(label: str, value: Any, *, tone: Any) -> charts.Bar:
    written, central = words.people_range(value), words.people(value.central)
    return charts.Bar(
        label=label,
        value=central,
        spread=written.removeprefix(central).strip(),
        central=value.central,
        low=value.low,
        high=value.high,
        tone=tone,
    )
