"""Accounts with every field filled, and texts that are awkward on purpose. All figures are invented."""

from __future__ import annotations

from fairlead.assess import result
from fairlead.assess.result import Range

__all__ = ["HOSTILE", "INDUSTRIES", "XSS", "account", "spread"]

XSS = "<script>alert(1)</script>"
HOSTILE = (
    XSS,
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://example.org","click")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "Acme \u202eexe.fdp\u202c Ltd",
    "\x1b[31mred\x1b[0m [bold]not markup[/bold]",
    "{{ 7 * 7 }} {% raw %}",
)

COUNTRIES = {
    "BGD": "Bangladesh",
    "IND": "India",
    "CHN": "China",
    "VNM": "Viet Nam",
    "MYS": "Malaysia",
    "PAK": "Pakistan",
    "TUR": "Türkiye",
    "BRA": "Brazil",
    "CIV": "Côte d'Ivoire",
    "DEU": "Germany",
    "TWN": "Taiwan",
    "UZB": "Uzbekistan",
}
INDUSTRIES = {
    "c1": "Agriculture, Hunting, Forestry and Fishing",
    "c3": "Food, Beverages and Tobacco",
    "c4": "Textiles and Textile Products",
    "c14": "Electrical and Optical Equipment",
    "c18": "Construction",
    "c23": "Inland Transport",
    "c30": "Renting of M&Eq and Other Business Activities",
}


def spread(central: float, factor: float = 2.4) -> Range:
    return Range(central=central, low=central / factor, high=central * factor)


def _shares(count: int, ratio: float) -> list[float]:
    raw = [ratio**index for index in range(count)]
    return [value / sum(raw) for value in raw]


def account(kind: str, total: float) -> result.Account:
    label = {"forced_labour": "Forced labour", "child_labour": "Child labour", "employment": "Employment"}[kind]
    names = list(COUNTRIES.items())
    country_shares = _shares(len(names), 0.68)
    origins = tuple(
        result.Origin(
            country=code,
            country_name=name,
            people=spread(total * share, 3.1) if code != "UZB" else Range(central=0.0, low=0.0, high=0.0),
            share=share if code != "UZB" else 0.0,
            per_1000_workers=spread(4.2, 2.9),
            probability_top_ten=max(0.0, 1 - index * 0.11),
            modelled=code in {"BGD", "VNM", "MYS"},
            stand_in="rate of Korea (Republic of)" if code == "TWN" else "",
        )
        for index, ((code, name), share) in enumerate(zip(names, country_shares, strict=True))
    )
    tiers = tuple(
        result.Tier(tier=tier, label=text, people=spread(total * share, 2.2), share=share)
        for tier, text, share in (
            (0, "Your suppliers", 0.41),
            (1, "Suppliers of your suppliers", 0.24),
            (2, "Tier 2", 0.15),
            (3, "Tier 3", 0.09),
            (4, "Tier 4", 0.05),
            (5, "Tier 5", 0.03),
            (None, "Beyond tier 5", 0.03),
        )
    )
    parts = tuple(
        result.Part(key=code, label=name, people=spread(total * share, 2.0), share=share)
        for (code, name), share in zip(INDUSTRIES.items(), _shares(len(INDUSTRIES), 0.6), strict=True)
    )
    cells = tuple(
        result.Cell(
            country=code,
            country_name=name,
            industry="c4",
            industry_name=INDUSTRIES["c4"],
            people=spread(total * share * 0.6, 5.5),
            share=share * 0.6,
            per_1000_workers=spread(6.8, 4.0),
            probability_top_ten=max(0.0, 0.9 - index * 0.1),
            modelled=code in {"BGD", "VNM"},
        )
        for index, ((code, name), share) in enumerate(zip(names, country_shares, strict=True))
    )
    paths = tuple(
        result.Path(
            rank=rank,
            cells=cells_,
            words=words,
            people=spread(total * share, 6.0),
            share=share,
            cumulative_share=cumulative,
            modelled=modelled,
        )
        for rank, cells_, words, share, cumulative, modelled in (
            (1, (("BGD", "c4"),), "Textiles and Textile Products in Bangladesh, bought by you", 0.21, 0.21, True),
            (
                2,
                (("IND", "c1"), ("IND", "c4"), ("BGD", "c4")),
                "Agriculture in India, bought by Textiles in India, bought by Textiles in Bangladesh, bought by you",
                0.08,
                0.29,
                True,
            ),
            (3, (("CHN", "c14"), ("DEU", "c14")), "", 0.031, 0.321, False),
        )
    )
    return result.Account(
        id=kind,
        label=label,
        definition=f"{label} in the private economy as the ILO Convention defines it.",
        frame="People on any given day; rates of 2021, employment of 2011.",
        total=result.Measures(
            people=spread(total, 2.1),
            per_million_usd=spread(total / 64.2, 2.1),
            per_1000_workers=spread(3.9, 1.9),
            value_added_usd=spread(total * 9_400, 2.3),
        ),
        tiers=tiers,
        origins=origins,
        industries=parts,
        cells=cells,
        lateral_services=(
            result.Part(key="transport", label="Transport and warehousing", people=spread(total * 0.07), share=0.07),
            result.Part(
                key="cleaning", label="Cleaning, security, agency work", people=spread(total * 0.04), share=0.04
            ),
            result.Part(
                key="catering",
                label="Catering and lodging",
                people=Range(central=0.02, low=0.004, high=0.06),
                share=0.001,
            ),
        ),
        paths=paths,
        paths_share=0.321,
        concentration=result.Concentration(top_1_share=0.21, top_5_share=0.52, top_10_share=0.7, effective_cells=14.2),
        sensitivities=(
            result.Sensitivity(
                key="country",
                label="Country factor of the largest origin",
                low=total * 0.6,
                high=total * 1.9,
                swing=total * 1.3,
            ),
            result.Sensitivity(
                key="productivity",
                label="Growth of output per worker since 2011",
                low=total * 0.8,
                high=total * 1.5,
                swing=total * 0.7,
                note="3 to 6 % a year",
            ),
            result.Sensitivity(
                key="unmapped",
                label="Rows without a country or product",
                low=total,
                high=total * 1.12,
                swing=total * 0.12,
            ),
        ),
        unallocated=Range(central=total * 0.004, low=0.0, high=total * 0.01),
        not_in_number=(
            "Forced labour imposed by a State (China, Turkmenistan: see the evidence).",
            "Work in private homes outside the table.",
        ),
        cautions=("Taiwan: rate of Korea (Republic of) as stand-in, with a wider range.",),
        method=kind,
    )
