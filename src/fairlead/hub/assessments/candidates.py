"""Candidates of a reading, from the words that a result holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["candidates_of"]

_WORDS = re.compile(r"(\S+) (.*) \(([01]\.\d\d): (.*)\)", re.DOTALL)


def candidates_of(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Take candidates apart.

    Examples
    --------
    >>> candidates_of(["COD Congo (Democratic Republic) (0.62: shares the name)"])[0]["name"]
    'Congo (Democratic Republic)'
    """
    found = [match for text in texts if (match := _WORDS.fullmatch(text))]
    return [{"code": m[1], "name": m[2], "score": float(m[3]), "reason": m[4]} for m in found]
