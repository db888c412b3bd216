"""Blocks of estimates: people by industry and use, by destination, along a chain. One account in each block."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from fairlead.assess.result import AccountId, Method, Range
from fairlead.dossier.model import Estimate, EstimateColumn, Estimates, RowRef
from fairlead.dossier.names import spoken
from fairlead.dossier.packaged import UNALLOCATED, USES, Packaged, packaged, shipped
from fairlead.dossier.rows import ESTIMATES

__all__ = [
    "METHODS",
    "NOT_ILO",
    "added",
    "behind_consumption",
    "by_country",
    "by_destination",
    "by_industry",
    "chain_by_industry",
    "chain_by_origin",
    "estimate_ref",
    "in_countries",
]

SHOWN = 30
"""Lines of a long block; the rest is summed in one."""
NOT_ILO = "Fairlead's own estimate: no figure of a country or an industry of a country is the ILO's or anybody else's."
ADDED_ENDS = "ends of the range are added up, which makes it rather too wide"
USE_LABELS = {
    "all": "all",
    "home": "for use at home",
    "exported": "exported in final products",
    "inside": "exported inside other countries' products",
}
COERCION = "How people are coerced (debt, wages withheld, papers kept, threats), by country: not collected yet."
UNITS: dict[str, str] = {"forced_labour": "people", "child_labour": "children"}
METHODS = (
    Method(
        id="forced_labour",
        title="Forced labour by country and industry",
        text="World, regional and sectoral counts of 2021 spread over countries by employment and two open indicators, "
        "then over industries; 2,000 correlated draws give the 90 % ranges.",
        docs="method/labour-accounts",
    ),
    Method(
        id="forced_labour_own_index",
        title="Forced labour by country and industry, from your own copy of the Global Slavery Index",
        text="World, regional and sectoral counts of 2021 spread over countries by employment and, in place of open "
        "indicators, your own copy of the index rescaled to forced labour, then over industries. Countries that it has "
        "share their people anew; all others keep Fairlead's estimate. 2,000 correlated draws give the 90 % ranges.",
        docs="method/labour-accounts",
    ),
    Method(
        id="child_labour",
        title="Child labour by country and industry",
        text="World and regional counts of 2020 spread over countries by surveys of children's work, and a model where "
        "there is none, then over industries; 2,000 correlated draws give the 90 % ranges.",
        docs="method/labour-accounts",
    ),
    Method(
        id="destinations",
        title="Whose final use the work serves",
        text="e (I - A)^-1 Y on the world table of 2011: people by cell of work and country of final use, all tiers; "
        "exported work is told apart by whether its product first left the country as a final product or inside "
        "another country's product.",
        docs="method/dossiers",
    ),
)


def estimate_ref(account: AccountId, *path: str) -> RowRef:
    """The reference to one figure of the estimates in use."""
    frame = {"forced_labour": "2021", "child_labour": "2020"}[account]
    source = packaged().source(account)
    return RowRef(table=ESTIMATES, key=(account, *path), source=source, status="computed", as_of=frame)


def added(people: Iterable[Range]) -> Range:
    """The sum of estimates that move together: ends are added, so that the range is rather too wide than too narrow.

    Examples
    --------
    >>> added([Range(central=2, low=1, high=4), Range(central=3, low=2, high=5)])
    Range(central=5.0, low=3.0, high=9.0)
    """
    all_of = list(people)
    return Range(
        central=float(sum(one.central for one in all_of)),
        low=float(sum(one.low for one in all_of)),
        high=float(sum(one.high for one in all_of)),
    )


def by_industry(account: AccountId, iso3: str) -> Estimates:
    """People of one account in a country by industry, split by whose final use their work serves."""
    data = packaged()
    total = data.figure(account, "country", iso3)
    found = [(data.figure(account, "cell", iso3, code).central, code) for code in data.industries]
    order = [code for central, code in sorted(found, key=lambda one: -one[0]) if central > 0]
    lines = tuple(_line(data, account, code, ("cell", iso3, code), total.central, (iso3, code)) for code in order)
    name = data.name(iso3)
    info = data.about["accounts"][account]
    cautions = [NOT_ILO, *_without_own(data, account, iso3), *_world_statements(data, account)]
    if iso3 in info["stand_ins"]:
        cautions.append(f"{name}: {info['stand_ins'][iso3]}.")
    if data.modelled(iso3):
        cautions.append(
            f"{name} is split from the Rest of the World in the trade table: its ranges are wider, and its industries "
            "follow the average recipe."
        )
    cautions += data.cautions(iso3)
    return _block(
        data,
        account,
        key=f"{account}.by_industry",
        title=f"{info['label']} in {spoken(name)}, by industry",
        lines=lines,
        total=_line(data, account, iso3, ("country", iso3), total.central, (iso3, "")),
        cautions=cautions,
        uses=True,
    )


def by_country(account: AccountId, industry: str) -> Estimates:
    """People of one account in an industry by country, split by whose final use their work serves."""
    data = packaged()
    total = data.figure(account, "industry", industry)
    order = sorted(data.named, key=lambda code: -data.figure(account, "cell", code, industry).central)
    shown = order[:SHOWN]
    lines = tuple(
        _line(data, account, code, ("cell", code, industry), total.central, (code, industry), link=f"country:{code}")
        for code in shown
    )
    others = [*order[SHOWN:], UNALLOCATED]
    rest = _rest(
        data, account, others, lambda code: ("cell", code, industry), f"{len(others) - 1} other countries", 4, total
    )
    return _block(
        data,
        account,
        key=f"{account}.by_country",
        title=f"{data.about['accounts'][account]['label']} in {data.name(industry).lower()}, by country",
        lines=lines,
        rest=rest,
        total=_line(data, account, industry, ("industry", industry), total.central, None),
        cautions=[NOT_ILO, *(text for code in shown for text in data.cautions(code, industry))],
        uses=True,
    )


def _without_own(data: Packaged, account: AccountId, iso3: str) -> list[str]:
    """What would stand here without the user's own copy; nothing where it has no figure."""
    if data.own is None or data.source(account) != data.own.id or iso3 in data.about["accounts"][account]["stand_ins"]:
        return []
    from fairlead.report.words import people_range

    usual = people_range(shipped().figure(account, "country", iso3))
    copy = data.own.title.replace("Your own copy:", "your own copy of")
    return [f"Rests on {copy}. Without it, from open indicators, Fairlead estimates {usual} people here."]


