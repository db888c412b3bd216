"""What every typed record has: provenance."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

__all__ = ["Record", "Row", "Source", "Status"]

Status = Literal["verified", "recalled", "conflicting", "computed", "judgement"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records. `table` names the data file and the schema."""

    table: ClassVar[str] = ""


class Source(Record, frozen=True, kw_only=True):
    """Where facts come from, and on what terms."""

    table: ClassVar[str] = "sources"
    id: str
    title: str
    address: str
    licence: str
    as_of: str
    status: Status
    note: str


class Row(Record, frozen=True, kw_only=True):
    """A fact with its provenance: the source, the date it holds for and how sure it is."""

    source: str
    url: str
    as_of: str
    status: Status
    note: str

    @property
    def to_be_checked(self) -> bool:
        """Whether an answer that uses this row must carry the mark "to be checked"."""
        return self.status in ("recalled", "conflicting") or self.partly_recalled

    @property
    def partly_recalled(self) -> bool:
        """Whether the core was read but the note names a part, such as a date or a number, that was not."""
        return self.status == "verified" and ("to be checked" in self.note or "from memory" in self.note)
