"""The worker's door: ``celery -A tracker.worker worker``."""

from tracker.local import servers

servers.ensure()

from tracker.celery import app  # noqa: E402

__all__ = ["app"]
