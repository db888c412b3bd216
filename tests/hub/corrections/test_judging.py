"""Best at: only from a sourced evaluation, or from members of two different constituencies; with the right of reply."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from fairlead.errors import FairleadError, InputError
from fairlead.facts import Initiative, load
from fairlead.hub.corrections import live, operations
from fairlead.hub.corrections.judging import best_said
from fairlead.hub.people.actor import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(organisation, person, cited):
    from django.utils import timezone

    def make(kind: str, name: str = "", aspect: str = "remedy", **more):
        stem = name or f"sample-{kind}"
        held = organisation(stem, kind, confirmed=timezone.now(), **more)
        actor = actor_for(person(stem, held))
        made = operations.judge(actor, INITIATIVE, aspect, held, reason="It paid those harmed.", source=cited)
        live.refresh(now=True)
        return actor, held, made

    return make


INITIATIVE = load(Initiative)[0].id


def test_one_constituency_is_not_enough_two_are(judge, browse) -> None:
    judge("company")
    judge("employers")  # the same constituency
    assert best_said(INITIATIVE) == {}
    page = browse(None).get(f"/initiatives/{INITIATIVE}/").content.decode()
    assert "It paid those harmed." not in page
    actor, _held, made = judge("workers")
    assert set(best_said(INITIATIVE)) == {"remedy"}
    page = browse(None).get(f"/initiatives/{INITIATIVE}/").content.decode()
    assert page.count("It paid those harmed.") == 3
    operations.withdraw_judgement(actor, made)
    live.refresh(now=True)
    assert best_said(INITIATIVE) == {}


def test_different_aspects_do_not_add_up(judge) -> None:
    judge("company")
    judge("workers", aspect="law")
    assert best_said(INITIATIVE) == {}


def test_the_initiative_replies_and_does_not_judge_itself(judge, organisation, person, cited, browse) -> None:
    from django.utils import timezone

    _actor, _held, made = judge("workers")
    row = next(row for row in load(Initiative) if row.id == INITIATIVE)
    own = organisation("its-own", "civil_society", confirmed=timezone.now())
    own.name = row.name
    own.save()
    speaker = actor_for(person("speaker", own))
    with pytest.raises(FairleadError, match="own initiative"):
        operations.judge(speaker, INITIATIVE, "law", own, reason="Ours.", source=cited)
    operations.reply(speaker, made, own, "We thank them.")
    live.refresh(now=True)
    assert "We thank them." in browse(None).get(f"/judgements/of/{INITIATIVE}/").content.decode()
    other = organisation("other", "workers", confirmed=timezone.now())
    with pytest.raises(PermissionDenied):
        operations.reply(actor_for(person("stranger", other)), made, other, "Not ours.")


def test_what_is_not_signed_or_sourced_is_refused(organisation, person, cited) -> None:
    fresh = organisation("fresh", "workers")
    actor = actor_for(person("amina", fresh))
    with pytest.raises(FairleadError, match="not confirmed"):
        operations.judge(actor, INITIATIVE, "law", fresh, reason="So.", source=cited)
    with pytest.raises(InputError) as refused:
        operations.judge(actor, "nothing", "x", fresh, reason="", source={})
    assert {one.column for one in refused.value.problems} >= {"initiative", "aspect", "reason", "source_url"}


def test_what_two_constituencies_say_is_in_the_data_too(judge, browse) -> None:
    address = f"/initiatives/{INITIATIVE}"
    judge("company")
    assert browse(None).get(f"{address}.json").json()["data"]["best_at_judged"] == []
    judge("workers")
    told = browse(None).get(f"{address}.json").json()["data"]["best_at_judged"]
    assert [one["what"] for one in told] == ["remedy for those harmed"]
    assert {one["constituency"] for one in told[0]["said"]} == {"employers", "workers"}
    assert "remedy for those harmed" in browse(None).get(f"{address}.csv").content.decode()
