"""Following letters and complaints until they have an effect, and the public register of what members chose to show."""
