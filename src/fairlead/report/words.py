"""Numbers and links in words, the same in every report.

Plain ASCII throughout (comma for thousands, ``to`` between range ends), so that a terminal, a spreadsheet and a
page say the same thing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from fairlead.assess.result import Account, Path, Range, Spend
from fairlead.errors import Problem

__all__ = [
    "NOT_A_FINDING",
    "SECTOR_AVERAGE",
    "SECTOR_AVERAGE_KEY",
    "SECTOR_AVERAGE_UNIT",
    "band",
    "by_severity",
    "clean",
    "counted",
    "figure",
    "figure_range",
    "join",
    "left_out_amount",
    "money",
    "not_collected",
    "path_words",
    "people",
    "people_range",
    "people_span",
    "percent",
    "plural",
    "probability",
    "sentence",
    "signed",
    "significant",
    "status_mark",
    "yes_no",
]

SECTOR_AVERAGE_KEY = "sector_average_not_about_this_supplier"
SECTOR_AVERAGE = "sector average, says nothing about this supplier"
SECTOR_AVERAGE_UNIT = "people per million US dollars bought from the country and industry, all tiers"
NOT_A_FINDING = (
    "This is a statistical link between spending and work, by country and industry. It is not a finding about any "
    "supplier, not a count of people at your suppliers, and not proof that harm did or did not take place."
)
UNKNOWN = "unknown"

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_COUNTED = {
    "forced_labour": "people in forced labour",
    "child_labour": "children in child labour",
    "employment": "people at work",
}
_STATUS = {
    "recalled": "to be checked",
    "conflicting": "sources conflict",
    "judgement": "a judgement",
    "computed": "computed",
    "not collected yet": "not collected yet",
}
# Control characters, bidirectional overrides and isolates, zero-width characters, line and paragraph separators, BOM;
# and what no text may hold (U+FFFE, U+FFFF and their like), which breaks DOCX and XLSX.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str, limit: int = 0) -> str:
    r"""Make a text from outside safe to show: hidden characters become visible, long ones are cut.

    Parameters
    ----------
    text
        Any text, for instance a cell of a user's list.
    limit
        Longest length in characters; 0 means no limit.

    Examples
    --------
    >>> clean("Acme\u202eexe.\x1b[31m")
    'Acme<U+202E>exe.<U+001B>[31m'
    >>> clean("a" * 10, limit=5)
    'aa...'
    """
    text = _SURROGATE.sub("<?>", _HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text))
    return text if not limit or len(text) <= limit else text[: limit - 3].rstrip() + "..."


def figure(value: float) -> str:
    """Write a number with two significant digits below 100, three above.

    Examples
    --------
    >>> [figure(x) for x in (0.0, 0.0321, 3.04, 9.96, 99.6, 1234.5, 1_234_567.0, 3.2e9, float("nan"))]
    ['0', '0.032', '3.0', '10', '100', '1,230', '1.23 million', '3.20 billion', 'unknown']
    >>> figure(0.00001), figure(-0.4)
    ('less than 0.0001', '-0.40')
    """
    if not math.isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    size, sign = abs(value), "-" if value < 0 else ""
    if size < 1e-4:
        return "less than 0.0001" if value > 0 else "between -0.0001 and 0"
    rounded = significant(size)
    for scale, name in _SCALES:
        if rounded >= scale:
            return (
                f"{sign}{rounded / scale:,.{2 if rounded < 10 * scale else 1 if rounded < 100 * scale else 0}f} {name}"
            )
    decimals = max(0, 1 - math.floor(math.log10(rounded))) if rounded < 100 else 0
    return f"{sign}{rounded:,.{decimals}f}"


def significant(size: float) -> float:
    """Round a number that is not negative as figures are written: two digits below 100, three above.

    Examples
    --------
    >>> significant(40_321.0), significant(12.4)
    (40300.0, 12.0)
    """
    if size == 0:
        return 0.0
    digits = 2 if size < 99.5 else 3
    return round(size, digits - 1 - math.floor(math.log10(size)))


def people(value: float) -> str:
    """Write a number of people; a small one reads "fewer than 0.1", an unknown one "unknown".

    Examples
    --------
    >>> [people(x) for x in (0.0, 0.02, 0.34, 12.4, 40_321.0, float("nan"))]
    ['0', 'fewer than 0.1', '0.34', '12', '40,300', 'unknown']
    """
    return "fewer than 0.1" if 0 < value < 0.1 else figure(value)


def _spread(value: Range, write: Iterable[str]) -> str:
    central, low, high = write
    if central == UNKNOWN:
        return UNKNOWN
    if UNKNOWN in (low, high):
        return f"{central} (range unknown)"
    if central == low == high:
        return central
    if value.low == 0 or low == central:
        return f"{central} (up to {high})"
    return f"{central} ({low} to {high})"


def people_range(value: Range) -> str:
    """Write an estimate of people with its 90 % range.

    Examples
    --------
    >>> people_range(Range(central=3.21, low=0.9, high=7.84))
    '3.2 (0.90 to 7.8)'
    >>> people_range(Range(central=0.03, low=0.001, high=0.4))
    'fewer than 0.1 (up to 0.40)'
    """
    return _spread(value, (people(value.central), people(value.low), people(value.high)))


def people_span(low: float, high: float, central: float) -> str:
    """Write what a number of people may become; where both ends read alike, as shares of the central one.

    Examples
    --------
    >>> people_span(32, 91.8, 51)
    '32 to 92'
    >>> people_span(0.02, 0.05, 0.025), people_span(1.96, 2.0, 2.0)
    ('80 to 200 % of the number', '98 to 100 % of the number')
    """
    ends = people(low), people(high)
    if ends[0] != ends[1] or not central > 0:
        return f"{ends[0]} to {ends[1]}"
    return f"{100 * low / central:.0f} to {100 * high / central:.0f} % of the number"


def figure_range(value: Range) -> str:
    """Write any other estimate with its 90 % range.

    Examples
    --------
    >>> figure_range(Range(central=0.048, low=0.03, high=0.081))
    '0.048 (0.030 to 0.081)'
    """
    return _spread(value, (figure(value.central), figure(value.low), figure(value.high)))


def money(usd: float) -> str:
    """Write an amount of US dollars.

    Examples
    --------
    >>> money(1_234_567.0), money(830_400.0), money(0.0)
    ('1.23 million USD', '830,000 USD', '0 USD')
    """
    written = figure(usd)
    return written if written == UNKNOWN else f"{written} USD"


def left_out_amount(spend: Spend) -> str:
    """Say what was left out: purchases, and apart from them credit notes without a purchase.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> [left_out_amount(SimpleNamespace(left_out_usd=a, left_out_credit_usd=b)) for a, b in ((500, 0), (0, 70))]
    ['500 USD', '70 USD of credit']
    """
    if not spend.left_out_credit_usd:
        return money(spend.left_out_usd)
    credit = f"{money(spend.left_out_credit_usd)} of credit"
    return f"{money(spend.left_out_usd)} and {credit}" if spend.left_out_usd else credit


def percent(share: float) -> str:
    """Write a share between 0 and 1 as per cent.

    Examples
    --------
    >>> [percent(x) for x in (0.0, 0.004, 0.243, 0.997, 1.0, float("nan"))]
    ['0 %', 'under 1 %', '24 %', 'over 99 %', '100 %', 'unknown']
    """
    if not math.isfinite(share):
        return UNKNOWN
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def probability(value: float) -> str:
    """Write a probability with two decimals.

    Examples
    --------
    >>> [probability(x) for x in (0.0, 0.004, 0.93, 0.999, 1.0)]
    ['under 0.01', 'under 0.01', '0.93', 'over 0.99', 'over 0.99']
    """
    if not math.isfinite(value):
        return UNKNOWN
    # Draws are finite in number: neither never nor always can be claimed from them.
    return "under 0.01" if value < 0.01 else "over 0.99" if value > 0.99 else f"{value:.2f}"


def band(value: float) -> Literal["firm", "open", "unlikely"]:
    """Say how firm it is that something is among the ten largest: "firm", "open" or "unlikely".

    Examples
    --------
    >>> band(0.8), band(0.5), band(0.1)
    ('firm', 'open', 'unlikely')
    """
    return "firm" if value >= 0.8 else "open" if value >= 0.2 else "unlikely"


def counted(account: Account | str) -> str:
    """Say whom an account counts.

    Examples
    --------
    >>> counted("child_labour")
    'children in child labour'
    """
    key = account if isinstance(account, str) else account.id
    return _COUNTED.get(key, key.replace("_", " "))


def sentence(text: str) -> str:
    """End a text with a full stop if it has no end.

    Examples
    --------
    >>> sentence("Rates of 2021"), sentence("Why?"), sentence("")
    ('Rates of 2021.', 'Why?', '')
    """
    text = text.rstrip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "row"), plural(1200, "row"), plural(2, "country", "countries")
    ('1 row', '1,200 rows', '2 countries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def join(parts: Sequence[str], empty: str = "none") -> str:
    """Join names with commas and "and".

    Examples
    --------
    >>> join(["a", "b", "c"]), join([])
    ('a, b and c', 'none')
    """
    if not parts:
        return empty
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def path_words(path: Path) -> str:
    """Say a supply path from the work to the purchase; from its cells' codes where it has no words of its own.

    Examples
    --------
    >>> none = Range(central=0, low=0, high=0)
    >>> path_words(Path(rank=1, cells=(("IND", "c1"), ("BGD", "c4")), words="", people=none, share=0,
    ...                 cumulative_share=0))
    'c1 in IND, bought by c4 in BGD, bought by you'
    """
    steps = [f"{industry} in {country}" for country, industry in path.cells]
    return path.words or ", bought by ".join([*steps, "you"])


def by_severity(problems: Iterable[Problem]) -> list[Problem]:
    """Problems with errors first, then warnings, then notes; else in the order given."""
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(problems, key=lambda problem: order[problem.severity])


def not_collected(texts: Iterable[str]) -> str:
    """Name what is not collected yet, for a line that begins with these words.

    Examples
    --------
    >>> not_collected(["The plan of action: not collected yet.", "A global union: not collected yet."])
    'The plan of action; A global union.'
    """
    return "; ".join(re.sub(r"(:? not collected yet)?\.?$", "", text.strip()) for text in texts) + "."


def status_mark(status: str) -> str:
    """Say what the status of a fact asks of the reader; empty for a verified fact.

    Examples
    --------
    >>> status_mark("recalled"), status_mark("verified")
    ('to be checked', '')
    """
    return _STATUS.get(status, "")


def signed(value: float) -> str:
    """Write a difference of people with its sign.

    Examples
    --------
    >>> signed(12.4), signed(-3.0), signed(-0.0312), signed(0.0), signed(float("nan"))
    ('+12', '-3.0', '-0.031', '0', 'unknown')
    """
    if math.isnan(value):
        return UNKNOWN
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{figure(abs(value))}"


def yes_no(value: bool | None) -> str:
    """Write yes, no or unknown.

    Examples
    --------
    >>> yes_no(None)
    'unknown'
    """
    return UNKNOWN if value is None else "yes" if value else "no"
