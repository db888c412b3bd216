"""What a few purchases are linked to, at once: without an account, without a file, stored nowhere."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.errors import InputError, Problem
from fairlead.hub.assessments.candidates import candidates_of
from fairlead.hub.assessments.views.common import Answer
from fairlead.hub.assessments.views.result import rows_of
from fairlead.hub.assessments.work import in_words
from fairlead.hub.pages import Page
from fairlead.hub.turns import Turns

__all__ = ["EXAMPLE", "LINES", "quick"]

LINES = 10
FIELDS = ("country", "product", "amount", "currency", "year")
DRAWS = 400
FINDINGS = 12
ORIGINS = 2
_LONGEST = 120

#: A real case that anybody can begin with.
EXAMPLE = {"country1": "Bangladesh", "product1": "clothing", "amount1": "1000000", "currency1": "USD", "year1": "2023"}

_TURNS = Turns()  # one calculation at a time in each process: readers of other pages keep theirs


@dataclass
class _Line:
    """One line of the form as it was filled in."""

    number: int
    values: dict[str, str]
    problems: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)


def quick(request: HttpRequest) -> Answer:
    """What I buy: up to ten lines; the answer stands in the address."""
    lines = _lines(request)
    filled = [line for line in lines if any(line.values.values())]
    model: Any = None
    left_out: list[Problem] = []
    if filled:
        with _TURNS.turn():
            model, left_out = _assessed(request, filled)
    bad = any(line.problems for line in filled)
    return Page(
        "assessments/quick.html",
        _("What is my spending linked to?"),
        {"lines": [line.values for line in filled], "result": model, "problems": left_out},
        rows=rows_of(model) if model is not None else [],
        status=400 if bad and model is None else 200,
        description=_("What a purchase is linked to, statistically: forced labour and child labour, tier by tier."),
        context={
            "lines": lines[: max(3, len(filled) + 1)],
            "all_lines": lines,
            "filled": filled,
            "a": model,
            "drawn": _drawn(model),
            "counts": [c for c in model.accounts if c.id != "employment"] if model is not None else [],
            "example": reverse("assessments-quick") + "?" + urlencode(EXAMPLE),
            "asked": request.META.get("QUERY_STRING", ""),
            "most": LINES,
            "findings": FINDINGS,
            "origins": ORIGINS,
        },
    )


def _drawn(model: Any) -> dict[str, Markup]:
    if model is None:
        return {}
    from fairlead.report.html import part

    names = ("summary", "actions", "evidence", "basis")
    shown = msgspec.structs.replace(model, actions=model.actions[:ORIGINS])
    return {name: Markup(part(shown, name, cap=FINDINGS)) for name in names}  # noqa: S704 - the library escapes


def _lines(request: HttpRequest) -> list[_Line]:
    lines = []
    for number in range(1, LINES + 1):
        values = {name: request.GET.get(f"{name}{number}", "").strip()[:_LONGEST] for name in FIELDS}
        if not any(values[name] for name in ("country", "product", "amount")):
            values = dict.fromkeys(FIELDS, "")  # a currency or year alone is only what the form was sent with
        lines.append(_Line(number, values))
    return lines


def _assessed(request: HttpRequest, filled: list[_Line]) -> tuple[Any, list[Problem]]:
    """Assess the lines that can be; say beside the others what is wrong."""
    from fairlead.assess.assessment import AssessOptions, assess
    from fairlead.chain import PlacingError, read_purchases
    from fairlead.classify.money import money_years

    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Country", "Product", "Amount", "Currency", "Year"])
    for line in filled:
        values = line.values
        out.writerow(
            [values["country"], values["product"], values["amount"], values["currency"] or "USD", values["year"]]
        )
    try:
        stream = io.BytesIO(text.getvalue().encode("utf-8", "replace"))
        purchases = read_purchases(stream, decimal=".", year=money_years()[1])
        model = assess(purchases, options=AssessOptions(draws=DRAWS, paths=5, title=_("What I buy")))
        problems, mappings = model.problems, model.mappings
    except PlacingError as error:
        model, problems, mappings = None, error.problems, error.mappings
    except InputError as error:
        model, problems, mappings = None, error.problems, ()
    _say(request, filled, problems, mappings)
    return model, [p for p in problems if p.severity == "error"]


def _say(request: HttpRequest, filled: list[_Line], problems: Any, mappings: Any) -> None:
    uncertain = {(m.kind, m.text): m for m in mappings if m.status in ("uncertain", "unknown")}
    for problem in problems:
        if problem.severity != "error":
            continue
        at = (problem.row or 0) - 2
        line = filled[at] if 0 <= at < len(filled) else filled[0]
        line.problems.append(f"{problem.what} {in_words(problem.fix)}".strip())
    for line in filled:
        for kind, name in (("country", "country"), ("industry", "product")):
            mapping = uncertain.get((kind, line.values[name]))
            for candidate in candidates_of(mapping.candidates)[:4] if mapping is not None else ():
                query = request.GET.copy()
                query[f"{name}{line.number}"] = candidate["name"] if kind == "country" else candidate["code"]
                line.choices.append((f"{reverse('assessments-quick')}?{query.urlencode()}", candidate["name"]))
