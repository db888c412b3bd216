"""Forgetting what was worked out from facts, after facts have changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

__all__ = ["WITHOUT_FACTS", "forget"]

WITHOUT_FACTS = (
    "fairlead.flows",
    "fairlead.labour",
    "fairlead.classify",
    "fairlead.chain",
    "fairlead.facts.schema",
    "fairlead.facts.values",
)
"""Packages that use no facts, and keep what is slow to read: trade tables, classifications and schemas."""

_CACHED: type[Any] = type(cache(lambda: None))


def forget() -> int:
    """Empty every functools cache in the modules of Fairlead that are loaded; gives how many there are.

    Caches of `WITHOUT_FACTS` are left. A call that is under way in another thread may still keep what it worked out
    from the old facts: see to it that none is.

    Examples
    --------
    >>> from fairlead.facts import store
    >>> store.load("goods") and store._load.cache_info().currsize > 0
    True
    >>> forget() > 10, store._load.cache_info().currsize
    (True, 0)
    """
    found = {id(one): one for module in _modules() for one in _cached(module)}
    for one in found.values():
        one.cache_clear()
    return len(found)


def _modules() -> Iterator[ModuleType]:
    for name, module in tuple(sys.modules.items()):
        if name.startswith("fairlead.") and not any(
            name == kept or name.startswith(kept + ".") for kept in WITHOUT_FACTS
        ):
            yield module


def _cached(module: ModuleType) -> Iterator[Any]:
    own = [value for value in tuple(vars(module).values()) if isinstance(value, type)]
    for holder in (module, *(kind for kind in own if kind.__module__ == module.__name__)):
        for value in tuple(vars(holder).values()):
            function = getattr(value, "__func__", None) if isinstance(value, (staticmethod, classmethod)) else value
            if isinstance(function, _CACHED) and not _kept(function):
                yield function


def _kept(function: Any) -> bool:
    """Whether the function was only imported from a package that uses no facts."""
    return str(function.__module__).startswith(WITHOUT_FACTS)
