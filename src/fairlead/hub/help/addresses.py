"""Addresses of help in each language: English has no prefix."""

from __future__ import annotations

from django.urls import reverse

__all__ = ["help_address", "name_in"]


def name_in(language: str, name: str) -> str:
    """The name of an address in a language.

    Examples
    --------
    >>> name_in("en", "help.country"), name_in("ne", "help.country")
    ('help.country', 'help.country.ne')
    """
    return name if language == "en" else f"{name}.{language}"


def help_address(language: str, code: str) -> str:
    """The address of a page of help: of one country or two, or where they are chosen."""
    if not code:
        return reverse(name_in(language, "help"))
    return reverse(name_in(language, "help.country"), kwargs={"code": code})
