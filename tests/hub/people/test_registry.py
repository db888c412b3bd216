"""Every operation has a name and a meaning; every model that belongs to somebody has a policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

import fairlead.hub
from fairlead.hub.people.models import Owned
from fairlead.hub.people.policy import POLICIES, policy_of
from fairlead.hub.people.registry import OPERATIONS, add_operation

RECORDED = re.compile(r"record\(\s*[\w.()]+,\s*\"([\w.]+)\"")


def test_every_operation_says_what_it_does() -> None:
    assert len(OPERATIONS) > 30
    for name, one in OPERATIONS.items():
        assert name == one.name == f"{one.noun}.{one.verb}"
        assert str(one.meaning).strip()


def test_every_policy_lists_its_operations() -> None:
    for policy in POLICIES.values():
        for verb in policy.operations:
            assert f"{policy.noun}.{verb}" in OPERATIONS


def test_everything_that_is_owned_has_a_policy() -> None:
    owned = [model for model in apps.get_models() if issubclass(model, Owned)]
    assert [model for model in owned if model not in POLICIES] == []


def test_a_model_without_a_policy_is_refused() -> None:
    for model in (Group, Permission):
        with pytest.raises(LookupError, match="no policy"):
            policy_of(model)


def test_what_people_write_to_the_log_is_listed() -> None:
    folder = Path(fairlead.hub.__file__).parent / "people"
    written = {name for file in folder.rglob("*.py") for name in RECORDED.findall(file.read_text(encoding="utf-8"))}
    assert {"organisation.create", "person.delete", "member.leave"} <= written
    assert sorted(written - set(OPERATIONS)) == []


def test_names_are_noun_and_verb_and_mean_one_thing() -> None:
    for wrong in ("see", ".see", "note.", "note.see now"):
        with pytest.raises(ValueError, match="not a name"):
            add_operation(wrong)
    first = add_operation("sample.fly")
    try:
        assert first.meaning == "fly"
        assert add_operation("sample.fly", "fly far").meaning == "fly far"
        assert add_operation("sample.fly").meaning == "fly far"
        with pytest.raises(ValueError, match="twice"):
            add_operation("sample.fly", "fly near")
    finally:
        del OPERATIONS["sample.fly"]
