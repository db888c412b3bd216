"""Every page of an assessment: whole, with its data beside it; filters refuse what they do not know."""

from __future__ import annotations

import json

import pytest

from fairlead.hub.assessments.models import Assessment

pytestmark = pytest.mark.django_db


def test_all_pages_are_whole_in_every_state(browse, person, organisation, assessed, read_page) -> None:
    ada = person("ada", organisation("north"))
    client = browse(ada)
    for path in ("/assessments/", "/assessments/new/", "/readings/", "/assessments/compare/"):
        page = read_page(client.get(path).content.decode())
        page.check_closed()
        page.check_headings()
    thing = assessed(ada)
    client.post(f"/assessments/{thing.pk}/columns/", {"column_amount": "Amount EUR", "column_country": "Country",
                "column_product": "Product", "column_supplier": "Supplier", "column_year": "Year"})  # fmt: skip
    one = f"/assessments/{thing.pk}/"
    for path in ("", "columns/", "rows/", "texts/", "texts/?show=all", "settings/", "share/", "delete/", "list/",
                 "versions/1/", "versions/1/actions/"):  # fmt: skip
        answer = client.get(one + path)
        assert answer.status_code == 200, path
        page = read_page(answer.content.decode())
        page.check_closed()
        page.check_headings()
        ids = page.named("id")
        assert sorted(ids) == sorted(set(ids)), path
        assert 'style="' not in answer.content.decode()
        assert answer.headers["Cache-Control"] == "private, no-store"
    for path in ("columns", "progress", "rows", "texts", "settings", "share", "versions/1"):
        assert json.loads(client.get(f"{one}{path}.json").content)["about"]["title"]
    for form, start in (("html", b"<!DOCTYPE"), ("json", b"{"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(f"{one}versions/1/file/{form}/")
        assert answer.content.startswith(start), form
    assert client.get(f"{one}versions/1/file/exe/").status_code == 404
    assert client.get(f"{one}versions/1/nothing/").status_code == 404
    assert client.get(f"{one}versions/9/").status_code == 404


def test_the_list_is_filtered_and_says_what_to_do_when_it_is_empty(browse, person, assessed) -> None:
    ada = person("ada")
    client = browse(ada)
    assert "No assessment yet" in client.get("/assessments/").content.decode()
    assessed(ada, title="Spring list")
    assessed(ada, title="Autumn list")
    Assessment.objects.create(owner=ada, title="Waiting")

    def titles(query: str) -> list[str]:
        return [row["title"] for row in json.loads(client.get(f"/assessments.json?{query}").content)["data"]]

    assert titles("order=title") == ["Autumn list", "Spring list", "Waiting"]
    assert titles("q=spring") == ["Spring list"]
    assert sorted(titles("state=result")) == ["Autumn list", "Spring list"]
    assert titles("state=open") == ["Waiting"]
    assert titles("whose=shared") == []
    assert "None fits" in client.get("/assessments/?q=zzz").content.decode()
    for query in ("whose=all", "state=x", "order=x", "page=0", "page=99", "page=x"):
        assert client.get(f"/assessments/?{query}").status_code == 400, query


def test_a_title_is_changed_and_taken_back(browse, person, assessed) -> None:
    ada = person("ada")
    thing = assessed(ada, title="First")
    client = browse(ada)
    page = client.post(f"/assessments/{thing.pk}/rename/", {"title": " Second\x00 "}, follow=True).content.decode()
    thing.refresh_from_db()
    assert thing.title.startswith("Second")
    assert 'name="title" value="First"' in page
    client.post(f"/assessments/{thing.pk}/rename/", {"title": "First"})
    thing.refresh_from_db()
    assert thing.title == "First"
    assert client.post(f"/assessments/{thing.pk}/rename/", {"title": "  "}).status_code == 400


def test_settings_are_checked_and_make_versions(browse, person, assessed) -> None:
    ada = person("ada")
    thing = assessed(ada)
    client = browse(ada)
    for bad in ({"gamma": "9"}, {"table": "none"}, {"draws": "1"}, {"tiers": "x"}, {"own_gsi": "a.xlsx"}):
        assert client.post(f"/assessments/{thing.pk}/settings/", bad).status_code == 400, bad
    assert thing.runs.filter(number__isnull=False).count() == 1
    client.post(
        f"/assessments/{thing.pk}/settings/", {"table": "wiod2011", "draws": "200", "row_employment": "difference"}
    )
    second = thing.runs.get(number=2)
    assert second.options["table"] == "wiod2011"
    assert second.options["account"] == {"row_employment": "difference"}
    first = client.get(f"/assessments/{thing.pk}/versions/1/").content.decode()
    assert "not the newest version" in first


def test_columns_can_be_changed_and_left_out(browse, person, upload, in_process) -> None:
    ada = person("ada")
    client = browse(ada)
    where = upload(client, "Alpha,Beta,Gamma,Delta\nPeru,fish meal,100,USD\nChina,shoes,50,USD\n").url
    text = client.get(where).content.decode()
    assert "Still needed" in text
    named = {"column_country": "Alpha", "column_product": "Beta", "column_amount": "Gamma", "column_currency": "Delta"}
    rows = client.post(where, named, follow=True)
    assert rows.redirect_chain[-1][0].endswith("/rows/")
    assert "2 rows were read; 2 can be assessed" in rows.content.decode()
    for bad in ({"column_amount": "Zeta"}, {"year": "soon"}, {"currency": "XXXX"}, {"decimal": "x"}, {"sheet": "y"}):
        answer = client.post(where, named | bad)
        assert answer.status_code == 400, bad
    refused = client.post(where, named | {"column_amount": ""}, follow=True)
    assert "No column for amount was recognised" in refused.content.decode()
    assert client.post(refused.redirect_chain[-1][0].replace("rows/", "run/"), follow=True).status_code == 200
    thing = Assessment.objects.get()
    assert thing.runs.filter(state="failed").exists()
    assert not thing.runs.filter(number__isnull=False).exists()


def test_the_example_leads_to_a_result_in_two_actions(browse, person, in_process) -> None:
    ada = person("ada")
    client = browse(ada)
    rows = client.post("/assessments/example/", follow=True)
    assert rows.redirect_chain[-1][0].endswith("/rows/")
    done = client.post(rows.redirect_chain[-1][0].replace("rows/", "run/"), follow=True)
    assert "People in forced labour" in done.content.decode()


def test_the_example_is_the_one_of_the_library() -> None:
    from pathlib import Path

    from fairlead.hub import assessments

    packaged = Path(assessments.__file__).parent / "data" / "example.csv"
    assert packaged.read_bytes() == (Path(__file__).parents[3] / "examples" / "purchases.csv").read_bytes()


def test_changes_are_only_made_by_post(browse, person, assessed) -> None:
    ada = person("ada")
    thing = assessed(ada)
    client = browse(ada)
    for path in ("run/", "cancel/", "rename/", "audience/", "versions/1/delete/"):
        assert client.get(f"/assessments/{thing.pk}/{path}").status_code == 405, path
    assert client.post(f"/assessments/{thing.pk}/rows/").status_code == 405
    assert client.post(f"/assessments/{thing.pk}/columns.json").status_code == 405
    assert thing.runs.filter(number=1).exists()
