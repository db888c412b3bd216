"""Shapes that several parts of the interface share, and how answers are declared and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from fairlead.hub.api.faults import Error
from fairlead.hub.pages import Page

__all__ = ["Done", "Given", "Part", "Record", "Rows", "answers", "data_of", "listed", "many", "written"]

ALWAYS = (400, 401, 422, 429)
"""What any operation may answer: it cannot be read, the token is not good, a value cannot be, too often."""
T = TypeVar("T")


class Part(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=500, description="How many, at most.")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="How many to leave out before them.")


class Given(Schema):
    """The body of a request: what is not described is refused, and no text holds a NUL or half of a sign."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def _no_nul(self) -> Given:
        if _unkept(self.model_dump()):
            raise ValueError("no text holds a NUL or half of a sign")
        return self


def _unkept(value: Any) -> bool:
    """Whether it holds what no database keeps."""
    if isinstance(value, dict):
        return any(_unkept(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return any(_unkept(one) for one in value)
    return isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value))


class Record(Schema):
    """An object whose fields are described elsewhere: see the documentation of the operation."""

    model_config = ConfigDict(extra="allow")


class Done(Schema):
    """It is done."""

    done: bool = True


class Rows(Schema):
    """A part of a list, and how many there are in all that this reader sees."""

    total: int
    limit: int
    offset: int
    rows: list[Record]


def answers(ok: Any, *others: int, status: int = 200) -> dict[Any, Any]:
    """The answers of an operation as they are declared."""
    larger = {413} if 415 in others else set()  # whatever takes a body may be sent too much
    return {status: ok, **dict.fromkeys(sorted({*ALWAYS, *others, *larger}), Error)}


def written(data: Any, status: int = 200) -> HttpResponse:
    """Data as JSON, the way the pages write it."""
    return HttpResponse(msgspec.json.encode(data), content_type="application/json", status=status)


def listed(rows: Sequence[T], part: Part, to_plain: Callable[[T], Any] = lambda row: row, **more: Any) -> HttpResponse:
    """A part of a list with the number of all; `more` stands before it."""
    return many(len(rows), rows[part.offset : part.offset + part.limit], part, to_plain, **more)


def many(
    total: int, shown: Sequence[T], part: Part, to_plain: Callable[[T], Any] = lambda row: row, **more: Any
) -> HttpResponse:
    """A part of a list that was cut already."""
    about = {"total": total, "limit": part.limit, "offset": part.offset}
    return written({**more, **about, "rows": [to_plain(row) for row in shown]})


def data_of(view: Callable[..., Any], request: HttpRequest, **named: Any) -> HttpResponse:
    """What a page holds as data, so that page and interface cannot differ."""
    page = view(request, **named)
    assert isinstance(page, Page), "this page leads elsewhere: give it the code as it is written there"
    return written(page.data, page.status)
