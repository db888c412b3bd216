"""Writing a letter: beginning, changing, renewing, going back to a version, sharing, deleting."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.act.batch import batch as write_batch
from fairlead.act.case import Case
from fairlead.act.draft import Draft
from fairlead.act.editing import complete, edit, text_of, with_case
from fairlead.act.editing import renewed as written_again
from fairlead.act.receivable import received
from fairlead.act.writing import write
from fairlead.errors import FairleadError
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.letters.models import Letter, Version
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import User
from fairlead.hub.people.policy import find, hold, require_operation, share

__all__ = [
    "ConflictError",
    "answer_procedure",
    "change",
    "create",
    "create_batch",
    "delete",
    "digest_of",
    "locked",
    "renew",
    "restore",
    "set_audience",
    "set_campaign",
    "still",
]

MOST = 500
"""Letters that one person may keep."""
MOST_AT_ONCE = 200


class ConflictError(FairleadError):
    """Somebody else changed the letter meanwhile; what was given is not kept, and nothing of theirs is lost."""

    status = 409


def create(actor: Actor, kind: str, case: Case, *, title: str = "", campaign: uuid.UUID | None = None) -> Letter:
    """Begin a letter, private to whoever begins it, also where it belongs to a campaign that they are inside of.

    Raises
    ------
    FairleadError, InputError
        As `fairlead.act.writing.write` does; then nothing is kept.
    """
    require_operation(actor, "letter.change", actor.only)
    _inside(actor, campaign)
    draft = write(kind, case)
    with transaction.atomic():
        user = _with_room(actor, 1)
        made = _begun(user, draft, title, campaign=campaign, organisation=actor.only)
        record(actor, "letter.change", made)
    return made


def create_batch(
    actor: Actor, kind: str, case: Case, rows: Sequence[Mapping[str, str]], *, title: str = "",
    campaign: uuid.UUID | None = None,
) -> tuple[Letter, ...]:  # fmt: skip
    """Begin one letter for each addressee, all of them or none.

    Raises
    ------
    InputError
        With the problems of all rows.
    """
    require_operation(actor, "letter.change", actor.only)
    _inside(actor, campaign)
    if not rows or len(rows) > MOST_AT_ONCE:
        raise FairleadError(
            _("Give between 1 and %(most)s addressees at once.") % {"most": MOST_AT_ONCE}, fix=_("Divide the table.")
        )
    drafts = write_batch(kind, case, rows)
    together = uuid.uuid4()
    with transaction.atomic():
        user = _with_room(actor, len(drafts))
        made = tuple(
            _begun(user, one, _called(one, drafts, title), campaign=campaign, batch=together, organisation=actor.only)
            for one in drafts
        )
        for one in made:
            record(actor, "letter.change", one)
    return made


def change(
    actor: Actor,
    letter_id: uuid.UUID,
    seen: int,
    *,
    case: Case | None = None,
    fields: Mapping[str, str] | None = None,
    edits: Mapping[str, str | None] | None = None,
    title: str | None = None,
    why: str = "",
) -> Letter:
    """Change a letter; the change is a new version, and approvals of other words count no more.

    Parameters
    ----------
    seen
        Number of the version that the person had before them.
    case, fields, edits
        What is changed, as in `fairlead.act.editing`.
    title
        As its writers call it.
    why
        What was changed, in a few words.

    Raises
    ------
    ConflictError
        If another version stands meanwhile.
    """
    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        still(letter, seen)
        draft = letter.version.draft
        if case is not None:
            draft = with_case(draft, case)
        if fields:
            draft = complete(draft, fields)
        if edits:
            draft = edit(draft, edits)
        if title is not None:
            letter.title = title.strip()[:300] or draft.title
        _add(letter, draft, actor, why)
        record(actor, "letter.change", letter)
    return letter


def renew(actor: Actor, letter_id: uuid.UUID, seen: int, on: str) -> Letter:
    """Write the letter again from the facts of another day; edits stay."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        still(letter, seen)
        _add(letter, written_again(letter.version.draft, on), actor, _("facts renewed"))
        record(actor, "letter.change", letter)
    return letter


