"""Proposing: with and without an account, from a file, with every problem at once; never an error of ours."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.errors import InputError
from fairlead.facts import schema, tables
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.checks import cleaned
from fairlead.hub.corrections.models import Proposal, State
from fairlead.hub.corrections.operations.proposing import AN_HOUR, TooManyError
from fairlead.hub.corrections.views.proposals import COLUMNS
from fairlead.hub.lookup.permalinks import key_of
from fairlead.hub.people.actor import NOBODY, actor_for

pytestmark = pytest.mark.django_db
ROW = "/corrections/new/?table=ratifications&key=P029~BRA"


def form(cited, **cells):
    sent = {f"cell-{name}": text for name, text in cells.items()}
    return {"table": "ratifications", "key": "P029~BRA", "kind": "change", **cited, **sent}


def full(browse, **changed):
    """All fields of the form as the page fills them in, with changes."""
    from fairlead.hub.corrections.about import standing

    row = standing("ratifications", "P029~BRA")
    return {
        name: changed.get(name, row[name])
        for name in ("country", "ratified", "day_status", "denounced", "as_of", "note")
    }


def test_anybody_proposes_without_account_or_address_and_nothing_of_them_is_kept(browse, cited) -> None:
    page = browse(None).get(ROW)
    assert page.status_code == 200
    for words in (b"need no account", b"Date of registration of the ratification", b"2025"):
        assert words in page.content
    answer = browse(None).post("/corrections/new/", form(cited, **full(browse, ratified="2025-03-10")))
    assert (answer.status_code, answer["Location"]) == (302, "/corrections/thanks/")
    made = Proposal.objects.get()
    assert (made.state, made.by, made.cells) == (State.HELD, None, {"ratified": "2025-03-10"})
    assert made.countries == " BRA "
    assert "127.0.0.1" not in str(vars(made))


def test_there_is_a_limit_for_those_without_account(propose) -> None:
    for _ in range(AN_HOUR):
        propose(NOBODY, sender="192.0.2.1")
    with pytest.raises(TooManyError):
        propose(NOBODY, sender="192.0.2.1")
    propose(NOBODY, sender="192.0.2.2")


def test_all_problems_are_told_at_once_and_the_draft_is_kept(browse, cited) -> None:
    sent = form({**cited, "source_url": "javascript:alert(1)", "source_date": "soon", "why": ""})
    sent |= {
        f"cell-{k}": v for k, v in full(browse, ratified="next week", day_status="perhaps", note="My draft").items()
    }
    answer = browse(None).post("/corrections/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    for told in (
        "whole address",
        "2014-06-11",
        "why it should",
        "it is not a date",
        "it is none of: verified",
        "My draft",
    ):
        assert told in page, told
    assert 'value="next week"' in page
    assert page.count('class="error"') >= 5
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("sent", [
    {"table": "ratifications", "key": "P029~XXX", "kind": "change"},
    {"table": "nothing", "key": "", "kind": "add"},
])  # fmt: skip
def test_what_is_not_there_is_not_found(browse, cited, sent) -> None:
    assert browse(None).post("/corrections/new/", {**cited, **sent}).status_code == 404


@pytest.mark.parametrize("kind", ["add", "destroy"])
def test_kinds_that_do_not_fit_are_refused(browse, cited, kind) -> None:
    sent = {**cited, "table": "ratifications", "key": "P029~BRA", "kind": kind}
    assert browse(None).post("/corrections/new/", sent).status_code == 400


@pytest.mark.parametrize("asked", [
    {"cells": {}}, {"cells": {"iso3": "NLD"}}, {"cells": {"status": "verified"}}, {"cells": {"nothing": "x"}},
    {"cells": {"ratified": ""}}, {"kind": "add", "key": "", "cells": {"instrument": "P029", "iso3": "BRA"}},
    {"kind": "add", "key": "", "cells": {"instrument": "P029", "iso3": "XQZ"}},
    {"kind": "add", "key": "", "cells": {"instrument": "NOPE", "iso3": "BRA"}},
    {"kind": "add", "key": "", "cells": {"instrument": "a~b", "iso3": "BRA"}},
    {"cells": {"note": "x" * 5000}}, {"cells": {"note": "two\nlines"}},
])  # fmt: skip
def test_what_does_not_fit_the_schema_is_refused(propose, asked) -> None:
    with pytest.raises(InputError):
        propose(**asked)
    assert not Proposal.objects.exists()


def test_nobody_speaks_for_an_organisation_that_is_not_theirs(propose, organisation, person) -> None:
    other = organisation("other")
    with pytest.raises(PermissionDenied):
        propose(NOBODY, organisation=other)
    from django.http import Http404

    with pytest.raises(Http404):
        propose(actor_for(person("stranger")), organisation=other)
    with pytest.raises(PermissionDenied):
        propose(actor_for(person("reader", other, "reader")), organisation=other)


def test_one_withdraws_and_opens_again_only_ones_own(propose, person) -> None:
    who = actor_for(person("amina"))
    made = propose(who)
    assert operations.withdraw(who, made).state == State.WITHDRAWN
    assert operations.withdraw(who, made, again=True).state == State.OPEN
    for actor in (NOBODY, actor_for(person("other"))):
        with pytest.raises(PermissionDenied):
            operations.withdraw(actor, made)


def lines(cited, *cells):
    rows = [{"table": t, "kind": k, "key": key, "column": c, "value": v, **(cited if first else {})}
            for t, k, key, c, v, first in cells]  # fmt: skip
    return [{name: row.get(name, "") for name in COLUMNS} for row in rows]


def test_a_file_is_proposed_whole(person, browse, cited) -> None:
    rows = lines(
        cited,
        ("ratifications", "change", "P029~BRA", "ratified", "2025-03-10", True),
        ("ratifications", "change", "P029~BRA", "day_status", "recalled", False),
        ("ratifications", "change", "C029~NPL", "note", "Mended.", True),
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    upload = SimpleUploadedFile("c.csv", text.getvalue().encode("utf-8-sig"), "text/csv")
    answer = browse(person("amina")).post("/corrections/import/", {"file": upload})
    assert answer.status_code == 302, answer.content.decode()
    kept = Proposal.objects.order_by("key")
    assert [(one.key, sorted(one.cells)) for one in kept] == [
        ("C029~NPL", ["note"]), ("P029~BRA", ["day_status", "ratified"]),
    ]  # fmt: skip
    assert len({one.batch for one in kept}) == 1


def test_a_file_with_problems_keeps_nothing_and_names_every_line(person, cited) -> None:
    rows = lines(
        cited,
        ("ratifications", "change", "P029~BRA", "ratified", "never", True),
        ("ratifications", "change", "P029~BRA", "note", "Fine.", False),
        ("ratifications", "change", "C029~NPL", "note", "Fine.", True),
        ("nothing", "change", "x", "note", "Fine.", True),
        ("ratifications", "change", "C105~NPL", "note", "No source.", False),
    )
    with pytest.raises(InputError) as refused:
        operations.import_proposals(actor_for(person("amina")), rows)
    told = {(one.row, one.column) for one in refused.value.problems}
    assert {(2, "ratified"), (5, "table"), (6, "source_url"), (6, "why")} <= told
    assert not any(row == 4 for row, _ in told)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b'table,"\n', b"x" * 2_100_000])
def test_files_that_are_none_are_refused(person, browse, content) -> None:
    upload = SimpleUploadedFile("c.csv", content, "text/csv")
    assert browse(person("amina")).post("/corrections/import/", {"file": upload}).status_code == 400


TEXT = st.text(max_size=40) | st.sampled_from(
    ["", "yes", "NPL", "2024", "2024-13", "x;y", "\x00", "\u202eabc", "~", "https://a.org"]
)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_sent_breaks_the_form(browse, cited, data) -> None:
    from django.core.cache import cache

    from fairlead.facts import load

    cache.clear()
    table = data.draw(st.sampled_from(tables()))
    kind = data.draw(st.sampled_from(["change", "add", "remove"]))
    rows = load(table)
    key = "" if kind == "add" or not rows else key_of(data.draw(st.sampled_from(rows)))
    names = data.draw(st.sets(st.sampled_from([*schema(table).fields, *cited]), max_size=8))
    sent = {**cited, **{name if name in cited else f"cell-{name}": data.draw(TEXT) for name in names}}
    answer = browse(None).post("/corrections/new/", {**sent, "table": table, "key": key, "kind": kind})
    assert answer.status_code in (302, 400, 404), answer.status_code
    if answer.status_code == 302:
        made = Proposal.objects.order_by("-created").first()
        assert made is not None
        for cells in (made.cells, made.before):
            assert all(cleaned(text) == text for text in cells.values()) or cells is made.before


@given(
    st.dictionaries(
        st.sampled_from(["state", "table", "country", "q", "page", "batch", "row", "law", "instrument"]), TEXT
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_filter_breaks_a_list(browse, filters) -> None:
    for address in ("/corrections/", "/corrections.csv", "/changes/", "/changes.atom", "/corrections/new/"):
        assert browse(None).get(address, filters).status_code in (200, 400, 404)
