"""How fast texts are read as countries and industries: texts a second, and as ratios to looking a text up in a dict.

Three kinds of text: those of the tables themselves, the same with a slip of the pen, and words that mean nothing. Each
text is read once, as in a list of purchases, where a text that comes again is not read again.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Sequence

from fairlead.classify import match_country, match_industry
from fairlead.classify.tables import read_table

TEXTS = 400
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slip(text: str, rng: random.Random) -> str:
    """Leave out one letter inside the text."""
    place = rng.randrange(1, max(2, len(text) - 1))
    return text[:place] + text[place + 1 :]


def per_second(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Texts a second, each read for the first time: what was read is kept, so that a second round tells nothing."""
    start = time.perf_counter()
    for text in texts:
        read(text)
    return len(texts) / (time.perf_counter() - start)


def main() -> None:
    rng = random.Random(20211)
    goods = rng.sample(sorted({row["name"] for row in read_table("hs")}), TEXTS)
    lands = sorted({row["name"] for row in read_table("country_names")})
    nothing = ["".join(rng.choices(LETTERS, k=12)) for _ in range(TEXTS)]
    lookup = dict.fromkeys(goods)
    start = time.perf_counter()
    match_country("France")
    match_industry("a pair of shirts")
    first = time.perf_counter() - start
    bare = per_second(lookup.get, goods)
    cases = {
        "looking up in a dict": bare,
        "countries, by name": per_second(match_country, lands),
        "countries, with a slip": per_second(match_country, [slip(text, rng) for text in lands]),
        "products, words of the headings": per_second(match_industry, goods),
        "products, with a slip": per_second(match_industry, [slip(text, rng) for text in goods]),
        "products, no words at all": per_second(match_industry, nothing),
    }
    print(f"{'':<34} {'texts/s':>12} {'ratio':>9}")
    for label, rate in cases.items():
        print(f"{label:<34} {rate:12,.0f} {bare / rate:8,.0f}x")
    print(f"The first two texts, with loading the tables: {first:.2f} s.")
    print(f"Peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


if __name__ == "__main__":
    main()
