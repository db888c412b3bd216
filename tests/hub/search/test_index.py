"""The index holds what is public, is made anew when facts change, and never holds what belongs to somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import resolve

from fairlead.hub.people.actor import NOBODY, Actor, actor_for
from fairlead.hub.people.models import Organisation, User
from fairlead.hub.search import entries, index, operations, private
from fairlead.hub.search.entries import Found
from fairlead.hub.search.models import Built, Entry, Name
from fairlead.hub.search.words import asked


@pytest.mark.usefixtures("indexed")
def test_every_entry_leads_to_a_page_of_this_hub() -> None:
    for address in Entry.objects.values_list("address", flat=True):
        resolve(address.partition("#")[0].partition("?")[0])
    assert Entry.objects.count() == Built.objects.get().entries > 3000
    assert not Entry.objects.filter(address="").exists()


@pytest.mark.usefixtures("indexed")
def test_pages_of_each_kind_are_there(browse: Callable[[Any], Client]) -> None:
    for kind in Entry.objects.order_by().values_list("kind", flat=True).distinct():
        entry = Entry.objects.filter(kind=kind).first()
        assert entry is not None
        answer = browse(None).get(entry.address.partition("#")[0], follow=True)
        assert answer.status_code == 200, entry.address


@pytest.mark.usefixtures("indexed")
def test_recalled_help_is_not_found_as_help() -> None:
    from fairlead.facts import load

    shown = {row.name for row in load("help_points") if row.shown}
    assert set(Entry.objects.filter(kind="help").values_list("title", flat=True)) <= shown


@pytest.mark.django_db
def test_it_is_made_anew_only_where_facts_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Found(kind="good", title="Cotton", address="/goods/cotton/", names=("kapas",))
    monkeypatch.setattr(index, "public", lambda: iter([one]))
    assert operations.refresh()
    assert not operations.refresh()
    assert [hit.title for hit in index.search("kapas").hits] == ["Cotton"]
    two = Found(kind="good", title="Bricks", address="/goods/bricks/")
    monkeypatch.setattr(index, "public", lambda: iter([two]))
    assert operations.refresh()
    assert not index.search("kapas").hits
    assert [hit.title for hit in index.search("brick").hits] == ["Bricks"]
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_build_that_fails_leaves_the_old_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "public", lambda: iter([Found(kind="good", title="Cotton", address="/goods/cotton/")]))
    index.build()
    monkeypatch.setattr(index, "public", lambda: iter([Found(kind="good", title="Bricks", address="/goods/bricks/")]))

    class BrokenError(Exception):
        pass

    def fail(_connection: object) -> object:
        raise BrokenError

    monkeypatch.setattr(index, "backend", fail)
    with pytest.raises(BrokenError):
        index.build()
    monkeypatch.undo()
    assert [hit.title for hit in index.search("cotton").hits] == ["Cotton"]


@pytest.mark.usefixtures("indexed")
def test_only_those_who_run_the_hub_rebuild_it(person: Callable[..., User]) -> None:
    with pytest.raises(PermissionDenied):
        operations.rebuild_index(NOBODY)
    with pytest.raises(PermissionDenied):
        operations.rebuild_index(actor_for(person("asha")))
    operator = person("olga", is_superuser=True)
    with pytest.raises(PermissionDenied):
        operations.rebuild_index(Actor(operator, operator=True, scopes=frozenset({"assessment.see"})))
    assert operations.rebuild_index(actor_for(operator)) == Entry.objects.count()


@pytest.mark.usefixtures("indexed")
def test_organisations_are_found_only_by_those_who_may_see_them(
    organisation: Callable[..., Organisation], person: Callable[..., User], browse: Callable[[Any], Client]
) -> None:
    quiet = organisation("quiet-union", listed=False)
    member = person("mina", quiet)
    assert not private.own(NOBODY, asked("quiet union"))
    assert not private.own(actor_for(person("other")), asked("quiet"))
    assert [hit.title for hit in private.own(actor_for(member), asked("quiet"))] == [quiet.name]
    assert "/organisations/quiet-union/" not in browse(None).get("/search/", {"q": "quiet"}).content.decode()
    assert "/organisations/quiet-union/" in browse(member).get("/search/", {"q": "quiet"}).content.decode()
    assert not Entry.objects.filter(title__icontains="quiet-union").exists()
    assert not Name.objects.filter(name__icontains="quiet-union").exists()


def test_nothing_of_anybody_is_among_what_is_public() -> None:
    public = {one.kind for one in entries.public()}
    assert not public & {"own", "organisation"}
    assert public <= set(index.PRIOR)


@pytest.mark.usefixtures("indexed")
def test_no_cookie_is_set_for_a_reader_without_an_account(browse: Callable[[Any], Client]) -> None:
    answer = browse(None).get("/search/", {"q": "nepal"})
    assert not answer.cookies
    assert len(answer.content) < 100_000


@pytest.mark.usefixtures("indexed")
def test_near_names_share_letters() -> None:
    from fairlead.hub.search.backends import backend

    names = [name for name, _entry in backend(connection).near("bangaldesh", 20)]
    assert "bangladesh" in names
    assert backend(connection).near("ab", 20) == []


@pytest.mark.usefixtures("indexed")
def test_without_pg_trgm_names_are_compared_one_by_one() -> None:
    from fairlead.hub.search.postgresql import PostgreSQL

    names = [name for name, _entry in PostgreSQL(connection)._compared("bangaldesh", 20)]
    assert "bangladesh" in names
    assert "norway" not in names


def test_what_postgresql_is_given_is_quoted() -> None:
    from fairlead.hub.search.postgresql import _quoted, _vector

    assert _quoted("o'b\\c") == "'o''b\\\\c'"
    assert _vector("Cotton cotton", "kapas", "cotton") == "'cotton':1A,2A,4C 'kapa':3B"
