"""The e-mail that carries a letter: its text, and the same as PDF."""

from __future__ import annotations

import re
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from fairlead.act.rendering import plain_text, render
from fairlead.hub.letters.models import Dispatch

__all__ = ["deliver"]


def deliver(dispatch: Dispatch) -> None:
    """Give the letter to the operator's mail server.

    Raises
    ------
    OSError
        If the server cannot be reached or refuses it.
    """
    draft = dispatch.version.draft
    text = plain_text(draft, final=True)
    mail = EmailMessage(
        subject=" ".join(dispatch.letter.title.split())[:200],
        body=f"{dispatch.message}\n\n{text}" if dispatch.message else text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=list(dispatch.to),
        cc=list(dispatch.copies),
        reply_to=[dispatch.reply_to] if dispatch.reply_to else None,
    )
    name = re.sub(r"[^a-z0-9]+", "-", dispatch.letter.title.lower()).strip("-")[:60] or "letter"
    mail.attach(f"{name}.pdf", render(draft, "pdf", final=True), "application/pdf")
    try:
        mail.send()
    except SMTPException as error:
        raise OSError(str(error)) from error
