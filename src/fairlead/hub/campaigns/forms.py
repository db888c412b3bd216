"""What the pages of a campaign ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.act.campaign.levels import LEVEL_NAMES
from fairlead.act.campaign.model import Engagement
from fairlead.act.kinds import kinds

__all__ = ["AnswerForm", "ImportForm", "InviteForm", "LogForm", "MainForm", "OutcomeForm", "StepForm", "TextForm"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOW = {
    "letter": _("a letter"),
    "meeting": _("a meeting"),
    "hearing": _("a hearing"),
    "consultation": _("a consultation"),
    "call": _("a call"),
    "event": _("an event"),
    "other": _("another way"),
}
REPLY = {"acknowledged": _("acknowledged"), "yes": _("yes"), "in part": _("in part"), "no": _("no")}
EFFECTS = {
    "ratified": _("an instrument was ratified"),
    "law changed": _("a law changed"),
    "practice changed": _("a practice changed"),
    "plan": _("a plan was adopted"),
    "money": _("money was found"),
    "agreement": _("an agreement was signed"),
    "seat": _("a seat was given"),
    "remedy": _("people had a remedy"),
    "none": _("nothing came of it"),
}
STATES = {"open": _("open"), "done": _("done"), "dropped": _("dropped")}
CONSTITUENCIES = {
    "workers": _("workers"),
    "employers": _("employers"),
    "company": _("a company"),
    "government": _("government"),
    "civil_society": _("civil society"),
    "network": _("a network"),
}


class MainForm(forms.Form):
    """What a campaign is called and what it asks."""

    title = forms.CharField(label=_("Title"), max_length=300)
    goal = forms.CharField(
        label=_("What is asked, in your own words"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("not chosen yet")), *LEVEL_NAMES.items()]
    )
    target = forms.DateField(label=_("To be reached by"), required=False, widget=_DAY)


class StepForm(forms.Form):
    """One step of the plan."""

    name = forms.CharField(label=_("Step"), max_length=200)
    begins = forms.DateField(label=_("From"), widget=_DAY)
    ends = forms.DateField(label=_("To"), widget=_DAY)
    owner = forms.CharField(label=_("Who sees to it"), max_length=200, required=False)
    state = forms.ChoiceField(label=_("State"), choices=list(STATES.items()), initial="open")
    done = forms.DateField(label=_("Done on"), required=False, widget=_DAY)
    does = forms.CharField(
        label=_("What is done"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    leaves = forms.CharField(label=_("What it leaves behind"), max_length=500, required=False)

    def values(self) -> dict[str, str]:
        """What was entered, days as text."""
        return {name: _text(value) for name, value in self.cleaned_data.items()}


class LogForm(forms.Form):
    """Whom the coalition spoke with."""

    whom = forms.CharField(label=_("Whom, by post or body"), max_length=200)
    on = forms.DateField(label=_("On"), widget=_DAY)
    how = forms.ChoiceField(label=_("By"), choices=list(HOW.items()))
    ask = forms.CharField(label=_("What was asked"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    by = forms.MultipleChoiceField(label=_("Who asked"), required=False, widget=forms.CheckboxSelectMultiple)
    due = forms.DateField(label=_("Answer asked for by"), required=False, widget=_DAY)

    def __init__(self, *given: Any, members: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["by"].choices = list(members)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What was entered, days as text."""
        return {name: tuple(value) if name == "by" else _text(value) for name, value in self.cleaned_data.items()}


class AnswerForm(forms.Form):
    """The answer to an engagement."""

    engagement = forms.ChoiceField(label=_("To what"))
    reply = forms.ChoiceField(label=_("In a word"), choices=list(REPLY.items()))
    said = forms.CharField(label=_("What was answered"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    on = forms.DateField(label=_("On"), widget=_DAY)

    def __init__(self, *given: Any, engagements: Iterable[Engagement], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["engagement"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{one.on} {one.whom}: {one.ask[:60]}") for one in engagements
        ]


class OutcomeForm(forms.Form):
    """Something that came of it."""

    what = forms.CharField(label=_("What changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    effect = forms.ChoiceField(label=_("What it is"), choices=list(EFFECTS.items()))
    on = forms.CharField(label=_("When"), max_length=10, help_text=_("A day, a month or a year: 2026-11-21, 2026-11."))
    source = forms.URLField(label=_("Where it can be read"), required=False, assume_scheme="https")


class InviteForm(forms.Form):
    """Who is asked into the coalition."""

    organisation = forms.CharField(
        label=_("Short name of an organisation of this hub"), max_length=80, required=False,
        help_text=_("It then reads the campaign and answers for itself."),
    )  # fmt: skip
    name = forms.CharField(label=_("Or the name of one outside"), max_length=200, required=False)
    constituency = forms.ChoiceField(
        label=_("For whom one outside speaks"), choices=list(CONSTITUENCIES.items()), required=False
    )
    attested = forms.CharField(label=_("How one outside agreed to take part"), max_length=300, required=False)


class TextForm(forms.Form):
    """A text that is brought before the coalition."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of document"), required=False)
    replaces = forms.ChoiceField(label=_("New version of"), required=False)
    text = forms.CharField(label=_("The words"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *given: Any, texts: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = [("", _("none")), *((key, one.name) for key, one in kinds().items())]
        self.fields["kind"].choices = chosen  # type: ignore[attr-defined]
        self.fields["replaces"].choices = [("", _("none: a new text")), *texts]  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A campaign as a file."""

    file = forms.FileField(label=_("Campaign as JSON"), help_text=_("As this hub or fairlead campaign wrote it."))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else value.isoformat() if value else ""