def _world_statements(data: Packaged, account: AccountId) -> list[str]:
    """What is known of women, men and children for the world alone."""
    said = data.about["accounts"][account]["statements"]
    return [one["text"] + (" (to be checked)" if one["status"] == "recalled" else "") for one in said]


def in_countries(account: AccountId, industry: str, countries: Iterable[str]) -> Estimates:
    """People of one account in an industry of some countries, in the order given; no sum is made of them."""
    data = packaged()
    chosen = tuple(countries)
    lines = []
    for code in chosen:
        whole = data.figure(account, "country", code).central
        lines.append(_line(data, account, code, ("cell", code, industry), whole, (code, industry), f"country:{code}"))
    return _block(
        data,
        account,
        key=f"{account}.in_countries",
        title=f"{data.about['accounts'][account]['label']} in {data.name(industry).lower()} of these countries",
        lines=tuple(lines),
        total=None,
        cautions=[NOT_ILO, *(text for code in chosen for text in data.cautions(code, industry))],
        uses=True,
        about="Shares are of all people of the account in the country.",
    )


def by_destination(place: str) -> Estimates:
    """Forced labour of a country, or of an industry of the world, by the country whose final use it serves."""
    account: AccountId = "forced_labour"
    data = packaged()
    kind, what = ("country", "destination") if place in data.countries else ("industry", "industry_destination")
    total = data.figure(account, kind, place)
    order = sorted(data.named, key=lambda code: -data.figure(account, what, place, code).central)
    if kind == "country":
        order = [place, *(code for code in order if code != place)]
    lines = [
        _single(data, account, code, (what, place, code), total.central, f"country:{code}") for code in order[:SHOWN]
    ]
    if kind == "country":
        lines[0] = msgspec.structs.replace(lines[0], label=f"{data.name(place)} itself", link="")
    others = [*order[SHOWN:], UNALLOCATED]
    rest = _rest(
        data, account, others, lambda code: (what, place, code), f"{len(others) - 1} other countries", 1, total
    )
    missing = total.central - sum(line.values[0].central for line in (*lines, rest) if line.values[0])
    if missing > 1e-6 * total.central:
        untraced = Range(
            central=missing, low=missing * total.low / total.central, high=missing * total.high / total.central
        )
        lines.append(
            Estimate(
                code="",
                label="Not traced: industries without output in the trade table",
                values=(untraced,),
                rows=(estimate_ref(account, kind, place),),
                share=missing / total.central,
            )
        )
    title = "Forced labour in {} by the country whose final use it serves".format(
        spoken(data.name(place)) if kind == "country" else data.name(place).lower()
    )
    return _block(
        data,
        account,
        key="destinations",
        title=title,
        lines=tuple(lines),
        rest=rest,
        total=_single(data, account, place, (kind, place), total.central),
        cautions=[NOT_ILO],
        method="destinations",
        about="Final use is what households, government and investors of that country use up, whatever way the work "
        "reached them, also inside other countries' products.",
    )


