"""Countries, industries, products, currencies and years: from what people write to codes."""
