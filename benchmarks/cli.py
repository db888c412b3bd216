"""The command line: time and peak memory of whole runs, beside the limits and as ratios to a bare interpreter.

Limits: `fairlead --help` 0.25 s; the example 1.5 s; a list of 100,000 rows, end to end by the command, 3 s and 500 MB;
any question about ratifications, laws or routes 0.5 s.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from pathlib import Path

from shared.runs import FAIRLEAD, NOTHING, measure

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "purchases.csv"
ROWS = 100_000
DELIMITER, COUNTRY, PRODUCT = ";", "Supplier country", "Product or service"
QUESTIONS = (
    "ratifications P029 --on 2025-06-30",
    "ratifications P029 --pathfinders",
    "laws --company-in SWE --turnover 2e9 --staff 6000 --sells-in DEU,USA --imports USA --goods cotton",
    "laws bans --good cotton --origin TKM --into USA",
    "routes --as union --in BGD --against state:BGD",
    "routes --as ngo --in BGD --against company:CHN --buyer DEU",
)


def long_list(path: Path) -> None:
    """Invent 100,000 rows: 5,000 suppliers in the countries and with the products of the example."""
    rng = random.Random(20211)
    with EXAMPLE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=DELIMITER))
    head = next(i for i, row in enumerate(rows) if COUNTRY in row)
    country, product = rows[head].index(COUNTRY), rows[head].index(PRODUCT)
    full = [row for row in rows[head + 1 :] if len(row) == len(rows[head]) and row[country] and row[product]]
    countries, products = ([*dict.fromkeys(row[column] for row in full)] for column in (country, product))
    suppliers = [(f"Supplier {i:05d}", rng.choice(countries), rng.choice(products)) for i in range(5000)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Supplier", "Country", "Product", "Amount", "Currency", "Year"])
        for _ in range(ROWS):
            name, country, product = rng.choice(suppliers)
            out.writerow(
                [name, country, product, f"{rng.lognormvariate(8, 1.5):.2f}", rng.choice(("EUR", "USD", "GBP")), 2023]
            )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.csv"
        long_list(long)
        read = f"import pandas; pandas.read_csv({str(long)!r})"
        cases: list[tuple[str, list[str], int, str]] = [
            NOTHING,
            ("pandas.read_csv of the long list", [sys.executable, "-c", read], 3, ""),
            ("fairlead --help", [*FAIRLEAD, "--help"], 7, "0.25 s"),
            ("fairlead assess, the example", [*FAIRLEAD, "assess", str(EXAMPLE)], 5, "1.5 s"),
            (f"fairlead assess, {ROWS:,} rows", [*FAIRLEAD, "assess", str(long)], 3, "3 s, 500 MB"),
            *((" ".join(line.split()[:3]), [*FAIRLEAD, *line.split()], 5, "0.5 s") for line in QUESTIONS),
        ]
        measure(cases, 34)


if __name__ == "__main__":
    main()
