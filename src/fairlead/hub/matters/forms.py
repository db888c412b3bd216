"""What the pages of a matter ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.act.follow.matter import OUTSIDE
from fairlead.act.follow.outcomes import OUTCOMES, PARTS
from fairlead.act.follow.terms import terms_of
from fairlead.act.safety.reprisals import HARMS, REPORTERS, ROLES
from fairlead.hub.matters.operations.showing import PARTS as PUBLIC_PARTS
from fairlead.hub.people.forms import countries
from fairlead.reason.route_question import route_rows

__all__ = ["BeginForm", "LedgerForm", "LogForm", "PaperForm", "PrepareForm", "ReplyForm", "ReprisalForm"]

KINDS = {
    "received": _("it has reached them"),
    "acknowledged": _("they say that they have it"),
    "registered": _("it was registered"),
    "admitted": _("it was found receivable"),
    "answered": _("there is an answer"),
    "decided": _("there is a decision"),
    "refused": _("it was refused, or found not receivable"),
    "pursued": _("we wrote again"),
    "due_set": _("a date for the next step"),
    "fulfilled": _("what a term asks for has happened"),
    "happened": _("something outside, from which a term runs"),
    "noted": _("a note"),
    "embargoed": _("an embargo, or its end"),
    "closed": _("it is closed, with its outcome"),
    "resumed": _("it is taken up again"),
}
"""Events that people record here, in words; replies and answers on safety have forms of their own."""
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BeginForm(forms.Form):
    """What is followed that was not written here."""

    title = forms.CharField(label=_("What it is about, without names of workers"), max_length=300)
    addressee = forms.CharField(label=_("To whom it went"), max_length=300, required=False)
    country = forms.ChoiceField(label=_("Their country: its working days count"), required=False)
    state = forms.ChoiceField(label=_("State concerned, if another"), required=False)
    route = forms.ChoiceField(label=_("Procedure"), required=False)
    sent = forms.DateField(label=_("Sent on"), required=False, widget=_DAY,
                           help_text=_("Leave it empty if it has not been sent."))  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("", "–"), *countries()]
        for name in ("country", "state"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        routes = sorted((one.name, key) for key, one in route_rows().items())
        self.fields["route"].choices = [("", _("none")), *((key, name) for name, key in routes)]  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """What has happened."""

    kind = forms.ChoiceField(label=_("What has happened"))
    day = forms.DateField(label=_("On"), required=False, widget=_DAY, help_text=_("Today, if it is empty."))
    said = forms.CharField(label=_("In a sentence, without names of workers"), max_length=300, required=False)
    due = forms.DateField(label=_("For a date: the day"), required=False, widget=_DAY)
    term = forms.ChoiceField(label=_("For a date or a term: which term"), required=False)
    after = forms.ChoiceField(label=_("For something outside: what"), required=False)
    until = forms.DateField(
        label=_("For an embargo: shown to others from"), required=False, widget=_DAY,
        help_text=_("Empty: it ends."),
    )  # fmt: skip
    outcome = forms.ChoiceField(label=_("For closing: what came of it"), required=False)

    def __init__(self, *given: Any, possible: Sequence[str], route: str, **named: Any) -> None:
        super().__init__(*given, **named)
        choices: dict[str, list[tuple[str, Any]]] = {
            "kind": [(key, KINDS[key]) for key in KINDS if key in possible],
            "term": [("", "–"), *((one.term, f"{one.event} ({one.length})") for one in terms_of(route))],
            "after": [("", "–"), *OUTSIDE.items()],
            "outcome": [("", "–"), *((key, f"{key}: {words}") for key, words in OUTCOMES.items())],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def event(self) -> dict[str, Any]:
        """Fields of the event that belong to its kind."""
        entered = self.cleaned_data
        fields = {"due_set": ("due", "term"), "fulfilled": ("term",), "happened": ("after",), "embargoed": ("until",),
                  "closed": ("outcome",)}.get(entered["kind"], ())  # fmt: skip
        found = {name: entered[name] for name in (*fields, "said")}
        return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in found.items()}


class ReplyForm(forms.Form):
    """A paper that came in."""

    kind = forms.ChoiceField(
        label=_("It is"),
        choices=[
            ("acknowledgement", _("an acknowledgement")),
            ("answer", _("an answer")),
            ("refusal", _("a refusal")),
            ("decision", _("a decision")),
            ("question", _("a question to us")),
            ("other", _("something else")),
        ],
    )
    origin = forms.CharField(label=_("From which body or organisation"), max_length=200)
    day = forms.DateField(label=_("On"), required=False, widget=_DAY, help_text=_("Today, if it is empty."))
    summary = forms.CharField(
        label=_("What it says, without names of workers"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    file = forms.FileField(label=_("Its file"), required=False, help_text=_("4 MB at most."))


class PaperForm(forms.Form):
    """What is blacked out in a copy for others."""

    lines = forms.CharField(
        label=_("Black out, one to a line"), widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000,
        help_text=_("Names, places, numbers: found in any spelling and across line ends."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("The text for others"), required=False, widget=forms.Textarea(attrs={"rows": 10}), max_length=500_000,
        help_text=_("Of a text file it may stay empty; of any other, paste what others are to read."),
    )  # fmt: skip


class LedgerForm(forms.Form):
    """What is owed and what became of it."""

    what = forms.CharField(
        label=_("Who or what is owed"), max_length=120, help_text=_("Dismissed workers, for instance.")
    )
    unit = forms.CharField(label=_("people, or a currency"), max_length=6, initial="people")
    whole = forms.CharField(label=_("Owed"), max_length=24, required=False)
    source = forms.CharField(label=_("Where the figures are from"), max_length=300, required=False)
    day = forms.DateField(label=_("As of"), required=False, widget=_DAY)

    LABELS = {
        "paid": _("Paid"), "offered": _("Offered, not yet taken or paid"), "refused": _("Refused by those who owe it"),
        "unreached": _("People not reached"), "unknown": _("Known not to be known"),
    }  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in PARTS:
            self.fields[name] = forms.CharField(label=self.LABELS[name], max_length=24, required=False)
        self.order_fields(["what", "unit", "whole", *PARTS, "source", "day"])


class ReprisalForm(forms.Form):
    """A reprisal: what, when, to which role."""

    harm = forms.ChoiceField(label=_("What happened"), choices=list(HARMS.items()))
    whom = forms.ChoiceField(label=_("To whom, by role"), choices=list(ROLES.items()))
    day = forms.CharField(label=_("When"), max_length=10, help_text=_("A day, a month or a year: 2026-11-21, 2026-11."))
    by = forms.ChoiceField(label=_("Who reported it"), choices=list(REPORTERS.items()))
    said = forms.CharField(label=_("In a sentence, without anything that could identify anyone"), max_length=500,
                           required=False)  # fmt: skip
    after = forms.CharField(label=_("After which step"), max_length=200, required=False)


class PrepareForm(forms.Form):
    """What everyone would read."""

    summary = forms.CharField(
        label=_("What came of it, for everyone"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )
    shows = forms.MultipleChoiceField(
        label=_("Show besides"), required=False, choices=list(PUBLIC_PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
