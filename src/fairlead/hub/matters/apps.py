"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Matters(AppConfig):
    """Letters and complaints that are followed, reminders, and the public register."""

    name = "fairlead.hub.matters"
    label = "matters"

    def ready(self) -> None:
        """Register who may do what, what is given to people with their data, and how matters are found."""
        from django.urls import reverse

        from fairlead.hub.matters import found, personal, policy  # noqa: F401
        from fairlead.hub.matters.models import Matter
        from fairlead.hub.search import published
        from fairlead.hub.search.private import Searched, add

        published.add(found.found)

        add(
            Searched(
                kind="own",
                model=Matter,
                fields=("title", "addressee", "summary"),
                address=lambda one: reverse("matter", kwargs={"matter": one.pk}),
                says=lambda one: one.addressee,
            )
        )
