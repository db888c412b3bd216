"""Corrections of facts: proposed by anyone, decided by review boards, published with every version kept."""
