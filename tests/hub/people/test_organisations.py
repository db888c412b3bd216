"""Organisations, roles, leaving and removing: what each role may do, in its own and in another organisation."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Kind, Membership, Organisation, Role
from fairlead.hub.people.operations import (
    change_organisation,
    change_role,
    confirm_organisation,
    create_organisation,
    delete_organisation,
    leave_organisation,
    remove_member,
)
from fairlead.hub.people.policy import visible

pytestmark = pytest.mark.django_db


def outcome(do) -> str:
    try:
        do()
    except Http404:
        return "not found"
    except PermissionDenied:
        return "refused"
    return "done"


@pytest.fixture
def people(organisation, person):
    """Somebody of every role in one organisation, a manager of another, an operator, and nobody."""
    ours, theirs = organisation("ours"), organisation("theirs")
    return {
        "manager": actor_for(person("manager", ours, Role.MANAGER)),
        "editor": actor_for(person("editor", ours, Role.EDITOR)),
        "reader": actor_for(person("reader", ours, Role.READER)),
        "other": actor_for(person("other", theirs, Role.MANAGER)),
        "alone": actor_for(person("alone")),
        "operator": actor_for(person("operator", is_superuser=True)),
        "nobody": NOBODY,
    }


def test_every_kind_of_the_seeds_can_be_made_and_its_maker_manages_it(member, act) -> None:
    ada = member("ada")
    for kind in Kind.values:
        made = create_organisation(act(ada), name=f"Sample {kind}", kind=kind, country="npl")
        assert (made.country, made.listed, made.confirmed) == ("NPL", False, None)
        assert Membership.objects.get(organisation=made).role == Role.MANAGER
        assert made.history.get().history_user == ada
    assert AuditEntry.objects.filter(operation="organisation.create").count() == len(Kind.values) == 8


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "club"},
        {"country": "XYZ"},
        {"website": "javascript:alert(1)"},
        {"website": "https://example.org/\x00"},
        {"name": " \u200b "},
        {"name": "Win money at www.example.org"},
        {"name": "x" * 201},
    ],
)
def test_values_that_are_not_possible_are_refused_and_leave_nothing(person, act, wrong) -> None:
    values = {"name": "Sample", "kind": "workers", "country": "", "website": "", **wrong}
    with pytest.raises(FairleadError):
        create_organisation(act(person("ada")), **values)
    assert not Organisation.objects.exists()
    assert not AuditEntry.objects.exists()


def test_nobody_and_tokens_make_no_organisation(person) -> None:
    with pytest.raises(PermissionDenied):
        create_organisation(NOBODY, name="Sample", kind="workers")
    with pytest.raises(PermissionDenied):
        create_organisation(actor_for(person("ada"), frozenset({"organisation.see"})), name="Sample", kind="workers")


def test_a_person_makes_ten_organisations_a_day_and_no_more(person, act) -> None:
    ada = person("ada")
    for number in range(10):
        create_organisation(act(ada), name=f"Sample {number}", kind="research")
    with pytest.raises(FairleadError, match="many organisations"):
        create_organisation(act(ada), name="Sample 11", kind="research")


def test_two_organisations_of_one_name_have_different_addresses(person, act) -> None:
    ada = act(person("ada"))
    first, second = (create_organisation(ada, name="New", kind="research") for _ in range(2))
    assert first.slug != second.slug
    assert "new" not in {first.slug, second.slug}


def test_who_sees_an_organisation_depends_on_its_being_listed_and_confirmed(people) -> None:
    ours = Organisation.objects.get(slug="ours")
    members = {"manager", "editor", "reader", "operator"}
    for listed in (False, True):
        for confirmed in (False, True):
            ours.listed = listed
            ours.confirmed = ours.created if confirmed else None
            ours.save()
            seen = {name for name, actor in people.items() if visible(actor, Organisation).filter(pk=ours.pk).exists()}
            assert seen == (set(people) if listed and confirmed else members)


CHANGES = {
    "manager": "done", "editor": "refused", "reader": "refused", "other": "not found", "alone": "not found",
    "operator": "refused", "nobody": "not found",
}  # fmt: skip


@pytest.mark.parametrize("role", CHANGES)
def test_managers_alone_change_and_delete(people, role) -> None:
    ours = Organisation.objects.get(slug="ours")
    assert outcome(lambda: change_organisation(people[role], ours, website="https://example.org/")) == CHANGES[role]
    assert outcome(lambda: delete_organisation(people[role], ours)) == CHANGES[role]
    assert Organisation.objects.filter(slug="ours").exists() == (role != "manager")
    assert Organisation.objects.filter(slug="theirs").exists()


@pytest.mark.parametrize("role", CHANGES)
def test_managers_alone_set_roles_and_remove(people, role) -> None:
    reader = Membership.objects.get(user=people["reader"].user)
    expected = {**CHANGES, "operator": "not found"}[role]
    assert outcome(lambda: change_role(people[role], reader, Role.EDITOR)) == expected
    assert Membership.objects.get(pk=reader.pk).role == (Role.EDITOR if role == "manager" else Role.READER)
    assert outcome(lambda: remove_member(people[role], reader)) == expected if role != "reader" else True
    assert Membership.objects.filter(pk=reader.pk).exists() == (role != "manager")


def test_only_operators_confirm_and_never_their_own(people, person) -> None:
    ours = Organisation.objects.get(slug="ours")
    for role in ("manager", "editor", "reader"):
        assert outcome(lambda role=role: confirm_organisation(people[role], ours, "I say so")) == "refused"
    assert outcome(lambda: confirm_organisation(people["other"], ours, "why")) == "not found"
    own = actor_for(person("both", ours, Role.MANAGER, is_superuser=True))
    assert outcome(lambda: confirm_organisation(own, ours, "why")) == "refused"
    with pytest.raises(FairleadError, match="how you know"):
        confirm_organisation(people["operator"], ours, "  ")
    assert confirm_organisation(people["operator"], ours, "Telephoned its office").confirmed is not None
    entry = AuditEntry.objects.filter(operation="organisation.confirm").get()
    assert entry.why == "Telephoned its office"
    assert confirm_organisation(people["operator"], ours, "Closed", confirmed=False).confirmed is None


def test_a_new_name_has_to_be_confirmed_again_but_a_setting_does_not(people) -> None:
    ours = Organisation.objects.get(slug="ours")
    confirm_organisation(people["operator"], ours, "Telephoned")
    assert change_organisation(people["manager"], ours, listed=True).confirmed is not None
    assert change_organisation(people["manager"], ours, "merger", name="Another").confirmed is None
    assert ours.history.first().history_change_reason == "merger"


def test_an_organisation_is_never_left_without_a_manager(people) -> None:
    manager = Membership.objects.get(user=people["manager"].user)
    with pytest.raises(FairleadError, match="without a manager"):
        leave_organisation(people["manager"], manager)
    with pytest.raises(FairleadError, match="without a manager"):
        change_role(people["manager"], manager, Role.READER)
    with pytest.raises(FairleadError, match="Leave"):
        remove_member(people["manager"], manager)
    change_role(people["manager"], Membership.objects.get(user=people["editor"].user), Role.MANAGER)
    leave_organisation(people["manager"], manager)
    assert not Membership.objects.filter(pk=manager.pk).exists()


def test_everybody_leaves_for_themself_only(people) -> None:
    editor, reader = (Membership.objects.get(user=people[name].user) for name in ("editor", "reader"))
    assert outcome(lambda: leave_organisation(people["editor"], reader)) == "refused"
    assert outcome(lambda: leave_organisation(people["other"], reader)) == "not found"
    assert outcome(lambda: leave_organisation(people["editor"], editor)) == "done"


def test_what_was_shared_stays_and_what_was_kept_to_oneself_goes_along(people, note) -> None:
    ours = Organisation.objects.get(slug="ours")
    editor, manager = people["editor"].user, people["manager"].user
    shared = note(editor, organisation=ours, audience="organisation")
    public = note(editor, organisation=ours, audience="public")
    private = note(editor, organisation=ours, audience="self")
    elsewhere = note(editor)
    leave_organisation(people["editor"], Membership.objects.get(user=editor))
    owners = {one.pk: (one.owner, one.organisation) for one in type(shared).objects.all()}
    assert owners == {
        shared.pk: (manager, ours),
        public.pk: (manager, ours),
        private.pk: (editor, None),
        elsewhere.pk: (editor, None),
    }
    assert set(visible(actor_for(editor), type(shared))) == {public, private, elsewhere}


def test_deleting_an_organisation_takes_what_is_in_it_and_leaves_private_things(people, note) -> None:
    ours = Organisation.objects.get(slug="ours")
    shared = note(people["editor"].user, organisation=ours, audience="organisation")
    private = note(people["editor"].user, organisation=ours)
    delete_organisation(people["manager"], ours)
    assert list(type(shared).objects.all()) == [private]
    assert not type(shared).history.filter(id=shared.pk).exists()
    assert not Organisation.history.filter(slug="ours").exists()


def test_members_without_two_factors_cannot_use_their_role_where_it_is_asked(people) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    ours = Organisation.objects.get(slug="ours")
    with pytest.raises(FairleadError, match="two factors"):
        change_organisation(people["manager"], ours, two_factor=True)
    TOTP.activate(people["manager"].user, "JBSWY3DPEHPK3PXP")
    change_organisation(people["manager"], ours, two_factor=True)
    assert actor_for(people["manager"].user).holds(ours.pk, Role.MANAGER)
    editor = actor_for(people["editor"].user)
    assert not editor.holds(ours.pk)
    assert not visible(editor, Organisation).filter(pk=ours.pk).exists()
    TOTP.activate(people["editor"].user, "JBSWY3DPEHPK3PXP")
    assert actor_for(people["editor"].user).holds(ours.pk, Role.EDITOR)


def test_public_list_shows_only_what_is_listed_and_confirmed_in_every_form(browse, organisation) -> None:
    known = organisation("known", country="NPL", listed=True)
    known.confirmed = known.created
    known.save()
    organisation("unchecked", listed=True)
    organisation("hidden")
    answer = browse(None).get("/organisations/")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    page = answer.content.decode()
    assert "Known" in page
    assert "Unchecked" not in page
    assert "Hidden" not in page
    data = json.loads(browse(None).get("/organisations.json").content)["data"]
    rows = list(csv.DictReader(io.StringIO(browse(None).get("/organisations.csv").content.decode("utf-8-sig"))))
    assert [one["short_name"] for one in data] == [one["short_name"] for one in rows] == ["known"]
    assert browse(None).get("/organisations/?kind=company").content.decode().count("Known") == 0
    assert browse(None).get("/organisations/?country=NPL").content.decode().count("Known") == 1
    for wrong in ("kind=club", "country=XX", "only=all"):
        assert browse(None).get(f"/organisations/?{wrong}").status_code == 400
    assert browse(None).get("/organisations/known/").status_code == 200
    assert browse(None).get("/organisations/unchecked/").status_code == 404
    assert browse(None).get("/organisations/hidden.json").status_code == 404


def test_pages_lead_a_manager_through_making_and_changing(browse, member) -> None:
    ada = browse(member("ada"))
    answer = ada.post("/organisations/new/", {"name": "Sample Union", "kind": "workers", "country": "NPL"})
    assert answer.headers["Location"] == "/organisations/sample-union/"
    assert "not confirmed" in ada.get("/organisations/sample-union/").content.decode()
    wrong = ada.post("/organisations/new/", {"name": "See www.example.org", "kind": "workers"})
    assert wrong.status_code == 400
    assert "web or e-mail address" in wrong.content.decode()
    answer = ada.post(
        "/organisations/sample-union/change/",
        {"name": "Sample Union", "kind": "workers", "country": "IDN", "listed": "on", "why": "moved"},
    )
    assert answer.status_code == 302
    history = json.loads(ada.get("/organisations/sample-union/history.json").content)["data"]
    assert [row["why"] for row in history if row["why"]] == ["moved"]
    assert "country: NPL → IDN" in {row["what"].partition(";")[0] for row in history}
    assert {row["who"] for row in history} == {"Ada"}


def test_history_and_audit_are_for_members_and_managers(browse, people) -> None:
    expected = {
        "/organisations/ours/history.json": {
            "manager": 200,
            "editor": 200,
            "reader": 200,
            "other": 404,
            "operator": 200,
        },
        "/organisations/ours/audit.json": {"manager": 200, "editor": 404, "reader": 404, "other": 404, "operator": 200},
        "/organisations/ours/members.json": {
            "manager": 200,
            "editor": 200,
            "reader": 200,
            "other": 404,
            "operator": 404,
        },
    }
    for address, statuses in expected.items():
        got = {name: browse(people[name].user).get(address).status_code for name in statuses}
        assert got == statuses, address
        assert browse(None).get(address).status_code == 403


def test_managers_read_their_own_log_operators_all_others_what_they_did(people) -> None:
    for role in ("manager", "other", "alone"):
        create_organisation(people[role], name=f"Of {role}", kind="research")
    change_organisation(people["manager"], Organisation.objects.get(slug="ours"), website="https://example.org/")
    assert visible(actor_for(people["editor"].user), AuditEntry).count() == 0
    assert visible(actor_for(people["manager"].user), AuditEntry).count() == 2
    assert visible(actor_for(people["other"].user), AuditEntry).count() == 1
    assert visible(people["operator"], AuditEntry).count() == 4
    assert visible(NOBODY, AuditEntry).count() == 0


def test_removing_a_member_asks_first(organisation, person, browse) -> None:
    union = organisation("union")
    manager, ada = person("mia", union, Role.MANAGER), person("ada", union)
    there = f"/organisations/union/members/{ada.pk}/remove/"
    asked = browse(manager).post(there)
    assert (asked.status_code, "Remove Ada" in asked.content.decode()) == (200, True)
    assert Membership.objects.filter(user=ada).exists()
    assert browse(manager).post(there, {"sure": "yes", "why": "left the trade"}).status_code == 302
    assert not Membership.objects.filter(user=ada).exists()
