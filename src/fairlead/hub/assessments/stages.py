"""What a run is doing, in the reader's language: the library says it in English, in a few fixed words."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

__all__ = ["STAGES", "stage_in_words"]

STAGES = (
    _("reading the list"),
    _("placing purchases in the trade table"),
    _("following the purchases back through the tiers"),
    _("drawing ranges"),
    _("searching the largest supply paths"),
    _("looking up law, treaties and social partners"),
)


def stage_in_words(said: str) -> str:
    """What a run is doing, as a sentence in the language of the page; words not known stay as the library says them.

    Examples
    --------
    >>> stage_in_words("")
    ''
    """
    if not said:
        return ""
    told = gettext(said)
    return told[:1].upper() + told[1:].rstrip(".") + "."
