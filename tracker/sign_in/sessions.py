"""Sessions of staff end: twelve hours after sign-in, and two after the last page (settings)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
#: Seconds within which a session's last page is not written down anew: one write a minute, not one a page.
WITHIN = 60


def is_of_staff(request: HttpRequest) -> bool:
    """Whether the address is one of the staff's pages."""
    return request.path.startswith(reverse("admin:index"))


class SessionLimits:
    """Signs out whose session has run out, before the page is made; the page then asks to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if not is_of_staff(request) or not request.user.is_authenticated:
            return
        now = time.time()
        began, seen = (request.session.get(name, now) for name in (SIGNED_IN_AT, SEEN_AT))
        if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.DUIXIAN_SESSION_IDLE:
            logout(request)
        elif seen == now or now - seen > WITHIN:
            request.session[SIGNED_IN_AT], request.session[SEEN_AT] = began, now
