"""Places in the admin, with the import of their list."""

from __future__ import annotations

from django.contrib import admin

from reports.admin import JurisdictionAdmin
from reports.models import Jurisdiction
from tracker.admin.importing import ImportingMixin


@admin.register(Jurisdiction)
class PlaceAdmin(ImportingMixin, JurisdictionAdmin):
    """The nation, its provinces, prefectures and counties."""

    import_permissions = ("reports.add_jurisdiction", "reports.change_jurisdiction")
