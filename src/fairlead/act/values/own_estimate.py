"""Fairlead's own range for a State, where the writer chose to give it."""

from __future__ import annotations

from typing import Any

from fairlead import __version__
from fairlead.act.draft import Piece
from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.said import Named, number

__all__ = ["VALUES"]

METHOD = "trade tables of 2011 with employment and published rates of forced labour"
"""In a few words, for the sentence; the document's source leads to the method in full."""


class OwnEstimate:
    """``central``, ``low``, ``high``: people in forced labour in work done in the State; ``cite``: the source."""

    def __init__(self, scope: Scope) -> None:
        from fairlead.dossier.packaged import packaged

        self._scope = scope
        data = packaged()
        iso3 = scope.case.state
        self._range = data.figure("forced_labour", "country", iso3) if iso3 in data.named else None

    @property
    def known(self) -> bool:
        """Whether there is an estimate for the State."""
        return self._range is not None

    def __getattr__(self, end: str) -> Any:
        if end not in ("central", "low", "high"):
            raise AttributeError(end)
        if self._range is None:
            return Named("")
        from fairlead.report.words import significant

        return Named(number(significant(getattr(self._range, end)), self._scope.language))

    @property
    def method(self) -> Named:
        """The method, in a few words."""
        return Named(term(METHOD, self._scope.language))

    @property
    def cite(self) -> Any:
        """The citation alone."""
        return _Cite(self._scope)


class _Cite:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def token(self) -> str:
        numbers = self._scope.recorder.cite_own(
            f"Fairlead's own estimate: {METHOD}; central run with its 90 % range.",
            f"Fairlead {__version__}, account of forced labour, documentation of the method",
        )
        return self._scope.recorder.put(Piece(text="", cites=numbers))


VALUES = {"own_estimate": OwnEstimate}
