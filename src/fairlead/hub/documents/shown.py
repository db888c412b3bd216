"""A draft as pages and programs read it: passages with their citations, placeholders and edits."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import msgspec

from fairlead.act.draft import Draft, Passage
from fairlead.act.editing import text_of
from fairlead.act.kinds import words
from fairlead.dossier.rows import resolve
from fairlead.errors import FairleadError
from fairlead.facts import Row
from fairlead.hub.lookup.shown import cited
from fairlead.report.references import safe_address

__all__ = ["plain_draft", "shown"]


def plain_draft(draft: Draft) -> dict[str, Any]:
    """The draft as data, ``fairlead.draft/1``."""
    found: dict[str, Any] = msgspec.to_builtins(draft)
    return found


def shown(draft: Draft) -> dict[str, Any]:
    """What the template of a draft needs."""
    return {
        "draft": draft,
        "words": words(draft.language),
        "language": draft.language,
        "direction": "rtl" if draft.language == "ar" else "ltr",
        "parts": _parts(draft.passages),
        "annex": _parts(draft.annex),
        "sources": [_source(one) for one in draft.sources],
        "blanks": draft.blanks,
        "left_out": draft.left_out,
        "marks": [words(draft.language)[mark] for mark in draft.marks],
    }


def _parts(passages: tuple[Passage, ...]) -> list[dict[str, Any]]:
    """Passages, those of one list or table together."""
    found: list[dict[str, Any]] = []
    for form, group in groupby(passages, key=lambda one: one.form):
        members = [_passage(one) for one in group]
        if form in ("point", "number", "row"):
            found.append({"form": form, "members": members})
        else:
            found += [{"form": form, "members": [one]} for one in members]
    return found


def _passage(one: Passage) -> dict[str, Any]:
    pieces = (
        [{"text": one.edited, "cites": sorted({n for piece in one.pieces for n in piece.cites}), "blank": ""}]
        if one.edited is not None
        else [{"text": piece.text, "cites": piece.cites, "blank": piece.blank} for piece in one.pieces]
    )
    cells: list[list[dict[str, Any]]] = [[]]
    for piece in pieces:
        first, *rest = str(piece["text"]).split("\t")
        cells[-1].append({**piece, "text": first, "cites": piece["cites"] if not rest else ()})
        for index, part in enumerate(rest):
            cells.append([{**piece, "text": part, "cites": piece["cites"] if index == len(rest) - 1 else ()}])
    return {
        "id": one.id,
        "form": one.form,
        "pieces": pieces,
        "cells": cells,
        "text": text_of(one),
        "edited": one.edited is not None,
        "provenance": one.provenance,
    }


def _source(one: Any) -> dict[str, Any]:
    row: Row | None = None
    if one.row is not None:
        try:
            found = resolve(one.row)
            row = found if isinstance(found, Row) else None
        except FairleadError:
            row = None
    return {
        "number": one.number,
        "says": one.says,
        "where": one.where,
        "url": safe_address(one.row.url) if one.row is not None else "",
        "record": cited(row)["row"] if row is not None else "",
    }
