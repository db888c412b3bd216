"""The app's name for Django."""

from django.apps import AppConfig


class Search(AppConfig):
    """The index of what is public, and what is searched when somebody asks."""

    name = "fairlead.hub.search"
    label = "search"

    def ready(self) -> None:
        """Let organisations and assessments be found by those who may see them."""
        from django.urls import reverse

        from fairlead.hub.assessments.models import Assessment
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
        add(
            Searched(
                kind="own",
                model=Assessment,
                fields=("title", "file_name"),
                address=lambda one: reverse("assessment", kwargs={"assessment": one.pk}),
                says=lambda one: one.file_name,
            )
        )
