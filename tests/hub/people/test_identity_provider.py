"""Signing in with an organisation's own accounts (OpenID Connect), against a small provider in this process."""

from __future__ import annotations

import time
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Invitation, Role, User
from fairlead.hub.people.operations import invite

pytestmark = pytest.mark.django_db
PROVIDER = "https://id.example"
LOGIN = "/account/provider/oidc/login/"
CALLBACK = "/account/provider/oidc/callback/"


class Answer:
    status_code = 200
    headers: ClassVar = {"content-type": "application/json"}

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        pass


class Provider:
    """Knows one person; answers as the addresses of its configuration say."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {
            "sub": "p-1", "email": "ada@example.org", "email_verified": True, "name": "Ada L"
        }  # fmt: skip
        self.asked: list[str] = []
        self.issuer = PROVIDER
        self.client = "fairlead"

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get(self, url: str, **_: Any) -> Answer:
        return self.request("GET", url)

    def request(self, method: str, url: str, **sent: Any) -> Answer:
        self.asked.append(url)
        if url.endswith("/.well-known/openid-configuration"):
            return Answer({
                "issuer": PROVIDER, "authorization_endpoint": f"{PROVIDER}/go", "token_endpoint": f"{PROVIDER}/token",
                "userinfo_endpoint": f"{PROVIDER}/me", "jwks_uri": f"{PROVIDER}/keys",
            })  # fmt: skip
        if url.startswith(f"{PROVIDER}/token"):
            now = int(time.time())
            claims = {**self.person, "iss": self.issuer, "aud": self.client, "iat": now, "exp": now + 60}
            return Answer({"access_token": "a", "token_type": "Bearer", "id_token": jwt.encode(claims, "k" * 32)})
        assert url == f"{PROVIDER}/me"
        return Answer(self.person)


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider()
    app = {
        "provider_id": "oidc", "name": "Sample Ministry", "client_id": "fairlead", "secret": "s",
        "settings": {"server_url": PROVIDER},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda self: made)
    return made


def come_back(client: Client, where: str = LOGIN) -> Any:
    """Go to the provider by our page, and come back with its code."""
    assert client.get(where).status_code == 200  # a button first: a link alone signs nobody in
    page = client.post(where)
    assert page.status_code == 200
    text = page.content.decode().replace("&amp;", "&")
    there = text.partition("0;url=")[2].partition('"')[0]
    assert there.startswith(f"{PROVIDER}/go?")
    asked = parse_qs(urlsplit(there).query)
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(CALLBACK, {"code": "c", "state": asked["state"][0]})


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
    for wrong in ({"issuer": "https://evil.example"}, {"client": "another"}):
        for name, value in wrong.items():
            setattr(provider, name, value)
        client = Client()
        come_back(client)
        assert "_auth_user_id" not in client.session
        provider.issuer, provider.client = PROVIDER, "fairlead"
    stolen = Client()
    answer = stolen.get(CALLBACK, {"code": "c", "state": "guessed"})
    assert "_auth_user_id" not in stolen.session
    assert answer.status_code in {200, 401}
    assert 'class="skip"' in answer.content.decode()
