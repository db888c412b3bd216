"""The split is exact, non-negative, and the factored product equals the dense one."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.errors import InputError, TableError
from fairlead.flows.open import open_table
from fairlead.flows.world import store
from fairlead.flows.world.build import build_world2011, split_table
from fairlead.flows.world.factored import FactoredTable
from fairlead.flows.world.inputs import read_inputs, write_inputs
from fairlead.flows.world.published import PublishedTable, pool, read_published
from fairlead.flows.world.split import UNALLOCATED, Split

R, M, S = 40, 146, 35


@pytest.fixture(scope="module")
def world() -> FactoredTable:
    table = open_table("world2011")
    assert isinstance(table, FactoredTable)
    return table


@pytest.fixture(scope="module")
def published() -> PublishedTable:
    return store.packaged_published()


@pytest.fixture(scope="module")
def split() -> Split:
    with np.load(store.WORLD_2011) as data:
        fields = {f.name: data[f.name].astype(float) for f in dataclasses.fields(Split) if f.name != "members"}
        return Split(members=tuple(map(str, data["members"])), **fields)


def expand(split: Split, published: PublishedTable) -> np.ndarray:
    """The split's flows Z written out cell by cell: an independent, slow way from the same factors."""
    o, N = R * S, M - 1
    Z, Y = published.Z, published.Y
    big = np.zeros((o + M * S, o + M * S), dtype=np.float32)
    big[:o, :o] = Z[:o, :o]
    for i in range(S):
        for r in range(R):
            share = split.seller[:, i] * split.partners[:, r]
            share = np.append(share / share.sum() * split.allocated[i], 1 - split.allocated[i])
            for c in range(M):
                big[o + c * S + i, r * S : (r + 1) * S] = share[c] * Z[o + i, r * S : (r + 1) * S]
    uses = np.concatenate([Z[:, o:], Y[:, R][:, [0, 2, 3]]], axis=1)
    for i in range(S):
        source = split.among[:, i][:, None] * split.among_partners
        source[np.arange(N), np.arange(N)] += split.home[:, i] * (1 - split.home_to_open[i])
        source = np.hstack([source, split.home[:, i][:, None]])
        source /= source.sum(0)
        weight = split.need[:, i][:, None] * split.scale
        flow = np.where(uses[o + i] > 0, weight / weight.sum(0), 0) * uses[o + i]
        for d in range(M):
            big[o + i : o + N * S : S, o + d * S : o + (d + 1) * S] = np.outer(source[:, d], flow[d, :S])
        for r in range(R):
            weight = (split.import_region[:, r] * split.import_product[:, i])[:, None] * split.scale
            flow = weight / weight.sum(0) * uses[r * S + i]
            big[r * S + i, o:] = flow[:, :S].ravel()
    return big


@pytest.fixture(scope="module")
def dense(split: Split, published: PublishedTable) -> np.ndarray:
    return expand(split, published)


def relative(a: np.ndarray, b: np.ndarray) -> float:
    return float((np.abs(a - b) / np.maximum(np.abs(b), 1.0)).max())


def test_sums_back_to_the_published_table(world: FactoredTable, published: PublishedTable) -> None:
    o = R * S
    x = world.output
    assert relative(x[o:].reshape(M, S).sum(0), published.output[o:]) < 1e-9
    np.testing.assert_array_equal(x[:o], published.output[:o])
    y = published.Y.sum(2)
    assert relative(world.final_demand[:o, :R], y[:o, :R]) == 0
    assert relative(world.final_demand[:o, R:].sum(1), y[:o, R]) < 1e-9
    assert relative(world.final_demand[o:, :R].reshape(M, S, R).sum(0), y[o:, :R]) < 1e-9
    assert relative(world.final_demand[o:, R:].reshape(M, S, M).sum((0, 2)), y[o:, R]) < 1e-9
    # Rows and columns of the intermediate flows, through the operator.
    flows = np.stack([world.column(j) * x[j] for j in range(0, o, 97)], axis=1)
    want = published.Z[:, 0:o:97]
    assert relative(flows[:o], want[:o]) < 1e-9
    assert relative(flows[o:].reshape(M, S, -1).sum(0), want[o:]) < 1e-9
    per_use = np.zeros((o + S, S))
    for j in range(M * S):
        column = world.column(o + j) * x[o + j]
        per_use[:o, j % S] += column[:o]
        per_use[o:, j % S] += column[o:].reshape(M, S).sum(0)
    assert relative(per_use[:o], published.Z[:o, o:]) < 1e-9
    assert relative(per_use[o:], published.Z[o:, o:]) < 1e-9


