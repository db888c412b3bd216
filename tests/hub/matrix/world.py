"""A small world of people, organisations and things, the same for the matrix, for fuzzing and for the contract."""

from __future__ import annotations

import functools
import io
import tempfile
import uuid
import zlib
from base64 import b64decode
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from fairlead.act.campaign import Campaign as Acting
from fairlead.act.campaign import changes as acting
from fairlead.act.case import Case
from fairlead.act.case import Organisation as Writer
from fairlead.hub.assessments import files, operations, readings, work
from fairlead.hub.assessments.files import Incoming
from fairlead.hub.assessments.models import Assessment, Reading, ReadingChange, Run, Share
from fairlead.hub.assessments.settings import DEFAULTS
from fairlead.hub.campaigns import operations as campaigns
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.corrections.models import Board, FactVersion, InForce, Judgement, Proposal, Seat
from fairlead.hub.letters import operations as letters
from fairlead.hub.letters import safety
from fairlead.hub.letters.models import Dispatch, Letter
from fairlead.hub.matters import operations as matters
from fairlead.hub.matters.models import Matter, Reminding
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import (
    ApiToken,
    Invitation,
    Membership,
    Network,
    NetworkInvitation,
    Organisation,
    User,
)
from fairlead.hub.people.operations.common import digest
from fairlead.hub.people.registry import OPERATIONS
from fairlead.hub.search import index
from fairlead.hub.watch.models import Change, Subscription, Watch

PASSWORD = "a long enough password"
LIST = (
    "Supplier;Country;Product;Amount EUR;Year\n"
    "{marker} Heron Ltd;Bangladesh;T-shirts;120000;2022\n"
    "Amber Wren GmbH;Germany;Office furniture;50000;2022\n"
    "{marker} Ledger;Germany;;10;2022\n"
)
MARK = "Zqmarker"
JUDGED = "BALI"
"""The initiative that the organisation with a seat speaks for."""
READING = {"columns": {}, "sheet": None, "currency": None, "year": None, "decimal": None, "drop_duplicates": False}
FAILED = {"error": {"what": "Not now.", "why": "", "fix": "", "problems": []}}


