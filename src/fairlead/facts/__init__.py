"""Sourced facts: instruments, ratifications, goods, laws, cases and social partners.

Every table is a CSV file in ``data/`` with a short schema in ``schemas/`` and a typed record in `records`.
Every row names its source, the date it holds for, and how sure it is.
"""

from fairlead.facts.records.base import Record, Row, Source, Status
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
from fairlead.facts.schema import Field, Schema, schema, tables
from fairlead.facts.store import check, load, read, source

__all__ = [
    "CountryFinding",
    "Field",
    "GlobalUnion",
    "Good",
    "GoodIndustries",
    "Instrument",
    "LabourLaw",
    "LabourLawQuestion",
    "MigrationRule",
    "Ratification",
    "RatificationCoverage",
    "Record",
    "Row",
    "Schema",
    "SocialPartner",
    "Source",
    "StateImposed",
    "Status",
    "SupervisoryCase",
    "check",
    "load",
    "read",
    "schema",
    "source",
    "tables",
]
