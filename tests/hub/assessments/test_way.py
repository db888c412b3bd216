"""From a list to a shared result, as a person goes it."""

from __future__ import annotations

import json
import re

import pytest

from fairlead.hub.assessments.models import Assessment

pytestmark = pytest.mark.django_db


def test_from_upload_to_shared_result(browse, person, upload, read_page, in_process) -> None:
    owner = person("ada")
    client = browse(owner)
    first = upload(client, title="Spring")
    assert first.status_code == 302
    thing = Assessment.objects.get()
    page = client.get(first.url)
    assert page.status_code == 200
    text = page.content.decode()
    read_page(text).check_closed()
    assert "Quiet Heron Ltd" in text
    assert text.count(" selected>Country<") == 1
    fields = {"column_amount": "Amount EUR", "column_country": "Country", "column_product": "Product"}
    started = client.post(first.url, fields | {"column_supplier": "Supplier", "column_year": "Year"}, follow=True)
    assert started.redirect_chain[-1][0] == f"/assessments/{thing.pk}/rows/"
    rows = started.content.decode()
    read_page(rows).check_closed()
    assert "The product or industry is missing." in rows
    done = client.post(f"/assessments/{thing.pk}/run/", follow=True)
    assert done.redirect_chain[-1][0] == f"/assessments/{thing.pk}/"
    result = done.content.decode()
    read = read_page(result)
    read.check_closed()
    read.check_headings()
    assert "90 % range" in result
    for part in ("forced-labour", "child-labour", "evidence", "actions", "list", "basis"):
        answer = client.get(f"/assessments/{thing.pk}/versions/1/{part}/")
        assert answer.status_code == 200, part
        read_page(answer.content.decode()).check_closed()
    refused = client.post(f"/assessments/{thing.pk}/share/", {"names": "withheld"})
    assert refused.status_code == 400
    made = client.post(f"/assessments/{thing.pk}/share/", {"names": "withheld", "thought": "yes"}, follow=True)
    link = made.context if False else made.content.decode().split('class="link" readonly value="')[1].split('"')[0]
    path = link.removeprefix("http://localhost:8000")
    shared = browse(None).get(path)
    assert shared.status_code == 200
    assert "noindex" in shared.headers["X-Robots-Tag"]
    assert shared.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in shared.headers
    listed = browse(None).get(path + "list/").content.decode()
    assert "Supplier 1" in listed
    assert "Quiet Heron" not in listed + shared.content.decode()
    assert not re.search(r"\bada\b", shared.content.decode(), re.IGNORECASE)  # the owner; "ada" alone is in some tokens
    data = json.loads(client.get(f"/assessments/{thing.pk}.json").content)
    assert data["data"]["run"]["version"] == 1
