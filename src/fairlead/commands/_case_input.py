"""What the commands on documents ask of a case, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.act.case import Case, Organisation

__all__ = ["case_of", "case_options", "country_of", "pairs_of", "writer_of"]

WRITER = "NAME[;CONSTITUENCY[;COUNTRY[;PERSON[;POST]]]]"


def case_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say who writes to whom, about what."""
    for option in reversed([
        click.option("--case", "case_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     metavar="FILE", help="A case or draft as JSON to begin from; options come on top."),
        click.option("--state", metavar="COUNTRY", help="The State that is addressed or concerned."),
        click.option("--partner", metavar="COUNTRY", help="The other State: of a trade agreement, or of origin."),
        click.option("--place", metavar="COUNTRY", help="Where it happens, if not in the State."),
        click.option("--sector", metavar="CODE", help="Industry, c1 to c35."),
        click.option("--good", metavar="WORDS", help="A good, in words."),
        click.option("--abuse", metavar="NAME", help="What is done; see `fairlead routes --help`."),
        click.option("--instrument", "instruments", multiple=True, metavar="CODE", help="ILO instrument relied on."),
        click.option("--target", metavar="NAME", help="The company concerned, as it is to stand in the document."),
        click.option("--target-home", metavar="COUNTRY", help="Its seat."),
        click.option("--lender", metavar="ID", help="The lender concerned, for instance IFC."),
        click.option("--writer", "writers", multiple=True, metavar=WRITER, help="Who writes; may be repeated."),
        click.option("--through", metavar=WRITER, help="Who signs or forwards for them."),
        click.option("--withhold", is_flag=True, help="Withhold the names of those who write."),
        click.option("--field", "fields", multiple=True, metavar="KEY=TEXT", help="Complete a placeholder."),
        click.option("--estimate", is_flag=True, help="Add Fairlead's own range, in a sentence of its own."),
        click.option("--language", metavar="CODE", help="en, fr, es or ar."),
        click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
                     help="Date of the document; without it, today."),
    ]):  # fmt: skip
        function = option(function)
    return function


def case_of(
    *,
    case_file: Path | None,
    on: datetime | None,
    fields: tuple[str, ...],
    writers: tuple[str, ...],
    through: str | None,
    target: str | None,
    target_home: str | None,
    lender: str | None,
    instruments: tuple[str, ...],
    withhold: bool,
    estimate: bool,
    **plain: str | None,
) -> Case:
    """The case that the options say, on top of the one in the file.

    Raises
    ------
    FairleadError
        If something cannot be read.
    """
    import msgspec

    from fairlead.act.case import Case

    today = datetime.now().astimezone().date().isoformat()
    begun = _from_file(case_file) if case_file else Case(on=today)
    changes: dict[str, Any] = {"on": on.date().isoformat() if on else (begun.on if case_file else today)}
    for name, value in plain.items():
        if value is not None:
            changes[name] = country_of(value) if name in ("state", "partner", "place") else value
    if instruments:
        changes["instruments"] = tuple(code.upper() for code in instruments)
    if writers:
        changes["writers"] = tuple(writer_of(text) for text in writers)
    if through:
        changes["through"] = writer_of(through)
    said = {"name": target, "home": country_of(target_home) if target_home else None, "lender": lender}
    if given := {key: value for key, value in said.items() if value}:
        changes["target"] = msgspec.structs.replace(begun.target, **given)
    if fields:
        changes["fields"] = {**begun.fields, **pairs_of(fields)}
    changes |= {name: True for name, chosen in (("withhold", withhold), ("estimate", estimate)) if chosen}
    return msgspec.structs.replace(begun, **changes)


def _from_file(path: Path) -> Case:
    import msgspec

    from fairlead.act.case import Case

    content = path.read_bytes()
    try:
        raw = msgspec.json.decode(content)
        return msgspec.convert(raw["case"] if isinstance(raw, dict) and "case" in raw else raw, Case)
    except msgspec.DecodeError as error:
        raise FairleadError(f"{path} is not JSON: {error}.", fix="Give a case or a draft as JSON.") from error
    except msgspec.ValidationError as error:
        raise FairleadError(f"{path} is not a case: {error}.", fix="Give a case or a draft as JSON.") from error


def writer_of(text: str) -> Organisation:
    """Somebody who writes, as given behind an option.

    Examples
    --------
    >>> writer_of("Example Union;workers;NPL;A. Person").person
    'A. Person'
    """
    import msgspec

    from fairlead.act.case import Organisation

    parts = [part.strip() for part in text.split(";")]
    names = ("name", "constituency", "country", "person", "post")
    if len(parts) > len(names):
        raise FairleadError(f"{text!r} has too many parts.", fix=f"Write {WRITER}.")
    given = {name: part for name, part in zip(names, parts, strict=False) if part}
    if "country" in given:
        given["country"] = country_of(given["country"])
    try:
        return msgspec.convert(given, Organisation)
    except msgspec.ValidationError as error:
        raise FairleadError(f"{text!r} cannot be read: {error}.", fix=f"Write {WRITER}.") from error


def pairs_of(texts: tuple[str, ...]) -> dict[str, str]:
    """``KEY=TEXT`` as keys and texts.

    Examples
    --------
    >>> pairs_of(("minister=The Minister = of Labour",))
    {'minister': 'The Minister = of Labour'}
    """
    found = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign:
            raise FairleadError(f"{text!r} is not KEY=TEXT.", fix="Write for instance minister='Minister of Labour'.")
        found[key.strip()] = value.strip()
    return found


def country_of(text: str) -> str:
    """The code of one country, given as a name or code.

    Examples
    --------
    >>> country_of("Nepal"), country_of("npl")
    ('NPL', 'NPL')
    """
    from fairlead.classify.countries import country_codes, match_country

    if text.upper() in country_codes():
        return text.upper()
    match = match_country(text)
    if len(match.targets) == 1 and match.status in {"exact", "confident"}:
        return match.targets[0].code
    raise FairleadError(f"{text!r} is not one country.", why=match.reason, fix="Give its name or ISO 3166 code.")
