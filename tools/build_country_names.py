"""Write src/fairlead/classify/data/country_names.csv from the Unicode CLDR by way of Babel.

Run it after an update of Babel: ``python tools/build_country_names.py``. The names are facts of the Unicode CLDR
(Unicode licence). They are stored as keys (see `fairlead.classify.text.key`), one row for each country or area.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global

from fairlead.classify.text import key

LANGUAGES = (
    "en es fr pt de it nl pl sv da nb fi cs sk sl hr sr bs hu ro bg el ru uk tr az ka hy he ar fa ur hi bn ta te mr gu "
    "pa ne si my km lo th vi id ms fil zh zh_Hant ja ko mn kk uz sw am so zu af ca eu lt lv et sq mk is ga"
)
LOCALES = LANGUAGES.split()
DATA = Path(__file__).parents[1] / "src" / "fairlead" / "classify" / "data"
# CLDR codes of the United Nations' regions, and the European Union.
REGIONS = (
    "001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 061 "
    "142 143 145 150 151 154 155 202 419 EU"
)
AREAS = frozenset(REGIONS.split())
# No economy, or no place at all.
NOT_COUNTRIES = frozenset({"ASC", "CPT", "DGA", "TAA", "XAA", "XBB", "ZZZ", "ATA", "BVT", "HMD"})


def alpha3() -> dict[str, str]:
    """Return alpha-2 -> alpha-3 of ISO 3166, with the user-assigned XKX for Kosovo."""
    pairs = get_global("territory_aliases").items()
    codes = {v[0]: k for k, v in pairs if len(k) == 3 and k.isalpha() and k.isupper() and len(v) == 1}
    codes.update({"XK": "XKX", "CD": "COD", "RO": "ROU", "TL": "TLS", "YE": "YEM", "DE": "DEU", "FR": "FRA"})
    codes.update({"MM": "MMR", "FI": "FIN"})
    return {two: three for two, three in codes.items() if three not in NOT_COUNTRIES}


def main() -> int:
    """Collect the names of every locale and write the table."""
    codes = alpha3()
    english = Locale("en").territories
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for locale in LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            if code in AREAS:
                names[code][key(name)] = None
            elif code in codes and len(code) == 2:
                names[codes[code]][key(name)] = None
    back = {v: k for k, v in codes.items()}
    with (DATA / "country_names.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "alpha2", "name", "keys", "source", "as_of", "status"])
        for code in sorted(names):
            two = "" if code in AREAS else back[code]
            keys = "|".join(k for k in names[code] if k)
            source = (
                f"Unicode CLDR territory names in {len(LOCALES)} locales, Babel {babel.__version__}; Unicode licence"
            )
            name = english[two or code].replace("’", "'")  # one spelling in every output
            out.writerow([code, two, name, keys, source, "2026-11-20", "verified"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
