"""Forms of corrections; the form of a row is made from the schema of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fairlead.errors import InputError
from fairlead.facts import schema, tables
from fairlead.facts.schema import Field
from fairlead.hub.corrections.checks import FIXED, SOURCE
from fairlead.hub.corrections.judging import ASPECTS
from fairlead.hub.corrections.models import Constituency, Verdict
from fairlead.hub.people.forms import countries
from fairlead.hub.people.models import Organisation

__all__ = [
    "BoardForm",
    "ChangedBoardForm",
    "DecisionForm",
    "FileForm",
    "JudgementForm",
    "ProposalForm",
    "SeatForm",
    "VoteForm",
    "told",
]

CELL = "cell-"
LONG = 60
"""Longer texts get a field of several lines."""


def told(form: forms.Form, error: InputError) -> None:
    """Put every problem beside the field it is in."""
    for problem in error.problems:
        name = problem.column or ""
        field = CELL + name if CELL + name in form.fields else name if name in form.fields else None
        form.add_error(field, problem.what if field else f"{name}: {problem.what}" if name else problem.what)


class _Text(forms.CharField):
    """A text that says whether it is needed; the operation checks it, so that all problems are told together."""

    def validate(self, value: Any) -> None:
        """Leave it to the operation."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Wide enough to read what is written."""
        return {**super().widget_attrs(widget), **({} if isinstance(widget, forms.Textarea) else {"size": 50})}


class SignedForm(forms.Form):
    """In whose name something is said; only for those who are signed in."""

    organisation = forms.ChoiceField(label=_("In the name of"), required=False)
    named = forms.BooleanField(
        label=_("Show my name"), required=False, help_text=_("Else the organisation alone is shown.")
    )

    def sign(self, organisations: Sequence[Organisation], *, needed: bool = False) -> None:
        """Offer one's organisations; leave both fields out where there is nobody signed in."""
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ChoiceField)
        named = [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in organisations]
        chosen.choices = named if needed else [("", _t("myself, no organisation")), *named]
        chosen.required = needed
        if named and not self.is_bound:
            self.initial.setdefault("organisation", named[0][0])