def test_rows_balance(world: FactoredTable) -> None:
    assert relative(world.right(world.output) + world.final_demand.sum(1), world.output) < 1e-9


def test_no_negative_flow_and_value_added(world: FactoredTable, dense: np.ndarray, published: PublishedTable) -> None:
    assert dense.min() >= 0
    o = R * S
    members = world.value_added[o : o + (M - 1) * S]
    assert members.min() >= 0
    # Three tiny published cells buy more than they make, as published; nothing else does.
    negative = {world.cells.label(j) for j in np.flatnonzero(world.value_added < -1e-6)}
    assert negative == {("LUX", "c5"), ("LUX", "c8"), ("LUX", "c24")}
    assert world.value_added[:o].min() == -4.0
    assert world.final_demand.sum() == pytest.approx(published.Y.sum(), rel=1e-12)


def test_factored_product_equals_the_dense_one(world: FactoredTable, dense: np.ndarray) -> None:
    x = world.output
    rng = np.random.default_rng(7)
    v, f = rng.random(world.n), rng.random(world.n)
    A = np.divide(dense, x, out=np.zeros_like(dense), where=x > 0)
    # The dense form is kept in single precision: 6,510 x 6,510 doubles are 340 MB.
    np.testing.assert_allclose(world.left(v), v @ A.astype(np.float64), rtol=2e-5, atol=1e-7)
    np.testing.assert_allclose(world.right(f), A.astype(np.float64) @ f, rtol=2e-5, atol=1e-7)
    for j in (5, 700, 1399, 1400, 3333, 6474, 6500):
        np.testing.assert_allclose(world.column(j), A[:, j], rtol=1e-5, atol=1e-10)
    blocks = world.domestic_blocks()
    for c in (0, 17, 40, 99, 185):
        rows = slice(c * S, (c + 1) * S)
        np.testing.assert_allclose(blocks[c], A[rows, rows], rtol=1e-5, atol=1e-9)
        np.testing.assert_array_equal(world.domestic_block(c), blocks[c])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_left_and_right_are_adjoint(seed: int) -> None:
    world = open_table("world2011")
    rng = np.random.default_rng(seed)
    v, f = rng.random(world.n), rng.random(world.n) * rng.integers(0, 2, world.n)
    assert world.left(v) @ f == pytest.approx(v @ world.right(f), rel=1e-12)
    two = np.stack([v, f])
    np.testing.assert_array_equal(world.left(two)[1], world.left(f))
    np.testing.assert_array_equal(world.right(two.T)[:, 0], world.right(v))


