"""Campaigns: joint action with an objective, levels, allies, a coalition that agrees on texts, steps and a log.

`fairlead.act.campaign.brief.brief` brings together what the facts say for one campaign;
`fairlead.act.campaign.changes` is how a campaign goes on.
"""

from fairlead.act.campaign.brief import CampaignBrief, brief
from fairlead.act.campaign.checks import checked
from fairlead.act.campaign.model import Campaign

__all__ = ["Campaign", "CampaignBrief", "brief", "checked"]
