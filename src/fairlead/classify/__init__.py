"""Countries, industries, products, currencies and years: from what people write to codes."""

from __future__ import annotations

from fairlead.classify.confirmations import Confirmations
from fairlead.classify.countries import country_name, match_country, table_country
from fairlead.classify.crosswalk import industry_name, wiod_industries
from fairlead.classify.industries import match_industry
from fairlead.classify.match import Candidate, Match, Target
from fairlead.classify.money import currency_code, money_years, price_factor, to_usd
from fairlead.classify.productivity import Growth, productivity, productivity_note

__all__ = [
    "Candidate",
    "Confirmations",
    "Growth",
    "Match",
    "Target",
    "country_name",
    "currency_code",
    "industry_name",
    "match_country",
    "match_industry",
    "money_years",
    "price_factor",
    "productivity",
    "productivity_note",
    "table_country",
    "to_usd",
    "wiod_industries",
]
