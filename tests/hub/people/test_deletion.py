"""One's own data: all of it in one file; and an account that is deleted leaves no name and no address anywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Invitation, Membership, Organisation, Role, User
from fairlead.hub.people.operations import (
    account,
    change_organisation,
    create_network,
    create_organisation,
    create_token,
    delete_account,
    export_account,
    invite,
    leaving,
    on_export,
    on_farewell,
    rename,
)

pytestmark = pytest.mark.django_db
NAME = "Zebedia Quillfeather"


def everything() -> str:
    """All that the database holds, in every table, as one text."""
    held = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held += [f"{table}: {row}" for row in cursor.fetchall()]
    held += [f"session: {one.get_decoded()}" for one in Session.objects.all()]
    return "\n".join(held).lower()


@pytest.fixture
def busy(organisation, member, note) -> User:
    """Somebody who did everything that leaves a trace."""
    user: User = member("zeb", organisation("union"), Role.MANAGER)
    heir = member("heir", organisation("union"), Role.MANAGER)
    rename(actor_for(user), NAME)
    user.refresh_from_db()
    actor = actor_for(user)
    alone = create_organisation(actor, name=f"{NAME} Consulting", kind="company", why=f"{NAME} asked")
    actor = actor_for(user)
    change_organisation(actor, alone, website="https://example.org/zeb")
    create_network(actor, alone, "Friends of Quillfeather")
    change_organisation(actor_for(heir), organisation("union"), f"told by {NAME}, zeb@example.org", country="NPL")
    invite(actor, Organisation.objects.get(slug="union"), "somebody@example.org")
    Invitation.objects.create(
        organisation=organisation("other"),
        email=user.email,
        secret="s",
        sent=user.date_joined,
        expires=user.date_joined,
    )
    create_token(actor, "Script of Zebedia", ["organisation.see"])
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    SocialAccount.objects.create(user=user, provider="oidc", uid="zeb", extra_data={"name": NAME, "email": user.email})
    EmailAddress.objects.create(user=user, email="zeb-new@example.org")
    private = note(user, f"Diary of {NAME}")
    private.text = "Second version of the diary by Quillfeather"
    private.save()
    note(user, "minutes", organisation=Organisation.objects.get(slug="union"), audience="organisation")
    note(user, "bid by Quillfeather", organisation=alone, audience="organisation")
    Client().post("/account/login/", {"login": user.email, "password": "a long enough password"})
    signed_in = Client()
    signed_in.force_login(user)
    signed_in.get("/account/")
    return user


def test_nothing_of_the_person_is_left_in_any_table(busy) -> None:
    union = Organisation.objects.get(slug="union")
    assert "quillfeather" in everything()
    assert "zeb@example.org" in everything()
    identity = str(busy.pk)
    delete_account(actor_for(busy))
    left = everything()
    for trace in ("zebedia", "quillfeather", "zeb@", "zeb-new", "consulting", "jbswy3dpehpk3pxp"):
        assert trace not in left, [line for line in left.splitlines() if trace in line]
    assert not User.objects.filter(pk=identity).exists()
    assert AuditEntry.objects.filter(who=identity, operation="person.delete").exists()
    assert AuditEntry.objects.filter(why__contains="(taken out)").count() == 2
    assert AuditEntry.objects.filter(operation="organisation.change").count() == 2
    heir = User.objects.get(email="heir@example.org")
    sample = apps.get_model("people", "note")
    assert [(one.text, one.owner) for one in sample.objects.all()] == [("minutes", heir)]
    assert not Session.objects.exists()
    assert [one.user for one in Membership.objects.filter(organisation=union)] == [heir]


def test_what_will_happen_is_said_first(busy, browse, confirm_password) -> None:
    client = browse(busy)
    assert client.get("/account/delete/").headers["Location"].startswith("/account/reauthenticate/")
    confirm_password(client)
    page = client.get("/account/delete/").content.decode()
    assert "What you shared with Union stays with it" in page
    assert f"{NAME} Consulting, with all that is kept in it" in page
    assert "1 note." in page
    assert client.post("/account/delete/").status_code == 400
    assert User.objects.filter(pk=busy.pk).exists()
    assert client.post("/account/delete/", {"sure": "yes"}).headers["Location"] == "/"
    assert not User.objects.filter(pk=busy.pk).exists()
    assert client.get("/account/").status_code == 302


def test_the_last_manager_names_another_first(organisation, member) -> None:
    union = organisation("union")
    ada, bob = member("ada", union, Role.MANAGER), member("bob", union, Role.EDITOR)
    assert leaving(actor_for(ada)).blocked
    with pytest.raises(FairleadError, match="without a manager"):
        delete_account(actor_for(ada))
    assert User.objects.filter(pk=ada.pk).exists()
    Membership.objects.filter(user=bob).update(role=Role.MANAGER)
    delete_account(actor_for(ada))
    assert [one.user for one in Membership.objects.all()] == [bob]


def test_parts_clear_and_export_what_they_keep_elsewhere(member, monkeypatch) -> None:
    cleared = []
    monkeypatch.setattr(account, "FAREWELLS", list(account.FAREWELLS))  # the other parts keep theirs
    monkeypatch.setattr(account, "EXPORTS", dict(account.EXPORTS))
    on_farewell(cleared.append)
    on_export("elsewhere", lambda actor: {"kept for": str(actor.user.pk)})
    ada = member("ada")
    assert export_account(actor_for(ada))["elsewhere"] == {"kept for": str(ada.pk)}
    actor = actor_for(ada)
    delete_account(actor)
    assert cleared == [actor]


def test_all_own_data_comes_as_one_file_and_nobody_elses(busy, browse, confirm_password) -> None:
    client = browse(busy)
    confirm_password(client)
    answer = client.post("/account/data/")
    assert "attachment" in answer.headers["Content-Disposition"]
    data: dict[str, Any] = json.loads(answer.content)
    assert data["person"]["email"] == "zeb@example.org"
    assert {one["organisation"] for one in data["organisations"]} == {"Union", f"{NAME} Consulting"}
    assert [one["name"] for one in data["tokens"]] == ["Script of Zebedia"]
    assert "secret" not in data["tokens"][0]
    assert {one["text"] for one in data["things"]["people.note"]} >= {"minutes"}
    assert "organisation.create" in {one["operation"] for one in data["did"]}
    assert "heir@example.org" not in answer.content.decode()
    assert "pbkdf2" not in answer.content.decode()
    assert "JBSWY3DPEHPK3PXP" not in answer.content.decode()


def test_nobody_and_tokens_delete_and_export_no_account(member) -> None:
    ada = member("ada")
    token = actor_for(ada, frozenset({"organisation.see"}))
    for actor in (NOBODY, token):
        for do in (delete_account, export_account, lambda one: rename(one, "Eve")):
            with pytest.raises((PermissionDenied, Http404)):
                do(actor)
    assert User.objects.get().name == "Ada"
