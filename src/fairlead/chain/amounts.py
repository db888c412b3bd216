"""Amounts as people write them: thousands and decimal signs, currency signs, brackets, ``12k``, ``3 mio``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from fairlead.chain.tables import read_data

__all__ = ["ERROR_CELL", "Amount", "currency_codes", "parse_amount"]

_SPACES = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_MINUS = "−‒–—―‐‑﹣－"
_APOSTROPHES = "’‘ʼ´`ʹ′＇"
_TIDY = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_MINUS, "-"),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict(zip("０１２３４５６７８９．，（）", "0123456789.,()", strict=True)),
        **dict(zip("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,", strict=True)),
    }
)
_MULTIPLIERS = {
    **dict.fromkeys(("k", "t", "tsd", "tsd.", "thousand", "thousands", "tausend", "mil", "mille", "th"), 1e3),
    **dict.fromkeys(
        ("m", "mm", "mn", "mio", "mio.", "mill", "mill.", "mln", "million", "millions", "millionen", "miljoen"), 1e6
    ),
    **dict.fromkeys(("millones", "milhões", "milioni", "milione", "mln."), 1e6),
    **dict.fromkeys(("bn", "mrd", "mrd.", "mld", "mld.", "milliard", "milliards", "milliarden", "miljard"), 1e9),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5),
    **dict.fromkeys(("crore", "crores"), 1e7),
}
_MONTHS = (
    r"(?:jan|feb|fév|fev|mar|mär|mrz|apr|avr|may|mai|maj|jun|juin|jul|juil|aug|aoû|ago|sep|oct|okt|out|nov"
    r"|dec|dez|déc|dic)[a-zäöüéû]*"
)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?|\d{1,2}([-/.])\d{1,2}\1\d{2,4}(?: .*)?"
    rf"|\d{{1,2}}[-. ]*{_MONTHS}[-. ]*(?:\d{{2,4}})?|{_MONTHS}[-. ]+\d{{1,4}}(?:,? \d{{4}})?"
    r"|\d{1,2}:\d{2}(?::\d{2})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[.,]?[0-9][0-9.,' ]*(?:[eE][+-]?[0-9]{1,2}(?![0-9]))?")
ERROR_CELL = re.compile(r"#(?:REF|N/A|NAME|VALUE|DIV/0|NULL|NUM|SPILL|CALC|BEZUG|WERT|NV)[!?]?", re.IGNORECASE)
_USUAL_DOT = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.[0-9]{1,2}")
_USUAL_COMMA = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]{1,2}")
_DOT = re.compile(
    r"(?:[0-9]+|[1-9][0-9]{0,2}([,' ])[0-9]{3}(?:\1[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})?(?:\.[0-9]*)?"
)
_SWAP = str.maketrans(".,", ",.")
_TRAILING_DASH = re.compile(r"([.,])-{1,2}$")


class Amount(NamedTuple):
    """One amount, read both ways.

    Attributes
    ----------
    dot, comma
        Its value when ``.`` or when ``,`` marks decimals; ``None`` where that reading is impossible.
    mark
        The currency sign or code found beside it, lower case; empty when there is none.
    fault
        Code of the problem, empty when it was read.
    abbreviated, scientific
        Whether it was written as ``12k`` or ``1.2E+05``.
    """

    dot: float | None
    comma: float | None
    mark: str = ""
    fault: str = ""
    abbreviated: bool = False
    scientific: bool = False


@cache
def _marks() -> dict[str, tuple[str, ...]]:
    return {row["mark"]: tuple(row["codes"].split()) for row in read_data("currency_marks")}


@lru_cache(4096)
def currency_codes(text: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a sign, name or code may stand for, likeliest first; empty when it is none.

    Examples
    --------
    >>> currency_codes("€"), currency_codes("eur"), currency_codes("¥")
    (('EUR',), ('EUR',), ('JPY', 'CNY'))
    """
    key = text.strip().casefold()
    if key in _marks():
        return _marks()[key]
    if re.fullmatch(r"[a-z]{3}", key):
        return (key.upper(),)
    return ()


def _value(core: str) -> float | None:
    """Value of a bare number when ``.`` marks decimals; ``None`` when its grouping is not that of any country."""
    if not _DOT.fullmatch(core):
        return None
    return float(re.sub(r"[,' ]", "", core))


def _faulty(code: str) -> Amount:
    return Amount(None, None, fault=code)


