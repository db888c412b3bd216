"""The main job end to end, on the example list and on small ones."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from fairlead.assess import AssessOptions, assess
from fairlead.assess.result import SCHEMA, Account, Assessment
from fairlead.errors import FairleadError, InputError

EXAMPLE = Path(__file__).parents[2] / "examples" / "purchases.csv"
FEW = 300


@pytest.fixture(scope="module")
def example() -> Assessment:
    return assess(EXAMPLE, draws=FEW, on=date(2026, 6, 1))


def small(text: str, **settings: object) -> Assessment:
    return assess(io.BytesIO(text.encode()), **{"draws": 100, **settings})


def account(a: Assessment, name: str) -> Account:
    return next(x for x in a.accounts if x.id == name)


def test_the_example_gives_every_part(example: Assessment) -> None:
    assert example.schema == SCHEMA
    assert [a.id for a in example.accounts] == ["forced_labour", "child_labour", "employment"]
    assert example.spend.rows_assessed >= 50
    assert 0.8 < example.spend.share_assessed <= 1
    assert len({o.country for o in account(example, "forced_labour").origins}) == 25
    assert len(example.actions) == 5
    assert example.evidence
    assert example.problems
    assert example.suppliers
    assert example.limits
    assert {s.id for s in example.sources} >= {"gems_2021", "wiod_2013", "customs"}
    assert msgspec.json.decode(msgspec.json.encode(example), type=Assessment) == example


def test_parts_add_up_to_the_total(example: Assessment) -> None:
    for a in example.accounts:
        total = a.total.people.central
        assert sum(t.people.central for t in a.tiers) == pytest.approx(total, rel=1e-9)
        assert sum(i.people.central for i in a.industries) == pytest.approx(total, rel=1e-9)
        assert a.total.people.low < total < a.total.people.high
        assert a.paths_share < 1
        assert a.paths[-1].cumulative_share == pytest.approx(a.paths_share)


def test_every_source_that_is_named_is_listed(example: Assessment) -> None:
    listed = {s.id for s in example.sources}
    named = {e.source for e in example.evidence} | {line.source for line in example.separate_lines}
    named |= {s for m in example.methods for s in m.sources}
    for a in example.actions:
        named |= {s.source for s in (*a.law_or_practice, *a.state_imposed, a.protocol, a.convention_29)}
        named |= {p.source for p in (*a.workers_side, *a.employers_side)}
    assert named - {""} <= listed
    assert {a.method for a in example.accounts} <= {m.id for m in example.methods}


def test_suppliers_keep_the_order_of_the_list() -> None:
    head = "supplier,country,product,amount,currency,year\n"
    rows = [
        "Zeta,Norway,salmon fillets,5,USD,2022\n",
        "Alpha,Pakistan,bed linen,900,USD,2022\n",
        "Mu,India,rice,70,USD,2022\n",
    ]
    for chosen in (rows, rows[::-1], rows[1:] + rows[:1]):
        lines = small(head + "".join(chosen), accept_uncertain=True).suppliers
        assert [line.supplier for line in lines] == [row.split(",")[0] for row in chosen]


def test_same_seed_same_ranges_other_seed_other_ranges() -> None:
    text = "supplier,country,product,amount,currency,year\nA,Bangladesh,cotton T-shirts,1000000,USD,2023\n"
    a, b, c = (small(text, seed=s) for s in (1, 1, 2))
    assert a.accounts == b.accounts
    assert a.accounts != c.accounts
    assert account(a, "forced_labour").total.people.central == account(c, "forced_labour").total.people.central


def test_twice_the_spend_is_twice_the_people() -> None:
    row = "A,India,bed linen,{},USD,2022\n"
    head = "supplier,country,product,amount,currency,year\n"
    one, two = (account(small(head + row.format(v)), "forced_labour").total for v in (1_000_000, 2_000_000))
    assert two.people.central == pytest.approx(2 * one.people.central)
    assert two.people.high == pytest.approx(2 * one.people.high, rel=1e-6)
    assert two.per_million_usd.central == pytest.approx(one.per_million_usd.central)
    assert two.per_1000_workers.central == pytest.approx(one.per_1000_workers.central)


def test_a_later_purchase_links_to_fewer_people() -> None:
    head = "supplier,country,product,amount,currency,year\n"
    early, late = (
        account(small(f"{head}A,China,toys,1000000,USD,{y}\n", draws=1500), "forced_labour").total.people
        for y in (2011, 2023)
    )
    assert late.central < 0.6 * early.central
    assert late.high / late.low > early.high / early.low


def test_no_named_supplier_without_the_heading(example: Assessment) -> None:
    """In the one model that every format is made from, a supplier's estimate exists under that key alone."""
    raw = msgspec.to_builtins(example)
    for line in raw["suppliers"]:
        assert set(line) == {
            "supplier", "country", "industry", "spend_usd", "rows", "sector_average_not_about_this_supplier",
        }  # fmt: skip
    for name in {line.supplier for line in example.suppliers}:
        elsewhere = {k: v for k, v in raw.items() if k not in ("suppliers", "problems")}
        assert name not in msgspec.json.encode(elsewhere).decode()