def test_single_precision_follows_double(world: FactoredTable) -> None:
    v = np.random.default_rng(1).random(world.n)
    single = world.left(v.astype(np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, world.left(v), rtol=2e-4)


def test_every_cell_has_employment_and_a_status(world: FactoredTable) -> None:
    assert world.employment is not None
    assert np.isfinite(world.employment).all()
    assert (world.employment >= 0).all()
    named = world.employment[R * S : -S].sum()
    # ILO total of the 145 split countries in 2011 (Macao's farming, 0.0 %, included).
    assert named == pytest.approx(1_010.3e6, rel=1e-3)
    assert world.employment[-S:].sum() == pytest.approx(19.7e6, rel=0.01)
    assert list(world.status.values()).count("modelled") == 145
    assert world.status[UNALLOCATED] == "unallocated"
    busy = world.output > 100
    assert (world.employment[busy] > 0).all()


def test_values_of_the_research_run(world: FactoredTable) -> None:
    """Jobs per million USD, textiles, all tiers, as the method note reports them for the same method."""
    assert world.employment is not None
    e = np.divide(world.employment, world.output, out=np.zeros(world.n), where=world.output > 1e-6)
    m, v = e.copy(), e.copy()
    for _ in range(40):
        v = world.left(v)
        m += v
    note = {"ETH": 1362, "BGD": 411, "MMR": 393, "PAK": 341, "KHM": 339, "VNM": 190, "THA": 81, "CHE": 20}
    for country, jobs in note.items():
        assert m[world.cells.index(country, "c4")] == pytest.approx(jobs, rel=0.03)
    people = {"BGD": 4605, "PAK": 3219, "VNM": 2812, "KHM": 848, "THA": 424, "LKA": 341}
    for country, thousand in people.items():
        assert world.employment[world.cells.index(country, "c4")] / 1e3 == pytest.approx(thousand, rel=0.01)


def test_the_open_row_is_open(world: FactoredTable) -> None:
    unallocated = world.exports[-S:].sum()
    assert unallocated == pytest.approx(196_500, rel=0.02)  # 195-198 billion USD of exports
    textiles = world.cells.industry_index("c4")
    rest = world.exports.reshape(-1, S)[R:, textiles]
    to_published = np.array([world.exports.reshape(-1, S)[-1, textiles]])
    assert 0.3 < to_published[0] / rest.sum() < 0.5


def test_building_again_gives_the_packaged_table(tmp_path, world: FactoredTable) -> None:
    said: list[str] = []
    built = build_world2011(out=tmp_path / "world.npz", progress=lambda _done, _all, what: said.append(what))
    assert built.size < 3_000_000
    assert said[-1] == "done"
    np.testing.assert_allclose(built.table.output, world.output, rtol=1e-6, atol=1e-6)
    again = open_table(str(tmp_path / "world.npz"))
    np.testing.assert_array_equal(again.output, built.table.output)


def test_inputs_survive_writing(tmp_path) -> None:
    inputs = store.packaged_inputs()
    write_inputs(inputs, tmp_path, {"countries": "2011", "exports": "2012", "destinations": "2012"})
    again = read_inputs(tmp_path)
    assert again.countries == inputs.countries
    np.testing.assert_allclose(again.exports, inputs.exports, rtol=1e-12)
    np.testing.assert_allclose(again.destinations, inputs.destinations, atol=2e-5)


def test_bad_inputs_are_told_all_at_once(tmp_path) -> None:
    inputs = store.packaged_inputs()
    write_inputs(inputs, tmp_path, {"countries": "2011", "exports": "2012", "destinations": "2012"})
    path = tmp_path / "countries.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("35106", "many")
    lines[2] = lines[2].replace("6268.3", "")
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_inputs(tmp_path)
    assert [(p.row, p.column, p.value) for p in caught.value.problems] == [(2, "va_AB", "many"), (3, "va_AB", "")]


def test_unknown_files_and_tables(tmp_path) -> None:
    with pytest.raises(TableError, match="no table"):
        open_table("world1811")
    with pytest.raises(InputError, match="has none of"):
        read_inputs(tmp_path)
    (tmp_path / "x.npz").write_bytes(b"not a zip")
    with pytest.raises(TableError, match="cannot be read"):
        read_published(tmp_path / "x.npz")
    with pytest.raises(TableError, match="not a packed world table"):
        store.open_world(tmp_path / "x.npz")


def test_pooling_keeps_totals(published: PublishedTable) -> None:
    hidden = pool(published, ["IND", "DEU"])
    assert hidden.regions[-1] == "ROW"
    assert len(hidden.regions) == 39
    assert hidden.Z.sum() == pytest.approx(published.Z.sum(), rel=1e-15)
    assert hidden.output[-S:].sum() == pytest.approx(
        sum(published.output.reshape(-1, S)[published.regions.index(c)].sum() for c in ("IND", "DEU", "ROW"))
    )
    with pytest.raises(TableError, match="Not in the table"):
        pool(published, ["XYZ"])


def test_a_second_split_is_the_same(published: PublishedTable) -> None:
    inputs = store.packaged_inputs()
    table, split = split_table(published, inputs, inputs.members)
    assert split.members[-1] == UNALLOCATED
    assert (split.seller >= 0).all()
    assert table.output.sum() == pytest.approx(published.output.sum(), rel=1e-12)
