"""The questions of safety: who could suffer for this document in this place by this procedure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from fairlead.act.case import Case
from fairlead.act.safety.scan import Finding, scan
from fairlead.classify.countries import country_name
from fairlead.facts import MigrationRule, Row, SocialPartner, load
from fairlead.reason.answer import marked
from fairlead.reason.route_question import route_rows
from fairlead.reason.standing import NO_FREE_UNION

__all__ = ["Effect", "Option", "Question", "safety_questions"]

Effect = Literal["go", "withhold", "through", "delay", "change", "stop"]
"""What an option does: go: it may leave as it is; withhold: names of writers stay out; through: another organisation
signs or forwards it; delay: it waits, or others see it only from a day on; change: the text is changed first; stop: it
does not leave."""


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One answer.

    Attributes
    ----------
    id
        Its name among the answers to the question.
    label
        It in words.
    effect
        What it does.
    why
        Whether a reason has to be given.
    """

    id: str
    label: str
    effect: Effect
    why: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question, with why it is asked and what can be done.

    Attributes
    ----------
    id
        Its name; the same as long as what it asks about is the same.
    who
        Who could suffer.
    text
        The question.
    why
        Why it is asked, on which facts, with their marks.
    advice
        What others do in such a case.
    options
        The answers.
    rows
        Rows of facts that it rests on.
    """

    id: str
    who: str
    text: str
    why: str
    advice: str
    options: tuple[Option, ...]
    rows: tuple[Row, ...] = ()


ASKED = Option(id="asked", label="We asked them; they agree, knowing who will read it.", effect="go", why=True)
NOBODY = Option(id="nobody", label="No: nobody can be harmed by it, for the reason given.", effect="go", why=True)
WITHHOLD = Option(id="withhold", label="Keep their names out of it.", effect="withhold")
THROUGH = Option(id="through", label="A federation, or an organisation abroad, signs for them.", effect="through")
DELAY = Option(id="delay", label="Wait until a day on which they are safe, and give that day.", effect="delay")
CHANGE = Option(id="change", label="Change the text first.", effect="change")
STOP = Option(id="stop", label="Do not send it.", effect="stop")
ALL = (ASKED, NOBODY, WITHHOLD, THROUGH, DELAY, CHANGE, STOP)

FREE = ("not required", "formally not required", "no employer permission")
"""How values on leaving begin where nobody's leave is asked."""


def safety_questions(
    case: Case, route: str | Sequence[str] = "", text: str = "", *, publish: bool = False
) -> tuple[Question, ...]:
    """Who could suffer for a document, as questions that people answer before it leaves.

    Parameters
    ----------
    case
        What it is written for.
    route
        Id of the procedure, or of each that is still to be chosen from; empty for a letter that belongs to none.
    text
        The text itself, to be looked through for what could identify a worker.
    publish
        Whether it is to be published, and not only sent.

    Examples
    --------
    >>> from fairlead.act.case import Organisation
    >>> case = Case(on="2026-11-21", state="KWT", writers=(Organisation(name="A union", country="KWT"),))
    >>> [one.id for one in safety_questions(case, "ILO23")]
    ['asked', 'signatories', 'named', 'unit', 'visa', 'leave', 'route']
    """
    where = case.where
    place = country_name(where) if where else "the place"
    return tuple(
        question
        for group in (
            _people(case, place),
            _migrants(where, place),
            _association(where, place),
            _routes((route,) if isinstance(route, str) else route),
            _evidence(case),
            _published(publish),
            _found(text),
        )
        for question in group
    )


def _people(case: Case, place: str) -> Iterator[Question]:
    yield Question(
        id="asked",
        who="the people whose case it is",
        text="Have the people concerned been asked, in their language and without their employer, whether this may go?",
        why="They bear the risk; nobody else can take it for them.",
        advice="Ask through somebody they trust, and tell them who will read it. Where they cannot be asked, leave out "
        "all that could lead to them.",
        options=(ASKED, NOBODY, DELAY, STOP),
    )
    workers = [one for one in case.writers if one.constituency in ("workers", "person") and not one.withheld]
    if workers and not case.withhold:
        names = ", ".join(one.name for one in workers)
        yield Question(
            id="signatories",
            who="workers and their officers who sign",
            text=f"Could those who sign ({names}), or their members, lose work, papers or freedom for it?",
            why=f"Whoever is written to in {place} or about it reads who signs.",
            advice="Names can be withheld; a federation or a global union can sign; it can wait until they are safe.",
            options=ALL,
        )
    yield Question(
        id="named",
        who="named workers and witnesses",
        text="Does it name or describe a worker, a witness or somebody of their families?",
        why="Names pass from hand to hand; bodies hand complaints to governments and employers.",
        advice="Say what happened, not to whom. Give names only to a body that asks, by a safe way, if they consent.",
        options=(
            Option(id="none", label="No one is named or described.", effect="go"),
            ASKED,
            WITHHOLD,
            CHANGE,
            DELAY,
            STOP,
        ),
    )
    yield Question(
        id="unit",
        who="people of a small group",
        text="Could somebody tell from the site, the day, the kind of work or the numbers who spoke?",
        why="In a small workplace, crew, household or language group a detail is a name.",
        advice="Give the region and not the site, the month and not the day, and larger groups.",
        options=(
            Option(id="none", label="No: the group is large and nothing singles anyone out.", effect="go"),
            *ALL[2:],
        ),
    )


