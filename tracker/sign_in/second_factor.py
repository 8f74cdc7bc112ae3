"""Where a second factor is required no page of the staff's opens without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from tracker.sign_in.adapters import FACTORS
from tracker.sign_in.sessions import is_of_staff

#: What opens to whoever has a factor and has not shown it in this session. Nothing else does: whoever knows the
#: password alone must not add a factor of their own.
SHOWING = {
    "account_login", "account_logout", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "jsi18n",
}  # fmt: skip
#: What opens to whoever has no factor yet.
SETTING_UP = {
    "account_login", "account_logout", "account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
    "jsi18n",
}  # fmt: skip


class SecondFactor:
    """Leads to setting a factor up, or to showing it; every other address of the staff's is refused by that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.DUIXIAN_SECOND_FACTOR != "required" or not is_of_staff(request):
            return None
        if not request.user.is_authenticated or has_shown_factor(request):
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not Authenticator.objects.filter(user=request.user.pk, type__in=FACTORS).exists():
            return None if name in SETTING_UP else HttpResponseRedirect(reverse("mfa_index"))
        if name in SHOWING:
            return None
        # A session from before the factor was set up: somebody else's, perhaps, who knows the password alone.
        asked = request.get_full_path() if request.method == "GET" else reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode({REDIRECT_FIELD_NAME: asked})}")


def has_shown_factor(request: HttpRequest) -> bool:
    """Whether a second factor was used, or set up, in this very session."""
    if not isinstance(request.user, AbstractBaseUser):
        return False
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def note_set_up(request: HttpRequest) -> None:
    """The factor was set up in this session, so it need not be shown again."""
    if isinstance(request.user, AbstractBaseUser):
        record_authentication(request, request.user, "mfa")
