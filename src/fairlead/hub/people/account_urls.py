"""Addresses of accounts that allauth serves: only those that are offered here, each named."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, re_path

__all__ = ["urlpatterns"]


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Go to the identity provider by a page of ours.

    A form whose answer led to another site would be stopped by our rule that forms go nowhere else.
    """
    answer = oidc.login(request, provider_id)
    if isinstance(answer, HttpResponseRedirect) and "://" in answer.url:
        return render(request, "socialaccount/leaving.html", {"there": answer.url})
    return answer


def providers(request: HttpRequest, process: str = "login") -> list[dict[str, str]]:
    """Names and addresses of the identity providers that are set up."""
    return [
        {"name": one.name, "address": one.get_login_url(request, process=process, **_next(request))}
        for one in get_adapter().list_providers(request)
    ]


def _next(request: HttpRequest) -> dict[str, str]:
    there = get_next_redirect_url(request)
    return {"next": there} if there else {}


class SignIn(account.LoginView):
    """The page to sign in, with the identity providers beside it."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Add what our page needs."""
        known = {"providers": providers(self.request), "open": get_account_adapter().is_open_for_signup(self.request)}
        return {**super().get_context_data(**named), **known}


class Connections(social.ConnectionsView):
    """The identity providers that a person can sign in with."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Add what our page needs."""
        return {**super().get_context_data(**named), "providers": providers(self.request, "connect")}


urlpatterns: list[URLPattern | URLResolver] = [
    path("account/login/", SignIn.as_view(), name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/email/", account.email, name="account_email"),
    path("account/confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^account/confirm-email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/2fa/", factors.index, name="mfa_index"),
    path("account/2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/provider/", Connections.as_view(), name="socialaccount_connections"),
    path("account/provider/signup/", social.signup, name="socialaccount_signup"),
    path("account/provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/provider/error/", social.login_error, name="socialaccount_login_error"),
    path("account/provider/<slug:provider_id>/login/", to_provider, name="openid_connect_login"),
    path("account/provider/<slug:provider_id>/callback/", oidc.callback, name="openid_connect_callback"),
]
