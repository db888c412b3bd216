"""Signing in and out, passwords, addresses and second factors, and what stands against those who try to get in."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import URLPattern

from fairlead.hub.people import account_urls
from fairlead.hub.people.models import Organisation, Role

pytestmark = pytest.mark.django_db
GOOD = {"login": "ada@example.org", "password": "a long enough password"}
OTHER = "quite a different password"

ANONYMOUS = {
    "account_login": 200, "account_logout": 302, "account_inactive": 200, "account_signup": 200,
    "account_reauthenticate": 302, "account_email": 302, "account_email_verification_sent": 200,
    "account_confirm_email": 200, "account_change_password": 302, "account_set_password": 302,
    "account_reset_password": 200, "account_reset_password_done": 200, "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200, "mfa_index": 302, "mfa_authenticate": 302,
    "mfa_reauthenticate": 302, "mfa_activate_totp": 302, "mfa_deactivate_totp": 302,
    "mfa_view_recovery_codes": 302, "mfa_generate_recovery_codes": 302, "mfa_download_recovery_codes": 302,
    "socialaccount_connections": 302, "socialaccount_signup": 302, "socialaccount_login_cancelled": 200,
    "socialaccount_login_error": 401, "openid_connect_login": 404, "openid_connect_callback": 404,
}  # fmt: skip
SIGNED_IN = {
    **ANONYMOUS, "account_login": 302, "account_logout": 200, "account_signup": 302, "account_reauthenticate": 200,
    "account_email": 200, "account_change_password": 200, "account_set_password": 302, "mfa_index": 200,
    "mfa_authenticate": 302, "mfa_deactivate_totp": 404, "mfa_view_recovery_codes": 404,
    "mfa_download_recovery_codes": 404, "socialaccount_connections": 200,
}  # fmt: skip


def address(pattern: URLPattern) -> str:
    from django.urls import reverse

    named = {"key": "a-b", "uidb36": "abc", "provider_id": "oidc"}
    wanted = [name for name in named if f"<{name}>" in str(pattern.pattern) or f":{name}>" in str(pattern.pattern)]
    return reverse(pattern.name, kwargs={name: named[name] for name in wanted})


@pytest.mark.parametrize("pattern", account_urls.urlpatterns, ids=lambda one: one.name)
def test_every_page_of_accounts_is_known_and_wears_our_shell(pattern, browse, member, read_page) -> None:
    for client, statuses in ((browse(None), ANONYMOUS), (browse(member("ada")), SIGNED_IN)):
        answer = client.get(address(pattern))
        assert answer.status_code == statuses[pattern.name]
        if answer.status_code != 302:
            text = answer.content.decode()
            assert 'class="skip"' in text
            read = read_page(text)
            read.check_closed()
            read.check_headings()
            assert "script" not in text.lower()
            assert "style=" not in text


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(member) -> None:
    member("ada")
    texts = []
    for attempt in ({**GOOD, "password": "wrong"}, {"login": "nobody@example.org", "password": "wrong"}):
        answer = Client().post("/account/login/", attempt)
        assert answer.status_code == 200
        text = re.sub(r'value="[^"]*"', "", answer.content.decode())
        texts.append(text)
    assert texts[0] == texts[1]


def test_signing_in_changes_the_session_and_signing_out_ends_it(member) -> None:
    member("ada")
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    assert client.post("/account/login/", GOOD).status_code == 302
    after = client.cookies["sessionid"].value
    assert after != before
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/").status_code == 200  # looking at the page signs nobody out
    client.post("/account/logout/")
    client.cookies["sessionid"] = after
    assert client.get("/account/").status_code == 302


def test_forms_without_their_token_are_refused(member) -> None:
    member("ada")
    client = Client(enforce_csrf_checks=True)
    assert client.post("/account/login/", GOOD).status_code == 403
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(member("bob"))
    for path in ("/account/name/", "/account/data/", "/organisations/new/", "/account/logout/", "/account/tokens/"):
        assert signed_in.post(path, {"name": "x"}).status_code == 403


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(member, there) -> None:
    member("ada")
    answer = Client().post(f"/account/login/?next={there}", {**GOOD, "next": there})
    assert answer.headers["Location"] == "/"
    assert (
        Client().post("/account/login/", {**GOOD, "next": "/organisations/"}).headers["Location"] == "/organisations/"
    )


def test_guessing_is_stopped_after_five_tries(member) -> None:
    member("ada")
    client = Client()
    for _ in range(5):
        client.post("/account/login/", {**GOOD, "password": "wrong"})
    answer = client.post("/account/login/", GOOD)
    assert answer.status_code == 200
    assert "Too many" in answer.content.decode()


def test_too_many_requests_are_answered_in_our_shell(member) -> None:
    for number in range(31):
        answer = Client().post("/account/login/", {"login": f"n{number}@example.org", "password": "x"})
    assert answer.status_code == 429
    assert 'class="skip"' in answer.content.decode()


def test_a_forgotten_password_is_reset_by_a_link_to_our_own_address(member, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    ada = member("ada")
    for email in ("ada@example.org", "nobody@example.org"):
        answer = Client(headers={"host": "evil.example"}).post("/account/password/reset/", {"email": email})
        assert answer.headers["Location"] == "/account/password/reset/done/"
    known, unknown = mail.outbox
    assert "There is none here" in unknown.body
    for message in mail.outbox:
        assert "evil.example" not in message.body
    found = re.search(r"http://localhost:8000(/account/password/reset/key/\S+/)", known.body)
    assert found is not None
    client = Client()
    form = client.get(found[1], follow=True)
    assert "Choose a new password" in form.content.decode()
    weak = client.post(form.redirect_chain[-1][0], {"password1": "password", "password2": "password"})
    assert weak.status_code == 200
    client.post(form.redirect_chain[-1][0], {"password1": OTHER, "password2": OTHER})
    ada.refresh_from_db()
    assert ada.check_password(OTHER)
    assert "was reset" in mail.outbox[-1].body
    assert "This link has ended" in Client().get(found[1]).content.decode()


def test_changing_the_password_asks_for_the_old_one_and_tells_the_holder(member, browse) -> None:
    client = browse(member("ada"))
    new = {"password1": OTHER, "password2": OTHER}
    assert client.post("/account/password/change/", {"oldpassword": "wrong", **new}).status_code == 200
    done = client.post("/account/password/change/", {"oldpassword": GOOD["password"], **new})
    assert done.headers["Location"] == "/account/"
    assert "was changed" in mail.outbox[-1].body


def test_a_new_address_counts_once_it_is_confirmed(member, browse) -> None:
    ada = member("ada")
    client = browse(ada)
    client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    found = re.search(r"http://localhost:8000(/account/confirm-email/\S+/)", mail.outbox[-1].body)
    assert found is not None
    assert "not confirmed yet" in client.get("/account/email/").content.decode().lower()
    client.post(found[1])
    ada.refresh_from_db()
    assert ada.email == "new@example.org"
    assert [one.email for one in EmailAddress.objects.filter(user=ada)] == ["new@example.org"]
    assert mail.outbox[-1].to == ["ada@example.org"]  # the holder of the old address is told


def test_second_factor_from_turning_on_to_signing_in(
    member, browse, code_of, confirm_password, django_capture_on_commit_callbacks
) -> None:
    ada = member("ada")
    client = browse(ada)
    assert client.get("/account/2fa/totp/activate/").status_code == 302
    confirm_password(client)
    page = client.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r"<code>([A-Z2-7]{16,})</code>", page)
    assert found is not None
    assert 'src="data:image/svg+xml;base64,' in page
    secret = found[1]
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    kept = Authenticator.objects.get(user=ada, type="totp").data["secret"]
    assert secret not in kept
    assert [one.subject for one in mail.outbox] == ["Two-factor sign-in is on"]
    codes = re.findall(r"<code>(\S+)</code>", client.get("/account/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert client.get("/account/2fa/recovery-codes/download/").content.decode().split() == codes

    fresh = Client()
    answer = fresh.post("/account/login/", GOOD)
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert fresh.get("/account/").status_code == 302  # the password alone opens nothing
    assert fresh.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    used = fresh.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert used.headers["Location"] == "/"
    assert fresh.get("/account/").status_code == 200

    again = Client()
    again.post("/account/login/", GOOD)
    assert again.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 200  # a recovery code works once
    import time

    assert again.post("/account/2fa/authenticate/", {"code": code_of(secret, time.time() + 30)}).status_code == 302

    confirm_password(client)
    assert client.get("/account/2fa/totp/deactivate/").status_code == 200
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ada).exists()


def test_a_code_is_good_for_one_sign_in(member, code_of) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    ada = member("ada")
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    code = code_of("JBSWY3DPEHPK3PXP")
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/account/login/", GOOD)
    assert first.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/account/2fa/authenticate/", {"code": code}).status_code == 200


def test_managers_are_advised_to_use_two_factors(member, browse, organisation) -> None:
    union = organisation("union")
    advice = "Protect your account with a second factor"
    assert advice in browse(member("ada", union, Role.MANAGER)).get("/account/").content.decode()
    reader = member("bob", union, Role.READER)
    assert advice not in browse(reader).get("/account/").content.decode()
    Organisation.objects.update(two_factor=True)
    page = browse(reader).get("/account/").content.decode()
    assert "You cannot use your role until" in page
    assert browse(reader).get("/organisations/union/").status_code == 404


def test_pages_for_members_ask_to_sign_in_and_data_is_refused(browse) -> None:
    for path in ("/account/", "/account/tokens/", "/account/activity/", "/networks/", "/audit/", "/organisations/new/"):
        answer = browse(None).get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/?next=/")
    for path in ("/account/activity.json", "/networks.csv", "/audit.csv"):
        assert browse(None).get(path).status_code == 403


def test_a_mail_server_that_is_away_breaks_no_page(member, monkeypatch, caplog) -> None:
    from django.core.mail import EmailMessage

    def away(self: EmailMessage) -> int:
        raise ConnectionRefusedError("no server for ada@example.org")

    monkeypatch.setattr(EmailMessage, "send", away)
    member("ada")
    answer = Client().post("/account/password/reset/", {"email": "ada@example.org"}, follow=True)
    assert answer.status_code == 200
    assert "could not be sent" in answer.content.decode()
    assert "ConnectionRefusedError" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_pages_with_an_account_are_kept_nowhere(member, browse) -> None:
    assert "no-store" in browse(member("ada")).get("/account/").headers["Cache-Control"]


def test_a_changed_password_ends_the_other_sessions(member, browse) -> None:
    ada = member("ada")
    here, elsewhere = browse(ada), browse(ada)
    assert elsewhere.get("/account/").status_code == 200
    here.post("/account/password/change/", {"oldpassword": GOOD["password"], "password1": OTHER, "password2": OTHER})
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
