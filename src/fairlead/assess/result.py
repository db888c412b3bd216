"""The one result model that every report is made from.

Every number that is an estimate is a `Range`. The JSON form of `Assessment` is the public, versioned format
``fairlead.assessment/1``; its schema is generated from these classes.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from fairlead.errors import Problem

__all__ = [
    "SCHEMA",
    "Account",
    "AccountLine",
    "Assessment",
    "Assumption",
    "Cell",
    "Concentration",
    "Evidence",
    "Input",
    "Mapping",
    "Measures",
    "Method",
    "Origin",
    "OriginActions",
    "Part",
    "Path",
    "Range",
    "Sensitivity",
    "SocialPartner",
    "Source",
    "Spend",
    "Statement",
    "SupplierLine",
    "TableInfo",
    "Tier",
]

SCHEMA = "fairlead.assessment/1"

AccountId = Literal["forced_labour", "child_labour", "employment"]
#: How close a listed good is to the list: its text names the good, names a product often made with it, or buys from
#: the same industry; upstream, what is bought often contains the good, or no link is known.
EvidenceMatch = Literal["named", "made with it", "same industry", "often contained", "no known link"]
FactStatus = Literal["verified", "recalled", "conflicting", "computed", "judgement", "not collected yet"]


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate: the central run and its 90 % range (5 % and 95 % points of the draws).

    Central values add up; range ends and medians do not.
    """

    central: float
    low: float
    high: float


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact or a method comes from."""

    id: str
    title: str
    url: str = ""
    as_of: str = ""
    status: FactStatus = "verified"
    licence: str = ""
    note: str = ""


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """A named method; `docs` is the page that explains it."""

    id: str
    title: str
    text: str
    docs: str
    sources: tuple[str, ...] = ()


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """One count of people in its four forms."""

    people: Range
    per_million_usd: Range
    per_1000_workers: Range
    value_added_usd: Range


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """People at one distance from the purchase: 0 is the supplier itself, ``None`` all beyond the last tier."""

    tier: int | None
    label: str
    people: Range
    share: float


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One country x industry where the work is done."""

    country: str
    country_name: str
    industry: str
    industry_name: str
    people: Range
    share: float
    per_1000_workers: Range
    probability_top_ten: float
    modelled: bool = False
    stand_in: str = ""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One country where the work is done, all industries together."""

    country: str
    country_name: str
    people: Range
    share: float
    per_1000_workers: Range
    probability_top_ten: float
    modelled: bool = False
    stand_in: str = ""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A named part of the total, for instance an industry or a kind of lateral service."""

    key: str
    label: str
    people: Range
    share: float


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """One supply path, from the work (first cell) to the purchase (last cell)."""

    rank: int
    cells: tuple[tuple[str, str], ...]
    words: str
    people: Range
    share: float
    cumulative_share: float
    modelled: bool = False


class Concentration(msgspec.Struct, frozen=True, kw_only=True):
    """How far the total sits in few cells."""

    top_1_share: float
    top_5_share: float
    top_10_share: float
    effective_cells: float


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True):
    """What the total becomes when one assumption, gap or stand-in changes."""

    key: str
    label: str
    low: float
    high: float
    swing: float
    note: str = ""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of count (forced labour, child labour, employment). Counts of two accounts are never added."""

    id: AccountId
    label: str
    definition: str
    frame: str
    total: Measures
    tiers: tuple[Tier, ...]
    origins: tuple[Origin, ...]
    industries: tuple[Part, ...]
    cells: tuple[Cell, ...]
    lateral_services: tuple[Part, ...]
    paths: tuple[Path, ...]
    paths_share: float
    concentration: Concentration
    sensitivities: tuple[Sensitivity, ...]
    unallocated: Range
    not_in_number: tuple[str, ...]
    cautions: tuple[str, ...]
    method: str
    world_statements: tuple[Statement, ...] = ()


class AccountLine(msgspec.Struct, frozen=True, kw_only=True):
    """A world figure shown apart and never multiplied into the total (state-imposed, sexual exploitation ...)."""

    key: str
    label: str
    people: float
    year: int
    source: str
    note: str = ""


class Spend(msgspec.Struct, frozen=True, kw_only=True):
    """What was assessed and what was left out, in US dollars of each row's own year."""

    rows_read: int
    rows_assessed: int
    rows_left_out: int
    assessed_usd: float
    left_out_usd: float
    left_out_unknown_rows: int
    share_assessed: float
    netted_credit_usd: float
    table_year_usd: float
    years: tuple[int, ...]
    currencies: tuple[str, ...]
    left_out_credit_usd: float = 0.0


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """How one text of the list was read; uncertain ones wait for confirmation."""

    kind: Literal["country", "industry"]
    text: str
    codes: tuple[str, ...]
    label: str
    score: float
    reason: str
    status: Literal["exact", "confident", "uncertain", "confirmed", "spread", "unknown"]
    rows: int
    spend_usd: float
    candidates: tuple[str, ...] = ()


