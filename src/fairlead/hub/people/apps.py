"""The app's name for Django."""

from django.apps import AppConfig


class People(AppConfig):
    """People, organisations, roles."""

    name = "fairlead.hub.people"
    label = "people"
