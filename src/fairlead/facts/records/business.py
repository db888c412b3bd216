"""Typed records of laws that bind business, import bans and trade agreements."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = [
    "RECORDS",
    "BusinessLaw",
    "BusinessLawDate",
    "BusinessLawScope",
    "ImportBan",
    "LawStrength",
    "TradeAgreement",
]


class BusinessLaw(Row, frozen=True, kw_only=True):
    """A law on forced or child labour that concerns business, with what it asks."""

    table: ClassVar[str] = "business_laws"
    id: str
    name: str
    jurisdiction: str
    place: str
    kind: str
    state: str
    binds: str
    forced_labour: str
    child_labour: str
    adopted: str
    in_force: str
    applies_from: str
    ended: str
    asks: str
    by_when: str
    sanction: str
    authority: str
    pending: str
    compiled: str


class BusinessLawScope(Row, frozen=True, kw_only=True):
    """One way into the scope of a law: ties to the jurisdiction and thresholds, with the dates they apply."""

    table: ClassVar[str] = "business_law_scopes"
    law: str
    scope: str
    who: str
    reference: str
    from_date: str
    to_date: str
    link: str
    turnover: int | None
    currency: str
    turnover_where: str
    staff: int | None
    staff_where: str
    assets: int | None
    line: str
    need: str
    goods: tuple[str, ...]
    sectors: tuple[str, ...]
    fact: str
    question: str


class BusinessLawDate(Row, frozen=True, kw_only=True):
    """One date of a law, or a date that another source gives."""

    table: ClassVar[str] = "business_law_dates"
    law: str
    date: str
    event: str
    role: str


class LawStrength(Row, frozen=True, kw_only=True):
    """Our judgement of one property of a law."""

    table: ClassVar[str] = "law_strength"
    law: str
    aspect: str
    grade: str
    finding: str
    reference: str

    @property
    def to_be_checked(self) -> bool:
        """Whether content and provision were judged without reading them in a public page."""
        return "to be checked" in self.note


class ImportBan(Row, frozen=True, kw_only=True):
    """A ban on goods made with forced labour: by product, origin or those who work."""

    table: ClassVar[str] = "import_bans"
    id: str
    law: str
    into: str
    kind: str
    origin: str
    area: str
    area_code: str
    whose: str
    goods: tuple[str, ...]
    made_with: tuple[str, ...]
    from_date: str
    until: str
    says: str
    reference: str


class TradeAgreement(Row, frozen=True, kw_only=True):
    """A trade agreement or preference that speaks of forced labour."""

    table: ClassVar[str] = "trade_agreements"
    id: str
    name: str
    parties: tuple[str, ...]
    kind: str
    in_force: str
    lapsed: str
    provision: str
    enforceable: str
    use: str


RECORDS: tuple[type[Record], ...] = (
    BusinessLaw,
    BusinessLawScope,
    BusinessLawDate,
    LawStrength,
    ImportBan,
    TradeAgreement,
)
