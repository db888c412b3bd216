"""Which import and market bans touch a good, an origin or those who made it, on a date.

A general prohibition catches any good made with forced labour: whether this one was, no table can say, so that the
answer is *unknown* with what would decide it. An order on a product and origin is *yes* where both are given; a good
that is often made with the product is *unknown* until the origin of the input is known, wherever the good itself was
made. Orders on named producers are *unknown* for the product and origin: producers are not named here, their names
stand in the lists of the authorities. Goods outside every row are not thereby free of forced labour.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from fairlead.facts import BusinessLaw, ImportBan, load
from fairlead.reason.answer import Answer, Verdict, answer
from fairlead.reason.company import all_of, any_of, contains
from fairlead.reason.days import span
from fairlead.reason.said import place_said
from fairlead.reason.words import names_good

__all__ = ["LISTS", "BanFinding", "bans_touching"]

LISTS = {
    "US-S307": "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings",
    "US-UFLPA": "https://www.dhs.gov/uflpa-entity-list",
}
"""Where the authorities name producers."""

ORDER = {"yes": 0, "unknown": 1, "no": 2}
KINDS = {
    "order on a product and origin": 0,
    "presumption": 1,
    "order on named producers": 2,
    "general prohibition": 3,
}


class BanFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one ban touches the good, with its reason."""

    ban: ImportBan
    answer: Answer

    def plain(self) -> dict[str, Any]:
        """The finding as plain data for JSON."""
        return {
            "ban": self.ban.id,
            "law": self.ban.law,
            "into": self.ban.into,
            "kind": self.ban.kind,
            "says": self.ban.says,
            "list_of_producers": LISTS.get(self.ban.law, "") if self.ban.kind == "order on named producers" else "",
            "answer": self.answer.plain(),
        }


def bans_touching(
    on: date, *, good: str | None = None, origin: str | None = None, into: str | None = None, maker: str | None = None
) -> tuple[BanFinding, ...]:
    """Every ban of the table with its answer: first those that touch, then the unknown; special before general.

    Parameters
    ----------
    on
        The day of import.
    good
        The good in words, for instance ``"cotton shirts"``; not said if ``None``.
    origin
        Where the good, or the input that matters, comes from: ISO 3166 alpha-3, or ISO 3166-2 (``CN-XJ``).
    into
        The market it goes to; all markets if ``None``.
    maker
        Who made it, in words, for instance ``"nationals of North Korea"``.

    Examples
    --------
    >>> found = bans_touching(date(2026, 11, 20), good="cotton", origin="TKM", into="USA")
    >>> [(finding.ban.id, finding.answer.verdict) for finding in found][:2]
    [('US-WRO-TKM-COTTON', 'yes'), ('US-CAATSA-DPRK', 'unknown')]
    >>> shirts = bans_touching(date(2026, 11, 20), good="cotton shirts", origin="BGD", into="USA")
    >>> {finding.ban.id: finding.answer.verdict for finding in shirts}["US-WRO-TKM-COTTON"]
    'unknown'
    """
    found = [_touches(ban, on, good, origin, into, maker) for ban in load(ImportBan)]
    return tuple(sorted(found, key=lambda one: (ORDER[one.answer.verdict], KINDS[one.ban.kind], one.ban.id)))


def _touches(
    ban: ImportBan, on: date, good: str | None, origin: str | None, into: str | None, maker: str | None
) -> BanFinding:
    in_time, when = _time(ban, on)
    market: Verdict = "yes" if into is None else any_of([contains(ban.into, into, on), contains(into, ban.into, on)])
    if in_time == "no" or market == "no":
        if in_time == "no":
            change = "It is renewed." if "ended" in when else "The day is later."
            return _finding(ban, "no", when, [change])
        text = f"It closes the market of {place_said(ban.into)}, not of {place_said(str(into))}."
        return _finding(ban, "no", text, [f"It goes to {place_said(ban.into)}, as it is or inside another good."])
    if ban.kind == "general prohibition":
        text = f"{ban.says} Whether this good was made with forced labour, no table can say."
        return _finding(
            ban, "unknown", text, ["Evidence of how it was made: the indicators of the ILO, workers' own word."]
        )
    if ban.whose and not ban.area_code:
        return _by_maker(ban, in_time, maker)
    return _by_good(ban, in_time, when, good, origin, on)


