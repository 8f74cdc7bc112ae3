"""What django-allauth asks of the project: who may sign in, in which words it refuses, which factor may go."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.sign_in.sessions import SIGNED_IN_AT

#: The kinds that are asked for at sign-in; recovery codes only stand in for them.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class StaffAccounts(DefaultAccountAdapter):
    """Staff alone, whose accounts a superuser makes."""

    #: One sentence for an unknown name, a wrong password, somebody who is no staff, and too many attempts.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "This user name and password do not match, or there were too many attempts. Check both; after five "
            "failures wait five minutes."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            # As slow as a password that is looked at.
            make_password(credentials.get("password"))
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active and user.is_staff else None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        request.session[SIGNED_IN_AT] = time.time()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(self.get_login_redirect_url(request))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        # Only who was made inactive between the two factors comes this far.
        return HttpResponseRedirect(reverse("account_login"))


class StaffFactors(DefaultMFAAdapter):
    """Second factors of staff: the last one stays where one is required."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if settings.DUIXIAN_SECOND_FACTOR != "required":
            return True
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists()
