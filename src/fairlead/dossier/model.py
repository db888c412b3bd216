"""The one model of a dossier that every document is made from.

Three kinds of statement stand in blocks of their own and are never mixed in one: *facts* (sourced, dated),
*estimates* (modelled, with a 90 % range and a named method) and *judgements* (signed, dated, answerable). Every one
carries `rows`: the rows of facts, or of the packaged estimates, that it rests on; `fairlead.dossier.rows.resolve`
leads from each to the record. The JSON form of `Dossier` is the public, versioned format ``fairlead.dossier/1``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from fairlead.assess.result import AccountId, FactStatus, Method, Range, Source

__all__ = [
    "NOT_COLLECTED",
    "NO_OPEN_DATA",
    "SCHEMA",
    "Block",
    "Dossier",
    "Economies",
    "Economy",
    "Estimate",
    "EstimateColumn",
    "Estimates",
    "Fact",
    "Facts",
    "Indicator",
    "Judgement",
    "Judgements",
    "Kind",
    "Mark",
    "Partner",
    "Partners",
    "Position",
    "Reply",
    "RiskFactor",
    "RiskFactors",
    "RowRef",
    "Section",
    "Statement",
    "Trend",
]

SCHEMA = "fairlead.dossier/1"
NOT_COLLECTED = "not collected yet"
NO_OPEN_DATA = "no open data; load yours"

Kind = Literal["country", "industry", "good", "corridor"]
Mark = Literal["", "to be checked", "in part to be checked"]


class RowRef(msgspec.Struct, frozen=True, kw_only=True):
    """Where a statement comes from: one row, by its table and key.

    Attributes
    ----------
    table
        A table of facts, or ``"estimates"`` for the packaged estimates.
    key
        The values of the table's key columns, in their order; the members of a list are joined by ``;``.
    source
        Id of the source in the table of sources.
    status, as_of
        How sure the row is, and the date it holds for.
    url
        The exact page; empty where the source's address is all there is.
    """

    table: str
    key: tuple[str, ...]
    source: str
    status: FactStatus
    as_of: str
    url: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One sourced statement. `text` already carries the mark in words; `mark` says it again for layout.

    Attributes
    ----------
    text
        A full sentence.
    label
        Short name for a table of facts (for instance ``"C029"``); empty where the sentence stands alone.
    value
        Short value beside the label (``"in force"``); empty where there is none.
    note
        What is weak or worth knowing, in the words of the row.
    """

    text: str
    rows: tuple[RowRef, ...]
    label: str = ""
    value: str = ""
    mark: Mark = ""
    note: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True, tag="facts", tag_field="block"):
    """A titled list of facts. `not_collected` says, one sentence each, what a reader could take for "none"."""

    key: str
    title: str
    facts: tuple[Fact, ...] = ()
    about: str = ""
    not_collected: tuple[str, ...] = ()


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation of workers or employers to speak with; `country` matters in a corridor (both ends)."""

    name: str
    side: Literal["workers", "employers"]
    affiliation: str
    country: str
    country_name: str
    rows: tuple[RowRef, ...]
    mark: Mark = ""
    note: str = ""


class Partners(msgspec.Struct, frozen=True, kw_only=True, tag="partners", tag_field="block"):
    """Unions, employers' organisations and global unions; where no free union is recorded, `facts` says so."""

    key: str
    title: str
    partners: tuple[Partner, ...] = ()
    facts: tuple[Fact, ...] = ()
    about: str = ""
    not_collected: tuple[str, ...] = ()


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Place among the countries that have a value for a like year; 1 is the lowest value, whatever is better."""

    rank_from_lowest: int
    of: int
    text: str


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Change over three or more years of one source."""

    years: tuple[int, ...]
    values: tuple[float, ...]
    text: str


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator of one country. `absent` says why there is no value; then `value` is ``None``."""

    key: str
    label: str
    unit: str = ""
    value: float | None = None
    year: str = ""
    text: str = ""
    position: Position | None = None
    trend: Trend | None = None
    absent: str = ""
    rows: tuple[RowRef, ...] = ()
    mark: Mark = ""
    note: str = ""


class RiskFactor(msgspec.Struct, frozen=True, kw_only=True):
    """One of the nine factors, with its indicators side by side and never a composite of them."""

    key: str
    name: str
    text: str
    indicators: tuple[Indicator, ...]
    facts: tuple[Fact, ...] = ()
    rows: tuple[RowRef, ...] = ()
    absent: str = ""
    mark: Mark = ""


class RiskFactors(msgspec.Struct, frozen=True, kw_only=True, tag="risk_factors", tag_field="block"):
    """The nine risk factors."""

    key: str
    title: str
    factors: tuple[RiskFactor, ...] = ()
    about: str = ""
    not_collected: tuple[str, ...] = ()


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a judgement."""

    text: str
    organisation: str
    on: str
    rows: tuple[RowRef, ...]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation judges, signed and dated, with the replies beside it. Fairlead itself signs none."""

    text: str
    organisation: str
    on: str
    rows: tuple[RowRef, ...]
    replies: tuple[Reply, ...] = ()


class Judgements(msgspec.Struct, frozen=True, kw_only=True, tag="judgements", tag_field="block"):
    """Judgements of organisations, apart from facts and estimates."""

    key: str
    title: str
    judgements: tuple[Judgement, ...] = ()
    about: str = ""
    not_collected: tuple[str, ...] = ()


class Economy(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five political economies: what is recorded for it and against it, never whether it applies."""

    key: str
    name: str
    text: str
    speaks_for: tuple[Fact, ...]
    speaks_against: tuple[Fact, ...]
    judgements: tuple[Judgement, ...] = ()
    rows: tuple[RowRef, ...] = ()
    mark: Mark = ""


