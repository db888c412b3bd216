"""Beginning, changing, taking back, sharing, importing and deleting campaigns."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import cast

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.act.campaign.brief import titled
from fairlead.act.campaign.changes import new
from fairlead.act.campaign.checks import checked
from fairlead.act.campaign.form import parse
from fairlead.act.campaign.model import Campaign as Form
from fairlead.errors import FairleadError
from fairlead.hub.campaigns.models import Approval, Campaign, Party, Version, Words
from fairlead.hub.letters.operations import ConflictError
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record
from fairlead.hub.people.models import Audience, User
from fairlead.hub.people.policy import hold, require_operation, share

__all__ = [
    "ConflictError",
    "begin",
    "change",
    "delete",
    "imported",
    "locked",
    "restore",
    "set_audience",
]

MOST = 300
"""Campaigns that one person may keep."""
MOST_VERSIONS = 2000
BIGGEST = 400_000
"""Letters of the JSON of one campaign at most: every version is kept."""
LONGEST_ID = 80
KEPT = ("partner", "sector", "level", "instrument", "lender", "goal", "title")


def begin(actor: Actor, form: Form) -> Campaign:
    """Begin a campaign; only its owner sees it.

    Raises
    ------
    InputError
        If it cannot be used, with every problem.
    FairleadError
        If a person keeps very many.
    """
    require_operation(actor, "campaign.change", actor.only)
    if not form.steps:
        kept = {name: getattr(form, name) for name in KEPT}
        form = new(form.objective, form.country, start=form.start or today().isoformat(), target=form.target, **kept)
    return _made(actor, form)


def imported(actor: Actor, content: bytes) -> Campaign:
    """Take a campaign from its JSON; those who begin one may do so, and nothing in it gives anybody a right.

    Members come as organisations outside, whose word was written down elsewhere: no organisation of the hub is made a
    member by a file. Texts come by their fingerprints, agreements as what the file says.

    Raises
    ------
    InputError
        If it is not of the format or cannot be used, with every problem.
    """
    require_operation(actor, "campaign.change", actor.only)
    if len(content) > BIGGEST:
        raise FairleadError(_("The file is very big."), fix=_("Give a campaign as Fairlead exports it."))
    form = parse(content, _("the file"))
    ids = [one.id for one in form.members] + [one.id for one in form.texts]
    if any(len(one) > LONGEST_ID for one in ids):
        raise FairleadError(_("A short name is very long."), fix=_("Give short names of 80 letters at most."))
    with transaction.atomic():
        made = _made(actor, form)
        _coalition(made, form)
    return made


def _coalition(made: Campaign, form: Form) -> None:
    """The coalition as the file says it."""
    said = str(_("as the imported file says"))
    parties = {}
    for one in form.members:
        parties[one.id] = Party.objects.create(
            campaign=made, slug=one.id, name=plain(one.name)[:200] or one.id, constituency=one.constituency,
            country=one.country, joined=one.joined or today(), left=one.left or None, attested=said,
        )  # fmt: skip
    texts: dict[str, Words] = {}
    for text in form.texts:
        texts[text.id] = Words.objects.create(
            campaign=made, name=text.id, title=plain(text.title)[:200] or text.id, kind=text.kind[:60], text="",
            sha256=text.sha256, made=text.made,
        )  # fmt: skip
    for text in form.texts:
        if text.replaces:
            texts[text.id].replaces = texts[text.replaces]
            texts[text.id].save()
    for given in form.agreements:
        Approval.objects.create(
            party=parties[given.member], text=texts[given.text], sha256=given.sha256, on=given.on,
            withdrawn=given.withdrawn or None, attested=said,
        )  # fmt: skip


def _made(actor: Actor, form: Form) -> Campaign:
    bare = _bare(form)
    with transaction.atomic():
        if Campaign.objects.filter(owner=actor.user).count() >= MOST:
            raise FairleadError(_("You keep very many campaigns."), fix=_("Delete some that have ended."))
        made = Campaign.objects.create(
            owner=cast(User, actor.user), organisation_id=actor.only, **_heads(bare), number=1
        )  # fmt: skip
        Version.objects.create(campaign=made, number=1, content=_packed(bare), by=actor.user, why=_("begun"))
        record(actor, "campaign.change", made)
    return made


def change(actor: Actor, campaign_id: uuid.UUID, seen: int, made: Callable[[Form], Form], why: str = "") -> Campaign:
    """Change the plan, the log or the outcomes: a new version stands, the old one stays.

    Parameters
    ----------
    actor, campaign_id
        Who, which.
    seen
        Number of the version that the person had before them.
    made
        Gives the campaign as it is to be; it reads the coalition too, which it cannot change.
    why
        What was changed, in a few words.

    Raises
    ------
    ConflictError
        If somebody else was quicker.
    """
    with transaction.atomic():
        held = locked(actor, campaign_id, "change")
        if held.number != seen:
            raise ConflictError(
                _("Somebody changed it meanwhile."), fix=_("Look at the campaign as it stands, then change it again.")
            )
        _next(actor, held, _bare(checked(made(held.whole))), why)
        record(actor, "campaign.change", held)
    return held


def restore(actor: Actor, campaign_id: uuid.UUID, seen: int, number: int) -> Campaign:
    """Let an earlier version stand again, as a new one."""
    with transaction.atomic():
        held = locked(actor, campaign_id, "change")
        if held.number != seen:
            raise ConflictError(_("Somebody changed it meanwhile."), fix=_("Look at the campaign as it stands."))
        old = held.versions.filter(number=number).first()
        if old is None:
            raise FairleadError(_("There is no such version."), fix=_("Choose one that is listed."))
        _next(actor, held, old.form, _("version %(number)d again") % {"number": number})
        record(actor, "campaign.change", held)
    return held


def _next(actor: Actor, held: Campaign, form: Form, why: str) -> None:
    if held.number >= MOST_VERSIONS:
        raise FairleadError(_("It has very many versions."), fix=_("Export it, and begin a new one from the file."))
    held.number += 1
    Version.objects.create(
        campaign=held, number=held.number, content=_packed(form), by=actor.user, why=plain(why)[:300]
    )
    for name, value in _heads(form).items():
        setattr(held, name, value)
    held.save()


def set_audience(
    actor: Actor,
    campaign_id: uuid.UUID,
    audience: str,
    organisation: uuid.UUID | None = None,
    network: uuid.UUID | None = None,
) -> Campaign:
    """Say who reads the campaign besides its owner and its coalition: the organisation or the network."""
    if audience == Audience.PUBLIC:
        raise FairleadError(
            _("A campaign is not shared with everyone as it is."), fix=_("Publish the parts that everyone may read.")
        )
    with transaction.atomic():
        held = share(actor, Campaign, campaign_id, audience, organisation, network)
        record(actor, "campaign.share", held)
    return held


def delete(actor: Actor, campaign_id: uuid.UUID) -> None:
    """Delete the campaign for good."""
    with transaction.atomic():
        held = locked(actor, campaign_id, "delete")
        record(actor, "campaign.delete", held)
        held.delete()


def locked(actor: Actor, campaign_id: uuid.UUID, verb: str) -> Campaign:
    """The campaign, held for a change; its rights are asked again once it is held."""
    return hold(actor, Campaign, verb, campaign_id)


def _bare(form: Form) -> Form:
    """What versions keep: all but the coalition, which has rows and rights of its own."""
    title = plain(form.title)[:300] or titled(form)
    return msgspec.structs.replace(form, id="", title=title, members=(), texts=(), agreements=())


def _heads(form: Form) -> dict[str, str]:
    return {"title": form.title, "objective": form.objective, "country": form.country}


def _packed(form: Form) -> bytes:
    packed = Version.packed(form)
    if len(msgspec.json.encode(form)) > BIGGEST:
        raise FairleadError(_("The campaign is very long."), fix=_("Shorten its texts; a log of years fits easily."))
    return packed
