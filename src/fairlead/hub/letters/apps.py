"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Letters(AppConfig):
    """Letters, their versions, who signs them, and how they were sent."""

    name = "fairlead.hub.letters"
    label = "letters"

    def ready(self) -> None:
        """Register who may do what, what is given to people with their data, and how letters are found."""
        from django.urls import reverse

        from fairlead.act.kinds import kinds
        from fairlead.hub.letters import personal, policy  # noqa: F401
        from fairlead.hub.letters.models import Letter
        from fairlead.hub.search.private import Searched, add

        add(
            Searched(
                kind="own",
                model=Letter,
                fields=("title",),
                address=lambda one: reverse("letter", kwargs={"letter": one.pk}),
                says=lambda one: kinds()[one.kind].name if one.kind in kinds() else "",
            )
        )
