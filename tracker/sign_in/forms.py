"""The form of name and password."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django.core.exceptions import ValidationError


class SignInForm(LoginForm):
    """Refuses in one sentence, whatever the reason: it tells nobody whether there is such a name."""

    def _clean_with_password(self, credentials: dict[str, Any]) -> Any:
        try:
            return super()._clean_with_password(credentials)
        except ValidationError:
            raise get_adapter(self.request).validation_error("username_password_mismatch") from None
