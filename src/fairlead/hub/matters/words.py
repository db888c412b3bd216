"""The words of a paper, as a reader sees them: only these can be blacked out, and all else is left out.

What a file hides from its reader (a part of a mail that is coded, a file enclosed, a character set that is not known)
would stay in a copy though its name was blacked out.
"""

from __future__ import annotations

import codecs
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.errors import FairleadError

__all__ = ["words_of"]

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def words_of(name: str, content: bytes) -> str:
    """The words of a text file, or of a mail with its chief headers.

    Raises
    ------
    FairleadError
        If they cannot be read for certain: then the person gives them.

    Examples
    --------
    >>> words_of("a.txt", "Ms Example".encode("utf-16"))
    'Ms Example'
    """
    ending = name.lower().rpartition(".")[2]
    if ending in ("txt", "csv"):
        return _decoded(content)
    if ending == "eml":
        return _mail(content)
    raise _unread(_("The words of this file cannot be read here."))


def _decoded(content: bytes) -> str:
    coding = next((one for mark, one in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        found = content.decode(coding)
    except UnicodeDecodeError:
        raise _unread(_("It is not known how the letters of this file are written.")) from None
    if coding == "utf-8" and found[1:2] == "\x00":  # two bytes to a letter, without a mark that says so
        raise _unread(_("It is not known how the letters of this file are written."))
    return found


def _mail(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    try:
        body = mail.get_body(("plain",))
        text = None if body is None else body.get_content()
        heads = [f"{one}: {mail[one]}" for one in _HEADERS if mail[one]]
    except (LookupError, ValueError, AttributeError, TypeError):  # what no mail program would have written
        text = None
    if not isinstance(text, str) or "\ufffd" in text:
        raise _unread(_("The words of this mail cannot be read here."))
    enclosed = sum(1 for _one in mail.iter_attachments()) if mail.is_multipart() else 0
    told = (
        [ngettext("[%(n)s enclosed file is not shown]", "[%(n)s enclosed files are not shown]", enclosed)
         % {"n": enclosed}] if enclosed else []
    )  # fmt: skip
    return "\n".join([*heads, "", text.replace("\r\n", "\n").rstrip(), *told]) + "\n"


def _unread(what: str) -> FairleadError:
    return FairleadError(what, fix=_("Paste the text that others are to read."))
