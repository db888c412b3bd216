"""Addresses of help: ``/help/...``, and ``/ne/help/...`` in another language."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, register_converter
from django.utils import translation

from fairlead.hub.help.addresses import name_in
from fairlead.hub.help.views import choose, country, in_language
from fairlead.hub.locale.names import LANGUAGES
from fairlead.hub.pages import pages

__all__ = ["urlpatterns"]

PRIVATE = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
"""A page of help stays in no cache on the way, nor on the telephone, and is named to no other site."""


class Places:
    """A country of work, or a country of origin and one of work."""

    regex = "[A-Z]{3}(?:-[A-Z]{3})?"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


def _quiet(answer: Callable[..., HttpResponseBase], language: str) -> Callable[..., HttpResponseBase]:
    @functools.wraps(answer)
    def quiet(request: HttpRequest, **named: Any) -> HttpResponseBase:
        with translation.override(language):
            response = answer(request, **named)
            render = getattr(response, "render", None)
            if render is not None:
                response = render()
        for name, value in {**PRIVATE, "Content-Language": language}.items():
            response.headers[name] = value
        return response

    return quiet


register_converter(Places, "places")


def _in(language: str) -> list[URLPattern]:
    before = "" if language == "en" else f"{language}/"
    made = [
        *pages(f"{before}help/", in_language(choose, language), name_in(language, "help")),
        *pages(f"{before}help/<places:code>/", in_language(country, language), name_in(language, "help.country")),
    ]
    for one in made:
        one.callback = _quiet(one.callback, language)
    return made


urlpatterns: list[URLPattern] = [pattern for language in LANGUAGES for pattern in _in(language)]
