"""Texts of the mails about accounts: plain, translatable, and with links to this hub's own address alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

__all__ = ["text"]


def text(prefix: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body of one of the mails that allauth sends.

    Parameters
    ----------
    prefix
        Its name there, as in ``account/email/password_reset_key``.
    context
        What allauth knows for it.

    Raises
    ------
    KeyError
        If the mail is not one of ours: nothing goes out that nobody here has read.
    """
    subject, body = _texts(context)[prefix.rpartition("/")[2]]
    return subject, body + "\n\n-- \nFairlead\n" + settings.ADDRESS + "/\n"


def _texts(context: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    confirm = _(
        "Please confirm that this address is yours, by opening this link and pressing the button there:\n%(link)s\n\n"
        "If you did not ask for this, ignore this mail."
    ) % {"link": context.get("activate_url", "")}
    reset = _(
        "Somebody, perhaps you, asked for a new password for your account. To choose one, open this link:\n%(link)s\n\n"
        "If it was not you, ignore this mail: your password stays as it is."
    ) % {"link": context.get("password_reset_url", "")}
    exists = _(
        "Somebody, perhaps you, tried to make an account with this address. You have one already. To sign in, open:\n"
        "%(link)s\n\nThere you can also ask for a new password. If it was not you, ignore this mail."
    ) % {"link": _link("account_login")}
    unknown = _(
        "Somebody, perhaps you, asked for a new password for an account with this address. There is none here: "
        "perhaps you used another address.\n\nIf it was not you, ignore this mail."
    )
    provider = context.get("provider", "")
    return {
        "email_confirmation": (_("Confirm your e-mail address"), confirm),
        "email_confirmation_signup": (_("Confirm your e-mail address"), confirm),
        "password_reset_key": (_("A new password"), reset),
        "account_already_exists": (_("You have an account already"), exists),
        "unknown_account": (_("No account with this address"), unknown),
        "email_changed": _changed(
            _("Your e-mail address was changed"), _("The e-mail address of your account was changed.")
        ),
        "email_confirm": _changed(_("Your e-mail address was confirmed"), _("Your e-mail address was confirmed.")),
        "email_deleted": _changed(
            _("An e-mail address was removed"), _("An e-mail address was removed from your account.")
        ),
        "password_changed": _changed(_("Your password was changed"), _("The password of your account was changed.")),
        "password_reset": _changed(_("Your password was reset"), _("The password of your account was reset.")),
        "password_set": _changed(_("A password was set"), _("A password was set for your account.")),
        "totp_activated": _changed(
            _("Two-factor sign-in is on"), _("Two-factor sign-in was turned on for your account.")
        ),
        "totp_deactivated": _changed(
            _("Two-factor sign-in is off"), _("Two-factor sign-in was turned off for your account.")
        ),
        "recovery_codes_generated": _changed(
            _("New recovery codes"), _("New recovery codes were made for your account; the old ones no longer work.")
        ),
        "account_connected": _changed(
            _("A way to sign in was added"), _("You can now sign in with %(name)s as well.") % {"name": provider}
        ),
        "account_disconnected": _changed(
            _("A way to sign in was removed"), _("You can no longer sign in with %(name)s.") % {"name": provider}
        ),
    }


def _changed(subject: str, what: str) -> tuple[str, str]:
    security = _(
        "If this was not you, choose a new password at once and look at your account:\n%(reset)s\n%(account)s"
    ) % {"reset": _link("account_reset_password"), "account": _link("account")}
    return subject, f"{what}\n\n{security}"


def _link(name: str) -> str:
    return settings.ADDRESS + reverse(name)
