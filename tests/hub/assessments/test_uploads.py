"""What is uploaded: taken whole or not at all, always with a clear answer."""

from __future__ import annotations

import errno
import io
import stat
import zipfile
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.hub.assessments import files
from fairlead.hub.assessments.models import Assessment

pytestmark = pytest.mark.django_db


def names() -> set[str]:
    return {path.name for path in files.folder().iterdir()}


def test_a_list_is_stored_under_a_random_name_for_the_hub_alone(browse, person, upload) -> None:
    before = names()
    assert upload(browse(person("ada")), name="..\\..\\salaries.csv").status_code == 302
    thing = Assessment.objects.get()
    assert thing.file_name == "salaries.csv"
    assert names() - before == {thing.stored}
    path = files.folder() / thing.stored
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes().startswith(b"Supplier;")
    for address in (f"/static/{thing.stored}", f"/files/assessments/{thing.stored}", f"/{thing.stored}"):
        assert browse(None).get(address).status_code == 404


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "No list was chosen|empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7 and more", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04 but no more", "damaged"),
        (b"\x01\x02\x03\x04" * 500, "binary"),
        (zip_of(xl__workbook=b"<w/>", xl__worksheets__sheet1=b"<a>" + b" " * 90_000_000 + b"</a>"), "unpacks"),
        (zip_of(xl__workbook=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "entity"),
    ],
)
def test_what_is_no_list_is_refused_and_nothing_stays(browse, person, upload, content, said) -> None:
    before = names()
    answer = upload(browse(person("ada")), content, "list.xlsx")
    assert answer.status_code == 400
    text = answer.content.decode()
    assert any(word in text for word in said.split("|")), text
    assert 'role="alert"' in text
    assert not Assessment.objects.exists()
    assert names() == before


def test_nothing_chosen(browse, person) -> None:
    answer = browse(person("ada")).post("/assessments/new/", {"title": "x"})
    assert answer.status_code == 400
    assert "No list was chosen" in answer.content.decode()


def test_too_large_is_413_while_it_streams(browse, person, upload, monkeypatch) -> None:
    monkeypatch.setenv("FAIRLEAD_UPLOAD_MB", "1")
    before = names()
    client = browse(person("ada"))
    answer = upload(client, b"a,b\n" * 300_000)
    assert answer.status_code == 413
    assert "larger than 1 MB" in answer.content.decode()
    assert upload(client, b"a,b\n" * 2_000_000).status_code == 413
    assert names() == before


