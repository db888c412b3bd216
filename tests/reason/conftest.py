"""How the worked cases write what is said of a company."""

from collections.abc import Callable

import pytest

from fairlead.reason.company import Company

LISTS = {"sells_in", "imports", "contracts", "listed", "goods", "sectors"}
NUMBERS = {"turnover": float, "assets": float, "staff": int}


def company(given: str) -> Company:
    said: dict[str, object] = {}
    for part in given.split(";"):
        name, _, value = part.partition("=")
        field, _, key = name.partition(".")
        if field in ("turnover_in", "staff_in"):
            said.setdefault(field, {})[key] = float(value) if field == "turnover_in" else int(value)
        elif field == "fact":
            said.setdefault("facts", {})[key] = value == "yes"
        elif field in LISTS:
            said[field] = () if value == "none" else tuple(value.split(","))
        else:
            said[field] = NUMBERS.get(field, str)(value)
    return Company(**said)


@pytest.fixture
def company_of() -> Callable[[str], Company]:
    """Reads ``staff_in.DEU=1200;sells_in=none`` as a company."""
    return company
