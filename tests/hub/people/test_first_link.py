"""The one-time link of the machine: once, for an hour, kept as a hash that only its user reads."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from fairlead.hub.options import data_folder
from fairlead.hub.people import first_link
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import User

pytestmark = pytest.mark.django_db


def test_looking_does_not_spend_it_pressing_does() -> None:
    address = first_link.make("http://127.0.0.1:9999")
    assert address.startswith("http://127.0.0.1:9999/account/first/")
    path = urlsplit(address).path
    preview = Client()
    for _ in range(3):
        assert preview.get(path).status_code == 200
        assert preview.head(path).status_code == 200
    assert not User.objects.exists()
    visitor = Client()
    assert visitor.post(path).headers["Location"] == "/account/"
    assert User.objects.get().is_superuser
    page = visitor.get("/account/")
    assert "link of this machine" in page.content.decode()
    assert AuditEntry.objects.get().operation == "person.sign_in"
    assert Client().get(path).status_code == 410
    again = Client()
    assert again.post(path).status_code == 410
    assert again.get("/account/").status_code == 302


def test_only_a_hash_is_kept_and_only_its_user_reads_it() -> None:
    secret = urlsplit(first_link.make()).path.split("/")[3]
    file = data_folder() / first_link.FILE
    assert secret not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in data_folder().glob("first-link*")] == [first_link.FILE]


def test_it_ends_after_an_hour_and_when_another_is_made() -> None:
    first = urlsplit(first_link.make(now=1000.0)).path.split("/")[3]
    assert first_link.holds(first, now=4599.0)
    assert not first_link.holds(first, now=4600.0)
    assert not first_link.spend(first, now=4600.0)
    second = urlsplit(first_link.make(now=1000.0)).path.split("/")[3]
    assert not first_link.holds(first, now=1001.0)
    assert not first_link.holds(second[:-1], now=1001.0)
    assert first_link.spend(second, now=1001.0)
    assert not first_link.holds(second, now=1001.0)


def test_of_many_at_once_one_wins() -> None:
    for _ in range(20):
        secret = urlsplit(first_link.make()).path.split("/")[3]
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(first_link.spend, [secret] * 8)) == 1


def test_the_operator_of_longest_standing_signs_in_and_keeps_their_second_factor(member) -> None:
    root = member("root", is_superuser=True)
    member("later", is_superuser=True)
    Authenticator.objects.all().delete()
    client = Client()
    client.post(urlsplit(first_link.make()).path)
    assert client.session["_auth_user_id"] == str(root.pk)
    TOTP.activate(root, "JBSWY3DPEHPK3PXP")
    guarded = Client()
    answer = guarded.post(urlsplit(first_link.make()).path)
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in guarded.session


def test_it_is_offered_while_nobody_can_sign_in_to_run_the_hub(member) -> None:
    member("ada")
    link = first_link.first_link()
    assert link is not None
    Client().post(urlsplit(link).path)
    assert first_link.first_link() is not None  # the operator has no password yet, and may have lost the session
    operator = User.objects.get(is_superuser=True)
    operator.set_password("a long enough password")
    operator.save()
    assert first_link.first_link() is None


def test_the_form_has_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    path = urlsplit(first_link.make()).path
    assert client.post(path).status_code == 403
    assert first_link.holds(path.split("/")[3])
