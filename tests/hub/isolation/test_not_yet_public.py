"""What nobody has admitted yet, or was withdrawn, stands in no list, count, search, feed or file of others."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from fairlead.facts import Initiative, load
from fairlead.hub.corrections import operations
from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.people.models import Role
from fairlead.hub.people.operations import delete_account

pytestmark = pytest.mark.django_db
WORD = "zqheldqz"
SOURCE = {
    "source_url": "https://www.example.org/gazette/12",
    "source_title": f"Gazette {WORD}",
    "source_date": "2026-01-15",
    "source_says": "It was registered on that day.",
}


def seen(client: Any, *more: str) -> list[str]:
    """Addresses at which somebody reads the word."""
    asked = (
        "/corrections/", "/corrections.json", "/corrections.csv", "/changes/", "/changes.json", "/changes.atom",
        "/judgements/", "/judgements.json", "/judgements.csv", f"/search/?q={WORD}", f"/search.json?q={WORD}",
        "/audit.json", "/account/activity.json", *more,
    )  # fmt: skip
    found = []
    for path in asked:
        text = client.get(path).content.decode().replace(f"q={WORD}", "")
        if "Gazette " + WORD in text:
            found.append(path)
    return found


def test_a_proposal_without_an_account_is_for_operators_until_it_is_admitted(person, organisation, browse) -> None:
    union = organisation("union", confirmed=timezone.now())
    made = operations.propose(
        NOBODY, table="ratifications", kind="change", key="P029~BRA",
        cells={"ratified": "2025-03-10", "day_status": "verified"}, sender="192.0.2.1",
        source={**SOURCE, "why": "Another day."},
    )  # fmt: skip
    page = f"/corrections/{made.pk}/"
    operator, manager = person("ops", is_superuser=True), person("mia", union, Role.MANAGER)
    for who in (None, manager):
        assert seen(browse(who), page, f"/corrections/{made.pk}.json") == []
        assert browse(who).get(page).status_code == 404
    assert page in seen(browse(operator), page)
    operations.admit(actor_for(operator), made, admitted=True)
    assert page in seen(browse(None), page)


def test_a_judgement_that_was_withdrawn_is_read_by_its_maker_and_managers_only(person, organisation, browse) -> None:
    union = organisation("union", confirmed=timezone.now())
    ada, bob = person("ada", union), person("bob", union)
    person("mia", union, Role.MANAGER)
    initiative = load(Initiative)[0].id
    source = {name: text for name, text in SOURCE.items() if name != "source_says"}
    made = operations.judge(actor_for(ada), initiative, "law", union, reason="It helped.", source=source)
    there = (f"/judgements/of/{initiative}/", f"/judgements/of/{initiative}.json")
    assert seen(browse(None), *there)
    operations.withdraw_judgement(actor_for(ada), made)
    for who in (None, bob):
        assert seen(browse(who), *there) == []
    delete_account(actor_for(ada))
    made.refresh_from_db()
    assert (made.by_id, made.named) == (None, False)
    assert seen(browse(None), *there) == []
