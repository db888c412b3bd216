"""How accounts are made and signed in to here: what allauth asks us."""

from __future__ import annotations

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.options import text
from fairlead.hub.people import mails
from fairlead.hub.people.models import Invitation, User

__all__ = ["INVITED", "AccountAdapter", "FactorAdapter", "ProviderAdapter", "invited_address"]

_LOG = logging.getLogger(__name__)
INVITED = "invitation"
"""Where a session keeps the id of the invitation whose link was followed."""


def invited_address(request: HttpRequest) -> str | None:
    """The address that was invited, if this reader followed a link that still holds."""
    held = request.session.get(INVITED)
    found = Invitation.objects.filter(pk=held, expires__gt=timezone.now()).first() if held else None
    return found.email if found else None


class AccountAdapter(DefaultAccountAdapter):
    """Only those invited may make an account, unless the operator opened the hub."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this reader may make an account."""
        return text("FAIRLEAD_SIGN_UP") == "open" or invited_address(request) is not None

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Whoever followed the link of an invitation reads the mail of its address."""
        invited = invited_address(request)
        return (invited is not None and invited == email.lower()) or super().is_email_verified(request, email)

    def clean_email(self, email: str) -> str:
        """Where only those invited may join, they join with the address that was invited."""
        request = self.request
        if text("FAIRLEAD_SIGN_UP") != "open" and request is not None and not request.user.is_authenticated:
            invited = invited_address(request)
            if invited is not None and email.lower() != invited and request.path in _joining():
                raise ValidationError(_("The invitation is for another address."))
        return super().clean_email(email)

    def get_user_display(self, user: Any) -> str:
        """The name, never the address."""
        return str(user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the account, where invitations wait, or to the first screen."""
        return reverse("account") if INVITED in request.session else super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """To the account, where invitations wait."""
        return reverse("account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the account."""
        return reverse("account")

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:  # noqa: ARG002
        """Links in mails lead to our own address, whatever host a request named."""
        return str(settings.ADDRESS + reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Links in mails lead to our own address, whatever host a request named."""
        uid, _dash, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        return str(settings.ADDRESS + path)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; a mail server that is away is logged, without the address, and the reader is told to try again."""
        try:
            self.render_mail(template_prefix, email, context).send()
        except (SMTPException, OSError) as error:
            _LOG.error("A mail could not be sent: %s", type(error).__name__)
            if self.request is not None:
                messages.error(self.request, _("The mail could not be sent. Try again later."))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Plain text of our own."""
        subject, body = mails.text(template_prefix, context)
        return EmailMessage(subject, body, to=[email] if isinstance(email, str) else email, headers=headers)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Accounts from an identity provider: the same rule on who may join."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Open to those invited, with the address that was invited, which the provider must have checked."""
        if text("FAIRLEAD_SIGN_UP") == "open":
            return True
        invited = invited_address(request)
        return any(one.verified and one.email.lower() == invited for one in sociallogin.email_addresses)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take name and address from the provider."""
        from fairlead.hub.people.operations.common import clean_name

        user: User = super().populate_user(request, sociallogin, data)
        try:
            user.name = clean_name(str(data.get("name") or "")[:120], 120)
        except FairleadError:  # none, or not one that may be shown here
            user.name = ""
        return user


class FactorAdapter(DefaultMFAAdapter):
    """The secrets of the second factor are kept encrypted: a copy of the database alone does not give them away."""

    def encrypt(self, text: str) -> str:
        """Encrypt with a key that follows from the hub's secret key."""
        return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Undo `encrypt`."""
        return _box(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()


def _joining() -> tuple[str, str]:
    return reverse("account_signup"), reverse("socialaccount_signup")


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor:" + key.encode()).digest()))
