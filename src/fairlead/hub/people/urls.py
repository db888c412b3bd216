"""Addresses of accounts, organisations, networks and the audit log."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, path

from fairlead.hub.pages import pages
from fairlead.hub.people.account_urls import urlpatterns as by_allauth
from fairlead.hub.people.views import account, accounts, audit, networks, organisations

DATA = ("json", "csv")
ONE = "organisations/<slug:slug>/"


def each(route: str, view: Callable[..., HttpResponseBase], name: str, argument: str, *words: str) -> list[URLPattern]:
    """One address for each thing that a view can do: ``name_word``."""
    return [path(f"{route}{word}/", view, {argument: word}, name=f"{name}_{word.replace('-', '_')}") for word in words]


urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", account.account, name="account"),
    path("account/name/", account.name, name="account_name"),
    path("account/data/", account.export, name="account_export"),
    path("account/delete/", account.delete, name="account_delete"),
    path("account/tokens/", account.tokens, name="tokens"),
    path("account/tokens/<uuid:token>/revoke/", account.revoke, name="token_revoke"),
    *pages("account/activity/", account.activity, "activity", formats=DATA),
    path("account/first/<str:secret>/", account.first, name="first_link"),
    path("account/invitation/<str:secret>/", account.invitation, name="invitation"),
    *each("account/invitations/<uuid:invitation>/", account.answer, "invitation", "said", "accept", "decline"),
    *by_allauth,
    *pages("organisations/", organisations.organisations, "organisations"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    *pages(ONE, organisations.organisation, "organisation"),
    path(f"{ONE}change/", organisations.change, name="organisation_change"),
    path(f"{ONE}confirm/", organisations.confirm, name="organisation_confirm"),
    path(f"{ONE}delete/", organisations.delete, name="organisation_delete"),
    path(f"{ONE}leave/", organisations.leave, name="organisation_leave"),
    *pages(f"{ONE}members/", organisations.members, "members", formats=DATA),
    *each(f"{ONE}members/<uuid:member>/", organisations.member_do, "member", "do", "role", "remove"),
    path(f"{ONE}invite/", organisations.invite, name="organisation_invite"),
    *each(
        f"{ONE}invitations/<uuid:invitation>/", organisations.invitation_do, "invitation", "do", "withdraw", "resend"
    ),
    *pages(f"{ONE}history/", organisations.history, "organisation_history", formats=DATA),
    *pages(f"{ONE}audit/", organisations.log, "organisation_audit", formats=DATA),
    *pages("networks/", networks.networks, "networks", formats=DATA),
    path("networks/new/", networks.new, name="network_new"),
    *each(
        "networks/invitations/<uuid:invitation>/",
        networks.invitation_do,
        "network_invitation",
        "do",
        *("accept", "decline", "withdraw"),
    ),
    *pages("networks/<slug:slug>/", networks.network, "network", formats=DATA),
    path("networks/<slug:slug>/invite/", networks.invite, name="network_invite"),
    *each(
        "networks/<slug:slug>/",
        networks.network_do,
        "network",
        "do",
        *("rename", "hand-over", "remove", "leave", "dissolve"),
    ),
    path("accounts/", accounts.accounts, name="accounts"),
    *each("accounts/<uuid:account>/", accounts.block, "account", "do", "block", "unblock"),
    *pages("audit/", audit.audit, "audit", formats=DATA),
]