def restore(actor: Actor, letter_id: uuid.UUID, seen: int, number: int) -> Letter:
    """Go back to an older version; what stood meanwhile stays among the versions."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        still(letter, seen)
        older = letter.versions.filter(number=number).first()
        if older is None:
            raise FairleadError(_("There is no such version."), fix=_("Choose one of those that are listed."))
        _add(letter, older.draft, actor, _("back to version %(number)s") % {"number": number})
        record(actor, "letter.change", letter)
    return letter


def answer_procedure(actor: Actor, letter_id: uuid.UUID, answers: Mapping[str, str]) -> Letter:
    """Keep what the writers answered to the questions of the procedure; an empty answer opens the question again.

    Raises
    ------
    InputError
        If an answer is to nothing that the procedure asks, or cannot be read; then none is kept.
    """
    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        kept = {key: value for key, value in {**letter.answers, **answers}.items() if value}
        received(letter.version.draft, kept)
        letter.answers = kept
        letter.save()
        record(actor, "letter.change", letter)
    return letter


def set_audience(
    actor: Actor,
    letter_id: uuid.UUID,
    audience: str,
    organisation: uuid.UUID | None = None,
    network: uuid.UUID | None = None,
) -> Letter:
    """Say who sees the letter besides its owner: the organisation or the network."""
    from fairlead.hub.people.models import Audience

    if audience == Audience.PUBLIC:
        raise FairleadError(
            _("A letter is not shared with everyone while it is written."),
            fix=_("Publish it once it has been sent: the register then shows what was sent."),
        )
    with transaction.atomic():
        letter = share(actor, Letter, letter_id, audience, organisation, network)
        record(actor, "letter.share", letter)
    return letter


def set_campaign(actor: Actor, letter_id: uuid.UUID, campaign: uuid.UUID | None) -> Letter:
    """Say to which campaign the letter belongs, out of those that the actor is inside of, or to none.

    Nobody sees the letter by that: the campaign lists it for those alone who see it anyway.
    """
    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        _inside(actor, campaign)
        letter.campaign_id = campaign
        letter.save()
        record(actor, "letter.change", letter)
    return letter


def _inside(actor: Actor, campaign: uuid.UUID | None) -> None:
    if campaign is not None:
        find(actor, Campaign, "inside", pk=campaign)


def delete(actor: Actor, letter_id: uuid.UUID) -> None:
    """Delete the letter with all its versions for good."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "delete")
        if any(one.waiting for one in letter.dispatches.all()):
            raise FairleadError(_("It is being sent."), fix=_("Take it back first, or wait until it has left."))
        record(actor, "letter.delete", letter)
        letter.dispatches.all().delete()
        letter.delete()


def locked(actor: Actor, letter_id: uuid.UUID, verb: str) -> Letter:
    """The letter, so that nobody else changes it until the transaction ends, if the actor may do this."""
    return hold(actor, Letter, verb, letter_id)


def digest_of(draft: Draft) -> str:
    """SHA-256 of the words that are signed: of the passages as edited and of the sources, not of the draft's date.

    Examples
    --------
    >>> digest_of(write("ratification", Case(on="2026-11-21", state="NPL")))[:4] == digest_of(
    ...     write("ratification", Case(on="2026-11-22", state="NPL")))[:4]
    True
    """
    said = [(one.id, one.form, text_of(one)) for one in (*draft.passages, *draft.annex) if one.form != "date"]
    whole = (draft.kind, draft.language, said, [one.says for one in draft.sources])
    return hashlib.sha256(msgspec.json.encode(whole)).hexdigest()


def _called(draft: Draft, others: Sequence[Draft], title: str) -> str:
    """What one letter of several is called among its writers: its title, and to whom where others have that title."""
    name = title.strip() or draft.title
    if not title.strip() and sum(one.title == draft.title for one in others) < 2:
        return name
    to = next((text_of(one).strip() for one in draft.passages if one.form == "to"), "")
    return f"{name} – {to}" if to else name


def _begun(
    user: User,
    draft: Draft,
    title: str,
    *,
    campaign: uuid.UUID | None = None,
    batch: uuid.UUID | None = None,
    organisation: uuid.UUID | None = None,
) -> Letter:
    letter = Letter.objects.create(
        owner=user,
        kind=draft.kind,
        title=title.strip()[:300] or draft.title[:300],
        campaign_id=campaign,
        batch=batch,
        organisation_id=organisation,
    )
    Version.objects.create(
        letter=letter, number=1, content=Version.packed(draft), digest=digest_of(draft), by=user, why=_("begun")
    )
    return letter


def _add(letter: Letter, draft: Draft, actor: Actor, why: str) -> None:
    if any(one.waiting for one in letter.dispatches.all()):
        raise FairleadError(_("It is being sent."), fix=_("Take it back first; then change it."))
    letter.number += 1
    Version.objects.create(
        letter=letter,
        number=letter.number,
        content=Version.packed(draft),
        digest=digest_of(draft),
        by=actor.user,
        why=" ".join(why.split())[:300],
    )
    letter.save()


def still(letter: Letter, seen: int) -> None:
    """Refuse a change that was made on another version than the one that stands.

    Raises
    ------
    ConflictError
        If another stands.
    """
    if letter.number != seen:
        raise ConflictError(
            _("Version %(number)s was written meanwhile.") % {"number": letter.number},
            why=_("Your change was made on version %(seen)s, and would undo what others did.") % {"seen": seen},
            fix=_("Look at what was changed, then make your change again."),
        )


def _with_room(actor: Actor, count: int) -> User:
    assert actor.user is not None
    user = User.objects.select_for_update().get(pk=actor.user.pk)
    if Letter.objects.filter(owner=user).count() + count > MOST:
        raise FairleadError(_("You keep very many letters here."), fix=_("Delete those that you no longer need."))
    return user
