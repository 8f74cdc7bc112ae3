"""Second factors in the admin: who has which. A superuser takes them away from somebody who has lost them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from reports.admin import LargeListAdmin

# allauth's own page shows the secrets; addresses of mail are kept with the account, if at all.
admin.site.unregister(Authenticator)
admin.site.unregister(EmailAddress)


@admin.register(Authenticator)
class FactorAdmin(LargeListAdmin):
    """Deleting somebody's factors lets them set up new ones; it stands in the history like every change."""

    list_display = ("user", "type", "added", "last_used")
    list_select_related = ("user",)
    list_filter = ("type",)
    search_fields = ("user__username",)
    fields = ("user", "type", "added", "last_used")
    readonly_fields = ("added", "last_used")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("Added"))
    def added(self, factor: Authenticator) -> datetime:
        return factor.created_at

    @admin.display(description=gettext_lazy("Last used"))
    def last_used(self, factor: Authenticator) -> datetime | None:
        return factor.last_used_at

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_superuser(request)

    @staticmethod
    def _is_superuser(request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))
