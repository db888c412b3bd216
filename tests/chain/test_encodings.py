from __future__ import annotations

import io

import pytest

from fairlead.chain import read_purchases

from .helpers import codes, refused

WEST = "Lieferant;Land;Produkt;Betrag;Währung;Jahr\nMüller Söhne;Österreich;Möbel;1.234,50;EUR;2024\n"
RUSSIAN = "Поставщик;Страна;Товар;Сумма;Валюта;Год\nООО Ромашка;Россия;Мебель деревянная;1 234,50;EUR;2024\n"
JAPANESE = (
    "仕入先,国,製品,金額,通貨,年\n山田商店,日本,木製家具,1234.50,JPY,2024\n佐藤工業,ベトナム,衣類,5678,JPY,2024\n"
)
POLISH = "Dostawca;Kraj;Towar;Kwota;Waluta;Rok\nŁódzka Przędza;Polska;Odzież;1 234,50;PLN;2024\n"


@pytest.mark.parametrize(
    ("text", "encoding", "supplier"),
    [
        *((WEST, e, "Müller Söhne") for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        *((WEST, e, "Müller Söhne") for e in ("cp1252", "latin-1", "mac_roman")),
        *((RUSSIAN, e, "ООО Ромашка") for e in ("cp1251", "koi8_r")),
        *((JAPANESE, e, "山田商店") for e in ("shift_jis", "euc_jp")),
        (POLISH, "cp1250", "Łódzka Przędza"),
    ],
)
def test_encoding_is_found(text: str, encoding: str, supplier: str) -> None:
    purchases = read_purchases(io.BytesIO(text.encode(encoding)))
    assert purchases.supplier[0] == supplier
    assert purchases.amount[0] == 1234.5
    assert codes(purchases) == ([] if encoding.startswith("utf") else ["encoding_guessed"])


def test_named_encoding_is_obeyed() -> None:
    purchases = read_purchases(io.BytesIO(WEST.encode("cp1252")), encoding="cp1252")
    assert purchases.problems == ()
    assert refused(WEST.encode("cp1252"), encoding="utf-8") == ["encoding_wrong"]


def test_few_damaged_letters_do_not_change_the_encoding() -> None:
    content = WEST.encode() + "Café Ünïön;Österreich;Möbel;5,00;EUR;2024\n".encode() + b"M\xff;IN;Tea;5,00;EUR;2024\n"
    purchases = read_purchases(io.BytesIO(content))
    assert list(purchases.supplier) == ["Müller Söhne", "Café Ünïön", "M\ufffd"]
    assert codes(purchases) == ["encoding_damaged"]
