"""Long lists: fifty rows on a page with the number of all, and filters that stay in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError

__all__ = ["ON_A_PAGE", "Part", "chosen", "part", "words"]

ON_A_PAGE = 50
LONGEST = 200
T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of a list.

    Attributes
    ----------
    rows
        What this page shows.
    total
        How many there are on all pages.
    number, last
        Which page it is, and which is the last, from 1.
    first
        Number of its first row, from 1; 0 if there is none.
    before, after
        Addresses of the pages beside it, with the same filters; empty where there is none.
    """

    rows: Sequence[T]
    total: int
    number: int
    last: int
    first: int
    before: str
    after: str

    @property
    def until(self) -> int:
        """Number of its last row."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def part(request: HttpRequest, rows: Sequence[T], size: int = ON_A_PAGE) -> Part[T]:
    """The part of a list that ``?page=`` asks for.

    Raises
    ------
    FairleadError
        If there is no such page.
    """
    last = max(1, -(-len(rows) // size))
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    if not 1 <= number <= last:
        raise FairleadError(
            _("There is no page %(page)s of this list.") % {"page": asked[:20]},
            fix=_("Its pages go from 1 to %(last)d.") % {"last": last},
        )
    start = (number - 1) * size
    return Part(
        rows=rows[start : start + size],
        total=len(rows),
        number=number,
        last=last,
        first=start + 1 if rows else 0,
        before=_at(request, number - 1) if number > 1 else "",
        after=_at(request, number + 1) if number < last else "",
    )


def _at(request: HttpRequest, number: int) -> str:
    query = [(name, value) for name, values in request.GET.lists() for value in values if name != "page" and value]
    if number > 1:
        query.append(("page", str(number)))
    return f"{request.path}?{urlencode(query)}" if query else request.path


def chosen(request: HttpRequest, name: str, values: Iterable[str] | Mapping[str, Any]) -> str:
    """The value of a filter in the address; empty where it is not set.

    Raises
    ------
    FairleadError
        If it is none of `values`.
    """
    asked = request.GET.get(name, "").strip()
    known = list(values)
    if asked and asked not in known:
        few = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
        raise FairleadError(
            _("The filter %(name)s cannot be %(value)s.") % {"name": name, "value": repr(asked[:60])},
            why=_("It is none of the values that this list has."),
            fix=_("Choose one of: %(values)s.") % {"values": few} if known else _("Leave the filter out."),
        )
    return asked


def words(request: HttpRequest, name: str = "q") -> str:
    """The free text of a filter.

    Raises
    ------
    FairleadError
        If it is too long to be one.
    """
    asked = " ".join(request.GET.get(name, "").replace("\x00", " ").split())
    if len(asked) > LONGEST:
        raise FairleadError(
            _("The text to look for is too long."), fix=_("Use at most %(most)d characters.") % {"most": LONGEST}
        )
    return asked
