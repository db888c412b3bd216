"""A dossier on a terminal: the parts in short by default, everything with ``detail``.

Works from 60 columns up, without colour when piped, and in plain ASCII where the terminal knows no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fairlead.dossier import model
from fairlead.dossier.report import figures
from fairlead.dossier.report.condense import condensed, stated
from fairlead.dossier.report.notes import Notes
from fairlead.dossier.report.wording import FIRST, FOOT, KINDS, aside, beside, capital, leading, plain_text, signature
from fairlead.report.console import Page
from fairlead.report.words import plural, sentence

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["render"]

_SHORT, _LINES = 3, 6
_ROOM = 40  # columns that names of industries take


def render(dossier: model.Dossier, console: Console, *, detail: bool = False, next_steps: Sequence[str] = ()) -> None:
    """Print a dossier.

    Parameters
    ----------
    dossier
        What to print.
    console
        A rich console; its width, encoding and colours are respected.
    detail
        Print everything instead of the first lines of each part.
    next_steps
        What to run next, one line each.
    """
    _Printer(dossier, Page(console), detail).print(next_steps)


class _Printer:
    def __init__(self, dossier: model.Dossier, page: Page, detail: bool) -> None:
        self.dossier, self.page, self.detail = dossier, page, detail
        self.notes = Notes(dossier)
        self.stated = stated(dossier)
        self.cited: set[int] = set()

    def print(self, next_steps: Sequence[str]) -> None:
        dossier, page = self.dossier, self.page
        page.line(f"Fairlead: {dossier.title}", "bold")
        page.line(f"{dossier.subtitle or KINDS[dossier.kind]}, as of {dossier.on}", "dim")
        if dossier.summary:
            page.heading(FIRST)
            page.bullets(self._fact(fact) for fact in dossier.summary)
        for section in dossier.sections:
            page.heading(section.title.upper())
            if section.about:
                page.line(section.about, "dim")
            for block in section.blocks:
                self._block(block)
        if self.detail:
            page.heading("Methods")
            page.bullets(
                f"{method.title}: {method.text} ({method.docs}){self._cite(self.notes.of_method(method))}"
                for method in dossier.methods
            )
        page.heading("Limits")
        page.bullets(dossier.limits)
        page.heading("Sources")
        for note in self.notes:
            if note.number in self.cited:
                mark = f" [{note.mark}]" if note.mark else ""
                as_of = f", as of {note.as_of}" if note.as_of else ""
                page.line(f"[{note.number}] {note.title}{mark}{as_of} {note.url}".rstrip())
        page.line(FOOT, "dim")
        if next_steps:
            page.heading("Next")
            page.bullets(next_steps)

    def _block(self, block: model.Block) -> None:
        self.page.heading(block.title)
        if block.about and self.detail:
            self.page.line(block.about, "dim")
        match block:
            case model.Facts():
                self._facts(block.facts, condense=not self.detail)
            case model.Partners():
                self._list([self._partner(partner) for partner in self._sides(block)], len(block.partners))
                self._facts(block.facts)
            case model.RiskFactors():
                for factor in block.factors:
                    self._factor(factor)
            case model.Economies():
                for economy in block.economies:
                    self._economy(economy)
            case model.Judgements():
                self._list(list(self._judgements(block.judgements)), 0)
            case model.Estimates():
                self._estimates(block)
        if block.not_collected:
            self.page.line(" ".join(block.not_collected), "dim")

    def _first(self, items: Sequence[model.Fact]) -> Sequence[model.Fact]:
        return items if self.detail else items[:_SHORT]

    def _facts(self, facts: Sequence[model.Fact], *, condense: bool = False) -> None:
        standings, rest = condensed(facts, self.stated) if condense else ((), tuple(facts))
        for one in standings:
            mark = f" [{one.mark}]" if one.mark else ""
            cite = self._cite(self.notes.numbers(one.rows))
            self.page.bullets([f"{one.value[:1].upper()}{one.value[1:]}: {', '.join(one.labels)}{mark}{cite}"])
        self._list([self._fact(fact) for fact in self._first(rest)], len(rest))

    def _list(self, lines: Sequence[str], of: int) -> None:
        if lines:
            self.page.bullets(lines)
        self._more(of - len(lines))

    def _more(self, count: int) -> None:
        self.page.more(count, "--detail")

    def _sides(self, block: model.Partners) -> list[model.Partner]:
        sides = ([item for item in block.partners if item.side == side] for side in ("workers", "employers"))
        return [item for side in sides for item in (side if self.detail else side[:_SHORT])]

    def _cite(self, numbers: Iterable[int]) -> str:
        found = tuple(numbers)
        self.cited |= set(found)
        return f" [{', '.join(map(str, found))}]" if found else ""

    def _said(self, item: model.Fact | model.RiskFactor | model.Economy) -> str:
        mark = f" [{item.mark}]" if item.mark else ""
        text = beside(item) if isinstance(item, model.Fact) else plain_text(item.text, item.mark)
        return f"{text}{mark}{self._cite(self.notes.numbers(item.rows))}"

    def _fact(self, fact: model.Fact) -> str:
        lead = leading(fact)
        note = f" {capital(aside(fact))}" if aside(fact) and self.detail else ""
        return (f"{sentence(lead)} " if lead else "") + self._said(fact) + note

    def _partner(self, item: model.Partner) -> str:
        side = {"workers": "Workers", "employers": "Employers"}[item.side]
        mark = f" [{item.mark}]" if item.mark else ""
        place = item.country_name if self.dossier.kind != "country" else ""
        rest = "; ".join(part for part in (place, item.affiliation, item.note if self.detail else "") if part)
        return f"{side}: {item.name}{mark}{f' ({rest})' if rest else ''}{self._cite(self.notes.numbers(item.rows))}"

    def _factor(self, factor: model.RiskFactor) -> None:
        self.page.line(f"{factor.name}{self._cite(self.notes.numbers(factor.rows))}", "bold" if self.detail else "")
        if self.detail:
            self.page.line(self._said(factor))
        known = [item for item in factor.indicators if item.value is not None]
        shown = factor.indicators if self.detail else known[:_SHORT]
        lines = [self._indicator(item) for item in shown]
        self._list([*lines, *([factor.absent] if factor.absent else [])], 0)
        self._more(len(factor.indicators) - len(shown))
        if self.detail:
            self._facts(factor.facts, condense=True)

    def _indicator(self, item: model.Indicator) -> str:
        mark = f" [{item.mark}]" if item.mark else ""
        said = [item.position and item.position.text, item.trend and item.trend.text, item.note]
        text = " ".join(capital(part) for part in said if part) if self.detail else ""
        value = f"{figures.indicator_value(item)}{mark}{self._cite(self.notes.numbers(item.rows))}"
        return f"{item.label}: {value}" + (f". {text}" if text else "")

    def _economy(self, economy: model.Economy) -> None:
        self.page.line(economy.name, "bold" if self.detail else "")
        if self.detail:
            self.page.line(self._said(economy))
        for title, facts in (("Speaks for it", economy.speaks_for), ("Speaks against it", economy.speaks_against)):
            if self.detail and facts:
                self.page.line(f"{title}:")
                self._facts(facts, condense=True)
            else:
                rows = tuple(row for fact in facts for row in fact.rows)
                found = (
                    f"{plural(len(facts), 'fact')}{self._cite(self.notes.numbers(rows))}"
                    if facts
                    else "nothing recorded"
                )
                self.page.bullets([f"{title}: {found}"])
        self._list(list(self._judgements(economy.judgements)), 0)

    def _judgements(self, judgements: Iterable[model.Judgement]) -> Iterable[str]:
        for item in judgements:
            yield f"{item.text} {signature(item)}{self._cite(self.notes.numbers(item.rows))}"
            for reply in item.replies:
                yield f"Reply: {reply.text} {signature(reply)}{self._cite(self.notes.numbers(reply.rows))}"

    def _estimates(self, block: model.Estimates) -> None:
        method = self.notes.method(block)
        named = self._cite(self.notes.of_method(method)) if method else ""
        about = f"{sentence(block.definition)} {sentence(block.frame)} Ranges are 90 %.{named}"
        self.page.line(about, "dim")
        shown = block.lines if self.detail else block.lines[:_LINES]
        ends = tuple(line for line in (block.rest, block.total) if line is not None)
        columns = block.columns
        if self.detail and len(columns) > 1 and self.page.width < _ROOM + 26 * len(columns):
            self.page.bullets(self._in_words(line, block) for line in (*shown, *ends))
        elif shown or ends:
            self._table((*shown, *ends), block, columns if self.detail else columns[:1])
        self._more(len(block.lines) - len(shown))
        if self.detail:
            noted = [f"{line.label}: {sentence(line.note)}" for line in (*shown, *ends) if line.note]
            self._list([*noted, *block.cautions], 0)

    def _in_words(self, line: model.Estimate, block: model.Estimates) -> str:
        said = [
            f"{figures.heading(column)}: {figures.shown(value, column)}"
            for value, column in zip(line.values, block.columns, strict=True)
            if value is not None
        ]
        return f"{line.label}{self._cite(self.notes.numbers(line.rows))}: {'; '.join(said)}"

    def _table(
        self, lines: Sequence[model.Estimate], block: model.Estimates, columns: Sequence[model.EstimateColumn]
    ) -> None:
        shares = any(line.share is not None for line in lines)
        top = max((line.values[0].high for line in block.lines if line.values[0] is not None), default=0.0)
        self.page.table(
            (
                figures.named(block),
                *(figures.heading(column) for column in columns),
                *(("share",) if shares else ()),
                "",
            ),
            (
                (
                    f"{line.label}{self._cite(self.notes.numbers(line.rows))}",
                    *(figures.shown(value, column) for value, column in zip(line.values, columns, strict=False)),
                    *((figures.share(line),) if shares else ()),
                    self._bar(line, block, top),
                )
                for line in lines
            ),
            right=tuple(range(1, len(columns) + 1 + shares)),
        )

    def _bar(self, line: model.Estimate, block: model.Estimates, top: float) -> str:
        value = line.values[0]
        drawn = value is not None and line is not block.total and not self.detail
        return self.page.bar(value, top) if drawn and value is not None else ""
