"""The staff's pages: every model in Django's admin, with the words of each statement in view."""

from django.contrib import admin

from tracker.admin import commitments, indicators, links, outcomes, reports, verdicts

__all__ = ["commitments", "indicators", "links", "outcomes", "reports", "verdicts"]

admin.site.site_header = "兑现 Duixian"
admin.site.site_title = "兑现 Duixian"
