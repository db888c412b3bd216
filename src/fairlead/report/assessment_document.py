"""An assessment as a document of plain blocks, to be set as PDF or written as DOCX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fairlead.assess.result import Account, Assessment, OriginActions, Part, Range, SocialPartner, Source, Statement
from fairlead.report import charts, html, words
from fairlead.report.document.model import Block, Bullets, Chart, Document, Heading, Note, Paragraph, Run, Table, Words
from fairlead.report.document.model import words as plain
from fairlead.report.outside import left_out, state_imposed
from fairlead.report.references import References

__all__ = ["document"]

_WIDTH = 620  # px: text of 13 px is then as large as the text around it
_ROWS = 25
_EVIDENCE = 40
_LINES = 100


def document(assessment: Assessment) -> Document:
    """Give an assessment as a document.

    Long tables are shortened, and say so; the workbook and the JSON hold all.

    Parameters
    ----------
    assessment
        What to write.
    """
    return _Writer(assessment).document()


class _Writer:
    def __init__(self, assessment: Assessment) -> None:
        self.a = assessment
        self.references = References(assessment)
        self.counts = [account for account in assessment.accounts if account.id != "employment"]

    def document(self) -> Document:
        a = self.a
        return Document(
            title="What this spending is linked to, and whom to act with",
            subtitle=words.clean(a.title or a.input.file, 160),
            about=(
                f"Made by Fairlead {a.fairlead_version} on {a.created[:10]} with {a.table.title}.",
                words.NOT_A_FINDING,
            ),
            day=a.created[:10],
            blocks=tuple(self._body()),
            notes=tuple(_note(source) for source in a.sources),
            foot="Estimates belong to a country and an industry, never to a named supplier.",
        )

    def _body(self) -> Iterator[Block]:
        yield Heading("In short")
        yield from self._summary()
        for account in self.counts:
            yield from self._account(account)
        yield from self._actions()
        yield from self._evidence()
        yield from self._outside()
        yield from self._list()
        yield from self._basis()

    def _summary(self) -> Iterator[Block]:
        a = self.a
        items: list[Words] = [
            (
                Run(f"{account.label}: {words.people_range(account.total.people)}", bold=True),
                Run(
                    f", linked statistically; {words.figure_range(account.total.per_million_usd)} per million USD. "
                    + " ".join(html.findings(account)),
                    cite=self._cited(account.method),
                ),
            )
            for account in self.counts
        ]
        items.append(
            plain(
                f"{words.percent(a.spend.share_assessed)} of the spend was assessed: "
                f"{words.money(a.spend.assessed_usd)} in {words.plural(a.spend.rows_assessed, 'row')}."
            )
        )
        yield Bullets(tuple(items))
        yield Note(plain("Ranges are 90 %. The two counts overlap and are never added."))

    def _account(self, account: Account) -> Iterator[Block]:
        yield Heading(account.label)
        yield Paragraph(
            (Run(f"{words.sentence(account.definition)} {words.sentence(account.frame)}",
                 cite=self._cited(account.method)),),
            soft=True,
        )  # fmt: skip
        if account.tiers:
            yield Heading("How far down the chain", 2)
            yield Chart(
                charts.standalone(html.tiers_chart(account), width=_WIDTH),
                f"{account.label}, by tier",
                "The table below has every figure.",
            )
            yield _parts("By tier", "Tier", [(t.label, t.people, t.share) for t in account.tiers])
        if account.origins:
            yield Heading("In which countries the work is done", 2)
            yield Table(
                title=f"{account.label}, by country",
                headings=("Country", "People", "90 % range", "Share", "Among the ten largest"),
                rows=tuple(
                    (
                        plain(o.country_name + (" *" if o.modelled or o.stand_in else "")),
                        plain(words.people(o.people.central)),
                        plain(f"{words.people(o.people.low)} to {words.people(o.people.high)}"),
                        plain(words.percent(o.share)),
                        plain(words.probability(o.probability_top_ten)),
                    )
                    for o in account.origins[:_ROWS]
                ),
                right=(1, 2, 3, 4),
                widths=(3, 1.3, 2.2, 1.2, 1.6),
            )
            yield Paragraph(
                plain("* Modelled, or with another country's rate as a stand-in: the range is wider."), soft=True
            )
        yield from self._named("In which industries", "Industry", account.industries[:15])
        yield from self._named("In services beside the chain", "Service", account.lateral_services)
        if account.paths:
            yield Heading("The paths that carry most", 2)
            yield Bullets(
                tuple(
                    plain(f"{words.path_words(p)}: {words.people_range(p.people)}, {words.percent(p.share)}")
                    for p in account.paths[:10]
                ),
                numbered=True,
            )
        if account.sensitivities:
            yield Heading("What moves the result most", 2)
            central = account.total.people.central
            yield Bullets(
                tuple(
                    plain(f"{s.label}: {words.people_span(s.low, s.high, central)}") for s in account.sensitivities[:8]
                )
            )
        if account.cautions:
            yield Note(plain(" ".join(words.sentence(text) for text in account.cautions)))

    def _named(self, title: str, kind: str, parts: Iterable[Part]) -> Iterator[Block]:
        rows = [(part.label, part.people, part.share) for part in parts]
        if rows:
            yield Heading(title, 2)
            yield _parts(title, kind, rows)

    def _actions(self) -> Iterator[Block]:
        yield Heading("Whom to act with")
        if not self.a.actions:
            yield Paragraph(plain("Not collected yet."))
        for action in self.a.actions:
            yield from self._action(action)

    def _action(self, action: OriginActions) -> Iterator[Block]:
        yield Heading(action.country_name, 2)
        yield Paragraph(
            plain(f"{words.people_range(action.people)} people in forced labour linked statistically."), soft=True
        )
        for title, statements in (
            ("Law or practice concerned", action.law_or_practice),
            ("Imposed by the State: not in the number", action.state_imposed),
        ):
            if statements or title.startswith("Law"):
                yield Heading(title, 3)
                yield self._stated(statements)
        yield Heading("Protocol of 2014 and Convention No. 29", 3)
        yield self._stated((action.protocol, action.convention_29))
        for title, partners in (("Workers' side", action.workers_side), ("Employers' side", action.employers_side)):
            yield Heading(title, 3)
            yield Bullets(tuple(self._partner(p) for p in partners) or (plain("Not collected yet."),))
        if action.steps:
            yield Heading("Next steps (suggestions)", 3)
            yield Bullets(tuple(plain(step.text) for step in action.steps), numbered=True)
        if action.not_collected:
            yield Paragraph(plain(f"Not collected yet: {words.not_collected(action.not_collected)}"), soft=True)

    def _stated(self, statements: Iterable[Statement]) -> Bullets:
        items = tuple(
            (Run(s.text, mark=words.status_mark(s.status), cite=self._number(s.source)),) for s in statements
        )  # fmt: skip
        return Bullets(items or (plain("Not collected yet."),))

    def _partner(self, partner: SocialPartner) -> Words:
        rest = "; ".join(part for part in (partner.affiliation, partner.note) if part)
        return (
            Run(partner.name, bold=True, mark=words.status_mark(partner.status)),
            Run(f". {words.sentence(rest)}" if rest else "", cite=self._number(partner.source)),
        )

    def _evidence(self) -> Iterator[Block]:
        yield Heading("Published evidence")
        yield Paragraph(plain(f"Beside the estimate and never multiplied into it. {self.a.evidence_absent}"), soft=True)
        for group in html.evidence_groups(self.a.evidence):
            yield Table(
                title=group.title,
                caption=f"{group.title}. {group.about}".strip(),
                headings=("Good", "Country", "Found", "Edition"),
                rows=tuple(
                    (
                        plain(e.good),
                        plain(e.country_name),
                        plain(", ".join(e.exploitation) + ("; imposed by the State" if e.state_imposed else "")),
                        (Run(e.edition, cite=self._number(e.source)),),
                    )
                    for e in group.rows[:_EVIDENCE]
                ),
                widths=(2.4, 2, 3, 2.4),
            )
            yield from _shortened(len(group.rows), _EVIDENCE)

    def _outside(self) -> Iterator[Block]:
        yield Heading("Not in these numbers")
        lines = [
            (Run(f"{line.label}: {words.people(line.people)} ({line.year}). {line.note}",
                 cite=self._number(line.source)),)
            for line in self.a.separate_lines
            if line.people
        ]  # fmt: skip
        others = [plain(text) for text in (*state_imposed(self.a.evidence), *left_out(self.counts))]
        yield Bullets((*lines, *others))

    def _list(self) -> Iterator[Block]:
        a = self.a
        if a.suppliers:
            keys = list(dict.fromkeys(k for line in a.suppliers for k in line.sector_average_not_about_this_supplier))
            yield Heading("Suppliers, in the order of the list")
            yield Note(
                plain(
                    f"Beside the spend stands the {words.SECTOR_AVERAGE}: {words.SECTOR_AVERAGE_UNIT}. The lines are "
                    "not ordered by it."
                )
            )
            yield Table(
                title="Suppliers, in the order of the list",
                headings=(
                    "Supplier", "Country", "Industry", "Spend",
                    *(f"Sector average, not about this supplier: {key.replace('_', ' ')}" for key in keys),
                ),
                rows=tuple(
                    (
                        plain(words.clean(line.supplier, 60) or "(no name)"),
                        plain(line.country),
                        plain(words.clean(line.industry, 60)),
                        plain(words.money(line.spend_usd)),
                        *(
                            plain(words.figure_range(line.sector_average_not_about_this_supplier[key]))
                            if key in line.sector_average_not_about_this_supplier
                            else plain("unknown")
                            for key in keys
                        ),
                    )
                    for line in a.suppliers[:_LINES]
                ),
                right=tuple(range(3, 4 + len(keys))),
                widths=(2.4, 1.6, 2.4, 1.6, *([1.9] * len(keys))),
            )  # fmt: skip
            yield from _shortened(len(a.suppliers), _LINES)
        waiting = [m for m in a.mappings if m.status in ("uncertain", "unknown", "spread")]
        errors = sum(problem.severity == "error" for problem in a.problems)
        yield Heading("How the list was read")
        yield Paragraph(
            plain(
                f"{words.plural(errors, 'error')} in the list; {words.plural(len(waiting), 'text')} read with doubt, "
                "spread over several countries or not recognised. The workbook and the JSON list them."
            )
        )

    def _basis(self) -> Iterator[Block]:
        a = self.a
        yield Heading("What the figures rest on")
        yield Paragraph(plain(f"{a.table.title} ({a.table.name}, {a.table.year}). {a.table.note}"))
        if a.assumptions:
            yield Table(
                title="Settings that the figures rest on",
                headings=("Assumption", "Value", "Note"),
                rows=tuple(
                    (plain(item.label), plain(item.value + (" (changed)" if item.changed else "")), plain(item.note))
                    for item in a.assumptions
                ),
                widths=(3, 2.5, 4),
            )
        yield Heading("Methods", 2)
        for method in a.methods:
            yield Paragraph(
                (
                    Run(f"{method.title}. ", bold=True),
                    Run(f"{words.sentence(method.text)} Documentation: {method.docs}", cite=self._cited(method.id)),
                )
            )
        yield Heading("Limits")
        yield Bullets(tuple(plain(text) for text in a.limits))

    def _cited(self, method: str) -> tuple[int, ...]:
        found = [m for m in self.a.methods if m.id == method]
        return tuple(self.references.number(source) for source in self.references.sources(found))

    def _number(self, named: str) -> tuple[int, ...]:
        number = self.references.source(named).number
        return (number,) if number else ()


def _parts(title: str, kind: str, rows: Iterable[tuple[str, Range, float]]) -> Table:
    return Table(
        title=title,
        headings=(kind, "People", "90 % range", "Share"),
        rows=tuple(
            (
                plain(label),
                plain(words.people(people.central)),
                plain(f"{words.people(people.low)} to {words.people(people.high)}"),
                plain(words.percent(share)),
            )
            for label, people, share in rows
        ),
        right=(1, 2, 3),
        widths=(4, 1.3, 2.2, 1.2),
    )


def _shortened(count: int, shown: int) -> Iterator[Block]:
    if count > shown:
        yield Paragraph(plain(f"The first {shown} of {count:,}; the workbook and the JSON have all."), soft=True)


def _note(source: Source) -> Words:
    details = "; ".join(
        part for part in (source.as_of and f"as of {source.as_of}", source.licence, source.note) if part
    )
    said = [Run(source.title, mark=words.status_mark(source.status))]
    if details:
        said.append(Run(f". {words.sentence(details)}"))
    if source.url:
        said += [Run(" "), Run(source.url, href=source.url)]
    return tuple(said)
