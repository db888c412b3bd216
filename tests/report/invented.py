"""One assessment with every field filled, and awkward values on purpose. All figures and suppliers are invented."""

from __future__ import annotations

import math

from tests.report.invented_accounts import HOSTILE, INDUSTRIES, XSS, account, spread

from fairlead.assess import result
from fairlead.errors import Problem

__all__ = ["build"]


def build() -> result.Assessment:
    total = {"forced_labour": 12.34, "child_labour": 141.7, "employment": 3_912.0}
    averages = {"forced_labour": spread(0.42, 4.0), "child_labour": spread(3.1, 3.0)}
    suppliers = tuple(
        result.SupplierLine(
            supplier=name,
            country=country,
            industry=industry,
            spend_usd=usd,
            rows=rows,
            sector_average_not_about_this_supplier={
                key: spread(value.central * factor, 4.0) for key, value in averages.items()
            },
        )
        for name, country, industry, usd, rows, factor in (
            ("Meghna Example Garments Ltd", "Bangladesh", INDUSTRIES["c4"], 12_400_000.0, 14, 1.0),
            ("Nordlicht Beispiel GmbH", "Germany", INDUSTRIES["c14"], 830_400.0, 3, 0.05),
            ("", "Viet Nam", INDUSTRIES["c14"], 0.0, 1, 0.4),
            *((text, "India", INDUSTRIES["c3"], 1_250.5, 1, 0.9) for text in HOSTILE),
            ("Zeta " + "very long name " * 12, "Brazil", INDUSTRIES["c1"], 2.4e9, 1, 2.0),
        )
    )
    return result.Assessment(
        schema=result.SCHEMA,
        fairlead_version="0.1.0",
        created="2026-11-20T12:00:00Z",
        title="purchases.csv",
        input=result.Input(file="purchases.csv", sha256="0f" * 32, sheets=("2024", XSS)),
        table=result.TableInfo(
            name="world2011",
            title="World table 2011, 185 countries, 35 industries",
            year=2011,
            countries=185,
            industries=35,
            note="Built from WIOD 2013 and trade flows.",
        ),
        spend=result.Spend(
            rows_read=92,
            rows_assessed=84,
            rows_left_out=8,
            assessed_usd=64_210_000.0,
            left_out_usd=2_130_000.0,
            left_out_unknown_rows=2,
            share_assessed=0.968,
            netted_credit_usd=18_300.0,
            table_year_usd=41_700_000.0,
            years=(2023, 2024),
            currencies=("EUR", "USD", "BDT"),
        ),
        accounts=tuple(account(kind, value) for kind, value in total.items()),
        separate_lines=(
            result.AccountLine(
                key="state_imposed",
                label="Forced labour imposed by States",
                people=3_900_000.0,
                year=2021,
                source="ge2022",
                note="World figure; cannot be attributed to purchases.",
            ),
            result.AccountLine(
                key="sexual_exploitation",
                label="Forced commercial sexual exploitation",
                people=6_300_000.0,
                year=2021,
                source="ge2022",
            ),
        ),
        suppliers=suppliers,
        mappings=(
            result.Mapping(
                kind="country",
                text="Bangla Desh",
                codes=("BGD",),
                label="Bangladesh",
                score=0.93,
                reason="close spelling",
                status="confident",
                rows=14,
                spend_usd=12_400_000.0,
            ),
            result.Mapping(
                kind="industry",
                text=XSS,
                codes=("c14", "c30"),
                label="Electrical equipment; business services",
                score=0.41,
                reason="shared words",
                status="uncertain",
                rows=3,
                spend_usd=830_400.0,
                candidates=("c14 Electrical", "c30 Business"),
            ),
            result.Mapping(
                kind="country",
                text="various",
                codes=(),
                label="",
                score=0.0,
                reason="no country named",
                status="unknown",
                rows=2,
                spend_usd=math.nan,
            ),
        ),
        problems=(
            Problem(
                code="amount-missing",
                severity="error",
                what=f"Row 12 has no amount {XSS}.",
                why="A row without an amount cannot be assessed.",
                fix="Fill the amount.",
                file="purchases.csv",
                sheet="2024",
                row=12,
                column="Amount",
                value=XSS,
            ),
            Problem(code="duplicate-row", severity="warning", what="Row 30 repeats row 29.", row=30),
        ),
        evidence=(
            result.Evidence(
                kind="goods_list",
                good="Garments",
                country="BGD",
                country_name="Bangladesh",
                industry="c4",
                exploitation=("child labour",),
                relation="purchase",
                statement="Garments from Bangladesh are listed for child labour.",
                edition="2022",
                source="dol",
            ),
            result.Evidence(
                kind="goods_list",
                good="Cotton",
                country="CHN",
                country_name="China",
                industry="c1",
                exploitation=("forced labour", "child labour"),
                relation="upstream",
                statement="Cotton from China is listed.",
                edition="2022",
                source="dol",
                state_imposed=True,
            ),
        ),
        evidence_absent="not listed in the 2022 edition; absence is not evidence of absence",
        actions=tuple(
            result.OriginActions(
                country=code,
                country_name=name,
                people=spread(value, 3.0),
                law_or_practice=(
                    result.Statement(
                        text="Labour law does not cover domestic workers.",
                        source="dol",
                        status="verified",
                        as_of="2022",
                    ),
                )
                if code != "PAK"
                else (),
                state_imposed=(
                    result.Statement(
                        text="Transfers of workers under State programmes are reported.",
                        source="dol",
                        status="verified",
                    ),
                )
                if code == "CHN"
                else (),
                protocol=result.Statement(
                    text=f"{name} has not ratified the Protocol of 2014."
                    if ratified is False
                    else "It is not known whether the Protocol is ratified.",
                    source="normlex",
                    status="verified" if ratified is False else "not collected yet",
                    as_of="2026-06-04",
                ),
                protocol_ratified=ratified,
                protocol_in_force=ratified,
                convention_29=result.Statement(
                    text="Convention No. 29 ratified in 1972.", source="normlex", status="verified", as_of="2026-06-04"
                ),
                workers_side=(
                    result.SocialPartner(
                        name="National Trade Union Centre",
                        side="workers",
                        affiliation="ITUC (probable)",
                        status="recalled",
                        source="centres",
                        note="Address to be checked.",
                    ),
                )
                if code != "CHN"
                else (),
                employers_side=(
                    result.SocialPartner(
                        name="Employers' Federation",
                        side="employers",
                        affiliation="IOE",
                        status="verified",
                        source="https://www.ioe-emp.org/members",
                    ),
                ),
                steps=(
                    result.Statement(
                        text="Write to the national centre and ask which recruiters its members report.",
                        source="",
                        status="judgement",
                    ),
                    result.Statement(
                        text="Ask the employers' federation for its position on the Protocol.",
                        source="",
                        status="judgement",
                    ),
                ),
                not_collected=("Minimum wage against living wage", "Labour inspectors per 10,000 workers"),
            )
            for code, name, value, ratified in (
                ("BGD", "Bangladesh", 4.0, True),
                ("IND", "India", 2.7, False),
                ("CHN", "China", 1.8, False),
                ("VNM", "Viet Nam", 1.2, None),
                ("PAK", "Pakistan", 0.03, None),
            )
        ),
        assumptions=(
            result.Assumption(key="draws", label="Number of draws", value="2,000"),
            result.Assumption(
                key="productivity",
                label="Growth of output per worker",
                value="3 %",
                changed=True,
                note="set by the user",
            ),
        ),
        methods=(
            result.Method(
                id="forced_labour",
                title="Forced labour account",
                text="Rates by country and sector, fitted to published totals.",
                docs="docs/method/labour-accounts.md",
                sources=("ge2022",),
            ),
            result.Method(
                id="child_labour",
                title="Child labour account",
                text="Rates by country and sector.",
                docs="docs/method/labour-accounts.md",
                sources=("ge2022",),
            ),
            result.Method(
                id="tiers",
                title="Tiers and paths",
                text="e A^k f, with the remainder exact.",
                docs="docs/method/tiers.md",
                sources=("wiod",),
            ),
        ),
        sources=(
            result.Source(
                id="ge2022",
                title="Global Estimates of Modern Slavery, 2022",
                url="https://www.ilo.org/",
                as_of="2021",
                licence="quoted",
            ),
            result.Source(
                id="wiod",
                title="World Input-Output Database, 2013 release",
                url="https://www.rug.nl/ggdc/",
                as_of="2011",
                licence="CC BY 4.0",
            ),
            result.Source(
                id="dol",
                title="List of Goods Produced by Child Labor or Forced Labor",
                url="https://www.dol.gov/",
                as_of="2022",
                licence="public domain",
            ),
            result.Source(id="normlex", title="NORMLEX", url="https://normlex.ilo.org/", as_of="2026-06-04"),
            result.Source(
                id="centres",
                title="National centres",
                status="recalled",
                note="names fairly sure, affiliation mostly probable",
            ),
            result.Source(id="bad", title="A source with a hostile address", url="javascript:alert(1)"),
        ),
        limits=("Suppliers differ within a cell; no range here covers that.", "The table is of 2011."),
    )
