"""A matter stands where its log says, whatever allowed sequence of events led there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.act.follow.matter import Matter, Reply, SafetyAnswer, dump, effective, from_json
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.follow.states import (
    Standing,
    allowed,
    answers_of,
    approvals,
    embargo,
    fingerprint,
    happen,
    next_events,
    shown_to_others,
    start,
    state_of,
    undo,
)
from fairlead.act.follow.status import status
from fairlead.act.follow.transitions import ROLES, STATES, TRANSITIONS
from fairlead.errors import FairleadError, InputError

DAY = date(2026, 11, 2)
NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
CLEAR = Standing(complete=(), stale=(), safety=(), text="a text")
SIGNERS = ("Example Union", "Harbour Foods AB")
FIELDS: dict[str, dict[str, Any]] = {
    "approved": {"signatory": "Example Union"},
    "due_set": {"due": "2027-01-15"},
    "filed": {"reply": Reply(day="2026-11-20", origin="the ministry", kind="answer")},
    "fulfilled": {"term": "answer"},
    "happened": {"after": "exhausted"},
    "embargoed": {"until": "2027-02-01"},
    "safety": {"answers": (SafetyAnswer(question="asked", option="asked", why="They said so."),)},
    "closed": {"outcome": "answer only"},
}
KINDS = sorted({one.event for one in TRANSITIONS} - {"drafted"})


def new(**about: Any) -> Matter:
    return start("m", "A complaint", day=DAY, recorded=NOW, signatories=SIGNERS, route="OECDNCP", **about)


def sent() -> Matter:
    matter = new()
    for name in SIGNERS:
        matter = happen(matter, "approved", day=DAY, recorded=NOW, signatory=name, standing=CLEAR)
    matter = happen(matter, "agreed", day=DAY, recorded=NOW, standing=CLEAR)
    return happen(matter, "sent", day=DAY, recorded=NOW, standing=CLEAR)


def step(matter: Matter, kind: str, day: date, fields: dict[str, Any] | None = None) -> Matter:
    return happen(matter, kind, day=day, recorded=NOW, standing=CLEAR, **(FIELDS.get(kind, {}) | (fields or {})))  # type: ignore[arg-type]


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from([*KINDS, "undo"]), st.integers(0, 50)), max_size=25))
def test_any_sequence_of_allowed_events_gives_a_defined_state(steps: list[tuple[str, int]]) -> None:
    matter, states = new(), ["drafted"]
    for kind, ahead in steps:
        day = DAY + timedelta(ahead)
        before = matter
        if kind == "undo":
            if len(effective(matter)) < 2:
                with pytest.raises(FairleadError):
                    undo(matter, recorded=NOW)
                continue
            matter = undo(matter, recorded=NOW)
        else:
            fields = FIELDS.get(kind, {})
            if kind == "closed" and state_of(matter) in ("drafted", "agreed"):
                fields = {"outcome": "withdrawn"}
            verdict = allowed(matter, kind, on=day, standing=CLEAR, **fields).verdict  # type: ignore[arg-type]
            try:
                matter = happen(matter, kind, day=day, recorded=NOW, standing=CLEAR, **fields)  # type: ignore[arg-type]
            except FairleadError:
                assert verdict == "no"
                continue
            assert verdict == "yes"
        # the log is only added to, and says everything
        assert matter.events[: len(before.events)] == before.events
        assert from_json(dump(matter)) == matter
        assert state_of(matter) in STATES
        on = DAY + timedelta(60)
        found = status(matter, on)
        assert found.state == state_of(matter)
        assert found.overdue is False or found.state in ("sent", "acknowledged")
        states.append(found.state)


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12))
def test_undo_restores_what_was_before(kinds: list[str]) -> None:
    matter = sent()
    trail = [matter]
    for kind in kinds:
        if allowed(matter, kind, on=DAY, standing=CLEAR, **FIELDS.get(kind, {})).verdict == "yes":  # type: ignore[arg-type]
            matter = step(matter, kind, DAY)
            trail.append(matter)
    for before in reversed(trail[:-1]):
        matter = undo(matter, recorded=NOW, said="a slip")
        assert state_of(matter) == state_of(before)
        assert effective(matter) == effective(before)
        assert approvals(matter) == approvals(before)
        assert embargo(matter) == embargo(before)
        assert answers_of(matter) == answers_of(before)
        assert status(matter, DAY).dues == status(before, DAY).dues


def test_every_way_in_the_table_can_be_gone() -> None:
    """From each state every event that has it as a start succeeds where its needs are fulfilled."""
    gone = set()
    for one in TRANSITIONS:
        for begin in one.start:
            matter = _in(begin)
            fields = {"outcome": "withdrawn"} if "withdrawn" in one.needs else {}
            after = step(matter, one.event, DAY, fields)
            assert state_of(after) == (one.to or begin), one
            gone.add((one.event, begin))
    assert {one.event for one in TRANSITIONS if one.start} == set(KINDS)
    assert len(gone) > 60


def _in(state: str) -> Matter:
    if state == "drafted":
        matter = new()
        for name in SIGNERS:
            matter = happen(matter, "approved", day=DAY, recorded=NOW, signatory=name, standing=CLEAR)
        return matter
    if state == "agreed":
        return undo(sent(), recorded=NOW)
    matter = sent()
    return matter if state == "sent" else step(matter, state, DAY)


def test_it_cannot_be_sent_while_anything_is_open_and_all_reasons_are_said() -> None:
    matter = undo(sent(), recorded=NOW)
    standing = Standing(
        complete=("Name of the minister is still to be completed.",),
        stale=("Since the draft was written it changed: it would now also say: more.",),
        safety=("Not answered, or without its reason: Have the people concerned been asked?",),
        text="another text",
    )
    given = allowed(matter, "sent", on=DAY, standing=standing)
    assert given.verdict == "no"
    for words in ("Name of the minister", "it changed", "been asked", "Example Union approved another text"):
        assert words in given.text
    assert len(given.changes) == 4


def test_nobody_looked_is_not_the_same_as_nothing() -> None:
    matter = undo(sent(), recorded=NOW)
    given = allowed(matter, "sent", on=DAY)
    assert given.verdict == "no"
    assert given.text.count("nobody has looked") == 3


def test_stale_facts_can_be_accepted_anew_but_only_those() -> None:
    matter = undo(sent(), recorded=NOW)
    changed = Standing(complete=(), stale=("A rate was corrected.",), safety=(), text="a text")
    assert allowed(matter, "sent", on=DAY, standing=changed).verdict == "no"
    matter = happen(matter, "accepted", day=DAY, recorded=NOW, standing=changed)
    assert allowed(matter, "sent", on=DAY, standing=changed).verdict == "yes"
    more = msgspec.structs.replace(changed, stale=("A rate was corrected.", "A law was repealed."))
    assert allowed(matter, "sent", on=DAY, standing=more).verdict == "no"
    assert allowed(happen(matter, "changed", day=DAY, recorded=NOW), "sent", on=DAY, standing=changed).verdict == "no"


def test_each_signatory_approves_for_itself_and_a_change_of_the_text_takes_approvals_back() -> None:
    matter = happen(new(), "approved", day=DAY, recorded=NOW, signatory="Example Union", standing=CLEAR)
    given = allowed(matter, "agreed", on=DAY, standing=CLEAR)
    assert given.text == "It cannot be agreed: Harbour Foods AB has not approved its signature."
    with pytest.raises(FairleadError, match="none of its signatories"):
        happen(matter, "approved", day=DAY, recorded=NOW, signatory="Somebody", standing=CLEAR)
    assert approvals(happen(matter, "changed", day=DAY, recorded=NOW)) == {}
    alone = start("a", "A letter", day=DAY, recorded=NOW)
    assert "nobody signs it" in allowed(alone, "agreed", on=DAY, standing=CLEAR).text


def test_roles_may_do_what_they_may() -> None:
    matter = undo(sent(), recorded=NOW)
    assert allowed(matter, "sent", on=DAY, role="helper", standing=CLEAR).text.endswith("only lead may record that.")
    assert allowed(sent(), "acknowledged", on=DAY, role="helper").verdict == "yes"
    assert allowed(sent(), "closed", on=DAY, role="signatory", outcome="refusal").verdict == "no"
    with pytest.raises(FairleadError, match="no role"):
        allowed(matter, "noted", on=DAY, role="king")  # type: ignore[arg-type]
    assert {role for one in TRANSITIONS for role in one.who} == set(ROLES)


def test_days_are_days_of_the_past_and_in_their_order() -> None:
    with pytest.raises(FairleadError, match="still to come"):
        happen(sent(), "acknowledged", day=date(2027, 3, 1), recorded=NOW)
    with pytest.raises(FairleadError, match="is before"):
        happen(sent(), "acknowledged", day=DAY - timedelta(1), recorded=NOW)
    with pytest.raises(FairleadError, match="zone"):
        happen(sent(), "acknowledged", day=DAY, recorded=datetime(2026, 12, 31))  # noqa: DTZ001


def test_closing_asks_for_its_outcome_and_what_was_never_sent_is_withdrawn() -> None:
    with pytest.raises(FairleadError, match="the outcome is none of"):
        happen(sent(), "closed", day=DAY, recorded=NOW)
    with pytest.raises(FairleadError, match="can only be withdrawn"):
        happen(new(), "closed", day=DAY, recorded=NOW, outcome="reform")
    for outcome in OUTCOMES:
        closed = happen(sent(), "closed", day=DAY, recorded=NOW, outcome=outcome)
        assert status(closed, DAY).text == f"Closed on {DAY}: {outcome}."
    dropped = happen(new(), "closed", day=DAY, recorded=NOW, outcome="withdrawn")
    with pytest.raises(FairleadError, match="never sent"):
        happen(dropped, "resumed", day=DAY, recorded=NOW)


def test_the_embargo_is_over_on_its_day() -> None:
    matter = happen(sent(), "embargoed", day=DAY, recorded=NOW, until="2027-02-01")
    assert shown_to_others(matter, date(2027, 1, 31)).verdict == "no"
    assert shown_to_others(matter, date(2027, 2, 1)).verdict == "yes"
    lifted = happen(matter, "embargoed", day=DAY, recorded=NOW, until="")
    assert shown_to_others(lifted, DAY).verdict == "yes"


def test_what_can_come_next_is_said_with_its_reasons() -> None:
    found = next_events(sent())
    assert found["acknowledged"].verdict == "yes"
    assert found["closed"].text == "It is closed with its outcome. It asks: the outcome is named."
    assert found["pursued"].verdict == "no"
    assert found["pursued"].text.endswith("Not yet: nobody has looked who could suffer for it.")
    assert "agreed" not in found
    assert next_events(sent(), role="helper")["closed"].verdict == "no"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: {**m, "schema": "fairlead.matter/2"}, "is not known"),
        (lambda m: {**m, "title": ""}, "no title"),
        (lambda m: {**m, "events": m["events"][1:]}, "numbered"),
        (lambda m: {**m, "events": [m["events"][0], {**m["events"][1], "day": "yesterday"}]}, "not a day"),
        (lambda m: {**m, "events": [m["events"][0], {**m["events"][1], "recorded": "2026-11-02"}]}, "zone"),
        (lambda m: {**m, "events": [m["events"][0], {**m["events"][1], "kind": "undone", "of": 1}]}, "never the first"),
        (lambda m: {**m, "events": [m["events"][0], {**m["events"][1], "kind": "drafted"}]}, "has one only"),
        (lambda m: {**m, "events": [{**m["events"][0], "kind": "flown"}]}, "Invalid enum value"),
        (lambda m: [], "Expected `object`"),
    ],
)
def test_a_log_that_is_none_is_refused(change: Any, words: str) -> None:
    data = msgspec.json.decode(dump(sent()))
    with pytest.raises(InputError) as caught:
        from_json(msgspec.json.encode(change(data)))
    said = " ".join([str(caught.value), *(one.what for one in caught.value.problems)])
    assert words in said


def test_a_fingerprint_tells_texts_apart() -> None:
    assert fingerprint("a") != fingerprint("b")
    assert len(fingerprint("a")) == 16
