"""The dossier of a country: law and practice first."""

from __future__ import annotations

from datetime import date

from fairlead.dossier.assemble import assemble
from fairlead.dossier.buyers import buyers_section
from fairlead.dossier.economies import economies_section
from fairlead.dossier.estimates import by_industry
from fairlead.dossier.law import law_section
from fairlead.dossier.listed import goods_section
from fairlead.dossier.migration import migration_section
from fairlead.dossier.model import Dossier, Facts, Section
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.own_copies import own_sections
from fairlead.dossier.packaged import packaged
from fairlead.dossier.partners import association_section
from fairlead.dossier.risk import risk_section
from fairlead.dossier.state import state_section
from fairlead.dossier.together import together_section

__all__ = ["dossier_country", "people_section"]


def dossier_country(iso3: str, *, on: date | None = None) -> Dossier:
    """All that is known of one country, law and practice first.

    Parameters
    ----------
    iso3
        ISO 3166 alpha-3.
    on
        The date for which every status is asked; today, if none.

    Raises
    ------
    FairleadError
        If no table has the country.

    Examples
    --------
    >>> dossier = dossier_country("BGD", on=date(2026, 6, 4))
    >>> [section.key for section in dossier.sections][:3]
    ['law', 'association', 'risk']
    """
    name = country_name(iso3)
    day = on or date.today()  # noqa: DTZ011 - a calendar day where the reader is
    said = spoken(name)
    sections = (
        law_section(iso3, said, day),
        association_section(iso3, said, day),
        risk_section(iso3, said, day),
        economies_section(iso3, said, day),
        goods_section(iso3, said),
        people_section(iso3, said),
        *own_sections(iso3, name),
        buyers_section(iso3, said, day),
        state_section(iso3, said, day),
        migration_section(iso3, said, day),
        together_section(iso3, said, day),
    )
    return assemble("country", iso3, name, "Country dossier", day, sections)


def people_section(iso3: str, name: str) -> Section:
    """Estimated people by industry: forced labour, and child labour apart."""
    if iso3 not in packaged().countries:
        missing = f"Estimates of people in {name}: the trade table does not have this country."
        block = Facts(key="estimates", title="Estimated people", not_collected=(missing,))
        return Section(key="people", title="Estimated people by industry", blocks=(block,))
    return Section(
        key="people",
        title="Estimated people by industry",
        about="Modelled from world and regional counts, never counted in the country. The two counts overlap and are "
        "never added. Forced labour that a State imposes and forced commercial sexual exploitation are in neither.",
        blocks=(by_industry("forced_labour", iso3), by_industry("child_labour", iso3)),
    )
