"""What the form to make an account asks besides address and password; apart, because allauth reads it early."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

__all__ = ["NameForm"]


class NameForm(forms.Form):
    """A name, if the person wants to give one."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Members of your organisations see it. You may leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:  # noqa: ARG002
        """Keep the name."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])
