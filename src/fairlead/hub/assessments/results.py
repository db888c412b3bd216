"""Results as they are stored, read back: once for each process and run, since a finished run never changes."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from django.http import Http404
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.hub.assessments.models import Assessment, Purpose, Run, State

if TYPE_CHECKING:
    from fairlead.assess import result
    from fairlead.assess.compare import KeptDraws

__all__ = [
    "PARTS",
    "drawn",
    "draws_of",
    "forget",
    "found_of",
    "latest",
    "latest_check",
    "result_of",
    "set_parts",
    "version",
]

PARTS = ("forced-labour", "child-labour", "evidence", "actions", "list", "basis")
"""Parts of a result that have a page of their own, beside the summary."""

_LARGEST = 256 << 20  # bytes; the hub wrote it itself, so this only guards against a damaged row


def latest(assessment: Assessment) -> Run | None:
    """The newest version of the result."""
    done = assessment.runs.filter(number__isnull=False, state=State.DONE)
    found: Run | None = done.defer("draws").order_by("-number").first()
    return found


def latest_check(assessment: Assessment) -> Run | None:
    """What was found in the list, if it was read as it now stands."""
    found: Run | None = assessment.runs.filter(purpose=Purpose.CHECK, state=State.DONE).defer("draws").first()
    same = found is not None and found.sha256 == assessment.sha256 and found.reading == assessment.reading
    return found if same else None


def version(assessment: Assessment, number: int) -> Run:
    """One version of the result.

    Raises
    ------
    Http404
        If there is none.
    """
    found: Run | None = assessment.runs.filter(number=number, state=State.DONE).defer("draws").first()
    if found is None:
        raise Http404(_("There is no such version."))
    return found


def result_of(run: Run) -> result.Assessment:
    """The result of a run."""
    return _results(run.pk, bytes(run.answer or b""))


@lru_cache(16)
def _results(_run: UUID, packed: bytes) -> result.Assessment:
    from fairlead.report.json import FORMAT

    return FORMAT.parse(_unpacked(packed), _("This result"))


def found_of(run: Run) -> Mapping[str, Any]:
    """What was found in the list."""
    return _found(run.pk, bytes(run.answer or b""))


@lru_cache(16)
def _found(_run: UUID, packed: bytes) -> Mapping[str, Any]:
    found: Mapping[str, Any] = msgspec.json.decode(_unpacked(packed))
    return found


def draws_of(run: Run) -> KeptDraws | None:
    """Draws kept for comparisons."""
    from fairlead.assess.compare import decoded

    return decoded(_unpacked(bytes(run.draws))) if run.draws else None


def set_parts(model: Any, names: tuple[str, ...], base: str) -> Markup:
    """Parts of the report as HTML, with links between them; the library escapes every text in them."""
    from fairlead.report.html import part

    places = {"summary": base, **{name.replace("-", "_"): f"{base}{name}/" for name in PARTS}}
    made = [part(model, name.replace("-", "_"), places) for name in names]
    return Markup("\n".join(made))  # noqa: S704 - made by the library's own templates, which escape


def drawn(run: Run, names: tuple[str, ...], base: str) -> Markup:
    """Parts of the report of a run."""
    return _drawn(run.pk, names, base, bytes(run.answer or b""))


@lru_cache(24)
def _drawn(run: UUID, names: tuple[str, ...], base: str, packed: bytes) -> Markup:
    return set_parts(_results(run, packed), names, base)


def forget() -> None:
    """Keep no result in the memory of this process: something was deleted."""
    _results.cache_clear()
    _found.cache_clear()
    _drawn.cache_clear()


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompressobj().decompress(packed, _LARGEST)
