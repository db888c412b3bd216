import numpy as np

from fairlead.labour.inputs import load_inputs
from fairlead.labour.lines import forced_labour_statements

# Method notes, pitfall 7: labour coefficients far out of line.
ODD = [
    ("IRL", "c8"),
    ("CHN", "c34"),
    ("IND", "c6"),
    ("GBR", "c8"),
    ("POL", "c29"),
    ("MLT", "c29"),
    ("TUR", "c29"),
    ("MEX", "c35"),
]


def test_odd_labour_coefficients_are_flagged(wiod, forced):
    flagged = {p for p, texts in forced.cell_cautions.items() if any("workers per dollar that" in t for t in texts)}
    found = [cell for cell in ODD if wiod.cells.index(*cell) in flagged]
    assert found == ODD
    assert wiod.cells.index("DEU", "c1") not in flagged
    assert len(flagged) < 60


def test_private_households_are_wages_only(wiod, forced):
    assert any("wages only" in t for t in forced.cautions([wiod.cells.index("IND", "c35")]))


def test_rest_of_world_is_called_an_aggregate(wiod, forced):
    assert any("aggregate" in t for t in forced.cautions([wiod.cells.index("ROW", "c4")]))


def test_cells_without_output(wiod, forced):
    cells = np.nonzero((wiod.output < 1) & (forced.employed > 0))[0]
    assert len(cells) > 0
    for cell in cells:
        assert any("no output" in t for t in forced.cautions([cell]))


def test_each_sentence_once(wiod, forced):
    texts = forced.cautions(range(wiod.n))
    assert len(texts) == len(set(texts))


def test_separate_lines(forced, forced_world):
    people = {line.key: line.people for line in forced.separate_lines}
    assert people["state_imposed"] == 3_900_000
    assert people["sexual_exploitation"] == 6_300_000
    assert people["not_attributed"] == 2_100_000
    assert 1_050_000 < people["domestic_outside_table"] < 1_200_000
    assert "unallocated" not in people
    assert {line.key: line.people for line in forced_world.separate_lines}["unallocated"] > 0


def test_recalled_shares_carry_their_mark():
    status = {s.text.split()[0]: s.status for s in forced_labour_statements(load_inputs())}
    assert status == {"Women": "verified", "Children": "recalled"}
