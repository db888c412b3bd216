"""Letters and complaints: written from facts, agreed by each who signs, checked for safety, and sent."""
