"""Every address of the hub: each part of it lists its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from fairlead.hub.api.urls import urlpatterns as api
from fairlead.hub.assessments.urls import urlpatterns as assessments
from fairlead.hub.campaigns.urls import urlpatterns as campaigns
from fairlead.hub.corrections.urls import urlpatterns as corrections
from fairlead.hub.documents.urls import urlpatterns as documents
from fairlead.hub.health import urlpatterns as health
from fairlead.hub.help.urls import urlpatterns as help_pages
from fairlead.hub.home.urls import urlpatterns as home
from fairlead.hub.letters.urls import urlpatterns as letters
from fairlead.hub.lookup.urls import urlpatterns as lookup
from fairlead.hub.matters.urls import urlpatterns as matters
from fairlead.hub.people.urls import urlpatterns as people
from fairlead.hub.search.urls import urlpatterns as search
from fairlead.hub.watch.urls import urlpatterns as watch
from fairlead.hub.worldmap.urls import urlpatterns as world_map

urlpatterns: list[URLPattern | URLResolver] = [
    *home,
    *help_pages,
    *world_map,
    *api,
    *assessments,
    *lookup,
    *people,
    *search,
    *corrections,
    *watch,
    *documents,
    *letters,
    *matters,
    *campaigns,
    *health,
]

handler400 = "fairlead.hub.errors.bad_request"
handler403 = "fairlead.hub.errors.forbidden"
handler404 = "fairlead.hub.errors.not_found"
handler429 = "fairlead.hub.errors.too_many"
handler500 = "fairlead.hub.errors.server_error"
