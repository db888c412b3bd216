"""Following a letter or complaint until it has an effect: states, terms, reminders, replies, outcomes."""
