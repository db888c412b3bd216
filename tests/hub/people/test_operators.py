"""Operators have a second factor or no power; they block accounts with a reason, never the last of themselves."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import Http404
from django.test import Client

from fairlead.errors import FairleadError
from fairlead.hub.people import operations
from fairlead.hub.people.actor import NOBODY, Actor, actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import ApiToken, Organisation, User
from fairlead.hub.people.operations import create_token

pytestmark = pytest.mark.django_db
SET_UP = "/account/2fa/totp/activate/"


@pytest.fixture
def root(member) -> User:
    return member("root", is_superuser=True)


@pytest.fixture
def bare(member) -> User:
    made = member("bare", is_superuser=True)
    Authenticator.objects.filter(user=made).delete()
    return made


def test_without_a_second_factor_an_operator_is_led_to_it_before_any_page_of_operators(bare, browse, organisation):
    organisation("secret")
    client = browse(bare)
    assert "can do nothing as its operator" in client.get("/account/").content.decode()
    for path in ("/audit/", "/accounts/", "/boards/new/", "/organisations/secret/", "/organisations/secret/audit/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, SET_UP), path
    assert "Operators sign in with two factors" in client.get(SET_UP, follow=True).content.decode()
    assert client.post("/organisations/secret/confirm/", {"why": "Telephoned", "confirmed": "yes"}).url == SET_UP
    assert not Organisation.objects.get().confirmed
    assert client.get("/organisations.json").json()["data"] == []
    assert client.get("/goods/").status_code == 200  # what everybody may, they may
    assert client.get("/nowhere/").status_code == 404


def test_with_one_they_run_the_hub(bare, browse, organisation, code_of, confirm_password) -> None:
    organisation("secret")
    client = browse(bare)
    confirm_password(client)
    client.get(SET_UP)
    key = client.session["mfa.totp.secret"]
    assert client.post(SET_UP, {"code": code_of(key)}).status_code == 302
    assert client.get("/accounts/").status_code == 200
    assert client.get("/organisations/secret/").status_code == 200


def test_members_are_led_nowhere(member, browse) -> None:
    client = browse(member("ada"))
    assert client.get("/accounts/").status_code == 404
    assert browse(None).get("/accounts/").url.startswith("/account/login/")


def test_the_command_line_needs_none(bare) -> None:
    call_command("check", verbosity=0)
    assert Actor(bare, operator=True).operator
    assert not actor_for(bare).operator


def test_a_blocked_account_is_out_at_once_and_comes_back_without_its_tokens(member, root, browse) -> None:
    ada = member("ada")
    client, keys = browse(ada), browse(root)
    _token, key = create_token(actor_for(ada), "script", {"person.see"})
    program = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/me", headers=program).status_code == 200
    there = f"/accounts/{ada.pk}/block/"
    assert keys.get(there).status_code == 200
    assert keys.post(there, {"why": " "}).status_code == 400
    assert User.objects.get(pk=ada.pk).is_active
    assert keys.post(there, {"why": "Its address was taken over"}).url == "/accounts/"
    assert client.get("/account/").status_code == 302
    assert Client().get("/api/v1/me", headers=program).status_code == 401
    answer = Client().post("/account/login/", {"login": ada.email, "password": "a long enough password"})
    assert answer.headers["Location"] == "/account/inactive/"
    assert "Ada" in keys.get("/accounts/").content.decode()
    entry = AuditEntry.objects.get(operation="person.block")
    assert (entry.who, entry.thing_id, entry.why) == (str(root.pk), str(ada.pk), "Its address was taken over")
    assert keys.post(f"/accounts/{ada.pk}/unblock/", {"why": "It is hers again"}).status_code == 302
    assert not ApiToken.objects.filter(user=ada).exists()
    assert Client().get("/api/v1/me", headers=program).status_code == 401
    answer = Client().post("/account/login/", {"login": ada.email, "password": "a long enough password"})
    assert answer.headers["Location"] == "/"
    assert AuditEntry.objects.filter(operation="person.block").count() == 2


def test_nobody_blocks_themselves_the_last_operator_or_without_being_one(member, root, bare) -> None:
    ada = member("ada")
    with pytest.raises(FairleadError, match="yourself"):
        operations.block_account(actor_for(root), root.pk, "why")
    for actor in (NOBODY, actor_for(ada), actor_for(bare), actor_for(root, frozenset({"person.see"}))):
        with pytest.raises(Http404):
            operations.block_account(actor, ada.pk, "why")
        with pytest.raises(Http404):
            operations.accounts(actor)
    acting, other = actor_for(root), Actor(bare, operator=True)
    operations.block_account(acting, bare.pk, "left")
    with pytest.raises(PermissionDenied, match="run the hub any more"):  # who is blocked meanwhile blocks nobody
        operations.block_account(other, root.pk, "revenge")
    assert User.objects.get(pk=root.pk).is_active


def test_accounts_are_found_by_name_or_whole_address_only(member, root, browse) -> None:
    member("ada")
    client = browse(root)
    assert "Ada" in client.get("/accounts/", {"q": "ad"}).content.decode()
    assert "Ada" in client.get("/accounts/", {"q": "ADA@example.org"}).content.decode()
    assert "No account fits" in client.get("/accounts/", {"q": "@example.org"}).content.decode()
    assert "ada@example.org" not in client.get("/accounts/", {"q": "Ada"}).content.decode()
