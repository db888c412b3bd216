"""Labour law by country: what people ask, what is known, and where to look for the rest; two countries side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.facts import LabourLawTopic, load
from fairlead.facts.labour_law import TopicAnswer, answers, natlex
from fairlead.hub.lookup.asked import canonical, countries, country, country_said, several
from fairlead.hub.lookup.lists import chosen
from fairlead.hub.lookup.shown import look_up
from fairlead.hub.pages import Page, pages

__all__ = ["addresses", "answered", "compare", "country_law", "law_list"]

EXAMPLE = ("BGD", "IND")


def law_list(request: HttpRequest) -> Page:  # noqa: ARG001
    """List the countries with the number of topics that have an answer, and the topics."""
    topics = sorted(load(LabourLawTopic), key=lambda row: row.rank)
    told = [(iso3, name, answered(iso3)) for iso3, name in countries().items()]
    rows = [
        {
            "iso3": iso3,
            "country": name,
            "topics_with_an_answer": count,
            "topics": len(topics),
            "natlex": natlex(iso3),
        }
        for iso3, name, count in told
    ]
    return look_up(
        "labour_law_list.html",
        _("Labour law by country"),
        {"topics": [{"topic": row.topic, "asks": row.ask} for row in topics], "countries": rows},
        rows,
        description=_(
            "Forced labour, wages, hours, unions, migrants, inspection: what the law says, country by country."
        ),
        told=told,
        topics=topics,
        example=EXAMPLE,
    )


def country_law(request: HttpRequest, code: str) -> Page | HttpResponseBase:
    """Show the labour law of one country, topic by topic; topics without an answer say so."""
    iso3 = country(code)
    if moved := canonical(request, code, iso3):
        return moved
    name = countries()[iso3]
    found = _answers(iso3)
    rows = [row for one in found for row in _rows(name, one)]
    return look_up(
        "labour_law.html",
        _("Labour law: %(country)s") % {"country": name},
        [_plain(one) for one in found],
        rows,
        description=_("What the labour law of %(country)s says, topic by topic, with sources.") % {"country": name},
        iso3=iso3,
        name=name,
        answers=found,
        open=[one for one in found if not one.collected],
        natlex=natlex(iso3),
    )


def compare(request: HttpRequest) -> Page:
    """Set the labour law of two countries, or one topic of them, side by side."""
    asked = several(request, "country", most=2)
    codes = tuple(dict.fromkeys(country_said(text) for text in asked))
    topics = {row.topic: row.topic.capitalize() for row in sorted(load(LabourLawTopic), key=lambda row: row.rank)}
    topic = chosen(request, "topic", topics)
    if len(codes) == 1 and sum(bool(value) for value in request.GET.getlist("country")) > 1:
        raise FairleadError(_("Both countries are the same."), fix=_("Choose two."))
    ready = len(codes) == 2
    found = [_answers(iso3) for iso3 in codes] if ready else []
    pairs = [pair for pair in zip(*found, strict=True) if topic in ("", pair[0].topic.topic)] if ready else []
    rows = [
        row for pair in pairs for iso3, one in zip(codes, pair, strict=True) for row in _rows(countries()[iso3], one)
    ]
    names = [countries()[iso3] for iso3 in codes]
    return look_up(
        "labour_law_compare.html",
        _("Labour law: %(one)s and %(other)s") % {"one": names[0], "other": names[1]}
        if ready
        else _("Two labour laws"),
        [{"topic": pair[0].topic.topic, "answers": [_plain(one) for one in pair]} for pair in pairs],
        rows if ready else [{"topic": topic, "title": title} for topic, title in topics.items()],
        codes=codes,
        names=names,
        pairs=pairs,
        topics=topics,
        topic=topic,
        everywhere=countries(),
        example=EXAMPLE,
    )


def answered(iso3: str) -> int:
    """How many topics have an answer in a country."""
    return sum(one.collected for one in _answers(iso3))


@lru_cache(maxsize=512)
def _answers(iso3: str) -> tuple[TopicAnswer, ...]:
    return answers(iso3, countries().get(iso3))


def _plain(one: TopicAnswer) -> dict[str, Any]:
    from fairlead.reason.plain import plain_row

    return {
        "iso3": one.iso3,
        "topic": one.topic.topic,
        "asks": one.topic.ask,
        "measure": list(one.topic.measure),
        "collected": one.collected,
        "text": one.text,
        "to_be_checked": one.to_be_checked,
        "natlex": one.natlex,
        "statements": [{"text": said.text, "gap": said.gap, "row": plain_row(said.row)} for said in one.statements],
    }


def _rows(name: str, one: TopicAnswer) -> list[dict[str, Any]]:
    head = {"iso3": one.iso3, "country": name, "topic": one.topic.topic, "asks": one.topic.ask}
    none = {"says": _("Not collected yet."), "gap": None, "source": "", "as_of": "", "status": "", "natlex": one.natlex}
    if not one.statements:
        return [head | none]
    return [
        head
        | {
            "says": said.text,
            "gap": said.gap,
            "source": said.row.source,
            "as_of": said.row.as_of,
            "status": said.row.status,
            "natlex": one.natlex,
        }
        for said in one.statements
    ]


addresses: list[URLPattern] = [
    *pages("labour-law/", law_list, "labour_law"),
    *pages("labour-law/compare/", compare, "labour_law.compare"),
    *pages("labour-law/<str:code>/", country_law, "labour_law.country"),
]
