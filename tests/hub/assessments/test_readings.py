"""What people confirm is remembered, used before any guess, and taken back on request."""

from __future__ import annotations

import pytest

from fairlead.hub.assessments import readings
from fairlead.hub.assessments.models import Assessment, Reading
from fairlead.hub.assessments.results import latest, latest_check, result_of
from fairlead.hub.people.actor import actor_for

pytestmark = pytest.mark.django_db

LIST = (
    "Country;Product;Amount EUR;Year\n"
    "Bangladehs;T-shirts;120000;2022\n"
    "Norway;Salmon;80000;2022\n"
    "Atlantis;Sports shoes;50000;2022\n"
    "Germany;Office furniture;50000;2022\n"
)


@pytest.fixture
def checked(browse, person, upload, in_process):
    ada = person("ada")
    client = browse(ada)
    where = upload(client, LIST).url
    client.post(where)
    return ada, client, Assessment.objects.get(), where.replace("columns/", "texts/")


def text_numbers(client, where) -> dict[str, int]:
    """Number of each text in the form."""
    import re

    page = client.get(where).content.decode()
    return {text: int(n) for text, n in re.findall(r"“(\w+)”.*?name=\"other_(\d+)\"", page, re.DOTALL)}


def test_confirming_correcting_and_leaving_out(checked) -> None:
    ada, client, thing, where = checked
    numbers = text_numbers(client, where)
    assert set(numbers) == {"Bangladehs", "Salmon", "Atlantis"}
    sent = {
        f"choice_{numbers['Bangladehs']}": "BGD",
        f"choice_{numbers['Salmon']}": "other",
        f"other_{numbers['Salmon']}": "03",
        f"choice_{numbers['Atlantis']}": "none",
    }
    page = client.post(where, sent, follow=True).content.decode()
    assert "3 readings are remembered." in page
    assert "No text waits for you." in page
    assert Reading.objects.get(text="Bangladehs").codes == {"BGD": 1.0}
    assert Reading.objects.get(text="Atlantis").rejected
    client.post(where.replace("texts/", "run/"))
    run = latest(thing)
    result = result_of(run)
    assert result.spend.rows_assessed == 3
    assert {m.text: m.status for m in result.mappings}["Bangladehs"] == "confirmed"
    # another list of the same owner is not asked again
    from fairlead.hub.assessments.files import Incoming
    from fairlead.hub.assessments.operations import create, start

    other = create(actor_for(ada), Incoming.of([LIST.encode()]), "second.csv")
    start(actor_for(ada), other.pk, "check")
    assert latest_check(other).summary["waiting"] == 1  # Atlantis; the page does not ask for it again
    assert text_numbers(client, f"/assessments/{other.pk}/texts/").keys() == {"Atlantis"}
    assert "No text waits for you." in client.get(f"/assessments/{other.pk}/texts/").content.decode()


def test_all_suggestions_above_a_score_and_back_again(checked) -> None:
    ada, client, _thing, where = checked
    page = client.post(where, {"bulk": "yes", "above": "0.9"}, follow=True).content.decode()
    assert list(Reading.objects.values_list("text", flat=True)) == ["Bangladehs"]
    assert "1 reading is remembered." in page
    client.post(where, {"bulk": "yes", "above": "0.1"})
    assert Reading.objects.count() == 2
    address = client.get(where).content.decode()  # the offer to take it back stands on the next page
    undo = address.split('action="/readings/undo/')[1].split('"')[0]
    answer = client.post(f"/readings/undo/{undo}", {"next": where}, follow=True)
    assert answer.redirect_chain[-1][0] == where
    assert list(Reading.objects.values_list("text", flat=True)) == ["Bangladehs"]
    assert client.post(f"/readings/undo/{undo}").status_code == 404
    assert readings.known_to(actor_for(ada)).keys() == {("country", "bangladehs")}


@pytest.mark.parametrize("after", ["https://elsewhere.example/", "//elsewhere.example", "/admin/", "javascript:x"])
def test_taking_back_leads_nowhere_else(checked, after) -> None:
    ada, client, _thing, _where = checked
    batch = readings.decide(actor_for(ada), {("country", "Congo"): {"COD": 1.0}})
    assert client.post(f"/readings/undo/{batch}/", {"next": after}).url == "/readings/"


def test_bad_readings_are_refused_whole(checked) -> None:
    _ada, client, _thing, where = checked
    numbers = text_numbers(client, where)
    sent = {f"choice_{numbers['Bangladehs']}": "BGD", f"other_{numbers['Atlantis']}": "Lemuria"}
    answer = client.post(where, sent)
    assert answer.status_code == 400
    assert "Lemuria" in answer.content.decode()
    assert not Reading.objects.exists()
    assert client.post(where, {f"choice_{numbers['Atlantis']}": "XYZ"}).status_code == 400
    assert client.post(where, {}).status_code == 400
    assert client.post(where, {"bulk": "yes", "above": "high"}).status_code == 400
    assert not Reading.objects.exists()


def test_readings_are_private_until_shared_with_an_organisation(person, organisation, browse) -> None:
    north = organisation("north")
    ada, ben, eve = person("ada", north), person("ben", north, "reader"), person("eve", organisation("south"))
    readings.decide(actor_for(ada), {("country", "Congo"): {"COD": 1.0}})
    assert not readings.known_to(actor_for(ben))
    browse(ada).post("/readings/share/", {"organisation": "north"})
    assert readings.known_to(actor_for(ben))[("country", "congo")].codes == {"COD": 1.0}
    assert not readings.known_to(actor_for(eve))
    reading = Reading.objects.get()
    for other in (ben, eve):
        assert browse(other).post(f"/readings/{reading.pk}/forget/").status_code in (403, 404)
    # one's own reading comes before a shared one
    readings.decide(actor_for(ben), {("country", "Congo"): {"COG": 1.0}})
    assert readings.known_to(actor_for(ben))[("country", "congo")].codes == {"COG": 1.0}
    browse(ada).post("/readings/share/", {"organisation": ""})
    assert browse(ada).get("/readings.json").status_code == 200
    readings.undo(actor_for(ben), readings.forget(actor_for(ben), Reading.objects.get(owner=ben).pk))
    assert Reading.objects.get(owner=ben).codes == {"COG": 1.0}
