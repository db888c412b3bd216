"""Signing in with an organisation's own accounts (OpenID Connect), against a provider that answers over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.hub.people.identity_provider import CLIENT, SECRET, Provider

from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Invitation, Role, User
from fairlead.hub.people.operations import invite

pytestmark = pytest.mark.django_db
LOGIN = "/account/provider/oidc/login/"
CALLBACK = "/account/provider/oidc/callback/"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    made = Provider()
    app = {
        "provider_id": "oidc", "name": "Sample Ministry", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": made.address},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    yield made
    made.close()


def begin(client: Client, where: str = LOGIN) -> str:
    """Go to the provider by our page and sign in there; gives the address it sends one back to."""
    assert client.get(where).status_code == 200  # a button first: a link alone signs nobody in
    page = client.post(where)
    assert page.status_code == 200
    text = page.content.decode().replace("&amp;", "&")
    there = text.partition("0;url=")[2].partition('"')[0]
    answer = requests.get(there, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    back = answer.headers["Location"]
    assert back.startswith(f"http://testserver{CALLBACK}?")
    return back.removeprefix("http://testserver")


def come_back(client: Client, where: str = LOGIN) -> Any:
    """Go to the provider by our page, and come back with its code."""
    return client.get(begin(client, where))


def test_the_page_to_sign_in_offers_it(provider) -> None:
    page = Client().get("/account/login/").content.decode()
    assert "Sample Ministry" in page
    assert LOGIN in page


def test_who_was_not_invited_gets_no_account(provider) -> None:
    answer = come_back(Client())
    assert not User.objects.exists()
    assert "by invitation" in answer.content.decode()


def test_who_was_invited_joins_with_the_address_that_the_provider_checked(provider, organisation, member) -> None:
    union = organisation("union")
    invite(actor_for(member("boss", union, Role.MANAGER)), union, "ada@example.org")
    client = Client()
    session = client.session
    session["invitation"] = str(Invitation.objects.get().pk)
    session.save()
    assert come_back(client).headers["Location"] == "/account/"
    ada = User.objects.get(email="ada@example.org")
    assert ada.name == "Ada L"
    assert not ada.has_usable_password()
    assert f"/account/invitations/{Invitation.objects.get().pk}/accept/" in client.get("/account/").content.decode()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email": "eve@example.org"}])
def test_an_unchecked_or_other_address_does_not_answer_an_invitation(provider, organisation, member, claims) -> None:
    union = organisation("union")
    invite(actor_for(member("boss", union, Role.MANAGER)), union, "ada@example.org")
    provider.person |= claims
    client = Client()
    session = client.session
    session["invitation"] = str(Invitation.objects.get().pk)
    session.save()
    come_back(client)
    assert [one.email for one in User.objects.all()] == ["boss@example.org"]


def test_the_same_address_at_the_provider_opens_no_account_here(provider, member) -> None:
    ada = member("ada")
    client = Client()
    come_back(client)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    ada.refresh_from_db()
    assert ada.has_usable_password()


def test_connected_from_the_account_it_signs_in(provider, member, browse, confirm_password) -> None:
    ada = member("ada")
    client = browse(ada)
    confirm_password(client)
    assert "Connect Sample Ministry" in client.get("/account/provider/").content.decode()
    answer = come_back(client, f"{LOGIN}?process=connect")
    assert answer.headers["Location"] == "/account/provider/"
    assert SocialAccount.objects.get().user == ada
    fresh = Client()
    assert come_back(fresh).headers["Location"] == "/"
    assert fresh.session["_auth_user_id"] == str(ada.pk)


def test_forged_answers_sign_nobody_in(provider, member) -> None:
    ada = member("ada")
    SocialAccount.objects.create(user=ada, provider="oidc", uid="p-1")
    for wrong in ({"issuer": "https://evil.example"}, {"audience": "another"}):
        for name, value in wrong.items():
            setattr(provider, name, value)
        client = Client()
        come_back(client)
        assert "_auth_user_id" not in client.session
        provider.issuer, provider.audience = provider.address, CLIENT
    stolen = Client()
    answer = stolen.get(CALLBACK, {"code": "c", "state": "guessed"})
    assert "_auth_user_id" not in stolen.session
    assert answer.status_code in {200, 401}
    assert 'class="skip"' in answer.content.decode()


def test_the_code_is_exchanged_with_secret_and_proof_and_is_good_once(provider, member) -> None:
    ada = member("ada")
    SocialAccount.objects.create(user=ada, provider="oidc", uid="p-1")
    client = Client()
    back = begin(client)
    assert client.get(back).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert not provider.refused
    assert {"/.well-known/openid-configuration", "/go", "/token", "/me"} <= set(provider.asked)
    again = Client()
    again.get(back)
    assert "_auth_user_id" not in again.session


def test_a_code_of_somebody_elses_sign_in_is_refused(provider, member) -> None:
    """Whoever brings another person's code has not the proof that it was asked for with."""
    ada = member("ada")
    SocialAccount.objects.create(user=ada, provider="oidc", uid="p-1")
    theirs, mine = begin(Client()), Client()
    own = begin(mine)
    code, state = (parse_qs(urlsplit(one).query) for one in (theirs, own))
    mine.get(CALLBACK, {"code": code["code"][0], "state": state["state"][0]})
    assert "_auth_user_id" not in mine.session
    assert provider.refused == ["proof"]


def test_a_provider_that_refuses_signs_nobody_in(provider) -> None:
    client = Client()
    back = begin(client)
    provider.codes.clear()
    answer = client.get(back)
    assert answer.status_code in {200, 401}
    assert 'class="skip"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_provider_that_is_away_is_no_fault_of_ours(provider) -> None:
    client = Client()
    back = begin(client)
    provider.close()
    for answer in (client.get(back), Client().post(LOGIN)):
        assert answer.status_code == 502
        assert "does not answer" in answer.content.decode()
    assert "_auth_user_id" not in client.session
