"""Countries, industries, products, currencies and years: from what people write to codes."""

from __future__ import annotations

from fairlead.classify.confirmations import Confirmations
from fairlead.classify.countries import country_name, match_country, table_country
from fairlead.classify.crosswalk import industry_name, wiod_industries
from fairlead.classify.industries import match_industry
from fairlead.classify.match import Candidate, Match, Target

__all__ = [
    "Candidate",
    "Confirmations",
    "Match",
    "Target",
    "country_name",
    "industry_name",
    "match_country",
    "match_industry",
    "table_country",
    "wiod_industries",
]
