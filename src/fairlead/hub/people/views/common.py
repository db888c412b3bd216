"""What the pages share: who may open them, forms and their answers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.pages import FORMATS
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Audience, Network, Organisation
from fairlead.hub.undoing import Undo, undoable

__all__ = ["as_sent", "audience_asked", "choice", "done", "members_only", "second_factor_first", "show_form", "tried"]


def members_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Send readers who are not signed in to do so; programs that ask for data are refused."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> Any:
        if request.user.is_authenticated:
            return view(request, *args, **named)
        if request.path.endswith(tuple(f".{form}" for form in FORMATS)):
            raise PermissionDenied(_("Sign in first."))
        return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/account/")

    return answer


def second_factor_first(request: HttpRequest) -> HttpResponse:
    """Lead an operator without a second factor to where it is set up."""
    messages.warning(request, _("Operators sign in with two factors. Set yours up now, then go on."))
    return redirect("mfa_activate_totp")


def tried(form: forms.Form, do: Callable[[dict[str, Any]], object]) -> bool:
    """Do what a form asks; what is refused is told beside it."""
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except FairleadError as error:
        form.add_error(None, str(error))
        return False
    return True


def show_form(
    request: HttpRequest, form: forms.Form, title: str, button: str, *, intro: str = "", danger: bool = False
) -> HttpResponse:
    """A page that is one form; 400 if what was sent is not possible."""
    context = {"form": form, "title": title, "button": button, "intro": intro, "danger": danger}
    return render(request, "people/one_form.html", context, status=400 if form.is_bound else 200)


def done(
    request: HttpRequest,
    said: str,
    to: str,
    *,
    undo: Undo | None = None,
    **named: Any,
) -> HttpResponseBase:
    """Say that something is done, and go on to a page.

    Parameters
    ----------
    said
        What was done.
    to, named
        Name of the page, and what stands in its address.
    undo
        Where to send what, to take it back; that is offered on the page.
    """
    if undo is None:
        messages.success(request, said)
    else:
        undoable(request, said, undo[0], **undo[1])
    return redirect(to, **named)


def audience_asked(request: HttpRequest) -> tuple[str, UUID | None, UUID | None]:
    """The audience that a form chooses: ``KIND`` or ``KIND:SLUG``, with its organisation and its network.

    Raises
    ------
    Http404
        If it names an organisation that the reader has no role in, whether there is one or not.
    """
    chosen, _sep, slug = request.POST.get("audience", "").partition(":")
    in_name = slug if chosen == Audience.ORGANISATION else request.POST.get("organisation", "")
    in_name = in_name if chosen != Audience.SELF else ""
    organisation = Organisation.objects.filter(slug=in_name, pk__in=list(actor_of(request).roles)).first()
    if in_name and organisation is None:
        raise Http404
    network = Network.objects.filter(slug=slug).first() if chosen == Audience.NETWORK else None
    return chosen, organisation.pk if organisation else None, network.pk if network else None


def as_sent(values: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Values as a form sends them: what is not ticked is left out."""
    sent = {name: "yes" if value is True else value for name, value in values.items() if value is not False}
    return {name: value if isinstance(value, list) else str(value) for name, value in sent.items()}


def choice(request: HttpRequest, name: str, known: set[str]) -> str:
    """A filter of the address; empty if it is not set.

    Raises
    ------
    BadRequest
        If its value is not one of those that are known.
    """
    value = request.GET.get(name, "")
    if value and value not in known:
        raise BadRequest(_("%(name)s cannot be %(value)s.") % {"name": name, "value": value[:40]})
    return value
