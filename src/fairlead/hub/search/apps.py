"""The app's name for Django."""

from django.apps import AppConfig


class Search(AppConfig):
    """The index of what is public, and what is searched when somebody asks."""

    name = "fairlead.hub.search"
    label = "search"

    def ready(self) -> None:
        """Let organisations be found: those that are listed for everyone, and those the reader belongs to."""
        from django.urls import reverse

        from fairlead.hub.people.models import Organisation
        from fairlead.hub.search.private import Searched, add

        add(
            Searched(
                kind="organisation",
                model=Organisation,
                fields=("name", "slug"),
                address=lambda one: reverse("organisation", kwargs={"slug": one.slug}),
                says=lambda one: one.get_kind_display(),
            )
        )
