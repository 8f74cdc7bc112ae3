"""The tracker as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Commitments and verdicts")

    def ready(self) -> None:
        """Load the Celery app, so that a task queued from any process goes to our broker."""
        import tracker.celery  # noqa: F401
