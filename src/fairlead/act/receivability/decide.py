"""How one requirement is decided: from the case, by a rule on routes, or by the answer of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter

from fairlead.act.receivability.days import OPEN, in_year, span, term, within
from fairlead.act.receivability.rules import RULES
from fairlead.act.receivability.scene import Scene, signers
from fairlead.classify.countries import country_name
from fairlead.facts import RouteRequirement, RouteTerritory, Row, load
from fairlead.reason.answer import Answer, Verdict, answer

__all__ = ["decide", "said"]

WORDS: dict[str, Verdict] = {
    "yes": "yes",
    "true": "yes",
    "no": "no",
    "false": "no",
    "unknown": "unknown",
    "": "unknown",
}
UNION = "EUFLR"
"""The route whose territory is the European Union."""


def decide(row: RouteRequirement, scene: Scene) -> Answer:
    """Whether a requirement is met."""
    return DECIDERS[row.decided](row, scene)


def said(scene: Scene, key: str) -> Verdict | None:
    """What a person answered, or ``None``.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> said(Scene(route=None, case=Case(on="2026-11-21"), given={"form": True}), "form")
    'yes'
    """
    if key not in scene.given:
        return None
    return WORDS.get(str(scene.given[key]).strip().lower())


def _by_person(row: RouteRequirement, scene: Scene, otherwise: str) -> Answer:
    verdict = said(scene, row.id) or "unknown"
    texts = {"yes": "You said that it is so.", "no": "You said that it is not so.", "unknown": otherwise}
    return _answer(row, verdict, texts[verdict])


def _asked(row: RouteRequirement, scene: Scene) -> Answer:
    return _by_person(row, scene, "Nobody has said it yet.")


def _template(row: RouteRequirement, scene: Scene) -> Answer:
    if said(scene, row.id) is None and scene.kind:
        return _answer(row, "yes", "The draft has it, unless it was edited away.")
    return _asked(row, scene)


def _case(row: RouteRequirement, scene: Scene) -> Answer:
    if said(scene, row.id) is not None:
        return _by_person(row, scene, "Nobody has said it yet.")
    found = [_filled(scene, path) for path in row.by]
    worst: Verdict = "no" if "no" in found else "unknown" if "unknown" in found else "yes"
    texts = {
        "yes": "The case has it.",
        "no": "It is left empty.",
        "unknown": "The case does not say it yet.",
    }
    return _answer(row, worst, texts[worst])


def _filled(scene: Scene, path: str) -> Verdict:
    """A field that is there and empty, or an empty annex, is a no; what was never asked is unknown."""
    first, _, rest = path.partition(".")
    if first == "fields":
        value = scene.case.fields.get(rest)
        return "unknown" if value is None else "yes" if value.strip() else "no"
    if first == "exhibits":
        return "yes" if scene.case.exhibits else "no"
    return "yes" if attrgetter(path)(scene.case) else "unknown"


def _rule(row: RouteRequirement, scene: Scene) -> Answer:
    given = RULES[row.by[0]](scene)
    person = said(scene, row.id)
    if given.verdict != "yes" and person == "yes" and (given.verdict == "unknown" or row.by[0] == "standing"):
        text = (
            "You said that somebody who may start it files it."
            if row.by[0] == "standing"
            else "You said that it is so."
        )
        return _answer(row, "yes", text, given.rows)
    if given.verdict == "unknown" and person == "no":
        return _answer(row, "no", "You said that it is not so.", given.rows)
    return _answer(row, given.verdict, given.text, given.rows, like=given)


def _signature(row: RouteRequirement, scene: Scene) -> Answer:
    if said(scene, row.id) is not None:
        return _by_person(row, scene, "")
    named = [one for one in signers(scene.case) if one.name.strip() and not one.withheld]
    if named and ("person" not in row.by or any(one.person.strip() for one in named)):
        return _answer(row, "yes", f"It names {_listed(one.name for one in named)}.")
    if named:
        return _answer(row, "unknown", "It is not said yet which person signs.")
    if scene.case.writers and (scene.case.withhold or all(one.withheld for one in scene.case.writers)):
        return _answer(row, "no", "All names are withheld, and nobody signs for them.")
    return _answer(row, "unknown", "It is not said yet who signs.")


def _term(row: RouteRequirement, scene: Scene) -> Answer:
    rule = term(row.route, row.by[0])
    rows = [row, rule]
    if rule.yearly:
        verdict, next_day = in_year(rule, scene.case.day)
        text = f"The day is {rule.yearly} of each year; the next is {next_day.isoformat()}."
        return _answer(row, verdict, text, rows)
    day = _day(scene, row.by[1])
    if day.lower() in OPEN:
        return _answer(row, "yes", "The term does not run.", rows)
    start = span(day)
    if start is None:
        return _answer(row, "unknown", f"The term is {rule.length}; it is not known from which day it runs.", rows)
    verdict = within(rule, start, scene.case.day)
    texts = {
        "yes": f"It is within {rule.length} of {day}.",
        "no": f"More than {rule.length} have passed since {day}.",
        "unknown": f"The term is {rule.length}; the exact day in {day} decides.",
    }
    return _answer(row, verdict, texts[verdict], rows)


def _deadline(row: RouteRequirement, scene: Scene) -> Answer:
    day = _day(scene, row.by[0])
    last = span(day)
    if last is None:
        return _answer(row, "unknown", "The last day is not known yet.")
    on = scene.case.day
    verdict: Verdict = "yes" if on <= last[0] else "no" if on > last[1] else "unknown"
    texts = {"yes": f"{day} has not passed.", "no": f"{day} has passed.", "unknown": f"The exact day in {day} decides."}
    return _answer(row, verdict, texts[verdict])


def _day(scene: Scene, key: str) -> str:
    return str(scene.given.get(key) or scene.case.fields.get(key, "")).strip()


def _writer_country(row: RouteRequirement, scene: Scene) -> Answer:
    if said(scene, row.id) is not None:
        return _by_person(row, scene, "")
    wanted = {one.iso3 for one in load(RouteTerritory) if one.route == UNION} if "EU" in row.by else set(row.by)
    homes = [one.country for one in signers(scene.case)]
    inside = [code for code in homes if code in wanted]
    if inside:
        return _answer(row, "yes", f"It is filed from {country_name(inside[0])}.")
    if not homes or "" in homes:
        return _answer(row, "unknown", "It is not said where whoever files it is at home.")
    return _answer(row, "no", f"It is filed from {_listed(country_name(code) for code in homes)}.")


def _answer(
    row: RouteRequirement, verdict: Verdict, text: str, rows: Iterable[Row] = (), *, like: Answer | None = None
) -> Answer:
    used: list[Row] = [row, *(one for one in rows if one is not row)]
    check = row.to_be_checked or (like.to_be_checked if like else any(one.to_be_checked for one in used))
    references = dict.fromkeys((row.reference, *(like.references if like else ())))
    return answer(
        verdict,
        text,
        used,
        references=references,
        changes=like.changes if like else (),
        as_of=like.as_of if like else row.as_of,
        to_be_checked=check,
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


DECIDERS: dict[str, Callable[[RouteRequirement, Scene], Answer]] = {
    "case": _case,
    "template": _template,
    "asked": _asked,
    "rule": _rule,
    "signature": _signature,
    "term": _term,
    "day": _deadline,
    "writer country": _writer_country,
}