def behind_consumption(place: str) -> Estimates:
    """Forced labour behind the final use of a country, by the country where the work is done."""
    account: AccountId = "forced_labour"
    data = packaged()
    total = data.figure(account, "footprint", place)
    order = sorted(data.named, key=lambda code: -data.figure(account, "destination", code, place).central)
    order = [place, *(code for code in order if code != place)]
    lines = [
        _single(data, account, code, ("destination", code, place), total.central, f"country:{code}")
        for code in order[:SHOWN]
    ]
    lines[0] = msgspec.structs.replace(lines[0], label=f"{data.name(place)} itself", link="")
    others = [*order[SHOWN:], UNALLOCATED]
    words = f"{len(others) - 1} other countries and what no country's records explain"
    return _block(
        data,
        account,
        key="consumption",
        title=f"Forced labour behind what {spoken(data.name(place))} uses, by where the work is done",
        lines=tuple(lines),
        rest=_rest(data, account, others, lambda code: ("destination", code, place), words, 1, total),
        total=_single(data, account, place, ("footprint", place), total.central),
        cautions=[NOT_ILO],
        method="destinations",
        about="The other side of the same table: people at home and abroad whose work serves final use here.",
    )


def chain_by_origin(account: AccountId, industry: str) -> Estimates:
    """People behind the world's final purchases of an industry's products, by where they work."""
    data = packaged()
    total = data.figure(account, "chain", industry)
    order = sorted(data.named, key=lambda code: -data.figure(account, "chain_origin", industry, code).central)
    lines = tuple(
        _single(data, account, code, ("chain_origin", industry, code), total.central, f"country:{code}")
        for code in order[:SHOWN]
    )
    others = [*order[SHOWN:], UNALLOCATED]
    rest = _rest(
        data,
        account,
        others,
        lambda code: ("chain_origin", industry, code),
        f"{len(others) - 1} other countries and what no country's records explain",
        1,
        total,
    )
    return _chain_block(data, account, industry, "origin", "by country of work", lines, rest)


