"""Tokens take away, never add: operations, organisations, operators' rights, time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry, record
from fairlead.hub.people.models import ApiToken, Membership, Organisation, Role
from fairlead.hub.people.operations import actor_for_token, change_organisation, create_token, invite, revoke_token
from fairlead.hub.people.policy import allowed, require_operation, visible
from fairlead.hub.people.registry import OPERATIONS

pytestmark = pytest.mark.django_db


def test_a_key_is_shown_once_and_kept_as_a_hash(member, browse, confirm_password) -> None:
    client = browse(member("ada"))
    asked = {"name": "Script", "days": "30", "scopes": ["organisation.see"], "organisation": ""}
    assert client.post("/account/tokens/", asked).status_code == 302  # the password is asked first
    confirm_password(client)
    page = client.post("/account/tokens/", asked)
    assert page.status_code == 201
    found = re.search(r"fairlead_[\w-]{43}", page.content.decode())
    assert found is not None
    key = found[0]
    assert key not in client.get("/account/tokens/").content.decode()
    token = ApiToken.objects.latest("created")
    assert key not in str(ApiToken.objects.values_list().get(pk=token.pk))
    actor = actor_for_token(key)
    assert actor is not None
    assert (actor.token, actor.scopes) == (token.pk, frozenset({"organisation.see"}))
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 302
    assert actor_for_token(key) is None


def test_a_token_names_what_it_may_do_and_does_nothing_else(person, organisation, note) -> None:
    ada = person("ada", organisation("union"), Role.MANAGER)
    mine = note(ada)
    _token, key = create_token(actor_for(ada), "Script", ["note.see"])
    actor = actor_for_token(key)
    assert actor is not None
    assert allowed(actor, "see", mine)
    assert not allowed(actor, "change", mine)
    assert not visible(actor, Organisation).exists()
    assert not visible(actor, AuditEntry).exists()
    with pytest.raises(PermissionDenied):
        require_operation(actor, "note.create")
    entry = record(actor, "note.see", mine)
    assert (entry.who, entry.token) == (str(ada.pk), str(actor.token))


def test_no_token_runs_the_hub_changes_people_or_makes_tokens(person, organisation) -> None:
    union = organisation("union")
    root = person("root", union, Role.MANAGER, is_superuser=True)
    everything = [name for name, one in OPERATIONS.items() if one.by_token]
    _token, key = create_token(actor_for(root), "All", everything)
    actor = actor_for_token(key)
    assert actor is not None
    assert not actor.operator
    assert not visible(actor, ApiToken).exists()
    for operation in ("token.create", "organisation.create", "network.create"):
        with pytest.raises(PermissionDenied):
            require_operation(actor, operation)
    for verb in ("confirm", "delete"):
        assert not allowed(actor, verb, union)
    with pytest.raises(PermissionDenied, match="no managers"):
        invite(actor, union, "eve@example.org", Role.MANAGER)
    assert invite(actor, union, "bob@example.org", Role.EDITOR)
    assert change_organisation(actor, union, website="https://example.org/")
    Organisation.objects.update(two_factor=True)
    again = actor_for_token(key)
    assert again is not None
    with pytest.raises(PermissionDenied, match="how people sign in"):
        change_organisation(again, union, two_factor=False)
    membership = Membership.objects.get(user=root)
    assert not any(allowed(actor, verb, membership) for verb in ("change", "remove", "leave"))
    assert not any(allowed(actor, verb, root) for verb in ("change", "export", "delete"))


@pytest.mark.parametrize(
    ("scopes", "days"),
    [([], 30), (["token.create"], 30), (["note.fly"], 30), (["organisation.see"], 0), (["organisation.see"], 367)],
)
def test_what_no_token_can_have_is_refused(person, scopes, days) -> None:
    with pytest.raises(FairleadError):
        create_token(actor_for(person("ada")), "Script", scopes, days=days)


def test_bound_to_one_organisation_nothing_else_is_in_reach(person, organisation, note) -> None:
    union, other = organisation("union"), organisation("other")
    ada = person("ada", union, Role.EDITOR)
    Membership.objects.create(user=ada, organisation=other, role=Role.MANAGER)
    inside = note(ada, organisation=union, audience="organisation")
    own = note(ada, organisation=union)
    note(ada)
    note(ada, organisation=other, audience="organisation")
    _token, key = create_token(
        actor_for(ada), "Script", ["note.see", "note.change", "organisation.see", "audit.see", "member.see"],
        organisation=union,
    )  # fmt: skip
    actor = actor_for_token(key)
    assert actor is not None
    assert set(actor.roles) == {union.pk}
    assert set(visible(actor, type(inside))) == {inside, own}
    assert list(visible(actor, Organisation)) == [union]
    assert {one.organisation for one in visible(actor, Membership)} == {union}
    assert not visible(actor, AuditEntry).exists()
    with pytest.raises(PermissionDenied):
        require_operation(actor, "organisation.see")
    with pytest.raises(PermissionDenied):
        require_operation(actor, "organisation.see", other.pk)
    require_operation(actor, "organisation.see", union.pk)


def test_one_cannot_bind_a_token_to_an_organisation_of_others(person, organisation) -> None:
    with pytest.raises(Http404):
        create_token(actor_for(person("ada")), "Script", ["organisation.see"], organisation=organisation("union"))


def test_a_token_ends_with_its_time_its_holder_and_its_role(person, organisation) -> None:
    union = organisation("union")
    ada = person("ada", union, Role.EDITOR)
    _token, key = create_token(actor_for(ada), "Script", ["organisation.see"])
    held = actor_for_token(key)
    assert held is not None
    assert held.holds(union.pk)
    Membership.objects.all().delete()
    left = actor_for_token(key)
    assert left is not None
    assert not left.holds(union.pk)
    ada.is_active = False
    ada.save()
    assert actor_for_token(key) is None
    ada.is_active = True
    ada.save()
    ApiToken.objects.update(expires=timezone.now())
    assert actor_for_token(key) is None
    assert actor_for_token("fairlead_") is None
    assert actor_for_token("") is None
    assert actor_for_token("x" * 100_000) is None


def test_the_last_use_is_kept_to_the_hour(person) -> None:
    token, key = create_token(actor_for(person("ada")), "Script", ["organisation.see"])
    actor_for_token(key)
    token.refresh_from_db()
    first = token.used
    actor_for_token(key)
    token.refresh_from_db()
    assert token.used == first
    ApiToken.objects.update(used=timezone.now() - timedelta(hours=2))
    actor_for_token(key)
    token.refresh_from_db()
    assert token.used > first - timedelta(hours=1)


def test_nobody_revokes_the_token_of_another(person) -> None:
    token, key = create_token(actor_for(person("ada")), "Script", ["organisation.see"])
    for other in (person("eve"), person("root", is_superuser=True)):
        with pytest.raises(Http404):
            revoke_token(actor_for(other), token)
    assert actor_for_token(key) is not None
