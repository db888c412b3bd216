"""What an organisation knows: its purchases, read and mapped."""

from __future__ import annotations

from fairlead.chain.mapping import MappedPurchases, PlacingError, SupplierSpend, map_purchases
from fairlead.chain.marked import write_marked
from fairlead.chain.matching import Combo
from fairlead.chain.preview import Preview, SheetPreview, preview
from fairlead.chain.purchases import Counts, Purchases, Texts
from fairlead.chain.read import read_purchases
from fairlead.chain.write import read_confirmations, write_confirmations, write_problems, write_purchases

__all__ = [
    "Combo",
    "Counts",
    "MappedPurchases",
    "PlacingError",
    "Preview",
    "Purchases",
    "SheetPreview",
    "SupplierSpend",
    "Texts",
    "map_purchases",
    "preview",
    "read_confirmations",
    "read_purchases",
    "write_confirmations",
    "write_marked",
    "write_problems",
    "write_purchases",
]