def _time(ban: ImportBan, on: date) -> tuple[Verdict, str]:
    first, surely = span(ban.from_date)
    if on < first:
        return "no", f"It applies from {ban.from_date} only."
    if ban.until and on >= span(ban.until)[1]:
        return "no", f"It ended on {ban.until}."
    if on < surely:
        return "unknown", f"It began in {ban.from_date}; the day was not read."
    return "yes", ""


def _by_maker(ban: ImportBan, in_time: Verdict, maker: str | None) -> BanFinding:
    if maker is not None and (names_good(maker, ban.whose) or names_good(ban.whose, maker)):
        return _finding(ban, in_time, f"It touches what {ban.whose} made: {ban.says}", [])
    where = LISTS.get(ban.law, "")
    text = f"{ban.says} Who made it, at every stage, decides."
    change = f"Compare the makers with {where}." if where else f"Say who made it; {ban.whose} are meant."
    return _finding(ban, "unknown", text, [change])


def _by_good(ban: ImportBan, in_time: Verdict, when: str, good: str | None, origin: str | None, on: date) -> BanFinding:
    same = _names(good, ban.goods)
    made = _names(good, ban.made_with) if ban.made_with else "no"
    if not ban.goods:  # any good of the place: an input from there suffices
        same = made = "yes"
    place = _from(ban, origin)
    if any_of([same, made]) == "no":
        text = f"It is about {_listed(ban.goods)}; {good} is not named."
        return _finding(ban, "no", text, [f"It is, or holds, any of: {_listed(ban.goods)}."])
    area = ban.area or place_said(ban.origin)
    if place == "no" and made == "no":
        text = f"It is about {_listed(ban.goods)} from {area}, not from {place_said(str(origin))}."
        return _finding(ban, "no", text, [f"It, or anything in it, comes from {area}."])
    if ban.kind == "order on named producers" and all_of([same, place]) != "no":
        text = f"{ban.says} It names producers, who are not named here; this good and origin are concerned."
        return _finding(ban, "unknown", text, [f"Compare the producers with {LISTS[ban.law]}."])
    if all_of([same, place, in_time]) == "yes":
        changes = [f"Proof that it was not made there by forced labour ({ban.reference})."]
        stale = on > span(ban.as_of)[1] and ban.kind == "order on a product and origin"
        text = f"{ban.says} So it stood when last checked on {ban.as_of}." if stale else ban.says
        if stale:  # orders are changed and lifted by notice, without a date known beforehand
            changes.append(f"Compare with {LISTS[ban.law]}: orders are changed and lifted by notice.")
        return _finding(ban, "yes", text, changes)
    parts = [
        when,
        f"Which good it is, is not said; it is about {_listed(ban.goods)}." if same == "unknown" else "",
        f"Whether it, or anything in it, comes from {area} is not said." if place != "yes" else "",
        f"It is often made with {_listed(ban.goods)}; where that was from decides." if place == "yes" != same else "",
    ]
    text = " ".join([ban.says, *(part for part in parts if part)])
    return _finding(
        ban, "unknown", text, [f"The origin of every input, down to {_listed(ban.goods) or 'raw material'}."]
    )


def _names(good: str | None, goods: tuple[str, ...]) -> Verdict:
    if good is None or not any(letter.isalpha() for letter in good):
        return "unknown"
    return "yes" if any(names_good(good, one) for one in goods) else "no"


def _from(ban: ImportBan, origin: str | None) -> Verdict:
    if origin is None:
        return "unknown"
    wanted = ban.area_code or ban.origin
    verdict = contains(wanted, origin, date.max)
    # an area without a code of its own: the country alone does not decide
    return "unknown" if verdict == "yes" and ban.area and not ban.area_code else verdict


def _listed(goods: tuple[str, ...]) -> str:
    return ", ".join(goods)


def _finding(ban: ImportBan, verdict: Verdict, text: str, changes: list[str]) -> BanFinding:
    law = next(row for row in load(BusinessLaw) if row.id == ban.law)
    return BanFinding(
        ban=ban,
        answer=answer(verdict, text, (ban, law), references=[ban.reference], changes=changes, as_of=ban.as_of),
    )
