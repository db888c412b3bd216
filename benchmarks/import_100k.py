"""Reading 100,000 rows: time as a ratio to `pandas.read_csv` of the same file, and peak memory.

Each measurement runs in a process of its own, so that one's memory does not count for the other.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = 100_000
COUNTRIES = ("Bangladesh", "Viet Nam", "Malaysia", "Germany", "India", "China", "Türkiye", "Poland", "Brazil", "Kenya")
PRODUCTS = ("T-shirts", "laptops", "furniture", "coffee", "footwear", "palm oil", "toys", "steel", "tea", "televisions")

MEASURE = """
import resource, sys, time
{setup}
start = time.perf_counter()
{run}
seconds = time.perf_counter() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
PANDAS = ("import pandas", "pandas.read_csv(sys.argv[1])")
READ = ("from fairlead.chain import read_purchases", "purchases = read_purchases(sys.argv[1])")
MAP = (
    """
from fairlead.chain import map_purchases, read_purchases
from fairlead.flows.open import open_table
table = open_table("world2011")
""",
    "mapped = map_purchases(read_purchases(sys.argv[1]), table)\nmapped.demand(table)",
)


def write_list(path: Path, *, local: bool) -> None:
    """A list with as many distinct suppliers and amounts as a ledger has; `local` writes 1.234,50 and semicolons."""
    dice = random.Random(20211)
    with path.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream, delimiter=";" if local else ",")
        out.writerow(["Supplier", "Supplier country", "Product", "Amount", "Currency", "Date", "Site", "Business unit"])
        for _ in range(ROWS):
            amount = f"{dice.uniform(10, 90_000):,.2f}" if local else f"{dice.uniform(10, 90_000):.2f}"
            if local:
                amount = amount.translate(str.maketrans(",.", ".,"))
            out.writerow(
                [
                    f"Supplier {dice.randrange(3000)}",
                    dice.choice(COUNTRIES),
                    f"{dice.choice(PRODUCTS)} {dice.randrange(50)}",
                    amount,
                    dice.choice(("EUR", "USD")),
                    f"{dice.choice((2022, 2023, 2024))}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
                    f"Site {dice.randrange(500)}",
                    f"Unit {dice.randrange(20)}",
                ]
            )


def write_workbook(source: Path, path: Path) -> None:
    """The same list as a workbook."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": True})
    sheet = book.add_worksheet("Purchases")
    with source.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.reader(stream)):
            sheet.write_row(number, 0, row)
    book.close()


def measure(work: tuple[str, str], path: Path) -> tuple[float, float]:
    """Seconds (best of three) and peak memory in MB."""
    code = MEASURE.format(setup=work[0], run=work[1])
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(3)
    ]
    return min(float(seconds) for seconds, _ in runs), max(float(memory) for _, memory in runs)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain, local, book = (Path(folder) / name for name in ("plain.csv", "local.csv", "list.xlsx"))
        write_list(plain, local=False)
        write_list(local, local=True)
        write_workbook(plain, book)
        base, base_memory = measure(PANDAS, plain)
        print(f"{'':44} {'seconds':>8} {'ratio':>8} {'peak MB':>8}")
        print(f"{'pandas.read_csv, 100,000 rows x 8 columns':44} {base:8.3f} {1:8.1f} {base_memory:8.0f}")
        for name, work, path in (
            ("read_purchases, CSV", READ, plain),
            ("read_purchases, CSV with 1.234,50", READ, local),
            ("read, map and demand, CSV", MAP, plain),
            ("read_purchases, XLSX", READ, book),
        ):
            seconds, memory = measure(work, path)
            print(f"{name:44} {seconds:8.3f} {seconds / base:8.1f} {memory:8.0f}")


if __name__ == "__main__":
    main()
