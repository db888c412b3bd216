"""The e-mail that carries a letter: its text, and the same as a file."""

from __future__ import annotations

import re
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from fairlead.act.draft import Draft
from fairlead.act.rendering import plain_text, render
from fairlead.errors import FairleadError
from fairlead.hub.documents.kinds import TYPES
from fairlead.hub.letters.models import Dispatch

__all__ = ["deliver"]


class _ToOne(EmailMessage):
    """The same mail on the way to one of those it is for: servers tell of each only when asked one by one."""

    one = ""

    def recipients(self) -> list[str]:
        """Whom this copy goes to."""
        return [self.one]


def deliver(dispatch: Dispatch) -> dict[str, str]:
    """Give the letter to the operator's mail server, for each it is for.

    The mail is called as the document is, never as its writers call it among themselves: those who sign and those who
    answered on safety have read the document.

    Returns
    -------
    dict
        Those whom the server refused, with its words.

    Raises
    ------
    OSError
        If the server cannot be reached, or refuses all of them.
    """
    draft = dispatch.version.draft
    text = plain_text(draft, final=True)
    mail = _ToOne(
        subject=" ".join(draft.title.split())[:200],
        body=f"{dispatch.message}\n\n{text}" if dispatch.message else text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=list(dispatch.to),
        cc=list(dispatch.copies),
        reply_to=[dispatch.reply_to] if dispatch.reply_to else None,
    )
    name = re.sub(r"[^a-z0-9]+", "-", draft.title.lower()).strip("-")[:60] or "letter"
    form, content = _file(draft)
    mail.attach(f"{name}.{form}", content, TYPES[form])
    refused: dict[str, str] = {}
    everybody = [*dispatch.to, *dispatch.copies]
    with get_connection() as server:
        mail.connection = server
        for mail.one in everybody:
            try:
                mail.send()
            except SMTPRecipientsRefused as error:
                refused[mail.one] = "; ".join(_words(said) for _, said in error.recipients.values())
            except SMTPException as error:
                refused[mail.one] = str(error)
    if len(refused) == len(everybody):
        raise OSError("; ".join(f"{one}: {said}" for one, said in refused.items()))
    return refused


def _file(draft: Draft) -> tuple[str, bytes]:
    """As PDF; as DOCX where no font of the server has a character of the letter."""
    try:
        return "pdf", render(draft, "pdf", final=True)
    except FairleadError:
        return "docx", render(draft, "docx", final=True)


def _words(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
