from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.chain.credits import net_credits


@given(
    st.lists(
        st.tuples(st.integers(-1000, 1000), st.integers(2022, 2024), st.integers(0, 2), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
def test_netting_loses_nothing(rows: list[tuple[int, int, int, bool]]) -> None:
    amount = np.array([float(a) for a, *_ in rows])
    year, group = np.array([y for _, y, *_ in rows]), np.array([g for _, _, g, _ in rows])
    usable = np.array([u for *_, u in rows])
    net, unmatched = net_credits(amount, usable, year, group)
    assert (net >= 0).all()
    assert (net <= np.maximum(amount, 0)).all()
    assert (net[~usable] == np.maximum(amount, 0)[~usable]).all()
    for g in range(3):
        here = usable & (group == g)
        left = sum(rest for row, rest in unmatched.items() if here[row])
        # what is kept less what was not matched is the plain sum of the group
        assert net[here].sum() - left == pytest.approx(amount[here].sum())
        assert left == pytest.approx(max(0.0, -amount[here].sum()))


def test_many_credit_notes_in_one_group_stay_quick() -> None:
    amount = np.tile([3.0, -2.0], 50_000)
    rows = len(amount)
    net, unmatched = net_credits(amount, np.ones(rows, bool), np.full(rows, 2024), np.zeros(rows, np.int64))
    assert unmatched == {}
    assert net.sum() == pytest.approx(50_000)
