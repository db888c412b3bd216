"""What the pages of a letter ask."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairlead.act.case import EVIDENCE_KINDS, Case, Exhibit, Organisation, Target
from fairlead.act.choices import choices_of
from fairlead.act.draft import Draft
from fairlead.act.kinds import Field, kind, languages
from fairlead.classify.crosswalk import industry_name
from fairlead.dossier.names import known_countries
from fairlead.errors import FairleadError
from fairlead.hub.letters.models import Channel
from fairlead.hub.locale.names import own_name
from fairlead.reason.route_question import APPLICANTS, abuses, lenders

__all__ = ["BatchForm", "CaseForm", "FieldsForm", "InviteForm", "PassageForm", "SendForm", "case_from", "people_text"]

CONSTITUENCIES = ("workers", "employers", "company", "government", "civil_society", "network", "person")
_LINES = gettext_lazy(
    "One to a line: name; whom they speak for (%(kinds)s); country; person who signs; post. "
    "Write “withheld” as a last part to keep a name out of the letter."
)


class FieldsForm(forms.Form):
    """The placeholders of a kind of document."""

    def __init__(self, *given: Any, draft: Draft, **named: Any) -> None:
        super().__init__(*given, **named)
        for one in kind(draft.kind).fields:
            for key, label in self._keys(one, draft):
                asked = _asked(one, label, draft.case.fields.get(key, ""))
                asked.needed = one.required  # type: ignore[attr-defined] # it may stay open until it is sent
                self.fields[f"field-{key}"] = asked

    @staticmethod
    def _keys(one: Field, draft: Draft) -> list[tuple[str, str]]:
        """The keys of a placeholder: its own, or one for each member that it is repeated for."""
        if not one.each:
            return [(one.key, one.label)]
        known = {blank.key: blank.label for blank in draft.blanks if blank.key.startswith(f"{one.key}:")}
        given = {
            key: f"{one.label}: {key.partition(':')[2]}" for key in draft.case.fields if key.startswith(f"{one.key}:")
        }
        return list({**given, **known}.items())

    def texts(self) -> dict[str, str]:
        """What was given, by key."""
        return {
            name.removeprefix("field-"): ", ".join(value) if isinstance(value, list) else value
            for name, value in self.cleaned_data.items()
        }


def _asked(one: Field, label: str, given: str) -> forms.Field:
    """The field of a form for a placeholder. What stays open is shown, and only sending asks for it."""
    listed = choices_of(one.key)
    if listed is None:
        widget = forms.Textarea(attrs={"rows": 4}) if one.long else forms.TextInput()
        longest = 6000 if one.long else 600
        return forms.CharField(
            label=label, help_text=one.help, required=False, max_length=longest, widget=widget, initial=given
        )
    title = label.partition(", by")[0].partition(", to take")[0]
    title = title[:1].upper() + title[1:]
    if listed.several:
        chosen = [part.strip() for part in given.split(",") if part.strip()]
        return forms.MultipleChoiceField(
            label=title,
            choices=list(listed.names.items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=chosen,
            help_text=_("Choose none to take all that fit."),
        )
    return forms.ChoiceField(label=title, choices=[("", "–"), *listed.names.items()], required=False, initial=given)


class CaseForm(forms.Form):
    """Who writes to whom, about what, with which evidence."""

    on = forms.DateField(label=gettext_lazy("Date of the letter"), widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    state = forms.ChoiceField(label=gettext_lazy("The State addressed or concerned"), required=False)
    partner = forms.ChoiceField(
        label=gettext_lazy("The other State"), required=False,
        help_text=gettext_lazy("Of a trade agreement, or of origin of migrant workers."),
    )  # fmt: skip
    place = forms.ChoiceField(label=gettext_lazy("Where it happens, if elsewhere"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Industry"), required=False)
    good = forms.CharField(label=gettext_lazy("Good"), required=False, max_length=120)
    abuse = forms.ChoiceField(label=gettext_lazy("What happens"), required=False)
    instruments = forms.CharField(
        label=gettext_lazy("ILO instruments relied on"), required=False, max_length=120,
        help_text=gettext_lazy("For instance C029, C105; those of what happens, if left empty."),
    )  # fmt: skip
    target = forms.CharField(label=gettext_lazy("The company concerned"), required=False, max_length=200)
    home = forms.ChoiceField(label=gettext_lazy("Its seat"), required=False)
    lender = forms.ChoiceField(label=gettext_lazy("The lender concerned"), required=False)
    writers = forms.CharField(
        label=gettext_lazy("Who writes; the first leads"), required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    applicant = forms.ChoiceField(
        label=gettext_lazy("Who applies, where a procedure asks"), required=False,
    )  # fmt: skip
    through = forms.CharField(
        label=gettext_lazy("Who signs or forwards for them"), required=False, max_length=600,
        help_text=gettext_lazy("A federation, for instance; written in the same way."),
    )  # fmt: skip
    withhold = forms.BooleanField(label=gettext_lazy("Withhold the names of those who write"), required=False)
    estimate = forms.BooleanField(
        label=gettext_lazy("Add Fairlead's own range, in a sentence of its own"), required=False,
        help_text=gettext_lazy("An estimate with its 90 % range, and no other body's; left out unless chosen."),
    )  # fmt: skip
    exhibits = forms.CharField(
        label=gettext_lazy("Evidence for the annex"), required=False, max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One to a line: what it is; kind; date; what it shows; who gathered it. No names of workers. Kinds, the "
            "strongest first: testimony, interview, record, unannounced inspection, announced audit, public source."
        ),
    )  # fmt: skip

    def __init__(self, *given: Any, draft: Draft, **named: Any) -> None:
        case = draft.case
        named.setdefault("initial", _initial(case))
        super().__init__(*given, **named)
        countries = [("", "–"), *known_countries().items()]
        for name in ("state", "partner", "place", "home"):
            _choices(self, name, countries)
        _choices(self, "language", [(one, own_name(one)) for one in languages(draft.kind)])
        _choices(self, "sector", [("", "–"), *((f"c{n}", industry_name(f"c{n}")) for n in range(1, 36))])
        _choices(self, "abuse", [(name, row.name) for name, row in abuses().items()])
        _choices(self, "lender", [("", "–"), *((one, one) for one in lenders())])
        _choices(self, "applicant", [("", "–"), *((one, one.replace("_", " ")) for one in APPLICANTS)])
        self.fields["writers"].help_text = _LINES % {"kinds": ", ".join(CONSTITUENCIES)}
        self.old = case

    def case(self) -> Case:
        """What was given, as a case; fields that people completed stay.

        Raises
        ------
        FairleadError
            If a line cannot be read.
        """
        return case_from(self.cleaned_data, self.old)


def case_from(given: dict[str, Any], old: Case) -> Case:
    """A case from what the form gives, on top of another."""
    writers = tuple(_organisation(line) for line in given["writers"].splitlines() if line.strip())
    if given.get("applicant") and writers:
        writers = (msgspec.structs.replace(writers[0], kind=given["applicant"]), *writers[1:])
    codes = tuple(code.upper() for code in re.split(r"[,;\s]+", given["instruments"]) if code)
    return msgspec.structs.replace(
        old,
        on=given["on"].isoformat(),
        language=given["language"] or "en",
        state=given["state"],
        partner=given["partner"],
        place=given["place"],
        sector=given["sector"],
        good=given["good"],
        abuse=given["abuse"] or "forced_labour",
        instruments=codes,
        target=msgspec.structs.replace(
            old.target or Target(), name=given["target"], home=given["home"], lender=given["lender"]
        ),
        writers=writers,
        through=_organisation(given["through"]) if given["through"].strip() else None,
        withhold=given["withhold"],
        estimate=given["estimate"],
        exhibits=tuple(_exhibit(line) for line in given["exhibits"].splitlines() if line.strip()),
    )


class PassageForm(forms.Form):
    """Own words for one passage."""

    text = forms.CharField(
        label=gettext_lazy("Your words"), required=False, max_length=12000, strip=True,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Leave it empty to leave the passage out. Sources stay listed beside it."),
    )  # fmt: skip


class InviteForm(forms.Form):
    """Who is asked to sign."""

    organisation = forms.SlugField(
        label=gettext_lazy("Short name of an organisation here"), required=False, max_length=80,
        help_text=gettext_lazy("It then sees the letter and approves its own signature."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Or the name of one outside"), required=False, max_length=200,
        help_text=gettext_lazy("As it stands in the letter. You write down how it approved."),
    )  # fmt: skip


class SendForm(forms.Form):
    """How it leaves."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How it is sent"), choices=Channel.choices, widget=forms.RadioSelect, initial=Channel.HAND
    )
    to = forms.CharField(
        label=gettext_lazy("To whom"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("E-mail addresses, one to a line; or whom it was handed to."),
    )  # fmt: skip
    copies = forms.CharField(
        label=gettext_lazy("Copies to"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    message = forms.CharField(
        label=gettext_lazy("A few words above it, in the e-mail"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Day it was handed over, if not today"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip


class BatchForm(forms.Form):
    """What is the same in all letters, and a table of addressees."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, help_text=gettext_lazy("Of all of them; a column may say another.")
    )
    partner = forms.ChoiceField(label=gettext_lazy("The other State"), required=False)
    writers = forms.CharField(
        label=gettext_lazy("Who writes; the first leads"), required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    table = forms.CharField(
        label=gettext_lazy("Addressees, one to a line"), required=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "The first line names the columns, divided by semicolons, commas or tabs; paste it from a spreadsheet."
        ),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Or a file with this table (CSV)"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("state", "partner"):
            _choices(self, name, [("", "–"), *known_countries().items()])
        self.fields["writers"].help_text = _LINES % {"kinds": ", ".join(CONSTITUENCIES)}

    def case(self, on: str) -> Case:
        """What is the same in all letters.

        Raises
        ------
        FairleadError
            If a line cannot be read.
        """
        said = self.cleaned_data
        writers = tuple(_organisation(line) for line in said["writers"].splitlines() if line.strip())
        return Case(on=on, state=said["state"], partner=said["partner"], writers=writers)


def people_text(organisations: tuple[Organisation, ...]) -> str:
    """Organisations as the form writes them, one to a line."""
    return "\n".join(
        "; ".join(
            [one.name, one.constituency, one.country, one.person, one.post, *(["withheld"] if one.withheld else [])]
        ).rstrip("; ")
        for one in organisations
    )


def _initial(case: Case) -> dict[str, Any]:
    return {
        "on": case.on,
        "language": case.language,
        "state": case.state,
        "partner": case.partner,
        "place": case.place,
        "sector": case.sector,
        "good": case.good,
        "abuse": case.abuse,
        "instruments": ", ".join(case.instruments),
        "target": case.target.name,
        "home": case.target.home,
        "lender": case.target.lender,
        "writers": people_text(case.writers),
        "applicant": case.writers[0].kind if case.writers else "",
        "through": people_text((case.through,)) if case.through else "",
        "withhold": case.withhold,
        "estimate": case.estimate,
        "exhibits": "\n".join("; ".join((one.title, one.kind, one.day, one.says, one.origin)).rstrip("; ")
                              for one in case.exhibits),
    }  # fmt: skip


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _organisation(line: str) -> Organisation:
    parts = [part.strip() for part in line.split(";")]
    withheld = parts[-1].casefold() == "withheld"
    name, constituency, place, person, post = ([*(parts[:-1] if withheld else parts), "", "", "", "", ""])[:5]
    constituency = constituency.replace(" ", "_").casefold() or "workers"
    if not name or constituency not in CONSTITUENCIES:
        raise FairleadError(
            _("The line %(line)s cannot be read.") % {"line": repr(line[:80])},
            fix=_("Write: name; one of %(kinds)s; country; person; post.") % {"kinds": ", ".join(CONSTITUENCIES)},
        )
    return msgspec.convert(
        {
            "name": name,
            "constituency": constituency,
            "country": _country(place),
            "person": person,
            "post": post,
            "withheld": withheld,
        },
        Organisation,
    )


def _country(text: str) -> str:
    if not text:
        return ""
    from fairlead.hub.lookup.asked import country

    return country(text)


def _exhibit(line: str) -> Exhibit:
    parts = [part.strip() for part in line.split(";")]
    title, sort, day, says, origin = ([*parts, "", "", "", "", ""])[:5]
    if not title or sort not in EVIDENCE_KINDS:
        raise FairleadError(
            _("The line %(line)s cannot be read.") % {"line": repr(line[:80])},
            fix=_("Write: what it is; one of %(kinds)s; date; what it shows; who gathered it.")
            % {"kinds": ", ".join(EVIDENCE_KINDS)},
        )
    return Exhibit(title=title, kind=sort, day=day, says=says, origin=origin)  # type: ignore[arg-type]
