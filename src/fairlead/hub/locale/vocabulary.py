"""Words of the library that pages show as they are: values of closed lists, titles of tables, marks and verdicts.

The library speaks English and knows no gettext. Where a page puts out one of these words by itself, it goes through
the catalogue here, in one place; sentences of rules and texts of facts stay in the language of their source.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

from django.utils.translation import gettext
from jinja2.ext import Extension

__all__ = ["Shown", "in_language", "words"]

MARKS = ("to be checked", "in part to be checked", "not collected yet", "partly", "open", "closed", "follow-up")


@cache
def words() -> frozenset[str]:
    """Every word of the library that is one of few, and so can be translated."""
    from fairlead.facts import schema, tables
    from fairlead.reason.answer import Verdict
    from fairlead.reason.law_versions import Standing
    from fairlead.reason.plans import PlanStatus

    found = {*MARKS, *get_args(Verdict), *get_args(Standing), *get_args(PlanStatus)}
    for name in tables():
        about = schema(name)
        found.add(about.title)
        found.update(value for field in about.fields.values() for value in field.values)
    return frozenset(word for word in found if any(sign.isalpha() for sign in word))


def in_language(value: Any) -> Any:
    """A word of the library in the reader's language; anything else as it is.

    Examples
    --------
    >>> in_language("to be checked"), in_language(3)
    ('to be checked', 3)
    """
    return gettext(value) if type(value) is str and value in words() else value


class Shown(Extension):
    """Has every expression of a template that stands between tags go through `in_language`.

    What stands inside a tag (the value of a choice, a class, an address) stays as it is.
    """

    _PIECES = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(?=[a-zA-Z/!])|>", re.DOTALL)
    _EXPRESSION = re.compile(r"\{\{([-+]?)(.*?)([-+]?)\}\}", re.DOTALL)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The template with the filter where it belongs."""
        inside = False

        def said(found: re.Match[str]) -> str:
            nonlocal inside
            piece = found[0]
            if piece in "<>":
                inside = piece == "<"
            elif piece.startswith("{{") and not inside:
                return self._EXPRESSION.sub(r"{{\1 (\2) | in_language \3}}", piece)
            return piece

        return self._PIECES.sub(said, source)