class Economies(msgspec.Struct, frozen=True, kw_only=True, tag="economies", tag_field="block"):
    """The five political economies of forced labour."""

    key: str
    title: str
    economies: tuple[Economy, ...] = ()
    about: str = ""
    not_collected: tuple[str, ...] = ()


class EstimateColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column of estimates; `unit` in words ("people", "people per 1,000 at work")."""

    key: str
    label: str
    unit: str


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """One row of estimates: a value for each column of its block, ``None`` where it does not apply.

    Attributes
    ----------
    code, label
        What the row stands for: a country, an industry or a use. `link` names a dossier (``"country:BGD"``).
    share
        Of the block's total, central; ``None`` where there is no sense in it.
    """

    code: str
    label: str
    values: tuple[Range | None, ...]
    rows: tuple[RowRef, ...]
    share: float | None = None
    note: str = ""
    link: str = ""


class Estimates(msgspec.Struct, frozen=True, kw_only=True, tag="estimates", tag_field="block"):
    """A table of modelled figures of one account; counts of two accounts never stand in one block.

    Central values of `lines` and `rest` add up to `total` where `adds_up`; range ends do not.
    """

    key: str
    title: str
    account: AccountId
    definition: str
    frame: str
    method: str
    columns: tuple[EstimateColumn, ...]
    lines: tuple[Estimate, ...]
    total: Estimate | None = None
    rest: Estimate | None = None
    adds_up: bool = True
    about: str = ""
    cautions: tuple[str, ...] = ()
    not_collected: tuple[str, ...] = ()


Block = Facts | Partners | RiskFactors | Economies | Judgements | Estimates


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a dossier, in the order it is read."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    about: str = ""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one country, industry, good or corridor.

    Attributes
    ----------
    id
        ``"BGD"``, ``"c4"``, ``"garments"``, ``"cotton"``, ``"NPL-QAT"``: safe as the name of a file.
    on
        The date for which every status is asked, ISO 8601.
    summary
        A few facts a reader should see first, each also in its section.
    methods, sources
        Everything that the statements name.
    limits
        What the dossier does not say, whatever it shows.
    """

    schema: str
    fairlead_version: str
    created: str
    kind: Kind
    id: str
    title: str
    subtitle: str
    on: str
    summary: tuple[Fact, ...]
    sections: tuple[Section, ...]
    methods: tuple[Method, ...]
    sources: tuple[Source, ...]
    limits: tuple[str, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in order."""
        return tuple(block for section in self.sections for block in section.blocks)

    def statements(self) -> Iterator[Statement]:
        """Every statement of the dossier, in order; each has `rows`."""
        yield from self.summary
        for block in self.blocks:
            yield from _statements(block)


Statement = Fact | Partner | Indicator | RiskFactor | Economy | Judgement | Reply | Estimate


def _statements(block: Block) -> Iterator[Statement]:
    match block:
        case Facts():
            yield from block.facts
        case Partners():
            yield from block.partners
            yield from block.facts
        case RiskFactors():
            for factor in block.factors:
                yield factor
                yield from factor.indicators
                yield from factor.facts
        case Economies():
            for economy in block.economies:
                yield economy
                yield from economy.speaks_for
                yield from economy.speaks_against
                yield from _signed(economy.judgements)
        case Judgements():
            yield from _signed(block.judgements)
        case Estimates():
            yield from block.lines
            yield from (line for line in (block.rest, block.total) if line is not None)


def _signed(judgements: tuple[Judgement, ...]) -> Iterator[Statement]:
    for judgement in judgements:
        yield judgement
        yield from judgement.replies
