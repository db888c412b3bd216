"""Sourced facts: instruments, ratifications, goods, laws, cases and social partners.

Every table is a CSV file in ``data/`` with a short schema in ``schemas/`` and a typed record in `records`.
Every row names its source, the date it holds for, and how sure it is.
"""

from fairlead.facts.records.base import Record, Row, Source, Status
from fairlead.facts.records.business import (
    BusinessLaw,
    BusinessLawDate,
    BusinessLawScope,
    ImportBan,
    LawStrength,
    TradeAgreement,
)
from fairlead.facts.records.commitments import (
    ActionPlan,
    GapProfile,
    MeasureTag,
    Pathfinder,
    PlanResearch,
    ProtocolMeasure,
    PublishedCount,
    StateCommitment,
)
from fairlead.facts.records.core import (
    CountryFinding,
    GlobalUnion,
    Good,
    GoodIndustries,
    Instrument,
    LabourLaw,
    LabourLawQuestion,
    MigrationRule,
    Ratification,
    RatificationCoverage,
    SocialPartner,
    StateImposed,
    SupervisoryCase,
)
from fairlead.facts.records.routes import (
    Abuse,
    AccountabilityRoute,
    ContactPoint,
    FrameworkAgreement,
    HelpPoint,
    PolicyBody,
    RouteOrder,
    RouteTerritory,
)
from fairlead.facts.schema import Field, Schema, schema, tables
from fairlead.facts.store import check, load, read, source

__all__ = [
    "Abuse",
    "AccountabilityRoute",
    "ActionPlan",
    "BusinessLaw",
    "BusinessLawDate",
    "BusinessLawScope",
    "ContactPoint",
    "CountryFinding",
    "Field",
    "FrameworkAgreement",
    "GapProfile",
    "GlobalUnion",
    "Good",
    "GoodIndustries",
    "HelpPoint",
    "ImportBan",
    "Instrument",
    "LabourLaw",
    "LabourLawQuestion",
    "LawStrength",
    "MeasureTag",
    "MigrationRule",
    "Pathfinder",
    "PlanResearch",
    "PolicyBody",
    "ProtocolMeasure",
    "PublishedCount",
    "Ratification",
    "RatificationCoverage",
    "Record",
    "RouteOrder",
    "RouteTerritory",
    "Row",
    "Schema",
    "SocialPartner",
    "Source",
    "StateCommitment",
    "StateImposed",
    "Status",
    "SupervisoryCase",
    "TradeAgreement",
    "check",
    "load",
    "read",
    "schema",
    "source",
    "tables",
]
