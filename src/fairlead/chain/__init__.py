"""What an organisation knows: its purchases, read and mapped."""
