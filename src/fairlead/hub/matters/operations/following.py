"""Beginning matters, recording what happens, taking a step back, sharing, deleting."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.act.case import Case
from fairlead.act.follow.matter import Event, EventKind, SafetyAnswer, effective
from fairlead.act.follow.matter import Matter as Log
from fairlead.act.follow.states import Standing, answers_of, embargo, happen, start, state_of, undo
from fairlead.act.follow.status import status
from fairlead.act.kinds import kind as kind_of
from fairlead.act.receivable import route_of, routes_of
from fairlead.act.safety import Decision, Question, decide, safety_questions
from fairlead.classify.countries import country_codes
from fairlead.errors import FairleadError
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.letters.models import Letter
from fairlead.hub.letters.safety import of_these_words, unnamed
from fairlead.hub.matters.models import EventRow, Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record
from fairlead.hub.people.models import Audience
from fairlead.hub.people.policy import find, hold, require, require_operation, share
from fairlead.reason.route_question import route_rows

__all__ = [
    "begin",
    "delete",
    "follow_letter",
    "grown",
    "locked",
    "log",
    "public_of",
    "public_text",
    "questions",
    "safe",
    "set_audience",
    "set_campaign",
    "step_back",
]

MOST = 1000
"""Matters that one person may keep."""
MOST_EVENTS = 2000
HIDDEN = ("safety", "embargoed", "approved", "changed", "reopened", "accepted", "due_set")
"""Events that are nobody else's business."""
TEXT = ("draft", "agreed", "sent", "approved", "changed", "reopened", "accepted", "drafted")
"""Events of a text: of a matter that belongs to a letter, the letter says when they happen."""


def begin(
    actor: Actor,
    title: str,
    *,
    sent: date | None = None,
    route: str = "",
    addressee: str = "",
    country: str = "",
    state: str = "",
    campaign: uuid.UUID | None = None,
) -> Matter:
    """Follow what was sent by another way, for instance by post.

    Raises
    ------
    FairleadError
        If there is no such procedure or country, or a person follows very many matters.
    """
    require_operation(actor, "matter.change", actor.only)
    _inside(actor, campaign)
    name = plain(title)[:300]
    if not name:
        raise FairleadError(_("There is no title."), fix=_("Say in a few words what it is about."))
    if route and route not in route_rows():
        raise FairleadError(_("There is no such procedure."), fix=_("Choose one that is listed."))
    if any(code and code not in country_codes() for code in (country, state)):
        raise FairleadError(_("There is no such country."), fix=_("Choose one that is listed."))
    day = sent or today()
    if day > today():
        raise FairleadError(_("The day is in the future."), fix=_("Write down a sending once it has happened."))
    begun = start("new", name, day=day, recorded=timezone.now())
    if sent is not None:
        begun = happen(begun, "sent_elsewhere", day=day, recorded=timezone.now())
    with transaction.atomic():
        made = _made(
            actor, title=name, route=route, addressee=plain(addressee)[:300], country=country, state=state or country,
            organisation_id=actor.only, campaign_id=campaign,
        )  # fmt: skip
        _add(made, begun.events, actor)
        record(actor, "matter.change", made)
    return made


def follow_letter(actor: Actor, letter_id: uuid.UUID) -> Matter:
    """Follow a letter of the hub that has been sent; the matter is seen by those who see the letter."""
    with transaction.atomic():
        letter = find(actor, Letter, "change", pk=letter_id)
        Letter.objects.select_for_update().get(pk=letter.pk)
        held = Matter.objects.filter(letter=letter).first()
        if held is not None:
            return find(actor, Matter, pk=held.pk)
        sent = letter.dispatches.filter(sent__isnull=False).order_by("sent").first()
        if sent is None:
            raise FairleadError(_("It has not been sent."), fix=_("What was sent can be followed."))
        require_operation(actor, "matter.change", letter.organisation_id)
        draft = sent.version.draft
        version = sent.version
        draft = version.draft
        case = draft.case
        through = () if case.through is None else (case.through,)
        signing = through if case.withhold else case.writers
        route = route_of(kind_of(draft.kind), case)
        now = timezone.now().isoformat()
        day = min(letter.created.date(), sent.on).isoformat()
        # the rules of the letter held when it was sent; the log says so in one line each
        begun = tuple(
            Event(number=number, kind=cast(EventKind, what), day=on, recorded=now, said=said, text=text)
            for number, what, on, said, text in (
                (1, "drafted", day, "", ""),
                (2, "agreed", sent.on.isoformat(), "", version.digest[:16]),
                (3, "sent", sent.on.isoformat(), str(_("version %(number)s") % {"number": version.number}),
                 version.digest[:16]),
            )
        )  # fmt: skip
        made = _made(
            actor, letter=letter, title=letter.title[:300], kind=draft.kind, state=case.state, country=case.state,
            route=route, signatories=[one.name for one in signing if not one.withheld],
            owner=letter.owner,
            organisation_id=letter.organisation_id, network_id=letter.network_id, audience=letter.audience,
            addressee=plain(", ".join(sent.to) if sent.channel == "hand" else "")[:300],
        )  # fmt: skip
        _add(made, begun, actor)
        record(actor, "matter.change", made)
    return made


