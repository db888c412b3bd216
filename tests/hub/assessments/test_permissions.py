"""Who sees and does what: private to its owner, shared as chosen, and what one may not see is as if it were not."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from fairlead.hub.assessments import operations
from fairlead.hub.assessments.models import Assessment, Reading, Share
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Membership, Network
from fairlead.hub.people.operations import remove_member
from fairlead.hub.people.policy import visible

pytestmark = pytest.mark.django_db

READS = (
    "", "columns/", "progress/", "rows/", "rows.csv", "rows.json", "rows.xlsx", "texts/", "texts.csv", "settings/",
    "list/", "share/", "delete/", "versions/1/", "versions/1/list/", "versions/1/file/json/", "versions/1.json",
)  # fmt: skip
CHANGES = (
    "columns/", "texts/", "settings/", "run/", "cancel/", "rename/", "list/", "share/", "audience/", "delete/",
    "versions/1/delete/",
)  # fmt: skip


def test_others_get_the_same_answer_as_for_what_does_not_exist(browse, person, organisation, assessed) -> None:
    thing = assessed(person("ada", organisation("north")))
    colleague = browse(person("ben", organisation("north"), "manager"))
    stranger = browse(person("eve", organisation("south"), "manager"))
    operator = browse(person("root", is_superuser=True, is_staff=True))
    for client in (colleague, stranger, operator):
        for path in READS:
            answer = client.get(f"/assessments/{thing.pk}/{path}")
            none = client.get(f"/assessments/{uuid.uuid4()}/{path}")
            assert (answer.status_code, none.status_code) == (404, 404), path
            assert "Quiet Heron" not in answer.content.decode(errors="replace")
        for path in CHANGES:
            assert client.post(f"/assessments/{thing.pk}/{path}", {"title": "taken"}).status_code == 404, path
        assert str(thing.pk) not in client.get("/assessments/").content.decode()
        assert str(thing.pk) not in client.get("/assessments/compare/").content.decode()
        assert client.get(f"/assessments/compare/?before={thing.pk}.1&after={thing.pk}.1").status_code == 404
    thing.refresh_from_db()
    assert thing.title != "taken"
    assert thing.runs.filter(number=1).exists()


def test_without_an_account_one_is_asked_to_sign_in(browse, person, assessed) -> None:
    thing = assessed(person("ada"))
    client = browse(None)
    for path in READS:
        answer = client.get(f"/assessments/{thing.pk}/{path}")
        assert answer.status_code in (302, 403), path
        assert answer.status_code == client.get(f"/assessments/{uuid.uuid4()}/{path}").status_code
    for path in CHANGES:
        assert client.post(f"/assessments/{thing.pk}/{path}").status_code == 403, path
    assert client.get("/assessments/").status_code == 302
    assert client.get("/readings/").status_code == 302
    assert client.post("/assessments/example/").status_code == 403


def test_an_organisation_sees_and_downloads_but_changes_nothing(browse, person, organisation, assessed) -> None:
    north = organisation("north", "company")
    ada = person("ada", north)
    thing = assessed(ada)
    client = browse(ada)
    assert client.post(f"/assessments/{thing.pk}/audience/", {"audience": "organisation:north"}).status_code == 302
    colleague = browse(person("ben", north, "reader"))
    assert colleague.get(f"/assessments/{thing.pk}/").status_code == 200
    assert colleague.get(f"/assessments/{thing.pk}/versions/1/file/json/").status_code == 200
    for path in CHANGES:
        assert colleague.post(f"/assessments/{thing.pk}/{path}").status_code == 403, path
    for path in ("columns/", "texts/", "settings/", "share/", "delete/", "list/", "rows.xlsx"):
        assert colleague.get(f"/assessments/{thing.pk}/{path}").status_code == 403, path
    assert browse(person("eve", organisation("south"))).get(f"/assessments/{thing.pk}/").status_code == 404
    page = client.get(f"/assessments/{thing.pk}/share/").content.decode()
    assert 'name="audience" value="self"' in page.split("Take back")[0]  # the change can be taken back
    client.post(f"/assessments/{thing.pk}/audience/", {"audience": "self"})
    assert colleague.get(f"/assessments/{thing.pk}/").status_code == 404


def test_a_network_sees_and_no_more(browse, person, organisation, assessed) -> None:
    north, south, west = organisation("north"), organisation("south"), organisation("west")
    network = Network.objects.create(slug="shoes", name="Shoes", keeper=north)
    network.members.set([north, south])
    ada = person("ada", north)
    thing = assessed(ada)
    sent = {"audience": "network:shoes", "organisation": "north"}
    assert browse(ada).post(f"/assessments/{thing.pk}/audience/", sent).status_code == 302
    member = browse(person("ben", south))
    assert member.get(f"/assessments/{thing.pk}/").status_code == 200
    assert member.get(f"/assessments/{thing.pk}/versions/1/file/json/").status_code == 403
    assert browse(person("eve", west)).get(f"/assessments/{thing.pk}/").status_code == 404


@pytest.mark.parametrize("audience", ["public", "everyone", "organisation:south", "network:none", ""])
def test_nobody_shares_with_those_they_do_not_belong_to(browse, person, organisation, assessed, audience) -> None:
    organisation("south")
    ada = person("ada", organisation("north"))
    thing = assessed(ada)
    assert browse(ada).post(f"/assessments/{thing.pk}/audience/", {"audience": audience}).status_code == 400
    thing.refresh_from_db()
    assert thing.audience == "self"


def test_readers_cannot_share_in_the_name_of_their_organisation(browse, person, organisation, assessed) -> None:
    ada = person("ada", organisation("north"), "reader")
    thing = assessed(ada)
    sent = {"audience": "organisation:north"}
    assert browse(ada).post(f"/assessments/{thing.pk}/audience/", sent).status_code == 400


def test_a_token_leaves_only_what_it_names(person, assessed) -> None:
    ada = person("ada")
    thing = assessed(ada)
    assert not visible(actor_for(ada, frozenset({"reading.see"})), Assessment).exists()
    only_see = actor_for(ada, frozenset({"assessment.see"}))
    assert visible(only_see, Assessment).get() == thing
    for operation in (operations.start, operations.cancel, operations.delete):
        with pytest.raises(Exception, match=r"role|allow"):
            operation(only_see, thing.pk)
    assert thing.runs.filter(number=1).exists()


def test_a_revoked_or_expired_link_leads_nowhere(browse, person, assessed) -> None:
    ada = person("ada")
    thing = assessed(ada)
    actor = actor_for(ada)
    share, secret = operations.share(actor, thing.pk, 1, days=7)
    reader = browse(None)
    paths = (f"/shared/{secret}/", f"/shared/{secret}/list/", f"/shared/{secret}/file/json/")
    assert [reader.get(path).status_code for path in paths] == [200, 200, 200]
    assert [reader.post(path).status_code for path in paths] == [404, 404, 404]
    assert secret not in str(list(Share.objects.values()))
    Share.objects.filter(pk=share.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert [reader.get(path).status_code for path in paths] == [404, 404, 404]
    Share.objects.filter(pk=share.pk).update(expires=None)
    assert reader.get(paths[0]).status_code == 200
    assert browse(ada).post(f"/assessments/{thing.pk}/share/{share.pk}/revoke/").status_code == 302
    assert [reader.get(path).status_code for path in paths] == [404, 404, 404]
    assert reader.get("/shared/x/").status_code == 404
    assert reader.get(f"/shared/{'a' * 5000}/").status_code == 404


def test_a_link_of_one_assessment_is_not_revoked_through_another(person, assessed, browse) -> None:
    ada, eve = person("ada"), person("eve")
    mine, hers = assessed(ada), assessed(eve)
    share, secret = operations.share(actor_for(ada), mine.pk, 1)
    assert browse(eve).post(f"/assessments/{hers.pk}/share/{share.pk}/revoke/").status_code == 404
    assert browse(None).get(f"/shared/{secret}/").status_code == 200


def test_links_of_somebody_who_leaves_lead_nowhere_and_the_heir_sees_them(
    person, assessed, browse, organisation
) -> None:
    union = organisation("union")
    ada, bob = person("ada", union), person("bob", union, "manager")
    shared, own = assessed(ada), assessed(ada)
    operations.set_audience(actor_for(ada), shared.pk, "organisation", "union")
    _share, secret = operations.share(actor_for(ada), shared.pk, 1, note="the board")
    _share, private = operations.share(actor_for(ada), own.pk, 1)
    remove_member(actor_for(bob), Membership.objects.get(user=ada))
    reader = browse(None)
    assert reader.get(f"/shared/{secret}/").status_code == 404
    assert reader.get(f"/shared/{secret}/file/json/").status_code == 404
    assert reader.get(f"/shared/{private}/").status_code == 200  # it was never the organisation's
    listed = browse(bob).get(f"/assessments/{shared.pk}/share.json").json()["data"]
    assert [(one["for"], one["open"]) for one in listed] == [("the board", False)]
    assert operations.share(actor_for(bob), shared.pk, 1)[0].open


def test_links_of_a_blocked_account_lead_nowhere_while_it_is_blocked(person, assessed, browse) -> None:
    ada = person("ada")
    _share, secret = operations.share(actor_for(ada), assessed(ada).pk, 1)
    for active, status in ((False, 404), (True, 200)):
        ada.is_active = active
        ada.save()
        assert browse(None).get(f"/shared/{secret}/").status_code == status


def test_a_link_hides_names_in_every_form(browse, person, assessed) -> None:
    import io
    import zipfile

    ada = person("ada")
    thing = assessed(ada, title="Quiet Heron Ltd and others")
    _share, secret = operations.share(actor_for(ada), thing.pk, 1)
    reader = browse(None)
    for form in ("html", "json", "xlsx", "docx", "pdf"):
        answer = reader.get(f"/shared/{secret}/file/{form}/")
        assert answer.status_code == 200, form
        body = answer.content
        if form in ("xlsx", "docx"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                body = b"".join(archive.read(name) for name in archive.namelist())
        assert b"Quiet Heron" not in body, form
        assert b"ada@example.org" not in body
        assert answer.headers["X-Robots-Tag"].startswith("noindex")
    for part in ("", "list/", "basis/", "evidence/", "forced-labour/"):
        assert "Quiet Heron" not in reader.get(f"/shared/{secret}/{part}").content.decode()
    _share, open_secret = operations.share(actor_for(ada), thing.pk, 1, names=True)
    assert "Quiet Heron" in reader.get(f"/shared/{open_secret}/list/").content.decode()


def test_operators_and_nobody_see_nothing(person, assessed) -> None:
    assessed(person("ada"))
    assert not visible(Actor(), Assessment).exists()
    root = person("root", is_superuser=True)
    assert not visible(actor_for(root), Assessment).exists()
    assert not visible(actor_for(root), Reading).exists()
