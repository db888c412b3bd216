"""Forms of the pages on people and organisations."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.classify.countries import country_codes, country_name
from fairlead.hub.people.models import Kind, Organisation, Role
from fairlead.hub.people.operations.tokens import LONGEST
from fairlead.hub.people.registry import OPERATIONS

__all__ = [
    "InviteForm",
    "JoinForm",
    "NetworkForm",
    "NewOrganisationForm",
    "OrganisationForm",
    "ReasonForm",
    "RenameForm",
    "TokenForm",
    "countries",
]


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Codes and names of countries, by name."""
    return tuple(sorted(((code, country_name(code)) for code in country_codes()), key=lambda pair: pair[1]))


def _country_choices() -> list[tuple[str, Any]]:
    return [("", _("none, or many")), *countries()]


class NewOrganisationForm(forms.Form):
    """What an organisation says of itself."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As it is written in its statutes."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_country_choices)
    website = forms.CharField(
        label=_("Web address"), max_length=200, required=False, help_text=_("It helps operators to confirm who it is.")
    )


class OrganisationForm(NewOrganisationForm):
    """What a manager may change."""

    listed = forms.BooleanField(
        label=_("List it for everyone"),
        required=False,
        help_text=_("It is shown once an operator has confirmed that it is what it says."),
    )
    two_factor = forms.BooleanField(
        label=_("Ask members to sign in with two factors"),
        required=False,
        help_text=_("Members without it keep their role, but cannot use it until they turn it on."),
    )
    why = forms.CharField(label=_("Why"), max_length=100, required=False, help_text=_("Kept in the history."))


class InviteForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}), max_length=254
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)


class NetworkForm(forms.Form):
    """A network's name, and who keeps it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    keeper = forms.ChoiceField(label=_("Kept by"))

    def __init__(self, *args: Any, keepers: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["keeper"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(str(one.pk), one.name) for one in keepers]


class JoinForm(forms.Form):
    """Which organisation to invite to a network."""

    slug = forms.CharField(
        label=_("Short name of the organisation"),
        max_length=80,
        help_text=_("The last part of the address of its page, as in /organisations/short-name/."),
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(label=_("Why"), max_length=100)


class RenameForm(forms.Form):
    """One's own name."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Members of your organisations see it. You may leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class TokenForm(forms.Form):
    """What a token is for and what it may do."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    days = forms.IntegerField(label=_("Days that it lasts"), min_value=1, max_value=LONGEST, initial=90)
    organisation = forms.ChoiceField(
        label=_("Only for"), required=False, help_text=_("Your own work and other organisations are then out of reach.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself at the time."),
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only, scopes = self.fields["organisation"], self.fields["scopes"]
        assert isinstance(only, forms.ChoiceField)
        assert isinstance(scopes, forms.MultipleChoiceField)
        only.choices = [("", _("all that I may")), *((str(one.pk), one.name) for one in organisations)]
        scopes.choices = [
            (name, f"{one.noun.replace('_', ' ')}: {one.meaning}")
            for name, one in sorted(OPERATIONS.items())
            if one.by_token
        ]
