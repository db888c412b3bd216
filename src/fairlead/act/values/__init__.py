"""Values by name, for the texts of documents: looked up when a text needs them, on the date of the case.

Each module of this folder offers ``VALUES``: what stands in texts by its first name (``state`` in ``state.name``), and
how it is made from a `Scope`. A module is added by putting it here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import msgspec

from fairlead.act.case import Case
from fairlead.act.kinds import Kind
from fairlead.act.recorder import Recorder

__all__ = ["Scope", "Values"]


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a value is made from."""

    case: Case
    kind: Kind
    recorder: Recorder
    labels: Mapping[str, str]

    @property
    def language(self) -> str:
        """Language of the document."""
        return self.case.language


class Values(Mapping[str, Any]):
    """All values of one document, each made once, when it is first asked for."""

    def __init__(self, scope: Scope) -> None:
        self._scope, self._made = scope, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _makers()[name](self._scope)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in _makers()

    def __iter__(self) -> Iterator[str]:
        return iter(_makers())

    def __len__(self) -> int:
        return len(_makers())


@cache
def _makers() -> dict[str, Callable[[Scope], Any]]:
    found: dict[str, Callable[[Scope], Any]] = {}
    for module in pkgutil.iter_modules(__path__):
        given = getattr(import_module(f"{__name__}.{module.name}"), "VALUES", {})
        if twice := found.keys() & given.keys():
            raise ValueError(f"two modules offer {', '.join(sorted(twice))}")
        found |= given
    return found
