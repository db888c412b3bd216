"""What an organisation knows: its purchases, read and mapped."""

from __future__ import annotations

from fairlead.chain.mapping import MappedPurchases, PlacingError, SupplierSpend, map_purchases
from fairlead.chain.matching import Combo
from fairlead.chain.purchases import Counts, Purchases, Texts
from fairlead.chain.read import read_purchases
from fairlead.chain.write import read_confirmations, write_confirmations, write_problems, write_purchases

__all__ = [
    "Combo",
    "Counts",
    "MappedPurchases",
    "PlacingError",
    "Purchases",
    "SupplierSpend",
    "Texts",
    "map_purchases",
    "read_confirmations",
    "read_purchases",
    "write_confirmations",
    "write_problems",
    "write_purchases",
]
