"""The accounts of the staff in the admin: Django's own pages, made for people who have decided much."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from reports.admin import LargeListAdmin

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(LargeListAdmin, UserAdmin):
    """Nobody is deleted, for histories name people: an account that is no longer needed is made inactive."""

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
