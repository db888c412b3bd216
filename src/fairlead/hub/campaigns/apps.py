"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Campaigns(AppConfig):
    """Joint action: coalitions, texts that members agree to, plans, engagements and what came of them."""

    name = "fairlead.hub.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Register who may do what, what is given to people with their data, and how campaigns are found."""
        from django.urls import reverse

        from fairlead.dossier.names import country_name
        from fairlead.hub.campaigns import found, personal, policy  # noqa: F401
        from fairlead.hub.campaigns.models import Campaign
        from fairlead.hub.search import published
        from fairlead.hub.search.private import Searched, add

        published.add(found.found)

        add(
            Searched(
                kind="own",
                model=Campaign,
                fields=("title",),
                address=lambda one: reverse("campaign", kwargs={"campaign": one.pk}),
                says=lambda one: country_name(one.country),
                among=policy.CampaignPolicy().inside,
            )
        )