def chain_by_industry(account: AccountId, industry: str) -> Estimates:
    """People behind the world's final purchases of an industry's products, by the industry they work in."""
    data = packaged()
    total = data.figure(account, "chain", industry)
    order = sorted(data.industries, key=lambda code: -data.figure(account, "chain_industry", industry, code).central)
    lines = tuple(
        _single(data, account, code, ("chain_industry", industry, code), total.central, f"industry:{code}")
        for code in order
    )
    return _chain_block(data, account, industry, "industry", "by industry of work", lines, None)


def _chain_block(
    data: Packaged,
    account: AccountId,
    industry: str,
    key: str,
    words: str,
    lines: tuple[Estimate, ...],
    rest: Estimate | None,
) -> Estimates:
    total = data.figure(account, "chain", industry)
    label = data.about["accounts"][account]["label"]
    return _block(
        data,
        account,
        key=f"{account}.chain_by_{key}",
        title=f"{label} behind the world's final purchases from {data.name(industry).lower()}, {words}",
        lines=lines,
        rest=rest,
        total=_single(data, account, industry, ("chain", industry), total.central),
        cautions=[NOT_ILO],
        method="destinations",
    )


def _block(
    data: Packaged,
    account: AccountId,
    *,
    key: str,
    title: str,
    lines: tuple[Estimate, ...],
    total: Estimate | None,
    cautions: Iterable[str],
    rest: Estimate | None = None,
    uses: bool = False,
    method: str = "",
    about: str = "",
) -> Estimates:
    info = data.about["accounts"][account]
    unit = UNITS[account]
    columns = tuple(EstimateColumn(key=use, label=USE_LABELS[use], unit=unit) for use in USES)
    rate = EstimateColumn(key="per_1000", label="per 1,000 at work", unit=f"{unit} per 1,000 people at work")
    return Estimates(
        key=key,
        title=title,
        account=account,
        definition=info["definition"],
        frame=info["frame"],
        method=method or (account if data.source(account) == "fairlead" else "forced_labour_own_index"),
        columns=(*columns, rate) if uses else (columns[0],),
        lines=lines,
        total=total,
        rest=rest,
        cautions=tuple(dict.fromkeys(cautions)),
        about=about,
        not_collected=(COERCION,) if uses and account == "forced_labour" else (),
    )


def _line(
    data: Packaged,
    account: AccountId,
    code: str,
    path: tuple[str, ...],
    total: float,
    cell: tuple[str, str] | None,
    link: str = "",
) -> Estimate:
    """People by use, and per 1,000 at work where `cell` says where."""
    rows = tuple(estimate_ref(account, *path, use) for use in USES)
    values: list[Range | None] = [data.figure(account, *path, use) for use in USES]
    values.append(data.per_1000(account, *cell) if cell else None)
    central = data.figure(account, *path).central
    return Estimate(
        code=code,
        label=data.name(code),
        values=tuple(values),
        rows=rows,
        share=central / total if total else None,
        link=link,
    )


def _single(
    data: Packaged, account: AccountId, code: str, path: tuple[str, ...], total: float, link: str = ""
) -> Estimate:
    people = data.figure(account, *path)
    return Estimate(
        code=code,
        label=data.name(code),
        values=(people,),
        rows=(estimate_ref(account, *path),),
        share=people.central / total if total else None,
        link=link,
    )


def _rest(
    data: Packaged,
    account: AccountId,
    codes: list[str],
    path: Callable[[str], tuple[str, ...]],
    label: str,
    uses: int,
    total: Range,
) -> Estimate:
    """All the lines not shown, in one."""
    chosen = [(use,) for use in USES[:uses]] if uses > 1 else [()]
    values: list[Range | None] = [added(data.figure(account, *path(code), *use) for code in codes) for use in chosen]
    if uses > 1:
        values.append(None)
    return Estimate(
        code="",
        label=label,
        values=tuple(values),
        rows=tuple(estimate_ref(account, *path(code)) for code in codes),
        share=values[0].central / total.central if values[0] and total.central else None,
        note=ADDED_ENDS,
    )
