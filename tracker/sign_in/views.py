"""The views of django-allauth that the project narrows."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe

from tracker.sign_in.second_factor import note_set_up


class SignInView(LoginView):
    """Who is signed in without being staff any more is signed out, or the admin would send them here for ever."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not cast(Any, request.user).is_staff:
            logout(request)
        return super().dispatch(request, *args, **kwargs)


class SetUpAppView(ActivateTOTPView):
    """The code to scan stands in the page itself: the policy allows no image out of an address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        svg = context["totp_svg"]
        context["qr"] = mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - qrcode's, of a secret we made
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_set_up(self.request)
        return response


class AddKeyView(AddWebAuthnView):
    """A key added is a factor shown."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_set_up(self.request)
        return response


class RemoveKeyView(RemoveWebAuthnView):
    """The last factor stays where one is required."""

    def form_valid(self, form: Any) -> HttpResponse:
        key = cast(Authenticator, self.get_object())
        if not get_adapter().can_delete_authenticator(key):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        return super().form_valid(form)
