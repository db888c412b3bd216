"""What somebody said in the name of an organisation, its managers withdraw once that person has left."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from fairlead.facts import Initiative, load
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.models import State
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Membership, Role
from fairlead.hub.people.operations import remove_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(organisation):
    return organisation("union", "workers", confirmed=timezone.now(), listed=True)


def test_a_judgement(union, person, organisation, cited, browse) -> None:
    ada, bob, manager = person("ada", union), person("bob", union), person("mia", union, Role.MANAGER)
    other = person("eve", organisation("other"), Role.MANAGER)
    made = operations.judge(actor_for(ada), load(Initiative)[0].id, "law", union, reason="It helped.", source=cited)
    with pytest.raises(PermissionDenied):  # who is a member still speaks for themself
        operations.withdraw_judgement(actor_for(manager), made)
    remove_member(actor_for(manager), Membership.objects.get(user=ada))
    for who in (bob, other):
        with pytest.raises(PermissionDenied):
            operations.withdraw_judgement(actor_for(who), made)
    there = f"/judgements/{made.pk}"
    client = browse(manager)
    assert client.post(f"{there}/withdraw/").status_code == 302
    made.refresh_from_db()
    assert made.withdrawn
    assert AuditEntry.objects.get(operation="judgement.withdraw").who == str(manager.pk)
    with pytest.raises(Http404):  # it does not stand any more: others do not see it
        operations.withdraw_judgement(actor_for(other), made)
    assert client.post(f"{there}/again/").status_code == 302
    made.refresh_from_db()
    assert made.withdrawn is None


def test_a_proposal(union, person, organisation, propose, browse) -> None:
    ada, bob, manager = person("ada", union), person("bob", union), person("mia", union, Role.MANAGER)
    other = person("eve", organisation("other"), Role.MANAGER)
    made = propose(actor_for(ada), organisation=union)
    with pytest.raises(PermissionDenied):
        operations.withdraw(actor_for(manager), made)
    remove_member(actor_for(manager), Membership.objects.get(user=ada))
    for who in (bob, other):
        with pytest.raises(PermissionDenied):
            operations.withdraw(actor_for(who), made)
    assert "Withdraw the proposal" in browse(manager).get(f"/corrections/{made.pk}/").content.decode()
    assert browse(manager).post(f"/corrections/{made.pk}/withdraw/").status_code == 302
    made.refresh_from_db()
    assert made.state == State.WITHDRAWN
    with pytest.raises(PermissionDenied, match="do not speak"):  # who left cannot put it back
        operations.withdraw(actor_for(ada), made, again=True)
    assert operations.withdraw(actor_for(manager), made, again=True).state == State.OPEN


def test_nobody_withdraws_what_was_said_for_no_organisation(person, propose) -> None:
    made = propose(actor_for(person("ada")))
    with pytest.raises(PermissionDenied):
        operations.withdraw(actor_for(person("bob")), made)
