"""Dossiers: all that is known of one country, industry, good or corridor, with sources."""

from fairlead.dossier.corridor import dossier_corridor
from fairlead.dossier.country import dossier_country
from fairlead.dossier.good import dossier_good
from fairlead.dossier.industry import dossier_industry
from fairlead.dossier.model import Dossier

__all__ = ["Dossier", "dossier_corridor", "dossier_country", "dossier_good", "dossier_industry"]
