"""The environment of the hub's templates: the library's filters and escaping, Django's addresses and translations."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from fairlead import __version__
from fairlead.hub.corrections.said import about_row, judged, judging_address, watching
from fairlead.hub.locale.vocabulary import Shown, in_language
from fairlead.hub.lookup.permalinks import row_address
from fairlead.hub.undoing import take_undo
from fairlead.report import pages as library

__all__ = ["environment"]


def environment(**options: Any) -> Environment:
    """Make the environment (called once by Django)."""
    made = Environment(  # noqa: S701 - it escapes; the options below say so
        **{**options, "autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", Shown],
    )
    made.filters.update(library.environment(drawings={}).filters)
    made.filters["in_language"] = in_language
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals.update(
        {"_": _words, "gettext": _words},
        static=static,
        url=_url,
        messages_of=get_messages,
        undo_of=take_undo,
        language=translation.get_language,
        right_to_left=translation.get_language_bidi,
        program_version=__version__,
        row_address=row_address,
        about_row=about_row,
        judged=judged,
        judging_address=judging_address,
        watching=watching,
    )
    return made


def _url(name: str, **named: Any) -> str:
    """The address of a page; those without an argument and of countries, which stand by the hundred, are kept."""
    if not named or (len(named) == 1 and isinstance(named.get("code"), str)):
        return _kept(name, named.get("code"), get_script_prefix(), settings.ROOT_URLCONF)
    return reverse(name, kwargs=named)


@lru_cache(maxsize=4096)
def _kept(name: str, code: str | None, _prefix: str, urls: str) -> str:
    return reverse(name, urls, kwargs=None if code is None else {"code": code})


@pass_context
def _words(context: Context, message: str, /, **variables: Any) -> str:
    """As the extension's own `gettext`, without looking for what is to be filled in where nothing can be."""
    told = translation.gettext(message)
    if context.eval_ctx.autoescape:
        told = Markup(told)  # noqa: S704 - words of ours, and of translators; what is filled in is escaped
    return told if not variables and "%" not in told else told % variables