def _words(rest: str) -> tuple[str, float, bool] | None:
    """Currency mark, multiplier and credit sign beside the number; ``None`` when it is something else."""
    mark, factor, credit = "", 1.0, False
    for word in rest.split():
        key = word.casefold()
        if key in ("cr", "cr.", "credit", "ct", "c") and not credit:
            credit = True
        elif key in ("dr", "dr.", "debit", "ex", "net", "approx", "approx.", "ca", "ca.", "~", "de", "of"):
            continue
        elif key in _MULTIPLIERS and factor == 1.0:
            factor = _MULTIPLIERS[key]
        elif currency_codes(key) and not mark:
            mark = key
        else:
            # glued together: k€, TEUR, mio€, €m
            for piece, size in _MULTIPLIERS.items():
                if key.startswith(piece) and currency_codes(key[len(piece) :]):
                    mark, factor = key[len(piece) :], size
                    break
                if key.endswith(piece) and currency_codes(key[: -len(piece)]):
                    mark, factor = key[: -len(piece)], size
                    break
            else:
                return None
    return mark, factor, credit


@lru_cache(4096)
def _beside(before: str, after: str) -> tuple[str, float, bool] | None:
    return _words(f"{before} {after}")


def parse_amount(text: str) -> Amount:
    """Read one amount.

    Parameters
    ----------
    text
        As written. Brackets, a trailing minus and ``CR`` mark credit notes.

    Returns
    -------
    Amount
        Both readings, because ``1.234`` alone does not say whether it is 1234 or 1 and a bit.

    Examples
    --------
    >>> parse_amount("(1.234,50 €)")
    Amount(dot=None, comma=-1234.5, mark='€', fault='', abbreviated=False, scientific=False)
    >>> parse_amount("1,234").dot, parse_amount("1,234").comma
    (1234.0, 1.234)
    >>> parse_amount("12k").dot, parse_amount("2024-03-01").fault
    (12000.0, 'amount_date')
    """
    # the two usual ways first: a long list is mostly these
    if _USUAL_DOT.fullmatch(text):
        return Amount(float(text.replace(",", "")), None)
    if _USUAL_COMMA.fullmatch(text):
        return Amount(None, float(text.replace(".", "").replace(",", ".")))
    if len(text) > 60:
        return _faulty("amount_unreadable")
    s = text.translate(_TIDY).strip()
    if not s:
        return _faulty("amount_missing")
    if s[0] == "#" and ERROR_CELL.fullmatch(s):
        return _faulty("error_cell")
    if s[0] == "=":
        return _faulty("formula_without_value")
    if s.startswith("'"):
        s = s.lstrip("'").lstrip()
    if _DATE.fullmatch(s):
        return _faulty("amount_date")
    found = _NUMBER.search(s)
    if found is None:
        return _faulty("amount_unreadable")
    s = _TRAILING_DASH.sub(r"\1", s)
    found = _NUMBER.search(s)
    if found is None:
        return _faulty("amount_unreadable")
    core, before, after = found.group().rstrip(" '"), s[: found.start()], s[found.end() :]
    if "%" in after or "%" in before:
        return _faulty("amount_percent")
    negative = False
    if before or after:
        opened, closed = before.count("("), after.count(")")
        if opened != closed or opened > 1 or "(" in after or ")" in before:
            return _faulty("amount_unreadable")
        signs = before.count("-") + after.count("-")
        if signs + opened > 1 and not (opened and signs == 1):
            return _faulty("amount_unreadable")
        negative = bool(opened or signs)
        strip = str.maketrans("", "", "()-+")
        before, after = before.translate(strip).strip(), after.translate(strip).strip()
    mark, factor, scientific = "", 1.0, False
    if before or after:
        if any(c.isdigit() for c in after):
            return _faulty("amount_unreadable")
        beside = _beside(before, after)
        if beside is None:
            return _faulty("amount_unreadable")
        mark, factor, credit = beside
        if credit and "INR" in currency_codes(mark):
            # in India "cr" is ten million, elsewhere a credit note
            return _faulty("amount_ambiguous")
        negative = negative or credit
    exponent = re.search(r"[eE]([+-]?[0-9]{1,2})$", core)
    if exponent:
        scientific, core, factor = True, core[: exponent.start()], factor * 10.0 ** int(exponent.group(1))
    sign = -factor if negative else factor
    dot, comma = _value(core), _value(core.translate(_SWAP))
    if dot is None and comma is None:
        return _faulty("amount_unreadable")
    return Amount(
        None if dot is None else dot * sign,
        None if comma is None else comma * sign,
        mark,
        abbreviated=abs(factor) != 1.0 and not scientific,
        scientific=scientific,
    )
