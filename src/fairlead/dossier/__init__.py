"""Dossiers: all that is known of one country, industry, good or corridor, with sources."""

from fairlead.dossier.country import dossier_country
from fairlead.dossier.model import Dossier

__all__ = ["Dossier", "dossier_country"]
