"""Invitations: bound to one address, fourteen days, one use; and what each role may do with them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.utils import timezone

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Invitation, Membership, Organisation, Role, User
from fairlead.hub.people.operations import (
    accept_invitation,
    decline_invitation,
    invitation_for,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from fairlead.hub.people.policy import visible

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://localhost:8000(/account/invitation/([\w-]+)/)")
PASSWORD = "quite a different password"


@pytest.fixture
def union(organisation, member):
    found = organisation("union")
    member("manager", found, Role.MANAGER)
    return found


@pytest.fixture
def sent(union, django_capture_on_commit_callbacks):
    """Invites an address, and gives the path and the secret of the link that was mailed."""

    def send(email: str, role: str = Role.EDITOR) -> tuple[str, str]:
        manager = actor_for(User.objects.get(email="manager@example.org"))
        with django_capture_on_commit_callbacks(execute=True):
            invite(manager, union, email, role)
        found = LINK.search(mail.outbox[-1].body)
        assert found is not None
        return found[1], found[2]

    return send


def test_mail_is_plain_names_the_organisation_and_only_a_hash_is_kept(sent, union) -> None:
    _path, secret = sent("Bob@Example.org")
    message = mail.outbox[-1]
    assert message.to == ["bob@example.org"]
    assert "Union invites you" in message.body
    assert message.content_subtype == "plain"
    kept = Invitation.objects.get()
    assert secret not in str(Invitation.objects.values_list().get())
    assert kept.email == "bob@example.org"
    assert timedelta(days=13) < kept.expires - timezone.now() <= timedelta(days=14)
    assert invitation_for(secret) == kept
    assert invitation_for(secret + "x") is None


def test_the_invited_accepts_once(sent, union, member) -> None:
    _path, secret = sent("bob@example.org")
    bob = actor_for(member("bob"))
    invitation = Invitation.objects.get()
    accept_invitation(bob, invitation)
    assert Membership.objects.get(user=bob.user).role == Role.EDITOR
    with pytest.raises(Http404):
        accept_invitation(bob, invitation)
    assert invitation_for(secret) is None


def test_nobody_else_accepts_not_even_with_the_link(sent, member, person, browse) -> None:
    path, _secret = sent("bob@example.org")
    invitation = Invitation.objects.get()
    eve = member("eve")
    with pytest.raises(Http404):
        accept_invitation(actor_for(eve), invitation)
    client = browse(eve)
    page = client.get(path)
    assert "another address" in page.content.decode()
    assert "bob@example.org" not in page.content.decode()
    assert client.post(path, {"answer": "accept"}).status_code == 404
    unchecked = person("bob")  # the address is typed, but nothing shows that it is theirs
    with pytest.raises(Http404):
        accept_invitation(actor_for(unchecked), invitation)
    assert not Membership.objects.exclude(role=Role.MANAGER).exists()


def test_an_invitation_runs_out(sent, member) -> None:
    path, secret = sent("bob@example.org")
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert invitation_for(secret) is None
    assert Client().get(path).status_code == 410
    with pytest.raises(FairleadError, match="run out"):
        accept_invitation(actor_for(member("bob")), Invitation.objects.get())


def test_sent_again_the_old_link_ends_and_the_address_is_not_flooded(
    sent, member, django_capture_on_commit_callbacks
) -> None:
    _path, secret = sent("bob@example.org")
    manager = actor_for(User.objects.get(email="manager@example.org"))
    invitation = Invitation.objects.get()
    with pytest.raises(FairleadError, match="moment ago"):
        resend_invitation(manager, invitation)
    Invitation.objects.update(sent=timezone.now() - timedelta(minutes=11))
    with django_capture_on_commit_callbacks(execute=True):
        resend_invitation(manager, invitation)
    assert len(mail.outbox) == 2
    assert invitation_for(secret) is None


def test_an_organisation_sends_no_more_than_its_hundred_a_day(union, member, monkeypatch) -> None:
    from fairlead.hub.people.operations import invitations

    monkeypatch.setattr(invitations, "A_DAY", 2)
    manager = actor_for(User.objects.get(email="manager@example.org"))
    invite(manager, union, "a@example.org")
    invite(manager, union, "b@example.org")
    with pytest.raises(FairleadError, match="many invitations"):
        invite(manager, union, "c@example.org")


@pytest.mark.parametrize("wrong", ["", "bob", "bob@", "bob@example.org\nBcc: all@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused(union, wrong) -> None:
    with pytest.raises(FairleadError, match="not an e-mail"):
        invite(actor_for(User.objects.get(email="manager@example.org")), union, wrong)


def test_roles_and_other_organisations(union, organisation, member) -> None:
    other = organisation("other")
    who = {
        "editor": actor_for(member("editor", union, Role.EDITOR)),
        "reader": actor_for(member("reader", union, Role.READER)),
        "other": actor_for(member("boss", other, Role.MANAGER)),
        "operator": actor_for(member("operator", is_superuser=True)),
    }
    expected = {"editor": PermissionDenied, "reader": PermissionDenied, "other": Http404, "operator": PermissionDenied}
    for name, actor in who.items():
        with pytest.raises(expected[name]):
            invite(actor, union, "bob@example.org")
    invitation = invite(actor_for(User.objects.get(email="manager@example.org")), union, "bob@example.org")
    for actor in who.values():
        assert not visible(actor, Invitation).exists()
        for do in (withdraw_invitation, resend_invitation, accept_invitation, decline_invitation):
            with pytest.raises(Http404):
                do(actor, invitation)
    with pytest.raises(PermissionDenied):
        accept_invitation(actor_for(User.objects.get(email="manager@example.org")), invitation)
    withdraw_invitation(actor_for(User.objects.get(email="manager@example.org")), invitation)
    assert not Invitation.objects.exists()


def test_invited_twice_is_said_and_members_keep_the_greater_role(union, member) -> None:
    manager = actor_for(User.objects.get(email="manager@example.org"))
    invite(manager, union, "bob@example.org")
    with pytest.raises(FairleadError, match="invited already"):
        invite(manager, union, "BOB@example.org ")
    editor = actor_for(member("bob", union, Role.EDITOR))
    accept_invitation(editor, Invitation.objects.get())
    assert Membership.objects.get(user=editor.user).role == Role.EDITOR


def test_old_addresses_are_forgotten(union) -> None:
    manager = actor_for(User.objects.get(email="manager@example.org"))
    invite(manager, union, "old@example.org")
    Invitation.objects.update(expires=timezone.now() - timedelta(days=31))
    invite(manager, union, "new@example.org")
    assert [one.email for one in Invitation.objects.all()] == ["new@example.org"]


def test_without_an_invitation_nobody_makes_an_account() -> None:
    client = Client()
    assert "by invitation" in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_the_invited_makes_an_account_with_that_address_only_and_joins(sent, union) -> None:
    path, _secret = sent("bob@example.org")
    client = Client()
    assert client.get(path).status_code == 200
    assert client.post(path, {"answer": "accept"}).status_code == 400
    assert client.post(path, {"answer": "join"}).headers["Location"] == "/account/signup/"
    assert 'value="bob@example.org"' in client.get("/account/signup/").content.decode()
    wrong = client.post("/account/signup/", {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert "another address" in wrong.content.decode()
    answer = client.post(
        "/account/signup/",
        {"email": "bob@example.org", "password1": PASSWORD, "password2": PASSWORD, "name": "Bob"},
    )
    assert answer.headers["Location"] == "/account/"  # the link of the invitation showed that the address is theirs
    assert "invites you as editor" in client.get("/account/").content.decode()
    assert client.post(path, {"answer": "accept"}).headers["Location"] == "/organisations/union/"
    assert Membership.objects.get(user__email="bob@example.org").role == Role.EDITOR
    assert User.objects.get(email="bob@example.org").name == "Bob"


def test_an_open_hub_asks_to_confirm_the_address_first(monkeypatch) -> None:
    monkeypatch.setenv("FAIRLEAD_SIGN_UP", "open")
    client = Client()
    answer = client.post("/account/signup/", {"email": "bob@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.headers["Location"] == "/account/confirm-email/"
    found = re.search(r"http://localhost:8000(/account/confirm-email/\S+/)", mail.outbox[-1].body)
    assert found is not None
    assert client.get("/account/").status_code == 302
    page = client.get(found[1])
    assert "bob@example.org" in page.content.decode()
    client.post(found[1])
    client.post("/account/login/", {"login": "bob@example.org", "password": PASSWORD})
    assert client.get("/account/").status_code == 200


def test_pages_invite_send_again_and_withdraw(union, browse) -> None:
    client = browse(User.objects.get(email="manager@example.org"))
    assert client.post("/organisations/union/invite/", {"email": "no", "role": "editor"}).status_code == 400
    assert (
        client.post("/organisations/union/invite/", {"email": "bob@example.org", "role": "editor"}).status_code == 302
    )
    assert "bob@example.org" in client.get("/organisations/union/members/").content.decode()
    one = Invitation.objects.get()
    assert client.post(f"/organisations/union/invitations/{one.pk}/resend/").status_code == 400
    assert client.post(f"/organisations/union/invitations/{one.pk}/withdraw/").status_code == 302
    assert not Invitation.objects.exists()


def test_addresses_of_the_invited_are_shown_to_managers_alone(union, member, browse) -> None:
    invite(actor_for(User.objects.get(email="manager@example.org")), union, "bob@example.org")
    for role in (Role.EDITOR, Role.READER):
        client = browse(member(role, union, role))
        for form in ("/", ".json", ".csv"):
            answer = client.get(f"/organisations/union/members{form}")
            assert answer.status_code == 200
            assert "@example.org" not in answer.content.decode()


def test_invitations_wait_in_the_account(sent, union, member, browse) -> None:
    sent("bob@example.org")
    client = browse(member("bob"))
    one = Invitation.objects.get()
    assert f"/account/invitations/{one.pk}/accept/" in client.get("/account/").content.decode()
    assert client.post(f"/account/invitations/{one.pk}/decline/").status_code == 302
    assert not Invitation.objects.exists()
    assert Organisation.objects.get(slug="union").memberships.count() == 1