def test_a_full_disk_is_507_and_leaves_nothing(browse, person, upload, monkeypatch) -> None:
    before = names()

    class Full(io.BytesIO):
        def write(self, _chunk: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    made = files.Incoming.__init__

    def full(self: files.Incoming) -> None:
        made(self)
        self.file.close()
        self.file = Full()

    monkeypatch.setattr(files.Incoming, "__init__", full)
    answer = upload(browse(person("ada")))
    assert answer.status_code == 507
    assert "no space left" in answer.content.decode()
    assert not Assessment.objects.exists()
    assert names() == before


def test_an_upload_needs_the_token_of_its_form(person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("ada"))
    before = names()
    sent = {"list": SimpleUploadedFile("a.csv", b"Country,Product,Amount\nChina,Shoes,1\n")}
    assert client.post("/assessments/new/", sent).status_code == 403
    assert names() == before
    token = (
        client.get("/assessments/new/").content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    )
    again = {
        "csrfmiddlewaretoken": token,
        "list": SimpleUploadedFile("a.csv", b"Country,Product,Amount\nChina,Shoes,1\n"),
    }
    assert client.post("/assessments/new/", again).status_code == 302


def test_a_mended_list_takes_the_place_of_the_old_one(browse, person, assessed, upload) -> None:
    ada = person("ada")
    thing = assessed(ada)
    old = files.folder() / thing.stored
    sent = {"list": SimpleUploadedFile("mended.csv", b"Country,Product,Amount,Currency\nChina,Shoes,1,EUR\n")}
    assert browse(ada).post(f"/assessments/{thing.pk}/list/", sent).status_code == 302
    thing.refresh_from_db()
    assert not old.exists()
    assert (files.folder() / thing.stored).exists()
    assert thing.runs.filter(number=1).exists()
    bad = {"list": SimpleUploadedFile("bad.csv", b"%PDF")}
    assert browse(ada).post(f"/assessments/{thing.pk}/list/", bad).status_code == 400
    assert (files.folder() / thing.stored).exists()


def test_the_workbook_of_rows_says_what_is_wrong_and_is_read_again(browse, person, upload, in_process) -> None:
    import openpyxl

    ada = person("ada")
    client = browse(ada)
    where = upload(client).url
    client.post(where)
    answer = client.get(where.replace("columns/", "rows.xlsx"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-2:] == ["Fairlead: what is wrong", "Fairlead: how to mend it"]
    wrong = {row[0].value: row[5].value for row in sheet.iter_rows(min_row=2)}
    assert "The product or industry is missing." in wrong["Lost Ledger"]
    assert wrong["Amber Wren GmbH"] is None
    assert upload(client, answer.content, "again.xlsx").status_code == 302


ANY = st.one_of(
    st.binary(max_size=400),
    st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8).map(
        lambda rows: "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
    ),
    st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
    st.binary(max_size=200).map(lambda tail: b"Country,Product,Amount,Currency\n" + tail),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=ANY, name=st.text(max_size=30))
def test_no_upload_is_a_fault_of_ours(browse, person, content, name) -> None:
    from fairlead.hub.people.models import User

    user = User.objects.filter(email="ada@example.org").first() or person("ada")
    client = browse(user)
    before = names()
    boundary = b"----x"
    safe = "".join(c for c in name if c.isprintable() and c not in '"\\').encode("utf-8", "replace")
    body = (
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="list"; filename="' + safe + b'"\r\n\r\n'
        + content + b"\r\n--" + boundary + b"--\r\n"
    )  # fmt: skip
    answer = client.generic("POST", "/assessments/new/", body, f"multipart/form-data; boundary={boundary.decode()}")
    assert answer.status_code in (302, 400, 413), answer.content
    if answer.status_code == 302:
        assert client.get(answer.url).status_code == 200
        for thing in Assessment.objects.all():
            files.discard(thing.stored)
            thing.delete()
    assert names() == before


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b", "\u202eevil", "x" * 5000, "'; DROP TABLE x; --", "%00", "\U0001f600"]
)
def test_odd_texts_in_forms_are_answered(browse, person, assessed, text) -> None:
    ada = person("ada")
    thing = assessed(ada)
    client = browse(ada)
    one = f"/assessments/{thing.pk}/"
    for path, fields in (
        (f"{one}rename/", {"title": text}),
        (f"{one}share/", {"thought": "yes", "note": text, "days": "7"}),
        (f"{one}share/", {"thought": "yes", "days": text}),
        (f"{one}audience/", {"audience": f"organisation:{text}"}),
        (f"{one}audience/", {"audience": f"network:{text}", "organisation": text}),
        (f"{one}columns/", {"sheet": text, "currency": text, "year": text, "decimal": text, "column_amount": text}),
        (f"{one}settings/", {"table": text, "draws": text, "gamma": text, text[:20]: text}),
        (f"{one}texts/", {"choice_0": text, "other_0": text}),
        (f"{one}run/", {"purpose": text}),
        ("/readings/share/", {"organisation": text}),
    ):
        assert client.post(path, fields).status_code in (302, 400, 404), (path, fields)
    for path in ("/assessments/?q=", "/assessments/?page=", "/assessments/?whose=", "/assessments/compare/?before=",
                 f"{one}rows/?severity=", f"{one}texts/?show=", f"{one}columns/?sheet="):  # fmt: skip
        assert client.get(path + quote(text)).status_code in (200, 302, 400, 404), path