class SupplierLine(msgspec.Struct, frozen=True, kw_only=True):
    """One supplier's spend with its sector's average beside it, in the order of the list, never of the estimate.

    The average is people per million US dollars bought from the country and industry, all tiers.
    """

    supplier: str
    country: str
    industry: str
    spend_usd: float
    rows: int
    sector_average_not_about_this_supplier: dict[str, Range]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One published finding on a good and a country, beside the estimate and never multiplied into it."""

    kind: Literal["goods_list"]
    good: str
    country: str
    country_name: str
    industry: str
    exploitation: tuple[str, ...]
    relation: Literal["purchase", "upstream"]
    statement: str
    edition: str
    source: str
    state_imposed: bool = False
    match: EvidenceMatch = "same industry"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with its source and status; `url` is the exact page, where it differs from the source's address."""

    text: str
    source: str
    status: FactStatus
    as_of: str = ""
    url: str = ""


class SocialPartner(msgspec.Struct, frozen=True, kw_only=True):
    """A workers' or employers' organisation to speak with."""

    name: str
    side: Literal["workers", "employers"]
    affiliation: str
    status: FactStatus
    source: str
    note: str = ""


class OriginActions(msgspec.Struct, frozen=True, kw_only=True):
    """For one large origin: the law or practice concerned, the Protocol, whom to speak with, one step with each."""

    country: str
    country_name: str
    people: Range
    law_or_practice: tuple[Statement, ...]
    state_imposed: tuple[Statement, ...]
    protocol: Statement
    protocol_ratified: bool | None
    protocol_in_force: bool | None
    convention_29: Statement
    workers_side: tuple[SocialPartner, ...]
    employers_side: tuple[SocialPartner, ...]
    steps: tuple[Statement, ...]
    not_collected: tuple[str, ...]


class Assumption(msgspec.Struct, frozen=True, kw_only=True):
    """A setting that the figures rest on, with its value and whether the user changed it."""

    key: str
    label: str
    value: str
    changed: bool = False
    note: str = ""


class TableInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The trade table used."""

    name: str
    title: str
    year: int
    countries: int
    industries: int
    note: str


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """The list that was read."""

    file: str
    sha256: str
    sheets: tuple[str, ...] = ()


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer to: what is this spending statistically linked to, and whom to act with."""

    schema: str
    fairlead_version: str
    created: str
    title: str
    input: Input
    table: TableInfo
    spend: Spend
    accounts: tuple[Account, ...]
    separate_lines: tuple[AccountLine, ...]
    suppliers: tuple[SupplierLine, ...]
    mappings: tuple[Mapping, ...]
    problems: tuple[Problem, ...]
    evidence: tuple[Evidence, ...]
    evidence_absent: str
    actions: tuple[OriginActions, ...]
    assumptions: tuple[Assumption, ...]
    methods: tuple[Method, ...]
    sources: tuple[Source, ...]
    limits: tuple[str, ...]
