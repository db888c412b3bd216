"""Settings while static files are written: those of the hub, with static files under their own names."""

from fairlead.hub.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # no limits: the only reader is us
MIDDLEWARE = [one for one in MIDDLEWARE if one != "fairlead.hub.limits.limited"]  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
