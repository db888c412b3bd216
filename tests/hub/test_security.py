"""Ways round the rules that a stranger to the code looked for: each was open once, and stays shut."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from fairlead.errors import FairleadError
from fairlead.hub import sizes
from fairlead.hub.assessments import operations as lists
from fairlead.hub.assessments import readings
from fairlead.hub.assessments.models import Assessment, Reading
from fairlead.hub.corrections import operations as corrections
from fairlead.hub.corrections.models import Judgement, Proposal, State
from fairlead.hub.limits import address_of
from fairlead.hub.options import data_folder
from fairlead.hub.people import operations
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry, record
from fairlead.hub.people.models import Audience, Invitation, Membership, Organisation, Role
from fairlead.hub.people.policy import visible
from fairlead.hub.people.signup import NameForm
from fairlead.hub.turns import BusyError, Turns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over() -> None:
    cache.clear()


def leave(user: Any, organisation: Organisation) -> None:
    operations.leave_organisation(actor_for(user), Membership.objects.get(user=user, organisation=organisation))


def test_undoing_does_not_share_again_with_an_organisation_that_one_left(organisation, person) -> None:
    union = organisation("union")
    heir, ada = person("heir", union, Role.MANAGER), person("ada", union)
    readings.decide(actor_for(ada), {("country", "Viet-Nam"): {"VNM": 1.0}})
    readings.share_readings(actor_for(ada), union)
    batch = readings.forget(actor_for(ada), Reading.objects.get().pk)
    leave(ada, union)
    readings.undo(actor_for(ada), batch)
    kept = Reading.objects.get()
    assert (kept.owner, kept.audience, kept.organisation) == (ada, Audience.SELF, None)
    assert not visible(actor_for(heir), Reading).exists()


def test_undoing_works_when_the_organisation_is_no_more(organisation, person) -> None:
    union = organisation("union")
    ada = person("ada", union, Role.MANAGER)
    readings.decide(actor_for(ada), {("country", "Viet-Nam"): {"VNM": 1.0}})
    readings.share_readings(actor_for(ada), union)
    batch = readings.forget(actor_for(ada), Reading.objects.get().pk)
    operations.delete_organisation(actor_for(ada), union)
    readings.undo(actor_for(ada), batch)
    assert Reading.objects.get().audience == Audience.SELF


def test_whoever_takes_a_common_phrase_for_a_name_empties_no_log_of_others(organisation, person) -> None:
    union = organisation("union")
    bob = person("bob", union, Role.MANAGER)
    record(actor_for(bob), "organisation.change", union, "sent away by the board of the union")
    operations.change_organisation(actor_for(bob), union, "asked by the board of the union", country="NPL")
    eve = person("eve")
    operations.rename(actor_for(eve), "by the board")
    eve.refresh_from_db()
    operations.delete_account(actor_for(eve))
    assert AuditEntry.objects.filter(why="sent away by the board of the union").exists()
    assert union.history.filter(history_change_reason="asked by the board of the union").exists()


def test_an_address_within_another_address_is_left_alone(organisation, person) -> None:
    union = organisation("union")
    bob = person("bob", union, Role.MANAGER)
    record(actor_for(bob), "organisation.change", union, "told by ann-eve@example.org and eve@example.org.")
    operations.delete_account(actor_for(person("eve")))
    assert AuditEntry.objects.get(operation="organisation.change").why == (
        "told by ann-eve@example.org and (taken out)."
    )


def test_who_declines_an_invitation_is_not_told_to_those_who_invited(organisation, person) -> None:
    front = organisation("front")
    manager, ada = person("manager", front, Role.MANAGER), person("ada")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    now = timezone.now()
    invitation = Invitation.objects.create(
        organisation=front, email=ada.email, secret="s", sent=now, expires=now + timedelta(days=1)
    )
    operations.decline_invitation(actor_for(ada), invitation)
    seen = visible(actor_for(manager), AuditEntry).filter(operation="invitation.decline")
    assert [one.who for one in seen] == [""]
    assert visible(actor_for(ada), AuditEntry).filter(operation="invitation.decline").exists()


def test_nobody_speaks_again_for_an_organisation_that_they_left(organisation, person) -> None:
    union = organisation("union")
    person("heir", union, Role.MANAGER)
    ada = person("ada", union)
    named = {"by": ada, "organisation": union, "organisation_name": "Union", "organisation_kind": "workers"}
    judged = Judgement.objects.create(initiative="x", aspect="law", withdrawn=timezone.now(), **named)
    proposed = Proposal.objects.create(table="goods", key="x", kind="change", state=State.WITHDRAWN, **named)
    leave(ada, union)
    with pytest.raises(PermissionDenied):
        corrections.withdraw_judgement(actor_for(ada), judged, again=True)
    with pytest.raises(PermissionDenied):
        corrections.withdraw(actor_for(ada), proposed, again=True)
    judged.refresh_from_db()
    proposed.refresh_from_db()
    assert judged.withdrawn is not None
    assert proposed.state == State.WITHDRAWN


def test_rows_of_the_list_are_not_shown_by_the_api_to_those_who_only_read(organisation, person, browse) -> None:
    union = organisation("union")
    ada, bob = person("ada", union), person("bob", union)
    Assessment.objects.create(
        owner=ada, title="List", audience=Audience.ORGANISATION, organisation=union,
        preview={"sheets": [{"samples": [["contact@secret.example"]]}]},
    )  # fmt: skip
    _token, key = operations.create_token(actor_for(bob), "t", ["assessment.see"])
    thing = Assessment.objects.get()
    answer = browse().get(f"/api/v1/assessments/{thing.pk}", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert "contact@secret.example" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [("/corrections/new/", 6, 413), ("/account/login/", 6, 413), ("/assessments/new/", 6, 200),
     ("/assessments/new/", 300, 413), ("/api/v1/assessments", 300, 413), ("/api/v1/readings", 6, 413)],
)  # fmt: skip
def test_what_is_far_too_large_is_refused_before_any_of_it_is_read(path, megabytes, status) -> None:
    from django.http import HttpResponse

    class Untouched(io.BytesIO):
        def read(self, *_args: Any) -> bytes:
            raise AssertionError("it was read")

    request = RequestFactory().post(path, b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(megabytes * 1_000_000)
    request._stream = Untouched()  # type: ignore[attr-defined]
    answer = sizes.limited(lambda _request: HttpResponse("ok"))(request)
    assert answer.status_code == status


def test_a_network_of_addresses_counts_as_one(settings, monkeypatch) -> None:
    def seen(ip: str) -> str:
        return address_of(RequestFactory().get("/", REMOTE_ADDR=ip))

    assert seen("2001:db8:1:2:3::4") == seen("2001:db8:1:2:ffff::9")
    assert seen("2001:db8:1:2::1") != seen("2001:db8:1:3::1")
    assert seen("192.0.2.1") != seen("192.0.2.2")


def test_behind_a_proxy_people_who_propose_do_not_share_one_limit(browse, monkeypatch) -> None:
    monkeypatch.setenv("FAIRLEAD_BEHIND_PROXY", "yes")
    said: list[str] = []

    def propose(_actor: Any, **given: Any) -> Any:
        said.append(given["sender"])
        raise FairleadError("enough")

    monkeypatch.setattr(corrections, "propose", propose)
    monkeypatch.setattr("fairlead.hub.corrections.forms.ProposalForm.is_valid", lambda _self: True)
    monkeypatch.setattr("fairlead.hub.corrections.forms.ProposalForm.cell_texts", lambda _self: {})
    monkeypatch.setattr("fairlead.hub.corrections.forms.ProposalForm.source_texts", lambda _self: {})
    monkeypatch.setattr("fairlead.hub.corrections.forms.ProposalForm.cleaned_data", {}, raising=False)
    for reader in ("192.0.2.1", "192.0.2.2"):
        browse().post("/corrections/new/", {"table": "goods", "kind": "add"}, headers={"X-Forwarded-For": reader})
    assert said == ["192.0.2.1", "192.0.2.2"]


def test_counts_of_limits_are_not_pushed_out_by_other_counts() -> None:
    cache.set("proposals:one", 5, 3600)
    for number in range(1000):
        cache.add(f"api-{number}", 1, 120)
    assert cache.get("proposals:one") == 5


def test_long_work_keeps_few_readers_waiting() -> None:
    turns = Turns(waiting=0)
    with turns.turn(), pytest.raises(BusyError), turns.turn():
        raise AssertionError("two at once")
    with turns.turn():
        pass


def test_a_hub_that_is_busy_with_documents_says_so(browse, monkeypatch) -> None:
    from fairlead.hub.lookup import documents

    monkeypatch.setattr(documents, "MAKING", Turns(waiting=0))
    with documents.MAKING.turn():
        answer = browse().get("/dossiers/countries/NPL.docx?on=1999-12-31")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_lists_of_one_person_have_an_end(person, monkeypatch) -> None:
    monkeypatch.setattr(lists, "MOST", 1)
    ada = person("ada")
    lists.create_example(actor_for(ada))
    with pytest.raises(FairleadError, match="many lists"):
        lists.create_example(actor_for(ada))
    assert Assessment.objects.count() == 1


def test_names_given_on_joining_follow_the_rules_of_names() -> None:
    assert NameForm({"name": "  Ada \u202e Byron "}).is_valid()
    form = NameForm({"name": "Win at www.example.com"})
    assert not form.is_valid()
    assert "address" in str(form.errors)
    assert NameForm({"name": ""}).is_valid()


def every_address(patterns: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield f"{prefix}{one.name}", one
        else:
            yield from every_address(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)


def test_only_what_has_another_defence_goes_without_the_token_against_forgery(person) -> None:
    open_ones = {name for name, one in every_address(get_resolver().url_patterns)
                 if getattr(one.callback, "csrf_exempt", False) and not name.startswith("api:")}  # fmt: skip
    assert open_ones == {"unsubscribe", "assessment-new", "assessment-list"}  # signed links; checked by takes_list
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("ada"))
    for path in ("/assessments/new/", f"/assessments/{uuid4()}/list/", "/assessments/example/", "/account/name/"):
        assert client.post(path, {"name": "Eve", "list": io.BytesIO(b"a")}).status_code == 403, path
    assert client.post("/api/v1/readings", b"{}", content_type="application/json").status_code == 401


def test_a_data_folder_that_was_there_is_closed_to_others(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "hub"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("FAIRLEAD_HUB_DATA", str(folder))
    assert data_folder().stat().st_mode & 0o777 == 0o700


def test_a_strange_host_name_is_refused_and_no_fault(browse, settings) -> None:
    settings.ALLOWED_HOSTS = ["hub.example"]
    answer = browse().get("/account/login/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example/" not in answer.content.decode()


def test_signing_in_leads_nowhere_else(person, browse) -> None:
    ada = person("ada")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    for there in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        sent = {"login": ada.email, "password": "a long enough password", "next": there}
        answer = browse().post("/account/login/", sent)
        assert answer.headers["Location"] == "/", there


def test_pages_cannot_be_put_into_frames_by_old_browsers_either(browse) -> None:
    assert browse().get("/").headers["X-Frame-Options"] == "DENY"
