"""Organisations of this hub that stand for the same, by what they made visible themselves, and nothing else.

An organisation is told of where it is listed for everyone and one of these holds: it takes part, and may be named, in
a campaign for the same that the reader sees; it published a letter or matter on the State that serves the objective.
Beside it stands what it has supported in public, as the facts and published answers say: these know it by its name
alone, so that only an organisation that an operator has confirmed is taken for the one of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.act.campaign.model import OBJECTIVE_INSTRUMENT
from fairlead.act.campaign.model import Campaign as Form
from fairlead.act.kinds import kinds
from fairlead.facts import load
from fairlead.facts.records.campaigns import PublicSupport
from fairlead.hub.campaigns.models import Campaign, Party
from fairlead.hub.matters import register
from fairlead.hub.people.actor import NOBODY, Actor
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import allowed, visible

__all__ = ["Ally", "Reason", "allies"]

MOST = 100


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an organisation is told of: a sentence, and where it can be read."""

    text: str
    address: str = ""


class Ally(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation of this hub, by what it made visible.

    Attributes
    ----------
    slug, name, kind, country
        As on its page.
    reasons
        What it did that leads here.
    supports
        What it has supported in public, as the facts say.
    answers
        What it answered, in matters that are public.
    """

    slug: str
    name: str
    kind: str
    country: str = ""
    reasons: tuple[Reason, ...] = ()
    supports: tuple[Reason, ...] = ()
    answers: tuple[Reason, ...] = ()


def allies(actor: Actor, form: Form, on: date, *, but: Iterable[UUID] = ()) -> tuple[Ally, ...]:
    """Organisations of this hub that stand for the same as a campaign, by name.

    Parameters
    ----------
    actor
        Who asks: of a campaign that is not public, only those inside are told.
    form
        Its objective, country and instrument are used.
    on
        The day.
    but
        Organisations to leave out, such as those that are asked already.
    """
    reasons: dict[UUID, list[Reason]] = {}
    for pk, reason in (*_taking_part(actor, form), *_published(form, on)):
        if reason not in reasons.setdefault(pk, []):
            reasons[pk].append(reason)
    listed = Organisation.objects.filter(listed=True).exclude(pk__in=list(but))
    stated = _stated(form, on)
    known = Q(name__in=list(stated), confirmed__isnull=False)
    found = listed.filter(Q(pk__in=list(reasons)) | known).order_by("name", "pk")[:MOST]
    answered = _answers(form, on)
    return tuple(
        Ally(
            slug=one.slug,
            name=one.name,
            kind=str(one.get_kind_display()),
            country=one.country,
            reasons=tuple(reasons.get(one.pk, ())),
            supports=tuple(stated.get(one.name, ()) if one.confirmed else ()),
            answers=tuple(answered.get(one.name.casefold(), ()) if one.confirmed else ()),
        )
        for one in found
    )


def _taking_part(actor: Actor, form: Form) -> Iterator[tuple[UUID, Reason]]:
    """Named members of campaigns for the same that the reader sees, with the texts that they agreed to."""
    same = visible(actor, Campaign).filter(objective=form.objective, country=form.country, withhold=False)
    for campaign in (same.exclude(pk=form.id) if form.id else same)[:MOST]:
        if form.objective == "ratify" and _about(campaign) != form.about:
            continue
        inside = allowed(actor, "inside", campaign)
        address = reverse("campaign", kwargs={"campaign": campaign.pk})
        said = None if inside or campaign.public is None else campaign.public
        parties = campaign.parties.filter(
            organisation__listed=True, named=True, joined__isnull=False, left__isnull=True
        ).prefetch_related("approvals__text")
        for party in parties:
            if said is not None and str(party.pk) not in said["members"]:
                continue  # it joined after the campaign was published
            part = _("takes part in “%(campaign)s”") % {"campaign": said["title"] if said else campaign.title}
            yield party.organisation_id, Reason(text=part, address=address)
            for title in _agreed(party, said):
                yield party.organisation_id, Reason(text=_("agreed to “%(text)s”") % {"text": title}, address=address)


def _agreed(party: Party, said: dict[str, Any] | None) -> list[str]:
    """Titles of texts that a member agreed to: those inside know them all, others those that were published."""
    standing = {str(one.text_id): one.text.title for one in party.approvals.all() if one.withdrawn is None}
    if said is None:
        return sorted(standing.values())
    told = [one["text"] for one in said["texts"] if str(party.pk) in one["agreed"]]
    return sorted(title for key, title in standing.items() if key in told)


def _about(campaign: Campaign) -> str:
    return campaign.form.instrument or OBJECTIVE_INSTRUMENT


def _published(form: Form, on: date) -> Iterator[tuple[UUID, Reason]]:
    """Those that published a letter, or what came of one, on the State, of a kind that serves the objective."""
    serves = {key for key, one in kinds().items() if form.objective in one.objectives}
    for one in register.public_matters(on).filter(organisation__isnull=False, kind__in=serves)[: MOST * 5]:
        if one.public["state"] == form.country and register.shown_matter(one)["organisation"]:
            address = reverse("register-matter", kwargs={"entry": one.pk})
            yield (
                one.organisation_id,
                Reason(text=_("published “%(title)s”") % {"title": one.public["title"]}, address=address),
            )
    for letter in register.public_letters(on).filter(kind__in=serves).prefetch_related("signatories")[: MOST * 5]:
        draft, sent = register.sent_text(letter)
        case = draft.case
        if case.state != form.country or case.withhold:
            continue
        shown = {one.name for one in case.writers if not one.withheld}
        address = reverse("register-letter", kwargs={"entry": letter.pk})
        for signed in letter.signatories.all():
            agreed = signed.approved is not None and signed.digest == sent.version.digest
            if agreed and signed.organisation_id is not None and signed.name in shown:
                yield (
                    signed.organisation_id,
                    Reason(text=_("signed “%(title)s”") % {"title": draft.title}, address=address),
                )


def _stated(form: Form, on: date) -> dict[str, list[Reason]]:
    """What supporters have said in public for the objective, by their names as the facts write them."""
    found: dict[str, list[Reason]] = {}
    for row in load(PublicSupport):
        fits = form.objective in row.objectives and row.made <= on.isoformat()
        if form.objective == "ratify" and row.instrument and row.instrument != form.about:
            fits = False
        if fits:
            said = f"{row.says} ({row.made})"
            for name in {row.supporter, row.supporter.partition(" (")[0]}:
                found.setdefault(name, []).append(Reason(text=said, address=row.url))
    return found


def _answers(form: Form, on: date) -> dict[str, list[Reason]]:
    """What was answered in public, by the name of whoever answered: in matters on the State, and logs of campaigns."""
    found: dict[str, list[Reason]] = {}
    for one in register.public_matters(on)[: MOST * 5]:
        if one.public["state"] != form.country:
            continue
        for event in one.public.get("events", ()):
            if event["from"] and event["summary"]:
                address = reverse("register-matter", kwargs={"entry": one.pk})
                said = Reason(text=f"{event['summary']} ({event['day']})", address=address)
                found.setdefault(event["from"].casefold(), []).append(said)
    same = visible(NOBODY, Campaign).filter(objective=form.objective, country=form.country)
    for campaign in same[:MOST]:
        address = reverse("campaign", kwargs={"campaign": campaign.pk})
        for logged in (campaign.public or {}).get("engagements", ()):
            if logged["answer"]:
                said = Reason(text=f"{logged['answer']} ({logged['answered']})", address=address)
                found.setdefault(logged["whom"].casefold(), []).append(said)
    return found
