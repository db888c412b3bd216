"""Labour accounts: people in forced labour, in child labour and employed, by cell, with draws."""
