"""What a letter is written for, as a program says it: checked for its form here, for its sense by the library."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from django.utils.translation import gettext as _
from pydantic import Field

from fairlead.act.case import Case, Constituency, EvidenceKind
from fairlead.errors import FairleadError
from fairlead.hub.api.shapes import Given
from fairlead.hub.pages import today

__all__ = ["Answers", "CaseIn", "Code", "Day", "case_of"]

Code = Field("", max_length=40)
Day = Field("", max_length=10, description="A day, as 2026-11-21.")
Name = Field("", max_length=300)
Answers: dict[str, str] = Field(
    {}, max_length=200, description="Answers by the name of what is asked: yes, no, or a day."
)


class OrganisationIn(Given):
    """Somebody who writes, signs or stands beside."""

    name: str = Field(max_length=300)
    constituency: Constituency = "workers"
    country: str = Field("", max_length=3, description="ISO 3166 alpha-3.")
    kind: str = Code
    person: str = Name
    post: str = Name
    withheld: bool = Field(False, description="Whether its name stays out of the document.")


class TargetIn(Given):
    """The company or lender that the document is about."""

    name: str = Name
    home: str = Field("", max_length=3, description="Country of its seat.")
    lender: str = Code
    buyers: list[str] = Field([], max_length=200, description="Homes of its buyers.")
    parents: list[str] = Field([], max_length=200, description="Homes of its parent companies.")
    said: dict[str, Any] | None = Field(None, description="What else is known of it, for laws that bind by size.")


class ExhibitIn(Given):
    """One piece of evidence for the annex; names of workers stand nowhere in it."""

    title: str = Field(max_length=300)
    kind: EvidenceKind
    day: str = Field("", max_length=10)
    says: str = Field("", max_length=2000)
    origin: str = Name
    file: str = Name


class CaseIn(Given):
    """What a document is written for: who writes to whom, about what, with which evidence. Facts are never in it."""

    on: str = Field("", max_length=10, description="The date of the document; today where it is left out.")
    state: str = Field("", max_length=3, description="The State that is addressed or concerned, ISO 3166 alpha-3.")
    partner: str = Field("", max_length=3, description="Of a trade agreement, or where people in a corridor come from.")
    place: str = Field("", max_length=3, description="Where the abuse happens, if not in `state`.")
    sector: str = Field("", max_length=3, description="Industry, c1 to c35.")
    good: str = Field("", max_length=120)
    abuse: str = Field("forced_labour", max_length=40)
    instruments: list[str] = Field([], max_length=60, description="Those of the abuse where it is left out.")
    target: TargetIn = Field(default_factory=lambda: TargetIn.model_validate({}))
    writers: list[OrganisationIn] = Field([], max_length=60, description="Who writes; the first leads.")
    exhibits: list[ExhibitIn] = Field([], max_length=200)
    fields: dict[str, str] = Field({}, max_length=200, description="What only people know, by the placeholder's key.")
    language: Literal["en", "fr", "es", "ar"] = "en"
    estimate: bool = Field(False, description="Whether Fairlead's own range may stand in it, in its own sentence.")
    withhold: bool = Field(False, description="Whether names of writers are withheld, who sign by `through`.")
    through: OrganisationIn | None = None


def case_of(given: CaseIn) -> Case:
    """The case as the library takes it.

    Raises
    ------
    FairleadError
        If what is said of a company cannot be read; all else is checked where the case is used.
    """
    said = given.dict()
    try:
        return msgspec.convert({**said, "on": given.on or today().isoformat()}, Case)
    except msgspec.ValidationError as error:
        raise FairleadError(
            _("This case cannot be read."), why=str(error), fix=_("Leave out what is not known.")
        ) from None