@functools.cache
def worked(purpose: str) -> dict[str, Any]:
    """What reading or assessing the list gives; made once, with few draws."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text(LIST.format(marker=MARK))
        task = {
            "purpose": purpose,
            "path": str(path),
            "name": f"{MARK}.csv",
            "title": f"{MARK} title",
            "reading": READING,
            "options": {**DEFAULTS, "draws": 200},
            "confirmations": [],
        }
        done = work.do(task, lambda *_: None)
    assert "error" not in done, done
    return done


def packed(value: str | bytes, marker: str) -> bytes:
    """As a run keeps it, with this marker in the place of the usual one."""
    raw = zlib.decompress(b64decode(value)) if isinstance(value, str) else value
    return zlib.compress(raw.replace(MARK.encode(), marker.encode()))


def quiet_work(run: Any, claim: Any) -> dict[str, Any]:
    """In the place of the calculation: quick, and without a result."""
    return FAILED


def person(name: str, **fields: Any) -> User:
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=f"Name of {name}", **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if user.is_superuser:  # operators have a second factor
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user


def organisation(slug: str, kind: str = "workers", *, listed: bool = False, **fields: str) -> Organisation:
    known = timezone.now() if listed else None
    return Organisation.objects.create(
        slug=slug, name=f"Body {slug}", kind=kind, listed=listed, confirmed=known, **fields
    )


def token(holder: User, scopes: list[str], only: Organisation | None = None) -> str:
    key = f"fairlead_{uuid.uuid4().hex}"
    ApiToken.objects.create(
        user=holder,
        name="a token",
        secret=digest(key),
        scopes=scopes,
        organisation=only,
        expires=timezone.now() + timedelta(days=1),
    )
    return key


def every_scope() -> list[str]:
    return sorted(name for name, one in OPERATIONS.items() if one.by_token)


def assessment(owner: User, marker: str = MARK, **fields: Any) -> Assessment:
    """An assessment with a reading, a result and a link."""
    made = operations.create(
        actor_for(owner), Incoming.of([LIST.format(marker=marker).encode()]), f"{marker}.csv", f"{marker} title"
    )
    for name, value in {"reading": READING, **fields}.items():
        setattr(made, name, value)
    made.save()
    for number, purpose in ((None, "check"), (1, "assess")):
        done = worked(purpose)
        Run.objects.create(
            assessment=made,
            purpose=purpose,
            number=number,
            state="done",
            by=owner,
            started=timezone.now(),
            finished=timezone.now(),
            sha256=made.sha256,
            reading=made.reading,
            options=DEFAULTS,
            summary=done["summary"],
            answer=packed(done["answer"], marker),
            draws=packed(done["draws"], marker) if done.get("draws") else None,
        )
    return made


class World:
    """Everybody and everything."""

    def __init__(self) -> None:
        index.ready()
        self.ours, self.theirs = organisation("ours"), organisation("theirs", "company")
        self.known = organisation("known", "civil_society", listed=True)
        self.roles: dict[str, User | None] = {"nobody": None, "stranger": person("stranger")}
        for role in ("reader", "editor", "manager"):
            self.roles[role] = self._member(role, self.ours, role)
        owner = self.owner = self._member("owner", self.ours, "manager")
        self.roles["owner"] = owner
        for role in ("editor", "manager"):
            self.roles[f"other_{role}"] = self._member(f"other-{role}", self.theirs, role)
        # of another State than the proposals are about, so that it votes; by its web site it speaks for JUDGED
        seat = organisation("seat", "government", listed=True, country="CHE", website="https://www.baliprocess.net/")
        self.roles["board"] = self._member("board", seat, "editor")
        self.roles["operator"] = person("operator", is_superuser=True, is_staff=True)
        organisation("other-seat", "government", listed=True)
        self.judging = Organisation.objects.get(slug="seat")
        self.elsewhere = organisation("elsewhere")
        Membership.objects.create(user=owner, organisation=self.elsewhere, role="reader")
        self.net = Network.objects.create(slug="net", name="Net of ours", keeper=self.ours)
        self.net.members.add(self.known)
        self.network_invitation = NetworkInvitation.objects.create(
            network=self.net, slug="theirs", organisation=self.theirs
        )
        self.invitation_secret = "secret-of-an-invitation"
        self.invitation = self._invitation("invited@example.org", self.invitation_secret)
        self.own_invitation = self._invitation("stranger@example.org", "another")
        self.member = self._member("goner", self.ours, "reader")
        self.private = assessment(owner)
        self.shared = assessment(owner, audience="organisation", organisation=self.ours)
        self.link, self.secret = operations.share(actor_for(owner), self.private.pk, 1, names=True)
        self.shared_link = Share.objects.create(
            assessment=self.shared, run=self.shared.runs.get(number=1), token_hash="x" * 64, note="for nobody"
        )
        readings.decide(actor_for(owner), {("country", f"{MARK}land"): {"NPL": 1.0}})
        self.reading = Reading.objects.get()
        self.batch = ReadingChange.objects.get().batch
        self.own_token = ApiToken.objects.create(
            user=owner,
            name=f"{MARK} token",
            secret="y" * 64,
            scopes=["audit.see"],
            expires=timezone.now() + timedelta(days=9),
        )
        self._corrections()
        self._watching()
        self._letters()
        self._matters()
        self._campaigns()
        self.lists = {path: path.read_bytes() for path in files.folder().iterdir() if path.is_file()}

    def _member(self, name: str, body: Organisation, role: str) -> User:
        made = person(name)
        Membership.objects.create(user=made, organisation=body, role=role)
        return made

    def _corrections(self) -> None:
        """A board with a seat of government, proposals of the owner and of nobody, a version and a judgement."""
        self.board = Board.objects.create(slug="board", name="Board of goods", tables=["goods"])
        self.seat = Seat.objects.create(
            board=self.board, constituency="government", organisation=Organisation.objects.get(slug="seat")
        )
        for slug, kind, constituency in (("firms", "employers", "employers"), ("union", "workers", "workers")):
            body = organisation(slug, kind, listed=True)
            Seat.objects.create(board=self.board, constituency=constituency, organisation=body)
        asked = {
            "table": "goods", "key": "Cotton~TKM", "kind": "change", "cells": {"note": "Another note"},
            "before": {"note": ""}, "countries": " TKM ", "source_url": "https://www.example.org/",
            "source_title": "A page", "source_date": "2024-01-01", "source_says": "It says so.", "why": "It was read.",
        }  # fmt: skip
        self.proposal = Proposal.objects.create(by=self.owner, **asked)
        self.withdrawn = Proposal.objects.create(by=self.owner, state="withdrawn", **asked)
        self.held = Proposal.objects.create(state="held", **{**asked, "why": f"{MARK} held"})
        decided = Proposal.objects.create(by=self.owner, state="accepted", reviewed=False, **asked)
        self.version = FactVersion.objects.create(
            number=1, table="goods", key="Cotton~TKM", kind="packaged", proposal=decided, who="an operator", why="Read."
        )
        InForce.objects.update_or_create(pk=1, defaults={"number": 1})
        self.alone = Proposal.objects.create(by=None, state="open", **{**asked, "table": "sources", "key": "normlex"})
        self.judgement, self.judgement_on_seat = (
            Judgement.objects.create(
                initiative=initiative, aspect="remedy", reason="It pays.", source_url="https://www.example.org/",
                source_title="A page", source_date="2024-01-01", by=self.owner, organisation=self.ours,
                organisation_name="Body ours", organisation_kind="workers",
            )
            for initiative in ("50FF", JUDGED)
        )  # fmt: skip

    def _watching(self) -> None:
        self.watch = Watch.objects.create(owner=self.owner, what="search", value=f"{MARK} words")
        self.feed = "secret-of-a-feed"
        Subscription.objects.create(user=self.owner, every="weekly", feed=digest(self.feed))
        self.change = Change.objects.create(
            kind="correction",
            table="goods",
            key="Cotton~TKM",
            title="Cotton",
            about=" table:goods ",
            words="cotton",
            version=1,
        )

    def _letters(self) -> None:
        """Letters of the owner, and such that their organisation writes along: one ready, one leaving, one gone."""
        own = organisation("own")
        Membership.objects.create(user=self.owner, organisation=own, role="editor")
        actor = actor_for(self.owner)
        self.letters = {
            (thing, stage): self._letter(actor, stage, shared=thing == "shared")
            for thing in ("private", "shared")
            for stage in ("ready", "leaving", "gone")
        }
        for thing, slug in (("private", "own"), ("shared", "seat")):
            letter = self.letters[thing, "ready"]
            letters.invite(actor, letter.pk, organisation=slug)
            outside = letters.invite(actor, letter.pk, name="A body outside")
            letters.attest(actor, letter.pk, outside.pk, "by post")
            letter.signatories.exclude(pk=outside.pk).update(approved=timezone.now(), digest=letter.version.digest)

    def _letter(self, actor: Any, stage: str, *, shared: bool) -> Any:
        fields = {"minister": f"{MARK} minister", "reply_by": "1 May"}
        writer = Writer(name="Body ours", country="NPL")
        case = Case(on=today().isoformat(), state="NPL", fields=fields, writers=(writer,))
        made = letters.create(actor, "ratification", case, title=f"{MARK} letter")
        if shared:
            letters.set_audience(actor, made.pk, "organisation", self.ours.pk)
        sending = {"leaving": ("mail", ["minister@example.org"]), "gone": ("hand", ["Ministry"])}
        for publish in (False, True):
            for one in safety.asked(made.version, publish=publish):
                go = next(option.id for option in one.options if option.effect == "go")
                answer = {"answer": go, "note": "Asked.", "digest": made.version.digest}
                made.safety.update_or_create(question=one.id, defaults=answer)
        if stage in sending:
            letters.send(actor, made.pk, 1, sending[stage][0], to=sending[stage][1])
        made.refresh_from_db()
        return made

    def _matters(self) -> None:
        """Matters of the owner, one for themself and one shared; letters that were sent; and what everyone may read."""
        self.matter, self.shared_matter = self._matter("matter"), self._matter("matter of ours")
        matters.set_audience(actor_for(self.owner), self.shared_matter.pk, "organisation", self.ours.pk)
        self.sent_letter, self.shared_sent_letter, self.public_letter = (
            self._sent(name) for name in (f"{MARK} sent", f"{MARK} sent by us", "A letter")
        )
        letters.set_audience(actor_for(self.owner), self.shared_sent_letter.pk, "organisation", self.ours.pk)
        Letter.objects.filter(pk=self.public_letter.pk).update(published=timezone.now())
        self.public_matter = self._matter(title="A matter")
        matters.publish(actor_for(self.owner), self.public_matter.pk)
        self.calendar = "secret-of-a-calendar"
        Reminding.objects.create(user=self.owner, calendar=digest(self.calendar))

    def _matter(self, name: str = "", *, title: str = "") -> Matter:
        actor = actor_for(self.owner)
        made = matters.begin(actor, title or f"{MARK} {name}", sent=today(), country="NOR", route="NOTRA")
        matters.file_reply(actor, made.pk, 2, "other", origin="They", name="a.txt", content=b"Ms Example")
        matters.black_out(actor, made.pk, made.papers.get().pk, "", ["Example"])
        matters.prepare(actor, made.pk, "They answered.", [])
        form = {}
        for one in matters.questions(Matter.objects.get(pk=made.pk), today(), publish=True):
            option = next(each.id for each in one.options if each.effect == "go")
            form |= {f"answer-{one.id}": option, f"why-{one.id}": "They agree."}
        matters.answer_safety(actor, made.pk, form, publish=True)
        return Matter.objects.get(pk=made.pk)

    def _campaigns(self) -> None:
        """Campaigns of the owner, one for themself and one shared, of which the organisation is a member."""
        self.campaign, self.shared_campaign = self._campaign("campaign"), self._campaign("campaign of ours")
        campaigns.set_audience(actor_for(self.owner), self.shared_campaign.pk, "organisation", self.ours.pk)
        shared, actor = self.shared_campaign, actor_for(self.owner)
        campaigns.invite(actor, shared.pk, organisation=self.ours.slug)
        campaigns.accept(actor, shared.pk, self.ours.pk, named=True)
        agreed = shared.texts.get(title="agreed")
        campaigns.agree(actor, shared.pk, self.ours.pk, agreed.pk, agreed.sha256)
        for one in (self.campaign, self.shared_campaign):
            held, form = campaigns.prepare(actor, one.pk, ["plan"]), {}
            for each in campaigns.questions(held, today()):
                option = next(choice.id for choice in each.options if choice.effect == "go")
                form |= {f"answer-{each.id}": option, f"why-{each.id}": "They agree."}
            campaigns.answer_safety(actor, one.pk, form)

    def _campaign(self, name: str) -> Campaign:
        actor = actor_for(self.owner)
        made = campaigns.begin(actor, Acting(objective="ratify", country="NPL", title=f"{MARK} {name}"))
        spoken = functools.partial(acting.log, whom="Ministry", ask="Ratify", on="2027-01-01", id="first")
        campaigns.change(actor, made.pk, 1, spoken)
        campaigns.invite(actor, made.pk, name="A body outside", attested="by post")
        for title in ("text", "agreed"):
            campaigns.add_words(actor, made.pk, title, "We ask.")
        return made

    def _sent(self, title: str) -> Letter:
        case = Case(on="2026-11-21", state="NPL", fields={"minister": "Minister", "reply_by": "1 May"})
        made = letters.create(actor_for(self.owner), "ratification", case, title=title)
        Dispatch.objects.create(
            letter=made, version=made.version, channel="hand", to=["Ministry"], on=today(), not_before=made.created,
            sent=made.created,
        )  # fmt: skip
        return made

    def _invitation(self, email: str, secret: str) -> Invitation:
        long_ago = timezone.now() - timedelta(hours=1)
        return Invitation.objects.create(
            organisation=self.ours,
            email=email,
            secret=digest(secret),
            sent=long_ago,
            expires=timezone.now() + timedelta(days=9),
        )

    def restore(self) -> None:
        """Put back lists that a request deleted, which no transaction does."""
        for path in files.folder().iterdir():
            if path.is_file() and path not in self.lists:
                path.unlink()
        for path, content in self.lists.items():
            if not path.exists():
                path.write_bytes(content)


def upload() -> Any:
    made = io.BytesIO(LIST.format(marker="Other").encode())
    made.name = "list.csv"
    return made
