"""The interface against its own description, for every role: no fault of ours, no answer that is not described.

In the usual run a few requests to each operation with a fixed seed; FAIRLEAD_CONTRACT=20000 makes at least so many, as
every role, before a release.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.hub.matrix.targets import Asker
from tests.hub.matrix.world import World

from fairlead.hub.api.service import described
from fairlead.hub.wsgi import application

CASES = int(os.environ.get("FAIRLEAD_CONTRACT", "0"))
ROLES = ("owner", "nobody", "reader", "editor", "operator", "token_none", "token_elsewhere", "bad token")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


def known_values(world: World) -> dict[str, list[str]]:
    """Real objects for parameters of the address, so that not everything is answered 404."""
    return {
        "assessment": [str(world.private.pk), str(world.shared.pk)],
        "share": [str(world.link.pk)],
        "number": ["1"],
        "form": ["json", "xlsx", "html", "txt"],
        "reading": [str(world.reading.pk)],
        "batch": [str(world.batch)],
        "proposal": [str(world.proposal.pk)],
        "watch": [str(world.watch.pk)],
        "slug": ["ours", "known"],
        "table": ["goods", "ratifications"],
        "source": ["normlex"],
        "code": ["P029", "C029"],
        "iso3": ["NPL", "QAT"],
        "profile": ["fisheries"],
        "law": ["EU-FLR"],
        "kind": ["ratification", "country", "good"],
        "route": ["ILO24", "NOTRA"],
        "letter": [str(one.pk) for one in world.letters.values()],
        "signatory": [str(one.pk) for one in world.letters["private", "ready"].signatories.all()],
        "matter": [str(world.matter.pk), str(world.shared_matter.pk)],
        "paper": [str(world.matter.papers.get().pk)],
        "campaign": [str(world.campaign.pk), str(world.shared_campaign.pk)],
        "party": [str(world.campaign.parties.get().pk)],
        "text": [str(one.pk) for one in world.shared_campaign.texts.all()],
        "step": ["group"],
        "engagement": ["first"],
        "what": ["campaign.json", "plan.csv"],
        "entry": [str(world.public_letter.pk), str(world.public_matter.pk)],
    }


def known_texts(world: World) -> dict[str, list[Any]]:
    """The same for what is sent: numbers that stand, kinds, organisations of one's own."""
    return {
        "seen": [1, 2, world.matter.rows.count()],
        "kind": ["ratification", "representation"],
        "organisation": ["ours", "own"],
        "digest": [world.letters["private", "ready"].version.digest],
    }


def test_every_answer_is_described(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_API_LIMIT", "1000000")
    monkeypatch.setenv("FAIRLEAD_API_TOKEN_LIMIT", "1000000")
    total = sum(asked_as(role, asker) for role in (ROLES if CASES else ("nobody", "owner", "token_none")))
    print(f"{total} cases")
    assert total >= CASES


def asked_as(role: str, asker: Asker) -> int:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    key = "fairlead_wrong" if role == "bad token" else asker.keys.get(role, "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    operations = [one.ok() for one in schema.get_all_operations()]
    taking = [
        one for one in operations if one.definition.raw.get("parameters") or one.definition.raw.get("requestBody")
    ]
    each = max(2, -(-CASES // (len(taking) * len(ROLES))) + 6) if CASES else 2
    real, said = known_values(asker.world), known_texts(asker.world)
    chance = random.Random(4)
    done: dict[str, Any] = {"cases": 0, "answers": set()}

    def check(case: Any) -> None:
        for name in case.path_parameters or {}:
            if name in real and chance.random() < 0.7:
                case.path_parameters[name] = chance.choice(real[name])
        for name in case.body if isinstance(case.body, dict) else ():
            if name in said and chance.random() < 0.7:
                case.body[name] = chance.choice(said[name])
        mark = transaction.savepoint()
        try:
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)
        finally:
            transaction.savepoint_rollback(mark)
            asker.world.restore()
        done["cases"] += 1
        done["answers"].add(response.status_code)

    for place, operation in enumerate(operations):
        closed = role != "owner" and "x-scopes" in operation.definition.raw  # refused before anything is read of it
        if CASES:
            wrong, right = max(1, each // 3), each - max(1, each // 3)
        else:
            wrong, right = (0, 1) if closed or place % 2 else (1, 0)
        if operation not in taking:  # what takes nothing cannot be given anything wrong
            wrong, right = 0, max(1, right)
        if wrong:
            with suppress(Unsatisfiable):
                tried(operation, GenerationMode.NEGATIVE, wrong, check)
        if right:
            tried(operation, GenerationMode.POSITIVE, right, check)
    print(f"{role}: {done['cases']} cases, statuses {sorted(done['answers'])}")
    assert done["cases"] > 0.9 * len(operations)
    assert 500 not in done["answers"]
    assert (200 in done["answers"]) == (role != "bad token")
    return int(done["cases"])


def tried(operation: Any, mode: GenerationMode, many: int, check: Callable[[Any], None]) -> None:
    """Make so many requests to one operation."""
    quiet = settings(
        max_examples=many,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seed(20_261_121)(quiet(given(case=operation.as_strategy(generation_mode=mode))(check)))()


def test_every_operation_describes_what_anybody_may_be_answered() -> None:
    for path, methods in described()["paths"].items():
        for method, told in methods.items():
            codes = {str(code) for code in told["responses"]}
            assert {"400", "401", "422", "429"} <= codes, (method, path)
            assert codes & {"200", "201", "202"}, (method, path)
            if "x-scopes" in told:
                assert "403" in codes, (method, path)
                assert told["security"] == [{"Token": []}], (method, path)
            if "{" in path:
                assert "404" in codes, (method, path)
