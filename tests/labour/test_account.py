import numpy as np
import pytest

from fairlead.errors import AddingOverlapError, FairleadError
from fairlead.labour import employment


def test_accounts_cannot_be_added(forced, child):
    for add in (lambda: forced + child, lambda: forced + 1, lambda: 1 + forced, lambda: sum([forced, child])):
        with pytest.raises(AddingOverlapError, match="overlap"):
            add()


def test_an_account_belongs_to_its_table(forced, world):
    with pytest.raises(FairleadError, match="was made for wiod2011"):
        forced.intensity(world)


def test_at_least_one_draw(forced):
    with pytest.raises(FairleadError, match="At least one draw"):
        forced.draws(0)


def test_value_added_of_the_work(wiod, forced):
    cell = wiod.cells.index("IND", "c4")
    expected = forced.people[cell] / wiod.employment[cell] * wiod.value_added[cell]
    assert forced.value_added_of_work[cell] == pytest.approx(expected)
    assert np.isnan(forced.value_added_of_work[~(forced.employed > 0)]).all()


def test_per_1000_is_missing_not_zero_where_nobody_is_known_to_work(forced):
    assert np.isnan(forced.per_1000[~(forced.employed > 0)]).all()


def test_employment_repeats_published_cells_and_varies_modelled_ones(wiod):
    account = employment(wiod)
    drawn = account.draws(300)
    row = wiod.cells.country_index("ROW")
    published = np.delete(drawn, row, axis=0)
    assert (published == published[:, :1]).all()
    spread = np.log(drawn[row]).std(0)
    assert spread[0] == pytest.approx(0, abs=1e-3)
    assert 0.25 < np.median(spread[1:18]) < 0.45
    assert 0.45 < np.median(spread[18:]) < 0.65
    np.testing.assert_allclose(drawn[row].sum(1), account.people[row * 35 :].sum(), rtol=1e-4)


def test_employment_says_that_published_ranges_are_not_estimated(wiod):
    account = employment(wiod)
    assert any("not estimated" in text for text in account.cautions([wiod.cells.index("DEU", "c4")]))


def test_employment_of_the_world_table(world):
    account = employment(world)
    np.testing.assert_allclose(account.total, np.nansum(world.employment) - account.unallocated, rtol=0.002)
    assert account.unallocated / 1e6 == pytest.approx(19.7, rel=0.02)
