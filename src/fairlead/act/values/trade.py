"""What is at stake in trade: agreements with labour clauses, bans on goods made with forced labour, listed goods."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.rows import Together, joined, readable, said
from fairlead.act.values.said import Named, country, day
from fairlead.facts import Good, ImportBan, TradeAgreement, load
from fairlead.reason.company import contains

__all__ = ["VALUES", "Listed"]

MEASURES = ("import ban", "market ban", "negotiation")


def _agreements(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Agreements and preferences with labour clauses of the State, with the other State where there is one."""
    codes = [code for code in (scope.case.state, scope.case.partner) if code]
    parties = [{code, "EU"} if contains("EU", code, scope.case.day) == "yes" else {code} for code in codes]
    rows = [
        row
        for row in load(TradeAgreement)
        if parties and row.kind not in MEASURES and all(party & set(row.parties) for party in parties)
        if not row.lapsed or row.lapsed > scope.case.on
    ]
    return tuple(
        {
            "key": row.id,
            "name": Named(row.name),
            "provision": said(
                scope, _small(quoted(row.provision, scope.language)), row, "labour clause", _agreement(row)
            ),
            "enforceable": Named(row.enforceable),
            "in_force": bool(row.in_force) and row.in_force <= scope.case.on,
            "since": Named(day(row.in_force, scope.language) if row.in_force else ""),
        }
        for row in readable(scope, rows, _agreement)
    )


def _agreement(row: TradeAgreement) -> str:
    return f"{row.name}: {row.provision}"


def _bans(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Bans that keep out any good made with forced labour, and those on goods of the State; ended ones left aside."""
    rows = [
        row
        for row in load(ImportBan)
        if (row.kind == "general prohibition" or (row.origin == scope.case.state and "named" not in row.kind))
        and row.into not in (scope.case.state, "")
        and not (row.until and row.until <= scope.case.on)
    ]
    rows.sort(key=lambda row: (not row.origin, row.from_date))
    return tuple(
        {
            "key": row.id,
            "into": Named(_capital(country(row.into, scope.language) if row.into != "EU" else _union(scope.language))),
            "says": said(
                scope, _small(quoted(row.says.split(";")[0].rstrip("."), scope.language)), row, "import ban", _ban(row)
            ),
            "reference": Named(row.reference),
            "later": row.from_date > scope.case.on,
            "day": Named(day(row.from_date, scope.language)),
        }
        for row in readable(scope, rows, _ban)
    )


def _ban(row: ImportBan) -> str:
    return f"{country(row.into, 'en') if row.into != 'EU' else 'European Union'}: {row.says} {row.reference}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _union(language: str) -> str:
    from babel import Locale

    return "the European Union" if language == "en" else str(Locale(language).territories["EU"])


class Listed:
    """Goods of the State, and of the industry where one is chosen, on the list of the US Department of Labor.

    ``forced`` and ``child``: the goods listed for forced labour (that of children among it) and for child labour, in
    words; ``edition``: which. Nothing follows from a good not being listed.
    """

    def __init__(self, scope: Scope, iso3: str) -> None:
        from fairlead.facts.matching import industries_of

        self._scope = scope
        sector = scope.case.sector
        known = industries_of()
        rows = [
            row
            for row in load(Good)
            if row.iso3 == iso3
            and not row.downstream
            and (not sector or (row.good in known and sector in known[row.good].industries))
        ]
        told = readable(scope, rows, lambda row: f"{row.good} of {row.country}")
        self.forced = self._goods(
            [row for row in told if row.forced_labour or row.forced_child_labour], "forced labour"
        )
        self.child = self._goods([row for row in told if row.child_labour], "child labour")
        self.any = bool(told)
        self.edition = Named(told[0].edition if told else "")

    def _goods(self, rows: list[Good], why: str) -> Together:
        names = joined([row.good.lower() for row in rows], "en")
        shown = joined([term(row.good, self._scope.language).lower() for row in rows], self._scope.language)
        where = rows[0].country if rows else ""
        edition = f", edition of {rows[0].edition}" if rows else ""
        says = f"Listed for {why} in {where}{edition}: {names}"
        return Together(
            self._scope, shown, rows, says, each=lambda row: f"{row.good} of {row.country}, listed for {why}{edition}"
        )


def _small(text: str) -> str:
    """The beginning of a sentence as the middle of one, unless it is a name or an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if not first[1:].islower() or first.endswith(".") else text[:1].lower() + text[1:]


VALUES = {
    "agreements": _agreements,
    "bans": _bans,
    "listed": lambda scope: Listed(scope, scope.case.state),
    "partner_listed": lambda scope: Listed(scope, scope.case.partner),
}
