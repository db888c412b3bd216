"""The invented assessment as reports get it: whole, and with everything empty that may be."""

from __future__ import annotations

import math

import msgspec
import pytest
from tests.report.invented import build
from tests.report.invented_accounts import HOSTILE

from fairlead.assess import result
from fairlead.assess.result import Range


@pytest.fixture
def assessment() -> result.Assessment:
    return build()


@pytest.fixture
def hostile() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture
def bare() -> result.Assessment:
    """The same with everything that may be empty empty."""
    full = build()
    nothing = Range(central=math.nan, low=math.nan, high=math.nan)
    hollow = msgspec.structs.replace(
        full.accounts[0],
        tiers=(),
        origins=(),
        industries=(),
        cells=(),
        lateral_services=(),
        paths=(),
        sensitivities=(),
        not_in_number=(),
        cautions=(),
        method="",
        unallocated=nothing,
        total=result.Measures(
            people=nothing, per_million_usd=nothing, per_1000_workers=nothing, value_added_usd=nothing
        ),
    )
    return msgspec.structs.replace(
        full,
        title="",
        accounts=(hollow,),
        separate_lines=(),
        suppliers=(),
        mappings=(),
        problems=(),
        evidence=(),
        actions=(),
        assumptions=(),
        methods=(),
        sources=(),
        limits=(),
    )
