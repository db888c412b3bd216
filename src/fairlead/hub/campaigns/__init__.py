"""Campaigns in the hub: a brief for everyone, and coalitions that agree on texts, plan, log and say what came of it."""
