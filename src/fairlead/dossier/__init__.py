"""Dossiers: all that is known of one country, industry, good or corridor, with sources."""

from fairlead.dossier.model import Dossier

__all__ = ["Dossier"]
