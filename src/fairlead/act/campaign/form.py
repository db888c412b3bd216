"""The public JSON format of campaigns, ``fairlead.campaign/1``."""

from __future__ import annotations

from fairlead.act.campaign.checks import checked
from fairlead.act.campaign.model import SCHEMA, Campaign
from fairlead.report.formats import Format

__all__ = ["FORMAT", "parse"]

FORMAT: Format[Campaign] = Format(
    Campaign, SCHEMA, what="a campaign", maker="fairlead campaign new", packages=("fairlead.act.campaign",)
)


def parse(content: bytes, name: str = "the file") -> Campaign:
    """A campaign from its JSON, checked.

    Parameters
    ----------
    content
        The JSON.
    name
        What it is called in errors.

    Raises
    ------
    InputError
        If it is not of this format, or cannot be used; with every problem.

    Examples
    --------
    >>> parse(b'{"schema": "fairlead.campaign/1", "objective": "ratify", "country": "NPL"}').country
    'NPL'
    """
    return checked(FORMAT.parse(content, name))
