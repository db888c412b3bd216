"""BACI files in, split inputs out."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.errors import InputError
from fairlead.flows.world import store
from fairlead.flows.world.baci import inputs_from_baci

HEADINGS = {"6109": "c4", "0101": "c1", "8471": "c14", "2709": "c2"}


def write(tmp_path, rows: str) -> tuple[str, str]:
    codes = tmp_path / "country_codes.csv"
    codes.write_text("country_code,country_name,country_iso2,country_iso3\n50,Bangladesh,BD,BGD\n276,Germany,DE,DEU\n")
    trade = tmp_path / "BACI_HS92_Y2011.csv"
    trade.write_text("t,i,j,k,v,q\n" + rows)
    return str(trade), str(codes)


def test_exports_and_destinations_come_from_the_file(tmp_path) -> None:
    trade, codes = write(
        tmp_path,
        "2011,50,276,610910,3000000,1\n2011,50,276,10111,1000,1\n2011,50,999,610990,1000000,1\n"
        "2011,276,50,847130,500000,1\n2011,276,50,999999,7,NA\n",
    )
    base = store.packaged_inputs()
    new = inputs_from_baci([trade], codes, base, headings=HEADINGS)
    bgd, deu, fra = new.positions(["BGD", "DEU", "FRA"])
    assert new.exports[bgd, 3] == pytest.approx(4000.0)  # thousand USD to million, all buyers
    assert new.exports[bgd, 0] == pytest.approx(1.0)  # 10111 is heading 0101
    assert new.destinations[bgd, deu] == 1.0
    assert new.exports[deu, 13] == pytest.approx(500.0)
    np.testing.assert_array_equal(new.exports[fra], base.exports[fra])
    np.testing.assert_allclose(new.destinations.sum(1), 1)


def test_two_years_are_averaged(tmp_path) -> None:
    trade, codes = write(tmp_path, "2011,50,276,610910,3000000,1\n2011,276,50,847130,1,1\n")
    new = inputs_from_baci([trade, trade], codes, store.packaged_inputs(), headings=HEADINGS)
    assert new.exports[new.positions(["BGD"])[0], 3] == pytest.approx(3000.0)


def test_wrong_files_are_refused(tmp_path) -> None:
    trade, codes = write(tmp_path, "")
    with pytest.raises(InputError, match="no columns country_code"):
        inputs_from_baci([trade], trade, store.packaged_inputs(), headings=HEADINGS)
    with pytest.raises(InputError, match="not t, i, j, k, v"):
        inputs_from_baci([codes], codes, store.packaged_inputs(), headings=HEADINGS)
    trade, codes = write(tmp_path, "2011,999,276,610910,3000000,1\n")
    with pytest.raises(InputError, match="hold no exports"):
        inputs_from_baci([trade], codes, store.packaged_inputs(), headings=HEADINGS)
