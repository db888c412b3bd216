"""A made-up dossier with every kind of block, with texts that try to do harm."""

from __future__ import annotations

import pytest

from fairlead.assess.result import Method, Range, Source
from fairlead.dossier import model

XSS = '<script>alert("x")</script>'
HOSTILE = (XSS, "#set page(fill: red) *bold* $x$", "Acme\u202eexe.\x1b[31m", "=1+1", "</w:t>&amp;", "{{ 7*7 }}")


def row(table: str, *key: str, source: str = "normlex", url: str = "", status: str = "verified") -> model.RowRef:
    return model.RowRef(table=table, key=key, source=source, status=status, as_of="2026-06-04", url=url)  # type: ignore[arg-type]


def fact(text: str, **more: object) -> model.Fact:
    rows = more.pop("rows", (row("ratifications", "C029", "XXX", url="https://normlex.ilo.org/page-1"),))
    return model.Fact(text=text, rows=rows, **more)  # type: ignore[arg-type]


def spread(central: float) -> Range:
    return Range(central=central, low=central / 3, high=central * 3)


def estimate(code: str, label: str, central: float, share: float | None = None, link: str = "") -> model.Estimate:
    return model.Estimate(
        code=code,
        label=label,
        values=(spread(central), None if code == "c35" else spread(central / 100)),
        rows=(row("estimates", "forced_labour", code, source="ge2022", status="computed"),),
        share=share,
        link=link,
    )


def sections() -> tuple[model.Section, ...]:
    law = model.Facts(
        key="ratifications",
        title="Conventions and Protocol",
        about="Status is computed for the date of the dossier.",
        facts=(
            fact("Côte d’Ivoire ratified C029 on 1960-11-21.", label="C029", value="in force"),
            fact(
                "The Protocol was ratified in 2019 (to be checked).",
                label="P029",
                value="ratified",
                mark="to be checked",
                rows=(row("ratifications", "P029", "XXX", status="recalled", url="javascript:alert(1)"),),
                note="The day is not known.",
            ),
            *(fact(text) for text in HOSTILE),
        ),
        not_collected=("National law on recruitment fees: not collected yet.",),
    )
    partners = model.Partners(
        key="partners",
        title="Unions and employers",
        partners=(
            model.Partner(
                name=f"Union {XSS}",
                side="workers",
                affiliation="ITUC",
                country="XXX",
                country_name="Exampland",
                rows=(row("social_partners", "union", source="centres", status="recalled"),),
                mark="to be checked",
            ),
            model.Partner(
                name="Federation of Employers",
                side="employers",
                affiliation="IOE",
                country="XXX",
                country_name="Exampland",
                rows=(row("social_partners", "employers", source="centres"),),
                note="Joined in 1999.",
            ),
        ),
        facts=(fact("No free union is recorded in the free zones."),),
    )
    indicators = (
        model.Indicator(
            key="gdp",
            label="Output per head",
            unit="USD",
            value=2457.9,
            year="2023",
            text="Output per head was 2,457.9 USD in 2023.",
            position=model.Position(rank_from_lowest=50, of=180, text="50th of 180 from the lowest"),
            trend=model.Trend(years=(2021, 2022, 2023), values=(2300.0, 2400.0, 2457.9), text="Up from 2021 to 2023."),
            rows=(row("indicators", "gdp", source="wb"),),
        ),
        model.Indicator(key="debt", label="Household debt", absent=model.NO_OPEN_DATA),
    )
    risks = model.RiskFactors(
        key="risk_factors",
        title="The nine risk factors",
        factors=(
            model.RiskFactor(
                key="poverty",
                name="Poverty",
                text="People without income take any work.",
                indicators=indicators,
                facts=(fact("A third of workers are poor."),),
                rows=(row("risk_factors", "poverty", source="oecd"),),
            ),
            model.RiskFactor(key="conflict", name="Conflict", text="War.", indicators=(), absent=model.NO_OPEN_DATA),
        ),
    )
    signed = model.Judgement(
        text="The State profits from it.",
        organisation=f"Union {XSS}",
        on="2026-01-01",
        rows=(row("judgements", "1", source="oecd"),),
        replies=(
            model.Reply(
                text="We do not.",
                organisation="The Ministry",
                on="2026-02-01",
                rows=(row("judgements", "2", source="oecd"),),
            ),
        ),
    )
    economies = model.Economies(
        key="economies",
        title="The five political economies",
        economies=(
            model.Economy(
                key="state",
                name="State-imposed",
                text="The State itself imposes the work.",
                speaks_for=(fact("Cotton is picked under quotas."),),
                speaks_against=(fact("Quotas were lifted in 2020."),),
                judgements=(signed,),
                rows=(row("economies", "state", source="oecd"),),
            ),
        ),
    )
    figures = model.Estimates(
        key="people",
        title="Estimated people by industry",
        account="forced_labour",
        definition="People in forced labour imposed by private actors.",
        frame="On any given day in 2021",
        method="forced_labour",
        columns=(
            model.EstimateColumn(key="people", label="people in forced labour", unit="people"),
            model.EstimateColumn(key="rate", label="per 1,000 at work", unit="people per 1,000 at work"),
        ),
        lines=(
            estimate("c1", "Agriculture", 4000.0, 0.8, link="industry:c1"),
            estimate("c35", "Private households", 600.0, 0.12),
            estimate("c4", f"Garments {XSS}", 300.0, 0.06),
        ),
        rest=estimate("rest", "All others", 100.0, 0.02),
        total=estimate("total", "Total", 5000.0, 1.0),
        cautions=("Rates of a neighbour stand in.",),
    )
    return (
        model.Section(key="law", title="Law and practice", blocks=(law,), about="What binds the State."),
        model.Section(key="unions", title="Unions and employers", blocks=(partners,)),
        model.Section(
            key="risk",
            title="Risk",
            blocks=(risks, economies, model.Judgements(key="judgements", title="Judgements", judgements=(signed,))),
        ),
        model.Section(key="estimates", title="Estimates", blocks=(figures,)),
        model.Section(
            key="empty",
            title="Plans",
            blocks=(model.Facts(key="plans", title="Action plans", not_collected=("Plans: not collected yet.",)),),
        ),
    )


def build() -> model.Dossier:
    named = {"normlex": "NORMLEX", "centres": "National centres", "wb": "World Bank", "oecd": "Report of 2019"}
    return model.Dossier(
        schema=model.SCHEMA,
        fairlead_version="0.2.0",
        created="2026-11-20T12:00:00Z",
        kind="country",
        id="XXX",
        title="Exampland, Türkiye and Côte d’Ivoire",
        subtitle="Country dossier",
        on="2026-11-20",
        summary=(fact("The Protocol of 2014 binds the State.", rows=(row("ratifications", "P029", "XXX"),)),),
        sections=sections(),
        methods=(
            Method(
                id="forced_labour",
                title="Forced labour account",
                text="Rates by country and sector.",
                docs="docs/method/labour-accounts.md",
                sources=("ge2022", "oecd"),
            ),
        ),
        sources=(
            *(
                Source(id=ident, title=title, url=f"https://{ident}.example.org/", as_of="2026")
                for ident, title in named.items()
            ),
            Source(id="ge2022", title="Global Estimates 2022", status="recalled", licence="quoted", note=XSS),
        ),
        limits=("Absence is not evidence of absence.",),
    )


@pytest.fixture
def dossier() -> model.Dossier:
    return build()