class ProposalForm(SignedForm):
    """A row with its source: one field for each column that may be filled in."""

    source_url = _Text(label=_("Address of the source"), max_length=500)
    source_title = _Text(label=_("What the source is called"), max_length=300, help_text=_("Publisher and title."))
    source_date = _Text(
        label=_("Date of the source"),
        max_length=10,
        help_text=_("A day, month or year: 2024-06-11, 2024-06 or 2024."),
    )
    source_says = _Text(
        label=_("What the source says"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words, with the page or paragraph."),
    )
    why = _Text(label=_("Why it should be corrected"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        *args: Any,
        table: str,
        kind: str,
        row: Mapping[str, str],
        organisations: Sequence[Organisation] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        form = schema(table)
        self.columns = [name for name in form.fields if not (name in FIXED and form.provenance)]
        if kind == "change":
            self.columns = [name for name in self.columns if name not in form.key]
        if kind == "remove":
            self.columns = []
        for name in self.columns:
            self.fields[CELL + name] = _field(name, form.fields[name], row.get(name, ""), optional=kind == "change")
        last = ["organisation", "named"]
        if organisations is None:
            for name in last:
                del self.fields[name]
            last = []
        else:
            self.sign(organisations)
        self.order_fields([*(CELL + name for name in self.columns), *SOURCE, *last])

    @property
    def cells(self) -> list[Any]:
        """The fields of the row."""
        return [self[CELL + name] for name in self.columns]

    @property
    def others(self) -> list[Any]:
        """The fields on the source and on who proposes."""
        return [field for field in self if not field.name.startswith(CELL)]

    def cell_texts(self) -> dict[str, str]:
        """What was written, by column."""
        return {name: str(self.cleaned_data.get(CELL + name) or "") for name in self.columns}

    def source_texts(self) -> dict[str, str]:
        """What was written of the source."""
        return {name: str(self.cleaned_data.get(name) or "") for name in SOURCE}


def _field(name: str, column: Field, now: str, *, optional: bool) -> forms.Field:  # noqa: ARG001
    common: dict[str, Any] = {
        "label": name.replace("_", " "),
        "required": not column.optional,
        "initial": now,
        "help_text": column.about + _kind(column),
    }
    chosen = {"choice": column.values, "yes/no": ("yes", "no")}.get(column.type)
    if chosen is not None:
        choices = [(one, one) for one in chosen]
        if column.optional or not now:
            choices.insert(0, ("", "–"))
        return _Loose(choices=choices, **common)
    if column.type == "country":
        return _Loose(choices=[("", "–"), *countries()], **common)
    long = len(now) > LONG or name in ("note", "about", "finding", "text")
    widget: forms.Widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(attrs={"size": 50})
    return _Text(max_length=4000, widget=widget, **common)


class _Loose(forms.ChoiceField):
    """A choice whose value the schema checks, so that its problem is told with the others."""

    def validate(self, value: Any) -> None:
        """Leave it to the schema."""


def _kind(column: Field) -> str:
    kinds = {
        "date": _t("A day, month or year."),
        "list": _t("Several with a semicolon between."),
        "number": _t("A whole number."),
        "decimal": _t("A number such as 12 or -0.25."),
        "url": _t("A whole address."),
        "reference": _t("A value of %(of)s.") % {"of": column.of},
    }
    more = [kinds.get(column.type, ""), _t("May be empty.") if column.optional else ""]
    return "".join(f" {one}" for one in more if one)


class VoteForm(forms.Form):
    """What a seat says."""

    verdict = forms.ChoiceField(
        label=_("We say"),
        choices=[one for one in Verdict.choices if one[0] != Verdict.TAKEN_BACK],
        widget=forms.RadioSelect,
    )
    read = forms.BooleanField(
        label=_("We have read the source, and it says what the proposal says"),
        required=False,
        help_text=_("Only then the row is shown as verified; else it is marked “to be checked”."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Shown to everyone.")
    )


class DecisionForm(forms.Form):
    """What an operator decides where no board can."""

    accepted = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("accept")), ("no", _("reject"))], widget=forms.RadioSelect
    )
    read = VoteForm.base_fields["read"]
    why = VoteForm.base_fields["reason"]


class FileForm(SignedForm):
    """A file of corrections."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("CSV in UTF-8, one line for each cell; at most 2 MB."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign(organisations)
        self.order_fields(["file", "organisation", "named"])


class BoardForm(forms.Form):
    """What a board looks after."""

    name = forms.CharField(label=_("Name"), max_length=200)
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, choices=countries, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    about = forms.MultipleChoiceField(
        label=_("Tables"),
        required=False,
        choices=lambda: [(name, schema(name).title) for name in tables()],
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("For a theme, choose the tables that hold its facts."),
    )


class ChangedBoardForm(BoardForm):
    """What may be changed of a board."""

    active = forms.BooleanField(label=_("At work"), required=False)
    why = forms.CharField(label=_("Why"), max_length=100, required=False, help_text=_("Kept in the history."))


class SeatForm(forms.Form):
    """Who gets a seat."""

    constituency = forms.ChoiceField(label=_("Seat of"), choices=Constituency)
    slug = forms.CharField(
        label=_("Short name of the organisation"),
        max_length=80,
        help_text=_("The last part of the address of its page, as in /organisations/short-name/."),
    )
    why = forms.CharField(label=_("Why"), max_length=100, required=False, help_text=_("Kept in the history."))


class JudgementForm(SignedForm):
    """What an initiative is best at, and on what source."""

    aspect = forms.ChoiceField(label=_("It is best at"), choices=list(ASPECTS.items()))
    reason = forms.CharField(
        label=_("Reasons"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    source_url = ProposalForm.base_fields["source_url"]
    source_title = ProposalForm.base_fields["source_title"]
    source_date = ProposalForm.base_fields["source_date"]

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign(organisations, needed=True)
        self.order_fields(["aspect", "reason", "source_url", "source_title", "source_date", "organisation", "named"])
