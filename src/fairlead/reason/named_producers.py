"""Whether a name stands in the user's own copies of the authorities' lists of producers.

Fairlead carries no names of producers. Names are compared letter by letter, without case, punctuation and spaces: a
likeness is never a finding, because another company may bear a similar name. Not listed is not safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fairlead.facts.records.base import Row
from fairlead.reason.answer import Answer, answer
from fairlead.reason.days import span

__all__ = ["named_in_lists"]

SOURCES = {
    "uflpa": "the list under the Uyghur Forced Labor Prevention Act",
    "cbp-wro": "the list of withhold release orders and findings",
}
ADDRESSES = "Compare the address and the language of the original before anything is said of this company."


def named_in_lists(maker: str, on: date) -> tuple[Answer, ...]:
    """One answer for each list: whether it names the maker on the day.

    Parameters
    ----------
    maker
        A name, as it stands on an invoice or a label.
    on
        The day asked about. A list says nothing of days after its copy, save that a name stood in it.

    Examples
    --------
    >>> [found.verdict for found in named_in_lists("Example Mill", date(2026, 1, 1))]  # no copy is kept
    ['unknown', 'unknown']
    """
    return tuple(_in_list(source, title, maker, on) for source, title in SOURCES.items())


def _in_list(source: str, title: str, maker: str, on: date) -> Answer:
    from fairlead.facts.readers import own

    rows: tuple[Any, ...] = own.rows(source)
    if not rows:
        text = f"No copy of {title} is kept here, so whether it names {maker} is not known."
        return answer("unknown", text, changes=[f"Read your own copy: fairlead facts read {source} FILE."])
    as_of = rows[0].as_of
    wanted = _letters(maker)
    same = [row for row in rows if wanted and wanted in map(_letters, _names(row))]
    begun = [row for row in same if span(row.effective)[0] <= on]
    if begun:
        row = begun[0]
        active = getattr(row, "in_effect", "Active").casefold() == "active"
        state = "" if active else f"; the list says of it: {row.in_effect}"
        text = f"{title.capitalize()} names {row.entity} since {row.effective}{state}, in your copy of {as_of}."
        return _said("yes" if active else "unknown", text, begun, as_of)
    if same:
        text = f"{title.capitalize()} names {same[0].entity} from {same[0].effective} only, in your copy of {as_of}."
        return _said("no", text, same, as_of)
    near = [row for row in rows if wanted and any(wanted in _letters(name) for name in _names(row))]
    if near:
        names = ", ".join(row.entity for row in near[:3])
        text = f"{title.capitalize()} has names that contain this one ({names}); whether one is the same is not known."
        return _said("unknown", text, near[:3], as_of)
    if as_of and on > span(as_of)[1]:
        text = f"{title.capitalize()} did not name {maker} in your copy of {as_of}; later entries are not in it."
        return answer("unknown", f"{text} Absence is not evidence of absence.", as_of=as_of)
    text = f"{title.capitalize()} does not name {maker} in your copy of {as_of}."
    return answer("no", f"{text} Absence is not evidence of absence.", as_of=as_of)


def _said(verdict: Any, text: str, rows: list[Row], as_of: str) -> Answer:
    return answer(verdict, text, rows, changes=[ADDRESSES], as_of=as_of)


def _names(row: Any) -> Iterator[str]:
    yield row.entity
    yield from getattr(row, "other_names", ())


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