def test_settings_change_the_account_and_are_said() -> None:
    text = "supplier,country,product,amount,currency,year\nA,India,bed linen,1000000,USD,2022\n"
    plain, flat = small(text), small(text, account={"country_factor": "one"})
    assert account(flat, "forced_labour").total.people.central != account(plain, "forced_labour").total.people.central
    assert any(a.key == "account:country_factor" and a.changed for a in flat.assumptions)
    own = small(text, prevalence={"IND": 40.0})
    assert account(own, "forced_labour").total.people.central > account(plain, "forced_labour").total.people.central
    assert any(a.key == "prevalence" and a.changed for a in own.assumptions)


def test_the_published_table_works_as_well() -> None:
    text = "supplier,country,product,amount,currency,year\nA,India,bed linen,1000000,USD,2011\n"
    a = small(text, table="wiod2011")
    # IND.c4 per million USD of 2011 on WIOD: 2.11 in the method note; the list reads bed linen as textiles.
    assert account(a, "forced_labour").total.people.central == pytest.approx(2.11, rel=0.01)
    assert account(a, "forced_labour").unallocated.central == 0


def test_nothing_usable_is_an_error_that_says_everything() -> None:
    with pytest.raises(InputError) as caught:
        small("supplier,country,product,amount,currency,year\nA,Nowhereland,bed linen,1000,USD,2022\n")
    assert any(p.value == "Nowhereland" for p in caught.value.problems)
    with pytest.raises(InputError):
        assess(EXAMPLE, options=AssessOptions(strict=True))


def test_progress_is_told() -> None:
    said: list[tuple[int, int, str]] = []
    text = "supplier,country,product,amount,currency,year\nA,India,bed linen,1000000,USD,2022\n"
    small(text, progress=lambda *step: said.append(step))
    assert [done for done, _, _ in said] == list(range(len(said)))
    assert all(done < whole for done, whole, _ in said)


def test_impossible_settings_are_refused_by_name() -> None:
    for name in ("draws", "tiers"):
        with pytest.raises(FairleadError, match=f"{name} must be at least 1"):
            AssessOptions(**{name: 0})
    text = "supplier,country,product,amount,currency,year\nA,India,bed linen,1000000,USD,2022\n"
    with pytest.raises(FairleadError, match="would read as zero"):
        small(text, account={"rest_of_world": "zero"})


def test_levels_of_countries_move_as_their_account_draws_them() -> None:
    """India has a survey of children's work, so its level is surer than that of a country without; jobs have none."""
    text = "supplier,country,product,amount,currency,year\nA,India,bed linen,1000000,USD,2022\n"
    found = small(text)
    for key, log_sd in (("forced_labour", 0.60), ("child_labour", 0.35)):
        part = account(found, key)
        india = next(o.people.central for o in part.origins if o.country == "IND")
        level = next(s for s in part.sensitivities if s.key == "country:IND")
        total = part.total.people.central
        assert level.high == pytest.approx(total - india + india * np.exp(1.6449 * log_sd), rel=1e-6)
    assert not [s for s in account(found, "employment").sensitivities if s.key.startswith("country:")]
