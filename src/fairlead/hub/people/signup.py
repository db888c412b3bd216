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

    def clean_name(self) -> str:
        """The name under the rules that hold when it is changed: on one line, nothing hidden in it, no link."""
        from fairlead.errors import FairleadError
        from fairlead.hub.people.operations.common import clean_name

        try:
            return clean_name(self.cleaned_data["name"], 120) if self.cleaned_data["name"].strip() else ""
        except FairleadError as error:
            raise forms.ValidationError(str(error)) from error

    def signup(self, request: HttpRequest, user: Any) -> None:  # noqa: ARG002
        """Keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
