"""The tracker as a Django app, and Django's admin with the tracker's site in it."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Commitments and verdicts")
    default = True

    def ready(self) -> None:
        """Load the Celery app, so that a task queued from any process goes to our broker."""
        import tracker.celery  # noqa: F401


class DeskConfig(admin.AdminConfig):
    """Django's admin, whose one site is ours."""

    default = False
    default_site = "tracker.desk_site.DeskSite"