def log(
    actor: Actor,
    matter_id: uuid.UUID,
    seen: int,
    kind: str,
    *,
    day: date | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Matter:
    """Record what has happened.

    Parameters
    ----------
    seen
        Number of the last event that the person had before them.

    Raises
    ------
    FairleadError
        If it cannot happen, with all reasons; nothing is recorded then.
    """
    with transaction.atomic():
        matter = locked(actor, matter_id, "change", seen)
        before = matter.log
        if matter.letter_id is not None and kind in TEXT:
            raise FairleadError(_("The page of the letter says that."), fix=_("Change the letter there."))
        given: dict[str, Any] = {
            name: plain(value)[:300] if isinstance(value, str) else value for name, value in (fields or {}).items()
        }
        on = day or today()
        standing = Standing()
        if kind == "pursued":
            standing = Standing(safety=safe(matter, before, on).open)
        after = happen(
            before, cast(EventKind, kind), day=on, recorded=timezone.now(), standing=standing,
            by=given.pop("by", ""), **given,
        )  # fmt: skip
        if len(after.events) > MOST_EVENTS:
            raise FairleadError(_("Very much has happened in this matter."), fix=_("Begin another one."))
        grown(matter, before, after, actor)
        record(actor, "matter.change", matter)
    return matter


def step_back(actor: Actor, matter_id: uuid.UUID, seen: int, why: str = "") -> Matter:
    """Take back the last step that counts; both stay in the log. What has left cannot be called back."""
    with transaction.atomic():
        matter = locked(actor, matter_id, "change", seen)
        before = matter.log
        after = undo(before, recorded=timezone.now(), said=plain(why)[:300])
        if matter.letter_id is not None and state_of(after) in ("drafted", "agreed"):
            raise FairleadError(_("The letter has been sent: that stays."), fix=_("Close the matter instead."))
        grown(matter, before, after, actor)
        record(actor, "matter.change", matter)
    return matter


def set_audience(
    actor: Actor,
    matter_id: uuid.UUID,
    audience: str,
    organisation: uuid.UUID | None = None,
    network: uuid.UUID | None = None,
) -> Matter:
    """Say who sees the matter besides its owner: the organisation or the network."""
    if audience == Audience.PUBLIC:
        raise FairleadError(
            _("A matter is not shared with everyone as it is."),
            fix=_("Publish it: the register then shows what you choose."),
        )
    with transaction.atomic():
        matter = share(actor, Matter, matter_id, audience, organisation, network)
        record(actor, "matter.share", matter)
    return matter


def set_campaign(actor: Actor, matter_id: uuid.UUID, campaign: uuid.UUID | None) -> Matter:
    """Say to which campaign the matter belongs, out of those that the actor is inside of, or to none."""
    with transaction.atomic():
        matter = locked(actor, matter_id, "change")
        if matter.letter_id is not None:
            raise FairleadError(_("The page of the letter says that."), fix=_("Change it there."))
        _inside(actor, campaign)
        matter.campaign_id = campaign
        matter.save()
        record(actor, "matter.change", matter)
    return matter


def _inside(actor: Actor, campaign: uuid.UUID | None) -> None:
    if campaign is not None:
        find(actor, Campaign, "inside", pk=campaign)


def delete(actor: Actor, matter_id: uuid.UUID) -> None:
    """Delete the matter with its log and papers for good."""
    with transaction.atomic():
        matter = locked(actor, matter_id, "delete")
        record(actor, "matter.delete", matter)
        matter.delete()


def public_of(matter: Matter) -> dict[str, Any]:
    """What everyone would read: the summary, and the parts that were chosen. No person, no event of safety."""
    from fairlead.hub.matters.operations.keeping import current

    log_ = matter.log
    now = status(log_, today())
    made: dict[str, Any] = {
        "title": matter.title,
        "summary": matter.summary,
        "addressee": matter.addressee,
        "state": matter.state,
        "route": matter.route,
        "kind": matter.kind,
        "on": today().isoformat(),
        "stands": now.word,
        "outcome": now.outcome,
        "organisation": matter.organisation.name if matter.organisation and not _unnamed(matter) else "",
    }
    if "log" in matter.shows:
        made["events"] = [
            {
                "day": one.day,
                "kind": one.kind,
                "said": one.said,
                "from": one.reply.origin if one.reply else "",
                "summary": one.reply.summary if one.reply else "",
            }
            for one in effective(log_)
            if one.kind not in HIDDEN
        ]
    if "papers" in matter.shows:
        made["papers"] = [one.redacted for one in matter.papers.all() if one.redacted]
    if "ledgers" in matter.shows:
        made["ledgers"] = [
            {
                "what": row.what,
                "unit": row.unit,
                "day": row.day.isoformat(),
                "source": row.source,
                "whole": row.whole,
                "parts": dict(row.parts),
                "text": ledger.text(),
                "unexplained": None if ledger.unexplained is None else str(ledger.unexplained),
            }
            for row, ledger in current(matter)
        ]
    return made


def _unnamed(matter: Matter) -> bool:
    """Whether its letter leaves somebody who wrote it unnamed: then nobody is named as following it either."""
    letter = matter.letter
    return letter is not None and any(
        unnamed(one.version.draft.case)
        for one in (letter, *letter.dispatches.filter(sent__isnull=False).select_related("version"))
    )


def public_text(matter: Matter) -> str:
    """All words that everyone would read, to be looked through."""
    made = public_of(matter)
    parts = [made["title"], made["summary"], made["addressee"], *made.get("papers", ())]
    parts += [one[name] for one in made.get("events", ()) for name in ("said", "from", "summary")]
    parts += [one[name] for one in made.get("ledgers", ()) for name in ("what", "source")]
    return "\n".join(part for part in parts if part)


def questions(matter: Matter, on: date, *, publish: bool = False) -> tuple[Question, ...]:
    """Who could suffer: asked of the letter's case where there is one, and of the words that others would read."""
    case = _case(matter, on)
    route: str | tuple[str, ...] = matter.route
    if not route and matter.letter is not None:  # not chosen yet: asked for each that it may go by
        route = routes_of(kind_of(matter.letter.version.draft.kind), case)
    if not publish:
        return safety_questions(case, route)
    text = public_text(matter)
    return of_these_words(safety_questions(case, route, text, publish=True), text)


def safe(matter: Matter, log_: Log, on: date, *, publish: bool = False) -> Decision:
    """Whether it may leave, or be published, after what was answered."""
    asked = questions(matter, on, publish=publish)
    known = {one.id for one in asked}
    given: tuple[SafetyAnswer, ...] = tuple(one for one in answers_of(log_) if one.question in known)
    return decide(asked, given, _case(matter, on), embargo=embargo(log_), on=on)


def _case(matter: Matter, on: date) -> Case:
    if matter.letter is not None:
        return matter.letter.version.draft.case
    return Case(on=on.isoformat(), state=matter.state)


def locked(actor: Actor, matter_id: uuid.UUID, verb: str, seen: int | None = None) -> Matter:
    """The matter, so that nobody else changes it until the transaction ends, if the actor may do this."""
    from fairlead.hub.letters.operations import ConflictError

    matter = hold(actor, Matter, verb, matter_id)
    if seen is not None and matter.rows.count() != seen:
        raise ConflictError(
            _("Something was recorded meanwhile."), fix=_("Read what is new, then record it once more.")
        )
    return matter


def _made(actor: Actor, **fields: Any) -> Matter:
    assert actor.user is not None
    if Matter.objects.filter(owner=actor.user).count() >= MOST:
        raise FairleadError(_("You follow very many matters."), fix=_("Delete some."))
    return Matter.objects.create(**({"owner": actor.user} | fields))


def grown(matter: Matter, before: Log, after: Log, actor: Actor) -> None:
    """Keep what was added to a log. Only who may publish brings the day forward on which others see what is published.

    Raises
    ------
    PermissionDenied
        If the actor may not.
    """
    _add(matter, after.events[len(before.events) :], actor)
    until = date.fromisoformat(said) if (said := embargo(after)) else None
    sooner = matter.embargo is not None and (until is None or until < matter.embargo)
    if sooner and matter.published is not None:
        require(actor, "publish", matter)
    matter.embargo = until
    matter.save()


def _add(matter: Matter, events: tuple[Event, ...], actor: Actor) -> None:
    for one in events:
        EventRow.objects.create(matter=matter, number=one.number, data=msgspec.to_builtins(one), by=actor.user)
