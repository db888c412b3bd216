"""What stands in each address, and what is sent to it: objects of the owner and of their organisation, valid values.

A value that is a function is asked for with the world and the target.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.hub.matrix.world import MARK, PASSWORD, upload

from fairlead.hub.corrections.views.proposals import COLUMNS
from fairlead.hub.lookup.cases import slugs

__all__ = ["BODIES", "POSTS", "QUERIES", "SAMPLES"]


def thing(world: Any, target: Any) -> Any:
    return (world.shared if target.thing == "shared" else world.private).pk


def letter(world: Any, target: Any) -> Any:
    stage = {"letter-cancel": "leaving", "letter-publish": "gone", "letter-unpublish": "gone"}.get(target.base, "ready")
    return world.letters[target.thing, stage].pk


def words_of(world: Any, target: Any) -> str:
    return str(world.letters[target.thing, "ready"].version.digest)


def asked_body(world: Any, target: Any) -> str:
    return "seat" if target.thing == "shared" else "own"


def outside(world: Any, target: Any) -> str:
    return str(world.letters[target.thing, "ready"].signatories.get(organisation=None).pk)


def addressees(world: Any, target: Any) -> Any:
    return SimpleUploadedFile("to.csv", b"state,minister\nNPL,Minister\n")


def link(world: Any, target: Any) -> Any:
    return (world.shared_link if target.thing == "shared" else world.link).pk


def case(world: Any, target: Any) -> str:
    return next(iter(slugs().values()))


def initiative(world: Any, target: Any) -> str:
    return next(one["id"] for one in json.loads(Client().get("/initiatives.json").content)["data"])


def a_list(world: Any, target: Any) -> Any:
    return SimpleUploadedFile("list.csv", upload().read())


def corrections_file(world: Any, target: Any) -> Any:
    said = "A page,2024-01-01,It says so.,It was read."
    lines = [",".join(COLUMNS), f"goods,remove,Cotton~TKM,,,https://www.example.org/,{said}"]
    return SimpleUploadedFile("corrections.csv", "\n".join(lines).encode())


def vote(world: Any, target: Any) -> dict[str, Any]:
    """The form of the seat: its fields are named by the number that the database gave to it."""
    seat = world.seat.pk
    return {"seat": seat, f"seat{seat}-verdict": "reject", f"seat{seat}-reason": "Another page says more."}


ONE = {"assessment": thing}
VERSION = {"assessment": thing, "number": 1}
LETTER = {"letter": letter}
SEEN = {"seen": "1"}
OURS = {"slug": "ours"}
NET = {"slug": "net"}
SECRET = {"secret": lambda world, target: world.secret}
INVITED = {"invitation": lambda world, target: world.own_invitation.pk}
OUR_INVITATION = {"slug": "ours", "invitation": lambda world, target: world.invitation.pk}
NETWORK_INVITATION = {"invitation": lambda world, target: world.network_invitation.pk}
MEMBER = {"slug": "ours", "member": lambda world, target: world.member.pk}
CODE = {"code": "NPL"}
PROPOSAL = {"proposal": lambda world, target: world.proposal.pk}
SOURCE = {
    "source_url": "https://www.example.org/",
    "source_title": "A page",
    "source_date": "2024-01-01",
    "source_says": "It says so.",
    "why": "It was read.",
}


def _of(world: Any, target: Any, name: str) -> Any:
    return getattr(world, f"shared_{name}" if target.thing == "shared" else name)


def paper(world: Any, target: Any) -> Any:
    return _of(world, target, "matter").papers.get().pk


def last_event(world: Any, target: Any) -> str:
    return str(_of(world, target, "matter").rows.count())


def body(world: Any, _target: Any) -> str:
    return str(world.ours.pk)


def words(world: Any, target: Any) -> str:
    name = "agreed" if target.name == "campaign-withdraw" else "text"
    return str(_of(world, target, "campaign").texts.get(title=name).pk)


def digest_of(world: Any, target: Any) -> str:
    return str(_of(world, target, "campaign").texts.get(title="text").sha256)


def outsider(world: Any, target: Any) -> str:
    return str(_of(world, target, "campaign").parties.get(organisation=None).pk)


def campaign_of(world: Any, target: Any) -> str:
    return str(_of(world, target, "campaign").pk)


def campaign_file(world: Any, target: Any) -> SimpleUploadedFile:
    content = b'{"schema": "fairlead.campaign/1", "objective": "ratify", "country": "NPL"}'
    return SimpleUploadedFile("campaign.json", content)


CAMPAIGN = {"campaign": lambda world, target: _of(world, target, "campaign").pk}
STOOD = {"seen": 2}
MATTER = {"matter": lambda world, target: _of(world, target, "matter").pk}
LAST = {"seen": last_event}

SAMPLES: dict[str, dict[str, Any]] = {
    **{f"help.country{language}": {"code": "QAT"} for language in ("", ".id", ".ne", ".tl")},
    "instrument": {"code": "P029"},
    "country": CODE,
    "country.ratifications": CODE,
    "labour_law.country": {"code": "MYS"},
    "case": {"case": case},
    "law": {"law": "EU-FLR"},
    "route": {"route": "ILO19"},
    **{f"dossier.country{part}": CODE for part in ("", ".conditions", ".estimates")},
    **{f"dossier.industry{part}": {"code": "garments"} for part in ("", ".goods", ".estimates")},
    **{f"dossier.good{part}": {"code": "cotton"} for part in ("", ".estimates")},
    **{f"dossier.corridor{part}": {"code": "NPL-QAT"} for part in ("", ".conditions", ".estimates")},
    "corridor": {"code": "NPL-QAT"},
    "good": {"good": "cotton"},
    "finding": {"iso3": "NPL"},
    "country_indicators": {"iso3": "NPL"},
    "indicator": {"indicator": "out_of_school_lower_secondary_pct"},
    "indicator_value": {"indicator": "out_of_school_lower_secondary_pct", "iso3": "NPL"},
    "initiative": {"initiative": initiative},
    "practice": {"practice": "BD-ACCORD"},
    "source": {"source": "normlex"},
    "fact_file": {"table": "goods"},
    "fact_table": {"table": "goods"},
    "fact": {"table": "goods", "key": "Cotton~TKM"},
    **{
        f"assessment{part}": ONE
        for part in (
            "", "-columns", "-progress", "-rows", "-rows-workbook", "-texts", "-options", "-run", "-cancel", "-rename",
            "-list", "-share", "-audience", "-delete",
        )
    },
    "assessment-revoke": {"assessment": thing, "share": link},
    "assessment-version": VERSION,
    "assessment-version-delete": VERSION,
    "assessment-file": {**VERSION, "form": "json"},
    "assessment-part": {**VERSION, "part": "forced-labour"},
    "readings-undo": {"batch": lambda world, target: world.batch},
    "reading-forget": {"reading": lambda world, target: world.reading.pk},
    "shared": SECRET,
    "shared-file": {**SECRET, "form": "json"},
    "shared-part": {**SECRET, "part": "list"},
    "token_revoke": {"token": lambda world, target: world.own_token.pk},
    "first_link": {"secret": "not-the-secret"},
    "invitation": {"secret": lambda world, target: world.invitation_secret},
    "invitation_accept": INVITED,
    "invitation_decline": INVITED,
    "account_confirm_email": {"key": "not-a-key"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "not-a-key"},
    "openid_connect_login": {"provider_id": "oidc"},
    "openid_connect_callback": {"provider_id": "oidc"},
    **{
        f"organisation{part}": OURS
        for part in ("", "_change", "_confirm", "_delete", "_leave", "_invite", "_history", "_audit")
    },
    "members": OURS,
    "member_role": MEMBER,
    "member_remove": MEMBER,
    "account_block": {"account": MEMBER["member"]},
    "account_unblock": {"account": MEMBER["member"]},
    "invitation_withdraw": OUR_INVITATION,
    "invitation_resend": OUR_INVITATION,
    "network_invitation_accept": NETWORK_INVITATION,
    "network_invitation_decline": NETWORK_INVITATION,
    "network_invitation_withdraw": NETWORK_INVITATION,
    **{
        f"network{part}": NET
        for part in ("", "_invite", "_rename", "_hand_over", "_remove", "_leave", "_dissolve")
    },
    "correction": PROPOSAL,
    **{f"correction-{do}": PROPOSAL for do in ("vote", "withdraw")},
    "correction-decide": {"proposal": lambda world, target: world.alone.pk},
    **{f"correction-{do}": {"proposal": lambda world, target: world.held.pk} for do in ("admit", "refuse")},
    "correction-reopen": {"proposal": lambda world, target: world.withdrawn.pk},
    "fact-undo": {"number": 1},
    "fact-history": {"table": "goods", "key": "Cotton~TKM"},
    **{f"board{part}": {"slug": "board"} for part in ("", "-change", "-seat")},
    "board-unseat": {"slug": "board", "seat": lambda world, target: world.seat.pk},
    "initiative-judgements": {"initiative": "50FF"},
    "judgement-new": {"initiative": "50FF"},
    **{
        f"judgement-{do}": {"judgement": lambda world, target: world.judgement.pk}
        for do in ("withdraw", "again")
    },
    "judgement-reply": {"judgement": lambda world, target: world.judgement_on_seat.pk},
    "letter-kind": {"kind": "ratification"},
    "letter-new": {"kind": "ratification"},
    "letter-batch": {"kind": "ratification"},
    "letter-kind-file": {"kind": "ratification", "form": "txt"},
    **{
        f"letter{part}": LETTER
        for part in (
            "", "-fields", "-case", "-procedure", "-versions", "-renew", "-audience", "-delete", "-signatures",
            "-invite", "-uninvite", "-approve", "-decline", "-attest", "-safety", "-send", "-cancel", "-publish",
            "-unpublish", "-campaign",
        )
    },
    "letter-passage": {**LETTER, "passage": "ask"},
    "letter-restore": {**LETTER, "number": 1},
    "letter-file": {**LETTER, "form": "txt"},
    "letter-follow": {"letter": lambda world, target: _of(world, target, "sent_letter").pk},
    **{
        f"matter{part}": MATTER
        for part in (
            "", "-log", "-undo", "-ics", "-audience", "-delete", "-replies", "-ledgers", "-reprisals", "-safety",
            "-public", "-publish", "-unpublish", "-campaign",
        )
    },
    "matter-redact": {**MATTER, "paper": paper},
    "matter-paper": {**MATTER, "paper": paper, "form": "redacted"},
    "campaign-brief-file": {"what": "brief", "form": "docx"},
    **{
        f"campaign{part}": CAMPAIGN
        for part in (
            "", "-main", "-plan", "-engagement", "-answer", "-outcome", "-history", "-coalition", "-invite", "-text",
            "-accept", "-leave", "-agree", "-withdraw", "-uninvite", "-audience", "-public", "-safety", "-publish",
            "-unpublish", "-delete",
        )
    },
    "campaign-step": {**CAMPAIGN, "step": "group"},
    "campaign-restore": {**CAMPAIGN, "number": 1},
    "campaign-file": {**CAMPAIGN, "what": "campaign.json"},
    "private-ics": {"secret": lambda world, target: world.calendar},
    "register-letter": {"entry": lambda world, target: world.public_letter.pk},
    "register-matter": {"entry": lambda world, target: world.public_matter.pk},
    "change": {"change": lambda world, target: world.change.pk},
    "watch-remove": {"watch": lambda world, target: world.watch.pk},
    "private-atom": {"secret": lambda world, target: world.feed},
    "unsubscribe": {"secret": "not-the-secret"},
    # The interface for programs.
    "api-part": {"part": "rules"},
    **{f"api:proposal{part}": PROPOSAL for part in ("", "_withdraw")},
    "api:history": {"table": "goods"},
    "api:watch_delete": {"watch": lambda world, target: world.watch.pk},
    **{f"api:facts_{part}": {"table": "goods"} for part in ("rows", "row", "corrections")},
    "api:source": {"source": "normlex"},
    "api:ratifications": {"code": "P029"},
    "api:ratified": {"code": "P029", "iso3": "NPL"},
    "api:gaps": {"profile": "fisheries", "iso3": "IDN"},
    "api:law": {"law": "EU-FLR"},
    "api:dossier": {"kind": "good", "code": "cotton"},
    "api:organisation": OURS,
    "api:members": OURS,
    **{
        f"api:assessment{part}": ONE
        for part in (
            "", "_rename", "_delete", "_list", "_columns", "_problems", "_run", "_cancel", "_audience", "_shares",
            "_share",
        )
    },
    "api:assessment_result": VERSION,
    "api:assessment_result_delete": VERSION,
    "api:assessment_file": {**VERSION, "form": "json"},
    "api:assessment_revoke": {"assessment": thing, "share": link},
    "api:reading_forget": {"reading": lambda world, target: world.reading.pk},
    "api:readings_undo": {"batch": lambda world, target: world.batch},
}  # fmt: skip

POSTS: dict[str, Any] = {
    "assessment-new": {"list": a_list, "title": "A new one"},
    "assessment-list": {"list": a_list},
    "assessment-columns": {},
    "assessment-options": {"table": "world2011"},
    "assessment-texts": {"choice_0": "none"},
    "assessment-rename": {"title": "Another title"},
    "assessment-share": {"thought": "yes", "names": "withheld", "days": "30"},
    "assessment-audience": {"audience": "organisation:ours"},
    "readings-share": {"organisation": "ours"},
    "account_name": {"name": "Another Name"},
    "account_delete": {"sure": "yes", "password": PASSWORD},
    "tokens": {"name": "for a script", "scopes": ["audit.see"], "days": "30"},
    "account_login": {"login": "owner@example.org", "password": PASSWORD},
    "account_signup": {
        "email": "new@example.org",
        "password1": "a most unusual word",
        "password2": "a most unusual word",
    },
    "account_reauthenticate": {"password": PASSWORD},
    "account_email": {"action_add": "", "email": "new@example.org"},
    "account_change_password": {
        "oldpassword": PASSWORD,
        "password1": "a most unusual word",
        "password2": "a most unusual word",
    },
    "account_reset_password": {"email": "owner@example.org"},
    "organisation_new": {"name": "A new body", "kind": "research"},
    "organisation_change": {"name": "Body ours", "kind": "workers", "website": "https://www.example.org"},
    "account_block": {"why": "Reported"},
    "member_remove": {"sure": "yes"},
    "account_unblock": {"why": "Cleared"},
    "organisation_confirm": {"why": "Telephoned", "confirmed": "yes"},
    "organisation_delete": {"sure": "yes"},
    "organisation_invite": {"email": "fresh@example.org", "role": "reader"},
    "member_role": {"role": "editor"},
    "network_new": {"name": "Another net", "keeper": lambda world, target: str(world.ours.pk)},
    "network_invite": {"slug": "elsewhere"},
    "network_rename": {"name": "Another name"},
    "network_hand_over": {"organisation": "known"},
    "network_remove": {"organisation": "known"},
    "network_leave": {"organisation": "ours"},
    "correction-new": {"table": "goods", "key": "Cotton~TKM", "kind": "remove", **SOURCE},
    "correction-import": {"file": corrections_file},
    "correction-vote": vote,
    "correction-decide": {"accepted": "no", "why": "Another page says more."},
    "correction-refuse": {"why": "It is no source."},
    "correction-withdraw": {"why": "I was wrong."},
    "correction-reopen": {"why": "I was right."},
    "fact-undo": {"why": "It was wrong."},
    "board-new": {"name": "Another board", "countries": ["NPL"]},
    "board-change": {"name": "Board of things", "about": ["goods"], "active": "on"},
    "board-seat": {"constituency": "government", "slug": "other-seat", "why": "Elected."},
    "judgement-new": {
        "aspect": "remedy",
        "organisation": lambda world, target: str(world.judging.pk),
        "reason": "It pays.",
        **SOURCE,
    },
    "judgement-reply": {"reply": "We agree."},
    "letter-new": {"state": "NPL"},
    "letter-batch": {"file": addressees},
    "letter-fields": {**SEEN, "field-minister": "Another"},
    "letter-case": {**SEEN, "on": "2026-11-20", "language": "en", "state": "NPL", "abuse": "forced_labour"},
    "letter-passage": {**SEEN, "text": "We ask."},
    "letter-restore": SEEN,
    "letter-renew": SEEN,
    "letter-audience": {"audience": "organisation:ours"},
    "letter-campaign": {"campaign": campaign_of},
    "letter-invite": {"name": "Another body outside"},
    "letter-uninvite": {"signatory": outside},
    "letter-attest": {"signatory": outside, "how": "by post"},
    "letter-approve": {"organisation": asked_body, "digest": words_of},
    "letter-decline": {"organisation": asked_body},
    "letter-safety": SEEN,
    "letter-send": {**SEEN, "channel": "hand", "to": "Ministry"},
    "matter-new": {"title": "Another"},
    "matter-log": {**LAST, "kind": "noted", "said": "We telephoned."},
    "matter-undo": LAST,
    "matter-audience": {"audience": "organisation:ours"},
    "matter-replies": {**LAST, "kind": "other", "origin": "They"},
    "matter-redact": {"lines": "Example", "text": "Example"},
    "matter-ledgers": {"what": "workers", "unit": "people", "whole": "3"},
    "matter-reprisals": {"harm": "threat", "whom": "worker", "day": "2026", "by": "union"},
    "matter-public": {"summary": "Another."},
    "matter-campaign": {"campaign": campaign_of},
    "matters-mail": {"mail": "yes"},
    "campaign-new": {"objective": "ratify", "country": "NPL"},
    "campaign-import": {"file": campaign_file},
    "campaign-main": {**STOOD, "title": "Another"},
    "campaign-plan": {**STOOD, "name": "Another", "begins": "2027-01-01", "ends": "2027-02-01", "state": "open"},
    "campaign-step": {**STOOD, "name": "Another", "begins": "2027-01-01", "ends": "2027-02-01", "state": "open"},
    "campaign-engagement": {**STOOD, "whom": "Ministry", "on": "2027-01-01", "how": "letter", "ask": "Ratify"},
    "campaign-answer": {**STOOD, "engagement": "first", "reply": "yes", "said": "Yes.", "on": "2027-02-01"},
    "campaign-outcome": {**STOOD, "what": "A law", "effect": "law changed", "on": "2027"},
    "campaign-restore": STOOD,
    "campaign-invite": {"name": "Another body outside", "attested": "by post"},
    "campaign-text": {"title": "Another", "text": "We ask."},
    "campaign-accept": {"organisation": body},
    "campaign-leave": {"organisation": body},
    "campaign-agree": {"organisation": body, "text": words, "digest": digest_of},
    "campaign-withdraw": {"organisation": body, "text": words},
    "campaign-uninvite": {"party": outsider},
    "campaign-audience": {"audience": "organisation:ours"},
    "campaign-public": {"shows": "log"},
    "campaign-publish": {"safe": "yes", "shows": "plan"},
    "watch-add": {"what": "country", "value": "NPL"},
    "watch-every": {"every": "daily"},
}

QUERIES: dict[str, Any] = {
    "search": {"q": MARK},
    "api:search": {"q": MARK},
    "api:facts_row": {"key": "Cotton~TKM"},
    "api:history": {"key": "Cotton~TKM"},
    "watch-add": {"what": "country", "value": "NPL"},
    "correction-new": {"table": "goods", "key": "Cotton~TKM"},
    "api:assessment_compare": {name: lambda world, target: f"{world.private.pk}.1" for name in ("before", "after")},
}

BODIES: dict[str, Any] = {
    "proposal_create": {"table": "goods", "kind": "remove", "key": "Cotton~TKM", **SOURCE},
    "proposal_withdraw": {"why": "I was wrong."},
    "watch_create": {"what": "country", "value": "NPL"},
    "assessment_rename": {"title": "Another title"},
    "assessment_columns": {"currency": "EUR"},
    "assessment_run": {"purpose": "check"},
    "assessment_audience": {"audience": "organisation", "organisation": "ours"},
    "assessment_share": {"number": 1, "nobody_can_suffer": True},
    "readings_decide": {"decisions": [{"kind": "country", "text": "Nepaal", "codes": {"NPL": 1.0}}]},
}
