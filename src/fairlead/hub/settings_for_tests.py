"""Settings of the tests: a folder of their own, quick passwords, mail kept in memory, static files as they are."""

import os
import tempfile

os.environ["FAIRLEAD_HUB_DATA"] = tempfile.mkdtemp(prefix="fairlead-hub-")
os.environ["FAIRLEAD_OWN_FACTS"] = "none"
os.environ.setdefault("FAIRLEAD_PAGE_LIMIT", "1000000")
os.environ.setdefault("FAIRLEAD_SECRET_KEY", "only-for-tests-" * 4)

from fairlead.hub.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
FACTS_EVERY = None  # the number of the facts in force is only looked at after something was published
