"""A brief as a document to read, print and send: terminal, HTML, PDF and DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fairlead.act.campaign.brief import CampaignBrief, as_dossier
from fairlead.act.campaign.changes import agreed
from fairlead.act.campaign.model import Campaign, Engagement, Outcome
from fairlead.dossier.report.document import body
from fairlead.dossier.report.wording import HOW_TO_READ
from fairlead.errors import FairleadError
from fairlead.report.document.model import Block, Bullets, Document, Heading, Paragraph, Run, Table, Words, words
from fairlead.report.references import safe_address

__all__ = ["FORMATS", "coalition_blocks", "document", "log_blocks", "plan_blocks", "render", "write"]

FORMATS = ("html", "pdf", "docx", "json")
FOOT = "People decide, the program reasons: look at the source of a statement before you use it."


def document(found: CampaignBrief) -> Document:
    """The brief as a document.

    Examples
    --------
    >>> from datetime import date
    >>> from fairlead.act.campaign.brief import brief
    >>> from fairlead.act.campaign.changes import new
    >>> made = document(brief(new("ratify", "NPL", start="2027-01-01"), date(2026, 11, 21)))
    >>> [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1][-3:]
    ['Documents that fit', 'The plan', 'Limits']
    """
    blocks, notes = body(as_dossier(found))
    campaign = found.campaign
    own = (*_documents(found), *plan_blocks(campaign), *coalition_blocks(campaign), *log_blocks(campaign))
    limits = (Heading("Limits"), Bullets(tuple(words(text) for text in found.limits)))
    return Document(
        title=found.title,
        subtitle=found.subtitle,
        about=(
            f"As of {found.on}. Made by Fairlead {found.fairlead_version} on {found.created[:10]}.",
            HOW_TO_READ,
        ),
        day=found.on,
        blocks=(*blocks, *own, *limits),
        notes=notes,
        foot=FOOT,
    )


def render(found: CampaignBrief, form: str) -> bytes:
    """The brief as a file.

    Parameters
    ----------
    found
        The brief.
    form
        One of `FORMATS`.

    Raises
    ------
    FairleadError
        If the format is not known.
    """
    if form == "json":
        from fairlead.report.formats import dumps

        return dumps(found)
    if form == "html":
        from fairlead.report.document import html

        return html.page(document(found)).encode()
    if form == "pdf":
        from fairlead.report.document import pdf

        return pdf.render(document(found))
    if form == "docx":
        from fairlead.report.document import docx

        return docx.render(document(found))
    raise FairleadError(f"There is no format {form!r}.", fix=f"Give one of: {', '.join(FORMATS)}.")


def write(found: CampaignBrief, path: Path) -> Path:
    """Write the brief to a file; the ending of its name says the format."""
    path.write_bytes(render(found, path.suffix.removeprefix(".")))
    return path


def _documents(found: CampaignBrief) -> Iterator[Block]:
    if found.documents:
        yield Heading("Documents that fit")
        items = tuple((Run(f"{one.name}. ", bold=True), Run(one.about)) for one in found.documents)
        yield Bullets(items)


def plan_blocks(campaign: Campaign) -> Iterator[Block]:
    """The steps with their days and owners."""
    if not campaign.steps:
        return
    yield Heading("The plan")
    yield Paragraph(words("Days are proposals until somebody owns the step."), soft=True, kept=True)
    yield Table(
        title="Steps of the campaign",
        headings=("Step", "From", "To", "Owner", "State"),
        rows=tuple(
            (
                (Run(one.name, under=f"Leaves: {one.leaves}" if one.leaves else ""),),
                words(one.begins),
                words(one.ends),
                words(one.owner or "nobody yet"),
                words(f"{one.state} {one.done}".strip()),
            )
            for one in campaign.steps
        ),
        widths=(4.2, 1.5, 1.5, 2.0, 1.4),
    )


def coalition_blocks(campaign: Campaign) -> Iterator[Block]:
    """Who takes part, and who agreed to which text."""
    if not campaign.members:
        return
    yield Heading("The coalition")
    taking = [one for one in campaign.members if not one.left]
    yield Bullets(tuple(words(f"{one.name} ({one.constituency.replace('_', ' ')})") for one in taking))
    for text in campaign.texts:
        names = [one.name for one in agreed(campaign, text.id)]
        waiting = [one.name for one in taking if one.name not in names]
        said = f"{text.title} ({text.made}). Agreed: {', '.join(names) or 'nobody yet'}."
        if waiting:
            said += f" Not yet: {', '.join(waiting)}."
        yield Paragraph((Run(said), Run(f" SHA-256 {text.sha256[:16]}…")))


def log_blocks(campaign: Campaign) -> Iterator[Block]:
    """Whom the coalition spoke with, and what came of it."""
    if campaign.engagements:
        yield Heading("Engagements")
        yield Table(
            title="Whom the coalition spoke with",
            headings=("Whom", "Day", "Asked", "Answer"),
            rows=tuple(
                (words(f"{one.whom} ({one.how})"), words(one.on), words(one.ask), words(_answer(one)))
                for one in campaign.engagements
            ),
            widths=(2.4, 1.3, 3.2, 3.2),
        )
    if campaign.outcomes:
        yield Heading("What came of it")
        yield Paragraph(words("That something followed does not prove that it followed from the campaign."), soft=True)
        yield Bullets(tuple(_outcome(one) for one in campaign.outcomes))


def _answer(one: Engagement) -> str:
    when = f", {one.answered}" if one.answered else ""
    return f"{one.reply}{when}{f': {one.answer}' if one.answer else ''}"


def _outcome(one: Outcome) -> Words:
    said = Run(f"{one.on}: {one.what} ({one.effect}).")
    return (said, Run(" "), Run(one.source, href=one.source)) if safe_address(one.source) else (said,)
