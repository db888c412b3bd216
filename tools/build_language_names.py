"""Write src/fairlead/hub/locale/cldr.json: names of countries and months, and the order of dates, from Unicode CLDR.

Run it when a language is added: ``python tools/build_language_names.py``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global
from babel.numbers import get_decimal_symbol

from fairlead.dossier.names import known_countries

TARGET = Path(__file__).parent.parent / "src" / "fairlead" / "hub" / "locale" / "cldr.json"
LANGUAGES = {  # our code: locale of CLDR, and the name of the language in itself
    "en": ("en_GB", "English"),
    "id": ("id", "Bahasa Indonesia"),
    "ne": ("ne", "नेपाली"),
    "tl": ("fil", "Tagalog"),
}
DIGITS = {"latn": "0123456789", "deva": "०१२३४५६७८९"}


def _pattern(said: str) -> str:
    """A pattern of CLDR as one that ``str.format`` reads."""
    return re.sub(r"MMMM|LLLL", "{month}", re.sub(r"\bdd?\b", "{day}", re.sub(r"\by+\b", "{year}", said)))


def main() -> None:
    """Write the file."""
    two = get_global("territory_aliases")
    found = {}
    for language, (name, own) in LANGUAGES.items():
        locale = Locale.parse(name)
        found[language] = {
            "name": own,
            "day": _pattern(locale.date_formats["long"].pattern),
            "month": _pattern(locale.datetime_skeletons["yMMMM"].pattern),
            "months": [locale.months["format"]["wide"][month] for month in range(1, 13)],
            "digits": DIGITS[str(locale.default_numbering_system)],
            "decimal": get_decimal_symbol(locale),
            "countries": {
                code: locale.territories[two[code][0]]
                for code in sorted(known_countries())
                if language != "en" and code in two
            },
        }
    about = f"Unicode CLDR, Babel {babel.__version__}; Unicode licence"
    text = json.dumps({"source": about, "languages": found}, ensure_ascii=False, indent=1)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
