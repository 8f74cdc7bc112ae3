"""The tracker as a Django app."""

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"

    def ready(self) -> None:
        """Load the Celery app, so that a task queued from any process goes to our broker."""
        import tracker.celery  # noqa: F401
