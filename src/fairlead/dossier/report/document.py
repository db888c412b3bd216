"""A dossier as a document of plain blocks, to be set as PDF or written as DOCX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fairlead.assess.result import Range
from fairlead.dossier import model
from fairlead.dossier.report import figures
from fairlead.dossier.report.condense import condensed, own_copies, stated
from fairlead.dossier.report.notes import Note, Notes
from fairlead.dossier.report.wording import (
    FIRST,
    FOOT,
    HOW_TO_READ,
    KINDS,
    answered,
    aside,
    beside,
    capital,
    leading,
    named,
    plain_text,
    quoted,
    signature,
    subject,
)
from fairlead.report import charts
from fairlead.report.document.model import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    Words,
    words,
)
from fairlead.report.document.model import Note as Warned
from fairlead.report.words import sentence

__all__ = ["body", "document"]

_WIDE = 2  # columns; with more, ranges stand beneath their estimates
_ANSWERED = ("Subject", "Answer")
_HEADINGS = {"gaps": ("Instrument", "Subject")}
_TABLE_FROM = 4  # labelled facts; fewer read as well in a list
_CHART_WIDTH = 620  # px: text of 13 px is then as large as the text around it


def document(dossier: model.Dossier) -> Document:
    """Give a dossier as a document.

    Parameters
    ----------
    dossier
        What to write.
    """
    return _Writer(dossier).document()


def body(dossier: model.Dossier) -> tuple[tuple[Block, ...], tuple[Words, ...]]:
    """Give the sections of a dossier as blocks, with the notes they cite, for a document that adds parts of its own.

    Parameters
    ----------
    dossier
        What to write; only its summary and sections are used.
    """
    writer = _Writer(dossier)
    return tuple(writer.sections()), tuple(_note(note) for note in writer.notes)


class _Writer:
    def __init__(self, dossier: model.Dossier) -> None:
        self.dossier = dossier
        self.notes = Notes(dossier)
        self.stated = stated(dossier)

    def document(self) -> Document:
        dossier = self.dossier
        return Document(
            title=dossier.title,
            subtitle=dossier.subtitle or KINDS[dossier.kind],
            about=(
                f"As of {dossier.on}. Made by Fairlead {dossier.fairlead_version} on {dossier.created[:10]}.",
                HOW_TO_READ,
            ),
            day=dossier.on,
            blocks=tuple(self._body()),
            notes=tuple(_note(note) for note in self.notes),
            foot=FOOT,
        )

    def sections(self) -> Iterator[Block]:
        """Give what is read first, and the sections."""
        if self.dossier.summary:
            yield Heading(FIRST)
            yield Bullets(tuple(self._fact(fact) for fact in self.dossier.summary))
        for section in self.dossier.sections:
            yield Heading(section.title)
            if section.about:
                yield Paragraph(words(quoted(section.about)), kept=True)
            for block in section.blocks:
                yield from self._block(block)

    def _body(self) -> Iterator[Block]:
        yield from self.sections()
        yield Heading("Methods")
        for method in self.dossier.methods:
            yield Paragraph(
                (
                    Run(f"{method.title}. ", bold=True),
                    Run(
                        f"{sentence(method.text)} In Fairlead's documentation: {method.docs}.",
                        cite=self.notes.of_method(method),
                    ),
                )
            )
        if not self.dossier.methods:
            yield Paragraph(words("This dossier holds no estimate."))
        yield Heading("Limits")
        yield Bullets(tuple(words(text) for text in self.dossier.limits))

    def _block(self, block: model.Block) -> Iterator[Block]:
        yield Heading(block.title, 2)
        if block.about:
            yield Paragraph(words(quoted(block.about)), soft=True, kept=True)
        match block:
            case model.Facts():
                yield from self._facts(block.facts, block.title, _HEADINGS.get(block.key, _ANSWERED))
            case model.Partners():
                yield from self._partners(block)
            case model.RiskFactors():
                for factor in block.factors:
                    yield from self._factor(factor)
            case model.Economies():
                for economy in block.economies:
                    yield from self._economy(economy)
            case model.Judgements():
                yield from self._judgements(block.judgements)
            case model.Estimates():
                yield from self._estimates(block)
        if block.not_collected:
            yield Paragraph(words(" ".join(block.not_collected)), soft=True)

    def _facts(
        self, facts: Iterable[model.Fact], title: str = "", headings: tuple[str, str] = _ANSWERED
    ) -> Iterator[Block]:
        found = tuple(facts)
        if (
            title
            and len(found) >= _TABLE_FROM
            and all(fact.label and fact.value for fact in found)
            and any(map(answered, found))
        ):
            yield Table(
                title=title,
                headings=(*headings, "What is known"),
                rows=tuple((words(subject(fact)), words(fact.value), self._said(fact)) for fact in found),
                widths=(3.0, 1.6, 5.4) if all(named(fact) for fact in found) else (2.2, 1.5, 6.3),
            )
        elif found:
            yield Bullets(tuple(self._fact(fact) for fact in found))

    def _condensed(self, facts: Iterable[model.Fact]) -> Iterator[Block]:
        standings, rest = condensed(facts, self.stated)
        if standings:
            said = [Run("ILO instruments: ")]
            for number, one in enumerate(standings):
                text = f"{'; ' if number else ''}{one.value}: {', '.join(one.labels)}"
                said.append(Run(text, mark=one.mark, cite=self.notes.numbers(one.rows)))
            yield Paragraph((*said, Run(".")))
        yield from self._facts(rest)

    def _fact(self, fact: model.Fact) -> Words:
        lead = leading(fact)
        return (*((Run(f"{sentence(lead)} ", bold=True),) if lead else ()), *self._said(fact))

    def _said(self, fact: model.Fact) -> Words:
        said = Run(beside(fact), mark=fact.mark, cite=self.notes.numbers(fact.rows))
        return (said, Run(f" {capital(aside(fact))}")) if aside(fact) else (said,)

    def _partners(self, block: model.Partners) -> Iterator[Block]:
        for side, title in (("workers", "Workers"), ("employers", "Employers")):
            kept = [partner for partner in block.partners if partner.side == side]
            if kept:
                yield Heading(title, 3)
                several = len({partner.country for partner in block.partners}) > 1
                yield Bullets(tuple(self._partner(partner, several) for partner in kept))
        yield from self._facts(block.facts)

    def _partner(self, partner: model.Partner, several: bool) -> Words:
        place = partner.country_name if several else ""
        rest = capital("; ".join(part for part in (place, partner.affiliation, partner.note) if part))
        return (
            Run(f"{partner.name}.", bold=True, mark=partner.mark),
            Run(f" {rest}", cite=self.notes.numbers(partner.rows)),
        )

    def _factor(self, factor: model.RiskFactor) -> Iterator[Block]:
        yield Heading(factor.name, 3)
        yield Paragraph(
            (Run(plain_text(factor.text, factor.mark), mark=factor.mark, cite=self.notes.numbers(factor.rows)),),
            kept=True,
        )
        shown, own = own_copies(factor.indicators)
        if shown:
            yield Table(
                title=f"{factor.name}: indicators side by side, no composite",
                headings=("Indicator", "Value", "Among countries, and over time"),
                rows=tuple(self._indicator(indicator) for indicator in shown),
                widths=(3, 2, 3),
            )
        if own:
            named_ones = "; ".join(one.label for one in own)
            cite = self.notes.numbers(row for one in own for row in one.rows)
            yield Paragraph((Run(f"{capital(model.NO_OPEN_DATA)[:-1]}: {named_ones}.", cite=cite),), soft=True)
        if factor.absent:
            yield Paragraph(words(sentence(factor.absent)), soft=True)
        yield from self._condensed(factor.facts)

    def _indicator(self, item: model.Indicator) -> tuple[Words, ...]:
        said = [
            part for part in (item.position and item.position.text, item.trend and item.trend.text, item.note) if part
        ]
        return (
            words(item.label),
            (Run(figures.indicator_value(item), mark=item.mark, cite=self.notes.numbers(item.rows)),),
            words(" ".join(capital(part) for part in said)),
        )

    def _economy(self, economy: model.Economy) -> Iterator[Block]:
        yield Heading(economy.name, 3)
        text = plain_text(economy.text, economy.mark)
        yield Paragraph((Run(text, mark=economy.mark, cite=self.notes.numbers(economy.rows)),))
        for title, facts in (("Speaks for it", economy.speaks_for), ("Speaks against it", economy.speaks_against)):
            yield Paragraph(
                (Run(f"{title}:" if facts else f"{title}: nothing recorded.", bold=True),), kept=bool(facts)
            )
            yield from self._condensed(facts)
        yield from self._judgements(economy.judgements)

    def _judgements(self, judgements: Iterable[model.Judgement]) -> Iterator[Block]:
        items: list[Words] = []
        for item in judgements:
            items.append(self._signed(item))
            items += [(Run("Reply. ", bold=True), *self._signed(reply)) for reply in item.replies]
        if items:
            yield Bullets(tuple(items))

    def _signed(self, item: model.Judgement | model.Reply) -> Words:
        return (Run(f"{item.text} "), Run(signature(item), bold=True, cite=self.notes.numbers(item.rows)))

    def _estimates(self, block: model.Estimates) -> Iterator[Block]:
        method = self.notes.method(block)
        said = f"{sentence(block.definition)} {sentence(block.frame)} Estimates with 90 % ranges"
        named = f", by the method “{method.title}”." if method else "."
        yield Paragraph(
            (Run(f"{said}{named}", cite=self.notes.of_method(method) if method else ()),), soft=True, kept=True
        )
        drawing = figures.chart(block, block.key)
        if drawing:
            title, desc = figures.chart_words(block)
            yield Chart(charts.standalone(drawing, width=_CHART_WIDTH), title, desc)
        if block.lines:
            yield self._figures(block)
        noted = [f"{line.label}: {sentence(line.note)}" for line in figures.lines(block) if line.note]
        if noted:
            yield Paragraph(words(" ".join(noted)), soft=True)
        if block.cautions:
            yield Warned(words(" ".join(sentence(text) for text in block.cautions)))

    def _figures(self, block: model.Estimates) -> Table:
        shares = any(line.share is not None for line in figures.lines(block))
        wide = len(block.columns) <= _WIDE
        rows = []
        for line in figures.lines(block):
            shown = [self._value(value, column, wide) for value, column in zip(line.values, block.columns, strict=True)]
            if shares:
                shown.append(words(figures.share(line)))
            rows.append(((Run(line.label, bold=line is block.total, cite=self.notes.numbers(line.rows)),), *shown))
        headings = (
            figures.named(block),
            *(figures.heading(column) for column in block.columns),
            *(("Share",) if shares else ()),
        )
        return Table(
            title=block.title,
            headings=headings,
            rows=tuple(rows),
            right=tuple(range(1, len(headings))),
            widths=(3.0, *([2.0] * len(block.columns)), *([1.3] if shares else [])),
        )

    @staticmethod
    def _value(value: Range | None, column: model.EstimateColumn, wide: bool) -> Words:
        if wide:
            return words(figures.shown(value, column))
        central, spread = figures.parts(value, column)
        return (Run(central, under=spread),)


def _note(note: Note) -> Words:
    said = [Run(note.title, mark=note.mark)]
    if note.details:
        said.append(Run(f". {sentence(note.details)}"))
    if note.url:
        said += [Run(" "), Run(note.url, href=note.url)]
    return tuple(said)
