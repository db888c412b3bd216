"""Dossiers that several tests read, made once."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.dossier import Dossier, dossier_corridor, dossier_country, dossier_good, dossier_industry
from fairlead.dossier.names import known_countries

ON = date(2026, 6, 4)


@pytest.fixture(scope="session")
def countries() -> dict[str, Dossier]:
    """A dossier of every country that has one."""
    return {iso3: dossier_country(iso3, on=ON) for iso3 in known_countries()}


@pytest.fixture(scope="session")
def others() -> dict[str, Dossier]:
    """Dossiers of industries, chains, goods and corridors."""
    made = [
        *(dossier_industry(code, on=ON) for code in ("garments", "fishing", "construction", "c1", "c4", "c18", "c35")),
        *(dossier_good(name, on=ON) for name in ("Cotton", "Shrimp", "Bricks", "Solar Modules")),
        *(dossier_corridor(*ends, on=ON) for ends in (("NPL", "QAT"), ("BGD", "MYS"))),
        dossier_corridor("BGD", "MYS", "construction", on=ON),
        dossier_corridor("UZB", "KOR", "c1", on=ON),
    ]
    return {dossier.id: dossier for dossier in made}
