"""Addresses of the first screen."""

from fairlead.hub.home.views import first_screen
from fairlead.hub.pages import pages

urlpatterns = pages("", first_screen, "home", formats=("json",))