def _migrants(where: str, place: str) -> Iterator[Question]:
    rules = {row.field: row for row in load(MigrationRule) if row.scope == "destination" and row.iso3 == where}
    tied, change, leave = (rules.get(name) for name in ("tied visa", "change of employer", "exit permission"))
    if tied is not None and not tied.value.startswith("no"):
        used = [row for row in (tied, change) if row is not None]
        said = "; ".join(f"{row.field}: {row.value}" for row in used)
        yield Question(
            id="visa",
            who="migrant workers whose stay hangs on their employer",
            text="Could migrant workers lose their permit or be made to leave because of it?",
            why=_said(f"Recorded for {place}: {said}.", used),
            advice="Have a new employer, a shelter or a permit that does not hang on the employer in reach first; tell "
            "the embassy or the labour attaché only if the workers want it.",
            options=ALL,
            rows=tuple(used),
        )
    if leave is not None and not leave.value.startswith(FREE):
        yield Question(
            id="leave",
            who="workers who cannot leave the country by themselves",
            text="Could workers be kept from leaving the country because of it?",
            why=_said(f"Recorded for {place}: {leave.value}.", [leave]),
            advice="Let those who wish to leave do so before it goes out; have somebody ready to help at the border.",
            options=ALL,
            rows=(leave,),
        )


def _association(where: str, place: str) -> Iterator[Question]:
    row = next((one for one in load(SocialPartner) if one.kind == NO_FREE_UNION and one.iso3 == where), None)
    if row is not None:
        yield Question(
            id="free_union",
            who="people who organise",
            text="Who will stand by the people concerned, where no free trade union can?",
            why=_said(f"No free trade union is recorded in {place}.", [row]),
            advice="A union at home, a global union or an organisation abroad can sign and follow it up.",
            options=ALL,
            rows=(row,),
        )


def _routes(routes: Sequence[str]) -> Iterator[Question]:
    rows = [row for one in routes if (row := route_rows().get(one)) is not None]
    for row in rows:
        doubt = row.status == "recalled" or "who_learns" in row.recalled
        risk = f"{row.reprisal.capitalize()} risk compared with other procedures, in Fairlead's own reading"
        said = f"{risk}: {row.who_learns}."
        yield Question(
            id="route" if len(rows) == 1 else f"route-{row.id}",
            who="everyone whom the procedure makes known",
            text=f"{row.name}: can those bear it who become known by it?",
            why=marked(said) if doubt else said,
            advice="Ask the body in writing to keep names to itself, before it has them; send them apart.",
            options=ALL,
            rows=(row,),
        )


def _evidence(case: Case) -> Iterator[Question]:
    spoken = [one for one in case.exhibits if one.kind in ("testimony", "interview")]
    if spoken:
        yield Question(
            id="evidence",
            who="those whose words or papers are enclosed",
            text=f"Can the {len(spoken)} enclosed testimonies or interviews be traced to those who gave them?",
            why="A turn of phrase, a voice, a date or the data inside a file can tell who it was.",
            advice="Enclose summaries; black out; make new files without their hidden data; keep the originals apart.",
            options=(
                Option(id="none", label="No: they cannot be traced.", effect="go", why=True),
                ASKED,
                CHANGE,
                DELAY,
                STOP,
            ),
        )


def _published(publish: bool) -> Iterator[Question]:
    if publish:
        yield Question(
            id="published",
            who="everyone who is in it",
            text="Will it still be safe for all who are in it when anybody can find it, also in some years?",
            why="What was published cannot be called back; employers and recruiters search for names.",
            advice="Publish what came of it rather than the letter; wait until the matter is closed.",
            options=(ASKED, NOBODY, WITHHOLD, CHANGE, DELAY, STOP),
        )


def _found(text: str) -> Iterator[Question]:
    grouped: dict[str, list[Finding]] = {}
    for one in scan(text):
        grouped.setdefault(f"{one.kind}:{' '.join(one.text.casefold().split())}", []).append(one)
    for name, found in grouped.items():
        one = found[0]
        times = "" if len(found) == 1 else f" ({len(found)} times)"
        yield Question(
            id=f"found-{hashlib.sha256(name.encode()).hexdigest()[:10]}",
            who="whoever it leads to",
            text=f"{one.text!r}{times}: does this lead to a worker?",
            why=f"It looks like this: {one.kind}.",
            advice=one.advice,
            options=(
                Option(id="no", label="No: it belongs to an organisation, or is no such thing.", effect="go"),
                ASKED,
                CHANGE,
                STOP,
            ),
        )


def _said(text: str, rows: Sequence[Row]) -> str:
    return marked(text) if any(row.to_be_checked for row in rows) else text
