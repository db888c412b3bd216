"""From evidence to action: campaigns, letters and complaints, and following them until they have an effect."""
