import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.labour.spread import Spread


def example(seed, countries=3):
    rng = np.random.default_rng(seed)
    base = rng.uniform(0, 10, (countries, 6))
    base[0, 2] = 0
    return Spread(
        base=base,
        log_skill=np.log(rng.uniform(0.02, 1, (countries, 6))),
        group_of=np.array([0, 0, 0, 1, 1, 2]),
        groups=3,
        sd_industry=0.5,
        sd_cell=0.5,
    )


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_group_sums_survive_in_each_draw(seed):
    spread = example(seed)
    rng = np.random.default_rng(seed)
    totals = rng.uniform(1, 100, (3, 20, 3)).astype(np.float32)
    people = spread.draw(totals, rng.uniform(0, 2, 20).astype(np.float32), rng)
    sums = people @ spread.indicator.astype(np.float32)
    np.testing.assert_allclose(sums, totals, rtol=1e-4)
    assert (people[0, :, 2] == 0).all(), "an industry without workers got people"


def plain_draw(spread, totals, gamma, rng):
    """One country and draw at a time, in double precision: the independent way, with its own noise."""
    countries, draws, _ = totals.shape
    out = np.zeros((countries, draws, 6))
    for n in range(draws):
        industry = spread.sd_industry * rng.standard_normal(6)
        for i in range(countries):
            noise = industry + spread.sd_cell * rng.standard_normal(6)
            weights = spread.base[i] * np.exp(gamma[n] * spread.log_skill[i] + noise)
            for b in range(3):
                here = spread.group_of == b
                out[i, n, here] = totals[i, n, b] * weights[here] / weights[here].sum()
    return out


def test_fast_draws_have_the_distribution_of_a_plain_loop():
    spread = example(1)
    totals = np.full((3, 4000, 3), 60.0, dtype=np.float32)
    gamma = np.random.default_rng(3).uniform(0, 2, 4000)
    fast = spread.draw(totals, gamma.astype(np.float32), np.random.default_rng(1))
    slow = plain_draw(spread, totals.astype(float), gamma, np.random.default_rng(2))
    for q in (0.05, 0.5, 0.95):
        np.testing.assert_allclose(np.quantile(fast, q, axis=1), np.quantile(slow, q, axis=1), atol=2.0)


def test_without_noise_a_draw_is_the_central_run():
    spread = example(5)
    quiet = Spread(spread.base, spread.log_skill, spread.group_of, 3, 0.0, 0.0)
    totals = np.full((3, 2, 3), 7.0, dtype=np.float32)
    drawn = quiet.draw(totals, np.ones(2, dtype=np.float32), np.random.default_rng(0))
    np.testing.assert_allclose(drawn[:, 0], quiet.central(totals[:, 0].astype(float), 1.0), rtol=1e-5)


def test_a_group_without_workers_takes_nobody():
    spread = Spread(np.zeros((1, 2)), np.zeros((1, 2)), np.array([0, 1]), 2, 0.5, 0.5)
    assert not spread.possible().any()
    totals = np.ones((1, 3, 2), dtype=np.float32)
    assert not spread.draw(totals, np.ones(3, dtype=np.float32), np.random.default_rng(0)).any()
    assert not spread.central(np.ones((1, 2)), 1.0).any()
